"""Quotes -> what is said: claims, numbered citations and the short text with its [n] marks.

A list is proven twice: citation 1 is the whole sentence, and each item has a citation of exactly
its own characters. Nothing here chooses; `bot/answer.py` does.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.lists import Enumeration
from bot.messages import Messages
from bot.reply import Citation, Claim, Kind
from bot.select import Quote


@dataclass(frozen=True, slots=True)
class Said:
    """What an answer says.

    Attributes:
        text: Short and plain, ready to show.
        stated: How many items the print says there are; None if it does not, or if it is no list.
    """

    kind: Kind
    text: str
    claims: tuple[Claim, ...] = ()
    citations: tuple[Citation, ...] = ()
    stated: int | None = None


def say_nothing(frame: Messages) -> Said:
    """Return the honest refusal."""
    return Said("none", frame.not_found)


def say_quotes(quotes: Sequence[Quote], frame: Messages) -> Said:
    """Return each quote as a claim of its own, in the order given."""
    citations = [_cited(n, quote, quote.start, quote.end) for n, quote in enumerate(quotes, 1)]
    claims = [Claim(citation.quote, (citation.n,)) for citation in citations]
    lines = [f"“{citation.quote}”[{citation.n}]" for citation in citations]
    return Said("quote", "\n".join([frame.found, *lines]), tuple(claims), tuple(citations))


def say_list(quote: Quote, found: Enumeration, frame: Messages) -> Said:
    """Return each item as a claim, and whether the text names as many as it says."""
    whole = _cited(1, quote, quote.start, quote.end)
    items = [_cited(n, quote, item.start, item.end) for n, item in enumerate(found.items, 2)]
    claims = [Claim(item.quote, (item.n, whole.n)) for item in items]
    lines = [f"{frame.found_list.format(found=len(items))}[{whole.n}]"]
    lines += [f"• {item.quote} [{item.n}]" for item in items]
    if found.stated is not None:
        verdict = frame.list_complete if found.stated <= len(items) else frame.list_partial
        lines.append(verdict.format(stated=found.stated, found=len(items)))
    return Said("list", "\n".join(lines), tuple(claims), (whole, *items), found.stated)


def _cited(n: int, quote: Quote, start: int, end: int) -> Citation:
    return Citation(n, quote.article, start, end, quote.hit.passage.id, quote.confidence)
