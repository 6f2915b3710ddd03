"""The process: the lines of README, and one server a journal."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.served import ROOT, served

pytest_plugins = ["tests.web.fixtures"]

README = (ROOT / "README.md").read_text(encoding="utf-8")
DEFAULT = "http://127.0.0.1:8800"


CURL = pytest.mark.skipif(shutil.which("curl") is None, reason="no curl")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the server keeps its journal."""
    return tmp_path_factory.mktemp("served")


@pytest.fixture(scope="module")
def address(shelf: Path, folder: Path) -> Iterator[str]:
    """Give the address of a server."""
    with served(shelf, folder) as running:
        yield running


@pytest.mark.parametrize("language", [pytest.param("sh", marks=CURL), "python"])
def test_the_lines_of_readme_get_a_cited_answer(address: str, language: str) -> None:
    blocks = re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)
    block = next(one for one in blocks if DEFAULT in one)
    program = ["sh", "-c"] if language == "sh" else [sys.executable, "-c"]

    lines = block.replace(DEFAULT, address)
    ran = subprocess.run([*program, lines], capture_output=True, text=True, timeout=60)

    assert ran.returncode == 0, ran.stderr
    assert "她安全行驶超过40万公里" in ran.stdout
    assert "2023-03-09_01" in ran.stdout


@pytest.mark.usefixtures("address")
def test_a_second_server_on_the_same_journal_is_refused(folder: Path) -> None:
    command = [sys.executable, "-m", "bot.cli", "serve", "--listen", "127.0.0.1:0"]
    environment = {
        "PYTHONPATH": str(ROOT),
        "GONGDA_BOT__WEB__JOURNAL": str(folder / "web.sqlite"),
    }

    ran = subprocess.run(
        command, capture_output=True, text=True, timeout=60, cwd=folder, env=environment
    )

    assert ran.returncode == 2
    assert "another bot" in ran.stderr
