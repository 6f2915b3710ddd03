"""A web page -> Markdown: the report without the furniture around it, and what the page tells.

lxml parses, whatever state the page is in. Scripts are never run and nothing is fetched. One rung
each: `corpus/formats/html/main_part.py` finds the report, `corpus/formats/html/lines.py` its lines,
`corpus/formats/html/declared.py` what the page declares, `corpus/formats/html/outer_lines.py` what
its lines tell, `corpus/formats/html/headline.py` the headline.
"""

import datetime
import email
import email.policy
import re
from dataclasses import replace
from typing import Any

from corpus.encoding import decode
from corpus.errors import PageError
from corpus.formats.html.attributes import check_attributes
from corpus.formats.html.declared import read_facts, spare_days, split_declared
from corpus.formats.html.edges import split_report
from corpus.formats.html.headline import HEAD_LINES, lines_with_headline
from corpus.formats.html.lines import html_lines
from corpus.formats.html.main_part import drop_furniture, drop_replies, drop_unread, main_part
from corpus.formats.html.outer_lines import (
    lines_before,
    read_outer_lines,
    spare_day,
)
from corpus.page.markdown import Marked, as_markdown, headed
from corpus.page.pageinfo import PageInfo

# Tags of one page; a long report with all menus around it has some thousands.
MOST_TAGS = 200_000
CHARSET = re.compile(rb"charset\s{0,9}=\s{0,9}(?:[\"']\s{0,9})?([\w-]{3,20})", re.IGNORECASE)
# Encodings that a web page may declare; Python knows others, some of which take quadratic time.
ENCODING = re.compile(
    r"utf-?(?:8|16)|gb\w*|big5.*|hz.*|euc.*|shift.*|iso-8859.*|windows-.*|cp\d+|koi8.*"
)
BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
PARTS = frozenset({"text/html", "application/xhtml+xml"})


def html_text(raw: bytes, suffix: str = ".html") -> str:
    """Return a saved web page as Markdown with a YAML head.

    `<title>慰问 - 工会周报</title> … <p>新年到。</p>` -> `# 慰问`, `新年到。`

    Raises:
        PageError: It holds no text, or is damaged.
    """
    markup = _decoded(_unpacked(raw) if suffix in (".mht", ".mhtml") or _is_mime(raw) else raw)
    root = _parsed(markup)
    facts = read_facts(root, markup)
    body = _whole_body(root)
    drop_unread(body)
    drop_replies(body)
    shown, unshown = split_declared(facts.info.authors, body)
    spare = drop_furniture(body)
    main = main_part(body)
    outer = lines_before(body, main)
    lines, cut_off = split_report(list(html_lines(main)))
    if not lines:
        raise PageError("it is a web page without text", "save the page of one report, as HTML")
    told = read_outer_lines(outer, cut_off, facts.whole)
    info = replace(facts.info, authors=shown, date=_day(facts.info.date, told.date))
    info = info.over(told).over(PageInfo(authors=unshown))
    if not info.date:
        days = (spare_day(spare), *spare_days(root, markup))
        info = info.over(PageInfo(date=next(filter(None, days), None)))
    head, lines = lines_with_headline(facts, outer, lines)
    return headed(as_markdown(lines), head.over(info))


def _day(declared: datetime.date | None, shown: datetime.date | None) -> datetime.date | None:
    """Return the declared day, or the next to it that is shown: a time may be declared in UTC."""
    if declared and shown and abs(declared - shown) == datetime.timedelta(days=1):
        return shown
    return declared


def chapter_text(raw: bytes, book: str) -> str:
    """Return a chapter of a book as Markdown, all of it; "" if it has no words.

    Args:
        raw: A web page that holds nothing but the chapter.
        book: The book's title: where the chapter's words have no headline, another title is one.

    Raises:
        PageError: It is damaged.
    """
    root = _parsed(_decoded(raw))
    lines = list(html_lines(_whole_body(root)))
    title = " ".join(root.findtext(".//title", "").split())
    if lines and not any(line.mark.startswith("#") for line in lines[:HEAD_LINES]):
        shown = [line for line in lines[:HEAD_LINES] if line.text == title]
        lines = [line for line in lines if line not in shown]
        lines = [Marked(title, "#"), *lines] if title and title != book else lines
    return as_markdown(lines)


def _whole_body(root: Any) -> Any:  # noqa: ANN401 - lxml has no types
    """Return the body with what stands after its end: a browser shows that in it, too."""
    body = root.find("body")
    if body is None:
        return root
    after = [item for item in body.itersiblings() if item.tag != "head"]
    for item in after:
        body.append(item)
    return body


def _is_mime(raw: bytes) -> bool:
    return raw[:2000].lower().startswith((b"from: <saved by", b"mime-version:"))


def _unpacked(raw: bytes) -> bytes:
    """Return the page out of a web archive (MHTML)."""
    try:
        message = email.message_from_bytes(raw, policy=email.policy.compat32)
    except RecursionError:
        raise PageError("it is a damaged web archive", "save it as HTML") from None
    for part in message.walk():
        if part.get_content_type() in PARTS:
            content = part.get_payload(decode=True)
            charset = part.get_content_charset()
            if isinstance(content, bytes):
                mark = f'<meta charset="{charset}">' if charset else ""
                return mark.encode("ascii", "replace") + content
    raise PageError("it is a web archive without a page", "save it as HTML")


def _decoded(raw: bytes) -> str:
    """Return a page's text in the encoding it declares, else in the one it is in."""
    declared = CHARSET.search(raw[:4096])
    name = declared[1].decode().lower() if declared else ""
    name = "gb18030" if name in ("gb2312", "gbk", "gb_2312-80") else name
    try:
        if ENCODING.fullmatch(name) and not raw.startswith(BYTE_ORDER_MARKS):
            return raw.decode(name)
    except (LookupError, UnicodeError):
        pass
    return decode(raw)


def _parsed(markup: str) -> Any:  # noqa: ANN401 - lxml has no types
    from lxml import etree, html

    markup = re.sub(r"^\s*<\?xml[^>]*\?>", "", markup.replace("\0", ""))
    if not markup.strip():
        raise PageError("it is empty", "delete it or write the page into it")
    if (tags := markup.count("<")) > MOST_TAGS:
        what = f"it has {tags:,} tags, more than {MOST_TAGS:,}"
        raise PageError(what, "save the page of one report, as HTML")
    check_attributes(markup)
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        return html.document_fromstring(markup, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        what = "it is no web page, or a damaged one"
        raise PageError(what, "save it again as HTML") from None


__all__ = ["chapter_text", "html_text"]
