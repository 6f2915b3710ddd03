"""A check in a process of its own says what a check says, and names what it could not look at."""

from pathlib import Path

import pytest

from corpus.check.apart import check_apart
from corpus.check.run import check

REPORT = "## {title}\n\n本报讯（记者 沈嘉）{title}，来了37人\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "waiting"
    (folder / "5.1").mkdir(parents=True)
    (folder / "5.1" / "2024-05-01_02.md").write_text(
        REPORT.format(title="夜班食堂开门") + REPORT.format(title="搬家启事"), encoding="utf-8"
    )
    (folder / "5.1" / "notes").write_bytes(b"no kind of file")
    (folder / "_paper.yaml").write_text("leave_out: {headlines: ['*启事']}\n", encoding="utf-8")
    return folder


def test_a_check_apart_is_the_check_word_for_word(folder: Path) -> None:
    here = check([folder], "工会周报")

    assert here.left_out
    assert here.refused
    assert here.findings
    assert check_apart(folder, "工会周报", lambda: False) == here


def test_a_check_that_takes_too_long_refuses_every_file_and_no_folder(folder: Path) -> None:
    checked = check_apart(folder, "", lambda: False, seconds=0.01)

    assert checked is not None
    names = [one.source for one in checked.refused]
    assert names == ["5.1/2024-05-01_02.md", "5.1/notes", "_paper.yaml"]
