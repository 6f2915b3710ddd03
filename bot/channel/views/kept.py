"""An answer as it is kept, so that a channel can show the whole of it again, after a restart too.

It is kept as the JSON that programs read (`bot/reply.py`), with how it was found beside it. What is
shown again is read from the archive of that moment: where a quoted or near passage is no longer
what was printed, there is no answer any more. Next: `bot/web/desk.py` keeps it in the journal.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.channel.views.view import ArticleOf
from bot.channel.views.why import why_text
from bot.reply import Answer, Citation, Claim, JoinedSentence, to_json
from corpus.article import Passage
from index.hit import Hit, Why

VERSION = 1


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer that was made earlier.

    Attributes:
        answer: As it was, without the hits it was made from.
        tree: Its JSON, for programs.
        traditional: Whether the frame is in Traditional characters.
        why: How the answer was found, a line each.
    """

    answer: Answer
    tree: Mapping[str, Any]
    traditional: bool
    why: tuple[str, ...]


class _GoneError(Exception):
    """A passage is no longer what was printed."""


def kept_to_json(answer: Answer, traditional: bool) -> str:
    """Return an answer as JSON, for the journal."""
    why = why_text(answer, traditional)
    kept = {"kept": VERSION, "answer": to_json(answer), "traditional": traditional, "why": why}
    return json.dumps(kept, ensure_ascii=False)


def kept_from_json(text: str | None, article_of: ArticleOf) -> KeptAnswer | None:
    """Return the answer again; None if it was erased, is of another version, or no longer holds."""
    kept: dict[str, Any] = json.loads(text) if text else {}
    if kept.get("kept") != VERSION:
        return None
    tree = kept["answer"]
    try:
        answer = _answer(tree, article_of)
    except _GoneError:
        return None
    return KeptAnswer(answer, tree, kept["traditional"], tuple(kept["why"]))


def _answer(tree: Mapping[str, Any], article_of: ArticleOf) -> Answer:
    spans = {one["citations"][0]: _span(one) for one in tree["claims"]}
    return Answer(
        question=tree["question"],
        language=tree["language"],
        kind=tree["kind"],
        answer=tree["answer"],
        claims=tuple(
            Claim(one["text"], tuple(one["citations"]), _span(one)) for one in tree["claims"]
        ),
        citations=tuple(
            _citation(one, spans.get(one["n"]), article_of) for one in tree["citations"]
        ),
        nearest=tuple(
            Hit(_passage(one, one["text"], article_of), one["score"], Why())
            for one in tree["nearest"]
        ),
        confidence=tree["confidence"],
        stated_count=tree["stated_count"],
        hits=(),
        timings_ms=tree["timings_ms"],
        generation=tree["generation"],
        coverage=tree["coverage"],
        understood=tree["understood"],
        unclear=tree["unclear"],
        joined=tuple(
            JoinedSentence(one["text"], tuple(one["citations"])) for one in tree.get("joined", ())
        ),
    )


def _span(claim: Mapping[str, Any]) -> tuple[int, int] | None:
    """Return where the words stand that answer, if the reader pointed at them."""
    marked = claim.get("answer")
    return (marked["start"], marked["end"]) if marked else None


def _citation(
    one: Mapping[str, Any], answer: tuple[int, int] | None, article_of: ArticleOf
) -> Citation:
    quote = _passage(one, one["quote"], article_of)
    return Citation(
        n=one["n"],
        article=quote.article,
        start=quote.start,
        end=quote.end,
        passage=one["passage"],
        score=one["score"],
        notes=tuple(one["notes"]),
        answer=answer,
    )


def _passage(one: Mapping[str, Any], words: str, article_of: ArticleOf) -> Passage:
    article = article_of(one["article"]["id"])
    if article is None or article.text[one["start"] : one["end"]] != words:
        raise _GoneError
    return Passage(article, one["start"], one["end"])
