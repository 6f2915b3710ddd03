"""`gongda …`: the command line, put together from `bot/commands/`, one file a command.

Each command imports what it needs when it runs, so that `gongda --help` and a one-shot `gongda ask`
stay quick. What can be put right is told on stderr without a traceback, with exit code 2; Ctrl-C
exits with 130. An answer that says "not found" is an answer: `gongda ask` exits with 0.
"""

import errno
import os
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
from bot.commands.output import silence_stdout, tell
from bot.commands.serve import serve_web
from corpus.errors import GongdaError

INTERRUPTED = 130
WRONG = 2
# What whoever runs the machine brings about and puts right: a full disk, rights, a failing disk.
_OF_THE_MACHINE = frozenset(
    (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO)
)


class Commands(click.Group):
    """A group that tells errors which a person can put right, instead of showing a traceback."""

    def main(self, *words: Any, **more: Any) -> Any:  # noqa: ANN401 - click's own signature
        """Run the command line, whatever the machine does to its files and streams."""
        open_closed_streams()
        try:
            return super().main(*words, **more)
        except OSError as error:
            if error.errno not in _OF_THE_MACHINE:
                raise
            if error.filename is None:
                silence_stdout()
            where = error.filename or "what it prints"
            tell(f"{where} cannot be used: {error.strerror}")
            tell("  what to do: make room, or give this user the right to it, then type it again")
            sys.exit(WRONG)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own signature
        """Run the command."""
        try:
            return super().invoke(ctx)
        except GongdaError as error:
            tell(str(error))
            ctx.exit(WRONG)
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)


def open_closed_streams() -> None:
    """Give closed standard streams a place: the next file that is opened would be taken for one."""
    streams = (("stdin", "r"), ("stdout", "w"), ("stderr", "w"))
    for number, (name, mode) in enumerate(streams):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # Takes the lowest number that is free: this one.
        if getattr(sys, name) is None:  # Python has found it closed.
            setattr(sys, name, os.fdopen(number, mode, encoding="utf-8", closefd=False))


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
