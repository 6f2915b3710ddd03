"""The only file that prints: lines, JSON, a word on stdout or on stderr."""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import click

from corpus.errors import OutputError

if TYPE_CHECKING:
    from bot.terminal.render import ScreenLine


def show(lines: Sequence[ScreenLine]) -> None:
    """Print lines: coloured and wrapped at a terminal, plain elsewhere."""
    from bot.terminal.render import as_plain, as_rich

    if sys.stdout is None or not sys.stdout.isatty():
        _print(as_plain(lines), nl=False)
        return
    from rich.console import Console

    console = Console(highlight=False)
    console.print(as_rich(lines, console.width), end="", soft_wrap=True)


def show_json(tree: dict[str, Any]) -> None:
    """Print JSON: UTF-8 by its standard, whatever the terminal's encoding is."""
    _print(json.dumps(tree, ensure_ascii=False, indent=2).encode("utf-8", "replace"))


def say(text: str) -> None:
    """Print one line."""
    from bot.terminal.screen import harmless

    _print(harmless(text))


def _print(text: str | bytes, nl: bool = True) -> None:
    """Print on stdout, which may be closed (then nobody wants it) or full.

    Raises:
        OutputError: It cannot be written; a pipe that was closed is click's to end quietly.
    """
    try:
        click.echo(text, nl=nl)
    except OSError as error:
        if error.errno == errno.EPIPE:
            raise
        silence_stdout()
        raise OutputError(
            f"the output cannot be written: {error.strerror}", "make room, or write elsewhere"
        ) from None


def silence_stdout() -> None:
    """Let what is still to be printed go nowhere: Python would try at its end, and show a trace."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def tell(text: str) -> None:
    """Print what went wrong, on stderr; where that is full, the exit code has to tell."""
    from bot.terminal.screen import harmless

    with suppress(OSError):
        click.echo(harmless(text), err=True)
