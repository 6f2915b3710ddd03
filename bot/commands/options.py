"""What every command shares: `--config`, the settings of this run, the language around it.

Next: `bot/commands/output.py` prints.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from bot.reply import Language
    from corpus.config import Settings

Function = TypeVar("Function", bound=Callable[..., Any])
PATH = click.Path(path_type=Path)
REPLY_LANGUAGES = click.Choice(["zh", "en"])


def config_option(command: Function) -> Function:
    """Give a command or a group the option `--config`."""
    return click.option(
        "--config",
        type=PATH,
        metavar="FILE",
        expose_value=False,
        callback=_remember,
        help="Settings to use instead of ./config.yaml.",
    )(command)


def _remember(ctx: click.Context, _: click.Parameter, value: Path | None) -> None:
    if value is not None:
        ctx.find_root().obj = value


def with_options(options: Sequence[Callable[[Any], Any]]) -> Callable[[Function], Function]:
    """Return a decorator that gives a command these arguments and options, in this order."""

    def give(command: Function) -> Function:
        for option in reversed(options):
            command = option(command)
        return command

    return give


def current_settings() -> Settings:
    """Return the settings of this run: those of `--config`, else of ./config.yaml."""
    from corpus.config import load_settings

    return load_settings(config_path())


def config_path() -> Path | None:
    """Return what `--config` names in this run, None without it."""
    path: Path | None = click.get_current_context().find_root().obj
    return path


def language_around() -> Language:
    """Return the language of the environment; only for what is said before the first question."""
    wanted = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "zh" if wanted.startswith("zh") else "en"
