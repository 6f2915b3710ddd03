"""The two small networks that choose a quote and doubt it: numbers in, scores out.

They are made by `python -m bot.training`, kept in `bot/reading/selector.json`, and read with numpy
alone.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from bot.reading.overlap import Matrix

SELECTOR = Path(__file__).with_name("selector.json")


@dataclass(frozen=True, slots=True)
class Network:
    """One hidden layer: `relu(x @ hidden + hidden_bias) @ out + bias`, x standardised first."""

    mean: Matrix
    scale: Matrix
    hidden: Matrix
    hidden_bias: Matrix
    out: Matrix
    bias: float

    def __call__(self, x: Matrix, /) -> Matrix:
        """Return one raw score a row."""
        layer = np.maximum((x - self.mean) / self.scale @ self.hidden + self.hidden_bias, 0.0)
        return np.asarray(layer @ self.out + self.bias)


def softmax(scores: Matrix) -> Matrix:
    """Return positive shares that add up to 1."""
    grown = np.exp(scores - scores.max())
    return np.asarray(grown / grown.sum())


@cache
def network(name: str) -> Network:
    """Return a network of `bot/reading/selector.json`: "selector" or "calibration"."""
    stored = json.loads(SELECTOR.read_text(encoding="utf-8"))[name]
    arrays = {
        key: np.array(stored[key], dtype=np.float32)
        for key in ("mean", "scale", "hidden", "hidden_bias", "out")
    }
    return Network(**arrays, bias=float(stored["bias"]))
