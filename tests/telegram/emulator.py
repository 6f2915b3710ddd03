"""A Bot API server in this process: lo-bot-api-emulator, with what our bot needs added.

Added: a username, link previews, topics, buttons that members press, inline queries, edited
messages, files, an error on purpose, the messages as a member sees them, and Telegram's own rules
for numbers, edits, deletions and entities (`tests/telegram/rules.py`). What members do stands
in `tests/telegram/members.py`.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, TypeVar

from aiohttp import web
from lo_bot_api_emulator import ApiRefusal

from tests.telegram.members import BOT, TOKEN, USERNAME, MembersServer
from tests.telegram.rules import (
    Shown,
    chat_of,
    check_entities,
    check_parameters,
    decoded,
    parameter_models,
)

__all__ = ["BOT", "TOKEN", "USERNAME", "Shown", "TelegramServer", "Weather", "telegram_server"]

_UNKNOWN_TO_EMULATOR = (
    "link_preview_options",
    "message_thread_id",
    "button",
    "disable_content_type_detection",
)
# Methods that the emulator does not model; Telegram answers them with `true`.
_SIMPLY_TRUE = {
    "setMessageReaction",
    "setMyDescription",
    "setMyShortDescription",
    "setMyName",
    "sendMessageDraft",
}
# Bytes that a bot may download.
LARGEST_FILE = 20 * 1024 * 1024
# Seconds until a webhook that did not take an update is tried again.
WEBHOOK_AGAIN = 0.1
FORM = "application/x-www-form-urlencoded"
T = TypeVar("T")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Weather:
    """What befalls one request on its way.

    Attributes:
        page: Status of a web page that comes instead of a reply; 0 for none.
        rest: Seconds that the bot is told to wait, by a 429; 0 for none.
        late: Seconds after which the reply comes.
    """

    page: int = 0
    rest: int = 0
    late: float = 0.0


FAIR = Weather()


class TelegramServer(MembersServer):
    """The emulator, its gaps closed.

    Attributes:
        requests_seen: Every method that the bot called, with its decoded fields.
        deleted: Messages that the bot removed, by chat and number.
        faults: Refusals that the next calls of a method meet.
        poison: Updates that stand before all others.
        broken: Requests that the Bot API's documentation does not allow; must stay empty.
        pages: Status codes of web pages that the next calls of a method get instead of a reply.
        slow: Seconds after which the next calls of a method are acknowledged.
        sky: Says what befalls a request, by its method and its chat, 0 for none.
        done: Hears of each request that was carried out, before the bot hears of it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.address = ""
        self.requests_seen: list[tuple[str, dict[str, Any]]] = []
        self.deleted: list[tuple[int, int]] = []
        self.faults: dict[str, list[ApiRefusal]] = {}
        self.poison: list[Any] = []
        self.broken: list[str] = []
        self.pages: dict[str, list[int]] = {}
        self.slow: dict[str, list[float]] = {}
        self.sky: Callable[[str, int], Weather] = lambda method, chat_id: FAIR
        self.done: Callable[[str, dict[str, Any]], None] = lambda method, fields: None
        self._answers: dict[str, Callable[[dict[str, Any], Any], object]] = {
            "getMe": lambda fields, result: {**result, **BOT, "supports_inline_queries": True},
            "getFile": self._file,
            "sendMessage": self._sent,
            "sendDocument": self._numbered,
            "editMessageText": self._edited,
            "editMessageReplyMarkup": self._edited,
            "deleteMessage": self._deleted,
            "answerCallbackQuery": self._answered,
            "answerInlineQuery": self._answered,
        }

    def validate(self, method: str, fields: dict[str, Any], uploads: dict[str, Any]) -> object:
        """Check a request and return its result: the emulator's one seam for every method."""
        seen = {name: decoded(value) for name, value in fields.items()}
        self.requests_seen.append((method, seen))
        self._check(method, seen, bool(uploads))
        if self.faults.get(method):
            raise self.faults[method].pop(0)
        if method == "getUpdates" and self.poison:
            return [self.poison[0]] if self._unacknowledged(seen) else []
        if method in _SIMPLY_TRUE:
            return True
        for name in _UNKNOWN_TO_EMULATOR:
            fields.pop(name, None)
        result = super().validate(method, fields, uploads)
        answer = self._answers.get(method)
        result = answer(seen, result) if answer else result
        self.done(method, seen)
        return result

    def _check(self, method: str, fields: dict[str, Any], uploading: bool) -> None:
        """Refuse what no Bot API server would take, and remember it: it is a fault of the bot."""
        try:
            if not uploading:
                check_parameters(method, fields)
            if "text" in fields and "chat_id" in fields:
                assert "parse_mode" not in fields
                check_entities(str(fields["text"]), _entities(fields))
        except (AssertionError, ValueError) as error:
            self.broken.append(f"{method}: {error}")
            raise ApiRefusal(f"Bad Request: {error}") from None

    @web.middleware
    async def weather(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Stand between the bot and the server as a bad network does."""
        method = request.path.rpartition("/")[2]
        if self.pages.get(method):
            status = self.pages[method].pop(0)
            return web.Response(text="<html>Please log in</html>", status=status)
        try:
            weather = self.sky(method, await _chat_of(request))
        except ConnectionResetError:  # the bot stopped while it asked: nobody waits for a reply
            return web.Response(status=HTTPStatus.BAD_REQUEST)
        if weather.page:
            return web.Response(text="<html>Please log in</html>", status=weather.page)
        if weather.rest:
            return web.json_response(_too_many(weather.rest), status=429)
        reply = await handler(request)
        await asyncio.sleep(self.slow[method].pop(0) if self.slow.get(method) else weather.late)
        return reply

    @property
    def is_polled(self) -> bool:
        """Whether a poll is open, if only one of a bot that died a moment ago."""
        return bool(self._update_queues._state(TOKEN).polling)

    def of_chat(self, chat_id: int) -> list[Shown]:
        """Return the bot's messages in a chat, oldest first."""
        return [one for one in self.shown.values() if one.chat_id == chat_id]

    def replies_to(self, chat_id: int, message_id: int) -> list[Shown]:
        """Return the bot's messages that reply to one, oldest first."""
        return [one for one in self.of_chat(chat_id) if one.replied_to == message_id]

    def methods(self, name: str) -> list[dict[str, Any]]:
        """Return the fields of every request of a method, oldest first."""
        return [fields for method, fields in self.requests_seen if method == name]

    async def until(self, condition: Callable[[], T], seconds: float = 15.0) -> T:
        """Wait until the condition holds, and return what it returned."""
        deadline = time.monotonic() + seconds
        while not (found := condition()):
            assert time.monotonic() < deadline, f"waited in vain; {self.requests_seen[-5:]}"
            await asyncio.sleep(0.01)
        return found

    async def answer_to(self, number: str, seconds: float = 15.0) -> dict[str, Any]:
        """Wait until a tap or an inline query is answered, and return the answer's fields."""
        await self.until(lambda: self.taps[number].answer is not None, seconds)
        return self.taps[number].answer or {}

    def _unacknowledged(self, fields: dict[str, Any]) -> bool:
        if int(fields.get("offset", 0)) > self.poison[0]["update_id"]:
            self.poison.pop(0)
        return bool(self.poison)

    def _file(self, fields: dict[str, Any], result: dict[str, Any]) -> object:
        size = self.assets[fields["file_id"]]["size"]
        if size > LARGEST_FILE:
            raise ApiRefusal("Bad Request: file is too big")
        return {**result, "file_size": size}

    def _numbered(self, fields: dict[str, Any], result: dict[str, Any]) -> dict[str, Any]:
        chat_id = int(fields["chat_id"])
        number, now = self.next_number(chat_id), int(time.time())
        return {**result, "message_id": number, "chat": chat_of(chat_id), "date": now, "from": BOT}

    def _sent(self, fields: dict[str, Any], result: dict[str, Any]) -> object:
        message = self._numbered(fields, result)
        key = (int(fields["chat_id"]), message["message_id"])
        self.shown[key] = Shown(*key, fields)
        return message

    def _edited(self, fields: dict[str, Any], result: dict[str, Any]) -> object:
        key = (int(fields["chat_id"]), int(fields["message_id"]))
        if key in self.said:
            raise ApiRefusal("Bad Request: message can't be edited")
        if key not in self.shown:
            raise ApiRefusal("Bad Request: message to edit not found")
        shown = self.shown[key]
        kept = {} if "text" in fields else {"text": shown.text, "entities": _entities(shown.fields)}
        shown.edited({**kept, **fields})
        return {**result, **self.message(*key)}

    def _deleted(self, fields: dict[str, Any], result: object) -> object:
        key = (int(fields["chat_id"]), int(fields["message_id"]))
        found = self.shown.pop(key, None) or (key[0] > 0 and self.said.pop(key, None))
        if not found:
            raise ApiRefusal("Bad Request: message to delete not found")
        self.deleted.append(key)
        return result

    def _answered(self, fields: dict[str, Any], result: object) -> object:
        tap = self.taps.get(str(fields.get("callback_query_id") or fields.get("inline_query_id")))
        if tap is None or not tap.open:
            raise ApiRefusal(
                "Bad Request: query is too old and response timeout expired or query ID is invalid"
            )
        tap.open, tap.answer = False, fields
        return result

    async def post_updates(self) -> None:
        """Post to the webhook, and again what it did not take: as Telegram does, nobody waits."""
        post, arrived = self._update_queues.deliver, asyncio.Event()

        async def soon(token: str) -> int:
            arrived.set()
            return 0

        self._update_queues.deliver = soon
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(WEBHOOK_AGAIN):
                    await arrived.wait()
            arrived.clear()
            await post(TOKEN)


async def _chat_of(request: web.Request) -> int:
    """Return the chat that a request names; 0 if it names none, or sends files."""
    fields = await request.post() if request.content_type == FORM else {}
    return int(str(fields.get("chat_id", 0)))


def _too_many(seconds: int) -> dict[str, object]:
    """Return a 429 as Telegram writes it."""
    words = f"Too Many Requests: retry after {seconds}"
    parameters = {"retry_after": seconds}
    return {"ok": False, "error_code": 429, "description": words, "parameters": parameters}


def _entities(fields: dict[str, Any]) -> list[dict[str, Any]]:
    return list(fields.get("entities") or [])


@asynccontextmanager
async def telegram_server() -> AsyncIterator[TelegramServer]:
    """Run the server on a free loopback port."""
    parameter_models()  # Before anybody waits for an answer.
    server = TelegramServer()
    app = server.app()
    app.middlewares.append(server.weather)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    posting = asyncio.create_task(server.post_updates())
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        server.address = f"http://{host}:{port}"
        yield server
        assert not server.broken, server.broken
    finally:
        posting.cancel()
        with suppress(asyncio.CancelledError):
            await posting
        await runner.cleanup()
