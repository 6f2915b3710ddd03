"""An English follow-up and the English turns before it -> a question that stands on its own.

What only the quote names is printed in Chinese and cannot stand in an English question:
`bot/crossing.py` takes over then. Next: `bot/conversation.py`.
"""

import re
from collections.abc import Sequence

from bot.antecedent import WANTED
from bot.followup import Followup
from bot.followup_english import ASKED, LEAD
from bot.mentions import Kind, Mention, kind_of, mentions
from bot.question import analyse, language_of
from bot.turn import Turn
from index.glosses import open_glosses

_AUXILIARY = r"(?:do|does|did|is|are|was|were|has|have|had|will|would|can|could|should)"
_PASSIVE = re.compile(
    r"^(?:is|are|was|were|will|has|have)\b (.+?)"
    r" (?:be(?:en)? .*|\w+ed|held|built|made|won|given|paid|set up|found|sent|taken|written)$",
    re.IGNORECASE,
)
_ADVERB = re.compile(rf"^(?:when|where|why|how) (?={_AUXILIARY}\b)", re.IGNORECASE)
_ADVERB_ALONE = re.compile(r"^(?:when|where|why|how)$", re.IGNORECASE)
_COUNTED = re.compile(r"\b(?:how many|how much|which|what) ([\w-]+)", re.IGNORECASE)
_OWNER = re.compile("^(?:his|her|their|its)$", re.IGNORECASE)
_NAMES: tuple[Kind, ...] = ("person", "place", "body")


def filled(followup: Followup, turns: Sequence[Turn]) -> str:
    """Return the whole question, or "" if the English questions do not hold what is missing.

    >>> filled(read("and when?"), [Turn("Where was the match held?")])
    'When was the match held?'
    """
    if followup.form == "instead":
        return _instead(followup.focus, turns[-1].question)
    if followup.form == "pronoun":
        return _pointed(followup, turns)
    return joined(followup.text, turns[-1].question)


def _instead(focus: str, question: str) -> str:
    """Put something in the place of a thing of its kind, or behind a question that has none."""
    taken = _of_its_kind(focus, question)
    if taken is None:
        return f"{question.rstrip('?？ ')}, {focus}?"
    return question[: taken.start] + focus + question[taken.end :]


def _of_its_kind(focus: str, question: str) -> Mention | None:
    there = mentions(question)
    kind = kind_of_english(focus)
    if kind == "thing":
        counted = _COUNTED.search(question)
        return Mention(counted[1], "thing", counted.start(1)) if counted else None
    same = [one for one in there if one.kind == kind]
    named = [one for one in there if one.kind in _NAMES and kind in _NAMES]
    return next(iter([*same, *named]), None)


def kind_of_english(name: str) -> Kind:
    """Return the kind of what an English name means; an unknown word is taken for a name.

    >>> kind_of_english("haidian"), kind_of_english("2021"), kind_of_english("riders")
    ('place', 'time', 'thing')
    """
    if (own := kind_of(name)) in ("time", "body"):
        return own
    glosses = open_glosses().of_word(name.lower())
    if glosses:
        meant = kind_of(max(glosses, key=lambda word: glosses[word]))
        return meant if meant != "thing" or name.islower() else "person"
    return "thing" if " " in name and name.islower() else "person"


def _pointed(followup: Followup, turns: Sequence[Turn]) -> str:
    found = _named_before(followup.kind, turns)
    if not found and followup.kind in ("thing", "people"):
        return joined(followup.text, turns[-1].question)
    if not found:
        return ""
    name = f"{found}'s" if _OWNER.match(followup.focus) else found
    text = re.sub(rf"\b{re.escape(followup.focus)}\b", name, followup.text, count=1)
    return f"{_begun(text)}?"


def _named_before(kind: Kind, turns: Sequence[Turn]) -> str:
    """Return the name in the last English question that has one, unless its answer was one."""
    for turn in reversed(turns):
        if language_of(turn.question) != "en" or WANTED.get(analyse(turn.question).want) == kind:
            return ""
        wanted: tuple[Kind, ...] = ("body", "title") if kind == "thing" else (kind,)
        found = [one.text for one in mentions(turn.question) if one.kind in wanted]
        if found:
            return found[0]
    return ""


def joined(asked: str, question: str) -> str:
    """Put a new asking word in the place of the old one, or ask after what was asked about."""
    bare = LEAD.sub("", question).rstrip("?？. ")
    if _ADVERB_ALONE.match(asked) and _ADVERB.match(bare):
        return f"{_begun(asked)} {_ADVERB.sub('', bare)}?"
    head = bare.partition(": ")[0] if ": " in bare else _topic(ASKED.sub("", bare, count=1).strip())
    return f"{head}: {asked}?" if head else ""


def _topic(statement: str) -> str:
    """Return a question without its asking word as what it is about.

    >>> _topic("was the match held"), _topic("stations won awards")
    ('the match', 'stations won awards')
    """
    begun = _PASSIVE.sub(r"\1", statement)
    return re.sub(rf"^{_AUXILIARY}\b ?", "", begun, flags=re.IGNORECASE)


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]
