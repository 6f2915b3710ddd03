"""Outcomes -> the figures of a set, in the JSON that `gongda evaluate --json` prints.

docs/evaluate.md says what each key means. A figure that the set cannot give (no gold answers, no
lists, nothing unanswerable) is null.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from bot.evaluation.run import Measured
from index.evaluation.measures import ANSWER_MEASURES, RANKING_MEASURES, Outcome, columns
from index.evaluation.statistics import (
    Difference,
    Estimate,
    auroc,
    mean,
    quantile,
    share_refused,
    threshold_for,
)

SUMMARY_VERSION = 1
QUALITY_MEASURES = (*RANKING_MEASURES, *ANSWER_MEASURES)
# Thresholds of the curve.
CURVE = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
_DIGITS = 4
_Json = dict[str, Any]


def summarise(
    sets: Sequence[Measured], against: Mapping[str, Mapping[str, Difference]] | None = None
) -> _Json:
    """Return the figures of every set; with `against`, what changed since another run."""
    figures = [_figures(one) for one in sets]
    for one in figures:
        if against is not None:
            changed = against.get(one["name"], {})
            one["against"] = {name: rounded(asdict(each)) for name, each in changed.items()}
    return {"version": SUMMARY_VERSION, "sets": figures}


def _figures(measured: Measured) -> _Json:
    outcomes = measured.outcomes
    values = columns(outcomes)
    means = {name: estimate_json(mean(list(values[name].values()))) for name in QUALITY_MEASURES}
    return {
        "name": measured.name,
        "questions": len(outcomes),
        "answerable": sum(one.answerable for one in outcomes),
        "documents": measured.documents,
        "passages": measured.passages,
        **means,
        "citation_exactness": _exactness(outcomes),
        "citations": sum(one.citations for one in outcomes),
        "quote_characters": mean_of([len(one.quote) for one in outcomes if one.quote]),
        "abstention": abstention(outcomes),
        "unanswerable": unanswerable(outcomes),
        "curve": curve(outcomes),
        "latency_ms": latency([one.total_ms for one in outcomes]),
        "search_latency_ms": latency([one.search_ms for one in outcomes]),
    }


def abstention(outcomes: Sequence[Outcome]) -> _Json | None:
    """Return how well questions are told from the same ones with their documents taken away."""
    both = [one for one in outcomes if one.confidence_without is not None]
    there = [one.confidence for one in both]
    gone = [one.confidence_without or 0.0 for one in both]
    kinds = [str(one.kind_without) for one in both]
    return _refusals(outcomes, (there, gone), kinds, paired=True) if both else None


def unanswerable(outcomes: Sequence[Outcome]) -> _Json | None:
    """Return how well the questions that nothing answers are told from the others."""
    there = [one.confidence for one in outcomes if one.answerable]
    without = [one for one in outcomes if not one.answerable]
    if not without:
        return None
    gone, kinds = [one.confidence for one in without], [one.kind for one in without]
    return _refusals(outcomes, (there, gone), kinds, paired=False)


def _refusals(
    outcomes: Sequence[Outcome],
    confidences: tuple[Sequence[float], Sequence[float]],
    kinds: Sequence[str],
    paired: bool,
) -> _Json:
    there, gone = confidences
    return {
        "questions": len(gone),
        "auroc": estimate_json(auroc(there, gone, paired)),
        "refused_at_95_answered": estimate_json(share_refused(there, gone, paired)),
        "threshold_at_95_answered": round(threshold_for(there), _DIGITS) if there else None,
        "threshold": shipped(outcomes),
        "refused_at_threshold": estimate_json(mean([float(kind == "none") for kind in kinds])),
    }


def shipped(outcomes: Sequence[Outcome]) -> float:
    """Return the reader's own threshold for the language that most of the questions are in."""
    return Counter(one.threshold for one in outcomes).most_common(1)[0][0]


def curve(outcomes: Sequence[Outcome]) -> list[_Json]:
    """Return what other thresholds would answer, how much of it rightly, and what they refuse."""
    return [_point(outcomes, one) for one in sorted({*CURVE, shipped(outcomes)})]


def _point(outcomes: Sequence[Outcome], threshold: float) -> _Json:
    able = [outcome for outcome in outcomes if outcome.answerable]
    gone = [o.confidence_without for o in able if o.confidence_without is not None]
    return {
        "threshold": threshold,
        "answered": mean_of([outcome.confidence >= threshold for outcome in able]),
        "right_when_answered": mean_of(_rightness(able, threshold)),
        "refused": mean_of([confidence < threshold for confidence in gone]),
    }


def _rightness(able: Sequence[Outcome], threshold: float) -> list[float]:
    """Return 1 or 0 for each answer that a threshold gives and that is known to be right or not."""
    kept = [outcome.right_unrefused for outcome in able if outcome.confidence >= threshold]
    return [float(right) for right in kept if right is not None]


def mean_of(values: Sequence[float]) -> float | None:
    """Return the mean without its interval; None of no values."""
    return round(sum(values) / len(values), _DIGITS) if values else None


def latency(milliseconds: Sequence[float]) -> dict[str, float]:
    """Return the median and what only one question in a hundred exceeds."""
    return {
        "p50": round(quantile(milliseconds, 0.5), 2),
        "p99": round(quantile(milliseconds, 0.99), 2),
    }


def estimate_json(estimate: Estimate | None) -> _Json | None:
    """Return a figure with its interval as JSON."""
    return rounded(asdict(estimate)) if estimate else None


def rounded(figures: Mapping[str, float]) -> _Json:
    """Return the figures with four digits behind the point; counts stay whole."""
    return {
        name: value if isinstance(value, int) else round(value, _DIGITS)
        for name, value in figures.items()
    }


def _exactness(outcomes: Sequence[Outcome]) -> float | None:
    every = sum(one.citations for one in outcomes)
    return sum(one.exact for one in outcomes) / every if every else None
