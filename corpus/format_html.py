"""A web page -> Markdown: the report without the furniture around it, and what the page tells of it.

lxml parses, whatever state the page is in. The report is the innermost part that holds nearly all
sentences outside links; several articles side by side have their parent in common, and all of it is
taken. Scripts are never run and nothing is fetched. Next: `corpus/html_facts.py` finds headline,
day, author and paper.
"""

import email
import email.policy
import re
from collections.abc import Iterator
from typing import Any

from corpus.errors import PageError
from corpus.escape import escape
from corpus.front_matter import headed

# Share of the page's prose that the report holds at least. A list of other reports, comments or a
# notice below may hold the rest.
MAIN_SHARE = 0.75
# Tags of one page; a long report with all menus around it has some thousands.
MOST_TAGS = 200_000
NO_TEXT = [
    "script",
    "style",
    "noscript",
    "template",
    "svg",
    "math",
    "iframe",
    "object",
    "embed",
    "form",
    "button",
    "select",
    "textarea",
    "input",
    "audio",
    "video",
    "canvas",
    "head",
    "nav",
    "footer",
    "dialog",
]
FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|breadcrumbs?|crumb|footer|foot|copyright|sidebar|side|aside|"
    r"comments?|related|relate|recommend|hot|rank|ranking|share|bdshare|toolbar|pager|pagination|"
    r"ads?|advert|banner|login|search|qrcode|tags?|popup|cookie|subscribe)(?:[\s_-]|$)",
    re.IGNORECASE,
)
# Furniture that holds so much of the prose is none: a site may call its main part anything.
LARGEST_FURNITURE = 0.4
BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "main",
        "li",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "table",
        "tbody",
        "thead",
        "tr",
        "blockquote",
        "pre",
        "figure",
        "figcaption",
        "center",
        "header",
        "hr",
        "address",
        "details",
        "summary",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "body",
        "fieldset",
    ]
)
STOP = re.compile(r"[。！？；]|[.!?](?=\s|$)")
# Characters of text, most of it in links, that lead away and say nothing themselves.
LONGEST_LINK_LINE = 60
HAN_SEAM = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])\n(?=[\u3000-\u9fff\uff00-\uffef])")
CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.IGNORECASE)
# Encodings that a web page may declare; Python knows others, some of which take quadratic time.
ENCODING = re.compile(
    r"utf-?(?:8|16)|gb\w*|big5.*|hz.*|euc.*|shift.*|iso-8859.*|windows-.*|cp\d+|koi8.*"
)
PARTS = frozenset({"text/html", "application/xhtml+xml"})


