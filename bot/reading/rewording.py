"""A question in the words of the passage beside it, before a language model reads the two.

Members say 辞退 where the paper printed 解除劳动合同, and 第20届 for 第二十届. The thesaurus knows
the one, numerals the other; the model need not guess either. A word that the passage has, too,
stays as it was typed. Used by `bot/reading/span_reader.py`. Left out: English questions, whose
words all differ from the print; the model was taught to read those.
"""

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
    told, put = fold(printed), fold(question)
    for one in stand_ins:
        word = next((other for other, _ in one.into if other in told), None)
        if word is not None and one.word not in told:
            put = put.replace(one.word, word, 1)
    put = respelt(put, told)
    return question if put == fold(question) else put
