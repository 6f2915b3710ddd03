"""Replies beside what is right: rank of the right document, quotes that hold the answer.

Kept per question, so that every figure can be computed again from docs/peers.json.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.peers.work import Question, texts

# Digits of seconds that are kept.
DIGITS = 6


def judged(asked: Sequence[Question], replies: Sequence[dict[str, Any]], documents: Path) -> Any:  # noqa: ANN401
    """Return for each question that was asked what came of it.

    `rank` counts from 1, 0 if the right document is not among those found. `quotes` and `exact`
    count; `right` tells whether the first quote holds the answer. All three are left out where the
    engine does not quote.
    """
    return {
        "of": len(asked),
        "each": [
            {
                "id": one.id,
                "rank": rank(reply["results"], one.documents),
                "seconds": round(reply["seconds"], DIGITS),
                **_quoting(one, reply["quotes"], documents),
            }
            for one, reply in zip(asked, replies, strict=False)
        ],
    }


def rank(found: Sequence[str], right: Sequence[str]) -> int:
    """Return the place of the first right document: `rank(["a", "b"], ["b"])` -> 2; 0 if none."""
    return next((place for place, one in enumerate(found, start=1) if one in right), 0)


def _quoting(
    question: Question, quotes: Sequence[dict[str, Any]] | None, documents: Path
) -> dict[str, Any]:
    if quotes is None:
        return {}
    printed = _texts(documents)
    exact = sum(
        printed.get(one["id"], "")[one["start"] : one["end"]] == one["text"] for one in quotes
    )
    first = quotes[0]["text"] if quotes else ""
    return {
        "quotes": len(quotes),
        "exact": exact,
        "right": any(answer in first for answer in question.answers),
    }


@cache
def _texts(documents: Path) -> dict[str, str]:
    return texts(documents)
