"""`.ci/browser` installs Chromium where it can be had, and stops nothing where it cannot."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / ".ci" / "browser"
SKIPPED = "no Chromium with a Chinese font ({}): the tests that need one are skipped\n"


def run(tools: Path, **scripts: str) -> subprocess.CompletedProcess[str]:
    """Run it on a machine that has these programs of its own, and few others."""
    for name, lines in {"id": "echo 0", **scripts}.items():
        tool = tools / name.replace("_", "-")
        tool.write_text(f"#!/bin/sh\n{lines}\n")
        tool.chmod(0o755)
    for name in ("bash", "sh", "env", "grep", "timeout"):
        (tools / name).symlink_to(next(_places(name)))
    environment = {**os.environ, "PATH": str(tools)}
    return subprocess.run(
        [SCRIPT], capture_output=True, text=True, timeout=30, check=False, env=environment
    )


def _places(name: str) -> Iterator[Path]:
    folders = [Path(one) for one in os.environ["PATH"].split(os.pathsep)]
    return (folder / name for folder in folders if (folder / name).exists())


@pytest.mark.parametrize(
    ("update", "why"),
    [
        ("exit 100", "the package lists cannot be fetched"),
        ("exit 0", "they could not be installed"),
    ],
)
def test_where_nothing_can_be_installed_it_says_so_and_goes_on(
    tmp_path: Path, update: str, why: str
) -> None:
    ran = run(tmp_path, apt_get=f'case "$*" in *update*) {update};; esac\nexit 100')

    assert (ran.returncode, ran.stdout) == (0, SKIPPED.format(why))


def test_who_may_not_install_is_told_so(tmp_path: Path) -> None:
    ran = run(tmp_path, id="echo 1000", apt_get="exit 0")

    assert (ran.returncode, ran.stdout) == (0, SKIPPED.format("only root can install them"))


def test_a_machine_of_another_kind_is_told_so(tmp_path: Path) -> None:
    ran = run(tmp_path)

    assert (ran.returncode, ran.stdout) == (
        0,
        SKIPPED.format("there is no apt-get to install them"),
    )


def test_everything_that_has_to_hold_begins_with_it() -> None:
    lines = (SCRIPT.parent / "run").read_text(encoding="utf-8").splitlines()

    assert lines.index(".ci/browser") < lines.index("make test")


def test_what_is_missing_is_installed(tmp_path: Path) -> None:
    installed = "\n".join(
        f"printf '#!/bin/sh\\necho font\\n' > {tmp_path}/{one}; /bin/chmod +x {tmp_path}/{one}"
        for one in ("chromium", "chromedriver", "fc-list")
    )
    ran = run(tmp_path, apt_get=f'case "$*" in *install*) {installed};; esac')

    assert (ran.returncode, ran.stdout) == (0, "Chromium and a Chinese font are installed\n")


def test_where_all_is_there_nothing_is_asked_for(tmp_path: Path) -> None:
    asked = tmp_path / "asked"
    ran = run(tmp_path, apt_get=f"echo > {asked}", chromium="", chromedriver="", fc_list="echo a")

    assert (ran.returncode, ran.stdout) == (0, "")
    assert not asked.exists()
