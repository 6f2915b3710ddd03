"""The buttons: under an answer, under an opened article, under further passages.

A button's data is at most 64 bytes for Telegram: a letter for what it does, the key of the answer
(12 characters, `bot/telegram/handlers/questions.py`), and numbers. Next:
`bot/telegram/handlers/buttons.py` acts on it.

    o:KEY:N:PAGE    open passage N at a page of its article, 0 for the quote's; `:t` converted
    m:KEY:PAGE      further passages          b:KEY           back to the answer
    f:KEY:good|bad  did it help               r:KEY:REASON    why not, `none` for no reason
"""

from collections.abc import Sequence
from itertools import groupby

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.channel.views.messages import ViewMessages, view_messages
from bot.channel.views.pages import PASSAGES_A_PAGE, MessagePage
from bot.channel.views.view import Shown, View

# Telegram shows up to eight buttons in a row; more numbers than sixteen nobody taps.
_ROW = 8
MOST_NUMBERS = 16
REASONS_A_ROW = 2
NO_REASON = "none"

ButtonRow = list[InlineKeyboardButton]


def answer_keyboard(
    view: View, key: str, verdict: str = "", reasons: bool = False
) -> InlineKeyboardMarkup:
    """Return the buttons under an answer; `verdict` is marked, `reasons` asks why it did not help.

    Rows: the passages [1] [2] …, then "more" if there is more, then 👍 👎.
    """
    frame = _frame(view)
    rows = _numbers(_tappable(view.cited), key)
    if view.more:
        rows.append([_button(frame.more, "m", key, "1")])
    rows += _reasons(frame, key) if reasons else [_verdicts(frame, key, verdict)]
    return InlineKeyboardMarkup(rows)


def article_keyboard(
    view: View, key: str, n: int, page: MessagePage, script: str = ""
) -> InlineKeyboardMarkup:
    """Return the buttons under page `page` of the article of passage `n`.

    `script` names the button to the page in the other script, or back: "other", "printed" or "".
    """
    frame, tail = _frame(view), ("t",) if script == "printed" else ()
    turned: ButtonRow = []
    if page.number > 1:
        turned.append(_button(frame.earlier_page, "o", key, f"{n}", f"{page.number - 1}", *tail))
    if page.number < page.count:
        turned.append(_button(frame.later_page, "o", key, f"{n}", f"{page.number + 1}", *tail))
    scripts: ButtonRow = []
    if script == "other":
        scripts.append(_button(frame.other_script, "o", key, f"{n}", f"{page.number}", "t"))
    elif script == "printed":
        scripts.append(_button(frame.as_printed, "o", key, f"{n}", f"{page.number}"))
    rows = [turned, _neighbours(view, key, n), scripts, [_back(view, frame, key, n)]]
    return InlineKeyboardMarkup([row for row in rows if row])


def more_keyboard(
    view: View, key: str, page: MessagePage, here: Sequence[Shown]
) -> InlineKeyboardMarkup:
    """Return the buttons under a page of further passages, those that stand there to open."""
    frame = _frame(view)
    turned: ButtonRow = []
    if page.number > 1:
        turned.append(_button(frame.earlier_page, "m", key, f"{page.number - 1}"))
    if page.number < page.count:
        turned.append(_button(frame.later_page, "m", key, f"{page.number + 1}"))
    rows = [*_numbers([(f"[{one.n}]", one.n) for one in here], key), turned]
    return InlineKeyboardMarkup([*(row for row in rows if row), [_button(frame.back, "b", key)]])


def _tappable(cited: Sequence[Shown]) -> list[tuple[str, int]]:
    """Return label and number of each passage; of too many, those of one passage share a button."""
    if len(cited) <= MOST_NUMBERS:
        return [(f"[{one.n}]", one.n) for one in cited]
    groups = [list(group) for _, group in groupby(cited, lambda one: (one.article, one.seal))]
    labels = [
        (f"[{one[0].n}]–[{one[-1].n}]" if len(one) > 1 else f"[{one[0].n}]", one[0].n)
        for one in groups
    ]
    return labels[:MOST_NUMBERS]


def _numbers(tappable: Sequence[tuple[str, int]], key: str) -> list[ButtonRow]:
    buttons = [_button(label, "o", key, f"{n}", "0") for label, n in tappable]
    return [buttons[at : at + _ROW] for at in range(0, len(buttons), _ROW)]


def _neighbours(view: View, key: str, n: int) -> ButtonRow:
    """Return the buttons to the passages before and after, within the answer or within "more"."""
    row = view.cited if any(one.n == n for one in view.cited) else view.more
    numbers = [one.n for one in row]
    at = numbers.index(n)
    before = [_button(f"‹ [{one}]", "o", key, f"{one}", "0") for one in numbers[:at][-1:]]
    after = [_button(f"[{one}] ›", "o", key, f"{one}", "0") for one in numbers[at + 1 :][:1]]
    return [*before, *after]


def _back(view: View, frame: ViewMessages, key: str, n: int) -> InlineKeyboardButton:
    place = next((at for at, one in enumerate(view.more) if one.n == n), None)
    if place is None:
        return _button(frame.back, "b", key)
    return _button(frame.back_to_more, "m", key, f"{place // PASSAGES_A_PAGE + 1}")


def _verdicts(frame: ViewMessages, key: str, verdict: str) -> ButtonRow:
    labels = {"good": frame.good, "bad": frame.bad}
    return [
        _button(frame.chosen.format(label=label) if one == verdict else label, "f", key, one)
        for one, label in labels.items()
    ]


def _reasons(frame: ViewMessages, key: str) -> list[ButtonRow]:
    buttons = [_button(label, "r", key, reason) for reason, label in frame.reasons]
    buttons.append(_button(frame.not_now, "r", key, NO_REASON))
    return [buttons[at : at + REASONS_A_ROW] for at in range(0, len(buttons), REASONS_A_ROW)]


def _frame(view: View) -> ViewMessages:
    return view_messages(view.language, view.traditional)


def _button(label: str, *data: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=":".join(data))
