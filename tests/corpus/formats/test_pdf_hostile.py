"""PDFs that are damaged, locked or made to keep a reader busy: refused in time, with a reason."""

import io
import time
from collections.abc import Sequence

import pytest

from corpus.errors import PageError
from corpus.formats.sandbox import read_apart

# Seconds that a hostile file may take here; the limit itself is 180.
SOON = 20.0


def made(objects: Sequence[str], root: int = 1) -> bytes:
    """Return a PDF of these objects, counted from 1, with a right table of them."""
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{content}\nendobj\n".encode())
    table = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.writelines(f"{place:010d} 00000 n \n".encode() for place in places)
    out.write(f"trailer<</Size {len(objects) + 1}/Root {root} 0 R>>\n".encode())
    out.write(f"startxref\n{table}\n%%EOF".encode())
    return out.getvalue()


CATALOG = "<</Type/Catalog/Pages 2 0 R>>"


def stream(content: str, entries: str = "") -> str:
    return f"<<{entries}/Length {len(content)}>>\nstream\n{content}\nendstream"


def page(entries: str = "", box: str = "0 0 600 800") -> str:
    return f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]{entries}>>"


FONT = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
WORDS = "BT /F1 12 Tf 50 700 Td (Members of the union meet on Monday in the hall.) Tj ET"
USES_FONT = "/Resources<</Font<</F1 5 0 R>>>>"


def test_a_page_made_by_this_test_is_read() -> None:
    raw = made(
        [
            CATALOG,
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            page(f"/Contents 4 0 R{USES_FONT}"),
            stream(WORDS),
            FONT,
        ]
    )

    assert "Members of the union meet on Monday in the hall." in read_apart(".pdf", raw).texts[0]


HOSTILE = {
    "page tree that holds itself": made([CATALOG, "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"]),
    "no pages": made([CATALOG, "<</Type/Pages/Kids[]/Count 0>>"]),
    "hundred thousand pages": made(
        [
            CATALOG,
            f"<</Type/Pages/Kids[{'3 0 R ' * 100_000}]/Count 100000>>",
            page(),
        ]
    ),
    "promised pages that are not there": made(
        [CATALOG, "<</Type/Pages/Kids[9 0 R]/Count 2000000000>>"]
    ),
    "no table of objects": b"%PDF-1.4\nstartxref\n99999999\n%%EOF",
    "nothing but a head": b"%PDF-1.7\n",
    "no PDF": b"PK\x03\x04 nothing of the kind",
    "no bytes": b"",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_pdf_is_refused_in_time_with_a_reason_and_a_remedy(name: str) -> None:
    start = time.monotonic()

    with pytest.raises(PageError) as refused:
        read_apart(".pdf", HOSTILE[name], SOON)

    assert time.monotonic() - start < SOON
    assert refused.value.what
    assert refused.value.remedy
    assert "Traceback" not in str(refused.value)


def test_a_page_as_large_as_a_country_is_read_like_any_other() -> None:
    raw = made(
        [
            CATALOG,
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            page(f"/Contents 4 0 R{USES_FONT}", "0 0 99999999999 99999999999"),
            stream(WORDS),
            FONT,
        ]
    )

    assert "hall." in read_apart(".pdf", raw, SOON).texts[0]


def test_a_locked_pdf_is_refused_by_name() -> None:
    pdfencrypt = pytest.importorskip("reportlab.lib.pdfencrypt", reason="reportlab is not there")
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    locked = pdfencrypt.StandardEncryption("secret", ownerPassword="secret", canPrint=0)
    canvas = Canvas(stream, encrypt=locked)
    canvas.drawString(50, 700, "Members only")
    canvas.save()

    with pytest.raises(PageError, match="it is locked by a password") as refused:
        read_apart(".pdf", stream.getvalue())

    assert refused.value.remedy == "save it without one"


def test_a_form_that_draws_itself_twice_keeps_the_library_busy_until_its_time_is_up() -> None:
    raw = made(
        [
            CATALOG,
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            page("/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>"),
            stream("/X Do /X Do"),
            stream(
                "/X Do /X Do",
                "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>",
            ),
        ]
    )

    with pytest.raises(PageError, match="reading it takes longer than 1 seconds"):
        read_apart(".pdf", raw, 1.0)


def test_memory_is_limited_in_the_process_that_reads() -> None:
    import subprocess
    import sys

    program = "from corpus.cell.confine import limit; limit(20); bytearray(2 * 1024**3)"

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)

    assert b"MemoryError" in done.stderr
