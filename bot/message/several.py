"""Several answers as one: numbered through, each under its question. Next: `bot/answerer.py`."""

import re
from collections.abc import Sequence
from dataclasses import replace

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
    answered = [part for part in shifted if part.kind != "none"]
    first = answered[0] if answered else shifted[0]
    kinds = {part.kind for part in answered}
    kind: AnswerKind = "quote" if "quote" in kinds else first.kind
    return replace(
        first,
        question=question,
        kind=kind,
        answer="\n\n".join(_told(n, part, frame) for n, part in enumerate(shifted, 1)),
        claims=tuple(claim for part in shifted for claim in part.claims),
        citations=tuple(citation for part in shifted for citation in part.citations),
        nearest=() if answered else first.nearest,
        coverage="" if answered else first.coverage,
        stated_count=None,
        hits=tuple({hit.passage.id: hit for part in shifted for hit in part.hits}.values()),
        timings_ms=_added([part.timings_ms for part in parts]),
        understood=None,
        unclear=None,
        asked="",
        parts=tuple(parts),
        joined=tuple(sentence for part in shifted for sentence in part.joined),
    )


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
    whole = re.compile("|".join(re.escape(one) for one in sorted(printed, key=len, reverse=True)))
    parts, at = [], 0
    for match in whole.finditer(answer.answer) if printed else ():
        parts += [_renumbered(answer.answer[at : match.start()], by), match[0]]
        at = match.end()
    parts.append(_renumbered(answer.answer[at:], by))
    claims = [replace(one, citations=tuple(n + by for n in one.citations)) for one in answer.claims]
    citations = [replace(one, n=one.n + by) for one in answer.citations]
    joined = [replace(one, citations=tuple(n + by for n in one.citations)) for one in answer.joined]
    return replace(
        answer,
        answer="".join(parts),
        claims=tuple(claims),
        citations=tuple(citations),
        joined=tuple(joined),
    )


def _renumbered(words: str, by: int) -> str:
    return _NUMBER.sub(lambda match: f"[{int(match[1]) + by}]", words)


def _added(timings: Sequence[dict[str, float]]) -> dict[str, float]:
    stages = dict.fromkeys(stage for one in timings for stage in one)
    return {stage: round(sum(one.get(stage, 0.0) for one in timings), 3) for stage in stages}
