"""What the model is shown: pairs of texts by kind, and how often each kind is drawn."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from index.training.encoder.fit import Batch, ragged

BATCH = 1024
# Pieces of a text that are looked at; a passage of 400 characters has about 230.
LONGEST = 160


@dataclass(frozen=True, slots=True)
class PairKind:
    """Pairs of one kind, as folded texts.

    Attributes:
        name: For the progress bar.
        pairs: (anchor, partner).
        share: How often a batch is of this kind, relative to the others.
        keep: Least share of an anchor's pieces that is kept when it is drawn; 1 keeps all.
        weights: How often each pair is drawn; None means equally.
    """

    name: str
    pairs: Sequence[tuple[str, str]]
    share: float
    keep: float = 1.0
    weights: npt.NDArray[np.float64] | None = None


class Sampler:
    """Draws batches, each of one kind, so that the wrong answers in it are near misses."""

    def __init__(self, kinds: Sequence[PairKind], tokenizer: Tokenizer, seed: int) -> None:
        self._generator = np.random.default_rng(seed)
        self._kinds = kinds
        numbers: dict[str, int] = {}
        pairs = [_numbered(kind, numbers) for kind in kinds]
        self._texts = ragged(cut_texts(list(numbers), tokenizer))
        # A text without a known piece can be no partner.
        known = np.diff(self._texts.starts) > 0
        kept = [known[pair].all(axis=1) for pair in pairs]
        self._pairs = [pair[keep] for pair, keep in zip(pairs, kept, strict=True)]
        self._chances = [
            None if kind.weights is None else np.cumsum(kind.weights[keep])
            for kind, keep in zip(kinds, kept, strict=True)
        ]

    def batches(self, count: int) -> Iterator[tuple[str, Batch]]:
        """Yield so many batches with the names of their kinds."""
        shares = np.array([kind.share for kind in self._kinds])
        for choice in self._generator.choice(len(shares), count, p=shares / shares.sum()):
            yield self._kinds[choice].name, self._batch(choice)

    def _batch(self, choice: int) -> Batch:
        chances, pairs = self._chances[choice], self._pairs[choice]
        if chances is None:
            rows = self._generator.integers(len(pairs), size=BATCH)
        else:
            rows = np.searchsorted(chances, self._generator.random(BATCH) * chances[-1])
        left, right = pairs[rows].T
        anchors, keep = self._texts.take(left), self._kinds[choice].keep
        if keep < 1:
            anchors = anchors.thin(keep, self._generator)
        return Batch(anchors, self._texts.take(right), left, right)


def cut_texts(texts: list[str], tokenizer: Tokenizer) -> list[npt.NDArray[np.int64]]:
    """Return the ids of every text's first pieces, unknown ones left out."""
    unknown = tokenizer.get_vocab_size() - 1
    found = []
    for start in range(0, len(texts), 10_000):
        for encoding in tokenizer.encode_batch_fast(texts[start : start + 10_000]):
            ids = np.array(encoding.ids[:LONGEST], np.int64)
            found.append(ids[ids != unknown])
    return found


def _numbered(kind: PairKind, numbers: dict[str, int]) -> npt.NDArray[np.int64]:
    """Return a kind's pairs as numbers of texts; a text seen before keeps its number."""
    pairs = [[numbers.setdefault(text, len(numbers)) for text in pair] for pair in kind.pairs]
    return np.array(pairs, np.int64)
