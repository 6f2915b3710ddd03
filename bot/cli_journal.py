"""`gongda journal`: its options, and the way from the settings to the report.

`bot/cli.py` prints what is returned here. Next: `bot/journal_report.py` reads the journal.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from bot.journal_report import Report
    from corpus.config import Settings

Function = TypeVar("Function", bound=Callable[..., Any])
# Ten years: the calendar ends somewhere.
MOST_DAYS = 3660
OPTIONS = (
    click.option(
        "--days",
        type=click.IntRange(1, MOST_DAYS),
        default=30,
        show_default=True,
        help="How many days, today included.",
    ),
    click.option("--json", "as_json", is_flag=True, help="Print one JSON document (UTF-8)."),
    click.option("--lang", type=click.Choice(["zh", "en"]), help="Language of the report."),
)


def report_options(command: Function) -> Function:
    """Give a command the options of `gongda journal report`."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def reported(settings: Settings, days: int) -> Report:
    """Report on the last days, up to the machine's today.

    Raises:
        ChannelError: There is no journal, or it cannot be read.
    """
    from bot.journal_report import journal_report

    return journal_report(settings.bot.journal, days, datetime.date.today())
