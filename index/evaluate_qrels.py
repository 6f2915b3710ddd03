"""The judgements of a BEIR folder: which document answers which question, split by split."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpus.errors import EvaluationError

FOLDER = "qrels"
DEFAULT = "test"
EVERY = "all"
HEADER = "query-id"
NUMBER = re.compile(r"-?\d+(\.\d+)?")


@dataclass(frozen=True, slots=True)
class Qrels:
    """One file of judgements.

    Attributes:
        path: Where it was read from.
        wanted: It is one of the splits that are asked.
        grades: Question id -> document id -> grade; 0 says that the document does not answer.
        lines: Where each pair of ids stands, counted from 1.
    """

    path: Path
    wanted: bool
    grades: dict[str, dict[str, int]] = field(default_factory=dict)
    lines: dict[tuple[str, str], int] = field(default_factory=dict)

    @property
    def split(self) -> str:
        """Name of the split."""
        return self.path.stem

    def relevant(self, query: str) -> dict[str, int]:
        """Return the documents that answer a question, with their grades."""
        return {name: grade for name, grade in self.grades.get(query, {}).items() if grade > 0}


def read_qrels(folder: Path, splits: Sequence[str]) -> list[Qrels]:
    """Read every file of judgements, and mark the splits that are wanted.

    All are read, for a question of another split is not one that nothing answers.

    Raises:
        EvaluationError: A split is missing, or a line is broken.
    """
    paths = {path.stem: path for path in sorted((folder / FOLDER).glob("*.tsv"))}
    if not paths:
        raise EvaluationError(
            f"no judgements in {folder / FOLDER}",
            f"write {folder / FOLDER}/test.tsv: query-id, corpus-id and score, tabs between them",
        )
    wanted = _wanted(paths, splits)
    if missing := [name for name in wanted if name not in paths]:
        raise EvaluationError(
            f"no {missing[0]}.tsv in {folder / FOLDER}",
            f"type one of: {' '.join(f'--split {name}' for name in [*paths, EVERY])}",
        )
    return [_read(path, split in wanted) for split, path in paths.items()]


def _wanted(paths: dict[str, Path], splits: Sequence[str]) -> list[str]:
    if EVERY in splits or (not splits and len(paths) == 1):
        return [*paths]
    return [*splits] or [DEFAULT]


def _read(path: Path, wanted: bool) -> Qrels:
    found = Qrels(path, wanted)
    lines = path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    for number, line in enumerate(lines, start=1):
        fields = [one.strip() for one in line.split("\t")]
        if not line.strip() or (number == 1 and HEADER in fields[0].lower()):
            continue
        if len(fields) != 3 or not NUMBER.fullmatch(fields[2]):
            raise EvaluationError(
                f"{path}:{number}: not a question, a document and a number: {line!r}",
                "write query-id, corpus-id and score with tabs between them",
            )
        query, document, grade = fields
        found.grades.setdefault(query, {})[document] = int(float(grade))
        found.lines[query, document] = number
    return found
