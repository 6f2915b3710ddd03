"""`gongda ask`: one question, one answer. Next: `bot/answerer.py` answers it."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from bot.commands.options import REPLY_LANGUAGES, config_option, current_settings
from bot.commands.output import show, show_json

if TYPE_CHECKING:
    from bot.reply import Language


@click.command(short_help="Answer one question.")
@click.argument("question", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document (UTF-8).")
@click.option(
    "-k", "nearest", type=click.IntRange(0), help="Nearest passages to show, if not found."
)
@click.option("--lang", type=REPLY_LANGUAGES, help="Language of the frame.")
@click.option(
    "--after", multiple=True, metavar="QUESTION", help="An earlier question; may be repeated."
)
@config_option
def ask(
    question: tuple[str, ...],
    as_json: bool,
    nearest: int | None,
    lang: Language | None,
    after: tuple[str, ...],
) -> None:
    """Answer one QUESTION; without one, or with -, read it from standard input."""
    with _without_looking_for_cycles():
        from bot.answerer import ArchiveAnswerer, turns_after

        text = _question(question)
        answerer = ArchiveAnswerer(current_settings())
        answer = answerer.ask(text, lang, turns_after(answerer, after))
    if nearest is not None:
        answer = replace(answer, nearest=answer.nearest[:nearest])
    if as_json:
        from bot.reply import to_json

        show_json(to_json(answer))
        return
    from bot.terminal.render import answer_lines

    show(answer_lines(answer))


@contextmanager
def _without_looking_for_cycles() -> Iterator[None]:
    """Leave unreachable cycles alone for one question: to look for them takes 30 ms of it."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _question(words: Sequence[str]) -> str:
    """Return the question from the arguments or standard input, without bytes that are no text."""
    text = " ".join(words)
    if text in ("", "-"):
        text = sys.stdin.read()
    text = text.encode("utf-8", "replace").decode("utf-8").strip()
    if not text:
        raise click.UsageError('ask something: gongda ask "which stations won awards"')
    return text
