"""`gongda` on a machine that refuses: closed streams, full disks, read-only folders."""

import ctypes
import os
import subprocess
import sys
from pathlib import Path

import pytest

GONGDA = (sys.executable, "-m", "bot.cli")
QUESTION = "海淀职工摄影大赛收到多少幅作品？"
PAGE = f"## 海淀区举办职工摄影大赛\n\n海淀职工摄影大赛共收到近600幅作品。{'大赛很精彩。' * 9}\n"
PATIENCE = 60
# Of Linux: a process that has lost these is refused what its files' modes refuse, root or not.
_DROP, _OVERRIDE, _READ_ANYTHING = 24, 1, 2


def obey_modes() -> None:
    """Let the process that is about to start be refused by the modes of files, if it is root's."""
    if os.geteuid() == 0:
        system = ctypes.CDLL(None)
        for right in (_OVERRIDE, _READ_ANYTHING):
            system.prctl(_DROP, right, 0, 0, 0)


def shell(folder: Path, command: str) -> subprocess.CompletedProcess[bytes]:
    """Run `gongda` with words and redirections as a shell has them."""
    program = " ".join((*GONGDA, command))
    return subprocess.run(
        program,
        shell=True,
        cwd=folder,
        capture_output=True,
        timeout=PATIENCE,
        preexec_fn=obey_modes,
    )


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with config.yaml, one page, and two generations of its index."""
    folder = tmp_path_factory.mktemp("archive")
    (folder / "pages").mkdir()
    (folder / "pages" / "page.md").write_text(PAGE, encoding="utf-8")
    (folder / "config.yaml").write_text("corpus: {folders: [pages]}\n", encoding="utf-8")
    for _ in range(2):
        assert shell(folder, "index build").returncode == 0
    return folder


def test_a_full_disk_under_the_output_is_told_in_one_sentence(tmp_path: Path) -> None:
    ran = shell(tmp_path, "--help > /dev/full")

    assert ran.returncode == 2
    assert ran.stderr.decode() == (
        "what it prints cannot be used: No space left on device\n"
        "  what to do: make room, or give this user the right to it, then type it again\n"
    )


def test_where_even_the_errors_find_no_room_the_exit_code_tells(tmp_path: Path) -> None:
    assert shell(tmp_path, "index status > /dev/full 2> /dev/full").returncode == 2


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_are_nobodys_fault_and_no_file_is_taken_for_one(
    archive: Path, closed: str
) -> None:
    asked = shell(archive, f"ask {QUESTION} {closed}")
    built = shell(archive, f"index build {closed}")

    assert (asked.returncode, asked.stderr) == (0, b"")
    assert built.returncode == 0
    assert shell(archive, "index verify").returncode == 0


@pytest.mark.parametrize(
    ("command", "told"),
    [(f"ask {QUESTION}", "lexical is read-only"), ("index rollback", "LOCK cannot be used")],
)
def test_a_read_only_index_is_named_with_what_to_do(archive: Path, command: str, told: str) -> None:
    places = [archive / "var" / "index", *(archive / "var" / "index").rglob("*")]
    modes = {place: place.stat().st_mode for place in places}
    for place, mode in modes.items():
        place.chmod(mode & ~0o222)
    try:
        ran = shell(archive, command)
    finally:
        for place, mode in modes.items():
            place.chmod(mode)

    assert ran.returncode == 2
    assert "Traceback" not in ran.stderr.decode()
    assert told in ran.stderr.decode()
    assert "what to do: " in ran.stderr.decode()


def test_settings_that_may_not_be_read_are_named(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("bot: {}", encoding="utf-8")
    (tmp_path / "config.yaml").chmod(0)

    ran = shell(tmp_path, f"ask {QUESTION}")

    assert ran.returncode == 2
    assert "config.yaml cannot be read: Permission denied" in ran.stderr.decode()
