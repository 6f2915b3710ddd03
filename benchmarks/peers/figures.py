"""Raw results -> figures: medians, ratios, recall. Pure; everything starts from docs/peers.json.

A ratio is taken within a round, theirs by ours, and the median of the rounds is shown: what else
the machine does meanwhile touches both. Next: `benchmarks/peers/table.py`.
"""

import math
import statistics
from collections.abc import Mapping, Sequence
from typing import Any

RANKED = 10
MEASURES = ("R@1", "R@10", "nDCG@10")
Row = Mapping[str, Any]


def ratio(theirs: Sequence[float], ours: Sequence[float]) -> float | None:
    """Return the median of theirs by ours, pair by pair.

    >>> ratio([2.0, 9.0, 4.0], [1.0, 3.0, 4.0])
    2.0

    None without a pair.
    """
    pairs = list(zip(theirs, ours, strict=False))
    return statistics.median(one / other for one, other in pairs) if pairs else None


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that such a share is not above: `percentile([3, 1, 2], 0.5)` -> 2.

    Raises:
        ValueError: There are no values.
    """
    if not values:
        raise ValueError("no values")
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def ranking(ranks: Mapping[str, int]) -> dict[str, float]:
    """Return recall and nDCG, as ir_measures has them, of questions with one right document each.

    `ranking({"a": 1, "b": 0})` -> `{"R@1": 0.5, "R@10": 0.5, "nDCG@10": 0.5}`; 0 is not found.
    """
    import ir_measures

    measures = {ir_measures.parse_measure(name): name for name in MEASURES}
    qrels = {one: {"right": 1} for one in ranks}
    # Those before the right one are wrong; that is all that is known of them.
    run = {
        one: {
            ("right" if place == rank else f"wrong-{place}"): -float(place)
            for place in range(1, rank + 1)
        }
        for one, rank in ranks.items()
        if rank
    }
    if not run:
        return dict.fromkeys(MEASURES, 0.0)
    found = ir_measures.calc_aggregate(list(measures), qrels, run)
    return {measures[measure]: float(value) for measure, value in found.items()}


def of_set(judged: Row) -> dict[str, float]:
    """Return every figure of a set of questions; those of quotes only where there are quotes."""
    each = judged["each"]
    found = {"n": float(len(each)), **ranking({one["id"]: one["rank"] for one in each})}
    found["p50"] = percentile([one["seconds"] for one in each], 0.5)
    quoted = [one for one in each if "quotes" in one]
    if quoted:
        found["right"] = statistics.mean(one["right"] for one in quoted)
        cited = sum(one["quotes"] for one in quoted)
        found["exact"] = sum(one["exact"] for one in quoted) / cited if cited else 0.0
        found["quotes"] = float(cited)
    return found


def of_rounds(rounds: Sequence[Row]) -> dict[str, float]:
    """Return percentiles of a question's seconds, and questions a second, of alternated rounds."""
    every = [seconds for one in rounds for seconds in one["seconds"]]
    return {
        "n": float(len(every)),
        "p50": percentile(every, 0.5),
        "p99": percentile(every, 0.99),
        "qps": statistics.median(len(one["seconds"]) / one["wall"] for one in rounds),
        "cpu": sum(one["cpu_seconds"] for one in rounds) / len(every),
    }


def rounds_ratio(theirs: Sequence[Row], ours: Sequence[Row]) -> float | None:
    """Return the ratio of a question's median seconds, theirs by ours, of alternated rounds."""
    medians = ([statistics.median(one["seconds"]) for one in side] for side in (theirs, ours))
    return ratio(*medians)


def seconds(runs: Sequence[Row]) -> list[float]:
    """Return the seconds of repeated runs."""
    return [one["seconds"] for one in runs]
