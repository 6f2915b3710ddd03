"""`gongda index check`: its options, and the way from the folders typed to lines, JSON and a page.

`bot/cli.py` prints what is returned here. Next: `corpus/check.py` looks at the pages.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from bot.progress import Progress
    from bot.render import Line
    from bot.reply import Language
    from corpus.check_finding import Checked
    from corpus.config import Settings

Function = TypeVar("Function", bound=Callable[..., Any])
PATH = click.Path(path_type=Path)
OPTIONS = (
    click.argument("folders", nargs=-1, type=PATH, metavar="[FOLDER]..."),
    click.option("--html", type=PATH, metavar="REPORT.html", help="Write the pages, coloured."),
    click.option("--json", "as_json", is_flag=True, help="Print one JSON document (UTF-8)."),
    click.option("--strict", is_flag=True, help="Exit with 1 if anything looks wrong."),
    click.option("--lang", type=click.Choice(["zh", "en"]), help="Language of the report."),
)
PAGES = (".html", ".htm")
# Exit code of --strict.
FOUND = 1


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was typed.

    Attributes:
        folders: Folders or files; none means `corpus.folders`.
        language: Of the report.
        html: Where the HTML page goes, or None.
    """

    folders: tuple[Path, ...]
    language: Language
    html: Path | None = None


@dataclass(frozen=True, slots=True)
class Outlets:
    """What `bot/cli.py` lends to the command.

    Attributes:
        settings: Returns the settings of this run.
        show: Prints lines.
        show_json: Prints a tree as JSON.
        language: Returns the language of the environment.
    """

    settings: Callable[[], Settings]
    show: Callable[[Sequence[Line]], None]
    show_json: Callable[[dict[str, Any]], None]
    language: Callable[[], Language]


def add_check(main: click.Group, config_option: Callable[[Any], Any], outlets: Outlets) -> None:
    """Put `gongda index check` beside the other commands of `gongda index`."""

    @click.command("check")
    @_options
    @config_option
    @click.pass_context
    def check_pages(
        ctx: click.Context,
        /,
        as_json: bool,
        strict: bool,
        lang: Language | None,
        **typed: Any,  # noqa: ANN401 - folders and html, as `Wanted` has them
    ) -> None:
        """Show the articles in FOLDER... (or in corpus.folders) and what looks wrong in them.

        Nothing is built and nothing is changed. The exit code is 0, with --strict 1 if anything
        looks wrong.
        """
        from bot.check_lines import check_json
        from bot.progress import progress_on

        wanted = Wanted(**typed, language=lang or outlets.language())
        with progress_on(sys.stderr) as progress:
            checked, lines = looked_at(wanted, outlets.settings(), progress)
        outlets.show_json(check_json(checked)) if as_json else outlets.show(lines)
        if strict and checked.findings:
            ctx.exit(FOUND)

    index = main.commands["index"]
    assert isinstance(index, click.Group)
    index.add_command(check_pages)


def _options(command: Function) -> Function:
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def looked_at(wanted: Wanted, settings: Settings, progress: Progress) -> tuple[Checked, list[Line]]:
    """Check the folders, write the page if one is wanted; return what was found, and its lines.

    Raises:
        GongdaError: A folder does not exist, or the page cannot be written.
    """
    from bot.check_lines import check_lines
    from bot.messages_check import check_messages
    from bot.render import line
    from corpus.check import check

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
    from bot.check_report import START
    from corpus.errors import ReportError

    remedy = "name a file like report.html outside the folders of pages"
    if path.suffix.casefold() not in PAGES:
        raise ReportError(f"{path} is no name of an HTML page", remedy)
    if any(path.resolve().is_relative_to(folder.resolve()) for folder in folders):
        raise ReportError(f"{path} would be read as a page from the next build on", remedy)
    if path.is_file() and not _is_report(path, START):
        raise ReportError(f"{path} is there and is no report of a check", remedy)


def _is_report(path: Path, start: str) -> bool:
    with path.open(encoding="utf-8", errors="replace") as file:
        return file.read(len(start)) in (start, "")


def _write(checked: Checked, language: Language, path: Path) -> None:
    from bot.check_report import report_html
    from corpus.errors import ReportError

    try:
        path.write_text(report_html(checked, language), encoding="utf-8", errors="replace")
    except OSError as error:
        what = f"{path} cannot be written: {error.strerror or error}"
        raise ReportError(what, "name another file after --html") from None
