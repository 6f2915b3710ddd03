"""The process: the lines of README, and one server a journal."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.web.served import ROOT, served

pytest_plugins = ["tests.web.fixtures"]

README = (ROOT / "README.md").read_text(encoding="utf-8")
DEFAULT = "http://127.0.0.1:8800"


CURL = pytest.mark.skipif(shutil.which("curl") is None, reason="no curl")


@pytest.mark.parametrize("language", [pytest.param("sh", marks=CURL), "python"])
def test_the_lines_of_readme_get_a_cited_answer(shelf: Path, tmp_path: Path, language: str) -> None:
    blocks = re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)
    block = next(one for one in blocks if DEFAULT in one)
    program = ["sh", "-c"] if language == "sh" else [sys.executable, "-c"]

    with served(shelf, tmp_path) as address:
        lines = block.replace(DEFAULT, address)
        ran = subprocess.run([*program, lines], capture_output=True, text=True, timeout=60)

    assert ran.returncode == 0, ran.stderr
    assert "她安全行驶超过40万公里" in ran.stdout
    assert "2023-03-09_01" in ran.stdout


def test_a_second_server_on_the_same_journal_is_refused(shelf: Path, tmp_path: Path) -> None:
    with served(shelf, tmp_path):
        command = [sys.executable, "-m", "bot.cli", "serve", "--listen", "127.0.0.1:0"]
        environment = {
            "PYTHONPATH": str(ROOT),
            "GONGDA_BOT__WEB__JOURNAL": str(tmp_path / "web.sqlite"),
        }
        ran = subprocess.run(
            command, capture_output=True, text=True, timeout=60, cwd=tmp_path, env=environment
        )

    assert ran.returncode == 2
    assert "another bot" in ran.stderr
