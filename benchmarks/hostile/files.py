# ruff: noqa: E501 - formats written as they stand in files
"""Hostile archives, Word documents, PDFs and folders, written where they are to be read.

Each case takes an empty folder and a size, and writes into the folder what is then read as an
archive of pages. Next: `benchmarks/hostile/__main__.py` reads them.
"""

import io
import os
import socket
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

Case = Callable[[Path, int], None]
GOOD = "# 工会开课\n\n本报讯（记者 张晶）工会开课了。\n"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATED = "http://schemas.openxmlformats.org"
LINK_MODE = 0o120777 << 16


def _zip(
    path: Path | io.BytesIO, files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED
) -> None:
    with zipfile.ZipFile(path, "w", method) as package:
        for name, content in files.items():
            package.writestr(name, content)


def _zeros(folder: Path, size: int) -> None:
    with zipfile.ZipFile(folder / "zeros.zip", "w", zipfile.ZIP_DEFLATED) as package:  # noqa: SIM117
        with package.open("zeros.txt", "w", force_zip64=True) as file:
            for _ in range(max(1, size // 2**16)):
                file.write(b"0" * 2**16)


def _packed_tightly(folder: Path, size: int) -> None:
    _zip(folder / "tight.zip", {"tight.txt": b"0" * size}, zipfile.ZIP_BZIP2)


def _nested(folder: Path, size: int) -> None:
    inner = b"0" * min(size, 10**7)
    for level in range(6):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
            for copy in range(4):
                package.writestr(f"{level}-{copy}.{'zip' if level else 'txt'}", inner)
        inner = packed.getvalue()
    (folder / "nested.zip").write_bytes(inner)


def _overlapping(folder: Path, size: int) -> None:
    """One packed file that a great many entries of the list point at."""
    body = zlib.compressobj(9, zlib.DEFLATED, -15)
    content = os.urandom(2**14).hex().encode() * 8
    packed = body.compress(content) + body.flush()
    sums = struct.pack("<III", zlib.crc32(content), len(packed), len(content))
    local = b"PK\3\4" + struct.pack("<HHHHH", 20, 0, 8, 0, 0) + sums + struct.pack("<HH", 5, 0)
    listed = b""
    count = min(60_000, size)
    for _ in range(count):
        listed += b"PK\1\2" + struct.pack("<HHHHHH", 20, 20, 0, 8, 0, 0) + sums
        listed += struct.pack("<HHHHHII", 5, 0, 0, 0, 0, 0, 0) + b"a.txt"
    start = local + b"a.txt" + packed
    end = struct.pack("<HHHHIIH", 0, 0, count, count, len(listed), len(start), 0)
    (folder / "overlap.zip").write_bytes(start + listed + b"PK\5\6" + end)


def _empty_members(folder: Path, size: int) -> None:
    with zipfile.ZipFile(folder / "many.zip", "w") as package:
        for number in range(size):
            package.writestr(zipfile.ZipInfo(f"{number}.md"), b"")


def _traversal(folder: Path, size: int) -> None:
    names = [
        "../../out.md",
        "/etc/out.md",
        "C:\\out.md",
        "..\\..\\out.md",
        "a/../../out.md",
        "CON.md",
    ]
    names += ["nul.txt", "\x1b[2J.md", "a\u202edm.md", "x" * 300 + ".md", "~/.out.md", "a\0b.md"]
    _zip(folder / "traversal.zip", {name: GOOD.encode() for name in names})


def _links(folder: Path, size: int) -> None:
    with zipfile.ZipFile(folder / "links.zip", "w") as package:
        info = zipfile.ZipInfo("passwd.md")
        info.external_attr = LINK_MODE
        package.writestr(info, "/etc/passwd")


def _long_line(folder: Path, size: int) -> None:
    _zip(folder / "line.zip", {"line.md": os.urandom(size // 2).hex().encode()})


def _docx(path: Path | io.BytesIO, body: str, head: str = "", **parts: str) -> None:
    document = f'<?xml version="1.0"?>{head}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    package, main = f"{RELATED}/package/2006", f"{RELATED}/officeDocument/2006/relationships"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    files = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{kind}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{kind}.styles+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{main}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": document,
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{main}/styles" Target="styles.xml"/>'
        f'<Relationship Id="r2" Type="{main}/image" Target="http://127.0.0.1:9/x" TargetMode="External"/>'
        "</Relationships>",
        "word/styles.xml": f'<w:styles xmlns:w="{WORD}"/>',
    } | parts
    _zip(path, {name: text.encode() for name, text in files.items() if text})


def _paragraph(words: str, properties: str = "") -> str:
    return f"<w:p>{properties}<w:r><w:t>{words}</w:t></w:r></w:p>"


def docx_bytes() -> bytes:
    """Return a sound Word document."""
    packed = io.BytesIO()
    words = _paragraph("工会开课", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>') + _paragraph(
        "开课了。"
    )
    row = f"<w:tbl><w:tr><w:tc>{_paragraph('甲')}</w:tc><w:tc>{_paragraph('乙')}</w:tc></w:tr></w:tbl>"
    _docx(packed, words + row)
    return packed.getvalue()


def _docx_entities(folder: Path, size: int) -> None:
    levels = '<!ENTITY a0 "哈哈哈哈">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)
    )
    outer = '<!ENTITY x SYSTEM "file:///etc/passwd">'
    _docx(folder / "laughs.docx", _paragraph("&a9;"), f"<!DOCTYPE a [{levels}]>")
    _docx(folder / "outer.docx", _paragraph("&x;正文。"), f"<!DOCTYPE a [{outer}]>")


def _docx_runs(folder: Path, size: int) -> None:
    _docx(folder / "runs.docx", f"<w:p>{'<w:r><w:t>字</w:t></w:r>' * size}</w:p>")


def _docx_paragraphs(folder: Path, size: int) -> None:
    _docx(folder / "paragraphs.docx", _paragraph("字") * size)


def _docx_nested(folder: Path, size: int) -> None:
    _docx(folder / "tables.docx", f"{'<w:tbl><w:tr><w:tc>' * size}{_paragraph('字')}")
    inner = "<w:tbl><w:tr><w:tc>" * 60 + _paragraph("字") * size + "</w:tc></w:tr></w:tbl>" * 60
    _docx(folder / "rows.docx", inner)


def _docx_styles(folder: Path, size: int) -> None:
    style = '<w:style w:type="paragraph" w:styleId="{}"><w:name w:val="{}"/><w:basedOn w:val="{}"/></w:style>'
    styles = f'<w:styles xmlns:w="{WORD}">{style.format("a", "a", "b")}{style.format("b", "b", "a")}</w:styles>'
    styled = _paragraph("循环的样式。", '<w:pPr><w:pStyle w:val="a"/></w:pPr>')
    _docx(folder / "styles.docx", styled, **{"word/styles.xml": styles})
    _docx(folder / "no-styles.docx", _paragraph("没有样式。"), **{"word/styles.xml": ""})
    _docx(folder / "no-document.docx", "", **{"word/document.xml": ""})


def _folder(folder: Path, size: int) -> None:
    (folder / "good.md").write_text(GOOD, encoding="utf-8")
    (folder / "loop.md").symlink_to("loop.md")
    (folder / "self").symlink_to(".")
    (folder / "above").symlink_to("/")
    (folder / "lost.md").symlink_to("nowhere")
    os.mkfifo(folder / "pipe.md")
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(str(folder / "socket.md"))
    (folder / "device.md").symlink_to("/dev/zero")
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff\xfe\x1b[2J.md")).write_text(
        GOOD, encoding="utf-8"
    )
    (folder / "<img src=x onerror=alert(1)>.md").write_text(GOOD, encoding="utf-8")
    (folder / "locked.md").write_text(GOOD, encoding="utf-8")
    (folder / "locked.md").chmod(0)
    deep = folder / "/".join(["深"] * 200)
    deep.mkdir(parents=True)
    (deep / "deep.md").write_text(GOOD, encoding="utf-8")


def _large_text(folder: Path, size: int) -> None:
    for name in ("line.txt", "line.md", "line.html"):
        with (folder / name).open("wb") as file:
            for _ in range(max(1, size // 2**20)):
                file.write(b"a" * 2**20)


# Name, what it is, how it is written, and the size of the full run.
CASES: tuple[tuple[str, str, Case, int], ...] = (
    ("folder", "loops, pipes, sockets, devices, names that are no text", _folder, 1),
    ("200 MB line", "one line each in txt, md and html", _large_text, 200 * 2**20),
    ("line in zip", "one line of 8 MB", _long_line, 2**23),
    ("zeros.zip", "10 GB of zeros", _zeros, 10 * 2**30),
    ("tight.zip", "1 GB of zeros in bzip2", _packed_tightly, 2**30),
    ("nested.zip", "archives in archives, six deep", _nested, 10**7),
    ("overlap.zip", "60,000 entries, one packed file", _overlapping, 60_000),
    ("many.zip", "a million empty files", _empty_members, 10**6),
    ("traversal.zip", "names that lead out of the folder", _traversal, 1),
    ("links.zip", "a link to /etc/passwd", _links, 1),
    ("entities docx", "billion laughs and an outer entity", _docx_entities, 1),
    ("runs docx", "a million runs in a paragraph", _docx_runs, 10**6),
    ("paragraphs docx", "a million paragraphs", _docx_paragraphs, 10**6),
    ("nested docx", "tables in tables", _docx_nested, 20_000),
    ("styles docx", "styles in a circle, parts missing", _docx_styles, 1),
)
