"""The development sets, written down as BEIR folders, are read again as they were."""

from pathlib import Path

from benchmarks.quality.convert import write_set
from benchmarks.quality.sets import in_other_script, with_other_names
from index.evaluation.beir import read_beir
from index.evaluation.measures import JudgedQuestion
from tests.conftest import AWARD, PHOTO

ASKED = JudgedQuestion("q1", "2019年摄影大赛收到多少幅作品？", {"photo": 1}, ("600幅",))


def test_what_is_written_is_read_again_split_by_split(tmp_path: Path) -> None:
    none = JudgedQuestion("q2", "火星上的温度是多少？", {}, answerable=False)
    other = JudgedQuestion("q3", "哪里？", {"award": 1}, ("鲁谷",))

    write_set(tmp_path, [AWARD, PHOTO], {"test": [ASKED, none], "dev": [other]})

    found = read_beir(tmp_path, ["all"])
    assert found.sets == {"test": (ASKED, none), "dev": (other,)}
    assert [(one.id, one.title, one.text) for one in found.articles] == [
        (one.id, one.title, one.text) for one in (AWARD, PHOTO)
    ]


def test_a_question_goes_into_the_other_script_and_keeps_its_answers() -> None:
    there = in_other_script([ASKED], "s2t")[0]

    assert there.text == "2019年攝影大賽收到多少幅作品？"
    assert (there.id, there.answers, there.documents) == ("s2t-q1", ("600幅",), {"photo": 1})


def test_a_question_about_another_year_is_one_that_nothing_answers() -> None:
    swapped = with_other_names([ASKED, JudgedQuestion("q2", "谁？", {"photo": 1})])

    assert [one.id for one in swapped] == ["swapped-q1"]
    assert swapped[0].text != ASKED.text
    assert swapped[0].text.endswith("年摄影大赛收到多少幅作品？")
    assert not swapped[0].answerable
    assert not swapped[0].documents
