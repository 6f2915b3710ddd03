"""Several answers as one: numbered through, each under its question. Next: `bot/answerer.py`."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import chain

from bot.messages import Messages, messages
from bot.reply import Answer, AnswerKind

_NUMBER = re.compile(r"\[(\d+)\]")


def together(question: str, parts: Sequence[Answer]) -> Answer:
    """Return one answer to a message of several questions; those without an answer say so.

    The nearest passages are left out where anything answers: they would stand below a quote that
    they have nothing to do with.
    """
    shifted = _numbered_through(parts)
    frame = messages(parts[0].language)
    hits = chain.from_iterable(part.hits for part in shifted)
    return replace(
        _leading(shifted),
        question=question,
        answer="\n\n".join(_told(n, part, frame) for n, part in enumerate(shifted, 1)),
        claims=tuple(chain.from_iterable(part.claims for part in shifted)),
        citations=tuple(chain.from_iterable(part.citations for part in shifted)),
        stated_count=None,
        hits=tuple({hit.passage.id: hit for hit in hits}.values()),
        timings_ms=_added([part.timings_ms for part in parts]),
        understood=None,
        unclear=None,
        asked="",
        parts=tuple(parts),
        joined=tuple(sentence for part in shifted for sentence in part.joined),
    )


def _leading(parts: Sequence[Answer]) -> Answer:
    """Return the first part that answers, as a quote if any is one; the first if none answers."""
    answered = [part for part in parts if part.kind != "none"]
    if not answered:
        return parts[0]
    quoted = any(part.kind == "quote" for part in answered)
    kind: AnswerKind = "quote" if quoted else answered[0].kind
    return replace(answered[0], kind=kind, nearest=(), coverage="")


def _told(n: int, part: Answer, frame: Messages) -> str:
    asked = part.understood or part.asked or part.question
    said = part.answer
    if part.kind == "none" and said.startswith(frame.not_found_of.split("{")[0]):
        said = "\n".join([frame.not_found, *said.splitlines()[1:]])
    return frame.numbered.format(n=n, question=asked, answer=said)


def _numbered_through(parts: Sequence[Answer]) -> list[Answer]:
    shifted: list[Answer] = []
    used = 0
    for part in parts:
        shifted.append(_shifted(part, used))
        used += len(part.citations)
    return shifted


def _shifted(answer: Answer, by: int) -> Answer:
    """Return an answer whose citations count from a later number; no printed word is touched."""
    titles = (citation.article.title for citation in answer.citations)
    printed = {" ".join(title.split()) for title in titles if title}
    printed |= {citation.quote for citation in answer.citations}
    claims = [
        replace(claim, citations=tuple(n + by for n in claim.citations)) for claim in answer.claims
    ]
    citations = [replace(citation, n=citation.n + by) for citation in answer.citations]
    joined = [
        replace(said, citations=tuple(n + by for n in said.citations)) for said in answer.joined
    ]
    return replace(
        answer,
        answer=_renumbered_around(answer.answer, printed, by),
        claims=tuple(claims),
        citations=tuple(citations),
        joined=tuple(joined),
    )


def _renumbered_around(text: str, printed: Collection[str], by: int) -> str:
    """Return an answer's text with its numbers shifted, except within what was printed."""
    longest_first = sorted(printed, key=len, reverse=True)
    whole = re.compile("|".join(re.escape(words) for words in longest_first))
    parts, at = [], 0
    for match in whole.finditer(text) if printed else ():
        parts += [_renumbered(text[at : match.start()], by), match[0]]
        at = match.end()
    return "".join([*parts, _renumbered(text[at:], by)])


def _renumbered(words: str, by: int) -> str:
    return _NUMBER.sub(lambda match: f"[{int(match[1]) + by}]", words)


def _added(timings: Sequence[dict[str, float]]) -> dict[str, float]:
    stages = dict.fromkeys(stage for one in timings for stage in one)
    return {stage: round(sum(one.get(stage, 0.0) for one in timings), 3) for stage in stages}
