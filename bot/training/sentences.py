"""How `bot/message/sentences.json` was made: what a sentence of a member's message resembles.

    python -m bot.training.sentences --out bot/message/sentences.json

Learns from `bot/message/sentences.tsv` and from the questions of this room. A weight that is next
to nothing is left out, so that the file stays small. Needs scikit-learn (`pip install .[train]`).
"""

import csv
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
import numpy as np

from bot.message.likeness import CONTEXT, ERRAND, RESEMBLANCES, TOPIC, example_sentences, features
from bot.training.news_questions import NEWS_QUESTIONS, read_news_rows

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

ENGLISH = Path(__file__).with_name("english_questions.tsv")
_SORTS = {TOPIC: "asked", CONTEXT: "beside", ERRAND: "errand"}
_CLAUSE = re.compile(r"(?<=[，,])")
# Weights smaller than this decide nothing.
LEAST = 0.15
# Strength of the regularisation: five-fold cross-validation over 2,505 sentences has 0.879 right at
# 3, 0.898 at 30 and 0.902 at 100.
INVERSE_PENALTY = 30.0


def labelled_sentences() -> Iterator[tuple[str, str]]:
    """Yield sentences with what they resemble; of a question of several clauses each one, too."""
    for kind, sentence in example_sentences():
        yield sentence, _SORTS.get(kind, "talk")
    with ENGLISH.open(encoding="utf-8", newline="") as lines:
        english = [row["question"] for row in csv.DictReader(lines, delimiter="\t")]
    for question in [*(row.question for row in read_news_rows(NEWS_QUESTIONS)), *english]:
        yield question, "asked"
        clauses = _CLAUSE.split(question)
        yield from ((clause, "asked") for clause in clauses if clause != question)


@click.command()
@click.option("--out", type=click.Path(path_type=Path), required=True)
def main(out: Path) -> None:
    """Learn the weights and write them to OUT."""
    told = list(labelled_sentences())
    weights, bias, marks = fit_sentences(told)
    kept = {
        mark: [round(float(weight), 2) for weight in row]
        for mark, row in zip(marks, weights, strict=True)
        if np.abs(row).max() >= LEAST
    }
    document = {"bias": [round(float(one), 3) for one in bias], "weights": kept}
    out.write_text(json.dumps(document, ensure_ascii=False, separators=(",", ":")), "utf-8")
    click.echo(f"{len(told)} sentences, {len(kept)} weights, {out.stat().st_size / 1000:.0f} kB")


def fit_sentences(labelled: list[tuple[str, str]]) -> tuple[np.ndarray, np.ndarray, list[str]]:
    """Return the weights `(marks, sorts)`, the bias `(sorts,)` and the marks, in order."""
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    counted = [sorted(set(features(sentence))) for sentence, _ in labelled]
    marks = sorted({mark for row in counted for mark in row})
    model = LogisticRegression(C=INVERSE_PENALTY, class_weight="balanced", max_iter=300)
    model.fit(_table(counted, marks), [sort for _, sort in labelled])
    order = [list(model.classes_).index(sort) for sort in RESEMBLANCES]
    return model.coef_[order].T, model.intercept_[order], marks


def _table(counted: Sequence[Sequence[str]], marks: Sequence[str]) -> "csr_matrix":
    """Return a row of length 1 a sentence, shape `(sentences, marks)`."""
    from scipy.sparse import csr_matrix

    place = {mark: n for n, mark in enumerate(marks)}
    ends = np.cumsum([0, *map(len, counted)])
    columns = [place[mark] for row in counted for mark in row]
    values = [len(row) ** -0.5 for row in counted for _ in row]
    return csr_matrix((values, columns, ends), shape=(len(counted), len(marks)))


if __name__ == "__main__":
    main()
