"""What happens when a member taps a button under an answer.

Everything needed is in the journal and in the archive, so a button works after a restart and under
an old answer, until its words are erased. Each tap edits the message that it stands under; a tap
that comes twice changes nothing the second time. A handler returns what is shown to who tapped.
An article that left the archive is not shown again, neither opened nor as part of its answer.
Next: `bot/telegram/routing.py` has the handlers in its list.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from telegram import CallbackQuery, InlineKeyboardMarkup

from bot.channel.text.styled import Formatted
from bot.channel.text.traditional import Convert, is_traditional, simplified, traditional
from bot.channel.views.messages import ViewMessages, view_messages
from bot.channel.views.pages import article_page, more_page
from bot.channel.views.view import View, is_current, view_from_json
from bot.journal.feedback import REASONS, VERDICTS, give_verdict, verdict_of
from bot.members.language import frame_language
from bot.telegram.context.services import Alert, Services, Tap
from bot.telegram.handlers.keyboards import (
    NO_REASON,
    answer_keyboard,
    article_keyboard,
    more_keyboard,
)
from corpus.article import Article

# What ends the data of a button that shows a page in the other script.
CONVERTED = "t"


@dataclass(frozen=True, slots=True)
class Tapped:
    """A tap on a button of an answer that is still stored.

    Attributes:
        key: Of the answer's buttons.
        update_id: The question's.
        member: Hashed name of who tapped.
        private: Whether nobody else is in the chat.
        chat_id: The chat.
        message_id: The message that carries the buttons.
        view: What is stored of the answer.
        rest: The parts of the button's data after the key.
    """

    key: str
    update_id: int
    member: str
    private: bool
    chat_id: int
    message_id: int
    view: View
    rest: tuple[str, ...]

    @property
    def frame(self) -> ViewMessages:
        """What the buttons say, in the answer's language and script."""
        return view_messages(self.view.language, self.view.traditional)

    def number(self, place: int) -> int:
        """Return a number of the button's data, 0 if there is none."""
        part = self.rest[place] if place < len(self.rest) else ""
        return int(part) if part.isascii() and part.isdigit() else 0


async def open_passage(
    query: CallbackQuery, parts: Sequence[str], services: Services
) -> str | None:
    """Open a passage in its article, in place of the answer: `o:KEY:N:PAGE`, `:t` converted."""
    tap = tapped(query, parts, services)
    shown = tap.view.numbered(tap.number(0)) if tap else None
    if tap is None or shown is None:
        return _too_old(query)
    article = await asyncio.to_thread(services.answerer.article, shown.article)
    if article is None or not shown.within(article):
        await _restore(tap, services)
        return Alert(tap.frame.gone)
    convert = _other_script(tap.view, article)
    chosen = convert if tap.rest[2:] == (CONVERTED,) else None
    quote, number = (shown.start, shown.end), tap.number(1)
    page = article_page(article, quote, tap.view, number, chosen)
    script = "printed" if chosen else "other" if convert else ""
    await _show(
        tap, services, page.text, article_keyboard(tap.view, tap.key, shown.n, page, script)
    )
    return None


async def open_more(query: CallbackQuery, parts: Sequence[str], services: Services) -> str | None:
    """Show further passages in place of the answer: `m:KEY:PAGE`."""
    tap = tapped(query, parts, services)
    if tap is None:
        return _too_old(query)
    found = await asyncio.to_thread(
        lambda: [(one, services.answerer.article(one.article)) for one in tap.view.more]
    )
    there = [(one, article) for one, article in found if article and one.within(article)]
    if not there:
        await _restore(tap, services)
        return tap.frame.nothing_more
    page, here = more_page(there, tap.view, tap.number(0))
    await _show(tap, services, page.text, more_keyboard(tap.view, tap.key, page, here))
    return None


async def go_back(query: CallbackQuery, parts: Sequence[str], services: Services) -> str | None:
    """Show the answer again: `b:KEY`."""
    tap = tapped(query, parts, services)
    if tap is None:
        return _too_old(query)
    return None if await _restore(tap, services) else Alert(tap.frame.gone)


