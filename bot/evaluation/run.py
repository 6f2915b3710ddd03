"""run.json: what came of every question, to be looked at and to be compared with later."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from corpus.errors import EvaluationError
from index.evaluation.measures import Column, Outcome, columns
from index.evaluation.statistics import Difference, compare

RUN_VERSION = 1
LATENCIES = ("search_ms", "total_ms")


@dataclass(frozen=True, slots=True)
class Measured:
    """A set of questions that were asked.

    Attributes:
        name: Of the set.
        documents: How many articles the archive holds.
        passages: How many passages they were cut into.
        outcomes: What came of each question.
    """

    name: str
    documents: int
    passages: int
    outcomes: tuple[Outcome, ...]

    def values(self) -> dict[str, Column]:
        """Return every measure's value for every question, milliseconds among them."""
        timed = {name: {one.id: getattr(one, name) for one in self.outcomes} for name in LATENCIES}
        return columns(self.outcomes) | timed


def run_json(sets: Sequence[Measured]) -> dict[str, Any]:
    """Return the versioned JSON form of a run."""
    return {"version": RUN_VERSION, "sets": [asdict(one) for one in sets]}


def read_run(path: Path) -> list[Measured]:
    """Read a run.json.

    Raises:
        EvaluationError: It is missing, or is none.
    """
    try:
        tree = json.loads(path.read_text(encoding="utf-8"))
        if tree["version"] != RUN_VERSION:
            raise ValueError(f"version {tree['version']}")
        return [_measured(one) for one in tree["sets"]]
    except FileNotFoundError:
        raise EvaluationError(
            f"no run at {path}", "write one with `gongda evaluate FOLDER --out DIR`: DIR/run.json"
        ) from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise EvaluationError(
            f"{path} is no run of this version: {error}",
            "make it anew with `gongda evaluate FOLDER --out DIR`",
        ) from None


def differences(
    sets: Sequence[Measured], earlier: Sequence[Measured]
) -> dict[str, dict[str, Difference]]:
    """Compare the sets of two runs that share their name, over the questions that both asked.

    Raises:
        EvaluationError: They have no question in common.
    """
    before = {one.name: one for one in earlier}
    found = {
        one.name: _compared(before[one.name].values(), one.values())
        for one in sets
        if one.name in before
    }
    if not any(found.values()):
        raise EvaluationError(
            f"the other run asked {', '.join(before)}, this one {', '.join(o.name for o in sets)}",
            "compare runs over the same questions",
        )
    return found


def _compared(before: Mapping[str, Column], now: Mapping[str, Column]) -> dict[str, Difference]:
    found = {}
    for name, column in now.items():
        earlier = before.get(name, {})
        if both := [key for key in column if key in earlier]:
            found[name] = compare([earlier[key] for key in both], [column[key] for key in both])
    return found


def _measured(tree: Mapping[str, Any]) -> Measured:
    outcomes = tuple(
        Outcome(**{**one, "ranking": tuple(map(tuple, one["ranking"]))}) for one in tree["outcomes"]
    )
    return Measured(tree["name"], tree["documents"], tree["passages"], outcomes)
