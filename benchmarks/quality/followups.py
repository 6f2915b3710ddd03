"""How often a question that stands alone is changed, and how often a follow-up is understood.

    python -m benchmarks.quality.followups --shared ../shared [--show]

Standing alone: every question after the one before it in its set. Leaning: two neighbouring
questions of one paragraph that begin with the same name, the second name replaced by 他 or 它;
understood if the name is back, and found if the paragraph comes first among all of CMRC's.
"""

import itertools
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from benchmarks.quality.sets import english, squad
from bot.followups.mentions import is_nominal, mentions, tagged_words
from bot.followups.resolve import understand
from bot.followups.turn import SURROUNDINGS, Turn
from corpus.article import Article
from corpus.config import IndexSettings
from index.building.build import write_generation
from index.engines.encoder import load_encoder
from index.evaluation.measures import JudgedQuestion
from index.search import Index, open_index
from index.store.generation import current, lock

# Characters that a question must keep when its name is taken away.
FEWEST_LEFT = 4


@dataclass(frozen=True, slots=True)
class Leaning:
    """A question whose name was taken away, the turn before it, and what it said before."""

    turn: Turn
    question: str
    name: str
    whole: str
    article: str


def leaning(articles: Sequence[Article], asked: Sequence[JudgedQuestion]) -> Iterator[Leaning]:
    """Yield the second of two neighbouring questions that begin with the same name."""
    texts = {article.id: article.text for article in articles}
    for before, after in itertools.pairwise(asked):
        article = next(iter(after.documents))
        name = _shared_name(before.text, after.text)
        if article not in before.documents or not name:
            continue
        person = any(one.kind == "person" and one.text == name for one in mentions(after.text))
        question = ("他" if person else "它") + after.text[len(name) :]
        yield Leaning(_turn(before, texts[article]), question, name, after.text, article)


def _shared_name(before: str, after: str) -> str:
    same = len([1 for one, other in _while_same(before, after)])
    cut = [word for word in tagged_words(after) if word.end <= same]
    name = after[: cut[-1].end] if cut else ""
    named = len(name) > 1 and all(is_nominal(word) or word.tag[0] in "gzx" for word in cut)
    return name if named and len(after) - len(name) >= FEWEST_LEFT else ""


def _while_same(before: str, after: str) -> Iterator[tuple[str, str]]:
    pairs = zip(before, after, strict=False)
    return itertools.takewhile(lambda pair: pair[0] == pair[1], pairs)


def _turn(asked: JudgedQuestion, text: str) -> Turn:
    """Return the turn of a question that was answered with the sentence around its answer."""
    place = max(0, text.find(asked.answers[0]))
    start = text.rfind("。", 0, place) + 1
    end = text.find("。", place) + 1 or len(text)
    around = text[max(0, start - SURROUNDINGS // 2) : end + SURROUNDINGS // 2]
    return Turn(asked.text, text[start:end], around)


def indexed(articles: Sequence[Article], folder: Path) -> Index:
    """Publish the paragraphs and open them."""
    settings = IndexSettings(folder=folder, encoder="bundled-static")
    with lock(folder):
        write_generation(articles, settings, lambda stage, done, total: None)
    return open_index(current(folder), load_encoder(settings.encoder))


def first(index: Index, question: str, article: str) -> bool:
    """Say whether the paragraph's passage comes first."""
    return [hit.passage.article.id for hit in index.search(question, 1)] == [article]


@click.command()
@click.option("--shared", type=click.Path(path_type=Path), required=True)
@click.option("--show", is_flag=True, help="Print the questions that were changed.")
def main(shared: Path, show: bool) -> None:
    """Print a line a set."""
    articles, cmrc = squad(shared / "data" / "eval" / "cmrc2018_dev.json")
    sets = {
        "CMRC dev": cmrc,
        "DRCD test": squad(shared / "data" / "eval" / "drcd_test.json")[1],
        "English over CMRC": english("english_questions.tsv"),
        "English over DRCD": english("english_drcd.tsv"),
    }
    for name, asked in sets.items():
        changed = list(_changed(asked))
        print(f"{name}: {len(changed)} of {len(asked)} changed")
        print(*(changed if show else ()), sep="\n", end="\n" if show else "")
    _print_leaning(articles, list(leaning(articles, cmrc)))


def _changed(asked: Sequence[JudgedQuestion]) -> Iterator[str]:
    for before, one in itertools.pairwise(asked):
        meant = understand(one.text, [Turn(before.text)])
        if meant.changed:
            yield f"  {one.text} -> {meant.text}"


def _print_leaning(articles: Sequence[Article], lean: Sequence[Leaning]) -> None:
    meant = [understand(one.question, [one.turn]).text for one in lean]
    with tempfile.TemporaryDirectory() as folder:
        index = indexed(articles, Path(folder) / "index")
        asked = {"as asked": [one.question for one in lean], "understood": meant}
        asked["in full"] = [one.whole for one in lean]
        names = sum(one.name in text for one, text in zip(lean, meant, strict=True))
        print(f"{len(lean)} follow-ups with 他 or 它: name recovered {names / len(lean):.3f}")
        for kind, texts in asked.items():
            found = sum(
                first(index, text, one.article) for one, text in zip(lean, texts, strict=True)
            )
            print(f"  paragraph first, {kind}: {found / len(lean):.3f}")
        index.close()


if __name__ == "__main__":
    main()
