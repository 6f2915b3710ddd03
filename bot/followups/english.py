"""English follow-ups: how to tell one from a question that stands alone, and the whole question.

The same three forms as in `bot/followups/chinese.py`. "It" and "there" often point nowhere (it
takes, is there), and a pronoun after the name of a thing points into its own question: those stand
on their own. What only the quote names is printed in Chinese and cannot stand in an English
question: `bot/followups/across_languages.py` takes over then. Next: `bot/followups/resolve.py`.
"""

import re
from collections.abc import Sequence
from itertools import chain

from bot.followups.antecedent import WANTED_KINDS
from bot.followups.followup import Followup
from bot.followups.mentions import Mention, MentionKind, mention_kind, mentions
from bot.followups.turn import Turn
from bot.question.question import analyse, language_of
from index.bridge.glosses import open_glosses
from index.query import in_one_script
from index.text.english import HAN, STOP_WORDS, tokens
from index.text.words import is_han

_LEAD = re.compile(
    r"^(?:(?:and|but|so|ok|okay|then|also|well|now|please|sorry)\b[, ]*)+", re.IGNORECASE
)
_END = re.compile(r"(?<![?!.\s])[?!.\s]+$")
_ASKED = re.compile(
    r"\b(?:how (?:many|much|long|often|far|old|big)|what time|(?:since|until|till|from) when"
    r"|who(?:m|se)?|what|which|when|where|why|how)\b",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"^(?:what|how) about (?:the |a )?(.{1,60})$", re.IGNORECASE)
_ONLY = re.compile(r"^(?:(?:for|in|at|on|of|to|by|from|the) )*([\w' -]{1,40})$")
_HE = r"he|him|his|himself|she|her|hers|herself"
_THEY = r"they|them|their|theirs"
_POINTING = re.compile(
    rf"\b(?:(?P<person>{_HE}|{_THEY})|(?P<thing>it|its)|(?P<place>there|here)"
    r"|(?:this|that|these|those) (?P<noun>(?!was|were|is|are|that|who|which|of)[a-z]+))\b",
    re.IGNORECASE,
)
# "It" that points nowhere, and "there" that only says that something is.
_EMPTY = re.compile(
    r"\bit (?:takes?|took|costs?|means?|true|possible|necessary|likely|important|that|to)\b"
    r"|\b(?:is|was) it (?:called|that|true|possible)\b"
    r"|\b(?:is|are|was|were|be|been) there\b(?! *$)|\bthere (?:is|are|was|were|be|any)\b",
    re.IGNORECASE,
)
_WHAT_IS_ASKED = re.compile(
    r"^(?:(?:in|at|on|for|to|from|with|by) )?(?:how (?:many|much) |which |what )[\w-]+"
    r"(?: [\w-]+(?= (?:do|does|did|is|are|was|were|has|have|had|will|can)\b))?(?= )",
    re.IGNORECASE,
)
# What do I have to bring, where can we apply: what is asked about is left out.
_FOR_US = re.compile(
    r"^(?:what|where|when|how) (?:do|must|should|can|may) (?:i|we|you)\b", re.IGNORECASE
)
_BARE_END = re.compile(
    r"(?: (?:was|is|were|are|did|does) (?:that|this|it|so)(?: happen(?:ed)?)?"
    r"| exactly| then| else){1,9}$",
    re.IGNORECASE,
)
# A lone common noun is somebody's: who is the chairman?
_OF_SOMETHING = re.compile(
    r"^(?:who|where|when|how (?:big|old|long|large|high|far)) (?:is|was|are|were)"
    r" (?:the|its|their) [a-z]+$"
)
_THE = re.compile(r"\b(?:the|an?)\b", re.IGNORECASE)
# What can be counted without saying more: how many people attended.
_ANYBODY = frozenset(
    ["ones", "one", "people", "persons", "times", "days", "years", "hours", "money"]
)
# Words beside the asking ones in a question that says nothing of its own, and after "and".
BARE_WORDS, BARE_WORDS_LED = 2, 3
# Words that a question may hold before a pronoun in it points out of it.
WORDS_BEFORE = 1

