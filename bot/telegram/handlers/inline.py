"""Inline mode: `@bot question`, typed in any chat, offers printed passages to put there.

Nothing of it is journaled: it is asked again with every letter, and nobody waits for a late answer.
What a member chooses is sent as their own message, so it holds what was printed, where, and no word
of the bot's.
"""

import asyncio
import hashlib
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from telegram import (
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Update,
)
from telegram.error import BadRequest

from bot.channel.text.styled import Formatted, join_styled, split, styled, without_surrogates
from bot.channel.views.answer import extent
from bot.members.language import Speech, language_choice_of, speech_of, spoken_in
from bot.printed import excerpt
from bot.reply import Answer, Language, verified_quote
from bot.telegram.context.services import Context, Services, is_open
from bot.telegram.handlers.access import may_ask
from bot.telegram.text.command_messages import command_messages
from bot.telegram.transport.post import NO_PREVIEW, entities_of
from bot.terminal.render import source_line
from corpus.article import Article

log = logging.getLogger(__name__)

MOST_RESULTS = 10
# Seconds for which Telegram may answer the same words itself: pages come once a day.
_REMEMBERED = 60
# Characters of a passage and of a headline that the list shows; a telephone has two lines for it.
DESCRIBED, TITLED = 100, 60
# Of the button over the list.
LONGEST_BUTTON = 64
# What the bot hears after /start when that button was tapped.
_START = "inline"


@dataclass(frozen=True, slots=True)
class Offer:
    """A printed stretch that can be put into a chat.

    Attributes:
        article: Where it was printed.
        start: First character, in code points of the article's text, from 0.
        end: One past the last character.
        quote: The stretch within it that answers, counted alike; empty where none does.
    """

    article: Article
    start: int
    end: int
    quote: tuple[int, int] = (0, 0)

    @property
    def text(self) -> str:
        """The printed words."""
        return self.article.text[self.start : self.end]

    @property
    def id(self) -> str:
        """A short name that is the same whenever the same words are offered."""
        place = f"{self.article.id}:{self.start}-{self.end}:{self.text}"
        return hashlib.blake2b(place.encode("utf-8", "replace"), digest_size=16).hexdigest()


class Inline:
    """Answers inline queries; of one person's only the newest is looked for."""

    def __init__(self, services: Services) -> None:
        self._services = services
        # One search at a time: the other places are for questions in chats.
        self._one = asyncio.Semaphore(1)
        self._newest: dict[int, str] = {}

    async def on_query(self, update: Update, context: Context) -> None:
        """Offer passages for what is typed."""
        query = update.inline_query
        assert query is not None
        speech = self._speech(query)
        frame = spoken_in(command_messages, speech)
        if not may_ask(query.from_user.id, self._services):
            await self._reply(query, (), frame.inline_stranger)
            return
        if not any(character.isalnum() for character in query.query):
            await self._reply(query, (), frame.inline_hint)
            return
        self._newest[query.from_user.id] = query.id
        async with self._one:
            if self._newest.get(query.from_user.id) != query.id:
                return  # More was typed since.
            del self._newest[query.from_user.id]
            found = await self._services.ask(without_surrogates(query.query), speech.language)
        results = tuple(_result(offer, speech.language) for offer in offers(found))
        await self._reply(query, results, "" if results else frame.inline_nothing)

    def _speech(self, query: InlineQuery) -> Speech:
        member = self._services.alias(query.from_user.id)
        choice = language_choice_of(member, self._services.journal.db)
        return speech_of(query.query, query.from_user, choice)

    async def _reply(
        self, query: InlineQuery, results: tuple[InlineQueryResultArticle, ...], button: str
    ) -> None:
        above = InlineQueryResultsButton(excerpt(button, LONGEST_BUTTON), start_parameter=_START)
        try:
            await query.answer(
                results,
                cache_time=_REMEMBERED if results else 0,
                is_personal=not is_open(self._services.telegram),
                button=above if button else None,
            )
        except BadRequest as error:
            log.info("inline query not answered: %s", error)  # Too old: the member has gone on.


def offers(answer: Answer) -> tuple[Offer, ...]:
    """Return the cited passages, then those that came near, each once, ten at most."""
    every: dict[str, Offer] = {}
    for offer in _stretches(answer):
        every.setdefault(offer.id, offer)
    return tuple(islice(every.values(), MOST_RESULTS))


def _stretches(answer: Answer) -> Iterator[Offer]:
    for citation in answer.citations:
        verified_quote(citation)
        quote = (citation.start, citation.end)
        yield Offer(citation.article, *extent(citation.passage, citation.article, [quote]), quote)
    for hit in (*answer.nearest, *answer.hits):
        if hit.passage.text.strip():
            yield Offer(hit.passage.article, hit.passage.start, hit.passage.end)


def message_of(offer: Offer, language: Language) -> Formatted:
    """Return what is put into the chat: where it was printed, and the words in a quote."""
    text, source = offer.article.text, source_line(offer.article, language)
    first, last = offer.quote if offer.quote != (offer.start, offer.end) else (0, 0)
    words: list[Formatted | str] = [offer.text]
    if first < last:
        bold = styled(text[first:last], "bold")
        words = [text[offer.start : first], bold, text[last : offer.end]]
    return split(join_styled([f"{source}\n", styled(join_styled(words), "expandable_blockquote")]))[
        0
    ]


def _result(offer: Offer, language: Language) -> InlineQueryResultArticle:
    content = message_of(offer, language)
    return InlineQueryResultArticle(
        offer.id,
        excerpt(offer.article.title or offer.text, TITLED),
        InputTextMessageContent(
            content.text, entities=entities_of(content), link_preview_options=NO_PREVIEW
        ),
        description=excerpt(offer.text, DESCRIBED),
    )
