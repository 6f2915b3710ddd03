"""Which word translates which, learnt from translated texts: IBM model 1 (Brown et al. 1993).

Every word of one side is explained by one word of the other (or by none); expectation maximisation
finds the probabilities under which the texts are likeliest (https://aclanthology.org/J93-2003/).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

ROUNDS = 8
# Counts added to the whole in the last round, so that a pair seen once is no certainty.
DOUBT = 0.1
NOBODY = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts of the same meaning, cut into words, and how much they count."""

    source: Sequence[str]
    target: Sequence[str]
    weight: float = 1.0

    def reversed(self) -> "Pair":
        """The other way round."""
        return Pair(self.target, self.source, self.weight)


def align(pairs: Sequence[Pair]) -> dict[tuple[str, str], float]:
    """Return the probability of a target word given a source word, for all that met in a pair.

    >>> learnt = align([Pair(["red", "car"], ["红", "车"]), Pair(["red"], ["红"])])
    >>> learnt["car", "车"] > learnt["car", "红"]
    True
    """
    sources: dict[str, int] = {NOBODY: 0}
    targets: dict[str, int] = {}
    meetings: list[tuple[int, int, int, float]] = []
    place = 0
    for pair in pairs:
        here = [0, *(sources.setdefault(word, len(sources)) for word in pair.source)]
        for word in pair.target:
            target = targets.setdefault(word, len(targets))
            meetings += [(source, target, place, pair.weight) for source in here]
            place += 1
    columns = [np.array(column) for column in zip(*meetings, strict=True)]
    probability, keys = _maximise(columns, len(targets))
    source_words, target_words = list(sources), list(targets)
    return {
        (source_words[key // len(targets)], target_words[key % len(targets)]): float(value)
        for key, value in zip(keys.tolist(), probability.tolist(), strict=True)
        if key >= len(targets)
    }


def _maximise(columns: list[np.ndarray], width: int) -> tuple[np.ndarray, np.ndarray]:
    source, target, place, weight = columns
    keys, which = np.unique(source.astype(np.int64) * width + target, return_inverse=True)
    owner = keys // width
    probability = np.ones(len(keys))
    for round_number in range(ROUNDS):
        share = probability[which]
        share = weight * share / np.bincount(place, share)[place]
        counts = np.bincount(which, share, minlength=len(keys))
        doubt = DOUBT if round_number == ROUNDS - 1 else 0.0
        probability = counts / (np.bincount(owner, counts)[owner] + doubt)
    return probability, keys
