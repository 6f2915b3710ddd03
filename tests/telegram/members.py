"""The members' side of the Bot API server: they write, edit, tap, type inline and send files.

`tests/telegram/emulator.py` adds the bot's side to it.
"""

import itertools
import mimetypes
import time
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from lo_bot_api_emulator import LoBotApiEmulator, updates

from tests.telegram.rules import SUPERGROUPS, Shown, chat_of

TOKEN = "123456:TEST-token-of-nobody"
USERNAME = "gongda_bot"
BOT = {"id": 7, "is_bot": True, "first_name": "Fixture", "username": USERNAME}
# The emulator knows three kinds of updates; these go through it as well.
updates.KINDS.update({"edited_message", "my_chat_member"})
MOST_UPDATES = 100_000


@dataclass
class Tap:
    """A tap on a button, or an inline query: what was answered, None until it is.

    Attributes:
        open: Whether it can still be answered: once, and not too late.
        answer: The fields of the bot's answer.
    """

    open: bool = True
    answer: dict[str, Any] | None = None


class MembersServer(LoBotApiEmulator):  # type: ignore[misc]
    """The server as members use it.

    Attributes:
        shown: The bot's messages that stand in the chats, by chat and number.
        said: The members' messages, by chat and number.
        taps: Taps and inline queries by the number under which they are answered.
    """

    def __init__(self) -> None:
        super().__init__(
            enable_control=True,
            max_history=1000,
            max_updates=MOST_UPDATES,
            allow_insecure_loopback_webhooks=True,
        )
        self.shown: dict[tuple[int, int], Shown] = {}
        self.said: dict[tuple[int, int], dict[str, Any]] = {}
        self.taps: dict[str, Tap] = {}
        self._numbers: defaultdict[int, int] = defaultdict(int)
        self._queries = itertools.count(1)

    def next_number(self, chat_id: int, given: int = 0) -> int:
        """Number a message as Telegram does.

        All private chats and small groups of the bot share one count, each supergroup has its own.
        """
        space = chat_id if chat_id < SUPERGROUPS else 0
        number = given or self._numbers[space] + 1
        self._numbers[space] = max(number, self._numbers[space])
        return number

    async def say(self, text: str | None, chat_id: int = 11, **more: object) -> int:
        """Let a member send a message; return its update_id.

        `more` are further fields of the message, or others in their place: `message_id=4711`.
        """
        given = more.pop("message_id", None)
        message = {
            "message_id": self.next_number(chat_id, int(str(given or 0))),
            "date": int(time.time()),
            "chat": chat_of(chat_id),
            "from": person(abs(chat_id)),
            **({"text": text} if text is not None else {}),
            **more,
        }
        self.said[_key(message)] = message
        return await self._arrives({"message": message})

    def last_said(self, chat_id: int = 11) -> int:
        """Return the number of the newest message of members in a chat."""
        return max(number for chat, number in self.said if chat == chat_id)

    async def rewrite(self, text: str, chat_id: int, message_id: int, **more: object) -> int:
        """Let a member edit a message of theirs; return the update_id."""
        message = self.said[chat_id, message_id]
        message |= {"text": text, "edit_date": int(time.time()), **more}
        return await self._arrives({"edited_message": message})

    async def press(self, chat_id: int, message_id: int, label: str, **more: Any) -> str:  # noqa: ANN401
        """Let a member tap the button with a label, or with such data; return the tap's number."""
        shown = self.shown[chat_id, message_id]
        found = [one for one in shown.buttons if label in (one["text"], one.get("callback_data"))]
        assert found, (label, [one["text"] for one in shown.buttons])
        return await self.tap(chat_id, message_id, found[0]["callback_data"], **more)

    async def tap(
        self, chat_id: int, message_id: int, data: str, *, expired: bool = False, **more: object
    ) -> str:
        """Let a member tap a button with any data, on a message as it stands or once stood."""
        number = f"tap{next(self._queries)}"
        query = {
            "id": number,
            "from": person(abs(chat_id)),
            "message": self.message(chat_id, message_id),
            "chat_instance": str(chat_id),
            "data": data,
            **more,
        }
        return await self._asks("callback_query", query, expired)

    async def type_inline(self, text: str, person_id: int = 11, offset: str = "") -> str:
        """Let a member type after the bot's name in some chat; return the query's number."""
        number = f"inline{next(self._queries)}"
        query = {"id": number, "from": person(person_id), "query": text, "offset": offset}
        return await self._asks("inline_query", query, False)

    async def send_file(
        self, name: str, content: bytes, chat_id: int = 11, **more: object
    ) -> dict[str, Any]:
        """Let a member send a file; return it as the message shows it."""
        reference = f"file{next(self._queries)}"
        self.assets[reference] = {"filename": name, "data": content, "size": len(content)}
        document = {
            "file_id": reference,
            "file_unique_id": f"{reference}-unique",
            "file_name": name,
            "mime_type": mimetypes.guess_type(name)[0] or "application/octet-stream",
            "file_size": len(content),
        }
        await self.say(None, chat_id, document=document, **more)
        return document

    def message(self, chat_id: int, message_id: int) -> dict[str, Any]:
        """Return a message of the bot as updates show it, one that is gone by its number only."""
        bare = {"message_id": message_id, "chat": chat_of(chat_id), "date": 0}
        shown = self.shown.get((chat_id, message_id))
        if shown is None:
            return bare
        fields = {name: shown.fields.get(name) for name in ("text", "entities")}
        message = {**bare, "date": int(time.time()), "from": BOT, **fields}
        if shown.buttons:
            message["reply_markup"] = shown.fields["reply_markup"]
        return {name: value for name, value in message.items() if value is not None}

    async def _asks(self, kind: str, query: dict[str, Any], expired: bool) -> str:
        self.taps[query["id"]] = Tap(open=not expired)
        await self._arrives({kind: query})
        return str(query["id"])

    async def _arrives(self, update: dict[str, Any]) -> int:
        return int(await self.enqueue_update(update, token=TOKEN))


def person(person_id: int) -> dict[str, Any]:
    """Return a member as updates show one."""
    return {"id": person_id, "is_bot": False, "first_name": "甲"}


def _key(message: dict[str, Any]) -> tuple[int, int]:
    return message["chat"]["id"], message["message_id"]
