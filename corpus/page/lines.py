"""Text of a page -> its lines, freed of Markdown and HTML.

Here the text is normalised, once and for good: line ends, zero-width and control characters, spaces
that do not break. The wording is never touched, so that a quote stays what was printed. Next:
`corpus/page/headlines.py` asks which line is a headline, `corpus/page/paragraphs.py` which are one
paragraph.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

# Stands on a line of its own where two lines never belong to one paragraph: between two HTML
# paragraphs, at a rule. A control character, so no page that went through `clean` holds it.
BREAK = "\x00"

LINE_END = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Among them the marks that turn the reading direction around (U+202A to 202E, 2066 to 2069), which
# would show a member other words than are quoted, and the tags (U+E0000 to E007F) that hide words.
INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    r"\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
# Halves of characters: no decoded text has them, but what a program wrote with escapes may.
HALF = re.compile(r"[\ud800-\udfff]")
DAMAGED = "\ufffd"
# Levels of Markdown headings.
DEEPEST = 6
# Spaces of other widths become one plain space; the ideographic space U+3000 is kept, since it is
# printed on purpose (an indent, a gap between two names).
ODD_SPACE = re.compile(r"[\t\u00a0\u1680\u2000-\u200a\u202f\u205f]")

# Neither looks past the next start of its kind, so that a page of starts alone takes linear time.
COMMENT = re.compile(r"<!--(?:(?!<!--).)*?-->", re.DOTALL)
HEADING_TAG = re.compile(
    r"<h([1-6])\b[^<>]*>((?:(?!<h[1-6]).)*?)</h\1\s*>", re.IGNORECASE | re.DOTALL
)
STRONG_TAG = re.compile(r"</?(?:strong|b)\b[^<>]*>", re.IGNORECASE)
LINE_TAG = re.compile(r"<br\b[^<>]*>", re.IGNORECASE)
PARAGRAPH_TAG = re.compile(
    r"</?(?:p|div|ul|ol|li|table|thead|tbody|tr|blockquote|section|article|center|figure|figcaption)"
    r"\b[^<>]*>",
    re.IGNORECASE,
)
OTHER_TAG = re.compile(
    r"</?(?:a|span|font|em|i|u|s|sup|sub|small|big|img|td|th|html|body|mark)\b[^<>]*>",
    re.IGNORECASE,
)
ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-f]{1,5}|[a-z]{2,8}\d{0,2});", re.IGNORECASE)

RULE = re.compile(r"(?:[-*_]\s*){3,}|=+")
BULLET = re.compile(r"[-*+]\s+(?=\S)")
TABLE_ROW = re.compile(r"\|(.+)\|")
CELL_EDGE = re.compile(r"(?<!\\)\|")
TABLE_RULE = re.compile(r"[\s|:-]+")
FENCE = re.compile(r"(?:```|~~~).*")
# Characters of a bold stretch; without an end, looking for one would take quadratic time.
BOLD = re.compile(r"(\*\*|__)(?=\S)(.{1,1000}?)(?<=\S)\1")
ITALIC = re.compile(r"(?<![*0-9A-Za-z])\*(?=[^\s*])([^*]+?)(?<=[^\s*])\*(?![*0-9A-Za-z])")
LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
# While marks are looked for, an escaped character stands at this distance: among the halves of
# characters, which no decoded text holds.
SHELTER = 0xDC00
SHELTERED = re.compile(r"[\udc21-\udc7e]")
# Links that lead away and say nothing themselves.
NAVIGATION = re.compile(r"\[(?:查看|阅读|浏览)?(?:原文|全文|更多|详情)\]\([^()\s]*\)")


@dataclass(frozen=True, slots=True)
class PageLine:
    """One line of a page.

    Attributes:
        text: Its words, without marks and outer spaces; never empty.
        level: 1 to 6 for a Markdown heading, 0 for other lines.
        bold: The whole line is bold.
        own: A bullet or a row of a table: never joined to the line before.
        indented: It began with two or more spaces, as a paragraph's first line does.
        gap: A blank line stands before it.
        hard: A rule or the edge of an HTML paragraph stands before it.
    """

    text: str
    level: int = 0
    bold: bool = False
    own: bool = False
    indented: bool = False
    gap: bool = False
    hard: bool = False


def clean(text: str) -> str:
    r"""Return the text with plain line ends and spaces and without invisible characters.

    >>> clean("工\u200b会\r\n职工")
    '工会\n职工'
    """
    text = LINE_END.sub("\n", text)
    return ODD_SPACE.sub(" ", HALF.sub(DAMAGED, INVISIBLE.sub("", text)))


def read_lines(text: str) -> list[PageLine]:
    """Return the lines of a cleaned page that hold words.

    `## 标题`, a blank line and `**正**文` become `PageLine("标题", level=2)` and
    `PageLine("正文", gap=True)`.
    """
    lines: list[PageLine] = []
    gap = hard = False
    for raw in _without_html(text).split("\n"):
        stripped = raw.strip()
        if lines and not gap and not hard and (level := _underline(stripped, lines[-1])):
            lines[-1] = replace(lines[-1], level=level)
        elif _parts_paragraphs(stripped):
            hard = True
        elif not stripped or FENCE.fullmatch(stripped):
            gap = True
        elif line := _read_line(raw):
            lines.append(replace(line, gap=gap, hard=hard))
            gap = hard = False
    return lines


def _parts_paragraphs(stripped: str) -> bool:
    """Say whether a line is a rule or the like, over which no paragraph goes on."""
    marked = RULE.fullmatch(stripped) or NAVIGATION.fullmatch(stripped)
    return stripped == BREAK or marked is not None


def _underline(stripped: str, above: PageLine) -> int:
    """Return the level that a row of = or - gives to the line right above it, 0 if none."""
    if above.level or not (above.gap or above.hard) or not re.fullmatch(r"={2,}|-{3,}", stripped):
        return 0
    return 1 if stripped[0] == "=" else 2


def _read_line(raw: str) -> PageLine | None:
    stripped = re.sub(r"^(?:>\s*)+", "", raw.strip())
    if heading := _heading_of(stripped):
        title = _inline(heading[1])
        return PageLine(title, level=heading[0]) if title else None
    if row := TABLE_ROW.fullmatch(stripped):
        cells = " | ".join(cell.strip() for cell in CELL_EDGE.split(row[1]))
        return None if TABLE_RULE.fullmatch(cells) else PageLine(_inline(cells), own=True)
    if {"|", "-"} <= {*stripped} and TABLE_RULE.fullmatch(stripped):
        return None
    return _text_line(stripped, indented=len(raw) - len(raw.lstrip()) >= 2)


def _text_line(stripped: str, indented: bool) -> PageLine | None:
    """Return a line of text or of a list, without its marks; None if nothing is left."""
    bullet = BULLET.match(stripped)
    words = stripped[bullet.end() :] if bullet else stripped
    bold = BOLD.fullmatch(words)
    text = _inline(words)
    if not text:
        return None
    whole = bool(bold and bold[1] not in bold[2])
    own = bool(bullet) or " | " in text
    return PageLine(text, bold=whole, own=own, indented=indented and not bullet)


def _heading_of(stripped: str) -> tuple[int, str] | None:
    """Return level and words of a Markdown heading: `## 标题 ##` -> 2, `标题`."""
    words = stripped.lstrip("#")
    level = len(stripped) - len(words)
    if not level or (level > DEEPEST and words):
        return None
    bare = words.rstrip("#")
    if words and not words[0].isspace() and "#" in bare:
        return None
    return min(level, DEEPEST), bare.strip()


def _inline(text: str) -> str:
    text = ESCAPE.sub(lambda sign: chr(SHELTER + ord(sign[1])), text)
    text = LINK.sub(r"\1", text)
    text = BOLD.sub(r"\2", text)
    text = ITALIC.sub(r"\1", text)
    return SHELTERED.sub(lambda sign: chr(ord(sign[0]) - SHELTER), text).strip()


def _without_html(text: str) -> str:
    text = COMMENT.sub("", text)
    if "<" in text:
        text = HEADING_TAG.sub(_heading, text)
        text = PARAGRAPH_TAG.sub(f"\n{BREAK}\n", text)
        text = LINE_TAG.sub("\n", text)
        text = _strong(text)
        text = OTHER_TAG.sub("", text)
    return ENTITY.sub(lambda entity: clean(html.unescape(entity[0])), text)


def _heading(tag: re.Match[str]) -> str:
    title = " ".join(re.sub(r"<[^<>]*>", " ", tag[2]).split())
    return f"\n\n{'#' * int(tag[1])} {title}\n\n"


def _strong(text: str) -> str:
    """Turn bold HTML into bold Markdown where it stands on one line, else drop its tags."""
    return "\n".join(
        STRONG_TAG.sub("**" if len(STRONG_TAG.findall(line)) % 2 == 0 else "", line)
        for line in _split(text)
    )


def _split(text: str) -> Iterator[str]:
    yield from text.split("\n")
