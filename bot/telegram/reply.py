"""How an answer looks in Telegram, and how it gets there.

A reply is one text with styles: the short answer, then under each number where the passage was
printed and the passage itself, word for word, folded up, with the quoted words in bold. It is
delivered into messages that the journal knows: what was sent before is edited, so delivering twice
leaves no trace. Next: `bot/telegram/talk.py` calls this for every question.
"""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from telegram import Bot, LinkPreviewOptions, MessageEntity, ReplyParameters
from telegram.error import BadRequest

from bot.journal import Journal
from bot.markup import Formatted, joined, split, styled, utf16_spans
from bot.messages import messages
from bot.render import notes_of, source_line, understood_line
from bot.reply import Answer, Citation, Language, verified_quote
from corpus.article import Article

log = logging.getLogger(__name__)

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
# Refusals come with this many of the nearest passages: more would bury the honest answer.
NEAREST = 3


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reply goes.

    Attributes:
        update_id: The update that is answered; names the reply in the journal.
        chat_id: The chat.
        message_id: The member's message, which is replied to.
        thread_id: The topic of a forum, None elsewhere.
    """

    update_id: int
    chat_id: int
    message_id: int
    thread_id: int | None

    @property
    def topic(self) -> tuple[int, int]:
        """The conversation that the reply belongs to: chat and topic."""
        return self.chat_id, self.thread_id or 0


def answer_text(answer: Answer) -> Formatted:
    """Return an answer as it is shown; the frame speaks the answer's language."""
    parts: list[Formatted | str] = []
    if understood := understood_line(answer):
        parts.append(styled(understood, "italic"))
    parts.append(answer.answer.strip())
    if answer.kind == "none" and answer.nearest:
        parts.append(messages(answer.language).nearest)
    parts += [_cited(group, answer.language) for group in _by_passage(answer.citations)]
    for hit in answer.nearest[:NEAREST]:
        source = f"· {source_line(hit.passage.article, answer.language)}"
        parts.append(_under(source, Formatted(hit.passage.text)))
    return joined(parts, between="\n\n")


async def deliver(bot: Bot, journal: Journal, place: Place, reply: Formatted) -> None:
    """Show a reply at its place, editing what was sent there before.

    Raises:
        TelegramError: Telegram cannot be reached or refuses; delivering again does no harm.
    """
    sent = journal.replies(place.update_id)
    pieces = [piece for piece in split(reply) if piece.text.strip()]
    for number, piece in enumerate(pieces):
        known = sent.get(number)
        if known is None or not await _edited(bot, place.chat_id, known, piece):
            journal.note_reply(place.update_id, number, await _sent(bot, place, piece))


async def _edited(bot: Bot, chat_id: int, message_id: int, piece: Formatted) -> bool:
    """Edit a message; return False if it can no longer be edited, deleted for instance."""
    try:
        await bot.edit_message_text(
            piece.text,
            chat_id=chat_id,
            message_id=message_id,
            entities=_entities(piece),
            link_preview_options=NO_PREVIEW,
        )
    except BadRequest as error:
        log.info("message not edited: %s", error)
        return "not modified" in error.message.lower()
    return True


async def _sent(bot: Bot, place: Place, piece: Formatted) -> int:
    message = await bot.send_message(
        place.chat_id,
        piece.text,
        entities=_entities(piece),
        link_preview_options=NO_PREVIEW,
        message_thread_id=place.thread_id,
        reply_parameters=ReplyParameters(place.message_id, allow_sending_without_reply=True),
    )
    return message.message_id


def _entities(piece: Formatted) -> list[MessageEntity]:
    return [MessageEntity(style, offset, length) for style, offset, length in utf16_spans(piece)]


def _by_passage(citations: Iterable[Citation]) -> list[list[Citation]]:
    """Group neighbouring citations of one passage, so that it is shown once."""
    groups: list[list[Citation]] = []
    for citation in citations:
        if groups and groups[-1][0].passage == citation.passage:
            groups[-1].append(citation)
        else:
            groups.append([citation])
    return groups


def _cited(group: Sequence[Citation], language: Language) -> Formatted:
    """Return the numbers and the source, and under them the passage with the quotes in bold."""
    article = group[0].article
    quotes = [(citation.start, citation.end) for citation in group if verified_quote(citation)]
    numbers = "".join(f"[{citation.n}]" for citation in group)
    passage = _marked(article, _extent(group[0].passage, article, quotes), quotes)
    shown = _under(f"{numbers} {source_line(article, language)}", passage)
    notes = [styled(note, "italic") for note in notes_of(group)]
    return joined([shown, *notes], between="\n")


def _extent(passage: str, article: Article, quotes: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Return the range to show: the passage named `id:start-end`, widened to hold the quotes."""
    first, last = passage.rpartition(":")[2].split("-")
    return (
        max(0, min(int(first), *(start for start, _ in quotes))),
        min(len(article.text), max(int(last), *(end for _, end in quotes))),
    )


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
    return joined([*parts, article.text[at:end]])


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
    return joined([heading, styled(passage, "expandable_blockquote")], between="\n")
