"""A follow-up is not answered by what answered the question before it."""

from collections.abc import Mapping, Sequence

import pytest

from bot.followups.not_again import NotAgain
from bot.followups.turn import Turn
from bot.question.question import Question, analyse
from bot.reading.features import Idf
from bot.reading.reader import Quote
from bot.reply import Language
from corpus.article import Article
from corpus.passages import cut
from index.hit import Hit, Why

ARTICLE = Article("prizes", "征照片", "一等奖1名，奖金2000元；二等奖3名，奖金各1000元。")
SAID = ARTICLE.text.index("2000元")


def evenly(word: str, grams: bool = False, /) -> float:
    return 1.0


class Pointing:
    """Points at the first prize, whatever is asked."""

    name = "pointing"
    passages = 1
    thresholds: Mapping[Language, float] = {"zh": 0.5, "en": 0.5}

    def read(self, question: Question, hits: Sequence[Hit], idf: Idf, /) -> list[Quote]:
        """Return the one quote."""
        return [Quote(hits[0], 0, len(ARTICLE.text), 1.0, 0.9, (SAID, SAID + 5))]


@pytest.mark.parametrize(
    ("meant", "own", "answer", "stays"),
    [
        ("摄影比赛特等奖奖金多少", "特等奖", "2000元", False),
        ("摄影比赛二等奖奖金多少", "二等奖", "2000元", True),
        ("摄影比赛特等奖奖金多少", "特等奖", "1000元", True),
        ("摄影比赛一等奖奖金到底多少", "到底多少", "2000元", True),
    ],
)
def test_the_same_words_answer_again_only_beside_what_is_asked_now(
    meant: str, own: str, answer: str, stays: bool
) -> None:
    turn = Turn("摄影比赛一等奖奖金多少", ARTICLE.text, ARTICLE.text, answer=answer)
    hits = [Hit(cut(ARTICLE)[0], 1.0, Why())]

    quotes = NotAgain(Pointing(), turn, own).read(analyse(meant), hits, evenly)

    assert bool(quotes) == stays


def test_a_sentence_quoted_beside_it_makes_no_other_answer_of_it() -> None:
    before = f"{ARTICLE.text}入选作品展出两周。"
    turn = Turn("摄影比赛一等奖奖金多少", before, before, answer="2000元")
    hits = [Hit(cut(ARTICLE)[0], 1.0, Why())]

    reads = NotAgain(Pointing(), turn, "特等奖")

    assert reads.read(analyse("摄影比赛特等奖奖金多少"), hits, evenly) == []
