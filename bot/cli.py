"""`gongda …`: the command line, put together from `bot/commands/`, one file a command.

Each command imports what it needs when it runs, so that `gongda --help` and a one-shot `gongda ask`
stay quick. What can be put right is told on stderr without a traceback, with exit code 2; Ctrl-C
exits with 130. An answer that says "not found" is an answer: `gongda ask` exits with 0.
"""

import sys
from io import TextIOWrapper
from typing import Any

import click

from bot.commands.ask import ask
from bot.commands.bot import bot
from bot.commands.chat import chat
from bot.commands.check import check_pages
from bot.commands.evaluate import evaluate
from bot.commands.index import index
from bot.commands.journal import journal
from bot.commands.mcp import serve_tools
from bot.commands.members import editors_group
from bot.commands.options import config_option
from bot.commands.output import tell
from bot.commands.serve import serve_web
from corpus.errors import GongdaError

INTERRUPTED = 130
WRONG = 2


class Commands(click.Group):
    """A group that tells errors which a person can put right, instead of showing a traceback."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own signature
        """Run the command."""
        try:
            return super().invoke(ctx)
        except GongdaError as error:
            tell(str(error))
            ctx.exit(WRONG)
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@config_option
@click.version_option(package_name="gongda", prog_name="gongda")
def main() -> None:
    """Answer questions from a trade union's newspaper, with the printed words as proof."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


index.add_command(check_pages)
for command in (ask, bot, chat, evaluate, index, journal, editors_group, serve_tools, serve_web):
    main.add_command(command)

if __name__ == "__main__":
    main()