def html_text(raw: bytes, suffix: str = ".html") -> str:
    """Return a saved web page as Markdown with a YAML head.

    `<title>慰问 - 工会周报</title> … <p>新年到。</p>` -> `# 慰问`, `新年到。`

    Raises:
        PageError: It holds no text, or is damaged.
    """
    from corpus import html_facts

    markup = _decoded(_unpacked(raw) if suffix in (".mht", ".mhtml") or _is_mime(raw) else raw)
    root = _parsed(markup)
    facts = html_facts.read_facts(root)
    body = root.find("body")
    body = root if body is None else body
    _drop_furniture(body)
    main = _main(body)
    around = html_facts.around(body, main)
    lines = list(_lines(main))
    if not lines:
        raise PageError("it is a web page without text", "save the page of one report, as HTML")
    facts = facts.with_page(around, lines)
    head = [] if facts.has_own_headings else facts.head_lines()
    lines = [("#" if text == facts.title else mark, text) for mark, text in lines]
    return headed("\n\n".join([*head, *_markdown(lines)]), facts.info)


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
    from corpus.formats import decode

    declared = CHARSET.search(raw[:4096])
    name = declared[1].decode().lower() if declared else ""
    name = "gb18030" if name in ("gb2312", "gbk", "gb_2312-80") else name
    try:
        if ENCODING.fullmatch(name) and not raw.startswith(
            (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
        ):
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
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        return html.document_fromstring(markup, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        what = "it is no web page, or a damaged one"
        raise PageError(what, "save it again as HTML") from None


def _drop_furniture(body: Any) -> None:  # noqa: ANN401
    """Take out what is no report: scripts, menus, links to others."""
    for item in list(body.iter(*NO_TEXT)):
        _drop(item)
    prose = _prose(body)
    for item in list(body.iter()):
        if item is body or not isinstance(item.tag, str) or item.getparent() is None:
            continue
        hidden = item.get("hidden") is not None or "display:none" in _squeezed(item.get("style"))
        name = f"{item.get('class') or ''} {item.get('id') or ''} {item.get('role') or ''}"
        if hidden or item.tag == "aside" or FURNITURE.search(name):
            if hidden or prose[item] <= LARGEST_FURNITURE * prose[body]:
                _drop(item)


def _drop(item: Any) -> None:  # noqa: ANN401
    if item.getparent() is not None:
        item.drop_tree()


def _squeezed(text: str | None) -> str:
    return "".join((text or "").split()).lower()


def _prose(body: Any) -> dict[Any, int]:  # noqa: ANN401
    """Count, for each part, the characters that stand in sentences outside links."""
    prose = {item: _own_prose(item) for item in body.iter() if isinstance(item.tag, str)}
    for item in reversed(list(prose)):
        parent = item.getparent()
        if parent in prose and item is not body:
            prose[parent] += prose[item]
    return prose


def _own_prose(item: Any) -> int:  # noqa: ANN401
    """Count the prose that stands right in an element, not in those within it."""
    own = [item.text or ""] if item.tag not in ("a", "title", "option") else []
    own += [child.tail or "" for child in item]
    text = "".join(own).strip()
    return len(text) if len(text) > 20 or STOP.search(text) else 0


def _main(body: Any) -> Any:  # noqa: ANN401
    """Return the innermost part with nearly all the prose."""
    prose = _prose(body)
    main, whole = body, prose[body]
    while whole:
        inner = [child for child in main if prose.get(child, 0) >= MAIN_SHARE * whole]
        if not inner or inner[0].tag not in BLOCKS or inner[0].tag in ("p", "tr", "li"):
            break
        main = inner[0]
    return main


Marked = tuple[str, str]


def _lines(main: Any) -> Iterator[Marked]:  # noqa: ANN401
    """Yield the lines of a part, each with its mark: `#` and so on, `-`, `|`, `**` or none."""
    from lxml import etree

    line = _Line()
    for event, item in etree.iterwalk(main, events=("start", "end")):
        if not isinstance(item.tag, str):
            line.add(item.tail if event == "end" and item is not main else "")
            continue
        if item.tag in BLOCKS or item.tag == "br":
            if event == "start" or item.tag != "br":
                yield from line.flush()
        if item.tag == "td" and event == "end" and line.parts:
            line.add(" | ")
        line.step(item.tag, event)
        line.add(item.text if event == "start" else item.tail if item is not main else "")
    yield from line.flush()


class _Line:
    """A line while it is gathered: its words, and how many of them are bold or in links."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.parts: list[str] = []
        self.inside: list[str] = []
        self.bold = 0
        self.linked = 0
        self.item = 0

    def step(self, tag: str, event: str) -> None:
        """Go into an element or out of it; the items of a numbered list are counted."""
        if event == "start":
            if tag == "li":
                self.item += 1 if "ol" in self.inside else 0
            elif tag in ("ol", "ul"):
                self.item = 0
            self.inside.append(tag)
        elif self.inside:
            self.inside.pop()

    def add(self, words: str | None) -> None:
        """Take up words."""
        if not words:
            return
        self.parts.append(words)
        length = len(_squeezed(words))
        self.bold += length if {"b", "strong"} & set(self.inside) else 0
        self.linked += length if "a" in self.inside else 0

    def flush(self) -> Iterator[Marked]:
        """End the line."""
        whole = "".join(self.parts)
        lines = (part.strip() for part in whole.split("\n"))
        text = HAN_SEAM.sub("", "\n".join(filter(None, lines)))
        text = re.sub(r"[ \t\r\n\f]+", " ", text).strip().rstrip("| ")
        length = max(1, len(_squeezed(text)))
        leads_away = self.linked > 0.7 * length and length <= LONGEST_LINK_LINE
        if text and not (leads_away and not self._level()):
            yield self._mark(whole, length), text
        self.parts, self.bold, self.linked = [], 0, 0

    def _level(self) -> str:
        return next((tag for tag in reversed(self.inside) if re.fullmatch("h[1-6]", tag)), "")

    def _mark(self, whole: str, length: int) -> str:
        if level := self._level():
            return "#" * int(level[1])
        if "tr" in self.inside and " | " in whole:
            return "|"
        if "li" in self.inside:
            return f"{self.item}." if self.item else "-"
        return "**" if self.bold >= 0.9 * length else ""


def _markdown(lines: list[Marked]) -> Iterator[str]:
    """Write marked lines as Markdown; `corpus/columns.py` joins what the columns of print cut."""
    for mark, text in lines:
        words = escape(text)
        if mark.startswith(("#", "-")) or mark[:1].isdigit():
            yield f"{mark} {words}"
        else:
            yield {"**": f"**{words}**", "|": f"| {words} |"}.get(mark, words)


__all__ = ["html_text"]
