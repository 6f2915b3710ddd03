"""`gongda index check`: its options, and the way from the folders typed to lines, JSON and a page.

Next: `corpus/check/run.py` looks at the pages.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.commands.options import (
    PATH,
    REPLY_LANGUAGES,
    config_option,
    current_settings,
    language_around,
    with_options,
)
from bot.commands.output import show, show_json

if TYPE_CHECKING:
    from bot.reply import Language
    from bot.terminal.render import ScreenLine
    from corpus.check.findings import Checked
    from corpus.config import Settings
    from index.building.build import BuildProgress

_OPTIONS = (
    click.argument("folders", nargs=-1, type=PATH, metavar="[FOLDER]..."),
    click.option("--html", type=PATH, metavar="REPORT.html", help="Write the pages, coloured."),
    click.option("--json", "as_json", is_flag=True, help="Print one JSON document (UTF-8)."),
    click.option("--strict", is_flag=True, help="Exit with 1 if anything looks wrong."),
    click.option("--lang", type=REPLY_LANGUAGES, help="Language of the report."),
)
PAGES = (".html", ".htm")
# Exit code of --strict.
FOUND = 1


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """What was typed.

    Attributes:
        folders: Folders or files; none means `corpus.folders`.
        language: Of the report.
        html: Where the HTML page goes, or None.
    """

    folders: tuple[Path, ...]
    language: Language
    html: Path | None = None


@click.command("check")
@with_options(_OPTIONS)
@config_option
@click.pass_context
def check_pages(
    ctx: click.Context,
    /,
    as_json: bool,
    strict: bool,
    lang: Language | None,
    **typed: Any,  # noqa: ANN401 - folders and html, as `CheckRequest` has them
) -> None:
    """Show the articles in FOLDER... (or in corpus.folders) and what looks wrong in them.

    Nothing is built and nothing is changed. The exit code is 0, with --strict 1 if anything
    looks wrong.
    """
    from bot.check.lines import check_json
    from bot.terminal.progress import progress_on

    wanted = CheckRequest(**typed, language=lang or language_around())
    with progress_on(sys.stderr) as progress:
        checked, lines = looked_at(wanted, current_settings(), progress)
    show_json(check_json(checked)) if as_json else show(lines)
    if strict and checked.findings:
        ctx.exit(FOUND)


def looked_at(
    wanted: CheckRequest, settings: Settings, progress: BuildProgress
) -> tuple[Checked, list[ScreenLine]]:
    """Check the folders, write the page if one is wanted; return what was found, and its lines.

    Raises:
        GongdaError: A folder does not exist, or the page cannot be written.
    """
    from bot.check.lines import check_lines
    from bot.check.messages import check_messages
    from bot.terminal.render import line
    from corpus.check.run import check

    folders = wanted.folders or tuple(settings.corpus.folders)
    if wanted.html:
        _refuse_unsafe(wanted.html, folders)
    checked = check(
        folders, settings.corpus.paper, progress=lambda done, all_: progress("read", done, all_)
    )
    lines = check_lines(checked, wanted.language)
    if wanted.html:
        _write(checked, wanted.language, wanted.html)
        frame = check_messages(wanted.language)
        lines.append(line(frame.written.format(path=wanted.html), "note"))
    return checked, lines


def _refuse_unsafe(path: Path, folders: Sequence[Path]) -> None:
    """Refuse a place where the report would be read as a page, or replace something else."""
    from bot.check.html import REPORT_START
    from corpus.errors import ReportError

    remedy = "name a file like report.html outside the folders of pages"
    if path.suffix.casefold() not in PAGES:
        raise ReportError(f"{path} is no name of an HTML page", remedy)
    if any(path.resolve().is_relative_to(folder.resolve()) for folder in folders):
        raise ReportError(f"{path} would be read as a page from the next build on", remedy)
    if path.is_file() and not _is_report(path, REPORT_START):
        raise ReportError(f"{path} is there and is no report of a check", remedy)


def _is_report(path: Path, start: str) -> bool:
    with path.open(encoding="utf-8", errors="replace") as file:
        return file.read(len(start)) in (start, "")


def _write(checked: Checked, language: Language, path: Path) -> None:
    from bot.check.html import report_html
    from corpus.errors import ReportError

    try:
        path.write_text(report_html(checked, language), encoding="utf-8", errors="replace")
    except OSError as error:
        what = f"{path} cannot be written: {error.strerror or error}"
        raise ReportError(what, "name another file after --html") from None
