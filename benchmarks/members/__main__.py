"""What members' questions get: right, wrong or refused.

    python -m benchmarks.members --shared ../shared [--half dev] [--reader quick] [--encoder NAME]
        [--out DIR]

The archive is the broadcasts of May and June 2025, forty laws (`laws.txt`), and four pages of an
invented weekly (`pages/`). Its 860 questions were typed as members type, by two writers who had not
read the answering code; a question fell into a half by its own digest. `dev.yaml` was looked at
while weights were set, `test.yaml` once. `second.yaml` holds 420 more, by two further writers, kept
whole until the weights were set anew; `third.yaml` 446 by three more, for a reader tuned anew. The
index stays under `var/members/` for the next run.
"""

import re
import shutil
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

import click

from bot.commands.evaluate import write_run
from bot.evaluation.sets import Choice, measure
from bot.evaluation.summary import summarise
from bot.evaluation.tables import curve_markdown, markdown_tables
from bot.terminal.progress import progress_on
from corpus.config import BotSettings, CorpusSettings, IndexSettings, Settings
from index.building.build import build_generation

HERE = Path(__file__).parent
PARTS = ("dev", "test", "second", "third")
FIRST, LAST = "20250501", "20250630"
DAY = re.compile(r"(\d{8})\.md$")


def write_pages(shared: Path, pages: Path) -> None:
    """Write the archive's pages into an empty folder."""
    shutil.copytree(HERE / "pages", pages / "weekly")
    titles = set((HERE / "laws.txt").read_text(encoding="utf-8").split("\n"))
    for name, text in _files(shared / "data" / "news" / "xwlb.tar.xz"):
        day = DAY.search(name)
        if day and FIRST <= day[1] <= LAST:
            (pages / Path(name).name).write_text(text, encoding="utf-8")
    for name, text in _files(shared / "data" / "laws" / "laws.tar.xz"):
        title = text.partition("\n")[0].removeprefix("# ").strip()
        if title in titles:
            titles.remove(title)
            (pages / Path(name).name).write_text(text, encoding="utf-8")


def _files(path: Path) -> Iterator[tuple[str, str]]:
    with tarfile.open(path) as archive:
        for member in archive:
            stream = archive.extractfile(member) if member.name.endswith(".md") else None
            if stream:
                yield member.name, stream.read().decode("utf-8", "replace")


def members_settings(shared: Path, reader: str, encoder: str) -> Settings:
    """Return settings with the archive and its own index; write the archive if need be."""
    folder = Path("var/members")
    if not (folder / "pages").exists():
        (folder / "pages").mkdir(parents=True)
        write_pages(shared, folder / "pages")
    return Settings(
        corpus=CorpusSettings(folders=(folder / "pages",)),
        index=IndexSettings(folder=folder / f"index-{Path(encoder).name}", encoder=encoder),
        bot=BotSettings(reader=reader),
    )


@click.command()
@click.option("--shared", type=click.Path(path_type=Path, exists=True), default="../shared")
@click.option("--half", type=click.Choice(PARTS), default="dev", show_default=True)
@click.option("--reader", default="bundled", show_default=True)
@click.option("--encoder", default="bundled", show_default=True)
@click.option("--every", default=1, help="Ask only every n-th question.")
@click.option("--out", type=click.Path(path_type=Path), help="Write run, figures, picture.")
def main(shared: Path, half: str, every: int, out: Path | None, **engines: str) -> None:
    """Ask one part of the questions and print its table and curve."""
    settings = members_settings(shared, **engines)
    with progress_on(sys.stderr) as progress:
        build_generation(settings, progress)
        [measured] = measure(HERE / f"{half}.yaml", Choice(every=every), settings, progress)
    figures = summarise([measured])
    print(markdown_tables(figures))
    print(curve_markdown(figures["sets"][0]))
    if out:
        out.mkdir(parents=True, exist_ok=True)
        write_run([measured], figures, out)


if __name__ == "__main__":
    main()
