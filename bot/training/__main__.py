"""`python -m bot.training --data ../shared/data`: questions in, `bot/reading/selector.json` out."""

import json
import random
import tempfile
from pathlib import Path

import click
import numpy as np

from bot.question.question import language_of
from bot.reading.confidence import DOUBTS
from bot.reading.features import FEATURES
from bot.reading.network import SELECTOR, Network
from bot.training.english import Translator
from bot.training.english_questions import english_asked
from bot.training.examples import Asker, Others
from bot.training.fit import DoubtRows, doubt_rows, fit_doubter, fit_selector
from bot.training.news_questions import news_asked
from bot.training.questions import TrainingQuestion, read_news, read_squad
from corpus.article import Article

SETS = ("cmrc_trial", "drcd_dev")
# How much a question of each set counts: the first asks in whole sentences, as members do, and is
# smaller.
_WEIGHTS = {"cmrc_trial": 2.0, "drcd_dev": 1.0}
# Questions about news and laws, and those in English, are few.
WEIGHT_NEWS, WEIGHT_ENGLISH = 3.0, 1.0
NOISE = 4000
FOLDS = 3


@click.command()
@click.option("--data", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--out", type=click.Path(path_type=Path), default=SELECTOR)
@click.option("--seed", default=7, show_default=True)
def main(data: Path, out: Path, seed: int) -> None:
    """Learn both networks and write them."""
    articles, asked = read_asked(data)
    translator = Translator(data / "train" / "cc-cedict.txt.gz")
    known = {article.id for article in articles}
    noise = [one for one in read_news(data / "news" / "xwlb.tar.xz", NOISE) if one.id not in known]
    with tempfile.TemporaryDirectory() as folder:
        asker = Asker(articles, noise, translator, Path(folder))
        with click.progressbar(asked, label="asking what is there") as bar:
            everything = list(asker.learn(bar))
        chooser = fit_selector(everything, [_weight(one.asked) for one in everything], seed)
        parts, others = [], Others.of(asked)
        for held_out in _folds(asked):
            away = {one.article for one in held_out}
            rest = [one for one in everything if one.asked.article not in away]
            partial = fit_selector(rest, [_weight(one.asked) for one in rest], seed)
            with click.progressbar(held_out, label="asking what is not there") as bar:
                parts.append(doubt_rows(partial, list(asker.doubt(bar, others))))
    doubter = fit_doubter(DoubtRows.joined(parts), seed)
    stored = {"selector": _plain(chooser, FEATURES), "calibration": _plain(doubter, DOUBTS)}
    out.write_text(json.dumps(stored, separators=(",", ":")) + "\n", encoding="utf-8")


def read_asked(data: Path) -> tuple[list[Article], list[TrainingQuestion]]:
    """Return the paragraphs and all the questions about them, in both languages."""
    articles, asked = news_asked(data)
    for name in SETS:
        some, questions = read_squad(data / "train" / f"{name}.json")
        articles += some
        asked += questions + english_asked(some)
    return articles, asked


def _weight(asked: TrainingQuestion) -> float:
    language = WEIGHT_ENGLISH if language_of(asked.text) == "en" else 1.0
    return language * _WEIGHTS.get(asked.article.split("-", maxsplit=1)[0], WEIGHT_NEWS)


def _folds(asked: list[TrainingQuestion]) -> list[list[TrainingQuestion]]:
    """Cut the questions by their paragraph, so that no paragraph is in two folds."""
    owners = sorted({one.article for one in asked})
    random.Random(2).shuffle(owners)
    fold = {owner: number % FOLDS for number, owner in enumerate(owners)}
    return [[one for one in asked if fold[one.article] == number] for number in range(FOLDS)]


def _plain(network: Network, names: tuple[str, ...]) -> dict[str, object]:
    arrays = {
        key: np.round(getattr(network, key).astype(float), 3).tolist()
        for key in ("mean", "scale", "hidden", "hidden_bias", "out")
    }
    return {"inputs": list(names), **arrays, "bias": round(network.bias, 3)}


if __name__ == "__main__":
    main()
