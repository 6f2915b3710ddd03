"""The training loop: pull a text towards its partner, away from the rest of the batch.

A text's vector is the mean of its pieces' vectors, and a piece's vector is *itself plus the mean of
the pieces inside it* (站点 = own + 站, 点; "stations" = own + "station"), so that a word seen twice
still lands near its relatives. The sum is written out when the model ships: at run time it is one
row a piece.

Loss: softmax over 1,024 in-batch partners, both directions, cosine times 20 (the multiple negatives
ranking loss of Henderson et al. 2017, https://arxiv.org/abs/1705.00652). Adam touches only the rows
of the batch.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor
from torch.nn import functional

SCALE = 20.0
MOMENTS = (0.9, 0.99)
TINY = 1e-8
# Standard deviation of the first vectors; pieces that have others inside them begin at zero.
FIRST = 0.05
WARM_UP = 50

Ids = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Ragged:
    """Rows of ids of unequal length: row i is `ids[starts[i]:starts[i + 1]]`."""

    ids: Ids
    starts: Ids

    def __len__(self) -> int:
        return len(self.starts) - 1

    def take(self, rows: Ids) -> "Ragged":
        """Return some rows, in the order asked for."""
        lengths = self.starts[rows + 1] - self.starts[rows]
        starts = np.concatenate([[0], np.cumsum(lengths)])
        shift = np.repeat(self.starts[rows] - starts[:-1], lengths)
        return Ragged(self.ids[np.arange(starts[-1]) + shift], starts)

    def thin(self, keep: float, generator: np.random.Generator) -> "Ragged":
        """Drop ids at random: a row keeps a share between `keep` and all, and never nothing."""
        lengths = np.diff(self.starts)
        shares = np.repeat(generator.uniform(keep, 1.0, len(self)), lengths)
        kept = generator.random(len(self.ids)) < shares
        kept[self.starts[:-1][lengths > 0]] |= (
            np.add.reduceat(kept, self.starts[:-1][lengths > 0]) == 0
        )
        counts = np.concatenate([[0], np.cumsum(kept)])
        return Ragged(self.ids[kept], counts[self.starts])


def ragged(rows: Sequence[Ids]) -> Ragged:
    """Pack rows of ids."""
    starts = np.concatenate([[0], np.cumsum([len(row) for row in rows])]).astype(np.int64)
    return Ragged(np.concatenate([np.zeros(0, np.int64), *rows]), starts)


@dataclass(frozen=True, slots=True)
class Batch:
    """Texts and their partners, and numbers that tell which texts are the same."""

    anchors: Ragged
    partners: Ragged
    anchor_groups: Ids
    partner_groups: Ids


class Trainer:
    """The vectors being learnt and Adam's memory of them."""

    def __init__(self, inner: Ragged, dimension: int, seed: int) -> None:
        generator = torch.Generator().manual_seed(seed)
        self._inner = inner
        self.vectors = torch.randn(len(inner), dimension, generator=generator) * FIRST
        self.vectors[torch.from_numpy(np.diff(inner.starts) > 0)] = 0
        self._mean = torch.zeros_like(self.vectors)
        self._square = torch.zeros_like(self.vectors)
        self._steps = torch.zeros(len(inner), 1)

    def step(self, batch: Batch, rate: float) -> float:
        """Learn from one batch; return its loss."""
        pieces, places = np.unique(
            np.concatenate([batch.anchors.ids, batch.partners.ids]), return_inverse=True
        )
        inner = self._inner.take(pieces)
        touched = torch.from_numpy(np.unique(np.concatenate([pieces, inner.ids])))
        leaf = self.vectors[touched].requires_grad_()
        rows = _compose(leaf, torch.from_numpy(pieces), inner, touched)
        cut = len(batch.anchors.ids)
        left = _texts(rows, places[:cut], batch.anchors.starts)
        right = _texts(rows, places[cut:], batch.partners.starts)
        loss = _loss(left, right, batch)
        loss.backward()  # type: ignore[no-untyped-call]
        self._adam(touched, leaf.grad, rate)
        return float(loss.detach())

    def composed(self) -> npt.NDArray[np.float32]:
        """Return every piece's final vector."""
        every = torch.arange(len(self._inner))
        with torch.no_grad():
            return _compose(self.vectors, every, self._inner, every).numpy()

    def _adam(self, touched: Tensor, gradient: Tensor | None, rate: float) -> None:
        assert gradient is not None
        first, second = MOMENTS
        steps = self._steps[touched] + 1
        mean = self._mean[touched].lerp_(gradient, 1 - first)
        square = self._square[touched].lerp_(gradient.square(), 1 - second)
        self._steps[touched], self._mean[touched], self._square[touched] = steps, mean, square
        scale = (square / (1 - second**steps)).sqrt_().add_(TINY)
        self.vectors[touched] -= rate * (mean / (1 - first**steps)) / scale


def rates(steps: int, peak: float) -> Iterator[float]:
    """Yield the learning rate of every step: up over the first few, then down in a line to zero."""
    for step in range(steps):
        yield peak * min(1.0, (step + 1) / WARM_UP) * (1 - step / steps)


def _compose(leaf: Tensor, pieces: Tensor, inner: Ragged, touched: Tensor) -> Tensor:
    parts = torch.searchsorted(touched, torch.from_numpy(inner.ids))
    own = torch.searchsorted(touched, pieces)
    starts = torch.from_numpy(inner.starts[:-1])
    return leaf[own] + functional.embedding_bag(parts, leaf, starts, mode="mean")


def _texts(rows: Tensor, places: Ids, starts: Ids) -> Tensor:
    means = functional.embedding_bag(
        torch.from_numpy(places), rows, torch.from_numpy(starts[:-1]), mode="mean"
    )
    return functional.normalize(means, dim=1)


def _loss(left: Tensor, right: Tensor, batch: Batch) -> Tensor:
    """Softmax both ways; a partner that is really the same text is no wrong answer."""
    cosines = left @ right.T * SCALE
    same = torch.from_numpy(batch.partner_groups[:, None] == batch.partner_groups[None])
    twin = torch.from_numpy(batch.anchor_groups[:, None] == batch.anchor_groups[None])
    itself = torch.eye(len(cosines), dtype=torch.bool)
    cosines = cosines.masked_fill((same | twin) & ~itself, -1e4)
    target = torch.arange(len(cosines))
    return (
        functional.cross_entropy(cosines, target) + functional.cross_entropy(cosines.T, target)
    ) / 2
