"""What is never part of a question: addresses, mentions, emoji, signatures, forwards, quoted lines.

Each pattern below names a thing of the messenger, not of the language. Next:
`bot/message/pieces.py` cuts what is left.
"""

import re
import unicodedata

# https://a.cn/x, www.a.cn; an address ends before Chinese text.
_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]+", re.IGNORECASE)
# @小王, @gongda_bot; 小王 and 老李 end where a question may follow without a space.
_MENTION = re.compile(
    r"(?<![A-Za-z0-9_.])[@＠](?:[小老阿][一-鿿](?:师傅|姐|哥)?|[A-Za-z0-9_]+|[^\s，,。:：?？!！]{1,12}(?=[\s，,:：]|$))[,，:：]?"
)
# 发自我的iPhone, Sent from my Phone, Get Outlook for iOS: to the end of the line.
# Bounded, so that a message of nothing but 来自 is read at once.
_SIGNATURE = re.compile(
    r"(?:(?:发自|来自)(?:我的)?[ \w]{0,20}?"
    r"(?:iPhone|iPad|手机|客户端|微信|安卓|华为|小米|邮箱|平板)\w{0,20}"
    r"|\bsent (?:from|via) (?:my )?[\w ]{1,60}|\bget outlook for \w{1,20})[.。]?[ \t]*(?=\n|$)",
    re.IGNORECASE,
)
# Lines that quote or head another message: "> …", "转发自 张三：", "Forwarded from Wang".
_QUOTED_LINE = re.compile(
    r"^[ \t]*(?:[>＞|｜].*|-{2,}.*"
    r"|[【\[]?(?:转发(?:自|消息)?|转自|forwarded (?:from|message)|fwd?|re)"
    r"(?:[】\]]|[:：]|(?=[ \t])).{0,30})$",
    re.IGNORECASE | re.MULTILINE,
)
# The same before the words on their line: 转自“工友群”：产假多少天？
_QUOTED_HEAD = re.compile(
    r"^[ \t]*(?:转发自|转自|forwarded from|fwd from)[^:：\n]{1,24}[:：]",
    re.IGNORECASE | re.MULTILINE,
)
# What WeChat puts above a reply: 「name: words」 and a row of dashes.
_QUOTED_BLOCK = re.compile(
    r"^[ \t]*「[^」]{1,500}」[ \t]*\n[ \t]*(?:[-—–][ \t]?){3,}$", re.MULTILINE
)
# ？？？ says no more than ？, and "。。。" is one stop. Bounded, too.
_REPEATED = re.compile(
    r"([?？!！。，,；;~～、…])(?:\s*[?？!！。，,；;~～、…]){0,20}(?=\1)|([。…~～])[。…~～]+"
)
_QUESTION_MARKS = re.compile(r"(?<![?？!！。])[?？!！。]*[?？][?？!！。]+")
_HAS_WORD = re.compile(r"[^\W_]")
# What stands for an emoji; those between two words, and a space behind them, part the two.
_PICTURE = "\0"
_PARTED = re.compile(r"(?<=\w) ?\0{1,20} {1,9}(?=\w)")
# Joiners and selectors that belong to an emoji.
_INVISIBLE = "\u200b\u200c\u200d\ufeff\ufe0f\u2060"


def without_asides(text: str) -> str:
    """Return a message without what its messenger, and not its writer, put beside the words.

    >>> without_asides("@小王 石景山有几家驿站？？？ 🙏 https://a.cn/b")
    '石景山有几家驿站？'

    Where nothing would be left, or nothing is to be taken away, the message stays as it is.
    """
    rest = text
    for pattern in (_QUOTED_BLOCK, _QUOTED_HEAD, _QUOTED_LINE, _SIGNATURE, _ADDRESS, _MENTION):
        rest = pattern.sub(" ", rest)
    rest = "".join(_PICTURE if _is_picture(character) else character for character in rest)
    rest = _PARTED.sub("，", rest).replace(_PICTURE, " ")
    rest = _QUESTION_MARKS.sub(_one_mark, _REPEATED.sub(lambda run: run[2] or "", rest))
    if not _HAS_WORD.search(rest):
        return text
    return re.sub(r"[ \t　]+", " ", rest).strip()


def has_words(text: str) -> bool:
    """Say whether there is a letter or a digit in a text."""
    return _HAS_WORD.search(text) is not None


def _one_mark(run: re.Match[str]) -> str:
    return "？" if "？" in run[0] else "?"


def _is_picture(character: str) -> bool:
    return character in _INVISIBLE or unicodedata.category(character) in ("So", "Sk", "Cs")
