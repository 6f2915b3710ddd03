"""`gongda index …`: build, watch, inspect and restore the index. `bot/cli.py` prints what they say.

Each command imports what it needs when it runs.
"""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from bot.render import Line
    from corpus.config import Settings
    from corpus.errors import GongdaError
    from index.build import BuildReport

Function = TypeVar("Function", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Tools:
    """What `bot/cli.py` lends to its commands.

    Attributes:
        config_option: Adds `--config` to a command.
        settings: Returns the settings of this run.
        show: Prints lines.
        say: Prints one line.
        tell: Prints what went wrong on stderr.
    """

    config_option: Callable[[Any], Any]
    settings: Callable[[], Settings]
    show: Callable[[Sequence[Line]], None]
    say: Callable[[str], None]
    tell: Callable[[str], None]


def index_commands(tools: Tools) -> click.Group:
    """Return the group `gongda index`."""

    @click.group()
    @tools.config_option
    def index() -> None:
        """Build, inspect and restore the index."""

    for make in (_build, _watch, _status, _verify, _rollback):
        index.add_command(make(tools))
    return index


def _build(tools: Tools) -> click.Command:
    @click.command("build")
    @_folders
    @tools.config_option
    def build_index(folders: tuple[Path, ...]) -> None:
        """Read the pages in FOLDER... (or in corpus.folders) and publish them as a generation.

        Only what is new or changed is cut, embedded and indexed. Files that cannot be read are
        named with the reason; the others go on, and the exit code is 0.
        """
        from bot.progress import progress_on
        from bot.report import report_lines
        from index.build import build

        settings = _with_folders(tools.settings(), folders)
        with progress_on(sys.stderr) as progress:
            report = build(settings, progress)
        tools.show(report_lines(report))

    return build_index


def _watch(tools: Tools) -> click.Command:
    @click.command("watch")
    @_folders
    @tools.config_option
    def watch_folders(folders: tuple[Path, ...]) -> None:
        """Build now, and again whenever a page in FOLDER... changes, until Ctrl-C."""
        from index.watch import watch

        settings = _with_folders(tools.settings(), folders)
        stop = threading.Event()
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        places = ", ".join(str(folder) for folder in settings.corpus.folders)
        tools.say(f"watching {places}; Ctrl-C ends it")
        try:
            watch(settings, lambda what: _report(tools, what), stop)
        except KeyboardInterrupt:
            tools.say("the watch has ended; what was published last goes on answering")

    return watch_folders


def _status(tools: Tools) -> click.Command:
    @click.command("status")
    @tools.config_option
    def index_status() -> None:
        """Say which generation answers and what it holds."""
        from bot.report import status_lines
        from index.generation import status

        tools.show(status_lines(status(tools.settings().index.folder)))

    return index_status


def _verify(tools: Tools) -> click.Command:
    @click.command("verify")
    @tools.config_option
    def index_verify() -> None:
        """Examine the index: files, model, texts, vectors, words; exit code 2 if one is wrong."""
        from corpus.errors import IndexDamagedError
        from index.encoder import load_encoder
        from index.generation import current_name
        from index.verify import verify

        settings = tools.settings().index
        if problems := verify(settings.folder, load_encoder(settings.encoder).name):
            raise IndexDamagedError("\n".join(problems), "run `gongda index build`")
        tools.say(f"{current_name(settings.folder)} is whole")

    return index_verify


def _rollback(tools: Tools) -> click.Command:
    @click.command("rollback")
    @tools.config_option
    def index_rollback() -> None:
        """Let the generation before the current one answer again."""
        from index.generation import rollback

        tools.say(f"{rollback(tools.settings().index.folder)} answers now")

    return index_rollback


def _folders(command: Function) -> Function:
    kind = click.Path(path_type=Path)
    return click.argument("folders", nargs=-1, type=kind, metavar="[FOLDER]...")(command)


def _with_folders(settings: Settings, folders: Sequence[Path]) -> Settings:
    """Return the settings with other folders of pages, where some are named."""
    if not folders:
        return settings
    absolute = tuple(folder.resolve() for folder in folders)
    corpus = settings.corpus.model_copy(update={"folders": absolute})
    return settings.model_copy(update={"corpus": corpus})


def _report(tools: Tools, what: BuildReport | GongdaError) -> None:
    """Say in a line what a build of the watch did, and show what it refused."""
    from bot.render import line
    from corpus.errors import GongdaError

    if isinstance(what, GongdaError):
        tools.tell(str(what))
        return
    tools.say(
        f"{what.generation}: {what.articles:,} articles, {what.embedded:,} passages embedded, "
        f"{what.seconds:.1f} s"
    )
    tools.show([line(f"{one.source}: {one.reason}", "error", indent=2) for one in what.refused])
