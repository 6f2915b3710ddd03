"""Text to the bundled model's pieces: known words, and shorter words and characters between them.

A Unigram language model: of all the ways to cut a run of letters into known pieces, the likeliest
(Kudo 2018, https://arxiv.org/abs/1804.10959). The pieces are jieba's dictionary words with their
frequencies, so the cut is jieba's own, plus English words and parts of words.

The same model stands in `index/model/tokenizer.json`, where the Rust library `tokenizers` reads it.
Parsing that file takes half a second, opening the trie here takes none: a question is cut here, a
thousand passages there. Both give the same ids (`tests/index/engines/test_encoder.py`). Next:
`index/engines/bundled.py`.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from index.text.words import HAN, fold

if TYPE_CHECKING:
    from marisa_trie import Trie

TRIE_FILE = "pieces.marisa"
# Scores are thousandths of a natural logarithm, so that both cutters read the same numbers.
SCORE_UNIT = 1000
# What an unknown character costs below the rarest piece; fixed inside `tokenizers`.
UNKNOWN_PENALTY = 10.0
LATIN = "a-zß-öø-ɏ"
# Only what stands in these runs is looked at; punctuation and other scripts carry no meaning here.
RUN_PATTERN = f"[{HAN}]+|[{LATIN}]+(?:'[{LATIN}]+)*|[0-9]+"
RUN = re.compile(RUN_PATTERN)
CURLY_APOSTROPHE = "’"


def fold_for_pieces(text: str) -> str:
    """Return the text as the model was trained on it.

    >>> fold_for_pieces("The worker’s 驛站")
    "the worker's 驿站"
    """
    return fold(text).replace(CURLY_APOSTROPHE, "'")


class Pieces:
    """The vocabulary: pieces, their ids, and the likeliest cut.

    Ids are the trie's own, from 0; one more stands for any unknown character.
    """

    def __init__(self, trie: "Trie", scores: npt.NDArray[np.int16]) -> None:
        self._trie = trie
        self._scores = scores
        self._unknown_score = int(scores.min()) / SCORE_UNIT - UNKNOWN_PENALTY

    def __len__(self) -> int:
        return len(self._trie)

    def ids(self, text: str) -> list[int]:
        """Return the ids of the known pieces, in order; unknown characters are left out."""
        runs = RUN.findall(fold_for_pieces(text))
        return [piece for run in runs for piece in self._likeliest(run)]

    def strings(self, ids: Sequence[int]) -> list[str]:
        """Return the pieces behind some ids."""
        return [self._trie.restore_key(int(number)) for number in ids]

    def _likeliest(self, run: str) -> list[int]:
        """Return the ids on the path with the highest sum of scores (Viterbi)."""
        reached: list[tuple[float, int, int] | None] = [None] * (len(run) + 1)
        reached[0] = (0.0, 0, -1)
        for start in range(len(run)):
            self._extend(run, start, reached)
        path: list[int] = []
        end = len(run)
        while end > 0:
            _, end, piece = reached[end]  # type: ignore[misc]
            if piece >= 0:
                path.append(piece)
        return path[::-1]

    def _extend(self, run: str, start: int, reached: list[tuple[float, int, int] | None]) -> None:
        """Try every piece that begins at `start`; a character that is no piece is stepped over."""
        here = reached[start][0]  # type: ignore[index]
        options = [
            (start + len(piece), number, int(self._scores[number]) / SCORE_UNIT)
            for piece, number in self._trie.iter_prefixes_with_ids(run[start:])
        ]
        if all(end != start + 1 for end, _, _ in options):
            options.append((start + 1, -1, self._unknown_score))
        for end, number, score in options:
            best = reached[end]
            if best is None or here + score > best[0]:
                reached[end] = (here + score, start, number)


def open_pieces(folder: Path, scores: npt.NDArray[np.int16]) -> Pieces:
    """Open a model folder's vocabulary without reading it into memory."""
    import marisa_trie

    trie = marisa_trie.Trie()
    trie.mmap(str(folder / TRIE_FILE))
    return Pieces(trie, scores)
