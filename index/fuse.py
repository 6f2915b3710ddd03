"""Two rankings into one, on their scores. Pure: numbers in, numbers out."""

from collections.abc import Mapping


def fuse(
    lexical: Mapping[int, float], dense: Mapping[int, float], dense_weight: float
) -> dict[int, float]:
    """Return the fused score of every passage that either side scored.

    >>> fuse({1: 20.0, 2: 10.0}, {1: 0.2, 2: 0.6}, 1.0)
    {1: 1.2, 2: 1.1}

    BM25 is divided by its best score, which makes it comparable between questions; a cosine is
    already. A passage that one side did not score counts 0 there.
    """
    top = max(lexical.values(), default=0.0) or 1.0
    return {
        number: lexical.get(number, 0.0) / top + dense_weight * max(0.0, dense.get(number, 0.0))
        for number in {**lexical, **dense}
    }


def with_neighbours(
    scores: Mapping[int, float], article_of: Mapping[int, int], weight: float
) -> dict[int, float]:
    """Add to each passage a share of the best other passage of its article.

    >>> with_neighbours({1: 10.0, 2: 4.0, 3: 9.0}, {1: 7, 2: 7, 3: 8}, 0.5)
    {1: 12.0, 2: 9.0, 3: 9.0}
    """
    ranked: dict[int, list[float]] = {}
    for number, score in scores.items():
        ranked.setdefault(article_of[number], []).append(score)
    for together in ranked.values():
        together.sort(reverse=True)
    return {
        number: score + weight * _best_other(ranked[article_of[number]], score)
        for number, score in scores.items()
    }


def _best_other(together: list[float], own: float) -> float:
    """Return the best of the descending scores, one `own` left out; 0.0 where nothing is left."""
    if len(together) == 1:
        return 0.0
    return together[1] if together[0] == own else together[0]
