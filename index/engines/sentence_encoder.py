"""The bundled encoder: multilingual-e5-small, tuned on our questions, asked through ONNX.

Its folder loads as a plain `SentenceTransformer(folder, backend="onnx")`, too, and gives the same
vectors to 1e-3. A question and a passage are told apart by the word before them, as the model was
trained. How it was made: `index/training/transformer/`.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.engines.transformer import Transformer, open_transformer

FOLDER = Path(__file__).parents[1] / "model" / "encoder"
DIMENSION = 384
# Tokens of a text that are read; a passage of 200 characters with its headline has about 160.
LONGEST = 256
QUESTION, PASSAGE = "query: ", "passage: "
OUTPUT = "sentence_embedding"

SentenceVectors = npt.NDArray[np.float32]


class SentenceEncoder:
    """Text to unit vectors by the model folder that ships with the package."""

    dimension = DIMENSION
    reads_sentences = True

    def __init__(self, model: Transformer) -> None:
        self.name = f"bundled-{model.name}"
        self._model = model

    def encode(self, texts: Sequence[str], /) -> SentenceVectors:
        """Return one unit vector a passage, in order: shape `(len(texts), 384)`, float32."""
        return self._vectors([PASSAGE + text for text in texts])

    def encode_questions(self, questions: Sequence[str], /) -> SentenceVectors:
        """Return one unit vector a question, near those of the passages that answer it."""
        return self._vectors([QUESTION + question for question in questions])

    def _vectors(self, texts: Sequence[str]) -> SentenceVectors:
        vectors = np.zeros((len(texts), DIMENSION), np.float32)
        for places, [made] in self._model.run(self._model.tokens(texts), [OUTPUT]):
            vectors[places] = made
        return vectors


@cache
def load_sentence_encoder(folder: Path = FOLDER) -> SentenceEncoder:
    """Open the bundled encoder once a process; raises EncoderError if its folder is damaged."""
    return SentenceEncoder(open_transformer(folder, LONGEST))
