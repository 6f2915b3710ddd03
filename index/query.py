"""A question's words: what is asked about, without the words that only ask.

Left out: other languages than the corpus's (`index/bridge/translate.py`) and what kind of answer is
wanted (`bot/question/question.py`). Next: `index/search.py`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.engines.lexical import WordGroup
from index.hit import Translation
from index.text.english import is_english
from index.text.entries import PatternEntry, any_of, read_entries
from index.text.words import bigrams, fold, words

# What may stand before small talk at the end of a question, and in it.
_SOFT = r"\s?？!！。,，呀啊呢嘛哦哟啦噢"


@dataclass(frozen=True, slots=True)
class SmallTalk:
    """What says nothing of what is asked about.

    Attributes:
        opening: What a member says before a question.
        closing: And behind it.
        asking: Words that turn a sentence into a question. They stand in the pages too, and drag up
            what is irrelevant: CMRC dev lexical recall@1 0.9525 with them, 0.9609 without
            (benchmarks/quality/__main__.py).
    """

    opening: re.Pattern[str]
    closing: re.Pattern[str]
    asking: re.Pattern[str]


def read_small_talk(entries: Sequence[PatternEntry]) -> SmallTalk:
    """Return the patterns for small talk from their table."""
    closing = rf"(?<![{_SOFT}])(?:[{_SOFT}]++|{any_of(entries, 'closing')}){{1,30}}$"
    return SmallTalk(
        re.compile(f"^{any_of(entries, 'opening')}+", re.IGNORECASE),
        re.compile(closing, re.IGNORECASE),
        re.compile(any_of(entries, "asking")),
    )


ENTRIES = read_entries(Path(__file__).with_name("small_talk.tsv"))
SMALL_TALK = read_small_talk(ENTRIES)
# A name in both scripts, of which one is enough: Jiangyu (匠寓), 匠寓 (Jiangyu).
IN_BOTH = re.compile(
    r"\b[A-Z][a-z]+(?: [A-Z][a-z]+)? ?[（(]([一-鿿]+)[)）]"
    r"|([一-鿿]{1,20}) ?[（(][A-Z][a-z]+(?: [A-Z][a-z]+)?[)）]"
)
# Everyday words for asking, and the ones that print uses.
SPOKEN = (("为啥", "为什么"), ("啥", "什么"), ("甚么", "什么"), ("咋", "怎么"))
# Words that stand in nearly every sentence: they cost time and tell nothing.
FUNCTION_WORDS = frozenset("的了在是和与及或为对于由被把从到以有这那其之也都就而并等个")


def plain_question(question: str) -> str:
    """Return a question without the small talk around it, in the words of print.

    >>> plain_question("请问一下，他们领了啥呀？"), plain_question("Can you tell me who won?")
    ('他们领了什么?', 'who won?')

    A Chinese one is folded; any other keeps its capitals, which tell names. A question of nothing
    but small talk stays whole.
    """
    english = is_english(question)
    rest = without_small_talk(question if english else fold(question))
    return in_words_of_print(in_one_script(rest) if english else rest)


def in_words_of_print(question: str) -> str:
    """Return a question with the asking words of print for everyday ones.

    >>> in_words_of_print("那咋报名，要带啥")
    '那怎么报名，要带什么'
    """
    for spoken, printed in SPOKEN:
        question = question.replace(spoken, printed)
    return question


def in_one_script(question: str) -> str:
    """Return an English question whose Chinese names stand there once, in their own script.

    >>> in_one_script("How far is Jiangyu (匠寓)?")
    'How far is 匠寓?'
    """
    return IN_BOTH.sub(lambda name: name[1] or name[2], question)


def without_small_talk(question: str, talk: SmallTalk = SMALL_TALK) -> str:
    """Return a question as it is written, without the small talk around it.

    >>> without_small_talk("请问一下，石景山有几家驿站上榜呀？")
    '石景山有几家驿站上榜？'
    """
    whole = " ".join(question.split())
    rest = talk.closing.sub("", talk.opening.sub("", whole))
    end = whole[-1] if whole.endswith(("?", "？")) else ""
    return rest + end if words(rest) else whole


def content(question: str) -> str:
    """Return the folded question without the words that only ask.

    >>> content("石景山区有多少个站点？")
    '石景山区有，个站点?'

    A question of nothing but such words stays whole.
    """
    folded = fold(plain_question(question))
    rest = SMALL_TALK.asking.sub("，", folded)
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


def standing_in(translations: Iterable[Translation]) -> list[WordGroup]:
    """Return what a thesaurus offers for words of a question as a group a word.

    >>> standing_in([Translation("辞退", (("解除劳动合同", 0.6),))])[0].into
    (('解除劳动合同', 0.6),)
    """
    return [WordGroup(one.into, translated=True) for one in translations]
