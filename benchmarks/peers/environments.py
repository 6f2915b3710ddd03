"""An environment of its own for each peer, under var/peers, from requirements with exact versions.

uv makes them where it is at hand, pip otherwise. Neither is told of any index here: what pip is
configured with holds for uv as well. An environment stays until its requirements change.
"""

import ast
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
REQUIREMENTS = Path(__file__).parent / "requirements"
MADE_FROM = "made-from.sha256"
# Settings of pip, and the options of uv that mean the same.
OPTIONS = {
    "index-url": "--default-index",
    "extra-index-url": "--index",
    "find-links": "--find-links",
}
# As pip does it: the best version of any index, files of its own (nltk refuses linked ones), and
# compiled, so that no first start pays for it.
UV = ("--index-strategy", "unsafe-best-match", "--link-mode", "copy", "--compile-bytecode")
# Lines of an installer's complaint that are shown.
LAST_LINES = 3


@dataclass(frozen=True, slots=True)
class Environment:
    """Where a peer runs; `problem` says why it could not be made, "" if it was."""

    name: str
    folder: Path
    problem: str = ""

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.folder / "bin" / "python"

    @property
    def megabytes(self) -> float:
        """Return what is installed in it, in MB of 10^6 bytes; a file with two names once."""
        sizes = {}
        for path in (self.folder / "lib").rglob("*"):
            if path.is_file() and not path.is_symlink() and "__pycache__" not in path.parts:
                found = path.stat()
                sizes[found.st_ino] = found.st_size
        return sum(sizes.values()) / 1e6


def environment(name: str, root: Path) -> Environment:
    """Return the environment of a peer; make it where it is missing or out of date."""
    wanted = REQUIREMENTS / f"{name}.txt"
    if not wanted.exists():
        return Environment(name, root / name, f"there is no {wanted.relative_to(REPOSITORY)}")
    root.mkdir(parents=True, exist_ok=True)
    with (root / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return _made(name, root / name, wanted)


def _made(name: str, folder: Path, wanted: Path) -> Environment:
    mark, digest = folder / MADE_FROM, _digest(wanted)
    if mark.exists() and mark.read_text() == digest:
        return Environment(name, folder)
    shutil.rmtree(folder, ignore_errors=True)
    try:
        _make(folder, wanted)
    except (OSError, subprocess.CalledProcessError) as error:
        shutil.rmtree(folder, ignore_errors=True)
        return Environment(name, folder, _reason(error))
    mark.write_text(digest)
    return Environment(name, folder)


def _make(folder: Path, wanted: Path) -> None:
    """Install the requirements into a new environment; paths in them count from the repository."""
    python = str(folder / "bin" / "python")
    uv = shutil.which("uv") or str(Path(sys.executable).parent / "uv")
    if Path(uv).exists():
        _run([uv, "venv", "--quiet", "--python", sys.executable, str(folder)])
        settings = [*UV, *uv_options(pip_settings())]
        _run([uv, "pip", "install", "--python", python, *settings, "-r", str(wanted)])
    else:
        _run([sys.executable, "-m", "venv", str(folder)])
        _run([python, "-m", "pip", "install", "--quiet", "-r", str(wanted)])


def pip_settings() -> dict[str, list[str]]:
    """Return what pip is configured with: `{"find-links": ["wheels"], …}`."""
    listed = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], check=True, capture_output=True, text=True
    )
    return settings_of(listed.stdout)


def settings_of(listed: str) -> dict[str, list[str]]:
    """Read the lines of `pip config list`.

    >>> settings_of("global.find-links='a b'")
    {'find-links': ['a', 'b']}
    """
    found: dict[str, list[str]] = {}
    for line in listed.splitlines():
        key, _, value = line.partition("=")
        words = str(ast.literal_eval(value)).split()
        known = found.setdefault(key.rpartition(".")[2], [])
        known += [word for word in words if word not in known]
    return found


def uv_options(settings: Mapping[str, Sequence[str]]) -> list[str]:
    """Return pip's settings as options of uv: `["--find-links", "wheels"]`."""
    return [
        word
        for key, option in OPTIONS.items()
        for value in settings.get(key, ())
        for word in (option, value)
    ]


def _run(command: Sequence[str]) -> None:
    subprocess.run(
        command, check=True, capture_output=True, text=True, cwd=REPOSITORY, env=_quiet()
    )


def _quiet() -> dict[str, str]:
    certificates = pip_settings().get("cert", [])
    trusted = {"SSL_CERT_FILE": certificates[0]} if certificates else {}
    return {**os.environ, **trusted, "VIRTUAL_ENV": ""}


def _reason(error: Exception) -> str:
    """Return the last lines of an installer's complaint, in one."""
    told = getattr(error, "stderr", "") or str(error)
    return " ".join(" ".join(told.strip().splitlines()[-LAST_LINES:]).split())


def _digest(wanted: Path) -> str:
    """Return what tells that an environment is out of date: its requirements, and our own."""
    own = (REPOSITORY / "pyproject.toml").read_bytes() if wanted.stem == "ours" else b""
    return hashlib.sha256(wanted.read_bytes() + own + " ".join(UV).encode()).hexdigest()