_AUXILIARY = r"(?:do|does|did|is|are|was|were|has|have|had|will|would|can|could|should)"
_PASSIVE = re.compile(
    r"^(?:is|are|was|were|will|has|have)\b (.+?)"
    r" (?:be(?:en)? .{0,200}|\w+ed"
    r"|held|built|made|won|given|paid|set up|found|sent|taken|written)$",
    re.IGNORECASE,
)
# Return buses are there for Spring Festival.
_THERE_ARE = re.compile(r" (?:is|are|was|were) there\b", re.IGNORECASE)
_ADVERB = re.compile(rf"^(?:when|where|why|how) (?={_AUXILIARY}\b)", re.IGNORECASE)
_ADVERB_ALONE = re.compile(r"^(?:when|where|why|how)$", re.IGNORECASE)
_COUNTED = re.compile(
    rf"\b(?:how many|how much|which|what) (?!{_AUXILIARY}\b)([\w-]+)", re.IGNORECASE
)
# A focus without the article before it and the "one" behind it.
_ONES = re.compile(r"^(?:a|an|the) | ones?$", re.IGNORECASE)
_WORD = re.compile(r"[\w'’-]+")
# Words of which one takes the place of another, those beside each other first.
_ROWS: tuple[tuple[str, ...], ...] = (
    ("first", "second", "third", "fourth", "fifth", "sixth", *("seventh", "eighth", "last")),
    ("men's", "women's", "mixed"),
    ("boys'", "girls'"),
    ("morning", "afternoon", "evening", "night"),
    ("opening", "closing"),
)
_OWNER = re.compile("^(?:his|her|their|its)$", re.IGNORECASE)
_NAMES: tuple[MentionKind, ...] = ("person", "place", "body")


def read_english_followup(question: str) -> Followup | None:
    """Return what a question leaves out, or None if it stands on its own.

    >>> read_english_followup("And what about Haidian?").focus
    'Haidian'
    >>> read_english_followup("Who won the match?")
    """
    text = _END.sub("", in_one_script(question).strip())
    bare = _LEAD.sub("", text)
    led = bare != text
    return _instead(bare, led) or _bare(bare, led) or _pronoun(bare)


def _instead(text: str, led: bool) -> Followup | None:
    last = text.rpartition(", ")[2]
    alone = led or _ONES.sub("", last).lower() in chain.from_iterable(_ROWS)
    match = _ABOUT.match(text) or (alone and not _ASKED.search(text) and _ONLY.match(last))
    if not match or _POINTING.fullmatch(match[1]):
        return None
    focus = re.sub(r"^(?:(?:in|at|on|for) )?(?:the )?", "", match[1], flags=re.IGNORECASE)
    return Followup("instead", text, focus) if len(_telling(focus)) in (1, 2, 3, 4) else None


def _bare(text: str, led: bool) -> Followup | None:
    cut = _BARE_END.sub("", text)
    asked = _ASKED.match(cut)
    if _OF_SOMETHING.match(cut):
        return Followup("bare", cut)
    if not asked or _says_of_what(text, cut, led):
        return None
    beside = _telling(cut[asked.end() :])
    return Followup("bare", cut) if len(beside) <= _most_beside(asked, beside, led) else None


def _says_of_what(text: str, cut: str, led: bool) -> bool:
    """Say whether a question names something, points at it, or has it in a noun with "the"."""
    if any(one.text != "I" for one in mentions(text)) or (_THE.search(cut) and not led):
        return True
    return _POINTING.search(cut) is not None and not _EMPTY.search(cut)


def _most_beside(asked: re.Match[str], beside: Sequence[str], led: bool) -> int:
    """Return how many words a bare question may have beside its asking ones."""
    if led:
        return BARE_WORDS if _THE.search(asked.string) else BARE_WORDS_LED
    counts = asked[0].lower().startswith(("how many", "how much", "which"))
    if _FOR_US.match(asked.string):
        return 1
    return (BARE_WORDS if beside and beside[0] in _ANYBODY else 1) if counts else 0


def _pronoun(text: str) -> Followup | None:
    match = _POINTING.search(text)
    if not match or _EMPTY.search(text) or mentions(text[: match.start()]):
        return None
    before = _telling(_ASKED.sub("", _WHAT_IS_ASKED.sub("", text[: match.start()])))
    after = _telling(text[match.end() :])
    if len(before) > WORDS_BEFORE or (before and after) or " the " in text[: match.start()]:
        return None
    return Followup("pronoun", text, match[0], _kind(match), match["noun"] or "")


def _kind(match: re.Match[str]) -> MentionKind:
    if match["person"] and re.fullmatch(_THEY, match["person"], re.IGNORECASE):
        return "people"
    return "person" if match["person"] else "place" if match["place"] else "thing"


def _telling(text: str) -> list[str]:
    """Return the words that say something; numbers and days count as well."""
    return [
        token.text for token in tokens(text) if token.text not in STOP_WORDS and len(token.text) > 1
    ]


def fill_english(followup: Followup, turns: Sequence[Turn]) -> str:
    """Return the whole question, or "" if the English questions do not hold what is missing.

    >>> fill_english(read_english_followup("and when?"), [Turn("Where was the match held?")])
    'When was the match held?'
    """
    if followup.form == "instead":
        return _fill_instead(followup.focus, turns[-1].question)
    if followup.form == "pronoun":
        return _pointed(followup, turns)
    return join_with_last(followup.text, turns[-1].question)


