"""`gongda …`: the command line, and the only file that prints.

Each command imports what it needs when it runs, so that `gongda --help` and a one-shot `gongda ask`
stay quick. What can be put right is told on stderr without a traceback, with exit code 2; Ctrl-C
exits with 130. An answer that says "not found" is an answer: `gongda ask` exits with 0.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from bot.cli_check import Outlets, add_check
from bot.cli_evaluate import evaluate_options
from bot.cli_index import Tools, index_commands
from bot.cli_journal import report_options
from corpus.errors import GongdaError

if TYPE_CHECKING:
    from bot.render import Line
    from bot.reply import Language
    from corpus.config import Settings

INTERRUPTED = 130
WRONG = 2
Function = TypeVar("Function", bound=Callable[..., Any])


class Commands(click.Group):
    """A group that tells errors which a person can put right, instead of showing a traceback."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own signature
        """Run the command."""
        try:
            return super().invoke(ctx)
        except GongdaError as error:
            _tell(str(error))
            ctx.exit(WRONG)
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)


def _config_option(command: Function) -> Function:
    return click.option(
        "--config",
        type=click.Path(path_type=Path),
        metavar="FILE",
        expose_value=False,
        callback=_remember,
        help="Settings to use instead of ./config.yaml.",
    )(command)


def _remember(ctx: click.Context, _: click.Parameter, value: Path | None) -> None:
    if value is not None:
        ctx.find_root().obj = value


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@_config_option
@click.version_option(package_name="gongda", prog_name="gongda")
def main() -> None:
    """Answer questions from a trade union's newspaper, with the printed words as proof."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


@main.command(short_help="Answer one question.")
@click.argument("question", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document (UTF-8).")
@click.option(
    "-k", "nearest", type=click.IntRange(0), help="Nearest passages to show, if not found."
)
@click.option("--lang", type=click.Choice(["zh", "en"]), help="Language of the frame.")
@click.option(
    "--after", multiple=True, metavar="QUESTION", help="An earlier question; may be repeated."
)
@_config_option
def ask(
    question: tuple[str, ...],
    as_json: bool,
    nearest: int | None,
    lang: Language | None,
    after: tuple[str, ...],
) -> None:
    """Answer one QUESTION; without one, or with -, read it from standard input."""
    with _without_looking_for_cycles():
        from bot.desk import Desk

        text = _question(question)
        desk = Desk(_settings())
        answer = desk.ask(text, lang, desk.turns_after(after))
    if nearest is not None:
        answer = replace(answer, nearest=answer.nearest[:nearest])
    if as_json:
        from bot.reply import to_json

        _show_json(to_json(answer))
        return
    from bot.render import answer_lines

    _show(answer_lines(answer))


@main.command(short_help="Measure the answers on questions with known ones.")
@evaluate_options
@_config_option
def evaluate(as_json: bool, **options: Any) -> None:  # noqa: ANN401 - see bot/cli_evaluate.py
    """Measure finding, quoting and refusing on BEIR folders and files of golden questions."""
    from bot.cli_evaluate import Wanted, evaluated
    from bot.progress import progress_on

    with progress_on(sys.stderr) as progress:
        figures, lines = evaluated(Wanted(**options), _settings(), progress)
    _show_json(figures) if as_json else _show(lines)


@main.command(short_help="Talk in the terminal.")
@_config_option
def chat() -> None:
    """Talk in the terminal; with standard input no terminal, answer each of its lines."""
    from bot.desk import Desk
    from bot.repl import Conversation, answer_every_line, welcome

    settings = _settings()
    desk = Desk(settings)
    conversation = Conversation(desk, _show, locale=_locale())
    if not sys.stdin.isatty():
        desk.index()
        answer_every_line(conversation, sys.stdin)
        return
    from bot.prompt import converse

    _show(welcome(conversation))
    converse(conversation, settings.bot.history)


@main.command(short_help="Answer in Telegram.")
@_config_option
def bot() -> None:
    """Answer in Telegram; the token comes from GONGDA_TELEGRAM_TOKEN."""
    from bot.telegram.run import run_bot

    run_bot(_settings(), _settings)


@main.group()
@_config_option
def journal() -> None:
    """Look into what the bot in Telegram has kept."""


@journal.command("report")
@report_options
@_config_option
def journal_report(days: int, as_json: bool, lang: Language | None) -> None:
    """List, without names, what members asked in vain and which answers they called bad."""
    from bot.cli_journal import reported
    from bot.journal_lines import report_json, report_lines

    report = reported(_settings(), days)
    _show_json(report_json(report)) if as_json else _show(report_lines(report, lang or _locale()))


@contextmanager
def _without_looking_for_cycles() -> Iterator[None]:
    """Leave unreachable cycles alone for one question: to look for them takes 30 ms of it."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _settings() -> Settings:
    from corpus.config import load_settings

    return load_settings(click.get_current_context().find_root().obj)


def _question(words: Sequence[str]) -> str:
    """Return the question from the arguments or standard input, without bytes that are no text."""
    text = " ".join(words)
    if text in ("", "-"):
        text = sys.stdin.read()
    text = text.encode("utf-8", "replace").decode("utf-8").strip()
    if not text:
        raise click.UsageError('ask something: gongda ask "which stations won awards"')
    return text


def _locale() -> Language:
    """Return the language of the environment; only for what is said before the first question."""
    wanted = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "zh" if wanted.startswith("zh") else "en"


def _show(lines: Sequence[Line]) -> None:
    """Print lines: coloured and wrapped at a terminal, plain elsewhere."""
    from bot.render import as_plain, as_rich

    if not sys.stdout.isatty():
        click.echo(as_plain(lines), nl=False)
        return
    from rich.console import Console

    console = Console(highlight=False)
    console.print(as_rich(lines, console.width), end="", soft_wrap=True)


def _show_json(tree: dict[str, Any]) -> None:
    """Print JSON: UTF-8 by its standard, whatever the terminal's encoding is."""
    click.echo(json.dumps(tree, ensure_ascii=False, indent=2).encode("utf-8", "replace"))


def _say(text: str) -> None:
    from bot.screen import harmless

    click.echo(harmless(text))


def _tell(text: str) -> None:
    from bot.screen import harmless

    click.echo(harmless(text), err=True)


main.add_command(index_commands(Tools(_config_option, _settings, _show, _say, _tell)))
add_check(main, _config_option, Outlets(_settings, _show, _show_json, _locale))

if __name__ == "__main__":
    main()
