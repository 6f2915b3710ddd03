"""`gongda index …`: build, watch, inspect and restore the index.

Each command imports what it needs when it runs. Next: `index/building/build.py`.
"""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.commands.options import PATH, config_option, current_settings
from bot.commands.output import say, show, tell

if TYPE_CHECKING:
    from corpus.config import Settings
    from corpus.errors import GongdaError
    from index.building.build import BuildReport

folders_argument = click.argument("folders", nargs=-1, type=PATH, metavar="[FOLDER]...")


@click.group()
@config_option
def index() -> None:
    """Build, inspect and restore the index."""


@index.command("build")
@folders_argument
@click.option("--yes", "confirmed", is_flag=True, help="Publish even if most articles vanish.")
@config_option
def build_index(folders: tuple[Path, ...], confirmed: bool) -> None:
    """Read the pages in FOLDER... (or in corpus.folders) and publish them as a generation.

    Only what is new or changed is cut, embedded and indexed. Files that cannot be read are
    named with the reason; the others go on, and the exit code is 0. Where most of the articles
    that answer now are gone, or a folder cannot be read, nothing is published without --yes.
    """
    from bot.terminal.progress import progress_on
    from bot.terminal.tables import build_report_lines
    from index.building.build import build_generation

    settings = _with_folders(current_settings(), folders)
    with progress_on(sys.stderr) as progress:
        report = build_generation(settings, progress, confirmed)
    show(build_report_lines(report))


@index.command("watch")
@folders_argument
@config_option
def watch_folders(folders: tuple[Path, ...]) -> None:
    """Build now, and again whenever a page in FOLDER... changes, until Ctrl-C."""
    from index.building.watch import watch

    settings = _with_folders(current_settings(), folders)
    stop = threading.Event()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    places = ", ".join(str(folder) for folder in settings.corpus.folders)
    say(f"watching {places}; Ctrl-C ends it")
    try:
        watch(settings, _report, stop)
    except KeyboardInterrupt:
        say("the watch has ended; what was published last goes on answering")


@index.command("status")
@config_option
def index_status() -> None:
    """Say which generation answers and what it holds."""
    from bot.terminal.tables import status_lines
    from index.store.generation import status

    show(status_lines(status(current_settings().index.folder)))


@index.command("verify")
@config_option
def index_verify() -> None:
    """Examine the index: files, model, texts, vectors, words; exit code 2 if one is wrong."""
    from corpus.errors import IndexDamagedError
    from index.engines.encoder import load_encoder
    from index.store.generation import current_name
    from index.store.manifest import REBUILD
    from index.verify import verify

    settings = current_settings().index
    encoder = load_encoder(settings.encoder).name
    if problems := verify(settings.folder, encoder, settings.trusted_keys):
        elsewhere = settings.trusted_keys and not settings.signing_key
        mend = "fetch it again from the machine that built it" if elsewhere else REBUILD
        raise IndexDamagedError("\n".join(problems), mend)
    say(f"{current_name(settings.folder)} is whole")


@index.command("rollback")
@config_option
def index_rollback() -> None:
    """Let the generation before the current one answer again."""
    from index.finding.chosen import answer_from_earlier

    say(f"{answer_from_earlier(current_settings().index)} answers now")


@index.command("keygen")
@click.argument("file", type=PATH)
@config_option
def index_keygen(file: Path) -> None:
    """Make keys that sign what is built: the secret one in FILE, the public one in FILE.pub."""
    from index.store.signature import new_keys

    public = new_keys(file)
    say(f"{file} holds the secret key: keep it on the machine that builds, under index.signing_key")
    say(f"the machines that answer need this under index.trusted_keys: {public}")


def _with_folders(settings: Settings, folders: Sequence[Path]) -> Settings:
    """Return the settings with other folders of pages, where some are named."""
    if not folders:
        return settings
    absolute = tuple(folder.resolve() for folder in folders)
    corpus = settings.corpus.model_copy(update={"folders": absolute})
    return settings.model_copy(update={"corpus": corpus})


def _report(what: BuildReport | GongdaError) -> None:
    """Say in a line what a build of the watch did, and show what it refused."""
    from bot.terminal.render import line
    from corpus.errors import GongdaError

    if isinstance(what, GongdaError):
        tell(str(what))
        return
    say(
        f"{what.generation}: {what.articles:,} articles, {what.embedded:,} passages embedded, "
        f"{what.seconds:.1f} s"
    )
    show([line(f"{one.source}: {one.reason}", "error", indent=2) for one in what.refused])
