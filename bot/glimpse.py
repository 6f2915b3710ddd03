"""A place that may help: the stretch of a passage where the question's words stand, and which.

A refusal shows two of these instead of whole passages. Next: `bot/channel/views/answer.py` and
`bot/terminal/render.py` show them.
"""

from dataclasses import dataclass, replace

from bot.printed import excerpt
from corpus.article import Article
from index.hit import Hit
from index.text.words import fold, words

# Characters of a stretch, two lines on a telephone; of the headline above it, and of the paper's
# name: a refusal with two places has less than 300 in either language.
WIDTH, HEADLINE, PAPER = 30, 10, 8


@dataclass(frozen=True, slots=True)
class Glimpse:
    """A stretch of a passage.

    Attributes:
        text: As printed, with "…" where the passage goes on.
        fits: Ranges of `text` that hold words of the question, in order and apart, half open.
    """

    text: str
    fits: tuple[tuple[int, int], ...]


def glimpse(hit: Hit) -> Glimpse:
    """Return the stretch of a passage that holds most of the words that it was found by."""
    text = " ".join(hit.passage.text.split())
    folded = fold(text)
    # Pairs of characters that are no words (的工 in 现场的工作人员) only where there are no others.
    known = {*words(text)}
    met = [word for word in hit.words if word in known] or hit.words
    same = len(folded) == len(text)
    spots = _spots(folded, sorted(dict.fromkeys(met), key=len, reverse=True)) if same else []
    start = max(_starts(text, spots), key=lambda at: _held(spots, at))
    end = min(len(text), start + WIDTH)
    before, after = "…" if start else "", "…" if end < len(text) else ""
    shift = len(before) - start
    fits = tuple(
        (first + shift, last + shift) for first, last in spots if start <= first < last <= end
    )
    return Glimpse(f"{before}{text[start:end]}{after}", fits)


def named_briefly(article: Article) -> Article:
    """Return an article as a refusal names it: the beginning of its headline, no authors."""
    title, paper = excerpt(article.title, HEADLINE), excerpt(article.paper, PAPER)
    return replace(article, title=title, paper=paper, authors=())


def _starts(text: str, spots: list[tuple[int, int]]) -> list[int]:
    latest = max(0, len(text) - WIDTH)
    return [0, *(min(latest, max(0, first - 4)) for first, _ in spots)]


def _held(spots: list[tuple[int, int]], start: int) -> int:
    return sum(last - first for first, last in spots if start <= first and last <= start + WIDTH)


def _spots(folded: str, met: list[str]) -> list[tuple[int, int]]:
    """Return where the words stand, joined where they touch."""
    ranges: list[tuple[int, int]] = []
    for word in met:
        at = folded.find(word)
        while word and at >= 0:
            ranges.append((at, at + len(word)))
            at = folded.find(word, at + len(word))
    merged: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged
