"""What the documents and the errors tell a reader to type or to open is there."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import click
import pytest

from bot.cli import main

ROOT = Path(__file__).parents[1]
DOCUMENTS = [
    path
    for places in ("*.md", "docs/*.md", "index/model/**/*.md", "benchmarks/*/README.md")
    for path in sorted(ROOT.glob(places))
]
CODE = [
    path for layer in ("corpus", "index", "bot") for path in sorted((ROOT / layer).rglob("*.py"))
]
GONGDA = re.compile(r"(?:`|^\s*\$? ?)gongda ([a-z][^`\n]*)", re.MULTILINE)
MAKE = re.compile(r"(?:`|^\s*\$? ?)make ([a-z]+)", re.MULTILINE)
MODULE = re.compile(r"python -m ((?:corpus|index|bot|tests|benchmarks)(?:\.\w+)*)")
# Files, and folders with their slash.
FILE = re.compile(r"`((?:corpus|index|bot|tests|benchmarks|docs)/(?:[\w/.-]+\.[a-z]+|[\w/-]*/))`")


@cache
def text(path: Path) -> str:
    """Return what a file says; each is read once, however many tests look at it."""
    return path.read_text(encoding="utf-8")


def unmet(paths: list[Path], of: Callable[[str], list[str]]) -> dict[str, list[str]]:
    """Return what each file promises in vain, by its name; files that keep their word left out."""
    assert len(paths) > 1
    return {
        path.relative_to(ROOT).as_posix(): broken for path in paths if (broken := of(text(path)))
    }


def command_of(words: list[str]) -> tuple[click.Command, list[str]]:
    """Return the command that these words call, and the words after its name."""
    command: click.Command = main
    while isinstance(command, click.Group) and words and words[0] in command.commands:
        command, words = command.commands[words[0]], words[1:]
    return command, words


def options_of(command: click.Command) -> Iterator[str]:
    for parameter in command.params:
        yield from parameter.opts


def is_understood(written: str) -> bool:
    """Tell whether the program has a command of these words, and the options behind it."""
    command, rest = command_of(written.split("|")[0].split("#")[0].split())
    options = {word for word in rest if re.fullmatch(r"--?[a-z]\w*", word)}
    return command is not main and options <= {*options_of(command)}


def can_be_run(module: str) -> bool:
    place = ROOT.joinpath(*module.split("."))
    return place.with_suffix(".py").exists() or (place / "__main__.py").exists()


def missing(text: str, pattern: re.Pattern[str], there: Callable[[str], bool]) -> list[str]:
    """Return what a pattern finds in a text and is not there."""
    return [one for one in pattern.findall(text) if not there(one)]


def test_every_command_that_is_written_down_exists() -> None:
    assert unmet([*DOCUMENTS, *CODE], lambda text: missing(text, GONGDA, is_understood)) == {}


def test_every_make_target_that_is_written_down_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", text(ROOT / "Makefile"), re.MULTILINE))

    written = [*DOCUMENTS, ROOT / ".ci" / "run"]
    assert unmet(written, lambda text: missing(text, MAKE, targets.__contains__)) == {}


def test_every_module_that_is_to_be_run_exists() -> None:
    assert unmet([*DOCUMENTS, *CODE], lambda text: missing(text, MODULE, can_be_run)) == {}


def test_every_file_that_is_named_exists() -> None:
    def unnamed(text: str) -> list[str]:
        return missing(text, FILE, lambda file: (ROOT / file).exists())

    assert unmet([*DOCUMENTS, *CODE], unnamed) == {}


@pytest.mark.parametrize(
    ("text", "unkept"),
    [
        ("`gongda ask --json x` and `gongda index check`", []),
        ("`gongda sing --loud`", ["sing --loud"]),
        ("`gongda ask --loud x`", ["ask --loud x"]),
    ],
)
def test_a_command_that_is_not_there_is_noticed(text: str, unkept: list[str]) -> None:
    assert missing(text, GONGDA, is_understood) == unkept


@pytest.mark.parametrize(
    "words",
    [
        "ask",
        "chat",
        "bot",
        "evaluate",
        "index",
        "index build",
        "index check",
        "index status",
        "index verify",
        "index rollback",
    ],
)
def test_every_command_has_a_help_and_takes_a_config_file(words: str) -> None:
    command, rest = command_of(words.split())

    assert rest == []
    assert command.help
    assert "--config" in options_of(command)
