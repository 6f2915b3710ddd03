"""The menus of commands and the words on the bot's profile, which Telegram shows beside its button.

In Chinese where the member's Telegram is Chinese, else in English. An administrator sees three
commands more, in their private chat only.
"""

import logging
from typing import Any

from telegram import (
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.reply import Language
from corpus.config import Settings

log = logging.getLogger(__name__)

# Command, what it does in Chinese, and in English.
MEMBERS = (
    ("latest", "最新一期有什么", "What is in the newest issue"),
    ("why", "上一个答案是怎样找到的", "How the last answer was found"),
    ("new", "换个话题，忘掉前面的问题", "Start anew, forget earlier questions"),
    ("cancel", "取消还没开始查的问题", "Drop questions not yet begun"),
    ("sources", "收录了哪些报纸", "Which papers I have read"),
    ("lang", "用简体、繁體还是英文答复", "Reply in Chinese or English"),
    ("help", "怎样提问", "How to ask"),
    ("privacy", "怎样对待您的提问", "What happens to your questions"),
    ("forget", "删掉有关您的内容", "Erase what I hold about you"),
    ("start", "几个可以直接点的问题", "A few questions to tap"),
)
ADMINISTRATORS = (
    ("stats", "提问、没答上的问题、快慢", "Questions, unanswered ones, speed"),
    ("members", "谁可以提问，谁在等待", "Who may ask, and who waits"),
    ("rebuild", "重新建立索引", "Build the index again"),
    ("reload", "重新读取设置", "Read the settings again"),
)
GROUPS = (
    ("ask", "提问：/ask 您的问题", "Ask: /ask your question"),
    *(entry for entry in MEMBERS if entry[0] not in ("start", "forget")),
)
# On the profile, and before the first message: 120 and 512 characters at most.
SHORT_DESCRIPTION = {
    "zh": "工会报纸的问答机器人：用中文或英文提问，每个答案都附上报上的原文和出处。",
    "en": "Answers from the union's newspaper in Chinese or English, proven by the printed words.",
}
LONG_DESCRIPTION = {
    "zh": (
        "您好，我是“工答”，工会报纸的问答机器人。\n\n"
        "请直接用中文或英文提问，比如谁获了奖、活动在哪里、有多少人参加。"
        "我只引用报上的原文，并写明哪一天、第几版；报上没有写的，我会直说。\n\n"
        "点下面的按钮开始。"
    ),
    "en": (
        "Hello, I am Gongda. I answer questions from the union's newspaper.\n\n"
        "Ask in Chinese or English: who won, where it was, how many took part. I only quote what "
        "was printed, with the day and the page, and say so when the paper has nothing on it.\n\n"
        "Tap the button below to start."
    ),
}
_LANGUAGES: tuple[tuple[Language, str | None], ...] = (("en", None), ("zh", "zh"))


async def set_menus(bot: ExtBot[Any], settings: Settings) -> None:
    """Tell Telegram the menus and the words on the profile; what fails is logged, and no more."""
    log.info("answering as @%s", bot.bot.username)
    private, groups = BotCommandScopeAllPrivateChats(), BotCommandScopeAllGroupChats()
    try:
        await _offer(bot, private, MEMBERS)
        await _offer(bot, groups, GROUPS)
        for language, code in _LANGUAGES:
            await bot.set_my_short_description(SHORT_DESCRIPTION[language], language_code=code)
            await bot.set_my_description(LONG_DESCRIPTION[language], language_code=code)
    except TelegramError as error:
        log.warning("the menus could not be set: %s", error)
    for admin in settings.bot.telegram.admins:
        try:
            await _offer(bot, BotCommandScopeChat(admin), (*ADMINISTRATORS, *MEMBERS))
        except TelegramError as error:
            log.warning("an administrator has no menu; have they pressed Start? %s", error)


async def _offer(
    bot: ExtBot[Any], scope: BotCommandScope, entries: tuple[tuple[str, str, str], ...]
) -> None:
    for language, code in _LANGUAGES:
        commands = [(name, zh if language == "zh" else en) for name, zh, en in entries]
        await bot.set_my_commands(commands, scope=scope, language_code=code)
