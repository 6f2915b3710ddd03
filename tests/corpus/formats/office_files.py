"""Makes files of office programs in short form, for the tests of their readers."""

import email.message
import email.policy
import io
import zipfile
from datetime import datetime

import openpyxl
import pptx

from corpus.article import Article
from corpus.load import load_bytes

TITLE = "七车队有间书屋"
BYLINE = "本报讯（记者 沈嘉）七车队的职工书屋有三千册书，四月的读书会来了37人。"
MORE = "书屋设在车队二楼，每天从早上六点开到晚上九点，夜班司机也能来坐一坐。"


def packed(parts: dict[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()


def odt(body: str, automatic: str = "", **parts: str) -> bytes:
    """Return a document as LibreOffice writes it, in short form."""
    names = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in {
            "office": "office",
            "text": "text",
            "style": "style",
            "table": "table",
            "draw": "drawing",
            "fo": "xsl-fo-compatible",
        }.items()
    )
    content = (
        f"<office:document-content{names}><office:automatic-styles>{automatic}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    return packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def rtf(body: str) -> bytes:
    """Return a document as word processors on Chinese Windows write it, in short form."""
    head = r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 \'cb\'ce\'cc\'e5;}}"
    return f"{head}{{\\info{{\\title {in_rtf('模板')}}}}}{body}}}".encode("ascii")


def in_rtf(words: str) -> str:
    """Write words as WordPad does: each byte above ASCII as a number, the others as themselves."""
    octets = words.encode("gbk")
    return "".join(f"\\'{one:02x}" if one > 127 else chr(one) for one in octets)


def epub(chapters: dict[str, str], about: str = "", items: str = "") -> bytes:
    listed = "".join(
        f'<item id="{name}" href="text/{name}.xhtml" media-type="application/xhtml+xml"/>'
        for name in chapters
    )
    spine = "".join(f'<itemref idref="{name}"/>' for name in chapters)
    book = (
        '<package xmlns="http://www.idpf.org/2007/opf"><metadata'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/">{about}</metadata>'
        f"<manifest>{listed}{items}</manifest><spine>{spine}</spine></package>"
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OEBPS/content.opf"/></rootfiles></container>'
    )
    pages = {
        f"OEBPS/text/{name}.xhtml": f"<html><head>{page}</html>" for name, page in chapters.items()
    }
    return packed({"META-INF/container.xml": container, "OEBPS/content.opf": book, **pages})


def slides(*shown_: tuple[str, list[str]]) -> "pptx.presentation.Presentation":
    deck = pptx.Presentation()
    for title, lines in shown_:
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text = "\n".join(lines)
    return deck


def saved(document: object) -> bytes:
    file = io.BytesIO()
    document.save(file)  # type: ignore[attr-defined]
    return file.getvalue()


def sheet(*rows: list[object], title: str = "Sheet1") -> "openpyxl.Workbook":
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    return book


def message(text: str, subject: str = TITLE, html: str = "") -> email.message.EmailMessage:
    made = email.message.EmailMessage(policy=email.policy.SMTP)
    made["Subject"] = subject
    made["From"] = "通讯员 <a@b.cn>"
    made["Date"] = datetime(2024, 4, 18, 9, 30)
    made.set_content(text)
    if html:
        made.add_alternative(html, subtype="html")
    return made


def read(name: str, raw: bytes) -> list[Article]:
    return list(load_bytes(name, raw))
