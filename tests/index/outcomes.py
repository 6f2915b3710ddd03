"""Outcomes for tests of the ruler: one that went well, changed where a test needs it."""

from dataclasses import replace
from typing import Any

from index.evaluation.measures import Outcome

WELL = Outcome(
    id="q",
    question="谁获得冠军？",
    language="zh",
    answerable=True,
    relevant={"d1": 1},
    ranking=(("d1", 9.0), ("d2", 3.0)),
    kind="quote",
    quote="罗大勇获得冠军。",
    confidence=0.9,
    right=True,
    right_unrefused=True,
    right_given=True,
    list_precision=None,
    list_recall=None,
    citations=1,
    exact=1,
    kind_without="none",
    confidence_without=0.1,
    search_ms=2.0,
    total_ms=5.0,
)


def outcome(name: str = "q", **changed: Any) -> Outcome:  # noqa: ANN401 - any field
    """Return the outcome of a question of this id."""
    return replace(WELL, id=name, **changed)
