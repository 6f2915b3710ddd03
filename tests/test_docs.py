"""What the documents and the errors tell a reader to type or to open is there."""

import re
from collections.abc import Iterator
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


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def command_of(words: list[str]) -> tuple[click.Command, list[str]]:
    """Return the command that these words call, and the words after its name."""
    command: click.Command = main
    while isinstance(command, click.Group) and words and words[0] in command.commands:
        command, words = command.commands[words[0]], words[1:]
    return command, words


def options_of(command: click.Command) -> Iterator[str]:
    for parameter in command.params:
        yield from parameter.opts


@pytest.mark.parametrize("path", [*DOCUMENTS, *CODE], ids=name)
def test_every_command_that_is_written_down_exists(path: Path) -> None:
    for written in GONGDA.findall(path.read_text(encoding="utf-8")):
        command, rest = command_of(written.split("|")[0].split("#")[0].split())

        options = {word for word in rest if re.fullmatch(r"--?[a-z]\w*", word)}
        assert command is not main, f"gongda {written}"
        assert options <= {*options_of(command)}, f"gongda {written}"


@pytest.mark.parametrize("path", [*DOCUMENTS, ROOT / ".ci" / "run"], ids=name)
def test_every_make_target_that_is_written_down_exists(path: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))

    assert {*MAKE.findall(path.read_text(encoding="utf-8"))} <= targets


@pytest.mark.parametrize("path", [*DOCUMENTS, *CODE], ids=name)
def test_every_module_that_is_to_be_run_exists(path: Path) -> None:
    places = {
        module: ROOT.joinpath(*module.split("."))
        for module in MODULE.findall(path.read_text(encoding="utf-8"))
    }

    assert [
        module
        for module, place in places.items()
        if not (place.with_suffix(".py").exists() or (place / "__main__.py").exists())
    ] == []


@pytest.mark.parametrize("path", [*DOCUMENTS, *CODE], ids=name)
def test_every_file_that_is_named_exists(path: Path) -> None:
    named = FILE.findall(path.read_text(encoding="utf-8"))

    assert [file for file in named if not (ROOT / file).exists()] == []


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
