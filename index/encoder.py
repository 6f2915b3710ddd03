"""The encoder: text to unit vectors, by the bundled bilingual model or any sentence-transformers model."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]


class Encoder(Protocol):
    """All that the dense index asks of a model."""

    @property
    def name(self) -> str:
        """What the manifest records: it changes whenever the vectors would."""

    @property
    def dimension(self) -> int:
        """Length of every vector."""

    def encode(self, texts: Sequence[str], /) -> Vectors:
        """Return one unit vector a text, in order: shape `(len(texts), dimension)`, float32."""
