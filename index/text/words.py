"""Text to words: one folding and one cut, the same for documents and for questions.

Two views of a text are indexed side by side, because together they find more than either alone
(CMRC 2018 dev with 20,000 distractors, recall@1: dictionary words 0.948, with bigrams 0.963):

- *words*: jieba's dictionary cut with its hidden Markov model off, which makes it reproducible;
- *bigrams*: every pair of neighbouring Han characters, which finds what no dictionary has.

Numbers have one form in both (`index/text/numbers.py`), and a name or word that a line break, a
space or a middle dot cuts in two is whole in both.

`rjieba` (Rust) cuts; `jieba` gives the same words, 22 times slower, where rjieba has no wheel.
What comes next: `index/engines/lexical.py` ranks with these words.
"""

import operator
import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from types import ModuleType

from index.text.numbers import with_numbers
from index.text.numerals import FORMAL_SIGNS, HAN_NUMERALS, everyday

# What the manifest records: a generation cut otherwise does not fit a question cut like this.
CUTTER = (
    "jieba 0.42.1 dictionary, HMM off; Han bigrams; NFKC, lower case, OpenCC t2s characters; "
    "numbers in one form; nothing between Han characters"
)

WORD = re.compile(r"\w", re.UNICODE)
HAN = "㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff"
HAN_RUN = re.compile(f"[{HAN}]+")
RUN = re.compile(rf"[{HAN}]+|[^\W{HAN}_]+", re.UNICODE)
# Han characters of which none can be of a number: their pairs need no cut.
NO_NUMBER = re.compile(rf"(?:(?![{HAN_NUMERALS}{FORMAL_SIGNS}])[{HAN}])+")
# What stands inside a word or a name and is no part of it: the space of 王　伟, the end of a line
# inside 工会, the dot of 买买提·艾力, the spaces of 2023 年 1 月.
BREAK = re.compile(
    rf"""
    [\s·-] (?: (?<=[{HAN}][\s·]) [\s·]* | (?<=[{HAN}]-)\n\s* ) (?=[{HAN}])
    | [ ] (?: (?<=[{HAN}][ ]) [ ]* (?=[0-9]) | (?<=[0-9][ ]) [ ]* (?=[{HAN}]) )
    """,
    re.VERBOSE,
)
# Signs that look alike, beyond NFKC: middle dots and hyphens.
ALIKE = {ord(sign): "·" for sign in "‧•∙⋅・"} | {ord(sign): "-" for sign in "‐‑‒–−"}
# Half of a character, which no file of text holds, but what a member sends may; Rust takes none.
LONE_HALF, UNREADABLE = re.compile("[\ud800-\udfff]"), "\ufffd"
# Traditional characters stand in these blocks; the rest of Unicode has no simplified twin.
FOLDED_BLOCKS = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000), range(0xF900, 0xFB00))


def fold(text: str) -> str:
    """Return the text in one width, one case and one script.

    >>> fold("ＡＰＰ 勞動者")
    'app 劳动者'

    Full and half width by Unicode's NFKC, Traditional to Simplified a character at a
    time (OpenCC's t2s table), so that a question in either script finds pages in both.
    """
    return unicodedata.normalize("NFKC", text).lower().translate(_folded())


def words(text: str) -> list[str]:
    """Return the dictionary words of a text, folded, without punctuation; numbers in one form.

    >>> words("6家暖心驿站"), words("十八次")
    (['6', '6家', '暖', '心', '驿站'], ['十八次', '18', '18次'])
    """
    return views(text)[0]


def bigrams(text: str) -> list[str]:
    """Return pairs of neighbouring Han characters; other runs and lone characters stay whole.

    >>> bigrams("工会APP，好")
    ['工会', 'app', '好']
    """
    return views(text)[1]


# Translations come again and again, each as a word and as its bigrams.
@lru_cache(maxsize=16_384)
def bigrams_of(word: str) -> tuple[str, ...]:
    """Return the bigrams of one word, remembered."""
    folded = fold(word)
    return tuple(_pairs(folded) if NO_NUMBER.fullmatch(folded) else bigrams(word))


def views(text: str) -> tuple[list[str], list[str]]:
    """Return the words and the bigrams of a text: both for the price of one cut."""
    cut, written = with_numbers(_cutter()(everyday(unbroken(fold(text)))))
    pairs: list[str] = []
    for run in RUN.findall(written):
        pairs += _pairs(run)
    # `isalnum` answers for nearly every word, in a tenth of the time.
    return [word for word in cut if word.isalnum() or WORD.search(word)], pairs


def dictionary_cut(folded: str) -> list[str]:
    """Return the dictionary cut of a folded text: joined again, it is the text.

    >>> dictionary_cut("老板辞退我")
    ['老板', '辞退', '我']
    """
    return _cutter()(folded)


def unbroken(folded: str) -> str:
    """Return a folded text with nothing between Han characters that a word goes on over.

    >>> unbroken("王 伟，买买提·艾力，2023 年")
    '王伟，买买提艾力，2023年'
    """
    return BREAK.sub("", folded)


def is_han(text: str) -> bool:
    """Say whether any Chinese character stands in the text.

    >>> is_han("KN95 口罩"), is_han("KN95")
    (True, False)
    """
    return HAN_RUN.search(text) is not None


def _pairs(run: str) -> Iterable[str]:
    if len(run) == 1 or not HAN_RUN.match(run):
        return (run,)
    return map(operator.add, run, run[1:])


@cache
def _folded() -> dict[int, str]:
    """Return the characters that fold to another one, as `str.translate` wants them."""
    import opencc

    every = [chr(code) for block in FOLDED_BLOCKS for code in block]
    simple = opencc.OpenCC("t2s").convert("\n".join(every)).split("\n")
    return ALIKE | {
        ord(one): other
        for one, other in zip(every, simple, strict=True)
        if one != other and len(other) == 1
    }


@cache
def _cutter() -> Callable[[str], list[str]]:
    """Return the dictionary cut, HMM off: rjieba's, or jieba's where rjieba is missing."""
    try:
        cutter = rust_jieba()
    except ImportError:
        return _jieba_cutter()

    def cut(text: str) -> list[str]:
        try:
            return list(cutter.cut(text, False))
        except UnicodeEncodeError:
            return list(cutter.cut(LONE_HALF.sub(UNREADABLE, text), False))

    return cut


def rust_jieba() -> ModuleType:
    """Return rjieba with the dictionary that it loads when it is imported, for cutting and tagging.

    An instance of our own would load it again, another 90 ms.

    Raises:
        ImportError: There is no wheel for this machine.
    """
    import rjieba

    return rjieba


def _jieba_cutter() -> Callable[[str], list[str]]:
    import jieba

    cutter = jieba.Tokenizer()
    # Not `initialize`: its cache is unchecked marshal data where others can write.
    cutter.FREQ, cutter.total = cutter.gen_pfdict(cutter.get_dict_file())
    cutter.initialized = True
    return lambda text: list(cutter.cut(text, HMM=False))
