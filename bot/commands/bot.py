"""`gongda bot`: the channel in Telegram. Next: `bot/telegram/run.py`."""

import click

from bot.commands.options import config_option, current_settings


@click.command(short_help="Answer in Telegram.")
@config_option
def bot() -> None:
    """Answer in Telegram; the token comes from GONGDA_TELEGRAM_TOKEN."""
    from bot.telegram.run import run_bot

    run_bot(current_settings(), current_settings)
