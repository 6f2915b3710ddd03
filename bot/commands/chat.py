"""`gongda chat`: the conversation in the terminal. Next: `bot/terminal/repl.py`."""

import sys

import click

from bot.commands.options import config_option, current_settings, language_around
from bot.commands.output import show


@click.command(short_help="Talk in the terminal.")
@config_option
def chat() -> None:
    """Talk in the terminal; with standard input no terminal, answer each of its lines."""
    from bot.answerer import ArchiveAnswerer
    from bot.terminal.repl import Conversation, answer_every_line, welcome

    settings = current_settings()
    answerer = ArchiveAnswerer(settings)
    conversation = Conversation(answerer, show, locale=language_around())
    if not sys.stdin.isatty():
        answerer.index()
        answer_every_line(conversation, sys.stdin)
        return
    from bot.terminal.prompt import converse

    show(welcome(conversation))
    converse(conversation, settings.bot.history)
