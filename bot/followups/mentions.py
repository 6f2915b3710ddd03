"""The people, places, bodies, days and quoted titles that a text names, and what it is about.

Only what a follow-up can ask about. Chinese names come from jieba's tagger and a list of surnames,
English ones from their capitals. What a Chinese question is about is, most of the time, its first
noun phrase: read off jieba's tags, and so as wrong as they are. Left out: which of the things is
meant, see `bot/followups/antecedent.py`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.question.festivals import FESTIVAL
from bot.question.tags import tagged
from corpus.brackets import TITLE_CLOSING, TITLE_OPENING
from corpus.page.byline import SURNAMES
from index.bridge.glosses import open_glosses
from index.text.words import WORD, fold, is_han

MentionKind = Literal["person", "people", "place", "body", "time", "title", "thing"]
TIME = re.compile(
    r"(?:\d{4}|[〇零一二三四五六七八九]{4}|[去今明前后当][年日天]|\d{2})年?(?<=[年日天])"
    r"(?:[上下]半年|第[一二三四]季度|\d{1,2}月(?:\d{1,2}日)?)?"
    r"|\d{1,2}月份?(?:\d{1,2}日)?|[一二三四五六七八九十]{1,2}月份?|[本上下]个?[月周]|[上下]半年|[春夏秋冬]季(?!班)"
)
TITLE = re.compile(rf"(?<=[{TITLE_OPENING}])[^{TITLE_CLOSING}]{{1,30}}(?=[{TITLE_CLOSING}])")
# What a body's name ends with.
BODY_TAIL = re.compile(
    r"公司|集团|工会|协会|联合会|委员会|学校|大学|学院|中学|小学|医院|银行|法院|政府|中心|出版社|俱乐部"
    r"|联盟|仲裁委|[局厅处社队厂部组]$"
)
PLACE_TAIL = re.compile("(?:省|市|自治区|区|县|镇|乡|村|街道|社区|公园|广场|路|州|岛)+")
# Together they name a place beyond doubt: 石景山 alone is tagged as a person.
PLACE_SUFFIXES = "区县镇乡村"
# What jieba's dictionary takes for a place, and a question hardly ever does: 包里, 东西.
_SPOT = re.compile("东西|.[里内外上下]")
# What the tagger takes for the end of a name: 罗欣帮大家. And what stands before a name.
_AFTER_NAMES = frozenset("帮说在向与以对把被从给称将也是带")
_ROLE = re.compile("(?:[工师员长席手家者人兵]|司机)$")
# What words for who somebody is end with, as names seldom do.
_WHO_ENDS = "生员者手"
_DOT = re.compile("[·‧・•]")
# Tags of the parts of a name that jieba does not know, and most words on each side of its dot.
_NAME_TAGS = ("n", "g", "z", "a", "eng")
_MOST_PARTS = 2
NOUN_TAGS = ("n", "vn", "j", "l", "an", "t", "m", "q", "eng", "b")
_NAMED = re.compile(r"\b[A-Z][\w'’-]*(?:(?: of| the| for|,)* [A-Z][\w'’-]*)*")
_ENGLISH_TIME = re.compile(
    r"\b(?:(?:last|this|next) (?:year|month|week)|(?:(?:january|february|march|april|may|june|july"
    r"|august|september|october|november|december)(?: \d{1,2})?(?:,? )?)?(?:19|20)\d\d"
    r"|january|february|march|april|june|july|august|september|october|november|december"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today)\b",
    re.IGNORECASE,
)
_ENGLISH_BODY = re.compile(
    r"\b(?:Union|Federation|Company|Group|University|College|School|Hospital|Bank|Committee|Court"
    r"|Association|Bureau|Centre|Center|Team|Club|Ministry|Press)\b"
)
_AT = re.compile(r"\b(?:in|at|from|near|to|around|of)(?: the)? $", re.IGNORECASE)
# Words that begin a question with a capital and name nothing.
_OPENING = re.compile(
    r"(?:And|But|So|Who\w*|What|Which|When|Where|Why|How|Is|Are|Was|Were|Do|Does|Did|Has|Have|Had"
    r"|Can|Could|Will|Would|In|On|At|By|To|From|For|With|The|A|An|I|Tell|Please|Name|List)\b"
)

# Also unknown characters, which are mostly parts of names, and what joins or encloses names.
_PHRASE_TAGS = (*NOUN_TAGS, "z", "g", "a")
_WITHIN_NAMES = frozenset("“”《》「」『』·‧・•-—")
# Characters. A longer run of nouns is no phrase but a misreading.
_LONGEST_PHRASE = 30


@dataclass(frozen=True, slots=True)
class Mention:
    """A thing that a text names.

    Attributes:
        text: As it stands there.
        kind: What kind of thing it is; `thing` where only its noun is known.
        start: Its first character, counted from 0; `text` is as long as the range.
    """

    text: str
    kind: MentionKind
    start: int

    @property
    def end(self) -> int:
        """One past its last character."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a Chinese text with jieba's tag, and where it begins."""

    text: str
    tag: str
    start: int

    @property
    def end(self) -> int:
        """One past its last character."""
        return self.start + len(self.text)


