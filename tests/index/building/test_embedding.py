"""Whoever embeds: the same vectors, in order, a few batches ahead."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from corpus.config import IndexSettings
from corpus.errors import WorkersError
from index.building.embedding import Embedding, open_embedding
from index.building.on_ray import RayEmbedding
from tests.index.building.clusters import by_ray, needed

BATCHES = [["六家驿站获评最美", "摄影大赛"], [], ["慰问一线职工"], ["a bus driver"] * 3] * 3
WORKERS = 2


RAY = pytest.param("ray", marks=needed)
only_ray = pytest.mark.parametrize("embedding", [RAY], indirect=True)


@pytest.fixture(scope="module", params=["here", RAY])
def embedding(request: pytest.FixtureRequest) -> Iterator[Embedding]:
    """Give each who embeds, once."""
    here = IndexSettings(encoder="bundled-static")
    with open_embedding(here if request.param == "here" else by_ray(here, WORKERS)) as embedding:
        yield embedding


def workers_of_ray() -> list[int]:
    """Return the ids of the processes that embed for this one."""
    return [
        int(place.name)
        for place in Path("/proc").iterdir()
        if place.name.isdigit()
        and (place / "cmdline").read_bytes().startswith(b"ray::RemoteEncoder")
        and os.getpid() in ancestors(int(place.name))
    ]


def ancestors(process: int) -> Iterator[int]:
    while process > 1:
        told = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2]
        process = int(told.split()[1])
        yield process


def test_the_vectors_are_those_of_the_encoder_in_order(embedding: Embedding) -> None:
    made = list(embedding.vectors(BATCHES))

    assert [len(vectors) for vectors in made] == [len(batch) for batch in BATCHES]
    for batch, vectors in zip(BATCHES, made, strict=True):
        assert np.array_equal(vectors, embedding.encoder.encode(batch))


def test_few_batches_are_taken_before_their_turn(embedding: Embedding) -> None:
    taken: list[int] = []

    def batches() -> Iterator[list[str]]:
        for number in range(40):
            taken.append(number)
            yield [f"第{number}篇"]

    next(iter(embedding.vectors(batches())))

    assert len(taken) <= 2 * WORKERS


@only_ray
def test_workers_that_die_cost_what_they_had_in_hand(embedding: Embedding) -> None:
    batches = [[f"第{number}篇", "工会"] for number in range(12)]

    made = embedding.vectors(batches)
    first = next(made)
    killed = workers_of_ray()
    for process in killed:
        os.kill(process, signal.SIGKILL)
    rest = list(made)

    assert len(killed) == WORKERS
    assert {*killed}.isdisjoint(workers_of_ray())
    for batch, vectors in zip(batches, [first, *rest], strict=True):
        assert np.array_equal(vectors, embedding.encoder.encode(batch))


@only_ray
def test_workers_that_do_not_start_in_time_are_told(embedding: RayEmbedding) -> None:
    with pytest.raises(WorkersError, match=r"of 2 workers.* 0 s\n.*index\.ray\.workers to fewer"):
        embedding.wait(0)
