"""The bridge over small corpora of its own: words, phrases, names, numbers."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article, Passage
from corpus.errors import IndexMismatchError
from index.bridge.names_by_sound import passages_with
from index.bridge.translate import LONGEST_QUESTION, Bridge, open_bridge, write_bridge
from index.engines.lexical import Lexical, open_lexical, write_lexical
from index.search import bridged_groups

Folders = Callable[[str], Path]

TEXTS = (
    "北京市总工会在石景山区建了六个驿站。",
    "天桥街道总工会主席韩志杰到福长街社区宣讲。",
    "佩特里奇是一名克罗地亚足球运动员。",
    "海淀职工摄影大赛收到600幅作品。",
    "2023年，他戴着KN95口罩坐地铁去上班。",
    "汉志不是人名，之杰也不是。",
)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Lexical:
    """Return the texts as a lexical index, one passage each."""
    return index(tmp_path_factory.mktemp("lexical"), TEXTS)


@pytest.fixture(scope="module")
def bridge(corpus: Lexical, tmp_path_factory: pytest.TempPathFactory) -> Bridge:
    """Return the bridge that ships, over the texts."""
    return over(corpus, tmp_path_factory.mktemp("bridge"))


@pytest.fixture(scope="module")
def find(corpus: Lexical, bridge: Bridge) -> Callable[[str], str]:
    """Return a function from an English question to the best text."""

    def first(question: str) -> str:
        groups = bridged_groups(bridge.translate(question))
        return TEXTS[corpus.search(groups, 1)[0].number]

    return first


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    """Return a function that makes a folder of that name."""

    def make(name: str) -> Path:
        (tmp_path / name).mkdir()
        return tmp_path / name

    return make


def index(folder: Path, texts: Sequence[str]) -> Lexical:
    passages = [Passage(Article(text, "", text), 0, len(text)) for text in texts]
    assert list(write_lexical(folder, passages))[-1] == len(texts)
    return open_lexical(folder)


def over(corpus: Lexical, folder: Path) -> Bridge:
    write_bridge(folder, corpus)
    return open_bridge(folder, corpus)


def into(bridge: Bridge, question: str) -> dict[str, dict[str, float]]:
    return {one.word: dict(one.into) for one in bridge.translate(question)}


def test_a_phrase_comes_whole_and_its_words_below_it(bridge: Bridge) -> None:
    made = into(bridge, "which photography competitions")

    assert "摄影" in made["photography"]
    assert "摄影大赛" not in made


def test_a_place_is_found_by_its_pinyin(bridge: Bridge) -> None:
    assert "石景山区" in into(bridge, "how many are there in Shijingshan?")["shijingshan"]
    assert "海淀" in into(bridge, "what did haidian receive?")["haidian"]


def test_a_person_is_found_by_his_pinyin_though_no_dictionary_has_him(bridge: Bridge) -> None:
    assert set(into(bridge, "Who is Han Zhijie?")["han zhijie"]) == {"韩志杰"}


def test_a_foreigner_is_found_by_how_the_name_sounds(bridge: Bridge) -> None:
    assert set(into(bridge, "Where was Petric born?")["petric"]) == {"佩特里奇"}


def test_numbers_and_latin_words_stay_as_they_are(bridge: Bridge) -> None:
    made = into(bridge, "KN95 in 2023, and 600 works")

    assert made["kn95"] == {"kn95": 1.0}
    assert made["2023"] == {"2023": 1.0}
    assert "600" in made["600"]


def test_a_number_in_words_is_looked_for_in_digits(folders: Folders) -> None:
    lexical = index(folders("lexical"), ["共6。", "共：六。"])

    made = into(over(lexical, folders("bridge")), "six of them")

    assert made["six"]["6"] == 1.0
    assert lexical.frequency("6") == 2


def test_a_month_and_its_day_are_looked_for_as_the_page_prints_them(folders: Folders) -> None:
    lexical = index(folders("lexical"), ["1月5日开幕。", "二〇二三年五月六日闭幕，涨了百分之五。"])

    made = into(over(lexical, folders("bridge")), "opened on January 5, 2023, up 5%")

    assert "1月" in made["january"]
    assert {"5日", "5%"} <= set(made["5"])
    assert "2023" in made["2023"]


def test_words_that_hold_a_sentence_together_are_left_out(bridge: Bridge) -> None:
    assert bridge.translate("who is it that has been there with them?") == ()


def test_every_question_finds_its_page(find: Callable[[str], str]) -> None:
    questions = (
        "What did the Beijing trade unions build in Shijingshan?",
        "Which chairman gave a talk in Fuchangjie?",
        "What is Petric’s nationality?",
        "How many works did the photography competition receive?",
        "Who took the subway with a mask?",
    )

    found = [find(question) for question in questions]

    assert found == list(TEXTS[: len(questions)])


def test_only_what_stands_in_the_corpus_is_offered(bridge: Bridge, corpus: Lexical) -> None:
    for one in bridge.translate("trade unions, football players, subway workers and Han Zhijie"):
        assert all(passages_with(word, corpus) for word, _ in one.into)


def test_a_corpus_of_nothing_offers_nothing(folders: Folders) -> None:
    bridge = over(index(folders("lexical"), ["。"]), folders("bridge"))

    assert bridge.translate("which stations won awards in Haidian?") == ()


@given(st.text())
def test_any_text_becomes_weights_between_zero_and_one(bridge: Bridge, text: str) -> None:
    for one in bridge.translate(text):
        assert one.into
        assert all(0.0 < weight <= 1.0 for _, weight in one.into)


@given(st.integers(0, 3 * LONGEST_QUESTION))
def test_a_long_question_is_cut_off(bridge: Bridge, words: int) -> None:
    made = bridge.translate("subway " * words)

    assert len(made) == min(words, LONGEST_QUESTION)


def test_a_run_of_letters_that_is_no_name_costs_little_time(bridge: Bridge) -> None:
    began = time.perf_counter()

    bridge.translate("a" * 2000 + " " + "xian" * 500)

    assert time.perf_counter() - began < 2.0


def test_a_neighbour_in_meaning_joins_what_the_dictionary_says(folders: Folders) -> None:
    lexical = index(folders("lexical"), ["驿站获评最美", "一线职工"])
    bridge = over(lexical, folders("bridge"))

    assert "一线" in into(bridge, "the frontline")["frontline"]
    assert "获评" in into(bridge, "who won?")["won"]


def test_a_bridge_of_another_model_is_refused(folders: Folders, corpus: Lexical) -> None:
    folder = folders("bridge")
    over(corpus, folder)
    (folder / "model.txt").write_text("other", "utf-8")

    with pytest.raises(IndexMismatchError, match="was built with the bundled model 'other'"):
        open_bridge(folder, corpus)
