"""What each hand rule of the bot is worth: every one is switched off once.

    python -m benchmarks.members.rules --shared ../shared [--half dev] [--only NAME] [--every 2]

The members' questions and the three sets of messages are asked with all rules, and then once more
for each rule without it. `read`: the halves that were looked at while rules were written; `unread`:
the others. A rule that brings nothing there is not worth its lines. What the models say of a text
is kept in memory, so that without a rule mostly the rest of an answer is made again.
"""

import itertools
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import click
import numpy as np

from benchmarks.members.__main__ import HERE, members_settings
from benchmarks.messages.__main__ import SETS, settings_for
from bot.answerer import ArchiveAnswerer
from bot.dates.question_days import TIMELESS
from bot.evaluation.ask import right
from bot.evaluation.conversation import send_all
from bot.followups.resolve import Understood
from bot.message.read import Message, MessageQuestion
from bot.terminal.progress import progress_on
from index.building.build import BuildProgress, build_generation
from index.engines.transformer import Transformer
from index.evaluation.golden import read_golden
from index.evaluation.message_sets import read_message_set

# What came of one question: what would be right (an answer, nothing), and what it was.
Verdicts = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that can be switched off.

    Attributes:
        name: What it does.
        target: Where the code looks it up.
        off: What stands in its place.
    """

    name: str
    target: str
    off: Callable[..., Any]


def _constant(value: object) -> Callable[..., Any]:
    return lambda *_, **__: value


SPANS = "bot.reading.span_reader"
RULES = (
    Rule("a sentence of another number of the row", f"{SPANS}.contradicts", _constant(False)),
    Rule(
        "a sentence before the one that names it",
        f"{SPANS}.not_yet_named",
        lambda _question, _title, printed: [False] * len(printed),
    ),
    Rule(
        "a sentence of the opposite rule, of another festival",
        f"{SPANS}.denies_otherwise",
        _constant(False),
    ),
    Rule("an article of another place, year, number", f"{SPANS}.left_of_premise", _constant(1.0)),
    Rule("a deputy for the one asked for", f"{SPANS}.only_deputy", _constant(False)),
    Rule("a number of another unit", f"{SPANS}.cannot_be", _constant(False)),
    Rule("how many, and no number", f"{SPANS}.holds_number", _constant(True)),
    Rule("words that only repeat the question", f"{SPANS}.repeats", _constant(False)),
    Rule(
        "the byline for a person",
        f"{SPANS}._Shown.written_by",
        lambda _shown, ends: np.zeros(len(ends), np.bool_),
    ),
    Rule(
        "the question in the words of print",
        f"{SPANS}.in_words_of",
        lambda _passage, asked, _stand_ins: asked,
    ),
    Rule("who wrote it, what one is", "bot.answer.introduced", _constant(None)),
    Rule("a cell of a table", "bot.answer.asked_cell", _constant(None)),
    Rule("a list in other words", "bot.answer.enumerated", _constant(None)),
    Rule("a column of a table", "bot.answer.listed_column", _constant(None)),
    Rule("a list as a list", "bot.answer.listing", _constant(None)),
    Rule("a sentence that only counts them", "bot.answer.only_tallies", _constant(False)),
    Rule("an English name that print lacks", "bot.answer._knows_names", _constant(True)),
    Rule("days and periods", "bot.answer._when", _constant(TIMELESS)),
    Rule(
        "greetings, addresses, several questions",
        "bot.answerer.read_message",
        lambda text: Message((MessageQuestion(text, text),)),
    ),
    Rule("a stray word is talk", "bot.answerer.is_stray", _constant(False)),
    Rule(
        "follow-ups",
        "bot.answerer.understand",
        lambda question, _turns: Understood(question, False),
    ),
)


# The sets: what was looked at while rules were written, and what was not.
SEEN = {
    "read": (("members", "dev"), ("first", "dev")),
    "unread": (("members", "test"), ("first", "test"), ("second", "test"), ("third", "test")),
}
# What is counted of a set: what would be right, and what came.
COUNTED = (("answers", "right"), ("answers", "wrong"), ("nothing", "refused"))


class Memory:
    """What models said, by what they read."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._known: dict[tuple[object, ...], list[Any]] = {}
        self._run = Transformer.run

    def run(
        self, model: Transformer, encodings: Sequence[Any], outputs: Sequence[str]
    ) -> Iterator[tuple[list[int], list[Any]]]:
        """Yield what `Transformer.run` yields, one text at a time."""
        keys = [(model.name, *outputs, *one.ids, *one.type_ids) for one in encodings]
        new = [place for place, key in enumerate(keys) if key not in self._known]
        for places, arrays in self._run(model, [encodings[place] for place in new], outputs):
            for row, place in enumerate(places):
                self._known[keys[new[place]]] = [array[row : row + 1].copy() for array in arrays]
        for place, key in enumerate(keys):
            yield [place], self._known[key]