def _fill_instead(focus: str, asked: str) -> str:
    """Put something in the place of a thing of its kind, or behind a question that has none."""
    question = in_one_script(asked)
    focus = _ONES.sub("", focus)
    taken = _of_its_kind(focus, question)
    if taken is None:
        return f"{question.rstrip('?？ ')}, {focus}?"
    return question[: taken.start] + focus + question[taken.end :]


def _of_its_kind(focus: str, question: str) -> Mention | None:
    if is_han(focus) and (own_name := HAN.search(question)):
        return Mention(own_name[0], "thing", own_name.start())
    alike = _of_its_row(focus, question) or _ends_alike(focus, question)
    return alike or _of_its_sort(focus, question)


def _of_its_sort(focus: str, question: str) -> Mention | None:
    """Return what is of the same kind, or what is counted."""
    there = mentions(question)
    kind = kind_of_english(focus)
    if kind == "thing":
        counted = _COUNTED.search(question)
        return Mention(counted[1], "thing", counted.start(1)) if counted else None
    same = [one for one in there if one.kind == kind]
    named = [one for one in there if one.kind in _NAMES and kind in _NAMES]
    return next(iter([*same, *named]), None)


def _of_its_row(focus: str, question: str) -> Mention | None:
    """Return the word of a question that the focus takes the place of: "first" for "last".

    Of several the nearest: "fifth" takes the place of "sixth", not of "first".
    """
    row: tuple[str, ...] = next((row for row in _ROWS if focus.lower() in row), ())
    there = [one for one in _WORD.finditer(question) if one[0].lower() in row]
    if not there:
        return None
    own = row.index(focus.lower())
    found = min(there, key=lambda one: abs(row.index(one[0].lower()) - own))
    return Mention(found[0], "thing", found.start())


def _ends_alike(focus: str, question: str) -> Mention | None:
    """Return the words of a question that end as the focus does: "bachelor student"."""
    told = _WORD.findall(focus)
    cut = list(_WORD.finditer(question))
    places = [place for place, one in enumerate(cut) if one[0].lower() == told[-1].lower()]
    if len(told) < 2 or not places or told[-1].lower() in STOP_WORDS:
        return None
    first = last = places[-1]
    while first and cut[first - 1][0].lower() not in STOP_WORDS:
        first -= 1
    start, end = cut[first].start(), cut[last].end()
    return Mention(question[start:end], "thing", start) if first < last else None


def kind_of_english(name: str) -> MentionKind:
    """Return the kind of what an English name means; an unknown word is taken for a name.

    >>> kind_of_english("haidian"), kind_of_english("2021"), kind_of_english("riders")
    ('place', 'time', 'thing')
    """
    if (own := mention_kind(name)) in ("time", "body"):
        return own
    glosses = open_glosses().of_word(name.lower())
    if glosses:
        meant = mention_kind(max(glosses, key=lambda word: glosses[word]))
        return meant if meant != "thing" or name.islower() else "person"
    return "thing" if " " in name and name.islower() else "person"


def _pointed(followup: Followup, turns: Sequence[Turn]) -> str:
    found = _named_before(followup.kind, turns)
    if not found and followup.kind in ("thing", "people"):
        return join_with_last(followup.text, turns[-1].question)
    if not found:
        return ""
    name = f"{found}'s" if _OWNER.match(followup.focus) else found
    text = re.sub(rf"\b{re.escape(followup.focus)}\b", name, followup.text, count=1)
    return f"{_begun(text)}?"


def _named_before(kind: MentionKind, turns: Sequence[Turn]) -> str:
    """Return the name in the last English question that has one, unless its answer was one."""
    for turn in reversed(turns):
        if (
            language_of(turn.question) != "en"
            or WANTED_KINDS.get(analyse(turn.question).want) == kind
        ):
            return ""
        wanted: tuple[MentionKind, ...] = ("body", "title") if kind == "thing" else (kind,)
        found = [one.text for one in mentions(turn.question) if one.kind in wanted]
        if found:
            return found[0]
    return ""


def join_with_last(asking: str, question: str) -> str:
    """Put a new asking word in the place of the old one, or ask after what was asked about."""
    bare = _LEAD.sub("", question).rstrip("?？. ")
    if _ADVERB_ALONE.match(asking) and _ADVERB.match(bare):
        return f"{_begun(asking)} {_ADVERB.sub('', bare)}?"
    head = (
        bare.partition(": ")[0] if ": " in bare else _topic(_ASKED.sub("", bare, count=1).strip())
    )
    return f"{head}: {asking}?" if head else ""


def _topic(statement: str) -> str:
    """Return a question without its asking word as what it is about.

    >>> _topic("was the match held"), _topic("stations won awards")
    ('the match', 'stations won awards')
    """
    begun = _PASSIVE.sub(r"\1", _THERE_ARE.sub("", statement))
    return re.sub(rf"^{_AUXILIARY}\b ?", "", begun, flags=re.IGNORECASE)


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]
