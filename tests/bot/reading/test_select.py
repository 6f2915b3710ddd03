"""What is asked, which sentence answers, and how sure that is."""

import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.question.cues import WANTS
from bot.question.question import analyse, language_of
from bot.question.tags import names_in, tag_sentence
from bot.reading.confidence import DOUBTS
from bot.reading.features import FEATURES, Weights, evidence_rows
from bot.reading.network import SELECTOR, softmax
from bot.reading.select import QUOTE_LIMIT, THRESHOLD, lay_out, select
from corpus.article import Article
from corpus.passages import cut, sentences
from index.hit import Hit, Translation, Why

TEXT = (
    "大赛由市总工会主办，历时三个月。摄影大赛共收到29个基层工会推荐的近600幅作品。"
    "颁奖仪式5月8日在工人文化宫举行。李秀英凭借作品《晨光》获得一等奖。"
    "因为疫情，原定的外拍活动取消。"
)
PRINTED = Article("photo", "职工摄影大赛收官", TEXT)
HITS = [Hit(passage, 1.0, Why(lexical_score=5.0, lexical_rank=1)) for passage in cut(PRINTED)]


def idf(word: str, grams: bool = False, /) -> float:
    """Say how rare a word is, as an archive of this one text and nine others would."""
    return math.log(1 + 9.5 / 1.5) if word in TEXT else math.log(1 + 10.5 / 0.5)


@pytest.mark.parametrize(
    ("question", "want"),
    [
        ("谁到社区宣讲？", "person"),
        ("获奖者是哪位职工？", "person"),
        ("大赛什么时候举行？", "time"),
        ("颁奖仪式在哪里举行？", "place"),
        ("大赛收到多少幅作品？", "number"),
        ("大賽收到多少幅作品？", "number"),
        ("设了几个站点？", "number"),
        ("活动由哪个单位主办？", "organisation"),
        ("为什么取消外拍？", "reason"),
        ("这种驿站被称为什么？", "other"),
        ("什么是暖心驿站？", "definition"),
        ("职工怎样报名？", "manner"),
        ("Who gave the lecture?", "person"),
        ("When was the contest held?", "time"),
        ("Where did they meet?", "place"),
        ("How many works were received?", "number"),
        ("Which union organised it?", "organisation"),
        ("Why was the trip cancelled?", "reason"),
    ],
)
def test_the_asking_words_tell_the_kind_of_answer(question: str, want: str) -> None:
    assert analyse(question).want == want


@pytest.mark.parametrize(
    ("question", "several"),
    [
        ("哪些站点获奖？", True),
        ("“四型中心”是哪四型？", True),
        ("which stations won awards", True),
        ("What are the four types?", True),
        ("哪个站点获奖？", False),
        ("Which station won?", False),
    ],
)
def test_a_question_for_several_things_is_told(question: str, several: bool) -> None:
    assert analyse(question).wants_list == several


def test_a_question_in_either_script_has_the_same_words() -> None:
    simplified, traditional = analyse("劳动者获得了多少奖？"), analyse("勞動者獲得了多少獎？")

    assert simplified.groups == traditional.groups


def test_an_english_word_is_what_the_bridge_made_of_it() -> None:
    bridge = (Translation("works", (("作品", 1.0), ("工作", 0.4))),)

    groups = {group.word: group.into for group in analyse("How many works, Petric?", bridge).groups}

    assert [word for word, _ in groups["works"]] == ["作品", "工作"]
    assert groups["petric"] == (("petric", 1.0),)


def test_an_unlikely_translation_weighs_less_though_the_archive_has_no_better_one() -> None:
    bridge = (Translation("stations", (("驻扎", 1.0),)),)

    [group] = analyse("stations", bridge).groups

    assert group.into[0][1] < 1.0


def test_language_is_told_by_script() -> None:
    assert [language_of(text) for text in ("KN95口罩", "KN95 masks", "")] == ["zh", "en", "en"]


