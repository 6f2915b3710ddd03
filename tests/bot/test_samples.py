"""Sample questions: a member who taps one gets an answer."""

from dataclasses import replace

from bot.samples import samples
from tests.bot.answers import STATIONS, UNDATED, PaperDesk


def test_a_question_that_the_archive_does_not_answer_is_not_offered() -> None:
    configured = ("电话是多少？", "多少个站点？")

    assert samples(PaperDesk().ask, configured, (), "zh") == ("多少个站点？",)


def test_questions_in_the_member_s_language_come_first() -> None:
    configured = ("多少个站点？", "which stations?")

    assert samples(PaperDesk().ask, configured, (), "en") == ("which stations?", "多少个站点？")


def test_without_configured_questions_the_headlines_are_asked_about() -> None:
    offered = samples(PaperDesk().ask, (), (UNDATED, STATIONS), "zh")

    assert offered == (f"“{STATIONS.title}”说的是什么？",)


def test_a_headline_with_quotation_marks_gets_inner_ones() -> None:
    quoting = replace(STATIONS, title="石景山“暖心站点”近300个")

    assert samples(PaperDesk().ask, (), (quoting,), "zh") == (
        "“石景山‘暖心站点’近300个”说的是什么？",
    )


def test_three_are_enough() -> None:
    answerer = PaperDesk()
    configured = tuple(f"站点{number}？" for number in range(9))

    assert samples(answerer.ask, configured, (), "zh") == configured[:3]
    assert len(answerer.asked) == 3
