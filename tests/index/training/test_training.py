"""How the bundled model is made, on a handful of words: glosses, pieces, loop, folder."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.engines.bundled import load_bundled
from index.training.encoder.fit import Ragged, Trainer, ragged, rates
from index.training.encoder.lessons import passages, scenes
from index.training.encoder.pairs import PairKind, Sampler
from index.training.encoder.pseudo import Renderer
from index.training.encoder.ship import quantised, ship, shorten
from index.training.encoder.vocabulary import cutter, digit_pieces, inner_pieces, latin_pieces
from index.training.material.english import noun_forms, verb_forms
from index.training.material.glosses import glosses_of, inflections, lexicon
from index.training.material.pinyin import Speller
from index.training.material.sources import Entry, NewsStory

ENTRIES = [
    Entry("工会", "gong1 hui4", ("labor union", "trade union", "CL:個|个[ge4]")),
    Entry("站點", "zhan4 dian3", ("station (for buses)",)),
    Entry("赢", "ying2", ("to win", "variant of 贏|赢[ying2]")),
    Entry("刘", "Liu2", ("surname Liu",)),
    Entry("光明", "guang1 ming2", ("bright",)),
    Entry("丰台", "Feng1 tai2", ("Fengtai, an inner district of Beijing",)),
]
HAN = {
    "工会": -5000,
    "站点": -6000,
    "赢": -7000,
    "站": -8000,
    "点": -8000,
    "工": -8000,
    "会": -8000,
}
ROWS = st.lists(st.lists(st.integers(0, 9), max_size=6), min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("visit", ["visits", "visiting", "visited"]),
        ("win", ["wins", "winning", "won"]),
        ("stop", ["stops", "stopping", "stopped"]),
        ("carry", ["carries", "carrying", "carried"]),
        ("see", ["sees", "seeing", "saw", "seen"]),
        ("go", ["goes", "going", "went", "gone", "goes"]),
        ("rain", ["rains", "raining", "rained"]),
    ],
)
def test_a_verb_is_inflected(verb: str, forms: list[str]) -> None:
    assert verb_forms(verb) == forms


@pytest.mark.parametrize(
    ("noun", "forms"),
    [("station", ["stations"]), ("city", ["cities"]), ("news", []), ("policeman", ["policemen"])],
)
def test_a_noun_is_put_in_the_plural(noun: str, forms: list[str]) -> None:
    assert noun_forms(noun) == forms


def test_a_gloss_loses_remarks_measure_words_and_cross_references() -> None:
    glosses = [gloss.text for entry in ENTRIES for gloss in glosses_of(entry)]

    assert glosses[:4] == ["labor union", "trade union", "station", "win"]
    assert not any("surname" in gloss or "variant" in gloss for gloss in glosses)


def test_forms_are_made_of_the_word_that_carries_the_gloss() -> None:
    forms = inflections(lexicon(ENTRIES))

    assert forms["win"] == ("wins", "winning", "won")
    assert forms["union"] == ("unions",)
    assert "labor" not in forms


def test_names_are_spelt_as_english_writes_them() -> None:
    speller = Speller(ENTRIES)

    assert speller.person("刘光明") == "liu guangming"
    assert speller.place("丰台区") == "fengtai district"


def test_a_sentence_is_put_into_dictionary_english() -> None:
    meanings = lexicon(ENTRIES)
    renderer = Renderer(
        meanings, {}, Counter({"trade": 1000, "labor": 1000, "union": 1000}), seed=1
    )

    rendered = renderer.render(["工会", "2022", "，", "站点"])

    assert rendered in {"labor union 2022 station", "trade union 2022 station"}


def test_a_sentence_is_shown_with_its_passage_and_with_the_rest_of_it() -> None:
    story = NewsStory("标题", ("第一句话说的是工会的服务站点。第二句话说的是一线的户外职工。",))

    shown = list(scenes([story]))

    assert passages(story) == list(story.paragraphs)
    assert [one.sentence for one in shown] == [
        "第一句话说的是工会的服务站点。",
        "第二句话说的是一线的户外职工。",
    ]
    assert shown[0].rest == shown[1].sentence


@given(rows=ROWS, seed=st.integers(0, 99))
def test_thinning_keeps_order_and_leaves_something_of_every_row(
    rows: list[list[int]], seed: int
) -> None:
    packed = ragged([np.array(row, np.int64) for row in rows])

    thinned = packed.thin(0.2, np.random.default_rng(seed))

    for row, kept in zip(rows, unpacked(thinned), strict=True):
        rest = iter(row)
        assert bool(kept) == bool(row)
        assert all(one in rest for one in kept)


@given(rows=ROWS, choice=st.lists(st.integers(0, 5), max_size=6))
def test_rows_are_taken_in_the_order_asked_for(rows: list[list[int]], choice: list[int]) -> None:
    packed = ragged([np.array(row, np.int64) for row in rows])
    wanted = [number % len(rows) for number in choice]

    taken = packed.take(np.array(wanted, np.int64))

    assert unpacked(taken) == [rows[number] for number in wanted]


def test_words_that_are_shown_together_end_up_side_by_side(tmp_path: Path) -> None:
    scores = small_scores()
    tokenizer = cutter(scores)
    pairs = [("trade union", "工会"), ("station", "站点"), ("win", "赢"), ("worker", "工")]
    sampler = Sampler([PairKind("glosses", pairs, 1.0)], tokenizer, seed=1)
    trainer = Trainer(inner_pieces(tokenizer, {"station": ("stations",)}), 16, seed=1)

    losses = [
        trainer.step(batch, rate)
        for (_, batch), rate in zip(sampler.batches(60), rates(60, 0.05), strict=True)
    ]
    name = ship(tmp_path, tokenizer, scores, trainer.composed())

    model = load_bundled(tmp_path)
    stations, station, site, union = model.encode(["stations", "station", "站点", "工会"])
    assert losses[-1] < losses[0] / 2
    assert model.name == name
    # "stations" was never shown: it has its lemma's vector.
    np.testing.assert_allclose(stations, station, atol=0.02)
    assert station @ site > station @ union + 0.3


def test_shortening_by_rotation_keeps_what_lies_in_few_directions() -> None:
    generator = np.random.default_rng(1)
    flat = generator.normal(size=(50, 3)) @ generator.normal(size=(3, 16))
    vectors = flat.astype(np.float32)
    texts = ragged([np.array([row, (row + 1) % 50]) for row in range(50)])

    short = shorten(vectors, texts, 3)

    np.testing.assert_allclose(short @ short.T, vectors @ vectors.T, atol=1e-3)


@given(st.integers(0, 99))
def test_rounding_to_bytes_moves_no_number_by_more_than_half_a_level(seed: int) -> None:
    vectors = np.random.default_rng(seed).normal(size=(5, 8)).astype(np.float32)

    rows, scales = quantised(vectors)

    assert np.all(np.abs(rows * scales[:, None] - vectors) <= scales[:, None] * 0.5001)


def small_scores() -> dict[str, int]:
    latin = latin_pieces(
        ["trade union station win worker"] * 4, {"station": ("stations",)}, ["gong"]
    )
    return HAN | latin | digit_pieces()


def unpacked(rows: Ragged) -> list[list[int]]:
    ends = zip(rows.starts, rows.starts[1:], strict=False)
    return [rows.ids[start:end].tolist() for start, end in ends]
