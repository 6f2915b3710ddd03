"""How an answer looks in Telegram.

A reply is one text with styles: the short answer, then under each number where the passage was
printed and the passage itself, word for word, folded up, with the quoted words in bold. For who
reads Traditional characters the bot's own words are converted, and what was printed is not.
Next: `bot/telegram/handlers/questions.py` calls this for every question,
`bot/channel/views/view.py` keeps what the buttons under it need.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.channel.text.styled import Formatted, join_styled, styled
from bot.channel.text.traditional import Convert, converted, traditional
from bot.glimpse import glimpse, named_briefly
from bot.messages import messages
from bot.reply import Answer, Citation, Language, verified_quote
from bot.terminal.render import notes_of, source_line, understood_line
from corpus.article import Article
from index.hit import Hit

# Refusals come with this many of the nearest passages: more would bury the honest answer.
NEAREST_SHOWN = 2
# Words of the paper within the bot's own sentences: names of papers, a word that a note explains.
_NAMED = re.compile(r"《[^》]{0,200}》|“[^”]{0,200}”")


def answer_text(answer: Answer, in_traditional: bool = False) -> Formatted:
    """Return an answer as it is shown; the frame speaks the answer's language, in either script."""
    write = traditional if in_traditional and answer.language == "zh" else str
    parts: list[Formatted | str] = []
    if understood := understood_line(answer):
        parts.append(styled(write(understood), "italic"))
    parts.append(converted(Formatted(answer.answer.strip()), write, printed_words(answer)))
    if answer.kind == "none" and answer.nearest:
        parts.append(write(messages(answer.language).nearest))
    parts += [_cited(group, answer.language, write) for group in by_passage(answer.citations)]
    for n, hit in enumerate(answer.nearest[:NEAREST_SHOWN], 1):
        article = named_briefly(hit.passage.article)
        source = f"[{n}] {source_of(article, answer.language, write)}"
        parts.append(_under(source, glimpsed(hit)))
    if answer.coverage and not answer.nearest:
        parts.append(own_words(answer.coverage, write))
    return join_styled(parts, between="\n\n")


def glimpsed(hit: Hit) -> Formatted:
    """Return where a passage may help, with the words that fit in bold."""
    seen = glimpse(hit)
    parts: list[Formatted | str] = []
    at = 0
    for first, last in seen.fits:
        parts += [seen.text[at:first], styled(seen.text[first:last], "bold")]
        at = last
    return join_styled([*parts, seen.text[at:]])


def extent(passage: str, article: Article, quotes: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Return the range to show: the passage named `id:start-end`, widened to hold the quotes."""
    first, last = passage.rpartition(":")[2].split("-")
    return (
        max(0, min(int(first), *(start for start, _ in quotes))),
        min(len(article.text), max(int(last), *(end for _, end in quotes))),
    )


def source_of(article: Article, language: Language, write: Convert = str) -> str:
    """Return where an article was printed; only the bot's own words in it are converted."""
    printed = (article.paper, article.title or article.source, *article.authors)
    line = Formatted(source_line(article, language))
    return converted(line, write, filter(None, printed)).text


def printed_words(answer: Answer) -> set[str]:
    """Return the words in a short answer that are not the bot's own."""
    quotes = {citation.quote for citation in answer.citations}
    headers = {
        citation.header.of(citation.article.text)
        for citation in answer.citations
        if citation.header
    }
    claimed = {claim.text for claim in answer.claims}
    answering = {citation.words for citation in answer.citations} - {""}
    return quotes | headers | claimed | answering | set(_NAMED.findall(answer.answer))


def own_words(words: str, write: Convert) -> Formatted:
    """Write the bot's own words in the member's script, and leave those of the paper."""
    return converted(Formatted(words), write, _NAMED.findall(words))


def by_passage(citations: Iterable[Citation]) -> list[list[Citation]]:
    """Group neighbouring citations of one passage, so that it is shown once."""
    groups: list[list[Citation]] = []
    for citation in citations:
        if groups and groups[-1][0].passage == citation.passage:
            groups[-1].append(citation)
        else:
            groups.append([citation])
    return groups


def _cited(group: Sequence[Citation], language: Language, write: Convert) -> Formatted:
    """Return the numbers and the source, and under them the passage with the quotes in bold."""
    numbers = "".join(f"[{citation.n}]" for citation in group)
    source = source_of(group[0].article, language, write)
    shown = _under(f"{numbers} {source}", cited_passage(group))
    notes = [styled(own_words(note, write), "italic") for note in notes_of(group)]
    return join_styled([shown, *notes], between="\n")


def _answering(group: Sequence[Citation]) -> Iterator[tuple[int, int]]:
    """Yield where the words of the quotes stand that answer, as far as the reader pointed."""
    return (citation.answer for citation in group if citation.answer is not None)


def cited_passage(group: Sequence[Citation]) -> Formatted:
    """Return the passage of some citations, the quotes in bold, under the header of its table."""
    article = group[0].article
    quotes = [(citation.start, citation.end) for citation in group if verified_quote(citation)]
    shown_range = extent(group[0].passage, article, quotes)
    passage = _marked(article, shown_range, [*quotes, *_answering(group)])
    header = group[0].header
    if header and header.start < shown_range[0]:
        return join_styled([header.of(article.text), passage], between="\n")
    return passage


def _marked(
    article: Article, extent: tuple[int, int], quotes: Iterable[tuple[int, int]]
) -> Formatted:
    at, end = extent
    bold = _merged(_innermost(set(quotes)))
    if bold == [extent]:
        return Formatted(article.text[at:end])  # All of it is the answer: bold would say nothing.
    parts: list[Formatted | str] = []
    for first, last in bold:
        parts += [article.text[at:first], styled(article.text[first:last], "bold")]
        at = last
    return join_styled([*parts, article.text[at:end]])


def _innermost(ranges: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the ranges that hold no other: the items of a list, not the sentence around them."""
    return [
        outer
        for outer in ranges
        if not any(outer[0] <= one[0] and one[1] <= outer[1] for one in ranges - {outer})
    ]


def _merged(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _under(heading: str, passage: Formatted) -> Formatted:
    return join_styled([heading, styled(passage, "expandable_blockquote")], between="\n")
