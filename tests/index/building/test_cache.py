"""Vectors are made once."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from index.building.cache import BATCH, embed, open_cache
from index.building.embedding import InProcess
from index.engines.encoder import Encoder, Vectors
from tests.index.fakes import CountingEncoder


def flipped(raw: bytes) -> bytes:
    """Turn bits in the middle of every value."""
    return raw[:8192] + bytes(one ^ 4 for one in raw[8192:])


def embedded(path: Path, encoder: Encoder, texts: Sequence[str]) -> tuple[Vectors, int]:
    with open_cache(path) as cache:
        batches = list(embed(cache, InProcess(encoder), texts))
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


def test_what_is_not_kept_is_forgotten_and_overwritten(tmp_path: Path) -> None:
    with open_cache(tmp_path / "cache") as cache:
        cache.put([(b"stays", "留下".encode()), (b"goes", "删除的文章".encode())])

        cache.keep({b"stays"})

        assert cache.get([b"stays", b"goes"]) == {b"stays": "留下".encode()}
    assert "删除的文章".encode() not in (tmp_path / "cache").read_bytes()


@pytest.mark.parametrize("damage", [lambda raw: raw[:5000], lambda raw: b"x" * len(raw), flipped])
def test_a_damaged_cache_only_forgets_and_is_replaced(
    tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    path = tmp_path / "cache"
    encoder = CountingEncoder()
    texts = [f"第{number}篇" for number in range(40)]
    embedded(path, encoder, texts)
    path.write_bytes(damage(path.read_bytes()))

    vectors, made = embedded(path, encoder, texts)
    embedded(path, encoder, texts)
    _, again = embedded(path, encoder, texts)

    assert made > 0
    assert np.array_equal(vectors, encoder.encode(texts))
    assert again == 0


def test_a_build_that_stops_half_way_keeps_the_batches_it_finished(tmp_path: Path) -> None:
    encoder = CountingEncoder()
    texts = [f"第{number}篇" for number in range(2 * BATCH)]
    with open_cache(tmp_path / "cache") as cache:
        next(embed(cache, InProcess(encoder), texts))

    _, made = embedded(tmp_path / "cache", encoder, texts)

    assert made == BATCH
