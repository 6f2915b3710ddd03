"""How likely it is that a quote answers: what the doubts say, and what no answer can do without."""

import numpy as np

from bot.doubt import Evidence, doubts
from bot.features import Weights
from bot.measure import measured
from bot.network import network
from bot.overlap import Matrix
from bot.premise import stands
from corpus.article import Article

# What is left of the confidence where a quote holds no number of the kind asked for
# (`bot/measure.py`).
WITHOUT_MEASURE = 0.3
# The same where an article does not name the question's places and years (`bot/premise.py`): 5 of
# 683 right answers to questions that have some do not (CMRC dev, DRCD test), and 45 of 79 answers
# to false premises.
WITHOUT_PREMISE = 0.3


def sureness(evidence: Evidence, weights: Weights, article: Article) -> float:
    """Return the confidence in a quote of an article; little of it where it cannot be meant."""
    question, (first, last) = evidence.question, evidence.run
    sure = confidence(doubts(evidence, weights))
    if not stands(question.text, question.language, article):
        sure *= WITHOUT_PREMISE
    if question.measure is None:
        return sure
    every = [one.folded for block in evidence.blocks for one in block.sentences]
    held = any(measured(one, question.measure) for one in every[first : last + 1])
    return sure if held else sure * WITHOUT_MEASURE


def confidence(row: Matrix) -> float:
    """Return the calibrated probability that the quote behind a row of doubts answers."""
    return float(1.0 / (1.0 + np.exp(-network("calibration")(row[None, :])[0])))