def mentions(text: str) -> list[Mention]:
    """Return what a text names, in order; a place within the name of a body counts as well.

    >>> [(one.text, one.kind) for one in mentions("2022年大兴区总工会帮了谁")]
    [('2022年', 'time'), ('大兴区总工会', 'body'), ('大兴区', 'place')]
    """
    found = _chinese(text) if is_han(text) else _english(text)
    return sorted(dict.fromkeys(found), key=lambda one: (one.start, -one.end))


def tagged_words(text: str) -> list[Word]:
    """Return the words of a text with their tags and places; folded where that keeps them."""
    folded = fold(text)
    listed, at = [], 0
    for word, tag in tagged(folded if len(folded) == len(text) else text):
        listed.append(Word(text[at : at + len(word)], tag, at))
        at += len(word)
    return listed


def is_nominal(word: Word) -> bool:
    """Say whether a word can be part of a noun phrase: a noun, a name, a number, a day."""
    return word.tag.startswith(NOUN_TAGS) and WORD.search(word.text) is not None


def mention_kind(text: str) -> MentionKind:
    """Return what kind of thing a short text names as a whole.

    >>> [mention_kind(text) for text in ("石景山", "罗欣", "去年", "夜班补贴")]
    ['place', 'person', 'time', 'thing']
    """
    whole = [one for one in mentions(text) if one.text == text]
    return whole[0].kind if whole else "thing"


def _chinese(text: str) -> Iterator[Mention]:
    cut = tagged_words(text)
    for match in (*TIME.finditer(text), *FESTIVAL.finditer(text)):
        yield Mention(match[0], "time", match.start())
    for match in TITLE.finditer(text):
        yield Mention(match[0], "title", match.start())
    for place, word in enumerate(cut):
        yield from _name_at(cut, place)
        if _DOT.fullmatch(word.text) and place:
            yield from _dotted(cut, place)
        if BODY_TAIL.search(word.text) and is_nominal(word):
            yield from _body_ending(cut, place)


def _dotted(cut: Sequence[Word], dot: int) -> Iterator[Mention]:
    """Yield the name around its first dot: 马特·理查德·史东."""
    first, last = dot, dot
    while first and dot - first < _MOST_PARTS and cut[first - 1].tag.startswith(_NAME_TAGS):
        first -= 1
    while last + 1 < len(cut) and _goes_on_dotted(cut[last + 1]):
        last += 1
    if first < dot < last and not _DOT.fullmatch(cut[first - 1].text if first else ""):
        text = "".join(word.text for word in cut[first : last + 1])
        yield Mention(text, "person", cut[first].start)


def _goes_on_dotted(word: Word) -> bool:
    return _DOT.fullmatch(word.text) is not None or word.tag.startswith(_NAME_TAGS)


def _name_at(cut: Sequence[Word], place: int) -> Iterator[Mention]:
    """Yield the person or place that begins with a word."""
    word, rest = cut[place], cut[place + 1 :]
    before = cut[place - 1] if place else Word("", "", 0)
    if _is_surname(before, "n"):
        return
    if _is_surname(word) and _given(rest):
        yield Mention(word.text + rest[0].text, "person", word.start)
    elif _is_place(word):
        tail = PLACE_TAIL.match(rest[0].text) if rest else None
        yield Mention(word.text + (tail[0] if tail else ""), "place", word.start)
    elif person := _person_at(word, before, rest):
        yield Mention(person, "person", word.start)


def _is_surname(word: Word, *more_tags: str) -> bool:
    return word.text in SURNAMES and word.tag in ("zg", "nr", *more_tags)


def _person_at(word: Word, before: Word, rest: Sequence[Word]) -> str:
    """Return the name of the person whom a word is taken for, or whose role stands before it."""
    if _is_person(word):
        return word.text[:2] if word.text[2:] in _AFTER_NAMES else word.text
    if not (_ROLE.search(before.text) and _is_made_up(word)):
        return ""
    return word.text + (rest[0].text if _given(rest) and len(rest[0].text) == 1 else "")


def _is_made_up(word: Word) -> bool:
    """Say whether a word that begins with a surname is in no dictionary: 赵有 of 油漆工赵有田."""
    return word.text[0] in SURNAMES and len(word.text) == 2 and len(tagged(word.text, False)) == 2


def _given(rest: Sequence[Word]) -> bool:
    """Say whether a given name comes next: one or two characters with a name's or noun's tag."""
    return bool(rest) and len(rest[0].text) <= 2 and rest[0].tag.startswith(("n", "z", "a"))


