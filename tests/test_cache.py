"""Vectors are made once."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.cache import BATCH, embed
from index.encoder import Encoder, Vectors
from tests.fakes import CountingEncoder


def embedded(path: Path, encoder: Encoder, texts: Sequence[str]) -> tuple[Vectors, int]:
    batches = list(embed(path, encoder, texts))
    return np.concatenate([batch for batch, _ in batches]), sum(made for _, made in batches)


def test_the_second_time_only_the_new_text_is_embedded(tmp_path: Path) -> None:
    encoder = CountingEncoder()
    embedded(tmp_path / "cache", encoder, ["暖心驿站", "职工之家"])
    encoder.encoded.clear()

    vectors, made = embedded(tmp_path / "cache", encoder, ["职工之家", "摄影大赛", "暖心驿站"])

    assert encoder.encoded == ["摄影大赛"]
    assert made == 1
    assert np.array_equal(vectors, encoder.encode(["职工之家", "摄影大赛", "暖心驿站"]))


def test_a_text_that_stands_twice_is_embedded_once(tmp_path: Path) -> None:
    encoder = CountingEncoder()

    vectors, made = embedded(tmp_path / "cache", encoder, ["暖心驿站"] * 3)

    assert (made, len(vectors)) == (1, 3)


def test_another_model_shares_nothing(tmp_path: Path) -> None:
    embedded(tmp_path / "cache", CountingEncoder("one"), ["暖心驿站"])

    _, made = embedded(tmp_path / "cache", CountingEncoder("two"), ["暖心驿站"])

    assert made == 1


def test_what_a_build_does_not_use_is_forgotten(tmp_path: Path) -> None:
    encoder = CountingEncoder()
    embedded(tmp_path / "cache", encoder, ["留下", "删除"])
    embedded(tmp_path / "cache", encoder, ["留下"])

    _, made = embedded(tmp_path / "cache", encoder, ["留下", "删除"])

    assert made == 1


def test_a_build_that_stops_half_way_keeps_the_batches_it_finished(tmp_path: Path) -> None:
    encoder = CountingEncoder()
    texts = [f"第{number}篇" for number in range(2 * BATCH)]
    half = embed(tmp_path / "cache", encoder, texts)
    next(half)
    half.close()

    _, made = embedded(tmp_path / "cache", encoder, texts)

    assert made == BATCH
