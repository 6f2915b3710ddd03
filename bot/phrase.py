"""The first noun phrase of a Chinese question: what it is about, most of the time.

Read off jieba's tags, and so as wrong as they are; names that `bot/mentions.py` knows are not cut.
Next: `bot/antecedent.py`.
"""

from collections.abc import Sequence

from bot.mentions import NOUN_TAGS, Kind, Word, mentions, tagged_words

# Also unknown characters, which are mostly parts of names, and what joins or encloses names.
_PHRASE_TAGS = (*NOUN_TAGS, "z", "g", "a")
_WITHIN_NAMES = frozenset("“”《》「」『』·‧・•-—")
# Characters. A longer run of nouns is no phrase but a misreading.
LONGEST_PHRASE = 30


def first_phrase(text: str) -> str:
    """Return the first noun phrase of a Chinese text: what it is about, most of the time.

    >>> first_phrase("昌平外卖骑手联合工会的主席是谁")
    '昌平外卖骑手联合工会的主席'
    """
    named = {one.start: one for one in reversed(mentions(text))}
    cut = tagged_words(text)
    start = end = -1
    last: Kind = "thing"
    for place, word in enumerate(cut):
        name = named.get(word.start)
        if word.start < end:
            continue
        if name and name.kind == "time":
            if start >= 0:
                break
            end = name.end
        elif name and (start < 0 or last in ("thing", "place", "title")):
            start, end, last = (word.start if start < 0 else start), name.end, name.kind
        elif _continues(cut, place, last if start >= 0 else None):
            start, end, last = (word.start if start < 0 else start), word.end, "thing"
        elif start >= 0:
            break
    return text[start:end][:LONGEST_PHRASE].strip("的，, ") if start >= 0 else ""


def _continues(cut: Sequence[Word], place: int, last: Kind | None) -> bool:
    """Say whether a word begins a noun phrase (`last` is None) or goes on with one."""
    word = cut[place]
    following = cut[place + 1].tag if place + 1 < len(cut) else ""
    if last == "body":
        return word.tag == "uj"
    if last == "person":
        return word.tag in ("uj", "n", "g", "zg")
    if word.tag in ("vn", "b") and (following[:1] in ("p", "v") or following == "ul"):
        return False
    if word.tag == "v":  # 暖心|伴考|设立了: of two verbs in a row the first belongs to the name.
        return last is not None and following == "v"
    if word.tag in ("uj", "f"):
        return last is not None and following[:1] in ("n", "v", "m", "x", "b", "j", "a")
    return word.tag.startswith(_PHRASE_TAGS) or word.text in _WITHIN_NAMES
