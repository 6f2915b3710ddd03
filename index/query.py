"""A question's words: what is asked about, without the words that only ask.

Left out: other languages than the corpus's (`index/bridge.py`) and what kind of answer is wanted
(`bot/question.py`). Next: `index/search.py`.
"""

import re

from index.lexical import Group
from index.words import bigrams, fold, words

# Words that turn a sentence into a question. They stand in the pages too, and drag up what is
# irrelevant: CMRC dev lexical recall@1 0.9525 with them, 0.9609 without (benchmarks/quality.py).
ASKING = re.compile(
    "为什么|什么样|[什甚]么|哪些|哪个|哪里|哪位|哪儿|哪|多少|怎么样|怎么|怎样|如何|为何|何时|何地|何|请问|是否|吗|呢|谁|几"
)
# Words that stand in nearly every sentence: they cost time and tell nothing.
FUNCTION_WORDS = frozenset("的了在是和与及或为对于由被把从到以有这那其之也都就而并等个")


def content(question: str) -> str:
    """Return the folded question without the words that only ask.

    >>> content("石景山区有多少个站点？")
    '石景山区有，个站点?'

    A question of nothing but such words stays whole.
    """
    folded = fold(question)
    rest = ASKING.sub("，", folded)
    return rest if words(rest) else folded


def groups_of(question: str) -> list[Group]:
    """Return a question in the corpus's own language as groups of one word or bigram each.

    >>> [group.into[0][0] for group in groups_of("慰问了哪些职工？")]
    ['慰问', '职工', '慰问', '问了', '职工']
    """
    asked = content(question)
    cut = dict.fromkeys(words(asked))
    telling = [word for word in cut if word not in FUNCTION_WORDS] or list(cut)
    pairs = dict.fromkeys(bigrams(asked))
    return [Group(((word, 1.0),)) for word in telling] + [
        Group(((pair, 1.0),), grams=True) for pair in pairs
    ]
