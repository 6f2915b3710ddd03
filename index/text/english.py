"""English text to tokens, and the words that only hold a sentence together.

The same for the questions members ask and for the dictionary they are looked up in. Left out: which
form belongs to which word, and what a word means. Next: `index/bridge/glosses.py`.
"""

import re
import unicodedata
from dataclasses import dataclass

WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")
POSSESSIVE = re.compile(r"(?<!one)'s?$")
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
# Words that say nothing of what a page must hold: articles, pronouns, prepositions, auxiliaries.
STOP_WORDS = frozenset(
    """
    a an the of to in on at by for with from into onto upon as and or but nor if then than that
    this these those there here it its itself he him his himself she her hers herself they them
    their theirs themselves we us our ours you your yours i me my mine who whom whose which what
    when where why how be am is are was were been being do does did done doing have has had
    having will would shall should can could may might must not no so such too very also just
    only own same some any each every all both either neither few more most other others another
    much many out off about over under again once during before after above below between
    through while because until against one's oneself sb sth somebody something someone etc e.g
    i.e
    """.split()  # noqa: SIM905 - forty lines as a list
)


HAN = re.compile("[一-鿿]+")
ASKS_IN_CHINESE = re.compile("什么|啥|哪|多少|怎|咋|如何|几|谁|吗|呢|是否|何[时地处]")
# Words that an English sentence has at least beside each Chinese name in it, and one more.
BESIDE_HAN = 2


@dataclass(frozen=True, slots=True)
class Token:
    """One word of an English text.

    Attributes:
        text: Without accents, case or possessive: "worker" for "Worker’s".
        named: Whether it is written as names are, with a capital, and not only because a sentence
            begins with it.
    """

    text: str
    named: bool


def tokens(text: str) -> list[Token]:
    """Return the words of a text, in order.

    >>> [token.text for token in tokens("The workers’ café-bar, in Shijingshan")]
    ['the', 'workers', 'cafe', 'bar', 'in', 'shijingshan']
    """
    plain = THOUSANDS.sub("", without_accents(text).replace("’", "'"))
    return [
        Token(POSSESSIVE.sub("", match[0].lower()), match[0][0].isupper() and match.start() > 0)
        for match in WORD.finditer(plain)
    ]


def is_english(text: str) -> bool:
    """Say whether a text is asked in English, perhaps with a Chinese name in it.

    >>> is_english("How far is 匠寓 (Jiangyu) from the metro?"), is_english("KN95 口罩多少个？")
    (True, False)
    """
    if HAN.search(text) is None:
        return True
    spoken = [token.text for token in tokens(HAN.sub(" ", text))]
    enough = len(spoken) >= len(HAN.findall(text)) + BESIDE_HAN
    return enough and not STOP_WORDS.isdisjoint(spoken) and ASKS_IN_CHINESE.search(text) is None


def without_accents(text: str) -> str:
    """Return the text in one width and without marks above or below its letters.

    >>> without_accents("Göttingen ＫＮ95")
    'Gottingen KN95'
    """
    apart = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
