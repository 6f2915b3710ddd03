"""What a sentence resembles: a question, a bare topic, small talk, or what one tells beside them.

A small linear model over characters and words, learnt from `sentences.tsv` and the questions of
`bot/training` (`python -m bot.training.sentences` writes `sentences.json`). It replaces lists of
greetings and introductions, which would be long and never complete. Next: `bot/message/read.py`.
"""

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Literal, get_args

from index.text.words import WORD, fold, is_han

Resemblance = Literal["asked", "beside", "talk", "errand"]
RESEMBLANCES: tuple[Resemblance, ...] = get_args(Resemblance)
MODEL = Path(__file__).with_name("sentences.json")
SENTENCES = Path(__file__).with_name("sentences.tsv")
HEADER = "kind\tsentence"
# Kinds of the file that are no small talk; every other one is.
TOPIC, CONTEXT, ERRAND = "topic", "context", "errand"
# Length of the runs of characters that are counted, in Han script and within other words.
HAN_RUN, LATIN_RUN = 3, 4
_LOOSE = re.compile(r"[\W_]+")
_REPEATED = re.compile(r"(.)\1{2,}")
# What a member says behind any words: 你是谁呀.
_PARTICLES = re.compile("(?<=.)[呀啊呢哦哟啦]{1,99}$")
# A sentence of so many characters or more counts as long.
LONG = 24


@dataclass(frozen=True, slots=True)
class Likeness:
    """How likely a sentence is of each sort; the four are probabilities and sum to 1.

    Attributes:
        question: A question, or words that name a topic.
        beside: What is told beside a question: who one is, why one asks, courtesy.
        talk: Small talk.
        errand: "Please look this up", which points to another message.
    """

    question: float
    beside: float
    talk: float
    errand: float


def resemblance(sentence: str) -> Likeness:
    """Return what a sentence resembles.

    >>> resemblance("我是一名快递员").beside > 0.9
    True
    """
    model = _model()
    scores = list(model.bias)
    marks = set(features(sentence))
    for mark in marks & model.weights.keys():
        for place, weight in enumerate(model.weights[mark]):
            scores[place] += weight / math.sqrt(len(marks))
    highest = max(scores)
    shares = [math.exp(score - highest) for score in scores]
    return Likeness(*(share / sum(shares) for share in shares))


def features(sentence: str) -> Iterator[str]:
    """Yield what is counted of a sentence: short runs of characters, English words and pairs.

    >>> sorted(features("你好"))
    ['^你', '^你好', '你', '你好', '你好$', '好', '好$']
    """
    words = WORD.findall(fold(sentence))
    yield from _chinese_features("".join(words)) if is_han(sentence) else _english_features(words)
    if len(sentence) >= LONG:
        yield "#long"


def _chinese_features(text: str) -> Iterator[str]:
    whole = f"^{text}$"
    for size in range(1, HAN_RUN + 1):
        yield from (run for run in _runs(whole, size) if run not in ("^", "$"))


def _english_features(words: Sequence[str]) -> Iterator[str]:
    yield from (f"{first} {second}" for first, second in pairwise(["^", *words, "$"]))
    for word in words:
        yield word
        yield from (f"~{run}" for run in _runs(f"^{word}$", LATIN_RUN))


def _runs(text: str, size: int) -> Iterator[str]:
    return (text[at : at + size] for at in range(len(text) - size + 1))


def example_sentences() -> list[tuple[str, str]]:
    """Return every line of `sentences.tsv`: its kind and its words."""
    lines = SENTENCES.read_text(encoding="utf-8").splitlines()
    rows = lines[lines.index(HEADER) + 1 :]
    return [(kind, sentence) for kind, sentence in (row.split("\t") for row in rows)]


def kind_of_words(text: str) -> str:
    """Return which kind of line of `sentences.tsv` has these words, "" if none but a topic has.

    >>> kind_of_words("你好！！"), kind_of_words("Thank you."), kind_of_words("产假天数")
    ('greeting', 'thanks', '')
    """
    key, known = _key(text), _kinds()
    return known.get(key) or known.get(_PARTICLES.sub("", key), "")


@cache
def _kinds() -> dict[str, str]:
    return {_key(words): kind for kind, words in example_sentences() if kind != TOPIC}


def _key(text: str) -> str:
    return _REPEATED.sub(r"\1\1", _LOOSE.sub("", fold(text)))


@dataclass(frozen=True, slots=True)
class _Model:
    """The weights, in the order of `RESEMBLANCES`."""

    bias: tuple[float, ...]
    weights: Mapping[str, tuple[float, ...]]


@cache
def _model() -> _Model:
    kept = json.loads(MODEL.read_text(encoding="utf-8"))
    weights = {mark: tuple(row) for mark, row in kept["weights"].items()}
    return _Model(tuple(kept["bias"]), weights)
