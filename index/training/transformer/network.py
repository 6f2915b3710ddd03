"""The backbone in torch: a BERT of 12 layers, of which the upper ones are tuned.

Attention is written out: torch's fused attention takes twice as long backwards in bfloat16 on a
processor. Word and place vectors stay as published, so that they ship as the 4-bit rows they are.
"""

from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from index.training.transformer.wheel import Backbone, values

HEADS, PLACES, EPSILON = 12, 512, 1e-12
# What hides a filler from attention; float16 and bfloat16 hold it.
HIDDEN_FILLER = -30_000.0
# A name of the file, and ours.
RENAMED = {"q": "q", "k": "k", "v": "v", "ao": "out", "fi": "widen", "fo": "narrow"}
NORMS = {"aln": "out_norm", "oln": "narrow_norm"}


class Layer(nn.Module):
    """Attention and two linear maps, each added to what came in."""

    def __init__(self, hidden: int, inner: int) -> None:
        super().__init__()
        self.q, self.k, self.v = (nn.Linear(hidden, hidden) for _ in range(3))
        self.out, self.out_norm = nn.Linear(hidden, hidden), nn.LayerNorm(hidden, EPSILON)
        self.widen, self.narrow = nn.Linear(hidden, inner), nn.Linear(inner, hidden)
        self.narrow_norm = nn.LayerNorm(hidden, EPSILON)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Return the next layer's input, shape `(texts, tokens, hidden)`."""
        texts, tokens, hidden = x.shape
        q, k, v = (
            part(x).view(texts, tokens, HEADS, -1).transpose(1, 2)
            for part in (self.q, self.k, self.v)
        )
        weights = torch.softmax((q * (hidden // HEADS) ** -0.5) @ k.transpose(-1, -2) + mask, -1)
        seen = (weights @ v).transpose(1, 2).reshape(texts, tokens, hidden)
        x = self.out_norm(x + self.out(seen))
        wide: Tensor = self.narrow_norm(x + self.narrow(F.gelu(self.widen(x))))
        return wide


class Bert(nn.Module):
    """Ids of pieces -> a vector a token. The lowest `frozen` layers and the embeddings stay."""

    def __init__(self, pieces: int, hidden: int, inner: int, layers: int, frozen: int) -> None:
        super().__init__()
        self.words, self.places = nn.Embedding(pieces, hidden), nn.Embedding(PLACES, hidden)
        self.kinds, self.norm = nn.Embedding(2, hidden), nn.LayerNorm(hidden, EPSILON)
        self.layers = nn.ModuleList(Layer(hidden, inner) for _ in range(layers))
        self._frozen = frozen
        fixed = [self.words, self.places, self.kinds, self.norm, *self.layers[:frozen]]
        for module in fixed:
            module.requires_grad_(False)

    def forward(self, ids: Tensor, kinds: Tensor, valid: Tensor) -> Tensor:
        """Return the vectors, shape `(texts, tokens, hidden)`."""
        half = torch.is_autocast_enabled("cpu")
        mask = torch.zeros(valid.shape, dtype=torch.bfloat16 if half else torch.float32)
        mask = mask.masked_fill_(~valid, HIDDEN_FILLER)[:, None, None, :]
        with torch.no_grad():
            places = self.places(torch.arange(ids.shape[1]))[None]
            x: Tensor = self.norm(self.words(ids) + places + self.kinds(kinds))
            for layer in self.layers[: self._frozen]:
                x = layer(x, mask)
        for layer in self.layers[self._frozen :]:
            x = layer(x, mask)
        return x


class PointingBert(nn.Module):
    """A BERT that reads a question beside a passage: begin, end, and whether it answers."""

    def __init__(self, bert: Bert, hidden: int) -> None:
        super().__init__()
        self.bert = bert
        self.span, self.relevance = nn.Linear(hidden, 2), nn.Linear(2 * hidden, 1)

    def forward(self, ids: Tensor, kinds: Tensor, valid: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return logits: begin and end a token, shape `(pairs, tokens)`; relevance, `(pairs,)`."""
        x = self.bert(ids, kinds, valid)
        span = self.span(x).float()
        both = torch.cat([x[:, 0], mean_vector(x, valid)], -1)
        return span[..., 0], span[..., 1], self.relevance(both).float()[:, 0]


def mean_vector(x: Tensor, valid: Tensor) -> Tensor:
    """Return the mean vector of a text's tokens, shape `(texts, hidden)`."""
    weights = valid[:, :, None].to(x.dtype)
    return (x * weights).sum(1) / weights.sum(1)


def load_bert(backbone: Backbone, kept: list[int], frozen: int) -> Bert:
    """Return the open model over the kept pieces."""
    tensors = {name: torch.tensor(array) for name, array in backbone.tensors.items()}
    hidden = tensors["emb.ln.w"].numel()
    layers = 1 + max(int(name[1:].partition(".")[0]) for name in tensors if name[0] == "l")
    bert = Bert(len(kept), hidden, tensors["l0.fi.b"].numel(), layers, frozen)
    state = {
        "words.weight": torch.tensor(values(backbone.rows[kept]).reshape(len(kept), hidden)),
        "places.weight": tensors["emb.pos"].view(PLACES, hidden),
        "kinds.weight": tensors["emb.type"].view(2, hidden),
        "norm.weight": tensors["emb.ln.w"],
        "norm.bias": tensors["emb.ln.b"],
    }
    for number in range(layers):
        for name, ours in (RENAMED | NORMS).items():
            for end, kind in (("w", "weight"), ("b", "bias")):
                state[f"layers.{number}.{ours}.{kind}"] = tensors[f"l{number}.{name}.{end}"]
    bert.load_state_dict(state)
    return bert


def save_state(path: Path, state: dict[str, object]) -> None:
    """Write a state aside, then put it in place: a run that is stopped never tears it."""
    aside = path.with_suffix(".new")
    torch.save(state, aside)
    aside.replace(path)
