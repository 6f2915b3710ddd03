"""Rows -> networks, with torch: one that chooses among sentences, one that doubts the choice."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch

from bot.reading.confidence import Evidence, doubts
from bot.reading.network import Network, softmax
from bot.reading.overlap import Matrix
from bot.reading.select import best_runs, share_of
from bot.training.examples import Example

Loss = Callable[[torch.nn.Module, torch.Tensor], torch.Tensor]
# Units of the hidden layer; CMRC dev, given the paragraph, one sentence: none 0.775, 16 0.818, 24
# 0.835, 64 0.831.
CHOOSING, DOUBTING = 24, 16
# Share of questions that the archive is taken to answer: where about as many are, confidence is a
# probability.
ANSWERABLE = 0.6
EPOCHS = 40
_BATCH = 256
_RATE = 5e-3
DECAY = 1e-2
DROPOUT = 0.2
# Standard deviation below which an input counts as constant.
STILL = 1e-2


def fit_selector(examples: Sequence[Example], weights: Sequence[float], seed: int) -> Network:
    """Return a network whose softmax over a question's sentences is high where the answer is."""
    kept = [(one, w) for one, w in zip(examples, weights, strict=True) if one.right.any()]
    longest = max(len(one.table) for one, _ in kept)
    x = torch.zeros(len(kept), longest, kept[0][0].table.shape[1])
    right, there = (torch.zeros(len(kept), longest, dtype=torch.bool) for _ in range(2))
    for number, (one, _) in enumerate(kept):
        size = len(one.table)
        x[number, :size] = torch.tensor(one.table)
        right[number, :size] = torch.tensor(one.right > 0)
        there[number, :size] = True
    weight = torch.tensor([w for _, w in kept])

    def loss(net: torch.nn.Module, batch: torch.Tensor) -> torch.Tensor:
        scores = net(x[batch]).squeeze(-1).masked_fill(~there[batch], -1e9)
        chosen = torch.log_softmax(scores, 1).masked_fill(~right[batch], -1e9).logsumexp(1)
        return -(chosen * weight[batch]).mean()

    torch.manual_seed(seed)
    return _fitted(x, there, loss, CHOOSING)


def fit_doubter(seen: "DoubtRows", seed: int) -> Network:
    """Return a network whose logistic is the probability that a quote answers.

    It learns from many more questions without an answer than members ask; the odds are put right
    afterwards (Saerens et al. 2002, https://doi.org/10.1162/089976602753284446). Weighing the
    questions while learning told the two apart less well.
    """
    x, y = torch.tensor(seen.table), torch.tensor(seen.right)

    def loss(net: torch.nn.Module, batch: torch.Tensor) -> torch.Tensor:
        scores = net(x[batch]).squeeze(-1)
        return torch.nn.functional.binary_cross_entropy_with_logits(scores, y[batch])

    torch.manual_seed(seed)
    network = _fitted(x, torch.ones(len(x), dtype=torch.bool), loss, DOUBTING)
    shift = logit(ANSWERABLE) - logit(float(seen.answerable.mean()))
    return replace(network, bias=network.bias + shift)


def logit(probability: float) -> float:
    """Return the logarithm of the odds."""
    return math.log(probability / (1.0 - probability))


@dataclass(frozen=True, slots=True)
class DoubtRows:
    """The best quotes of some questions: a row of doubts each, and what is to be learnt.

    Attributes:
        right: 1.0 where the quote holds the answer.
        answerable: 1.0 where the archive that was asked holds it.
    """

    table: Matrix
    right: Matrix
    answerable: Matrix

    @classmethod
    def joined(cls, parts: Sequence["DoubtRows"]) -> "DoubtRows":
        """Put the parts behind one another."""
        return cls(
            np.vstack([part.table for part in parts]),
            np.hstack([part.right for part in parts]),
            np.hstack([part.answerable for part in parts]),
        )


def doubt_rows(chooser: Network, examples: Sequence[Example]) -> DoubtRows:
    """Return what there is to say against the best quote of each example."""
    found, right, answerable = [], [], []
    for one in examples:
        if not len(one.table):
            continue
        shares = softmax(chooser(one.table))
        runs = best_runs(one.laid.places, shares)
        run = max(runs, key=lambda run: share_of(shares, run))
        evidence = Evidence(one.question, one.laid.blocks, one.table, shares, run)
        found.append(doubts(evidence, one.weights))
        right.append(float(one.answerable and _answers(one, run)))
        answerable.append(float(one.answerable))
    return DoubtRows(
        np.array(found),
        np.array(right, dtype=np.float32),
        np.array(answerable, dtype=np.float32),
    )


def _answers(one: Example, run: tuple[int, int]) -> bool:
    first, last = one.laid.places[run[0]], one.laid.places[run[1]]
    article = first.hit.passage.article
    quote = article.text[first.span.start : last.span.end]
    return article.id == one.asked.article and any(answer in quote for answer in one.asked.answers)


def _fitted(x: torch.Tensor, there: torch.Tensor, loss: Loss, units: int) -> Network:
    mean, scale = x[there].mean(0), x[there].std(0)
    # An input that never varied must not shout when one day it does.
    scale = torch.where(scale < STILL, torch.tensor(1e3), scale)
    net = torch.nn.Sequential(
        _Standard(mean, scale),
        torch.nn.Linear(x.shape[-1], units),
        torch.nn.ReLU(),
        torch.nn.Dropout(DROPOUT),
        torch.nn.Linear(units, 1),
    )
    steps = EPOCHS * (len(x) // _BATCH + 1)
    optimiser = torch.optim.AdamW(net.parameters(), lr=_RATE, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, steps)
    for _ in range(EPOCHS):
        for batch in torch.randperm(len(x)).tensor_split(len(x) // _BATCH + 1):
            optimiser.zero_grad()
            torch.autograd.backward(loss(net, batch))
            optimiser.step()
            schedule.step()
    return _network(net, mean, scale)


class _Standard(torch.nn.Module):
    def __init__(self, mean: torch.Tensor, scale: torch.Tensor) -> None:
        super().__init__()
        self.mean, self.scale = mean, scale

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return (x - self.mean) / self.scale


def _network(net: torch.nn.Sequential, mean: torch.Tensor, scale: torch.Tensor) -> Network:
    hidden, out = net[1], net[4]
    assert isinstance(hidden, torch.nn.Linear)
    assert isinstance(out, torch.nn.Linear)
    return Network(
        mean=mean.numpy(),
        scale=scale.numpy(),
        hidden=hidden.weight.detach().numpy().T,
        hidden_bias=hidden.bias.detach().numpy(),
        out=out.weight.detach().numpy()[0],
        bias=float(out.bias.detach()),
    )
