"""The code of a printed character -> the letter that a reader sees.

Some fonts map their glyphs to look-alikes: radicals (⺠ is printed for 民, ⼯ for 工),
compatibility forms, bullets in the private area. What no table knows stays unreadable: U+FFFD
stands in its place, and is counted. Next: `corpus/formats/pdf/sheet/glyphs.py`.
"""

import re
import unicodedata

HAN = re.compile(r"[\u2e80-\u2fdf\u3400-\u9fff\uf900-\ufaff]")
UNREADABLE = "\ufffd"
# Kangxi radicals and compatibility forms, which Unicode itself takes apart (NFKC).
TAKEN_APART = ((0x2F00, 0x2FD5), (0xF900, 0xFAD9))
# The supplement of radicals (U+2E80 to U+2EF3) with the letter of equal look:
# EquivalentUnifiedIdeograph.txt of Unicode 14, where one within the common planes is given.
RADICALS = (
    "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺫目⺬示⺭礻⺯糹⺰纟"
    "⺱罓⺲罒⺳㓁⺴冗⺶羊⺹耂⺺肀⺻聿⺼肉⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻈讠⻉贝⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤"
    "⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
LETTER_OF = dict(zip(RADICALS[::2], RADICALS[1::2], strict=True))
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
    if any(first <= ord(character) <= last for first, last in TAKEN_APART):
        return unicodedata.normalize("NFKC", character)
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
