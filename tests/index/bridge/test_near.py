"""Neighbours of a word among the words of a corpus: one look, or two."""

from pathlib import Path

import pytest

from index.bridge.neighbours import open_neighbours, write_neighbours
from index.engines.bundled import load_bundled

ASKED = ["station", "won", "teacher", "bus", "hospital"]


def test_a_first_look_finds_nearly_all_that_a_full_one_does(
    tmp_path: Path,
) -> None:
    encoder = load_bundled()
    words = encoder.vocabulary.strings(range(0, len(encoder.vocabulary), 20))
    for name, least in (("all", 10**9), ("rough", 1)):
        (tmp_path / name).mkdir()
        write_neighbours(tmp_path / name, words, encoder, many=least)

    exact, rough = (
        [open_neighbours(tmp_path / name, encoder).of_word(word) for word in ASKED]
        for name in ("all", "rough")
    )

    pairs = [(one, word) for one in range(len(ASKED)) for word in exact[one]]
    kept = [(one, word) for one, word in pairs if word in rough[one]]
    assert len(kept) >= 0.9 * len(pairs) > 0
    assert all(rough[one][word] == pytest.approx(exact[one][word], abs=1e-4) for one, word in kept)
