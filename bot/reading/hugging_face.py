"""A Hugging Face model on this machine as reader: `bot.reader: hf:PATH`.

Its config.json tells what it is. A question-answering model (with start and end logits, as for
SQuAD) points at words; how much likelier they are than none is the confidence. A cross-encoder
scores every sentence of the best passages, and its score through a sigmoid is the confidence.
Neither is calibrated on anything of ours: measure it with `gongda evaluate --reader hf:PATH`.
Nothing is downloaded. Where a model fails over a question, `quick` reads, and the log says so.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from bot.question.question import Question
from bot.reading.features import Idf
from bot.reading.reader import Quote
from bot.reading.select import QUICK
from bot.reading.span_reader import sentences_around
from bot.reply import Language
from corpus.errors import EncoderError, RerankerError
from corpus.passages import sentences
from index.engines.rerank import FAILURES, CustomReranker, judged_text, load_reranker
from index.hit import Hit
from index.query import without_small_talk

if TYPE_CHECKING:
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

log = logging.getLogger(__name__)

PREFIX = "hf:"
# As likely as not, where nothing is calibrated.
_EVEN = 0.5
# Passages from which sentences are scored one by one.
_PASSAGES_CUT = 3
# Tokens of a question with a passage, and of an answer.
_LONGEST, _LONGEST_ANSWER = 384, 60
_ANSWERS, _SCORES = "ForQuestionAnswering", "ForSequenceClassification"
_REMEDY = "name the folder of a question-answering model or of a cross-encoder after hf:"


class QuoteSource(Protocol):
    """All that differs between the kinds of models."""

    def __call__(self, question: str, hits: Sequence[Hit], /) -> Iterable[Quote]:
        """Return quotes with their confidence, in any order; raises one of `FAILURES`."""


class HuggingFaceReader:
    """Reads with any model of two kinds."""

    passages = 10

    def __init__(self, name: str, quotes: QuoteSource) -> None:
        """Keep the model; `name` is what config.yaml calls it."""
        self.name = name
        self._quotes = quotes

    @property
    def thresholds(self) -> Mapping[Language, float]:
        """Probability from which an answer is given."""
        return {"zh": _EVEN, "en": _EVEN}

    def read(self, question: Question, hits: Sequence[Hit], idf: Idf, /) -> list[Quote]:
        """Return a quote an article, likeliest first."""
        best: dict[str, Quote] = {}
        asked = without_small_talk(question.text)
        try:
            for quote in self._quotes(asked, hits[: self.passages]):
                known = best.get(quote.article.id)
                if known is None or quote.confidence > known.confidence:
                    best[quote.article.id] = quote
        except (*FAILURES, RerankerError) as error:
            log.error("%s failed over a question, `quick` reads: %s", self.name, type(error))
            return QUICK.read(question, hits, idf)
        return sorted(best.values(), key=lambda quote: -quote.confidence)


def scored_sentences(
    model: CustomReranker, question: str, hits: Sequence[Hit], /
) -> Iterator[Quote]:
    """Yield every sentence of the passages that a cross-encoder thinks best."""
    if not hits:
        return
    scores = model.score(question, [judged_text(hit.passage) for hit in hits])
    best = [hits[place] for place in np.argsort(-scores, kind="stable")[:_PASSAGES_CUT]]
    cut = [(hit, span) for hit in best for span in sentences(hit.passage.text)]
    texts = [span.of(hit.passage.text) for hit, span in cut]
    for (hit, span), score in zip(cut, model.score(question, texts), strict=True):
        start = hit.passage.start
        yield _quote(hit, (start + span.start, start + span.end), float(score))


class SpanModel:
    """A question-answering model: where the words begin and end that answer."""

    def __init__(self, model: "PreTrainedModel", tokenizer: "PreTrainedTokenizerBase") -> None:
        """Keep both."""
        self._model, self._tokenizer = model, tokenizer

    def __call__(self, question: str, hits: Sequence[Hit], /) -> Iterator[Quote]:
        """Yield the likeliest words of each passage, in the sentences around them."""
        for hit in hits:
            pointed = self._pointed(question, hit.passage.text)
            if pointed is not None:
                start, end, logit = pointed
                offset = hit.passage.start
                yield _quote(hit, (offset + start, offset + end), logit, exact=True)

    def _pointed(self, question: str, text: str) -> tuple[int, int, float] | None:
        """Return first character, one past the last, and the logit against no answer."""
        import torch

        read: Any = self._tokenizer(
            question,
            text,
            truncation="only_second",
            max_length=min(_LONGEST, self._tokenizer.model_max_length),
            return_offsets_mapping=True,
            return_tensors="pt",
        )
        places = read.pop("offset_mapping")[0].tolist()
        tokens = [
            token
            for token, side in enumerate(read.sequence_ids(0))
            if side == 1 and places[token][0] < places[token][1]
        ]
        if not tokens:
            return None
        with torch.inference_mode():
            logits = self._model(**read)
        starts, ends = logits.start_logits[0].numpy(), logits.end_logits[0].numpy()
        sums = starts[tokens][:, None] + ends[tokens][None, :]
        length = np.arange(len(tokens))[None, :] - np.arange(len(tokens))[:, None]
        sums = np.where((length >= 0) & (length < _LONGEST_ANSWER), sums, -np.inf)
        first, last = np.unravel_index(int(sums.argmax()), sums.shape)
        against = float(starts[0] + ends[0])
        logit = float(sums[first, last]) - against
        return places[tokens[first]][0], places[tokens[last]][1], logit


def _quote(hit: Hit, words: tuple[int, int], logit: float, exact: bool = False) -> Quote:
    """Return the sentences around some words; `exact` where the words themselves answer."""
    if not np.isfinite(logit):
        raise ValueError("a score is no finite number")
    likely = float(1 / (1 + np.exp(-logit)))
    run = sentences_around(hit, *words)
    return Quote(hit, run.start, run.end, likely, likely, words if exact else None)


def load_hugging_face(name: str) -> HuggingFaceReader:
    """Open the model in a folder, or the one of this name that is on this machine.

    Raises:
        EncoderError: It is not there, damaged, or of neither kind.
    """
    try:
        from transformers import AutoConfig

        folder = Path(name).expanduser()
        place = str(folder) if folder.is_dir() else name
        config = AutoConfig.from_pretrained(place, local_files_only=True)
        kind = (config.architectures or [""])[0]
        if kind.endswith(_ANSWERS):
            return HuggingFaceReader(f"{PREFIX}{name}", _span_model(place))
        if kind.endswith(_SCORES):
            model = load_reranker(place)
            return HuggingFaceReader(f"{PREFIX}{name}", partial(scored_sentences, model))
    except (ImportError, *FAILURES) as error:
        raise EncoderError(f"the model {name!r} cannot be opened: {error}", _REMEDY) from error
    except RerankerError as error:
        raise EncoderError(error.what, _REMEDY) from error
    raise EncoderError(f"the model {name!r} is neither kind of reader, but {kind!r}", _REMEDY)


def _span_model(place: str) -> SpanModel:
    from transformers import AutoModelForQuestionAnswering, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(place, local_files_only=True)
    if not tokenizer.is_fast:
        raise ValueError("its tokenizer does not tell where its tokens stand")
    model = AutoModelForQuestionAnswering.from_pretrained(place, local_files_only=True)
    return SpanModel(model.eval(), tokenizer)
