"""A message -> its questions in order, or the talk that it is. The door of this room.

What stands beside a question (who I am, why I ask, thanks) is put aside where the model of
`bot/message/likeness.py` is sure of it; all else stays. A message of one plain question is that
question, letter for letter. Left out: what a follow-up leans on (`bot/followups/resolve.py`).
Next: `bot/answerer.py` asks the questions.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from bot.followups.resolve import leaves_nothing_out
from bot.message.aside import has_words, without_asides
from bot.message.commands import named_command
from bot.message.likeness import Likeness, kind_of_words, resemblance
from bot.message.pieces import Clause, asks, asks_for, clauses, message_sentences
from bot.question.question import LONGEST_ANALYSED
from bot.question.terms import LIKELY
from index.hit import Hit
from index.text.english import tokens
from index.text.words import fold, is_han, words

# Questions of one message that are answered: more quotes than that nobody reads on a telephone.
MOST = 5
# From which on a sentence beside a question is put aside, a clause within one (which may be its
# condition), and a whole message is talk.
BESIDE, WITHIN, TALK = 0.7, 0.9, 0.8
# From which on a question with "you" in it asks about the bot itself.
OF_ME = 0.9
# From which on what stands before a further question is one itself: no 谁知道.
SURELY_ASKS = 0.5
# Characters beyond which words that ask are no talk, whatever they resemble.
LONGEST_ASKING_TALK = 12
# Characters and words beyond which nothing is talk.
LONGEST_TALK = 24
# Foreign words beyond which a text is a topic, known or not.
MOST_STRAY = 2
# You, but not in a greeting: 你好呀 换电柜是什么意思 asks for no you.
_YOU = re.compile(r"[你您](?![们好])|\byou(?:r|rself)?\b", re.IGNORECASE)
# What joins a further question to the one before.
_FURTHER = re.compile(
    r"^\s*(?:(?:另外|还有|以及|此外|顺便问一?下?|还想问一?下?|再问一?下?|同时)[，,：: ]?"
    r"|(?:and|also)\b[, ]*)",
    re.IGNORECASE,
)
# The number that a member puts before each of several questions: 1、, (2), ③; but 3.8节 is none.
_NUMBERED = re.compile(r"^\s*(?:[（(]?\d{1,2}[）)、.．](?!\d)|[①-⑳])\s*")


@dataclass(frozen=True, slots=True)
class MessageQuestion:
    """One question of a message.

    Attributes:
        question: The question alone.
        whole: The same with what was told beside it: asked if the question alone finds nothing.
    """

    question: str
    whole: str


@dataclass(frozen=True, slots=True)
class Message:
    """What a message asks.

    Attributes:
        parts: Its questions, in order, `MOST` at most; none if it is talk or too long to be one.
        talk: Its words without asides, if it is small talk or a command; else "".
        more: How many further questions it has.
        cut: Whether it is longer than `LONGEST_ANALYSED` characters and was read only so far.
    """

    parts: tuple[MessageQuestion, ...]
    talk: str = ""
    more: int = 0
    cut: bool = False


def read_message(text: str) -> Message:
    """Return what a message asks.

    >>> [part.question for part in read_message("你好，我是快递员。产假多少天？").parts]
    ['产假多少天？']
    """
    if named_command(text) or not has_words(text):
        return Message((), talk=text)
    bare = without_asides(text)
    read = bare[:LONGEST_ANALYSED]
    cut = len(bare) > LONGEST_ANALYSED
    parts = [] if _is_talk(read) else list(_parts(read)) or _topic(read)
    if not parts:
        return Message((), talk=read, cut=cut)
    parts = [*parts[:1], *map(_without_joint, parts[1:])]
    if [part.question for part in parts] == [bare] == [text.strip()]:
        parts = [MessageQuestion(text, text)]
    return Message(tuple(parts[:MOST]), more=max(0, len(parts) - MOST), cut=cut)


def is_errand(text: str) -> bool:
    """Say whether words only ask to look something up that stands elsewhere: 帮忙查一下.

    >>> is_errand("帮忙查一下"), is_errand("帮忙查一下石景山有几家驿站")
    (True, False)
    """
    if not has_words(text):
        return True
    return not _asks_in_earnest(text) and resemblance(text).errand >= TALK


def is_stray(text: str, hits: Sequence[Hit]) -> bool:
    """Say whether a text is a foreign word or two that ask nothing and stand in none of the hits.

    `Messi` is one where no page tells of him, `石景山` and `who won?` are none.
    """
    spoken = [token.text for token in tokens(text)]
    if is_han(text) or asks(text) or len(spoken) > MOST_STRAY:
        return False
    return not (_is_translated(spoken, hits) or _is_printed(spoken, hits))


def _is_translated(spoken: Sequence[str], hits: Sequence[Hit]) -> bool:
    bridge = chain.from_iterable(hit.why.bridge for hit in hits)
    # A single character is no more than a sound of a name: 申 for Ronaldo.
    known = {one.word for one in bridge if any(len(word) > 1 for word, _ in one.into)}
    return not known.isdisjoint(spoken)


def _is_printed(spoken: Sequence[str], hits: Sequence[Hit]) -> bool:
    return any(_holds_any(fold(hit.passage.text), spoken) for hit in hits)


def _holds_any(page: str, spoken: Iterable[str]) -> bool:
    return any(word in page for word in spoken)


def is_held(text: str, hits: Sequence[Hit]) -> bool:
    """Say whether one of the hits holds all the words of a text: a topic then, and no talk.

    心肺复苏 resembles talk as much as a topic. One English word alone tells too little.
    """
    sought = _sought(text, hits)
    if len(sought) < (1 if is_han(text) else MOST_STRAY):
        return False
    printed = (fold(f"{hit.passage.article.title}\n{hit.passage.text}") for hit in hits)
    return any(all(_holds_any(page, forms) for forms in sought) for page in printed)


def _sought(text: str, hits: Sequence[Hit]) -> list[tuple[str, ...]]:
    """Return for each word of a text what a page may print for it."""
    if is_han(text):
        return [(word,) for word in words(fold(text))]
    bridge = hits[0].why.bridge if hits else ()
    return [tuple(word for word, share in one.into if share >= LIKELY) for one in bridge]


def _is_talk(text: str) -> bool:
    """Say whether a whole message is talk: each of its clauses, and none of them long."""
    pieces = [clause for sentence in message_sentences(text) for clause in clauses(sentence)]
    return all(not _asks_in_earnest(one.text) and _is_idle(one.text) for one in pieces)


def _is_idle(text: str) -> bool:
    """Say whether a clause is talk; a longer one must resemble nothing else."""
    like = resemblance(text)
    sure = like.talk + like.errand if len(text) > LONGEST_ASKING_TALK else 1 - like.question
    return sure >= TALK and len(text) <= LONGEST_TALK


def _asks_in_earnest(text: str) -> bool:
    """Say whether words ask, and are none of the questions that are talk: 干嘛呢, 有人知道吗."""
    return asks(text) and not kind_of_words(text) and not _is_of_me(text)


def _is_of_me(text: str) -> bool:
    """Say whether a short question is one to the bot about itself: 你叫什么名字呀."""
    if len(text) > LONGEST_TALK or not _YOU.search(text):
        return False
    return resemblance(text).talk >= OF_ME


def _idle(like: Likeness) -> bool:
    return 1 - like.question >= TALK


def _parts(text: str) -> Iterator[MessageQuestion]:
    """Yield the questions; a statement that a question cannot do without is put before it."""
    told = ""
    for sentence in message_sentences(text):
        like = resemblance(sentence)
        if not _has_question(sentence, like):
            told = "" if _aside(like) else sentence
            continue
        for part in _within(sentence):
            if told and not leaves_nothing_out(part.question):
                part = MessageQuestion(_joined(told, part.question), _joined(told, part.whole))
            yield part
        told = ""


def _topic(text: str) -> list[MessageQuestion]:
    """Return a message that asks nothing as the one topic that it names, if it does."""
    kept = text if _asks_in_earnest(text) else _without_talk(text)
    return [MessageQuestion(kept, kept)] if kept else []


def _without_joint(part: MessageQuestion) -> MessageQuestion:
    """Return a further question without what joins it to the one before: 另外."""
    rest = _FURTHER.sub("", part.question)
    return MessageQuestion(rest, part.whole) if has_words(rest) else part


def _has_question(sentence: str, like: Likeness) -> bool:
    idle = _idle(like) and len(sentence) <= LONGEST_ASKING_TALK
    return any(clause.asks for clause in clauses(sentence)) and not idle


def _aside(like: Likeness) -> bool:
    return 1 - like.question >= BESIDE


def _joined(told: str, question: str) -> str:
    return f"{told.rstrip('。.！!；; ')}，{question}"


def _within(sentence: str) -> Iterator[MessageQuestion]:
    """Yield the questions of one sentence, each without what stands beside it."""
    runs = _apart(_trimmed(clauses(sentence)))
    for run in runs:
        question = _written(run)
        yield MessageQuestion(question, sentence if len(runs) == 1 else question)


def _trimmed(every: Sequence[Clause]) -> list[Clause]:
    """Return the clauses without those at both ends that are beside the question."""
    kept = list(every)
    while len(kept) > 1 and _is_beside(kept[0], kept[1:]):
        kept = kept[1:]
    while len(kept) > 1 and _is_beside(kept[-1], kept[:-1]):
        kept = kept[:-1]
    return kept


def _is_beside(clause: Clause, others: Sequence[Clause]) -> bool:
    sure = not clause.asks and 1 - resemblance(clause.text).question >= WITHIN
    return sure and any(other.asks for other in others)


def _apart(kept: Sequence[Clause]) -> list[list[Clause]]:
    """Part clauses where a further question begins: 石景山有几家驿站，另外海淀有几家."""
    runs: list[list[Clause]] = [[]]
    for clause in kept:
        asked = any(one.asks for one in runs[-1])
        further = _FURTHER.match(clause.text) is not None or _asks_anew(runs[-1], clause)
        if asked and clause.asks and further:
            rest = _FURTHER.sub("", clause.text)
            runs.append([Clause(clause.start, rest, True)])
        else:
            runs[-1].append(clause)
    return runs


def _asks_anew(run: Sequence[Clause], clause: Clause) -> bool:
    """Say whether a clause asks for another thing than those before: 有几家驿站，在哪里.

    谁主张，谁举证 is one thing.
    """
    told = "".join(one.text for one in run)
    before, now = asks_for(told), asks_for(clause.text)
    goes_on = clause.text.startswith(tuple(before))
    another = bool(before) and (bool(now) or clause.text.rstrip("？?").endswith("呢"))
    return another and not goes_on and resemblance(told).question >= SURELY_ASKS


def _written(run: Sequence[Clause]) -> str:
    whole = "".join(clause.text for clause in run).strip(" ，,：:-–—")
    text = _NUMBERED.sub("", whole) or whole
    return text[:1].upper() + text[1:] if text.isascii() and run[0].start else text


def _without_talk(text: str) -> str:
    """Return a message without a question mark of any kind, less its talk: a topic to look up."""
    pieces = [clause for sentence in message_sentences(text) for clause in clauses(sentence)]
    kept = [one.text for one in pieces if not _aside(resemblance(one.text))]
    return text if len(kept) == len(pieces) else "".join(kept).strip(" ，,：:。.")
