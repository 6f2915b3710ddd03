"""Folders that `gongda` is run in: with an index of one page, and with nothing."""

import shutil
from pathlib import Path

import pytest

from tests.bot.commands.program import PAGE, run


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with config.yaml, one page, and the index of it."""
    folder = tmp_path_factory.mktemp("archive")
    (folder / "pages").mkdir()
    (folder / "pages" / "page.md").write_text(PAGE, encoding="utf-8")
    (folder / "config.yaml").write_text("corpus: {folders: [pages]}\n", encoding="utf-8")
    ran = run(folder, "index", "build")
    assert ran.returncode == 0, ran.stderr
    return folder


@pytest.fixture
def archive(built: Path, tmp_path: Path) -> Path:
    """Return a copy that a test may change."""
    return Path(shutil.copytree(built, tmp_path / "archive"))


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """Return a folder with nothing in it, for what fails before an index is needed."""
    return tmp_path
