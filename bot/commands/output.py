"""The only file that prints: lines, JSON, a word on stdout or on stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from bot.terminal.render import ScreenLine


def show(lines: Sequence[ScreenLine]) -> None:
    """Print lines: coloured and wrapped at a terminal, plain elsewhere."""
    from bot.terminal.render import as_plain, as_rich

    if not sys.stdout.isatty():
        click.echo(as_plain(lines), nl=False)
        return
    from rich.console import Console

    console = Console(highlight=False)
    console.print(as_rich(lines, console.width), end="", soft_wrap=True)


def show_json(tree: dict[str, Any]) -> None:
    """Print JSON: UTF-8 by its standard, whatever the terminal's encoding is."""
    click.echo(json.dumps(tree, ensure_ascii=False, indent=2).encode("utf-8", "replace"))


def say(text: str) -> None:
    """Print one line."""
    from bot.terminal.screen import harmless

    click.echo(harmless(text))


def tell(text: str) -> None:
    """Print what went wrong, on stderr."""
    from bot.terminal.screen import harmless

    click.echo(harmless(text), err=True)
