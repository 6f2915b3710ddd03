"""What a reader's logits are worth: a logistic regression, and a threshold a language.

`calibration.json` in the model's folder holds both, and names the sets that it was fitted on.
`bot/training/calibrate.py` writes it; the card beside it says more.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.reply import Language
from corpus.errors import EncoderError

FILE = "calibration.json"
EvidenceRow = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Calibration:
    """A weight for each piece of evidence, by the language of the question.

    Attributes:
        weights: The weights, and last what is added to their sum.
        thresholds: Probability from which an answer is given.
    """

    weights: dict[Language, npt.NDArray[np.float32]]
    thresholds: dict[Language, float]

    def probability(self, evidence: EvidenceRow, language: Language) -> float:
        """Return the calibrated probability in [0, 1] that a quote with this evidence answers."""
        weights = self.weights[language]
        return float(1.0 / (1.0 + np.exp(-(evidence @ weights[:-1] + weights[-1]))))


def load_calibration(folder: Path) -> Calibration:
    """Read the calibration of a model folder.

    Raises:
        EncoderError: There is none, or it is damaged.
    """
    try:
        tree = json.loads((folder / FILE).read_text(encoding="utf-8"))
        weights = {key: np.array(row, np.float32) for key, row in tree["weights"].items()}
        return Calibration(weights, dict(tree["thresholds"]))
    except (OSError, ValueError, KeyError) as error:
        raise EncoderError(
            f"{folder / FILE} cannot be read: {error}",
            "reinstall gongda, or set bot.reader to `quick`",
        ) from error
