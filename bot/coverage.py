"""What the archive covers: which papers, from when to when, how much.

Said on request, and by a channel's first words. The sentences themselves are in `bot/messages.py`.
"""

import datetime
from dataclasses import dataclass

from bot.messages import messages
from bot.reply import Language
from index.store.manifest import Manifest


@dataclass(frozen=True, slots=True)
class Coverage:
    """The extent of one generation.

    Attributes:
        papers: Names of the newspapers, sorted, without repeats; empty if no page tells one.
        first: Day of the oldest dated article; None if no article has a date.
        last: Day of the newest dated article; None if no article has a date.
        articles: How many articles can be found.
        passages: How many passages they were cut into.
        generation: Name of the generation.
        notes: What is not as it was set up, in words for whoever runs the bot; mostly nothing.
    """

    papers: tuple[str, ...]
    first: datetime.date | None
    last: datetime.date | None
    articles: int
    passages: int
    generation: str
    notes: tuple[str, ...] = ()


def coverage_of(manifest: Manifest, notes: tuple[str, ...] = ()) -> Coverage:
    """Return what a generation covers, as its manifest tells it."""
    first, last = (
        datetime.date.fromisoformat(day) if day else None for day in (manifest.first, manifest.last)
    )
    return Coverage(
        papers=manifest.papers,
        first=first,
        last=last,
        articles=manifest.articles,
        passages=manifest.passages,
        generation=manifest.name,
        notes=notes,
    )


def sentence(coverage: Coverage, language: Language) -> str:
    """Return the extent as one sentence; a name or a date that nobody knows is left out.

    >>> sentence(Coverage(("劳动报",), None, None, 15, 40, "g1"), "zh")
    '目前收录：《劳动报》，共 15 篇文章。'
    """
    frame = messages(language)
    papers = "、" if language == "zh" else ", "
    named = papers.join(f"《{paper}》" for paper in coverage.papers) or frame.unnamed_paper
    days = len({coverage.first, coverage.last} - {None})
    template = (frame.coverage_undated, frame.coverage_day, frame.coverage)[days]
    return template.format(
        papers=named, first=coverage.first, last=coverage.last, articles=coverage.articles
    )
