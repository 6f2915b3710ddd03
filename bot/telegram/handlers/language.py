"""/lang: the language and script in which a member is replied to, by a button or by a word."""

from collections.abc import Sequence

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, User

from bot.channel.text.styled import Formatted
from bot.members.language import Speech, speech_of, spoken_in
from bot.members.register import LANGUAGE_CHOICES, LanguageChoice, Members
from bot.telegram.context.services import Request, Services
from bot.telegram.text.command_messages import CommandMessages, command_messages

LANGUAGE_BUTTON = "l"
MARK = "✓ "
# Each language by its own name; `auto` has none of its own.
_NAMES: dict[LanguageChoice, str] = {"hans": "中文简体", "hant": "中文繁體", "en": "English"}
# What may stand behind /lang, in lower case.
_WORDS: dict[LanguageChoice, str] = {
    "auto": "auto automatic 自动 自動",
    "hans": "zh hans zh-hans chinese simplified 中文 汉语 简体 简 简体中文 中文简体",
    "hant": "hant zh-hant traditional 繁體 繁体 繁 繁體中文 繁体中文 中文繁體 中文繁体",
    "en": "en english 英文 英语 英語",
}


async def choose_language(request: Request, services: Services) -> None:
    """Keep the language named behind /lang, or offer those there are."""
    members = Members(services.journal.db)
    word = request.addressed.text.lower().strip()
    choice = next((one for one, words in _WORDS.items() if word in words.split()), None)
    if choice is not None:
        members.choose(request.member, choice)
        frame = spoken_in(command_messages, _speech(choice, request.person))
        text = _chosen(choice, request.person)
    else:
        frame = spoken_in(command_messages, request)
        text = frame.unknown_tongue if word else frame.choose
    keyboard = _buttons(members.language_choice(request.member) if request.private else None, frame)
    await services.post.deliver(request.place, text, keyboard)


async def tap_language(
    query: CallbackQuery, parts: Sequence[str], services: Services
) -> str | None:
    """Keep the language whose button was tapped, for who tapped it: `l:CODE`."""
    choice = next((one for one in LANGUAGE_CHOICES if list(parts) == [one]), None)
    if choice is None:
        return None
    Members(services.journal.db).choose(services.alias(query.from_user.id), choice)
    text, message = _chosen(choice, query.from_user), query.message
    if message is not None and message.chat.type == message.chat.PRIVATE:
        frame = spoken_in(command_messages, _speech(choice, query.from_user))
        keyboard = _buttons(choice, frame)
        await services.post.show(message.chat.id, message.message_id, Formatted(text), keyboard)
    return text


def _chosen(choice: LanguageChoice, person: User | None) -> str:
    frame = spoken_in(command_messages, _speech(choice, person))
    return frame.chosen.format(choice=_NAMES.get(choice, frame.automatic))


def _speech(choice: LanguageChoice, person: User | None) -> Speech:
    return speech_of("", person, choice)


def _buttons(chosen: LanguageChoice | None, frame: CommandMessages) -> InlineKeyboardMarkup:
    """Return a button a language, in two rows; the chosen one is marked where nobody else looks."""
    buttons = [
        InlineKeyboardButton(
            (MARK if choice == chosen else "") + _NAMES.get(choice, frame.automatic),
            callback_data=f"{LANGUAGE_BUTTON}:{choice}",
        )
        for choice in LANGUAGE_CHOICES
    ]
    return InlineKeyboardMarkup([buttons[:2], buttons[2:]])
