"""`gongda journal`: its options, and the way from the settings to the report.

Next: `bot/journal/report.py` reads the journal.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import click

from bot.commands.options import REPLY_LANGUAGES, config_option, current_settings, language_around
from bot.commands.output import show, show_json

if TYPE_CHECKING:
    from bot.journal.report import Report
    from bot.reply import Language
    from corpus.config import Settings

# Ten years: the calendar ends somewhere.
MOST_DAYS = 3660


@click.group()
@config_option
def journal() -> None:
    """Look into what the bot in Telegram has kept."""


@journal.command("report")
@click.option(
    "--days",
    type=click.IntRange(1, MOST_DAYS),
    default=30,
    show_default=True,
    help="How many days, today included.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document (UTF-8).")
@click.option("--lang", type=REPLY_LANGUAGES, help="Language of the report.")
@config_option
def report(days: int, as_json: bool, lang: Language | None) -> None:
    """List, without names, what members asked in vain and which answers they called bad."""
    from bot.journal.report_lines import report_json, report_lines

    found = reported(current_settings(), days)
    if as_json:
        show_json(report_json(found))
    else:
        show(report_lines(found, lang or language_around()))


def reported(settings: Settings, days: int) -> Report:
    """Report on the last days, up to the machine's today.

    Raises:
        ChannelError: There is no journal, or it cannot be read.
    """
    from bot.journal.report import journal_report

    return journal_report(settings.bot.journal, days, datetime.date.today())
