"""The editor's path, really walked: every command of docs/editors.md, its output pasted under it.

The page's blocks of commands are run one after the other in an empty folder that holds the
files of `tests/editors/`, and later deliveries, under `desk/`. `python -m benchmarks.editors`
writes the page anew; `tests/bot/editors/test_editors_path.py` holds it to what the commands print.
"""

import contextlib
import os
import re
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from click.testing import CliRunner

from bot.cli import main

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "editors.md"
FILES = ROOT / "tests" / "editors"
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
# Differs from run to run: how long a build took.
TIME = re.compile(r"^time .*$", re.MULTILINE)


def walked(text: str, folder: Path) -> str:
    """Return a page with what its commands print in a folder under each of them."""
    shutil.copytree(FILES, folder / "desk")
    (folder / "pages").mkdir()
    with contextlib.chdir(folder):
        return BLOCK.sub(lambda block: f"```console\n{''.join(_run(block[1]))}```", text)


def timeless(text: str) -> str:
    """Return a page without what differs from run to run."""
    return TIME.sub("time", text)


def commands(text: str) -> list[str]:
    """Return the commands of a page, in order."""
    return [line[2:] for block in BLOCK.findall(text) for line in block.splitlines() if _asks(line)]


def _asks(line: str) -> bool:
    return line.startswith("$ ")


def _run(block: str) -> Iterator[str]:
    for line in filter(_asks, block.splitlines()):
        yield f"{line}\n{_output(line[2:])}"


def _output(command: str) -> str:
    words = shlex.split(command)
    if words[0] != "gongda":
        done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
        return done.stdout
    language = {"LC_ALL": "zh_CN.UTF-8", "LC_MESSAGES": None, "LANG": None}
    result = CliRunner(env=language).invoke(main, words[1:], catch_exceptions=False)
    if not result.exit_code:
        return _trimmed(result.stdout)
    return _trimmed(result.output) + f"(exit code {result.exit_code})\n"


def _trimmed(output: str) -> str:
    return "\n".join(line.rstrip() for line in output.splitlines()) + ("\n" if output else "")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        os.environ["HF_HUB_OFFLINE"] = "1"
        os.environ |= {"GONGDA_BOT__READER": "quick", "GONGDA_INDEX__ENCODER": "bundled-static"}
        PAGE.write_text(walked(PAGE.read_text(encoding="utf-8"), Path(name)), encoding="utf-8")