def _is_place(word: Word) -> bool:
    if _SPOT.fullmatch(word.text):
        return False
    if word.tag.startswith("ns") or (word.tag == "nr" and word.text[-1] in PLACE_SUFFIXES):
        return True
    if not (2 <= len(word.text) <= 3 and word.tag[:1] in ("n", "b")):
        return False
    return _names_a_district(word.text) or (word.tag == "nr" and word.text[0] not in SURNAMES)


def _names_a_district(text: str) -> bool:
    """Say whether a word is known as a place with 区 or 县 behind it: 石景山."""
    suffixed = (tagged(text + suffix) for suffix in PLACE_SUFFIXES[:2])
    return any(len(parts) == 1 and parts[0][1] == "ns" for parts in suffixed)


def _is_person(word: Word) -> bool:
    if not word.tag.startswith("nr"):
        return False
    if _SPOT.fullmatch(word.text):
        return False
    # 祝福, 高中生: the tagger takes a word for a name that the dictionary has another use for.
    known = len(word.text) == 2 or word.text[-1] in _WHO_ENDS
    if known and open_glosses().translates(word.text):
        return False
    return word.tag == "nrt" or (word.text[0] in SURNAMES and 2 <= len(word.text) <= 3)


def _body_ending(cut: Sequence[Word], last: int) -> Iterator[Mention]:
    """Yield the body whose name ends with a word: the nouns before it, verbs within them."""
    first = last
    while first and _in_name(cut[first - 1]) and cut[last].end - cut[first - 1].start < 24:
        first -= 1
    while first < last and cut[first].tag in ("v", "d", "p"):
        first += 1
    if first < last or len(cut[last].text) > 3:
        text = "".join(word.text for word in cut[first : last + 1])
        yield Mention(text, "body", cut[first].start)


def _in_name(word: Word) -> bool:
    asks = word.tag in ("r", "m", "q", "t")
    return not asks and (is_nominal(word) or word.tag in ("v", "nr", "zg")) and len(word.text) > 1


def _english(text: str) -> Iterator[Mention]:
    for match in _ENGLISH_TIME.finditer(text):
        yield Mention(match[0], "time", match.start())
    opening = _OPENING.match(text)
    begins = opening.end() if opening else 0
    for match in _NAMED.finditer(text, begins):
        if not _ENGLISH_TIME.fullmatch(match[0]):
            yield Mention(match[0], _english_kind(text, match), match.start())


def _english_kind(text: str, match: re.Match[str]) -> MentionKind:
    if _ENGLISH_BODY.search(match[0]):
        return "body"
    return "place" if _AT.search(text[: match.start()]) else "person"


def first_phrase(text: str) -> str:
    """Return the first noun phrase of a Chinese text: what it is about, most of the time.

    >>> first_phrase("昌平外卖骑手联合工会的主席是谁")
    '昌平外卖骑手联合工会的主席'
    """
    parts = list(_phrase_parts(text))
    whole = text[parts[0][0] : parts[-1][1]] if parts else ""
    return whole[:_LONGEST_PHRASE].strip("的，, ")


def _phrase_parts(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the first noun phrase: names, and words between them."""
    named = {mention.start: mention for mention in reversed(mentions(text))}
    cut = tagged_words(text)
    end, last = -1, None
    for place, word in enumerate(cut):
        name = named.get(word.start)
        if word.start < end:
            continue
        if last is None and name and name.kind == "time":
            end = name.end
        elif part := _next_part(cut, place, name, last):
            end, last = part
            yield word.start, end
        elif last is not None:
            return


def _next_part(
    cut: Sequence[Word], place: int, name: Mention | None, last: MentionKind | None
) -> tuple[int, MentionKind] | None:
    """Return the end and the kind of what a phrase goes on with at a word; None if with nothing.

    `last` is the kind of its part before, None at its beginning.
    """
    if name and name.kind == "time":
        return None
    if name and last in (None, "thing", "place", "title"):
        return name.end, name.kind
    return (cut[place].end, "thing") if _continues(cut, place, last) else None


def _continues(cut: Sequence[Word], place: int, last: MentionKind | None) -> bool:
    """Say whether a word begins a noun phrase (`last` is None) or goes on with one."""
    word = cut[place]
    following = cut[place + 1].tag if place + 1 < len(cut) else ""
    if last == "body":
        return word.tag == "uj"
    if last == "person":
        return word.tag in ("uj", "n", "g", "zg")
    if word.tag == "v":  # 暖心|伴考|设立了: of two verbs in a row the first belongs to the name.
        return last is not None and following == "v"
    if word.tag in ("uj", "f"):
        return last is not None and following[:1] in ("n", "v", "m", "x", "b", "j", "a")
    if _is_deed(word, following):
        return False
    return word.tag.startswith(_PHRASE_TAGS) or word.text in _WITHIN_NAMES


def _is_deed(word: Word, following: str) -> bool:
    """Say whether a word that may be a noun is a verb here, by the tag behind it."""
    return word.tag in ("vn", "b") and (following[:1] in ("p", "v") or following == "ul")
