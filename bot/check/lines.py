"""A check for the terminal, and as JSON for programs. Next: `bot/check/html.py`, the page."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from bot.check.messages import CheckMessages, check_messages
from bot.printed import excerpt, printed_length
from bot.reply import Language
from bot.terminal.render import BLANK_LINE, ScreenLine, line, piece, source_line
from bot.terminal.tables import first_names
from corpus.check.findings import Checked, CheckedPage, Finding
from corpus.notes import Count

_JSON_VERSION = 1
# Characters of a headline and of a finding's words.
HEADLINE, WORDS = 44, 40
# Columns of an article's number and length.
NUMBER, LENGTH = 3, 7


def check_lines(checked: Checked, language: Language) -> list[ScreenLine]:
    """Return a table: each file, its articles with length and authors, what looks wrong in them."""
    frame = check_messages(language)
    lines = []
    for page in checked.pages:
        lines += [*_page_lines(page, language, frame), BLANK_LINE]
    for one in checked.refused:
        reason = frame.refused.format(reason=one.advice)
        lines += [
            ScreenLine((piece(f"{one.source}  ", "title"), piece(reason, "error"))),
            BLANK_LINE,
        ]
    return lines + list(summary_lines(checked, frame))


def summary_lines(checked: Checked, frame: CheckMessages) -> Iterator[ScreenLine]:
    """Yield the counts, the habits, and what to do next."""
    yield line(check_summary(checked, frame), "title")
    if checked.pages:
        yield line(frame.placed.format(share=placed_share(checked)), "note")
    for kind in checked.habits:
        yield line(frame.habits[kind], "note")
    if checked.left_out:
        yield line(frame.left_out.format(names=first_names(checked.left_out)), "note")
    if not checked.findings:
        yield line(frame.clean)
    yield line(frame.next if checked.findings else frame.publish, "note")


def check_summary(checked: Checked, frame: CheckMessages) -> str:
    """Return the counts in one line."""
    return frame.summary.format(
        pages=f"{len(checked.pages):,}",
        articles=f"{sum(len(page.articles) for page in checked.pages):,}",
        findings=f"{checked.findings - len(checked.refused):,}",
        refused=f"{len(checked.refused):,}",
    )


def placed_share(checked: Checked) -> str:
    """Return how much of the articles' words was found in the files, rounded down: `99.9%`."""
    characters = sum(page.characters for page in checked.pages)
    placed = sum(page.placed for page in checked.pages)
    return f"{placed * 1000 // characters / 10 if characters else 100:g}%"


def finding_words(finding: Finding, frame: CheckMessages) -> tuple[str, str]:
    """Return a finding's name and what it means."""
    name, meaning = frame.kinds[finding.kind]
    filled = {"words": finding.words, "other": finding.other, "count": f"{finding.count:,}"}
    return name, meaning.format(**filled)


def check_json(checked: Checked) -> dict[str, Any]:
    """Return a check as a tree for JSON.

    `{"version": 1, "findings": 2, "pages": [{"source": "…", "articles": […], "findings": […]}],
    "refused": […], "habits": […], "left_out": […]}`; places count code points of the file's text,
    articles from 1.
    """
    return {
        "version": _JSON_VERSION,
        "findings": checked.findings,
        "pages": [_page_tree(page) for page in checked.pages],
        "refused": [{"source": one.source, "reason": one.reason} for one in checked.refused],
        "habits": list(checked.habits),
        "left_out": list(checked.left_out),
    }


def _page_lines(
    page: CheckedPage, language: Language, frame: CheckMessages
) -> Iterator[ScreenLine]:
    where = source_line(page.articles[0], language).split(" · ")[0]
    yield ScreenLine((piece(f"{page.source}  ", "title"), piece(where, "source")))
    for number, article in enumerate(page.articles):
        authors = f"  {' '.join(article.authors)}" if article.authors else ""
        yield ScreenLine(
            (
                piece(f"{number + 1:>{NUMBER}}  ", "number"),
                piece(f"{printed_length(article):>{LENGTH},}  ", "note"),
                piece(excerpt(article.title, HEADLINE) or frame.untitled),
                piece(authors, "note"),
            )
        )
        yield from _finding_lines(page, number, frame)
    if page.count:
        yield line(glyphs(page.count, frame), "note")
    yield from _finding_lines(page, None, frame)


def glyphs(count: Count, frame: CheckMessages) -> str:
    """Return what became of the glyphs of a PDF: `glyphs drawn: 1,662, read: 1,662, …`."""
    counts = {**asdict(count), "drawn": count.drawn}
    return frame.glyphs.format(**{name: f"{number:,}" for name, number in counts.items()})


def _finding_lines(
    page: CheckedPage, article: int | None, frame: CheckMessages
) -> Iterator[ScreenLine]:
    """Yield the findings of one article under it, those of the file at its end."""
    for finding in page.findings:
        if finding.article == article:
            name, meaning = finding_words(finding, frame)
            shown = finding.start is not None and finding.words
            words = f" “{excerpt(finding.words, WORDS)}”" if shown else ""
            indent = NUMBER + LENGTH + 4 if article is not None else 2
            yield ScreenLine((piece(f"! {name}", "error"), piece(f"{words} {meaning}")), indent)


def _page_tree(page: CheckedPage) -> dict[str, Any]:
    first = page.articles[0]
    return {
        "source": page.source,
        "paper": first.paper,
        "date": first.date.isoformat() if first.date else None,
        "page": first.page,
        "characters": page.characters,
        "placed": page.placed,
        "glyphs": page.count and {"drawn": page.count.drawn, **asdict(page.count)},
        "articles": [
            {
                "title": article.title,
                "authors": list(article.authors),
                "characters": printed_length(article),
            }
            for article in page.articles
        ],
        "findings": [_finding_tree(finding) for finding in page.findings],
    }


def _finding_tree(finding: Finding) -> dict[str, Any]:
    return {
        "kind": finding.kind,
        "article": None if finding.article is None else finding.article + 1,
        "start": finding.start,
        "end": finding.end,
        "words": finding.words,
        "other": finding.other,
        "count": finding.count,
    }
