"""What Telegram's server checks and shows, for `tests/telegram/emulator.py`.

Every request is checked against aiogram's models, which are generated from the Bot API's
documentation: a parameter that Telegram does not know fails here, at any depth.
"""

import json
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from lo_bot_api_emulator import ApiRefusal

# Chats below this number count their messages for themselves: supergroups and channels.
SUPERGROUPS = -1_000_000_000_000
MOST_ENTITIES = 100


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

    @property
    def replied_to(self) -> int | None:
        """The message that this one replies to."""
        return (self.fields.get("reply_parameters") or {}).get("message_id")

    @property
    def buttons(self) -> list[dict[str, Any]]:
        """The buttons below the message, row by row: `[{"text": "[1]", "callback_data": …}]`."""
        rows = (self.fields.get("reply_markup") or {}).get("inline_keyboard", [])
        return [button for row in rows for button in row]

    def styled(self, style: str) -> list[str]:
        """Return the words under each entity of a style, cut as Telegram cuts them."""
        units = self.text.encode("utf-16-le")
        return [
            units[2 * one["offset"] : 2 * (one["offset"] + one["length"])].decode("utf-16-le")
            for one in self.fields.get("entities", [])
            if one["type"] == style
        ]

    def edited(self, fields: dict[str, Any]) -> None:
        """Show what an edit says; buttons that it does not name are gone.

        Raises:
            ApiRefusal: Telegram takes no such edit.
        """
        if {"keyboard", "remove_keyboard", "force_reply"} & set(
            self.fields.get("reply_markup") or {}
        ):
            # Documented: only messages without a keyboard, or with inline buttons, can be edited.
            raise ApiRefusal("Bad Request: message can't be edited")
        new = {"entities": [], "reply_markup": None, **fields}
        if all(new[name] == (self.fields.get(name) or new[name].__class__()) for name in _SEEN):
            raise ApiRefusal(
                "Bad Request: message is not modified: specified new message content and reply "
                "markup are exactly the same as a current content and reply markup of the message"
            )
        self.versions.append(self.text)
        replied = self.fields.get("reply_parameters")
        self.fields = {**fields, **({"reply_parameters": replied} if replied else {})}


_SEEN = ("text", "entities", "reply_markup")


def decoded(value: object) -> object:
    """Return a request's field as the object that it spells: `'[1]'` -> `[1]`."""
    if isinstance(value, str) and value[:1] in "[{":
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def chat_of(chat_id: int) -> dict[str, Any]:
    """Return a chat as updates show it: `11` -> `{"id": 11, "type": "private", …}`."""
    if chat_id > 0:
        return {"id": chat_id, "type": "private", "first_name": "甲"}
    kind = "supergroup" if chat_id < SUPERGROUPS else "group"
    return {"id": chat_id, "type": kind, "title": "会员群"}


def parameter_models() -> ModuleType:
    """Load what describes the parameters: seconds, which a bot in a process of its own saves."""
    import aiogram.methods

    return aiogram.methods


def check_parameters(method: str, fields: dict[str, Any]) -> None:
    """Fail on a parameter that the Bot API does not have, at any depth, or of another type."""
    model = getattr(parameter_models(), method[0].upper() + method[1:])
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


def check_entities(text: str, entities: list[dict[str, Any]]) -> None:
    """Fail on entities that Telegram would drop or refuse."""
    units = text.encode("utf-16-le")
    assert len(entities) <= MOST_ENTITIES
    for one in entities:
        start, end = 2 * one["offset"], 2 * (one["offset"] + one["length"])
        assert 0 <= start < end <= len(units), (one, text)
        units[start:end].decode("utf-16-le")
