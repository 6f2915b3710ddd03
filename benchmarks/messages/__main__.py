"""What members' messages get: right, wrong or refused, a kind and a language.

    python -m benchmarks.messages --half dev [--reader quick] [--encoder NAME] [--show]
    python -m benchmarks.messages --set second --half test
    python -m benchmarks.messages --set third --half test

Three sets over the pages of three weeklies, 454, 240 and 240 messages, and a fourth of 64
follow-ups and questions to tables over those of the third; two of 110 over two weeklies more, of
which the fifth was read while answers were mended. All were written by people who had not read the
answering code. They are sent as a member sends them: follow-ups after their questions,
greetings and all. What came of each is written to `var/messages/`; the index there serves the next
run.
"""

import datetime
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from bot.evaluation.conversation import MessageOutcome, send_all
from bot.evaluation.message_tables import (
    message_table,
    outcomes_json,
    refusal_line,
    summarise_messages,
)
from bot.terminal.progress import progress_on
from corpus.config import BotSettings, CorpusSettings, IndexSettings, Settings
from index.building.build import build_generation
from index.evaluation.message_sets import read_message_set

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class WrittenSet:
    """A set of messages with the pages that they ask about.

    Attributes:
        folder: Where the messages and `pages/` lie.
        today: The day on which they are sent: 今年 is its year.
        file: Name of the file of the messages.
    """

    folder: Path
    today: datetime.date
    file: str = "messages.yaml"

    @property
    def messages(self) -> Path:
        """Return the file of the messages."""
        return self.folder / self.file

    @property
    def pages(self) -> Path:
        """Return the folder of the pages."""
        return self.folder / "pages"


# Each is sent soon after its newest page.
SETS = {
    "first": WrittenSet(HERE, datetime.date(2025, 12, 12)),
    "second": WrittenSet(HERE / "second", datetime.date(2025, 11, 6)),
    "third": WrittenSet(HERE / "third", datetime.date(2026, 2, 5)),
    "fourth": WrittenSet(HERE / "third", datetime.date(2026, 2, 5), "follow_ups.yaml"),
    "fifth": WrittenSet(HERE / "fifth", datetime.date(2026, 9, 17)),
    "sixth": WrittenSet(HERE / "sixth", datetime.date(2026, 7, 16)),
}


def settings_for(written: WrittenSet, folder: Path, reader: str, encoder: str) -> Settings:
    """Return settings with the pages of a set and an index in a folder."""
    return Settings(
        corpus=CorpusSettings(folders=(written.pages,)),
        index=IndexSettings(folder=folder / f"index-{Path(encoder).name}", encoder=encoder),
        bot=BotSettings(reader=reader, today=written.today, samples=()),
    )


def show_failures(outcomes: Sequence[MessageOutcome]) -> None:
    """Print what was expected and what was shown, of each case that is not right."""
    for one in outcomes:
        if one.verdict == "right":
            continue
        case = one.case
        wanted = [list(part.answers) for part in case.parts]
        print(f"== {case.id} {one.verdict}: {' ‖ '.join(case.turns)}")
        print(f"   {case.expects} {wanted} never {list(case.never)}")
        print("   " + one.shown.replace("\n", "\n   "))


@click.command()
@click.option("--set", "name", type=click.Choice([*SETS]), default="first", show_default=True)
@click.option("--half", type=click.Choice(["dev", "test"]), default="dev", show_default=True)
@click.option("--reader", default="bundled", show_default=True)
@click.option("--encoder", default="bundled", show_default=True)
@click.option("--kinds", default="", help="Only the kinds with these letters.")
@click.option("--show", is_flag=True, help="Print each answer that is not right.")
def main(name: str, half: str, kinds: str, show: bool, **engines: str) -> None:
    """Send one half of the messages and print its table."""
    folder, written = Path("var/messages") / name, SETS[name]
    settings = settings_for(written, folder, **engines)
    every = read_message_set(written.messages, [half])
    cases = [one for one in every if not kinds or one.kind in kinds]
    with progress_on(sys.stderr) as progress:
        build_generation(settings, progress)
        outcomes = send_all(settings, cases, progress)
    (folder / f"{half}.json").write_text(outcomes_json(outcomes), encoding="utf-8")
    figures = summarise_messages(f"{name} messages, {half}", outcomes)
    print(message_table(figures))
    print(refusal_line(figures))
    if show:
        show_failures(outcomes)


if __name__ == "__main__":
    main()
