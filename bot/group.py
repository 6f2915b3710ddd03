"""One word of a question, and the words of the archive that stand for it.

A Chinese word stands for itself, an English one for its translations (`bot/group_english.py`).
"""

from dataclasses import dataclass

from index.words import pairs_of

# What a word counts that only names the kind of answer.
KIND_COUNTS = 0.2


@dataclass(frozen=True, slots=True)
class Group:
    """One word of the question and the words of the archive that stand for it.

    Attributes:
        word: As it stood in the question, folded.
        into: Words of the archive with their weights in (0, 1], the best with weight 1.
        closeness: In (0, 1]: 1 beside the question word (谁, "who"), less the farther away.
        noun: Whether it names a thing. A verb is often another one in print, a thing seldom.
        counts: In (0, 1]: less for a word that only names the kind of answer (地点, "date").
    """

    word: str
    into: tuple[tuple[str, float], ...]
    closeness: float
    noun: bool = False
    counts: float = 1.0

    def __hash__(self) -> int:
        """Tell groups apart quickly: all translations would be hashed at each comparison."""
        return hash((self.word, len(self.into)))


def closeness_of(far: int) -> float:
    """Return how close a word is that stands so many words from the asking one.

    >>> closeness_of(1), closeness_of(3)
    (1.0, 0.5)
    """
    return 1.0 / (1.0 + max(0, far - 1) / 2)


def in_pairs(group: Group) -> Group:
    """Return the group with its Chinese words cut into pairs of characters."""
    pairs: dict[str, float] = {}
    for word, weight in group.into:
        for pair in pairs_of(word):
            pairs[pair] = max(weight, pairs.get(pair, 0.0))
    return Group(group.word, tuple(pairs.items()), group.closeness)
