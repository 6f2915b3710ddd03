"""/lang: the language and script in which a member is replied to, by a button or by a word."""

from collections.abc import Sequence

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, User

from bot.channel.text.styled import Formatted
from bot.members.language import Speech, speech_of, spoken_in
from bot.members.register import TONGUES, Members, Tongue
from bot.telegram.context.shared import Asked, Shared
from bot.telegram.text.command_messages import CommandMessages, command_messages

BUTTON = "l"
MARK = "✓ "
# Each language by its own name; `auto` has none of its own.
NAMES: dict[Tongue, str] = {"hans": "中文简体", "hant": "中文繁體", "en": "English"}
# What may stand behind /lang, in lower case.
_WORDS: dict[Tongue, str] = {
    "auto": "auto automatic 自动 自動",
    "hans": "zh hans zh-hans chinese simplified 中文 汉语 简体 简 简体中文 中文简体",
    "hant": "hant zh-hant traditional 繁體 繁体 繁 繁體中文 繁体中文 中文繁體 中文繁体",
    "en": "en english 英文 英语 英語",
}


async def choose_language(asked: Asked, shared: Shared) -> None:
    """Keep the language named behind /lang, or offer those there are."""
    members = Members(shared.journal.db)
    word = asked.heard.text.lower().strip()
    tongue = next((one for one, words in _WORDS.items() if word in words.split()), None)
    if tongue is not None:
        members.choose(asked.member, tongue)
        frame = spoken_in(command_messages, _speech(tongue, asked.person))
        text = _chosen(tongue, asked.person)
    else:
        frame = spoken_in(command_messages, asked)
        text = frame.unknown_tongue if word else frame.choose
    keyboard = _buttons(members.tongue(asked.member) if asked.private else None, frame)
    await shared.post.deliver(asked.place, text, keyboard)


async def tap_language(query: CallbackQuery, parts: Sequence[str], shared: Shared) -> str | None:
    """Keep the language whose button was tapped, for who tapped it: `l:CODE`."""
    tongue = next((one for one in TONGUES if list(parts) == [one]), None)
    if tongue is None:
        return None
    Members(shared.journal.db).choose(shared.alias(query.from_user.id), tongue)
    text, message = _chosen(tongue, query.from_user), query.message
    if message is not None and message.chat.type == message.chat.PRIVATE:
        frame = spoken_in(command_messages, _speech(tongue, query.from_user))
        keyboard = _buttons(tongue, frame)
        await shared.post.show(message.chat.id, message.message_id, Formatted(text), keyboard)
    return text


def _chosen(tongue: Tongue, person: User | None) -> str:
    frame = spoken_in(command_messages, _speech(tongue, person))
    return frame.chosen.format(tongue=NAMES.get(tongue, frame.automatic))


def _speech(tongue: Tongue, person: User | None) -> Speech:
    return speech_of("", person, tongue)


def _buttons(chosen: Tongue | None, frame: CommandMessages) -> InlineKeyboardMarkup:
    """Return a button a language, in two rows; the chosen one is marked where nobody else looks."""
    buttons = [
        InlineKeyboardButton(
            (MARK if tongue == chosen else "") + NAMES.get(tongue, frame.automatic),
            callback_data=f"{BUTTON}:{tongue}",
        )
        for tongue in TONGUES
    ]
    return InlineKeyboardMarkup([buttons[:2], buttons[2:]])
