"""Values of many questions -> a mean with its interval; two runs -> is the difference real?

Intervals are 95 % percentile intervals of a bootstrap over questions; the paired test swaps the two
runs' values of a question at random. Both are scipy's, with a fixed seed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]
Statistic = Callable[..., Any]

RESAMPLES = 2_000
SWAPS = 9_999
# Resamples held in memory at a time.
BATCH = 100
SEED = 0
# Share of the answerable questions that is to be answered where the refusals are counted.
ANSWERED = 0.95


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure, its 95 % interval, and how many questions it was counted over.

    For a comparison of two kinds of questions, `questions` counts those that nothing answers.
    """

    value: float
    low: float
    high: float
    questions: int


@dataclass(frozen=True, slots=True)
class Difference:
    """The same questions in two runs.

    Attributes:
        before: Mean of the run compared with.
        now: Mean of this run.
        difference: `now - before`, with its 95 % interval `low` to `high`.
        p: Chance of a difference at least as large if both runs were equally good.
        questions: How many questions both runs have.
    """

    before: float
    now: float
    difference: float
    low: float
    high: float
    p: float
    questions: int


def mean(values: Sequence[float]) -> Estimate | None:
    """Return the mean; None of no values.

    >>> mean([1.0, 1.0])
    Estimate(value=1.0, low=1.0, high=1.0, questions=2)
    """
    if not values:
        return None
    return _estimate((np.asarray(values, dtype=np.float64),), np.mean, paired=False)


def auroc(there: Sequence[float], gone: Sequence[float], paired: bool) -> Estimate | None:
    """Return the chance that a question that can be answered gets the higher confidence.

    Args:
        there: Confidences of questions that can be answered.
        gone: Confidences of questions that cannot.
        paired: They are the same questions, in the same order.
    """
    return _of_both(there, gone, _area, paired)


def share_refused(there: Sequence[float], gone: Sequence[float], paired: bool) -> Estimate | None:
    """Return the share of `gone` below the threshold that lets 95 % of `there` be answered."""
    return _of_both(there, gone, _refused, paired)


def threshold_for(there: Sequence[float]) -> float:
    """Return the confidence that 95 % of the questions reach."""
    return float(np.quantile(there, 1 - ANSWERED))


def quantile(values: Sequence[float], share: float) -> float:
    """Return the value that this share of them stays below."""
    return float(np.quantile(values, share))


def compare(before: Sequence[float], now: Sequence[float]) -> Difference:
    """Compare two runs over the same questions, in the same order."""
    earlier, later = np.asarray(before, dtype=np.float64), np.asarray(now, dtype=np.float64)
    gains = later - earlier
    gained = _estimate((gains,), np.mean, paired=False)
    return Difference(
        before=float(earlier.mean()),
        now=float(later.mean()),
        difference=gained.value,
        low=gained.low,
        high=gained.high,
        p=_chance(gains[gains != 0]),
        questions=len(gains),
    )


def _chance(gains: Values) -> float:
    """Return the p-value of a paired randomisation test; equal values cannot change it."""
    # A single gain is as likely to be a loss.
    if len(gains) < 2:
        return 1.0
    from scipy.stats import permutation_test

    tested = permutation_test(
        (gains, np.zeros_like(gains)),
        lambda one, other, axis: np.sum(one - other, axis=axis),
        permutation_type="samples",
        vectorized=True,
        n_resamples=SWAPS,
        batch=BATCH,
        rng=SEED,
    )
    return float(tested.pvalue)


def _of_both(
    there: Sequence[float], gone: Sequence[float], statistic: Statistic, paired: bool
) -> Estimate | None:
    if not there or not gone:
        return None
    sides = (np.asarray(there, dtype=np.float64), np.asarray(gone, dtype=np.float64))
    return _estimate(sides, statistic, paired)


def _estimate(sides: tuple[Values, ...], statistic: Statistic, paired: bool) -> Estimate:
    value, count = float(statistic(*sides, axis=-1)), len(sides[-1])
    if any(len(side) < 2 for side in sides) or all(np.ptp(side) == 0 for side in sides):
        return Estimate(value, value, value, count)
    from scipy.stats import bootstrap

    spread = bootstrap(
        sides,
        statistic,
        n_resamples=RESAMPLES,
        batch=BATCH,
        vectorized=True,
        paired=paired,
        method="percentile",
        rng=SEED,
    ).confidence_interval
    return Estimate(value, float(spread.low), float(spread.high), count)


def _area(there: Values, gone: Values, axis: int) -> Values:
    """Return the area under the ROC curve, which is Mann and Whitney's U as a share."""
    from scipy.stats import mannwhitneyu

    # Only the statistic is wanted; its p-value is undefined where all values are equal.
    with np.errstate(all="ignore"):
        u = mannwhitneyu(there, gone, axis=axis, method="asymptotic").statistic
    return np.asarray(u / (there.shape[axis] * gone.shape[axis]))


def _refused(there: Values, gone: Values, axis: int) -> Values:
    cut = np.quantile(there, 1 - ANSWERED, axis=axis, keepdims=True)
    return np.asarray(np.mean(gone < cut, axis=axis))
