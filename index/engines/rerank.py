"""An optional second look: a cross-encoder reads the question beside each of the best passages.

BM25 and the vectors judge a passage without having seen the question; a cross-encoder sees both at
once, which is better and thousands of times slower, so it only puts the first few into order. Any
CrossEncoder of sentence-transformers can be named in config.yaml (`index.reranker`), or none.
Where it fails, the passages keep the order that `index/search.py` gave them, and that is told: in
the log, and in the notes of every hit. Next: `index/reader.py` opens it beside the index.
"""

import logging
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from corpus.article import Passage
from corpus.config import IndexSettings
from corpus.errors import RerankerError
from index.hit import Hit

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

log = logging.getLogger(__name__)

Scores = npt.NDArray[np.float32]

# Pairs a batch: a transformer's memory grows with it, its speed on a processor hardly does.
BATCH = 32
# What a model may raise over a text or a damaged file; anything else is a bug of ours.
FAILURES = (
    ArithmeticError,
    AttributeError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)
# Digits after the point that tell two scores apart: the same pair differs by 1e-6 between batches,
# and where a model has nothing to say, such noise must not decide.
TOLD_APART = 4
# Characters of a library's error that are passed on.
LONGEST_REASON = 200


class Reranker(Protocol):
    """All that is asked of a model that judges passages."""

    @property
    def name(self) -> str:
        """What config.yaml calls it."""

    def score(self, question: str, texts: Sequence[str], /) -> Scores:
        """Return how well each text answers, in order: shape `(len(texts),)`, higher is better.

        Scores are logits: nothing is squeezed together at either end.

        Raises:
            RerankerError: The model failed over one of them.
        """


class CustomReranker:
    """Any CrossEncoder of sentence-transformers; safe to use from several threads."""

    def __init__(self, model: "CrossEncoder", name: str) -> None:
        self._model = model
        # One question at a time: each takes all cores anyway, and memory stays that of one.
        self._lock = threading.Lock()
        self.name = name

    def score(self, question: str, texts: Sequence[str], /) -> Scores:
        """Return how well each text answers; the model cuts what is longer than it can read."""
        pairs = [(question, text) for text in texts]
        try:
            with self._lock:
                scores = self._model.predict(pairs, batch_size=BATCH, show_progress_bar=False)
        except FAILURES as error:
            raise _failed(self.name, _reason(error, question)) from error
        return np.asarray(scores, dtype=np.float32)


class Reranking:
    """Puts hits into a reranker's order, or, where it fails, leaves and notes them."""

    def __init__(self, reranker: Reranker, top: int) -> None:
        """Keep the model and how many of the best hits it reads."""
        self.top = top
        self._reranker = reranker
        self._told = ""  # the failure that was warned of last

    def __call__(self, question: str, hits: Sequence[Hit]) -> tuple[Hit, ...]:
        """Return the hits, the first `top` of them in the reranker's order, the others behind."""
        best, others = hits[: self.top], hits[self.top :]
        if not best:
            return ()
        try:
            scores = self._reranker.score(question, [judged_text(hit.passage) for hit in best])
            _check(scores, len(best), self._reranker.name)
        except RerankerError as error:
            self._warn(error)
            return tuple(_noted(hit, error.what) for hit in hits)
        self._told = ""
        return (*reordered(best, scores), *others)

    def _warn(self, error: RerankerError) -> None:
        """Log a failure, once until it goes away or another one comes."""
        if error.what != self._told:
            log.warning("%s", error)
        self._told = error.what


def judged_text(passage: Passage) -> str:
    """Return what a cross-encoder reads of a passage: its headline, then its words."""
    return f"{passage.article.title}\n{passage.text}".strip()


def reordered(hits: Sequence[Hit], scores: Scores) -> tuple[Hit, ...]:
    """Return the hits by score, best first; equal scores, up to noise, leave them as they stand.

    >>> [hit is hits[1] for hit in reordered(hits, np.array([0.1, 0.9, 0.1]))]
    [True, False, False]
    """
    order = np.argsort(-scores.round(TOLD_APART), kind="stable")
    return tuple(
        replace(
            hits[place],
            why=replace(hits[place].why, rerank_rank=rank, rerank_score=float(scores[place])),
        )
        for rank, place in enumerate(order.tolist(), 1)
    )


def open_reranking(settings: IndexSettings) -> Reranking | None:
    """Return what the settings ask for; None if they name no reranker, and nothing is imported.

    Raises:
        RerankerError: The model is not on this machine, is damaged, or is no reranker.
    """
    if not settings.reranker:
        return None
    return Reranking(load_reranker(settings.reranker), settings.rerank_top)


def load_reranker(name: str) -> CustomReranker:
    """Load the model that config.yaml names under `index.reranker`; nothing is downloaded.

    Raises:
        RerankerError: The model is not on this machine, is damaged, or is no reranker.
    """
    folder = Path(name).expanduser()
    try:
        from safetensors import SafetensorError
        from sentence_transformers import CrossEncoder
        from torch.nn import Identity
        from transformers.utils.logging import disable_progress_bar
    except ImportError as error:
        raise _unfit(f"reranker {name!r} cannot be loaded: {error}") from error
    disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        model = CrossEncoder(
            str(folder) if folder.is_dir() else name,
            device="cpu",
            local_files_only=True,
            activation_fn=Identity(),
        )
    except (*FAILURES, SafetensorError) as error:
        raise _unfit(f"reranker {name!r} cannot be loaded: {_reason(error)}") from error
    _check_kind(model, name)
    return CustomReranker(model, name)


def _check_kind(model: "CrossEncoder", name: str) -> None:
    """Refuse a model with more than one score a pair, or whose head was drawn at random just now.

    An embedding model loads as a cross-encoder too: what its files lack is filled with noise.
    """
    if model.num_labels != 1:
        raise _unfit(f"reranker {name!r} gives {model.num_labels} scores a passage, not one")
    inner = model.model
    trained = list(getattr(inner.config, "architectures", None) or []) if inner else []
    if len(model) == 1 and trained and type(inner).__name__ not in trained:
        raise _unfit(f"reranker {name!r} is no cross-encoder; its files hold {', '.join(trained)}")


def _check(scores: Scores, count: int, name: str) -> None:
    if scores.shape != (count,):
        raise _failed(name, f"{count} passages got scores of shape {scores.shape}")
    if wrong := int(np.count_nonzero(~np.isfinite(scores))):
        raise _failed(name, f"{wrong} of {count} scores are no finite numbers")


def _noted(hit: Hit, note: str) -> Hit:
    return replace(hit, why=replace(hit.why, notes=(*hit.why.notes, note)))


def _failed(name: str, reason: str) -> RerankerError:
    return RerankerError(
        f"reranker {name!r} failed, so the passages keep the order they had without it: {reason}",
        'if it goes on, set index.reranker to another model, or to "" for none',
    )


def _unfit(what: str) -> RerankerError:
    return RerankerError(
        what,
        'set index.reranker to "" for none, to the folder of a sentence-transformers CrossEncoder, '
        "or to the name of one that is on this machine after `hf download NAME`",
    )


def _reason(error: BaseException, question: str = "") -> str:
    """Return the first line of an error, without its words where they repeat the question."""
    words = str(error).strip().partition("\n")[0][:LONGEST_REASON]
    kind = type(error).__name__
    return f"{kind}: {words}" if words and (not question or question not in words) else kind
