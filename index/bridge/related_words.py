"""Which words keep the same company: 获奖 with 评为, 慰问 with 走访.

A page seldom says a thing in the words of the question. Words that stand among the same other
words are often two names of one deed; `index/training/dictionary/related_words.py` counted that
over news and laws, and ships one short vector a word. Related is not equal (赢 keeps company with
输): who asks decides what a related word may stand for. Used by `index/bridge/neighbours.py` for
translations that the corpus does not have, and by `bot/lists/paraphrased.py`.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from marisa_trie import Trie

FOLDER = Path(__file__).parents[1] / "model"
WORDS, ROWS = "related_words.marisa", "related_words.npy"
# A row is a unit vector in whole numbers of 1/127.
LEVELS = 127

Rows = npt.NDArray[np.int8]
Floats = npt.NDArray[np.float32]


class RelatedWords:
    """The open vectors; immutable, and safe to use from several threads."""

    def __init__(self, words: "Trie", rows: Rows) -> None:
        """Keep the open files; row i belongs to the word with key i."""
        self._words = words
        self._rows = rows

    def toward(self, direction: Floats, words: Sequence[str]) -> Floats:
        """Return the cosine of each folded word with a unit vector from `together`.

        Returns:
            Shape `(len(words),)`, in [-1, 1]; 0 for an unknown word.
        """
        cosines: Floats = self._vectors(words) @ direction
        return cosines

    def nearest(self, directions: Floats, texts: Sequence[Iterable[str]]) -> Floats:
        """Return the best cosine of each text's folded words with each unit vector.

        Args:
            directions: Shape `(groups, dimension)`, from `together`.
            texts: The words of each; looked up all at once.

        Returns:
            Shape `(texts, groups)`, in [0, 1]; 0 where no word is known.
        """
        known = self._words.get
        keys = [[key for word in words if (key := known(word, -1)) >= 0] for words in texts]
        every, place = np.unique([key for own in keys for key in own], return_inverse=True)
        best: Floats = np.zeros((len(texts), len(directions)), np.float32)
        if not len(every):
            return best
        cosines = self._rows[every].astype(np.float32) @ directions.T.astype(np.float32) / LEVELS
        ends = np.cumsum([len(own) for own in keys])
        for row, (own, end) in enumerate(zip(keys, ends, strict=True)):
            best[row] = cosines[place[end - len(own) : end]].max(axis=0, initial=0.0)
        return best

    def rows(self, words: Sequence[str]) -> Rows:
        """Return the stored rows, shape `(len(words), dimension)`; zeros for an unknown word."""
        keys = [self._words.get(word, -1) for word in words]
        rows = self._rows[keys]
        rows[[place for place, key in enumerate(keys) if key < 0]] = 0
        return rows

    def together(self, words: Mapping[str, float]) -> Floats:
        """Return the direction of several weighted words: a unit vector, or zeros."""
        weights = np.array(list(words.values()), np.float32)
        total: Floats = weights @ self._vectors(list(words))
        length = np.float32(max(1e-12, float(np.linalg.norm(total))))
        return np.asarray(total / length, np.float32)

    def _vectors(self, words: Sequence[str]) -> Floats:
        vectors: Floats = self.rows(words).astype(np.float32)
        vectors /= LEVELS
        return vectors


@cache
def open_related_words(folder: Path = FOLDER) -> RelatedWords:
    """Open what `python -m index.training.dictionary.related_words` wrote, memory-mapped."""
    import marisa_trie

    rows = np.load(folder / ROWS, mmap_mode="r")
    # The same bytes of the file as a plain array: picking rows costs a third.
    return RelatedWords(marisa_trie.Trie().mmap(str(folder / WORDS)), rows.view(np.ndarray))
