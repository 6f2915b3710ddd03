"""Quotes -> what is said: claims, numbered citations and the short text with its [n] marks.

A list is proven twice: citation 1 is the sentence, or all that the list runs through, and each
item has a citation of exactly its own characters. Nothing here chooses; `bot/answer.py` does.
"""

import datetime
import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from bot.dates.period import label
from bot.dates.printed_days import date_notes
from bot.dates.question_days import When
from bot.lists.counts import Enumeration
from bot.messages import Messages
from bot.printed import paper_and_day
from bot.reading.reader import Quote
from bot.reply import AnswerKind, Citation, Claim
from corpus.tables import table_at
from index.hit import Hit

# Characters of an answer that gets a line of its own above the quote.
SHORT = 24
# Share of a quote from which an answer is as good as all of it.
WHOLE = 0.8
# Characters of a question that a refusal repeats, and of a sentence that it offers: a refusal has
# well under 300, with two places below it.
LONGEST_ASKED, LONGEST_PERHAPS = 36, 50


@dataclass(frozen=True, slots=True)
class Said:
    """What an answer says.

    Attributes:
        text: Short and plain, ready to show.
        stated_count: How many items the print says there are; None if it does not, or for no list.
    """

    kind: AnswerKind
    text: str
    claims: tuple[Claim, ...] = ()
    citations: tuple[Citation, ...] = ()
    stated_count: int | None = None


def say_nothing(question: str, frame: Messages, perhaps: str = "") -> Said:
    """Return the honest refusal: what was not found, and a sentence that is nearly sure, if any."""
    return Said("none", "\n".join(filter(None, (_not_found(question, frame), perhaps))))


def say_perhaps(quote: Quote, missing: str, frame: Messages) -> str:
    """Return a quote that is nearly sure, and why it is not: what it lacks, or how sure it is."""
    if len(quote.text) > LONGEST_PERHAPS:
        return ""
    why = frame.perhaps_missing if missing else frame.perhaps_unsure
    because = why.format(word=missing, percent=round(100 * quote.confidence))
    return f"{frame.perhaps.format(quote=quote.text)}{frame.space}{because}"


def _not_found(question: str, frame: Messages) -> str:
    asked = " ".join(question.split())
    if len(asked) > LONGEST_ASKED:
        asked = asked[: LONGEST_ASKED - 1] + "…"
    return frame.not_found_of.format(question=asked) if asked else frame.not_found


def say_nothing_of(when: When, newest: datetime.date, frame: Messages) -> Said:
    """Return that the archive has nothing of a period, and of which day its newest page is."""
    if when.period is None:
        nothing = _not_found(when.text, frame)
        return Said("none", f"{nothing}\n{frame.newest_day.format(day=newest)}")
    nothing = frame.nothing_of.format(period=label(when.period, frame.language))
    return Said("none", f"{nothing}{frame.space}{frame.newest_day.format(day=newest)}")


def say_seen_from(newest: datetime.date, when: When, seen: When, frame: Messages) -> str:
    """Return that no page is of today's 去年, and which year it is for the newest page.

    The answer counted so follows it: `没有收录 2025年 的报纸。从最新的一期（…）看，…`.
    """
    if when.period is None or seen.period is None:
        return ""
    words = ("、" if frame.language == "zh" else ", ").join(one.words for one in when.expressions)
    nothing = frame.nothing_of.format(period=label(when.period, frame.language))
    meant = label(seen.period, frame.language)
    return (
        nothing + frame.space + frame.seen_from_newest.format(day=newest, words=words, period=meant)
    )


