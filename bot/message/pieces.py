"""A message's sentences and clauses, and which of them ask.

Next: `bot/message/read.py` decides which of them are questions.
"""

import re
from dataclasses import dataclass

from index.text.words import fold, is_han

# A sentence ends with its mark or its line; an English full stop needs a space after it and no
# capital letter alone before it ("J. Smith").
_SENTENCE = re.compile(
    r"[^。！？!?；;\n…]*?(?:[。！？!?；;\n…]+|(?<=[a-z0-9)]{2})\.(?=\s)|$)", re.DOTALL
)
# Commas and colons (but 7:30 is one); “罚几千 临沂” and “山东 级别” part what belongs together.
_GAP = re.compile(r"[，,]\s*|[：:](?!\d)\s*|[—–]{2,}\s*")
# Words that ask, in folded text; particles ask only at the end of a clause.
_ASKS_CHINESE = re.compile(
    r"什么|甚么|啥|哪|谁|(?<![这那好前后头十])几(?!乎|天前|年前|个月前|个字)|多少"
    r"|多[大高长久远重快宽深](?!时间都)|(?<!不)怎[么样]|咋|如何|为何|何时|何地|是否"
    r"|能不能|能否|可不可以|可以不可以|有没有|是不是|要不要|会不会|算不算|该不该|行不行"
    r"|[吗嘛么呢不伐](?=[?？。！!，,]*$| )|(?:地址|电话|号码|名字|名单|时间|价格)(?=[?？]*$)"
)
_ASKS_ENGLISH = re.compile(
    r"\b(?:who|whom|whose|what|which|when|where|why|how)\b"
    r"|^\W*(?:(?:and|so|but|also|please|then)\W+)*(?:is|are|was|were|do|does|did|can|could|will"
    r"|would|should|has|have|had|may|must|tell me|list|name)\b",
    re.IGNORECASE,
)
# What asks for a thing, in folded text; 几 of 几个月没发工资, 干了几年 may be any number.
_ASKS_FOR = re.compile(
    r"什么|甚么|啥|哪|谁|(?<=\w)(?<![了过好这那前后头十])几(?!乎|天前|年前|个月前|个字)|多少"
    r"|多[大高长久远重快宽深](?!时间都)|(?<!不)怎[么样]|咋|如何|为何|何时|何地"
)
_MARK = re.compile(r"[?？]\W*$")


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a message between two commas or colons.

    Attributes:
        start: Its first character, counted from 0 in the sentence.
        text: Its words and the mark that ends it.
        asks: Whether it holds a word or a mark that asks.
    """

    start: int
    text: str
    asks: bool


def message_sentences(text: str) -> list[str]:
    """Return the sentences of a message, each with its mark, none of them empty.

    >>> message_sentences("我是快递员。产假多少天？")
    ['我是快递员。', '产假多少天？']
    """
    cut = (match[0].strip() for match in _SENTENCE.finditer(text))
    return [sentence for sentence in cut if re.search(r"\w", sentence)]


def clauses(sentence: str) -> list[Clause]:
    """Return the clauses of a sentence, in order.

    >>> [(one.text, one.asks) for one in clauses("我是会员，产假多少天？")]
    [('我是会员，', False), ('产假多少天？', True)]
    """
    starts = [0, *(match.end() for match in _GAP.finditer(sentence))]
    ends = [*starts[1:], len(sentence)]
    texts = [(start, sentence[start:end]) for start, end in zip(starts, ends, strict=True)]
    return [Clause(start, text, asks(text)) for start, text in texts if text.strip()]


def asks_for(text: str) -> frozenset[str]:
    """Return the words in a Chinese text that ask for a thing, none that only ask whether.

    >>> sorted(asks_for("多少人参加，在哪里")), sorted(asks_for("要钱吗"))
    (['哪', '多少'], [])
    """
    return frozenset(match[0] for match in _ASKS_FOR.finditer(fold(text)))


def asks(text: str) -> bool:
    """Say whether a clause or a sentence has a word or a mark that asks."""
    if _MARK.search(text):
        return True
    chinese = is_han(text) and _ASKS_CHINESE.search(text) is not None
    return chinese or _ASKS_ENGLISH.search(text) is not None
