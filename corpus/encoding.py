"""Bytes -> text, whatever encoding they were saved in.

Chinese pages come in UTF-8, in UTF-16 with a byte order mark, and, from older machines, in GB18030
(of which GBK and GB2312 are parts) or Big5. The order of the trials is what decides: UTF-8 refuses
nearly everything else, while GB18030 and Big5 each accept much of the other, so those two are
weighed by how usual their characters are. Next: `corpus/formats/reading.py` reads files with it.
"""

import codecs
import re
from collections.abc import Sequence
from itertools import islice

from corpus.errors import PageError

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CHINESE = ("gb18030", "big5")
# Without a byte order mark.
WIDE = ("utf-16-le", "utf-16-be")
HAN = re.compile(r"[\u3400-\u9fff]")
PUNCTUATION = frozenset("，。、；：？！“”‘’（）《》〈〉「」『』【】…—·　")
# Lead bytes of the characters that each standard calls frequent: 3,755 of GB 2312, 5,401 of Big5.
FREQUENT = {"gb2312": range(0xB0, 0xD8), "big5": range(0xA4, 0xC7)}
# The most frequent characters of news, in either script; they make up a third of it.
COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定"
    "學會這為個國來時們對發動過說產後於與從業經進開關實現務總勞職員習組織建设市区全新部加行公日月第工总劳职员习组织"
)
# Least mean weight of a text's characters (see `usualness`). Measured on 2,000 pieces of 50
# characters of news: at least 1.01 in their own encoding, at most 0.71 in the wrong one.
PLAUSIBLE = 0.8
# Characters looked at; the two encodings are told apart by fewer than 20.
SAMPLE = 5_000
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
DAMAGED = "\ufffd"


def decode(raw: bytes) -> str:
    """Return the text of bytes in UTF-8, UTF-16, UTF-32, GB18030 or Big5.

    >>> decode("职工之家".encode("gbk"))
    '职工之家'

    Raises:
        PageError: They are binary, or text in another encoding, or damaged.
    """
    for mark, encoding in MARKS:
        if raw.startswith(mark):
            return _strict(raw, encoding)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        text = _chinese(raw, f"byte {error.start} is no UTF-8")
    if not CONTROL.search(text):
        return text
    if wide := _likeliest(raw, WIDE):
        return wide
    raise PageError("it is binary, not text", "save it as Markdown or plain text")


def _chinese(raw: bytes, damage: str) -> str:
    lossy = raw.decode("utf-8", errors="replace")
    if len(HAN.findall(lossy)) > lossy.count(DAMAGED):
        raise PageError(f"it is damaged: {damage}", "save it again as UTF-8")
    if text := _likeliest(raw, (*CHINESE, *WIDE)):
        return text
    if b"\0" in raw:
        raise PageError("it is binary, not text", "save it as Markdown or plain text")
    raise PageError(f"its encoding is not known: {damage}", "save it as UTF-8")


def _likeliest(raw: bytes, encodings: Sequence[str]) -> str:
    """Return the reading that looks most like Chinese news, "" if none does."""
    readings = [text for encoding in encodings if (text := _try(raw, encoding)) is not None]
    likely = [text for text in readings if not CONTROL.search(text)]
    best = max(likely, key=usualness, default="")
    return best if usualness(best) >= PLAUSIBLE else ""


def usualness(text: str) -> float:
    """Return how much a text looks like Chinese news, from 0 to about 1.3.

    The mean over its first characters outside ASCII: 1 for a frequent character, 1.5 for a very
    common one or a Chinese punctuation mark, 0 for any other.
    """
    foreign = (character for character in text if not character.isascii())
    weights = [_weight(character) for character in islice(foreign, SAMPLE)]
    return sum(weights) / len(weights) if weights else 1.0


def _weight(character: str) -> float:
    if character in COMMON or character in PUNCTUATION:
        return 1.5
    if not HAN.match(character):
        return 0.0
    return float(any(_is_frequent(character, standard) for standard in FREQUENT))


def _is_frequent(character: str, standard: str) -> bool:
    try:
        return character.encode(standard)[0] in FREQUENT[standard]
    except UnicodeEncodeError:
        return False


def _strict(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        what = f"it is damaged: byte {error.start} is no {encoding.upper()}, as its start promises"
        raise PageError(what, "save it as UTF-8") from None


def _try(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None
