"""`gongda bot`: the channel in Telegram. Next: `bot/telegram/run.py`."""

import click

from bot.commands.options import config_option, config_path, current_settings


@click.command(short_help="Answer in Telegram.")
@config_option
def bot() -> None:
    """Answer in Telegram; the token comes from GONGDA_TELEGRAM_TOKEN."""
    from bot.telegram.run import run_bot
    from corpus.config import load_settings, settings_file

    found = settings_file(config_path())
    run_bot(current_settings(), lambda: load_settings(found))