class Asker:
    """Asks all sets, again and again."""

    def __init__(self, shared: Path, every: int, progress: BuildProgress) -> None:
        """Build the indexes, where that was not done."""
        self._members = members_settings(shared, "bundled", "bundled")
        self._sets = {
            name: settings_for(one, Path("var/messages") / name, "bundled", "bundled")
            for name, one in SETS.items()
        }
        self._every = every
        self._progress = progress
        for settings in (self._members, *self._sets.values()):
            build_generation(settings, progress)

    def verdicts(self, seen: str) -> Verdicts:
        """Ask every set that was seen, or that was not."""
        verdicts: Verdicts = []
        for name, half in SEEN[seen]:
            verdicts += self._asked(half) if name == "members" else self._sent(name, half)
        return verdicts

    def _asked(self, half: str) -> Verdicts:
        answerer = ArchiveAnswerer(self._members)
        questions = read_golden(HERE / f"{half}.yaml", answerer.index().articles())
        verdicts = []
        for one in questions[:: self._every]:
            reply = answerer.ask(one.text)
            came = "right" if right(reply, one) else "wrong"
            expected = "answers" if one.answerable else "nothing"
            verdicts.append((expected, came if reply.citations else "refused"))
        return verdicts

    def _sent(self, name: str, half: str) -> Verdicts:
        cases = read_message_set(SETS[name].messages, [half])[:: self._every]
        verdicts = []
        for one in send_all(self._sets[name], cases, lambda *_: None):
            expected = "answers" if one.case.expects in {"answers", "parts"} else "nothing"
            came = "right" if one.verdict == "right" else "wrong"
            verdicts.append((expected, came if one.quoted else "refused"))
        return verdicts


def cells(before: Verdicts, after: Verdicts) -> str:
    """Return what a rule brings: counts with it less those without, and how many changed."""
    more = [str(Counter(before)[one] - Counter(after)[one]) for one in COUNTED]
    changed = sum(one != other for one, other in zip(before, after, strict=True))
    return " | ".join([*more, str(changed)])


@click.command()
@click.option("--shared", type=click.Path(path_type=Path, exists=True), default="../shared")
@click.option("--only", multiple=True, help="Only rules whose name holds this.")
@click.option("--every", default=1, help="Ask only every n-th question.")
def main(shared: Path, only: tuple[str, ...], every: int) -> None:
    """Print a line a rule: what it brings on what was read while rules were written, and else."""
    chosen = [one for one in RULES if not only or any(part in one.name for part in only)]
    with progress_on(sys.stderr) as progress, patch.object(Transformer, "run", _remembering()):
        asker = Asker(shared, every, progress)
        steps = len(SEEN) * (len(chosen) + 1)
        done = itertools.count(1)

        def asked(seen: str) -> Verdicts:
            verdicts = asker.verdicts(seen)
            progress("ask", next(done), steps)
            return verdicts

        before = {seen: asked(seen) for seen in SEEN}
        for seen, verdicts in before.items():
            click.echo(f"{seen}: {dict(sorted(Counter(verdicts).items()))}")
        heads = [
            f"{seen}: {head}" for seen in SEEN for head in ("right", "wrong", "refused", "changed")
        ]
        click.echo(f"| rule | {' | '.join(heads)} |\n|---{'|---' * len(heads)}|")
        for rule in chosen:
            with patch(rule.target, rule.off):
                row = " | ".join(cells(before[seen], asked(seen)) for seen in SEEN)
            click.echo(f"| {rule.name} | {row} |")


def _remembering() -> Callable[..., Iterator[tuple[list[int], list[Any]]]]:
    memory = Memory()
    return lambda model, encodings, outputs: memory.run(model, encodings, outputs)


if __name__ == "__main__":
    main()