def say_quotes(quotes: Sequence[Quote], frame: Messages) -> Said:
    """Return each quote as a claim of its own, in the order given.

    Where several articles are quoted, each claim says where and when it was printed: what they say
    may differ, and is never merged.
    """
    citations = [
        _cited(n, quote, (quote.start, quote.end), frame) for n, quote in enumerate(quotes, 1)
    ]
    claims = [Claim(citation.quote, (citation.n,), citation.answer) for citation in citations]
    printed = {
        citation.article.id: paper_and_day(citation.article, frame) + frame.colon
        for citation in citations
    }
    several = len(printed) > 1
    lines = [
        f"{printed[citation.article.id] if several else ''}{_quoted(citation)}[{citation.n}]"
        for citation in citations
    ]
    days = {citation.article.date for citation in citations} - {None}
    heading = frame.found_dates if len(days) > 1 else frame.found
    first = _short_answer(citations[0])
    return Said("quote", "\n".join([*first, heading, *lines]), tuple(claims), tuple(citations))


def _short_answer(citation: Citation) -> list[str]:
    """Return a line with the words that answer if they are known, few, and not the whole quote."""
    if citation.answer is None:
        return []
    start, end = citation.answer
    words = citation.words
    whole = end - start >= WHOLE * (citation.end - citation.start)
    return [] if whole or end - start > SHORT or "\n" in words else [f"{words} [{citation.n}]"]


def say_headlines(leads: Sequence[Hit], frame: Messages) -> Said:
    """Return each article's headline, proven by its first sentence."""
    citations = [_lead(n, hit, frame) for n, hit in enumerate(leads, 1)]
    claims = [Claim(citation.quote, (citation.n,)) for citation in citations]
    lines = []
    for day, group in itertools.groupby(citations, key=lambda citation: citation.article.date):
        lines.append(frame.headlines.format(day=day))
        lines += [f"• {_headline(one)} [{one.n}]" for one in group]
    return Said("quote", "\n".join(lines), tuple(claims), tuple(citations))


def say_list(quote: Quote, listed: Enumeration, frame: Messages) -> Said:
    """Return each item as a claim, and whether the text names as many as it says."""
    start = min(quote.start, listed.items[0].start)
    end = max(quote.end, listed.items[-1].end)
    whole = _cited(1, quote, _whole_rows(quote.article.text, start, end), frame)
    items = [
        _cited(n, quote, (item.start, item.end), frame) for n, item in enumerate(listed.items, 2)
    ]
    claims = [Claim(item.quote, (item.n, whole.n)) for item in items]
    lines = [f"{frame.found_list.format(found=len(items))}[{whole.n}]"]
    lines += [f"• {item.quote} [{item.n}]" for item in items]
    if listed.stated_count is not None:
        verdict = frame.list_complete if listed.stated_count <= len(items) else frame.list_partial
        lines.append(verdict.format(stated=listed.stated_count, found=len(items)))
    return Said("list", "\n".join(lines), tuple(claims), (whole, *items), listed.stated_count)


def _whole_rows(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a range that cuts no row of a table in two."""
    first, last = table_at(text, start), table_at(text, end - 1)
    return first[1].start if first else start, last[1].end if last else end


def _cited(n: int, quote: Quote, extent: tuple[int, int], frame: Messages) -> Citation:
    article, (start, end) = quote.article, extent
    told = date_notes(article, article.text[start:end], frame)
    pointed = quote.answer if quote.answer and extent == (quote.start, quote.end) else None
    return Citation(n, article, start, end, quote.hit.passage.id, quote.confidence, told, pointed)


def _quoted(citation: Citation) -> str:
    """Return the quote in its marks, under the header of its table if it is a row of one."""
    header = citation.header
    above = f"“{header.of(citation.article.text)}”\n" if header else ""
    return f"{above}“{citation.quote}”"


def _lead(n: int, hit: Hit, frame: Messages) -> Citation:
    passage = hit.passage
    told = date_notes(passage.article, passage.text, frame)
    return Citation(n, passage.article, passage.start, passage.end, passage.id, 1.0, told)


def _headline(citation: Citation) -> str:
    """Return the headline on one line, or the quote of an article without one."""
    return " ".join((citation.article.title or citation.quote).split())
