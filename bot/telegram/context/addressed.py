"""What a member's message asks of the bot: a command, a question, or nothing.

In a private chat every message is for the bot. In a group only its commands, replies to it and
mentions of it are; everything else is none of its business and is not even looked at twice.
Next: `bot/telegram/routing.py` acts on it.
"""

import re
from dataclasses import dataclass

from telegram import Message, MessageEntity, Update, User

from bot.channel.text.styled import without_surrogates
from bot.message.commands import as_typed
from bot.message.read import is_errand

_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]+))?\s*(.*)", re.DOTALL)
_SPEECH = "ask"


@dataclass(frozen=True, slots=True)
class AddressedMessage:
    """A message that is for the bot.

    Attributes:
        command: Without the slash, in lower case; `ask` for a plain question.
        text: The question, or what follows the command; "" for a sticker and the like.
    """

    command: str
    text: str


def addressed_message(message: Message, bot: User) -> AddressedMessage | None:
    """Return what is asked of the bot, or None if the message is not for it.

    `/ask@gongda_bot 谁获奖了` in a group -> `AddressedMessage("ask", "谁获奖了")`;
    chat among members -> None.
    """
    if _by_a_machine(message, bot):
        return None
    text = as_typed(without_surrogates(message.text or message.caption or ""))
    private = message.chat.type == message.chat.PRIVATE
    if message.media_group_id and not text:
        return None  # One of the many photos of an album: its caption, if any, is the message.
    if command := _COMMAND.fullmatch(text):
        return _command(command, message, bot)
    if private:
        return AddressedMessage(_SPEECH, text)
    if _answers(message, bot) or _mentions(message, bot):
        return AddressedMessage(_SPEECH, _meant(_without_mention(text, bot), message, bot))
    return None


def speaker(message: Message) -> int:
    """Return the number of who speaks: a person, or the group or channel they speak for.

    Telegram puts the same made-up person before all who write for a group or channel.
    """
    if message.sender_chat is not None:
        return message.sender_chat.id
    return message.from_user.id if message.from_user else message.chat.id


def is_command(update: Update, name: str) -> bool:
    """Say whether an update is this command, whoever it is for."""
    text = (update.message.text or "") if update.message else ""
    command = _COMMAND.fullmatch(text.strip())
    return command is not None and command[1].lower() == name


def _by_a_machine(message: Message, bot: User) -> bool:
    """Say whether nobody wrote this: a channel's post passed on, another bot's or our own words."""
    own_words = message.via_bot is not None and message.via_bot.id == bot.id
    other = message.from_user is not None and message.from_user.is_bot
    robot = other and message.sender_chat is None
    return bool(message.is_automatic_forward) or own_words or robot


def _command(match: re.Match[str], message: Message, bot: User) -> AddressedMessage | None:
    name, addressee, rest = match[1].lower(), match[2], match[3].strip()
    if addressee and addressee.lower() != (bot.username or "").lower():
        return None
    asked = message.reply_to_message
    if name == _SPEECH and asked:
        rest = _meant(rest, message, bot)
    return AddressedMessage(name, rest)


def _meant(text: str, message: Message, bot: User) -> str:
    """Return the question of another member's message if the bot is only pointed to it.

    “@bot”, “@bot 帮忙查一下” and “/ask” in reply to it ask what it asks.
    """
    earlier = message.reply_to_message
    if earlier is None or not is_errand(text) or _answers(message, bot):
        return text
    return without_surrogates(earlier.text or earlier.caption or "") or text


def _answers(message: Message, bot: User) -> bool:
    replied = message.reply_to_message
    return replied is not None and replied.from_user is not None and replied.from_user.id == bot.id


def _mentions(message: Message, bot: User) -> bool:
    entities = {**message.parse_entities(), **message.parse_caption_entities()}
    return any(_is_mention(entity, text, bot) for entity, text in entities.items())


def _is_mention(entity: MessageEntity, text: str, bot: User) -> bool:
    if entity.type == MessageEntity.TEXT_MENTION:
        return entity.user is not None and entity.user.id == bot.id
    return entity.type == MessageEntity.MENTION and text.lower() == f"@{bot.username}".lower()


def _without_mention(text: str, bot: User) -> str:
    bare = re.sub(rf"@{re.escape(bot.username or '')}\b", " ", text, flags=re.IGNORECASE | re.ASCII)
    return bare.strip(" \n\t,，:：、")
