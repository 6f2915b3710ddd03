"""A model's reply -> words that are really printed in the passages that it names.

Whatever stands around the JSON (fences, thoughts) is passed over. A place counts only if its
passage was sent and holds the words letter by letter. Next: `bot/language_model/judging.py`.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, Field, ValidationError

from bot.language_model.errors import NoReplyError
from bot.language_model.prompt import MOST_ANSWERS
from index.hit import Hit
from index.text.words import WORD

# Braces at which a reply is tried; one that thinks aloud may hold some before its answer.
_MOST_TRIES = 50


class NamedPlace(BaseModel):
    """What a model says of one answer: a passage, counted from 1, and words copied from it."""

    passage: int
    words: str


class ModelSentence(BaseModel):
    """A sentence of a model's own, and which of its answers it joins, counted from 1."""

    text: str
    answers: list[int]


class ModelReply(BaseModel):
    """All that a reply may hold; anything else in it is not looked at."""

    answers: list[NamedPlace]
    sentences: list[ModelSentence] = Field(default=[])


@dataclass(frozen=True, slots=True)
class PrintedPlace:
    """Words that a model pointed at and that are printed.

    Attributes:
        number: Of the answer in the reply, counted from 1.
        hit: The passage that holds them.
        start: First character, in code points of the article's text.
        end: One past the last.
    """

    number: int
    hit: Hit
    start: int
    end: int


def reply_of(text: str) -> ModelReply:
    """Return the first JSON object in a text that is a reply.

    Raises:
        NoReplyError: There is none.
    """
    decoder, at = json.JSONDecoder(), -1
    for _ in range(_MOST_TRIES):
        at = text.find("{", at + 1)
        if at < 0:
            break
        try:
            return ModelReply.model_validate(_decoded(decoder, text, at))
        except (ValueError, RecursionError, ValidationError):
            continue
    raise NoReplyError("its reply is not the JSON that was asked for")


def _decoded(decoder: json.JSONDecoder, text: str, at: int) -> dict[str, Any]:
    value: dict[str, Any] = decoder.raw_decode(text, at)[0]
    return value


def printed_places(reply: ModelReply, hits: Sequence[Hit]) -> list[PrintedPlace]:
    """Return the places of a reply that are printed so, in its order.

    Words that stand twice in a passage are taken where they stand first; signs alone are no words.
    """
    places = []
    for number, named in enumerate(reply.answers[:MOST_ANSWERS], 1):
        if not 1 <= named.passage <= len(hits) or not WORD.search(named.words):
            continue
        hit = hits[named.passage - 1]
        at = hit.passage.text.find(named.words)
        if at >= 0:
            start = hit.passage.start + at
            places.append(PrintedPlace(number, hit, start, start + len(named.words)))
    return places
