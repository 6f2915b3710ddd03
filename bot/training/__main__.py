"""`python -m bot.training --data ../shared/data --out bot/selector.json`: minutes on two cores."""

import argparse
import json
import random
from pathlib import Path

import numpy as np

from bot.doubt import DOUBTS
from bot.features import NAMES
from bot.select import Network
from bot.training.english import Translator
from bot.training.examples import Asker
from bot.training.fit import doubt_rows, fit_doubter, fit_selector
from bot.training.questions import Asked, read_news, read_squad

SETS = ("cmrc_trial", "drcd_dev")
# How much a question of each set counts: the first asks in whole sentences, as members do, and is
# smaller.
WEIGHTS = {"cmrc_trial": 2.0, "drcd_dev": 1.0}
NOISE = 4000
FOLDS = 3


def main() -> None:
    """Learn both networks and write them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    asker, asked = _asker(given.data)
    everything = list(asker.learn(asked))
    chooser = fit_selector(everything, [_weight(one.asked) for one in everything])
    parts = []
    for held_out in _folds(asked):
        away = {one.text for one in held_out}
        rest = [one for one in everything if one.asked.text not in away]
        partial = fit_selector(rest, [_weight(one.asked) for one in rest])
        parts.append(doubt_rows(partial, list(asker.doubt(held_out))))
    doubter = fit_doubter(
        np.vstack([rows for rows, _ in parts]), np.hstack([right for _, right in parts])
    )
    stored = {"selector": _plain(chooser, NAMES), "calibration": _plain(doubter, DOUBTS)}
    given.out.write_text(json.dumps(stored, separators=(",", ":")) + "\n", encoding="utf-8")


def _asker(data: Path) -> tuple[Asker, list[Asked]]:
    articles, asked = [], []
    for name in SETS:
        some, questions = read_squad(data / "train" / f"{name}.json")
        articles += some
        asked += questions
    noise = read_news(data / "news" / "xwlb.tar.xz", NOISE)
    translator = Translator(data / "train" / "cc-cedict.txt.gz", seed=3)
    return Asker(articles, noise, translator, seed=1), asked


def _weight(asked: Asked) -> float:
    return WEIGHTS[asked.article.split("-", maxsplit=1)[0]]


def _folds(asked: list[Asked]) -> list[list[Asked]]:
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