async def judge(query: CallbackQuery, parts: Sequence[str], services: Services) -> str | None:
    """Keep 👍, or keep 👎 and ask why: `f:KEY:good` and `f:KEY:bad`."""
    tap = tapped(query, parts, services)
    verdict = next((one for one in VERDICTS if tap and tap.rest == (one,)), None)
    if tap is None or verdict is None:
        return _too_old(query)
    give_verdict(services.journal.db, tap.update_id, tap.member, verdict)
    services.metrics.feedback(verdict)
    await _relabel(tap, services, reasons=verdict == "bad")
    return tap.frame.thanks_good if verdict == "good" else tap.frame.thanks_bad


async def explain_verdict(
    query: CallbackQuery, parts: Sequence[str], services: Services
) -> str | None:
    """Keep why an answer did not help: `r:KEY:REASON`."""
    tap = tapped(query, parts, services)
    reason = next((one for one in (*REASONS, NO_REASON) if tap and tap.rest == (one,)), None)
    if tap is None or reason is None:
        return _too_old(query)
    if reason == NO_REASON:
        await _relabel(tap, services)
        return None
    give_verdict(services.journal.db, tap.update_id, tap.member, "bad", reason)
    await _relabel(tap, services)
    return tap.frame.thanks_reason


def broken(query: CallbackQuery, reference: str) -> str:
    """Return what is said when a tap could not be acted on."""
    frame = view_messages(frame_language("", query.from_user))
    return Alert(frame.broken.format(reference=reference))


def tapped(query: CallbackQuery, parts: Sequence[str], services: Services) -> Tapped | None:
    """Return what was tapped; None if the answer is not stored (any more), or of another chat."""
    message, key = query.message, parts[0] if parts else ""
    request = services.journal.question_by_key(key)
    view = view_from_json(request.view) if request else None
    if message is None or request is None or view is None:
        return None
    if request.chat != services.alias(message.chat.id):
        return None
    return Tapped(
        key=key,
        update_id=request.update_id,
        member=services.alias(query.from_user.id),
        private=message.chat.type == message.chat.PRIVATE,
        chat_id=message.chat.id,
        message_id=message.message_id,
        view=view,
        rest=tuple(parts[1:]),
    )


def _too_old(query: CallbackQuery) -> str:
    return Alert(view_messages(frame_language("", query.from_user)).too_old)


async def _restore(tap: Tapped, services: Services) -> bool:
    """Show the answer; or, if a passage in it is gone, ask to ask again, and return False."""
    current = await asyncio.to_thread(is_current, tap.view, services.answerer.article)
    if current:
        await _show(tap, services, tap.view.last, _under_answer(tap, services))
    else:
        await _show(tap, services, Formatted(tap.frame.ask_again), None)
    return current


async def _relabel(tap: Tapped, services: Services, reasons: bool = False) -> None:
    keyboard = _under_answer(tap, services, reasons)
    await services.post.relabel(tap.chat_id, tap.message_id, keyboard)


async def _show(
    tap: Tapped, services: Services, text: Formatted, keyboard: InlineKeyboardMarkup | None
) -> None:
    await services.post.show(tap.chat_id, tap.message_id, text, keyboard)


def _under_answer(tap: Tapped, services: Services, reasons: bool = False) -> InlineKeyboardMarkup:
    """Return the answer's buttons; a verdict is marked where nobody else would see it."""
    member = tap.member if tap.private else ""
    verdict = verdict_of(services.journal.db, tap.update_id, member)
    return answer_keyboard(tap.view, tap.key, verdict, reasons)


def _other_script(view: View, article: Article) -> Convert | None:
    """Return how to show an article to who reads the script in which it was not printed."""
    if view.language != "zh":
        return None
    printed = is_traditional(article.text)
    if printed == view.traditional:
        return None
    return simplified if printed else traditional


# By the first part of a button's data.
BUTTONS: Mapping[str, Tap] = {
    "o": open_passage,
    "m": open_more,
    "b": go_back,
    "f": judge,
    "r": explain_verdict,
}
