"""The calibration: right quotes go first, and what is told of the best one is honest."""

import numpy as np

from benchmarks.messages.__main__ import SETS
from bot.reading.calibration import Calibration
from bot.training.calibrate import Weighed, fit, questions_of
from index.evaluation.measures import JudgedQuestion


def weighed(chance: np.random.Generator, hard: bool) -> Weighed:
    """Return a question whose first piece of evidence tells what is right, if it is not hard."""
    right = tuple(bool(place == 0) for place in range(4))
    rows = chance.normal(size=(4, 3)).astype(np.float32)
    rows[0, 0] += 0.0 if hard else 3.0
    asked = JudgedQuestion("1", "？", {}, answers=("a",), answerable=True)
    return Weighed(asked, "zh", rows, (1.0,) * 4, right, answerable=True)


def test_the_best_quote_is_told_to_be_right_about_as_often_as_it_is() -> None:
    chance = np.random.default_rng(1)
    every = [weighed(chance, hard=number % 2 == 0) for number in range(2_000)]
    calibration = Calibration({"zh": fit(every)}, {})

    told, right = [], []
    for one in every:
        sure = [calibration.probability(row, "zh") for row in one.rows]
        told.append(max(sure))
        right.append(one.right[int(np.argmax(sure))])

    for least, most in ((0.0, 0.5), (0.5, 0.8), (0.8, 1.0)):
        some = [place for place, value in enumerate(told) if least <= value < most]
        assert abs(np.mean([told[i] for i in some]) - np.mean([right[i] for i in some])) < 0.07


def test_of_messages_those_that_ask_one_thing_at_once_are_learnt_from() -> None:
    questions = questions_of(SETS["third"].messages, ())

    assert any(one.answers for one in questions)
    assert any(not one.answerable for one in questions)
    assert all(one.answerable == bool(one.answers) for one in questions)
