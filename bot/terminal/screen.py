"""What may reach a terminal, and where its lines break.

Articles and questions are text from elsewhere: a control character in them could move the cursor,
change the window's title or hide words, so each is shown as a picture of itself. Chinese has no
spaces and its characters are two columns wide, so lines are broken here by the rules of print: no
line starts with a closing mark. Used by `bot/terminal/render.py`.
"""

from functools import cache

TAB, NEWLINE, DELETE = 0x09, 0x0A, 0x7F
FIRST_PICTURE, DELETE_PICTURE, REPLACEMENT = 0x2400, 0x2421, 0xFFFD
# Marks that turn the reading direction around, and line separators that only some terminals know.
UNSEEN = (range(0x80, 0xA0), range(0x200E, 0x2010), range(0x2028, 0x202F), range(0x2066, 0x206A))
SURROGATES = range(0xD800, 0xE000)

NEVER_FIRST = frozenset("，。、；：？！”’）》〉」』】〕…—·％,.;:?!)]}%")
NEVER_LAST = frozenset("“‘（《〈「『【〔([{")


def harmless(text: str) -> str:
    r"""Return the text with every character that a terminal would obey made visible.

    >>> harmless("red \x1b[31m")
    'red ␛[31m'

    A newline stays, a tab becomes a space, what has no picture becomes U+FFFD.
    """
    return text.translate(_pictures())


def line_starts(text: str, width: int) -> list[int]:
    """Return the offsets at which the lines of a text of one paragraph begin.

    >>> line_starts("请问电话，谢谢", 8)
    [0, 3]

    No line is wider than `width` columns, spaces at its end aside; the comma above took 话 along.
    """
    starts, column, gap = [0], 0, 0
    for offset, character in enumerate(text):
        if _may_break(text, offset):
            gap = offset
        column += _columns(character)
        while column > width and character != " " and offset > starts[-1]:
            starts.append(gap if gap > starts[-1] else offset)
            column = sum(map(_columns, text[starts[-1] : offset + 1]))
    return starts


def _may_break(text: str, offset: int) -> bool:
    """Say whether a line may end before this character."""
    if offset == 0 or text[offset] in NEVER_FIRST or text[offset - 1] in NEVER_LAST:
        return False
    before, after = text[offset - 1], text[offset]
    if after == " " or _columns(after) == 0:
        return False
    return before == " " or _columns(before) == 2 or _columns(after) == 2


def _columns(character: str) -> int:
    if " " <= character <= "~":
        return 1
    from rich.cells import get_character_cell_size

    return get_character_cell_size(character)


@cache
def _pictures() -> dict[int, int]:
    table = {code: FIRST_PICTURE + code for code in range(TAB)}
    table |= {code: FIRST_PICTURE + code for code in range(NEWLINE + 1, 0x20)}
    table |= {TAB: ord(" "), DELETE: DELETE_PICTURE}
    table |= {code: REPLACEMENT for codes in (*UNSEEN, SURROGATES) for code in codes}
    return table
