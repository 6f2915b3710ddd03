"""An English follow-up after a Chinese question, and the reverse: both said in Chinese.

The pages are Chinese, so what is joined from two languages is joined in theirs. An English
question's words are those that the bridge found in the pages (`Turn.words`); an English follow-up
has few words, and the dictionary's likeliest gloss stands for each. Next:
`bot/followups/chinese.py`.
"""

import re
from dataclasses import replace

from bot.followups.chinese import read_chinese_followup
from bot.followups.followup import Followup
from bot.followups.mentions import MentionKind
from bot.followups.turn import Turn
from bot.question.question import language_of
from index.bridge.glosses import open_glosses
from index.query import in_words_of_print
from index.text.english import STOP_WORDS, tokens

# The asking words of both languages; the first that fits.
_CUES: tuple[tuple[str, str], ...] = (
    (r"\bhow many\b|\bhow much\b", "多少"),
    (r"\bhow old\b", "多大"),
    (r"\bhow long\b", "多久"),
    (r"\bwhen\b|\bwhat (?:time|day|date|year)\b|\b(?:which|what) (?:year|month|day)\b", "什么时候"),
    (r"\bwhere\b", "在哪里"),
    (r"\bwhy\b", "为什么"),
    (r"\bwho(?:m|se)?\b", "谁"),
    (r"\bwhich ones\b", "哪些"),
    (r"\bwhich(?: one)?\b", "哪个"),
    (r"\bwhat\b", "什么"),
    (r"\bhow\b", "怎么"),
)
_NOUN_CUES = ("谁", "什么", "哪个")
_IS = re.compile(r"\b(?:is|are|was|were)\b", re.IGNORECASE)
_POINTING: dict[MentionKind, str] = {
    "person": "他",
    "place": "那里",
    "time": "当时",
    "people": "他们",
}


def chinese_turn(turn: Turn) -> Turn:
    """Return a turn whose question is Chinese, and asks in the words that the pages have for it.

    >>> chinese_turn(Turn("Who won the fitter contest?", words=("钳工", "决赛"))).question
    '谁钳工决赛？'
    """
    if language_of(turn.question) == "zh":
        return replace(turn, question=in_words_of_print(turn.question))
    return replace(turn, question=f"{_cue(turn.question)}{''.join(turn.words)}？")


def chinese_followup(followup: Followup) -> Followup | None:
    """Return an English follow-up as a Chinese one, or None if it cannot be said so."""
    if followup.form == "instead":
        return read_chinese_followup(f"{_called(followup.focus)}呢")
    cue = _cue(followup.text)
    pointer = rf"\b{re.escape(followup.focus)}\b" if followup.focus else r"\b$"
    content = _said(_without_cue(re.sub(pointer, " ", followup.text, count=1)))
    if followup.form == "bare":
        return Followup("bare", f"{cue}{content}")
    pointing = _POINTING.get(followup.kind, "它")
    if cue in _NOUN_CUES and _IS.search(followup.text):
        cue = f"是{cue}"
    return Followup("pronoun", f"{pointing}{cue}{content}", pointing, followup.kind)


def _cue(text: str) -> str:
    lowered = text.lower()
    return next((chinese for english, chinese in _CUES if re.search(english, lowered)), "")


def _called(focus: str) -> str:
    """Return what a thing is called in Chinese; a name of several words as it was written."""
    named = " " in focus and not focus.islower()
    return focus if named else _said(focus) or focus


def _without_cue(text: str) -> str:
    used = next((english for english, _ in _CUES if re.search(english, text.lower())), "$")
    return re.sub(used, " ", text, flags=re.IGNORECASE)


def _said(text: str) -> str:
    """Return the dictionary's likeliest gloss of each word that says something."""
    glosses = open_glosses()
    said = []
    for token in tokens(text):
        if token.text not in STOP_WORDS:
            known = glosses.of_word(token.text)
            said.append(max(known, key=lambda word: known[word]) if known else token.text)
    return "".join(said)
