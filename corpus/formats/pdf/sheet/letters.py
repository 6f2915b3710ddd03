"""The code of a printed character -> the letter that a reader sees.

Some fonts map their glyphs to look-alikes: radicals (⺠ is printed for 民, ⼯ for 工),
compatibility forms, bullets in the private area. What no table knows stays unreadable: U+FFFD
stands in its place, and is counted. Next: `corpus/formats/pdf/sheet/glyphs.py`.
"""

import re
import unicodedata

from corpus.page.lookalikes import LETTER_OF

HAN = re.compile(r"[\u2e80-\u2fdf\u3400-\u9fff\uf900-\ufaff]")
UNREADABLE = "\ufffd"
# Bullets of Symbol and Wingdings, which word processors write into the private area.
BULLETS = {0xF06C: "●", 0xF06E: "■", 0xF075: "◆", 0xF076: "❖", 0xF0A7: "▪", 0xF0B7: "•"} | {
    0xF0D8: "➢",
    0xF0E8: "➔",
    0xF0FC: "✓",
}


def letter(code: int) -> str:
    """Return the letter of a code, U+FFFD where nobody can know it.

    >>> letter(0x2EA0), letter(0x2F2F), letter(0xE000)
    ('民', '工', '�')
    """
    if code > 0x10FFFF or code < 32:
        return UNREADABLE
    return BULLETS[code] if code in BULLETS else _known(chr(code))


def _known(character: str) -> str:
    if unicodedata.category(character) in ("Cs", "Co", "Cn"):
        return UNREADABLE
    return LETTER_OF.get(character, character)


def plain(text: str) -> str:
    """Return a text with the letters that it shows, as `letter` does.

    >>> plain("⼯⺠")
    '工民'
    """
    return "".join(map(_known, text))


def is_blank(character: str) -> bool:
    """Say whether a character shows nothing: a space, a control."""
    return unicodedata.category(character)[0] in "ZC" and character != UNREADABLE