def test_kinds_of_things_are_seen_in_a_sentence() -> None:
    seen = tag_sentence("5月8日，李秀英在朝阳区收到600幅作品《晨光》。")

    assert (seen.days, seen.titles) == (2, 1)
    assert "600幅" in seen.amounts
    assert "朝阳区" in seen.places
    assert "李秀英" in seen.people
    assert names_in("2022年石景山区有几个站点") == ["石景山区", "2022年"]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("摄影大赛收到多少幅作品？", "近600幅"),
        ("谁获得了一等奖？", "李秀英"),
        ("颁奖仪式在哪里举行？", "工人文化宫"),
        ("颁奖仪式什么时候举行？", "5月8日"),
        ("外拍活动为什么取消？", "因为疫情"),
        ("大赛由谁主办？", "市总工会"),
    ],
)
def test_the_sentence_of_the_fitting_kind_is_quoted(question: str, answer: str) -> None:
    quote = select(analyse(question), HITS, idf)[0]

    assert answer in quote.text
    assert quote.end - quote.start <= QUOTE_LIMIT


def test_a_quote_is_a_run_of_whole_sentences() -> None:
    quote = select(analyse("谁获得了一等奖？"), HITS, idf)[0]

    spans = sentences(TEXT)
    assert quote.start in {span.start for span in spans}
    assert quote.end in {span.end for span in spans}


def test_a_question_about_something_else_is_less_sure() -> None:
    asked = select(analyse("摄影大赛收到多少幅作品？"), HITS, idf)[0]
    other = select(analyse("海淀区游泳馆的电话是多少？"), HITS, idf)[0]

    assert asked.confidence > 0.5 > other.confidence


def test_nothing_found_gives_no_quote() -> None:
    assert select(analyse("谁获得了一等奖？"), [], idf) == []


def test_the_stored_networks_read_the_rows_that_are_made() -> None:
    stored = json.loads(SELECTOR.read_text(encoding="utf-8"))

    assert tuple(stored["selector"]["inputs"]) == FEATURES
    assert tuple(stored["calibration"]["inputs"]) == DOUBTS
    assert SELECTOR.stat().st_size < 32_000


@given(st.text(max_size=120))
def test_any_question_has_a_kind_and_finite_evidence(question: str) -> None:
    asked = analyse(question)
    table = evidence_rows(asked, lay_out(HITS).blocks, Weights.of(asked, idf))

    assert asked.want in WANTS
    assert table.shape == (len(sentences(TEXT)), len(FEATURES))
    assert np.isfinite(table).all()


@given(st.lists(st.floats(-50, 50), min_size=1, max_size=9))
def test_shares_are_positive_and_add_up_to_one(scores: list[float]) -> None:
    shares = softmax(np.array(scores, dtype=np.float32))

    assert (shares >= 0).all()
    assert shares.sum() == pytest.approx(1.0, abs=1e-5)


def test_a_quote_without_the_kind_of_number_asked_for_is_hardly_sure() -> None:
    asked = analyse("摄影大赛的联系电话是多少？")

    quotes = select(asked, HITS, idf)

    assert quotes[0].confidence < THRESHOLD[asked.language]


def test_a_word_that_only_names_the_kind_of_answer_need_not_be_printed() -> None:
    plain, wordy = analyse("颁奖仪式在哪里？"), analyse("颁奖仪式的地点在哪里？")

    one, other = select(plain, HITS, idf)[0], select(wordy, HITS, idf)[0]

    assert other.text == one.text
    assert other.confidence >= THRESHOLD[wordy.language]


@pytest.mark.parametrize(
    ("question", "counted"),
    [
        ("多少名装修工讨回了欠薪？", "装修工"),
        ("How many delivery workers joined the union?", "workers"),
        ("高温津贴每月多少钱？", None),
        ("谁获奖了？", None),
    ],
)
def test_what_is_counted_is_told(question: str, counted: str | None) -> None:
    asked = analyse(question)

    assert (asked.counted.word if asked.counted else None) == counted


def test_who_has_a_name_of_two_characters_has_a_surname() -> None:
    found = names_in("乒乓球团体赛的亚军王伟")

    assert "王伟" in found
    assert "亚军" not in found
