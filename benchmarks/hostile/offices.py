"""Sound files of the kinds that office programs and mail write, in short form, for fuzzing.

Each holds what its reader looks at: headings, styles, a table, a note, an attached file. Next:
`benchmarks/hostile/fuzz.py` changes them at random.
"""

import datetime
import email.message
import email.policy
import io
import zipfile

import openpyxl
import pptx

TITLE, REPORT = "工会开课", "本报讯（记者 张晶）工会开课了，来了37人。"
ROWS = (("姓名", "单位", "金额"), ("于立柱", "二车队", 6400), ("万晓红", "纺织厂", 0.25))
NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
SENT = datetime.datetime(2024, 4, 18, 9, 30)


def odt() -> bytes:
    """Return a document with a heading, a list, a table, a note and a text box."""
    spaces = " ".join(
        f'xmlns:{short}="{NAMES}{long}:1.0"'
        for short, long in (
            ("office", "office"),
            ("text", "text"),
            ("style", "style"),
            ("table", "table"),
            ("draw", "drawing"),
            ("fo", "xsl-fo-compatible"),
        )
    )
    rows = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in row)
        + "</table:table-row>"
        for row in ROWS
    )
    content = (
        f"<office:document-content {spaces}><office:automatic-styles>"
        '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="P2">'
        '<style:paragraph-properties fo:text-align="center"/><style:text-properties'
        ' style:font-size-asian="22pt" style:font-weight-asian="bold"/></style:style>'
        "</office:automatic-styles><office:body><office:text>"
        f'<text:h text:outline-level="1">{TITLE}</text:h><text:p text:style-name="P1">{TITLE}'
        f'</text:p><text:p>{REPORT}<text:s text:c="3"/><text:tab/><text:note><text:note-body>'
        "<text:p>注</text:p></text:note-body></text:note></text:p><text:list><text:list-item>"
        f"<text:p>甲</text:p></text:list-item></text:list><table:table>{rows}</table:table>"
        "<draw:frame><draw:text-box><text:p>框</text:p></draw:text-box></draw:frame>"
        "</office:text></office:body></office:document-content>"
    )
    return _packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def rtf() -> bytes:
    """Return a document with a headline, letters written in two ways, a table and a link."""
    rows = "".join(
        r"\trowd\cellx1\cellx2\cellx3 "
        + "".join(rf"\intbl {_octets(str(cell))}\cell " for cell in row)
        + r"\row "
        for row in ROWS
    )
    head = r"{\rtf1\ansi\ansicpg936{\fonttbl{\f0\fnil\fcharset134 \'cb\'ce\'cc\'e5;}}"
    text = (
        rf"\pard\qc{{\b\fs44 {_octets(TITLE)}}}\par\pard {_octets(REPORT)}\par \u24037?\u20250?"
        r"{\field{\*\fldinst{HYPERLINK http://a}}{\fldrslt{a}}}\par\outlinelevel1 "
    )
    return f"{head}{text}{rows}}}".encode("ascii")


def epub() -> bytes:
    """Return a book of two chapters."""
    page = f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1><p>{REPORT}</p></body>"
    book = (
        '<package xmlns="http://www.idpf.org/2007/opf"><metadata'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>工会周报 2024年4月18日</dc:title>'
        "<dc:creator>张晶</dc:creator><dc:date>2024-04-18</dc:date></metadata><manifest>"
        '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="b" href="b.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        '</manifest><spine><itemref idref="a"/><itemref idref="b" linear="no"/></spine></package>'
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="O/content.opf"/></rootfiles></container>'
    )
    chapters = {f"O/{name}.xhtml": f"{page}</html>" for name in "ab"}
    return _packed({"META-INF/container.xml": container, "O/content.opf": book, **chapters})


def slides() -> bytes:
    """Return a presentation of two slides, one of them with a table."""
    deck = pptx.Presentation()
    for _ in range(2):
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = TITLE
        slide.placeholders[1].text = REPORT
    table = slide.shapes.add_table(len(ROWS), len(ROWS[0]), 0, 0, 10**6, 10**6).table
    for y, row in enumerate(ROWS):
        for x, words in enumerate(row):
            table.cell(y, x).text = str(words)
    return _saved(deck)


def sheets() -> bytes:
    """Return a workbook with a table, a day, a formula and a hidden sheet."""
    book = openpyxl.Workbook()
    first = book.active
    first.append([TITLE])
    for row in ROWS:
        first.append(row)
    first.append([SENT, True, "=1+1"])
    first.cell(3, 3).number_format = "0.00%"
    first.merge_cells("A1:C1")
    book.create_sheet("藏").sheet_state = "hidden"
    return _saved(book)


def message() -> bytes:
    """Return a message in text and HTML with a text, a message and a picture attached."""
    made = email.message.EmailMessage(policy=email.policy.SMTP)
    made["Subject"], made["From"], made["Date"] = f"转发：{TITLE}", "张晶 <a@b.cn>", SENT
    made.set_content(f"{TITLE}\n\n{REPORT}\n")
    made.add_alternative(f"<html><body><h1>{TITLE}</h1><p>{REPORT}</p></body></html>", "html")
    made.add_attachment(REPORT.encode("gbk"), "text", "plain", filename="附件 2024-04-18_02.txt")
    inner = email.message.EmailMessage()
    inner["Subject"] = TITLE
    inner.set_content(REPORT)
    made.add_attachment(inner)
    made.add_attachment(b"GIF89a", "image", "gif", filename="a.gif", disposition="inline")
    return made.as_bytes()


def _octets(words: str) -> str:
    octets = words.encode("gbk")
    return "".join(f"\\'{one:02x}" if one > 127 else chr(one) for one in octets)


def _packed(parts: dict[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()


def _saved(document: "openpyxl.Workbook | pptx.presentation.Presentation") -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()
