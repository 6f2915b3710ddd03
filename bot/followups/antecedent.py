"""Which earlier thing a pronoun stands for: what answered, what was asked about, what was quoted.

Newest turn first. "Who …?" makes the person in the quote the likeliest 他, even where the question
names another one. Next: `bot/followups/resolve.py`.
"""

import re
from collections.abc import Sequence

from bot.followups.mentions import Mention, MentionKind, first_phrase, mentions
from bot.followups.turn import Turn
from bot.question.cues import BYLINE, NUMBERED_THINGS
from bot.question.question import analyse, language_of

# What “it” can be, besides what a question speaks of first.
THINGS: tuple[MentionKind, ...] = ("title", "body")
WANTED_KINDS: dict[str, MentionKind] = {
    "person": "person",
    "place": "place",
    "time": "time",
    "organisation": "body",
}
_MEASURE = r"[个名位家件项张幅支座条种类届份册本台辆间所只块片场门次]?"
# The phrase that asks, with the 是, 有 or 在 that goes with it.
ASKING_PHRASE = re.compile(
    r"(?:，|,)?(?:究竟|到底|一共|总共|共){0,4}(?:有(?=一共|总共|多少|几|哪|什么|谁)|是(?=谁|什么|哪|多少|几|怎|为什么|在哪)"
    r"|在(?=哪|什么|何)|从(?=哪)|由(?=谁|哪)|被(?=谁|哪)|[到至](?=哪|几|什么时|何时|多久)){0,4}"
    rf"(?:为什么|为何|为啥|什么原因|怎么样|怎么|怎样|如何|什么时候|什么时间|几点钟?|几月几[号日]|几[号日](?!{NUMBERED_THINGS})|什么地方|何时|何地|哪里|哪儿|多久|多长时间"
    rf"|多[大高长宽重远快]|(?:多少|几){_MEASURE}(?:人(?![民才口员类])|钱)?|哪[一二两三四五六七八九十几些]?{_MEASURE}|什么|谁|吗)"
)
_WHO = re.compile("谁|哪")


def antecedent(kind: MentionKind, turns: Sequence[Turn]) -> str:
    """Return what a pronoun of this kind stands for, or "".

    >>> antecedent("person", [Turn("谁收集了证据？", quote="律师罗欣帮大家收集证据。")])
    '罗欣'
    """
    if not turns:
        return ""
    if kind == "thing":
        return _thing(turns[-1])
    if kind == "people" or (not turns[-1].quote and _wants(turns[-1], kind)):
        return described(turns[-1])
    for turn in reversed(turns):
        if found := answered(turn, kind) or _asked(turn, kind) or _quoted(turn, kind):
            return found
    return ""


def _thing(turn: Turn) -> str:
    """Return what a question speaks of first, or else a quoted title or a body."""
    return described(turn) or next(
        filter(None, (find(turn, kind) for find in (_asked, _quoted) for kind in THINGS)), ""
    )


def answered(turn: Turn, kind: MentionKind) -> str:
    """Return the thing that answered, if the turn asked for one of this kind; else ""."""
    if not _wants(turn, kind) or _is_subject(turn.question, kind):
        return ""
    quoted = _pointed_at(turn, kind) or _quoted(turn, kind)
    # Where the words that answered are known, a name beside them is another one.
    return quoted if quoted or turn.answer else _nearest(turn, turn.around, kind)


def _pointed_at(turn: Turn, kind: MentionKind) -> str:
    """Return the thing of a kind in the words that answered, or that holds them."""
    there = (one.text for one in mentions(turn.quote) if one.kind == kind) if turn.answer else ()
    return next((name for name in there if name in turn.answer or turn.answer in name), "")


def _wants(turn: Turn, kind: MentionKind) -> bool:
    asked = analyse(turn.question)
    return WANTED_KINDS.get(asked.want) == kind and not asked.wants_list


def _is_subject(question: str, kind: MentionKind) -> bool:
    """Say whether a question begins with a thing of the kind: 沈国栋被谁发现, not 谁是沈国栋."""
    asked = _WHO.search(question)
    return asked is not None and any(
        one.kind == kind and one.start == 0 and question[one.end : one.end + 1] != "的"
        for one in mentions(question[: asked.start()])
    )


def described(turn: Turn) -> str:
    """Return what a Chinese question is about, for want of a name.

    >>> described(Turn("多少名装修工讨回了欠薪？"))
    '装修工'
    """
    if language_of(turn.question) == "en":
        return ""
    return ASKING_PHRASE.sub("", first_phrase(turn.question)).strip("的，")


def _asked(turn: Turn, kind: MentionKind) -> str:
    return next((one.text for one in mentions(turn.question) if one.kind == kind), "")


def _quoted(turn: Turn, kind: MentionKind) -> str:
    return _nearest(turn, turn.quote, kind)


def _nearest(turn: Turn, text: str, kind: MentionKind) -> str:
    """Return the thing of a kind that stands nearest to the question's words in a text."""
    bare = BYLINE.sub(lambda match: "　" * len(match[0]), text)
    there = [mention for mention in mentions(bare) if mention.kind == kind]
    fresh = [mention for mention in there if mention.text not in turn.question] or there
    places = _places_of_words(turn, bare)
    nearest = min(fresh, key=lambda mention: _distance(mention, places), default=None)
    return nearest.text if nearest else ""


def _places_of_words(turn: Turn, text: str) -> list[int]:
    """Return where the question's words stand in a text."""
    words = turn.words or [group.word for group in analyse(turn.question).groups]
    return [match.start() for word in words for match in re.finditer(re.escape(word), text)]


def _distance(one: Mention, places: Sequence[int]) -> int:
    return min((min(abs(place - one.start), abs(place - one.end)) for place in places), default=0)
