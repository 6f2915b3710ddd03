"""Who embeds: texts in, vectors out, batch by batch.

The building process does, or others by Ray (`index/building/on_ray.py`). Neither knows what was
made before: `index/building/cache.py` asks for the rest, and keeps every batch once it is there.
"""

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from corpus.config import IndexSettings
from index.engines.encoder import Encoder, Vectors, load_encoder


class Embedding(Protocol):
    """All that a build asks of who embeds."""

    @property
    def encoder(self) -> Encoder:
        """The model, as it is on this machine."""

    def vectors(self, batches: Iterable[Sequence[str]], /) -> Iterator[Vectors]:
        """Yield the vectors of each batch, in order, equal to those of `Encoder.encode`.

        Few batches are taken before their turn, so that they need not all be held at once.

        Raises:
            WorkersError: Those who embed cannot be reached any more.
        """


class InProcess:
    """One batch after the other, where the build runs."""

    def __init__(self, encoder: Encoder) -> None:
        """Keep the model."""
        self.encoder = encoder

    def vectors(self, batches: Iterable[Sequence[str]], /) -> Iterator[Vectors]:
        """Yield the vectors of each batch, in order."""
        return map(self.encoder.encode, batches)


@contextlib.contextmanager
def open_embedding(settings: IndexSettings) -> Iterator[Embedding]:
    """Give who embeds by the settings, ready to, and let them go in the end.

    Raises:
        EncoderError: The model cannot be loaded.
        ConfigError: What they need is not installed, or too old.
        WorkersError: They cannot be reached, do not start, or have another encoder.
    """
    encoder = load_encoder(settings.encoder)
    if settings.embed == "here":
        yield InProcess(encoder)
        return
    from index.building.on_ray import ray_embedding

    with ray_embedding(settings.ray, settings.encoder, encoder) as embedding:
        yield embedding
