"""Articles of a page -> Markdown that `corpus/page/newspaper.py` reads, one text an article.

Lines are joined to paragraphs here, for only the page shows where one begins: at an indent, or
after a line that was not filled. What would read as Markdown or HTML is written so that it stays
text. Captions come last.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.formats.pdf.layout.blocks import SUBHEADING, TABLE, Head, PdfStory, TextBlock
from corpus.formats.pdf.pieces import INDENTED
from corpus.formats.pdf.sheet.geometry import TextLine
from corpus.page.markdown import APART, escape
from corpus.page.paragraphs import glue
from corpus.page.punctuation import is_closed

# In sizes of the letter: a line so much shorter than its column was not filled.
UNFILLED = 2.5
# Share of full lines below which lines are not set flush and a short one says nothing.
FLUSH = 0.6
# A gap between lines so many times the usual parts paragraphs.
WIDE_LEADING = 1.25
# Marks of a paragraph, besides none.
BOLD, ROW = "**", "|"


def story_markdown(story: PdfStory, indents: bool) -> str:
    """Return an article as Markdown."""
    head = story.head
    parts: list[str] = []
    if head:
        parts += [kicker_line(head)] if head.kicker else []
        parts += ["\n".join(f"# {escape(line)}" for line in head.title)]
        parts += ["\n\n".join(map(escape, head.subtitle))] if head.subtitle else []
    body = [*story_paragraphs(story.blocks, indents), *_captions(story)]
    return "\n\n".join([*parts, APART.join(body)])


def kicker_line(head: Head) -> str:
    """Return what stands above a headline on one line; the upper of two would read as a banner."""
    return escape("　".join(head.kicker))


def story_paragraphs(blocks: Sequence[TextBlock], indents: bool) -> list[str]:
    """Join the lines of an article to paragraphs; each row of a table is one."""
    done: list[tuple[str, str]] = []
    before: tuple[TextBlock, TextLine] | None = None
    for block in blocks:
        for line in block.lines:
            mark = _mark(block, line)
            if before and mark == done[-1][0] and not _begins(before, (block, line), indents):
                done[-1] = (mark, glue(done[-1][1], line.text))
            else:
                done.append((mark, line.text))
            before = (block, line)
    every = all(mark == BOLD for mark, _ in done)
    return [_marked("" if every else mark, text) for mark, text in done]


def _mark(block: TextBlock, line: TextLine) -> str:
    if TABLE in block.tags:
        return ROW
    return BOLD if line.bold or SUBHEADING in block.tags else ""


def _marked(mark: str, text: str) -> str:
    if mark == ROW:
        return f"| {escape(text)} |"
    return f"**{escape(text)}**" if mark == BOLD and not is_closed(text) else escape(text)


LineInBlock = tuple[TextBlock, TextLine]


def _begins(before: LineInBlock, after: LineInBlock, indents: bool) -> bool:
    """Say whether a line begins a paragraph."""
    (upper, last), (lower, line) = before, after
    if line.labelled or TABLE in lower.tags:
        return True
    if upper is lower and _is_wide_gap(lower, last, line):
        return True
    if indents and len(lower.lines) > 1 and _indent(lower, line) >= INDENTED * line.size:
        return True
    if not _is_flush(upper) and not is_closed(last.text):
        return False
    return upper.area.right - last.area.right >= UNFILLED * last.size


def _indent(block: TextBlock, line: TextLine) -> float:
    return line.area.left - block.area.left


def _is_wide_gap(block: TextBlock, last: TextLine, line: TextLine) -> bool:
    steps = sorted(lower.base - upper.base for upper, lower in pairwise(block.lines))
    usual = steps[len(steps) // 2]
    return line.base - last.base > WIDE_LEADING * usual


def _is_flush(block: TextBlock) -> bool:
    """Say whether lines of a block are filled to its edge."""
    full = sum(block.area.right - line.area.right < line.size for line in block.lines)
    return full >= FLUSH * len(block.lines) or len(block.lines) < 3


def _captions(story: PdfStory) -> Iterator[str]:
    for caption in story.captions:
        text = caption.block.lines[0].text
        for line in caption.block.lines[1:]:
            text = glue(text, line.text)
        yield escape(text)
