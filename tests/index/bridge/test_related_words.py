"""Words that keep the same company."""

from pathlib import Path

import numpy as np
import pytest

from index.bridge.related_words import LEVELS, ROWS, WORDS, RelatedWords, open_related_words


@pytest.mark.parametrize(
    ("word", "related", "stranger"),
    [("获奖", "荣获", "退休"), ("慰问", "看望", "生产"), ("举办", "举行", "拖欠")],
)
def test_two_names_of_one_deed_are_nearer_than_two_deeds(
    word: str, related: str, stranger: str
) -> None:
    near, far = open_related_words().toward(
        open_related_words().together({word: 1.0}), [related, stranger]
    )

    assert near > far + 0.2


def test_an_unknown_word_keeps_no_company() -> None:
    together = open_related_words().together({"获奖": 1.0})

    unknown, itself = open_related_words().toward(together, ["没有这个词", "获奖"])

    assert unknown == 0.0
    assert itself == pytest.approx(1.0, abs=0.02)


def test_several_words_together_point_between_them() -> None:
    together = open_related_words().together({"获奖": 1.0, "荣誉": 1.0})

    assert np.linalg.norm(together) == pytest.approx(1.0, abs=1e-5)
    assert not open_related_words().together({"没有这个词": 1.0}).any()


def test_the_files_are_read_as_they_were_written(tmp_path: Path) -> None:
    import marisa_trie

    trie = marisa_trie.Trie(["甲", "乙"])
    trie.save(str(tmp_path / WORDS))
    rows = np.zeros((2, 2), np.int8)
    rows[trie["甲"]], rows[trie["乙"]] = (LEVELS, 0), (0, LEVELS)
    np.save(tmp_path / ROWS, rows)

    related: RelatedWords = open_related_words(tmp_path)

    assert related.toward(related.together({"甲": 1.0}), ["甲", "乙"]).tolist() == [1.0, 0.0]
