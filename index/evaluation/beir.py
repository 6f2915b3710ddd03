"""A BEIR folder -> documents and questions with their gold documents and answers.

    corpus.jsonl    {"_id": "d1", "title": "…", "text": "…", "metadata": {"date": "2023-01-05"}}
    queries.jsonl   {"_id": "q1", "text": "…?", "metadata": {"answers": ["18次"]}}
    qrels/test.tsv  query-id  corpus-id  score

Everything of `metadata` may be missing, and may stand beside `text` instead. `answers` is a list or
one string; `list` says that they are the items of a list (or names the items itself); `answerable:
false`, an empty `answers`, or no document of a score above 0 make a question that nothing answers.
Each document becomes one `Article`, normalised as a page is. Next: `bot/evaluation/ask.py` asks.
"""

import datetime
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus.article import Article
from corpus.errors import EvaluationError
from corpus.page.lines import clean
from index.evaluation.measures import Collection, JudgedQuestion

FOLDER = "qrels"
DEFAULT = "test"
EVERY = "all"
HEADER = "query-id"
NUMBER = re.compile(r"-?\d+(\.\d+)?")

CORPUS, QUERIES = "corpus.jsonl", "queries.jsonl"
LAYOUT = "a BEIR folder holds corpus.jsonl, queries.jsonl and qrels/test.tsv (docs/evaluate.md)"


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


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of a JSONL file, and where it stands: `queries.jsonl:3`."""

    fields: Mapping[str, Any]
    place: str

    def get(self, key: str) -> Any:  # noqa: ANN401 - JSON
        """Return a value of `metadata`, or one beside it."""
        metadata = self.fields.get("metadata")
        if isinstance(metadata, Mapping) and key in metadata:
            return metadata[key]
        return self.fields.get(key)

    def text(self, key: str) -> str:
        """Return a value as normalised text, "" where there is none."""
        value = self.get(key)
        return clean(str(value)) if isinstance(value, str | int | float) else ""


def read_beir(folder: Path, splits: Sequence[str] = ()) -> Collection:
    """Read a BEIR folder; each split (`test` if none is named) becomes a set of questions.

    Raises:
        EvaluationError: A file is missing or broken, or names an id that is nowhere.
    """
    documents = _rows(folder / CORPUS)
    articles = tuple(_article(name, row) for name, row in documents.items())
    queries = _rows(folder / QUERIES)
    judged = read_qrels(folder, splits)
    _check(folder, judged, documents, queries)
    knows_answers = any(_answers(row) for row in queries.values())
    somewhere = {query for one in judged for query in one.grades}
    sets = {}
    for one in judged:
        if one.wanted:
            sets[one.split] = tuple(
                _asked(name, row, one.relevant(name), knows_answers)
                for name, row in queries.items()
                if name in one.grades or name not in somewhere
            )
    return Collection(articles, sets)


def _rows(path: Path) -> dict[str, _Row]:
    """Return the lines of a JSONL file by their `_id`."""
    rows: dict[str, _Row] = {}
    for row in _lines(path):
        name = row.fields.get("_id", row.fields.get("id"))
        if not isinstance(name, str | int) or not isinstance(_words(row), str):
            raise EvaluationError(
                f"{row.place}: no `_id` or no `text`", 'write {"_id": "1", "text": "…"}'
            )
        if str(name) in rows:
            raise EvaluationError(
                f"{row.place}: the id {name} stands in {rows[str(name)].place} already",
                "give every line an id of its own",
            )
        rows[str(name)] = row
    if not rows:
        raise EvaluationError(f"{path} is empty", LAYOUT)
    return rows


def _words(row: _Row) -> object:
    return row.fields.get("text", row.fields.get("title"))


def _lines(path: Path) -> Iterator[_Row]:
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except FileNotFoundError:
        raise EvaluationError(f"no {path.name} in {path.parent}", LAYOUT) from None
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(f"{path} cannot be read: {error}", "save it as UTF-8") from None
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        place = f"{path}:{number}"
        try:
            fields = json.loads(line)
        except ValueError as error:
            raise EvaluationError(f"{place}: no JSON: {error}", "mend that line") from None
        if not isinstance(fields, dict):
            raise EvaluationError(f"{place}: no JSON object", "write one object {…} a line")
        yield _Row(fields, place)


def _article(name: str, row: _Row) -> Article:
    """Return a document as an article; one that has only a title is found by it."""
    title, text = row.text("title"), row.text("text")
    if not text.strip():
        title, text = "", title
    page, authors = row.get("page"), row.get("authors")
    return Article(
        id=name,
        title=title,
        text=text,
        kicker=row.text("kicker"),
        subtitle=row.text("subtitle"),
        section=row.text("section"),
        paper=row.text("paper"),
        date=_date(row.text("date")),
        page=int(page) if str(page).isdecimal() else None,
        authors=tuple(map(str, authors)) if isinstance(authors, list) else (),
        source=row.text("source") or row.text("url"),
    )


def _date(text: str) -> datetime.date | None:
    """Return the day; None where it is not written as 2023-01-05, for nothing is guessed."""
    try:
        return datetime.date.fromisoformat(text[:10])
    except ValueError:
        return None


def _asked(name: str, row: _Row, documents: dict[str, int], knows_answers: bool) -> JudgedQuestion:
    answers, listed = _answers(row), row.get("list")
    items = _texts(listed) if isinstance(listed, list) else answers if listed else ()
    return JudgedQuestion(
        id=name,
        text=clean(str(_words(row))),
        documents=documents,
        answers=answers or items,
        items=items,
        answerable=_answerable(row, bool(answers or items or documents), knows_answers),
        together=bool(row.get("together")),
        partial=bool(row.get("partial")),
        today=_date(row.text("today")),
    )


def _answerable(row: _Row, known: bool, knows_answers: bool) -> bool:
    """Say whether anything answers; in a set without any answers, empty ones say nothing."""
    said = row.get("answerable")
    if isinstance(said, bool):
        return said
    if knows_answers and row.get("answers") is not None and not _answers(row):
        return False
    return known


def _answers(row: _Row) -> tuple[str, ...]:
    return _texts(next(filter(None, map(row.get, ("answers", "answer"))), ()))


def _texts(value: object) -> tuple[str, ...]:
    """Return gold texts from a string, a number, a list of either, or SQuAD's {"text": …}."""
    if isinstance(value, Mapping):
        return _texts(value.get("text", ()))
    if isinstance(value, str | int | float):
        text = clean(str(value)).strip()
        return (text,) if text else ()
    if isinstance(value, list | tuple):
        return tuple(dict.fromkeys(text for one in value for text in _texts(one)))
    return ()


def _check(
    folder: Path,
    judged: Sequence[Qrels],
    documents: Mapping[str, _Row],
    queries: Mapping[str, _Row],
) -> None:
    """Refuse qrels that name a question or a document that is nowhere."""
    for one in judged:
        for (query, document), line in one.lines.items():
            for kind, name, known, file in (
                ("question", query, queries, QUERIES),
                ("document", document, documents, CORPUS),
            ):
                if one.wanted and name not in known:
                    raise EvaluationError(
                        f"{one.path}:{line}: {kind} {name} does not stand in {folder / file}",
                        f"add it to {file}, or delete the line",
                    )
