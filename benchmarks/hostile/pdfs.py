# ruff: noqa: E501 - formats written as they stand in files
"""Hostile PDFs, written object by object. Next: `benchmarks/hostile/__main__.py` reads them."""

import zlib
from collections.abc import Callable, Sequence

Make = Callable[[int], bytes]
FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
SHOWN = "BT /F 12 Tf 50 700 Td (Members met today.) Tj ET"


def pdf(objects: Sequence[bytes | str], trailer: str = "") -> bytes:
    """Return a PDF of these objects, numbered from 1; the first is the catalogue."""
    written = b"%PDF-1.7\n"
    places = []
    for number, one in enumerate(objects, start=1):
        places.append(len(written))
        body = one.encode() if isinstance(one, str) else one
        written += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(written)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    written += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
    written += f"trailer << /Size {len(objects) + 1} /Root 1 0 R {trailer}>>\n".encode()
    return written + f"startxref\n{start}\n%%EOF\n".encode()


def stream(content: bytes, more: str = "", packed: bool = True) -> bytes:
    """Return a stream, packed as Flate does."""
    body = zlib.compress(content, 9) if packed else content
    filters = "/Filter /FlateDecode " if packed else ""
    return f"<< /Length {len(body)} {filters}{more}>>\nstream\n".encode() + body + b"\nendstream"


def one_page(
    content: bytes, more: str = "", catalogue: str = "", resources: str = ""
) -> list[bytes | str]:
    """Return the objects of a document of one page with this content."""
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R"
    return [
        f"<< /Type /Catalog /Pages 2 0 R {catalogue}>>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"{page} /Resources << /Font << /F 5 0 R >> {resources}>> {more}>>",
        stream(content),
        FONT,
    ]


def _page_loop(size: int) -> bytes:
    objects = one_page(SHOWN.encode())
    objects[1] = "<< /Type /Pages /Kids [2 0 R 2 0 R 3 0 R] /Count 1000000 /Parent 2 0 R >>"
    return pdf(objects)


def _form_loop(size: int) -> bytes:
    form = "/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /XObject << /X 6 0 R >> >> "
    return pdf(
        [*one_page(b"/X Do", resources="/XObject << /X 6 0 R >> "), stream(b"/X Do /X Do", form)]
    )


def _form_bomb(size: int) -> bytes:
    """Each of twelve forms draws the next ten times."""
    objects = one_page(b"/X Do", resources="/XObject << /X 6 0 R >> ")
    for level in range(12):
        deeper = f"/Resources << /XObject << /X {level + 7} 0 R >> >> " if level < 11 else ""
        content = b"/X Do " * 10 if level < 11 else b"0 0 m 9 9 l S"
        objects.append(stream(content, f"/Type /XObject /Subtype /Form /BBox [0 0 9 9] {deeper}"))
    return pdf(objects)


def _flate_bomb(size: int) -> bytes:
    twice = zlib.compress(zlib.compress(b" " * size, 9), 9)
    objects = one_page(b"")
    objects[3] = (
        f"<< /Length {len(twice)} /Filter [/FlateDecode /FlateDecode] >>\nstream\n".encode()
        + twice
        + b"\nendstream"
    )
    return pdf(objects)


def _letters(size: int) -> bytes:
    return pdf(one_page(b"BT /F 9 Tf " + b"1 0 0 1 50 700 Tm (union) Tj " * size + b"ET"))


def _strokes(size: int) -> bytes:
    return pdf(one_page(SHOWN.encode() + b" 0 0 m 500 500 l S" * size))


def _deep(size: int) -> bytes:
    return pdf(one_page(b"[" * size + SHOWN.encode(), more=f"/Loop {'[' * size}{']' * size} "))


def _states(size: int) -> bytes:
    return pdf(one_page(b"q " * size + SHOWN.encode()))


def _pages(size: int) -> bytes:
    objects: list[bytes | str] = one_page(SHOWN.encode())
    objects[1] = f"<< /Type /Pages /Kids [{'3 0 R ' * size}] /Count {size} >>"
    return pdf(objects)


def _script(size: int) -> bytes:
    script = "/OpenAction << /S /JavaScript /JS (app.alert\\(1\\); while\\(1\\){}) >> "
    names = "/Names << /EmbeddedFiles << /Names [(x.exe) 6 0 R] >> >> "
    launch = "/AA << /O << /S /Launch /F (/bin/sh) >> >> "
    return pdf([*one_page(SHOWN.encode() * 1, launch, script + names), stream(b"MZ" * 99)])


def _locked(size: int) -> bytes:
    lock = (
        "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <"
        + "41" * 32
        + "> /U <"
        + "42" * 32
        + "> >> "
    )
    return pdf(one_page(SHOWN.encode()), lock + "/ID [<41> <41>] ")


def _damaged(size: int) -> bytes:
    return pdf(one_page(SHOWN.encode())).replace(b"startxref\n", b"startxref\n9999999")


def _sizes(size: int) -> bytes:
    objects = one_page(
        b"BT /F 1e38 Tf 1e38 0 0 1e38 -1e38 1e38 Tm (union) Tj ET " * 9 + SHOWN.encode()
    )
    objects[2] = str(objects[2]).replace("[0 0 600 800]", "[-1e38 -1e38 1e38 1e38]")
    return pdf(objects)


# Name, what it is, how it is made, size of the full run.
PDFS: tuple[tuple[str, str, Make, int], ...] = (
    ("page-loop.pdf", "pages that hold themselves", _page_loop, 1),
    ("form-loop.pdf", "a form that draws itself", _form_loop, 1),
    ("form-bomb.pdf", "10^11 forms", _form_bomb, 1),
    ("flate-bomb.pdf", "2 GB of spaces in some bytes", _flate_bomb, 2 * 10**9),
    ("letters.pdf", "two million letters in one spot", _letters, 400_000),
    ("strokes.pdf", "two million strokes", _strokes, 2_000_000),
    ("deep.pdf", "a million lists within lists", _deep, 1_000_000),
    ("states.pdf", "a million states kept", _states, 1_000_000),
    ("pages.pdf", "100,000 pages", _pages, 100_000),
    ("script.pdf", "JavaScript, a file within, a program to start", _script, 1),
    ("locked.pdf", "locked by a password", _locked, 1),
    ("damaged.pdf", "a table of objects that is none", _damaged, 1),
    ("sizes.pdf", "sizes near the end of all numbers", _sizes, 1),
)
