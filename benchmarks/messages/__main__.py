"""What members' messages get: right, wrong or refused, a kind and a language.

    python -m benchmarks.messages --half dev [--reader quick] [--encoder NAME] [--show]

454 messages over twelve pages (`pages/`), written by somebody who had not read the answering code.
They are sent as a member sends them: follow-ups after their questions, greetings and all. What came
of each is written to `var/messages/`; the index there serves the next run.
"""

import datetime
import sys
from collections.abc import Sequence
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
MESSAGES = HERE / "messages.yaml"
# The day after the newest page: 今年 is 2025.
TODAY = datetime.date(2025, 12, 12)


def settings_for(folder: Path, reader: str, encoder: str) -> Settings:
    """Return settings with the pages of this set and an index in a folder."""
    return Settings(
        corpus=CorpusSettings(folders=(HERE / "pages",)),
        index=IndexSettings(folder=folder / f"index-{Path(encoder).name}", encoder=encoder),
        bot=BotSettings(reader=reader, today=TODAY, samples=()),
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
@click.option("--half", type=click.Choice(["dev", "test"]), default="dev", show_default=True)
@click.option("--reader", default="bundled", show_default=True)
@click.option("--encoder", default="bundled", show_default=True)
@click.option("--kinds", default="", help="Only the kinds with these letters.")
@click.option("--show", is_flag=True, help="Print each answer that is not right.")
def main(half: str, reader: str, encoder: str, kinds: str, show: bool) -> None:
    """Send one half of the messages and print its table."""
    folder = Path("var/messages")
    settings = settings_for(folder, reader, encoder)
    cases = [one for one in read_message_set(MESSAGES, [half]) if not kinds or one.kind in kinds]
    with progress_on(sys.stderr) as progress:
        build_generation(settings, progress)
        outcomes = send_all(settings, cases, progress)
    (folder / f"{half}.json").write_text(outcomes_json(outcomes), encoding="utf-8")
    figures = summarise_messages(f"messages, {half}", outcomes)
    print(message_table(figures))
    print(refusal_line(figures))
    if show:
        show_failures(outcomes)


if __name__ == "__main__":
    main()
