"""Sends the messages of a set as a member would, and says of each answer whether it is right.

Every message goes the way of the channels: what it asks is found in it, and a follow-up leans on
the turns before. Next: `bot/evaluation/message_tables.py`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.answerer import Answerer, ArchiveAnswerer
from bot.channel.views.answer import answer_text
from bot.followups.turn import Turn, remembered
from bot.messages import messages
from bot.reply import Answer
from corpus.config import Settings
from index.evaluation.message_sets import ExpectedPart, MessageCase
from index.text.words import fold

# `right`; `wrong`: something is quoted that should not be, or is not the answer; `refused`: nothing
# is quoted though the archive answers, or talk is searched in vain.
MessageVerdict = Literal["right", "wrong", "refused"]
# Called with how many cases are done, and of how many.
CaseProgress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class MessageOutcome:
    """What came of one case.

    Attributes:
        case: As it was written.
        verdict: What its last answer is.
        shown: The last answer as a member reads it, without styles.
        quoted: Whether it quotes anything.
        perhaps: Whether it refuses and offers a sentence as “perhaps”.
    """

    case: MessageCase
    verdict: MessageVerdict
    shown: str
    quoted: bool
    perhaps: bool


def send_all(
    settings: Settings, cases: Sequence[MessageCase], progress: CaseProgress
) -> list[MessageOutcome]:
    """Send every case's messages to the index of the settings.

    Raises:
        GenerationError: There is no index.
        ConfigError, EncoderError: The reader or the encoder of the settings cannot be had.
    """
    answerer = ArchiveAnswerer(settings)
    outcomes = []
    for done, case in enumerate(cases, start=1):
        outcomes.append(outcome_of(case, last_reply(answerer, case.turns)))
        progress("ask", done, len(cases))
    return outcomes


def last_reply(answerer: Answerer, sent: Sequence[str]) -> Answer:
    """Send messages one after the other; return the answer to the last."""
    turns: tuple[Turn, ...] = ()
    reply = answerer.ask(sent[0])
    for message in sent[1:]:
        turns = remembered(turns, reply)
        reply = answerer.ask(message, None, turns)
    return reply


def outcome_of(case: MessageCase, reply: Answer) -> MessageOutcome:
    """Judge an answer."""
    offers = messages(reply.language).perhaps.split("{")[0]
    return MessageOutcome(
        case=case,
        verdict=_verdict(case, reply),
        shown=answer_text(reply).text,
        quoted=bool(reply.citations),
        perhaps=not reply.citations and offers in reply.answer,
    )


def _verdict(case: MessageCase, reply: Answer) -> MessageVerdict:
    if _says_what_is_wrong(case, reply):
        return "wrong"
    if case.expects == "talk":
        return "right" if reply.talk else "refused"
    replies = reply.parts if len(reply.parts) == len(case.parts) else (reply,) * len(case.parts)
    verdicts = {_of_part(part, one) for part, one in zip(case.parts, replies, strict=True)}
    return next(one for one in ("wrong", "refused", "right") if one in verdicts)


def _says_what_is_wrong(case: MessageCase, reply: Answer) -> bool:
    if case.expects == "talk" and reply.citations:
        return True
    quoted = [fold(text) for text in _quoted(reply)]
    return any(fold(text) in one for text in case.never for one in quoted)


def _of_part(part: ExpectedPart, reply: Answer) -> MessageVerdict:
    if not part.answers:
        return "wrong" if reply.citations else "right"
    if not reply.citations:
        return "refused"
    return "right" if all(_says(reply, text) for text in part.answers) else "wrong"


def _says(reply: Answer, text: str) -> bool:
    """Say whether an answer quotes a text; a list has to name it among its items.

    What a list has cut in two or more items is named, too: “面点、合唱” by 面点 and 合唱.
    """
    wanted = fold(text)
    quoted = [fold(one) for one in _quoted(reply)]
    if any(wanted in one for one in quoted):
        return True
    return reply.kind == "list" and sum(one in wanted for one in quoted) > 1


def _quoted(reply: Answer) -> list[str]:
    """Return what an answer says in printed words: the items of a list, or the quotes."""
    if reply.kind == "list" and not reply.parts:
        return [claim.text for claim in reply.claims]
    own = [] if reply.parts else [citation.quote for citation in reply.citations]
    headers = [one.header.of(one.article.text) for one in reply.citations if one.header]
    return [*own, *headers, *(text for part in reply.parts for text in _quoted(part))]
