"""The bridge's dictionary: its training in small, and the one that ships."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.bridge.glosses import Glosses, open_glosses
from index.text.english import STOP_WORDS, tokens, without_accents
from index.training.dictionary.alignment import Pair, align
from index.training.dictionary.forms import forms
from index.training.dictionary.lexicon import translations, write_tries
from index.training.dictionary.syllables import foreign_names, learn_syllables, readings
from index.training.material.senses import senses, surnames_in
from index.training.material.sources import Entry

ENTRIES = [
    Entry("站", "zhan4", ("station", "to stand", "CL:個|个[ge4]")),
    Entry("车站", "che1 zhan4", ("rail station", "bus stop")),
    Entry("工会", "gong1 hui4", ("labor union", "trade union", "CL:個|个[ge4]")),
    Entry("新闻", "xin1 wen2", ("news",)),
    Entry("新", "xin1", ("new", "newly")),
    Entry("赢", "ying2", ("to beat", "to win", "to profit")),
    Entry("全总", "quan2 zong3", ("abbr. for 中華全國總工會|中华全国总工会[Zhong1 hua2]",)),
    Entry("中华全国总工会", "", ("All-China Federation of Trade Unions (ACFTU)",)),
    Entry("韩", "Han2", ("Korea", "surname Han")),
    Entry("香港", "Xiang1 gang3", ("Hong Kong, special administrative region of the PRC",)),
]
SENTENCES = [("The station is new.", "车站是新的。"), ("They won.", "他们赢了。")]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Glosses:
    """Return a dictionary made of ten entries and two sentences."""
    folder = tmp_path_factory.mktemp("model")
    found = senses(ENTRIES)
    lemmas = forms(found)
    write_tries(folder, translations(found, SENTENCES, lemmas), lemmas)
    return open_glosses(folder)


def best(into: dict[str, float]) -> str:
    return max(into, key=into.__getitem__)


def test_a_plural_is_looked_up_as_its_singular(small: Glosses) -> None:
    assert small.of_word("stations") == small.of_word("station")
    assert best(small.of_word("stations")) in {"站", "车站"}


def test_an_irregular_past_is_looked_up_as_its_verb(small: Glosses) -> None:
    assert best(small.of_word("won")) == "赢"


def test_news_is_no_form_of_new(small: Glosses) -> None:
    assert best(small.of_word("news")) == "新闻"
    assert "新" not in small.of_word("news")


def test_a_british_spelling_is_looked_up_as_the_american_one(small: Glosses) -> None:
    assert best(small.of_phrase(["labour", "unions"])) == "工会"


def test_a_phrase_is_known_whole_in_any_form(small: Glosses) -> None:
    assert best(small.of_phrase(["trade", "unions"])) == "工会"
    assert small.of_phrase(["trade", "stations"]) == {}


def test_an_abbreviation_means_what_its_long_form_means(small: Glosses) -> None:
    phrase = ["all", "china", "federation", "trade", "unions"]

    content = [word for word in phrase if word not in STOP_WORDS]

    assert set(small.of_phrase(content)) == {"中华全国总工会", "全总"}


def test_a_place_is_known_without_its_description(small: Glosses) -> None:
    assert best(small.of_phrase(["hong", "kong"])) == "香港"


def test_an_unknown_word_becomes_nothing(small: Glosses) -> None:
    assert small.of_word("zyzzyva") == {}


def test_the_best_translation_of_every_word_weighs_one(small: Glosses) -> None:
    for word in ("station", "win", "new", "news"):
        assert max(small.of_word(word).values()) == 1.0


def test_surnames_are_those_that_the_dictionary_calls_so() -> None:
    assert surnames_in(ENTRIES) == {"韩"}


def test_measure_words_and_references_are_no_senses() -> None:
    texts = {sense.text for sense in senses(ENTRIES) if sense.word in {"站", "韩"}}

    assert texts == {("station",), ("to", "stand"), ("korea",)}


def test_alignment_tells_apart_what_always_meets() -> None:
    pairs = [Pair(["red", "car"], ["红", "车"]), Pair(["red"], ["红"]), Pair(["car"], ["车"])]

    learnt = align(pairs)

    assert learnt["red", "红"] > 0.8
    assert learnt["car", "车"] > 0.8


@given(
    st.lists(
        st.tuples(
            st.lists(st.sampled_from("abcd"), min_size=1), st.lists(st.sampled_from("甲乙丙丁"))
        ),
        min_size=1,
    ).filter(lambda pairs: any(target for _, target in pairs))
)
def test_alignment_gives_probabilities(pairs: list[tuple[list[str], list[str]]]) -> None:
    learnt = align([Pair(source, target) for source, target in pairs])

    totals = [sum(p for (word, _), p in learnt.items() if word == source) for source in "abcd"]

    assert all(0.0 <= total <= 1.0 + 1e-9 for total in totals)


def test_foreign_names_teach_which_letters_stand_for_which_syllable() -> None:
    entries = [
        Entry("柏林", "Bo2 lin2", ("Berlin, capital of Germany",)),
        Entry("都柏林", "Du1 bo2 lin2", ("Dublin, capital of Ireland",)),
        Entry("梅林", "Mei2 lin2", ("Merlin",)),
        Entry("天津", "Tian1 jin1", ("Tianjin",)),
    ]

    chances, kept = learn_syllables(foreign_names(entries, senses(entries)))

    assert {name.letters for name in kept} == {"berlin", "dublin", "merlin"}
    assert max(chances, key=lambda key: chances[key] if key[1] == "lin" else 0.0)[0] == "lin"


def test_a_character_is_read_as_the_dictionary_reads_it() -> None:
    assert readings(ENTRIES)["站"] == ["zhan"]


@given(st.text())
def test_tokens_are_lower_case_and_without_blanks(text: str) -> None:
    for token in tokens(text):
        assert token.text == token.text.lower()
        assert not any(letter.isspace() for letter in token.text)


@given(st.text())
def test_taking_accents_off_twice_changes_nothing_more(text: str) -> None:
    once = without_accents(text)

    assert without_accents(once) == once


def test_a_capital_marks_a_name_only_inside_the_sentence() -> None:
    assert [token.named for token in tokens("Which stations has Haidian?")] == [
        False,
        False,
        False,
        True,
    ]


def test_numbers_lose_the_commas_between_thousands() -> None:
    assert [token.text for token in tokens("1,400 transcripts, 20,000 items")] == [
        "1400",
        "transcripts",
        "20000",
        "items",
    ]


def test_the_dictionary_that_ships_is_small_and_knows_the_genre() -> None:
    folder = Path(__file__).parents[3] / "index" / "model"

    size = sum(path.stat().st_size for path in folder.glob("glosses*.marisa"))

    assert size < 4_000_000
    assert best(open_glosses().of_phrase(["trade", "unions"])) == "工会"


def test_a_form_of_another_form_keeps_its_own_meanings() -> None:
    founded = open_glosses().of_word("founded")

    assert "创建" in founded
    assert "发现" not in founded
