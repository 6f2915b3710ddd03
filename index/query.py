"""A question's words: what is asked about, without the words that only ask.

Left out: other languages than the corpus's (`index/bridge/translate.py`) and what kind of answer is
wanted (`bot/question/question.py`). Next: `index/search.py`.
"""

import re
from collections.abc import Iterable

from index.engines.lexical import WordGroup
from index.hit import Translation
from index.text.english import is_english
from index.text.words import bigrams, fold, words

# Words that turn a sentence into a question. They stand in the pages too, and drag up what is
# irrelevant: CMRC dev lexical recall@1 0.9525 with them, 0.9609 without
# (benchmarks/quality/__main__.py).
ASKING = re.compile(
    "为什么|什么样|[什甚]么|哪些|哪个|哪里|哪位|哪儿|哪|多少|怎么样|怎么|怎样|如何|为何|何时|何地|何|请问|是否|吗|呢|谁|几"
)
# What a member says around a question, at its beginning and at its end.
OPENING = re.compile(
    r"""
    ^(?: \s | [,，。!！、:：]
    | 你好 | 您好 | 请问 | 劳驾 | 麻烦 | 谢谢 | 一下(?!子) | 那个?(?=[,，])
    | (?:我|俺|咱)们?(?:就|还|也)?(?:想|要)(?:要|再)?(?:知道|问|了解|咨询|打听|查)
    | (?:请|帮我|帮忙|能不能|能否|可以|可否)+(?:告诉我|说说|讲讲|介绍|查查?|看看|问问?) | 告诉我
    | (?:有谁|谁|你们?|您|有没有人)(?:能?知道|晓得|清楚)(?=\w{0,60}(?:谁|哪|几|多少|什么|啥|怎|吗))
    | (?:hi|hello|hey|please|thanks)\b
    | (?:(?:can|could|would)\ you\ (?:please\ )?)?(?:tell\ me|let\ me\ know)\b(?:\ about\b)?
    | (?:can|could|would|do)\ you\ (?:please\ )?know\b
    | i(?:'d|\ would)?\ (?:like|want|need)\ to\ (?:know|ask|find\ out)\b(?:\ about\b)?
    | i(?:'m|\ am|\ was)\ wondering\b
    )+
    """,
    re.VERBOSE | re.IGNORECASE,
)
CLOSING = re.compile(
    r"(?<![\s?？!！。,，呀啊呢嘛哦哟啦噢])"
    r"(?:[\s?？!！。,，呀啊呢嘛哦哟啦噢]++|来着|谢谢|多谢|please|thanks){1,30}$",
    re.IGNORECASE,
)
# A name in both scripts, of which one is enough: Jiangyu (匠寓), 匠寓 (Jiangyu).
IN_BOTH = re.compile(
    r"\b[A-Z][a-z]+(?: [A-Z][a-z]+)? ?[（(]([一-鿿]+)[)）]"
    r"|([一-鿿]+) ?[（(][A-Z][a-z]+(?: [A-Z][a-z]+)?[)）]"
)
# Everyday words for asking, and the ones that print uses.
SPOKEN = (("为啥", "为什么"), ("啥", "什么"), ("甚么", "什么"), ("咋", "怎么"))
# Words that stand in nearly every sentence: they cost time and tell nothing.
FUNCTION_WORDS = frozenset("的了在是和与及或为对于由被把从到以有这那其之也都就而并等个")


def plain_question(question: str) -> str:
    """Return a question without the small talk around it, in the words of print.

    >>> plain("请问一下，他们领了啥呀？"), plain("Can you tell me who won?")
    ('他们领了什么?', 'who won?')

    A Chinese one is folded; any other keeps its capitals, which tell names. A question of nothing
    but small talk stays whole.
    """
    english = is_english(question)
    rest = without_small_talk(question if english else fold(question))
    rest = in_one_script(rest) if english else rest
    for spoken, printed in SPOKEN:
        rest = rest.replace(spoken, printed)
    return rest


def in_one_script(question: str) -> str:
    """Return an English question whose Chinese names stand there once, in their own script.

    >>> in_one_script("How far is Jiangyu (匠寓)?")
    'How far is 匠寓?'
    """
    return IN_BOTH.sub(lambda name: name[1] or name[2], question)


def without_small_talk(question: str) -> str:
    """Return a question as it is written, without the small talk around it.

    >>> bare("请问一下，石景山有几家驿站上榜呀？")
    '石景山有几家驿站上榜？'
    """
    whole = " ".join(question.split())
    rest = CLOSING.sub("", OPENING.sub("", whole))
    end = whole[-1] if whole.endswith(("?", "？")) else ""
    return rest + end if words(rest) else whole


def content(question: str) -> str:
    """Return the folded question without the words that only ask.

    >>> content("石景山区有多少个站点？")
    '石景山区有，个站点?'

    A question of nothing but such words stays whole.
    """
    folded = fold(plain_question(question))
    rest = ASKING.sub("，", folded)
    return rest if words(rest) else folded


def query_groups(question: str) -> list[WordGroup]:
    """Return a question in the corpus's own language as groups of one word or bigram each.

    >>> [group.into[0][0] for group in query_groups("慰问了哪些职工？")]
    ['慰问', '职工', '慰问', '问了', '职工']
    """
    asked = content(question)
    cut = dict.fromkeys(words(asked))
    telling = [word for word in cut if word not in FUNCTION_WORDS] or list(cut)
    pairs = dict.fromkeys(bigrams(asked))
    return [WordGroup(((word, 1.0),)) for word in telling] + [
        WordGroup(((pair, 1.0),), grams=True) for pair in pairs
    ]


def standing_in(found: Iterable[Translation]) -> list[WordGroup]:
    """Return what a thesaurus offers for words of a question as a group a word.

    >>> standing_in([Translation("辞退", (("解除劳动合同", 0.6),))])[0].into
    (('解除劳动合同', 0.6),)
    """
    return [WordGroup(one.into, translated=True) for one in found]
