"""English follow-ups: how to tell one from a question that stands alone, and what it leaves out.

The same three forms as in `bot/followup_chinese.py`. "It" and "there" often point nowhere (it
takes, is there), and a pronoun after the name of a thing points into its own question: those stand
on their own. Next: `bot/fill_english.py`.
"""

import re
from collections.abc import Sequence

from bot.followup import Followup
from bot.mentions import Kind, mentions
from index.english import STOP_WORDS, tokens

LEAD = re.compile(
    r"^(?:(?:and|but|so|ok|okay|then|also|well|now|please|sorry)\b[, ]*)+", re.IGNORECASE
)
_END = re.compile(r"[?!.\s]+$")
ASKED = re.compile(
    r"\b(?:how (?:many|much|long|often|far|old|big)|what time|since when|who(?:m|se)?|what|which"
    r"|when|where|why|how)\b",
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
    r"^(?:(?:in|at|on|for|to|from|with|by) )?(?:how (?:many|much) |which |what )[\w-]+(?= )",
    re.IGNORECASE,
)
_BARE_END = re.compile(
    r"(?: (?:was|is|were|are|did|does) (?:that|this|it|so)(?: happen(?:ed)?)?"
    r"| exactly| then| else)+$",
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


def read(question: str) -> Followup | None:
    """Return what a question leaves out, or None if it stands on its own.

    >>> read("And what about Haidian?").focus, read("Who won the match?")
    ('Haidian', None)
    """
    text = _END.sub("", question.strip())
    bare = LEAD.sub("", text)
    led = bare != text
    return _instead(bare, led) or _bare(bare, led) or _pronoun(bare)


def _instead(text: str, led: bool) -> Followup | None:
    match = _ABOUT.match(text) or (led and not ASKED.search(text) and _ONLY.match(text))
    if not match or _POINTING.fullmatch(match[1]):
        return None
    focus = re.sub(r"^(?:(?:in|at|on|for) )?(?:the )?", "", match[1], flags=re.IGNORECASE)
    return Followup("instead", text, focus) if len(_telling(focus)) in (1, 2, 3, 4) else None


def _bare(text: str, led: bool) -> Followup | None:
    cut = _BARE_END.sub("", text)
    asked = ASKED.match(cut)
    if _OF_SOMETHING.match(cut):
        return Followup("bare", cut)
    if not asked or mentions(text) or (_THE.search(cut) and not led):
        return None
    if _POINTING.search(cut) and not _EMPTY.search(cut):
        return None
    beside = _telling(cut[asked.end() :])
    return Followup("bare", cut) if len(beside) <= _most_beside(asked, beside, led) else None


def _most_beside(asked: re.Match[str], beside: Sequence[str], led: bool) -> int:
    """Return how many words a bare question may have beside its asking ones."""
    if led:
        return BARE_WORDS if _THE.search(asked.string) else BARE_WORDS_LED
    counts = asked[0].lower().startswith(("how many", "how much", "which"))
    return (BARE_WORDS if beside and beside[0] in _ANYBODY else 1) if counts else 0


def _pronoun(text: str) -> Followup | None:
    match = _POINTING.search(text)
    if not match or _EMPTY.search(text) or mentions(text[: match.start()]):
        return None
    before = _telling(_WHAT_IS_ASKED.sub("", text[: match.start()]))
    after = _telling(text[match.end() :])
    if len(before) > WORDS_BEFORE or (before and after) or " the " in text[: match.start()]:
        return None
    return Followup("pronoun", text, match[0], _kind(match), match["noun"] or "")


def _kind(match: re.Match[str]) -> Kind:
    if match["person"] and re.fullmatch(_THEY, match["person"], re.IGNORECASE):
        return "people"
    return "person" if match["person"] else "place" if match["place"] else "thing"


def _telling(text: str) -> list[str]:
    """Return the words that say something; numbers and days count as well."""
    return [
        token.text for token in tokens(text) if token.text not in STOP_WORDS and len(token.text) > 1
    ]
