"""A Bot API server in the test process: lo-bot-api-emulator, with what our bot needs added.

Added: a username, link previews, topics, an error on purpose, the messages as a member sees them,
and Telegram's own rules for edits and entities. Every request is checked against aiogram's models,
which are generated from the Bot API's documentation. A member speaks through the control endpoint.
"""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

import aiogram.methods
from aiohttp import ClientSession, web
from lo_bot_api_emulator import ApiRefusal, LoBotApiEmulator

TOKEN = "123456:TEST-token-of-nobody"
USERNAME = "gongda_bot"
_UNKNOWN_TO_EMULATOR = ("link_preview_options", "message_thread_id")
T = TypeVar("T")
_SHOWN = {"sendMessage", "editMessageText"}


@dataclass
class Shown:
    """A message of the bot as a member sees it; `versions` are its earlier texts, oldest first."""

    chat_id: int
    message_id: int
    fields: dict[str, Any]
    versions: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What the message says."""
        return str(self.fields["text"])

    def styled(self, style: str) -> list[str]:
        """Return the words under each entity of a style, cut as Telegram cuts them."""
        units = self.text.encode("utf-16-le")
        return [
            units[2 * one["offset"] : 2 * (one["offset"] + one["length"])].decode("utf-16-le")
            for one in self.fields.get("entities", [])
            if one["type"] == style
        ]


class TelegramServer(LoBotApiEmulator):
    """The emulator, its gaps closed; `requests_seen` holds every method with its decoded fields."""

    def __init__(self) -> None:
        super().__init__(enable_control=True, max_history=100_000)
        self.address = ""
        self.shown: dict[tuple[int, int], Shown] = {}
        self.requests_seen: list[tuple[str, dict[str, Any]]] = []
        self.faults: dict[str, list[ApiRefusal]] = {}
        self.poison: list[Any] = []

    def validate(self, method: str, fields: dict[str, Any], uploads: dict[str, Any]) -> object:
        """Check a request and return its result: the emulator's one seam for every method."""
        seen = {name: _decoded(value) for name, value in fields.items()}
        self.requests_seen.append((method, seen))
        check_parameters(method, seen)
        if self.faults.get(method):
            raise self.faults[method].pop(0)
        if method == "getUpdates" and self.poison:
            return [self.poison[0]] if self._unacknowledged(seen) else []
        for name in _UNKNOWN_TO_EMULATOR:
            fields.pop(name, None)
        if method in _SHOWN:
            check_entities(seen)
        if method == "editMessageText":
            self._check_edit(seen)
        result = super().validate(method, fields, uploads)
        if method == "getMe":
            result["username"] = USERNAME
        if method in _SHOWN:
            self._show(result["message_id"], seen)
        return result

    def of_chat(self, chat_id: int) -> list[Shown]:
        """Return the bot's messages in a chat, oldest first."""
        return [one for one in self.shown.values() if one.chat_id == chat_id]

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

    async def say(self, text: str | None, chat_id: int = 11, **more: object) -> int:
        """Let a member send a message through the control endpoint; return its update_id."""
        message = {
            "message_id": 1000 + len(self.requests_seen),
            "date": int(time.time()),
            "chat": {"id": chat_id, "type": "private"},
            "from": {"id": abs(chat_id), "is_bot": False, "first_name": "甲"},
            **({"text": text} if text is not None else {}),
            **more,
        }
        body = {"token": TOKEN, "update": {"message": message}}
        async with (
            ClientSession() as session,
            session.post(f"{self.address}/__fixture/updates", json=body) as reply,
        ):
            assert reply.status == 200, await reply.text()
            return int((await reply.json())["result"]["update_id"])

    def _unacknowledged(self, fields: dict[str, Any]) -> bool:
        if int(fields.get("offset", 0)) > self.poison[0]["update_id"]:
            self.poison.pop(0)
        return bool(self.poison)

    def _check_edit(self, fields: dict[str, Any]) -> None:
        known = self.shown.get((int(fields["chat_id"]), int(fields["message_id"])))
        if known is None:
            raise ApiRefusal("Bad Request: message to edit not found")
        before = (known.text, known.fields.get("entities", []))
        if before == (fields["text"], fields.get("entities", [])):
            raise ApiRefusal("Bad Request: message is not modified")

    def _show(self, message_id: int, fields: dict[str, Any]) -> None:
        key = (int(fields["chat_id"]), message_id)
        earlier = self.shown.get(key)
        versions = [*earlier.versions, earlier.text] if earlier else []
        self.shown[key] = Shown(*key, fields, versions)


def _decoded(value: object) -> object:
    if isinstance(value, str) and value[:1] in "[{":
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def check_parameters(method: str, fields: dict[str, Any]) -> None:
    """Fail on a parameter that the Bot API does not have, at any depth, or of another type."""
    model = getattr(aiogram.methods, method[0].upper() + method[1:])
    assert not _unknown(model.model_validate(fields)), (method, fields)


def _unknown(value: object) -> dict[str, object]:
    if isinstance(value, list):
        return {name: one for item in value for name, one in _unknown(item).items()}
    if not hasattr(value, "model_fields_set"):
        return {}
    found = dict(getattr(value, "model_extra", None) or {})
    for name in value.model_fields_set:
        found |= _unknown(getattr(value, name, None))
    return found


def check_entities(fields: dict[str, Any]) -> None:
    """Fail on entities that Telegram would drop or refuse, and on markup that it would parse."""
    assert "parse_mode" not in fields
    units = fields["text"].encode("utf-16-le")
    entities = fields.get("entities", [])
    assert len(entities) <= 100
    for one in entities:
        start, end = 2 * one["offset"], 2 * (one["offset"] + one["length"])
        assert 0 <= start < end <= len(units), (one, fields["text"])
        units[start:end].decode("utf-16-le")


@asynccontextmanager
async def telegram_server() -> AsyncIterator[TelegramServer]:
    """Run the server on a free loopback port."""
    server = TelegramServer()
    runner = web.AppRunner(server.app(), access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        server.address = f"http://{host}:{port}"
        yield server
    finally:
        await runner.cleanup()
