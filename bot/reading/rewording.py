"""A question in the words of the passage beside it, before a language model reads the two.

Members say 辞退 where the paper printed 解除劳动合同, and 第20届 for 第二十届. The thesaurus knows
the one, numerals the other; the model need not guess either. A word that the passage has, too,
stays as it was typed. Used by `bot/reading/span_reader.py`. Left out: English questions, whose
words all differ from the print; the model was taught to read those.
"""

import re
from collections.abc import Sequence

from bot.reading.numbered import respelt
from index.hit import Translation
from index.text.words import fold


def in_words_of(printed: str, question: str, stand_ins: Sequence[Translation]) -> str:
    """Return a Chinese question as the passage would put it; itself where nothing is put otherwise.

    Args:
        printed: Headline and text of the passage.
        question: As it was typed.
        stand_ins: Its words with what stands for them in the archive, best first.

    >>> in_words_of("工会代表大会", "开职代会吗", [Translation("职代会", (("代表大会", 0.6),))])
    '开代表大会吗'
    """
    told, asked = fold(printed), fold(question)
    words = {
        one.word: next((other for other, _ in one.into if other in told), one.word)
        for one in stand_ins
        if one.word not in told
    }
    # All at once: what is put in is not changed again.
    typed = re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)")
    put = respelt(typed.sub(lambda match: words[match[0]], asked), told)
    return question if put == asked else put
