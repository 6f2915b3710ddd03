"""FAISS indexes on disk, exact and quantised."""

from pathlib import Path

import numpy as np
import pytest

from index.engines.dense import (
    FLAT,
    FLAT_LIMIT,
    RECALL,
    REFINE_FACTOR,
    open_dense,
    recall,
    structure_for,
    write_dense,
)
from index.engines.encoder import Vectors

CLUSTERS, DIMENSION = 40, 64
QUANTISED = structure_for(FLAT_LIMIT, DIMENSION)


def clustered(count: int) -> Vectors:
    """Return unit vectors around a few centres, as real texts lie."""
    random = np.random.default_rng(7)
    centres = random.normal(size=(CLUSTERS, DIMENSION))
    vectors = centres[random.integers(0, CLUSTERS, count)] + random.normal(
        scale=0.6, size=(count, DIMENSION)
    )
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors.astype(np.float32)


def test_the_structure_changes_where_the_exact_scan_grows_dear() -> None:
    assert structure_for(FLAT_LIMIT // 256, 256) == FLAT
    assert structure_for(FLAT_LIMIT // 256 + 1, 256) == "PQ128x4fs,Refine(Flat)"
    assert structure_for(FLAT_LIMIT, 77) == "PQ77x4fs,Refine(Flat)"


@pytest.mark.parametrize("structure", [FLAT, QUANTISED])
def test_nearest_neighbours_are_found(tmp_path: Path, structure: str) -> None:
    vectors = clustered(3000)
    write_dense(tmp_path / "v", vectors, structure)
    dense = open_dense(tmp_path / "v")

    shares = []
    for vector in clustered(3000)[:50]:
        exact = np.argsort(-(vectors @ vector))[:10]
        found = [hit.number for hit in dense.search(vector, 10)]
        shares.append(len(set(exact) & set(found)) / 10)

    assert np.mean(shares) >= 0.98


def test_a_score_is_the_cosine(tmp_path: Path) -> None:
    vectors = clustered(100)
    write_dense(tmp_path / "v", vectors, FLAT)
    dense = open_dense(tmp_path / "v")

    hits = dense.search(vectors[3], 5)
    again = dense.similarity(vectors[3], [hit.number for hit in hits])

    assert hits[0].number == 3
    assert again == pytest.approx([hit.score for hit in hits], abs=1e-5)


def test_an_open_index_answers_after_its_file_is_gone(tmp_path: Path) -> None:
    vectors = clustered(100)
    write_dense(tmp_path / "v", vectors, FLAT)
    dense = open_dense(tmp_path / "v")

    (tmp_path / "v").unlink()

    assert dense.search(vectors[5], 1)[0].number == 5


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    write_dense(tmp_path / "v", np.zeros((0, DIMENSION), dtype=np.float32), FLAT)

    assert open_dense(tmp_path / "v").search(clustered(1)[0], 10) == []


def test_the_recall_is_told_and_the_refining_pass_looks_further_until_it_is_good(
    tmp_path: Path,
) -> None:
    random = np.random.default_rng(1)
    vectors = random.normal(size=(4000, 16)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    asked = vectors[:100] @ np.linalg.qr(random.normal(size=(16, 16)))[0].astype(np.float32)

    told = write_dense(tmp_path / "v", vectors, "PQ8x4fs,Refine(Flat)", asked)
    dense = open_dense(tmp_path / "v")

    assert told >= RECALL
    assert recall(dense, vectors, asked) == told
    assert dense.refine_factor > REFINE_FACTOR


def test_the_exact_structure_finds_all(tmp_path: Path) -> None:
    vectors = clustered(500)

    assert write_dense(tmp_path / "v", vectors, FLAT, clustered(20)) == 1.0
    assert recall(open_dense(tmp_path / "v"), vectors, clustered(20)) == 1.0


@pytest.mark.parametrize("structure", [FLAT, QUANTISED])
def test_vectors_come_back_bit_by_bit(tmp_path: Path, structure: str) -> None:
    vectors = clustered(300)
    write_dense(tmp_path / "v", vectors, structure)
    dense = open_dense(tmp_path / "v")

    rows = dense.rows(np.array([299, 3, 3]))

    assert dense.exact
    assert np.array_equal(rows, vectors[[299, 3, 3]])
