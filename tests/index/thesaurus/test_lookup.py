"""Which words of a question have others in the archive."""

from pathlib import Path

import pytest

from index.thesaurus.lookup import WEIGHTS, StandIns, Thesaurus, open_thesaurus, to_lines

ENTRIES = [
    ("老板", StandIns("bundled", ("用人单位", "公司"))),
    ("辞退", StandIns("bundled", ("解除劳动合同",))),
    ("辞退", StandIns("editors", ("解聘", "解除劳动合同"))),
    ("国家", StandIns("bundled", ("我国",))),
    ("打工的人", StandIns("bundled", ("劳动者",))),
    ("打工", StandIns("bundled", ("务工",))),
]


@pytest.fixture
def thesaurus(tmp_path: Path) -> Thesaurus:
    (tmp_path / "thesaurus.tsv").write_text(to_lines(ENTRIES), encoding="utf-8")
    return open_thesaurus(tmp_path / "thesaurus.tsv")


def found(thesaurus: Thesaurus, question: str) -> dict[str, dict[str, float]]:
    return {one.word: dict(one.into) for one in thesaurus.of(question)}


def test_words_are_found_in_the_order_of_the_question(thesaurus: Thesaurus) -> None:
    assert list(found(thesaurus, "老闆辭退我怎麼辦？")) == ["老板", "辞退"]


def test_the_editors_word_counts_more_than_ours(thesaurus: Thesaurus) -> None:
    own, ours = WEIGHTS["editors"], WEIGHTS["bundled"]

    assert found(thesaurus, "老板会不会辞退我") == {
        "老板": {"用人单位": ours, "公司": ours},
        "辞退": {"解聘": own, "解除劳动合同": own},
    }


def test_the_longest_word_counts_and_nothing_inside_it(thesaurus: Thesaurus) -> None:
    assert list(found(thesaurus, "打工的人有什么保险")) == ["打工的人"]


@pytest.mark.parametrize("question", ["中国家庭有多少", "", "？？", "who won"])
def test_a_word_that_begins_or_ends_inside_another_is_none(
    thesaurus: Thesaurus, question: str
) -> None:
    assert thesaurus.of(question) == ()


def test_what_the_question_says_itself_is_not_offered(thesaurus: Thesaurus) -> None:
    assert found(thesaurus, "老板是公司的吗") == {"老板": {"用人单位": WEIGHTS["bundled"]}}


def test_a_generation_from_before_there_was_a_thesaurus_has_no_words(tmp_path: Path) -> None:
    assert len(open_thesaurus(tmp_path / "thesaurus.tsv")) == 0
