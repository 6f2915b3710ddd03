"""The development sets -> BEIR folders, as `gongda evaluate` reads them.

    python -m benchmarks.quality.convert --shared ../shared --out sets

    cmrc   CMRC 2018 dev over its 848 paragraphs and 20,000 of the broadcast: as it is (test), in
           Traditional characters (traditional), English questions of our own (english)
    drcd   DRCD test, which is Traditional, over its 1,000 paragraphs and the same 20,000: as it is
           (test), in Simplified characters (simplified), English questions of our own (english)
    wmt    English news sentences over all Chinese ones; no answers, only finding (test)

`cmrc` and `drcd` also hold, in `test`, every question with a name or year swapped for another one:
nothing answers those.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from benchmarks.quality.sets import (
    DISTRACTORS,
    broadcast,
    english,
    in_other_script,
    sentences,
    squad,
    with_other_names,
)
from corpus.article import Article
from index.evaluation.measures import JudgedQuestion

# A set: its documents, and its questions split by split.
Set = tuple[Sequence[Article], Mapping[str, Sequence[JudgedQuestion]]]


def write_set(
    folder: Path, articles: Sequence[Article], splits: Mapping[str, Sequence[JudgedQuestion]]
) -> None:
    """Write one BEIR folder."""
    (folder / "qrels").mkdir(parents=True, exist_ok=True)
    _write(
        folder / "corpus.jsonl",
        ({"_id": one.id, "title": one.title, "text": one.text} for one in articles),
    )
    _write(folder / "queries.jsonl", (_query(one) for each in splits.values() for one in each))
    for split, asked in splits.items():
        lines = [
            f"{one.id}\t{name}\t{grade}" for one in asked for name, grade in _judged(one, articles)
        ]
        text = "\n".join(["query-id\tcorpus-id\tscore", *lines]) + "\n"
        (folder / "qrels" / f"{split}.tsv").write_text(text, encoding="utf-8")


def cmrc(shared: Path, distractors: int) -> Set:
    """Return CMRC 2018 dev."""
    articles, asked = squad(shared / "data" / "eval" / "cmrc2018_dev.json")
    return [*articles, *broadcast(shared, distractors)], {
        "test": [*asked, *with_other_names(asked)],
        "traditional": in_other_script(asked, "s2t"),
        "english": english("english_questions.tsv"),
    }


def drcd(shared: Path, distractors: int) -> Set:
    """Return DRCD test."""
    articles, asked = squad(shared / "data" / "eval" / "drcd_test.json")
    return [*articles, *broadcast(shared, distractors)], {
        "test": [*asked, *with_other_names(asked)],
        "simplified": in_other_script(asked, "t2s"),
        "english": english("english_drcd.tsv"),
    }


def wmt(shared: Path, distractors: int) -> Set:
    """Return the news sentences of WMT."""
    articles, asked = sentences(shared / "data" / "eval" / "wmt-en-zh.tsv.gz")
    return articles, {"test": asked}


CONVERTERS: dict[str, Callable[[Path, int], Set]] = {"cmrc": cmrc, "drcd": drcd, "wmt": wmt}


def _query(asked: JudgedQuestion) -> dict[str, Any]:
    known = {"answers": list(asked.answers)} if asked.answers else {}
    metadata = {**known, "answerable": asked.answerable}
    return {"_id": asked.id, "text": asked.text, "metadata": metadata}


def _judged(asked: JudgedQuestion, articles: Sequence[Article]) -> Iterable[tuple[str, int]]:
    """Return documents and grades; a question that nothing answers needs a 0 to be in the split."""
    return asked.documents.items() or [(articles[0].id, 0)]


def _write(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


@click.command()
@click.option("--shared", type=click.Path(path_type=Path, exists=True), default="../shared")
@click.option("--out", type=click.Path(path_type=Path), required=True)
@click.option("--distractors", default=DISTRACTORS)
def main(shared: Path, out: Path, distractors: int) -> None:
    """Write all sets."""
    for name, converter in CONVERTERS.items():
        articles, splits = converter(shared, distractors)
        write_set(out / name, articles, splits)
        told = ", ".join(f"{len(asked):,} in {split}" for split, asked in splits.items())
        print(f"{out / name}: {len(articles):,} documents; questions: {told}")


if __name__ == "__main__":
    main()
