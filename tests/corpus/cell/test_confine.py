"""The cell holds: what a taken-over reader would try fails, and it fails in the reader alone."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, Timer

import pytest

from corpus.apart import load_apart
from corpus.cell.confine import MOST_MEMORY, clean_environment
from corpus.cell.scratch import PREFIX, scratch_folder, sweep
from corpus.errors import PageError
from corpus.formats.sandbox import read_apart
from tests.confined import confined_child, confined_within

KERNEL = tuple(map(int, os.uname().release.split(".")[:2]))
needs_cell = pytest.mark.skipif(
    sys.platform != "linux" or KERNEL < (5, 13), reason="this kernel has no Landlock"
)
PROBE = """
import json, os, socket, sys
from pathlib import Path
from corpus.cell.confine import confine
stays_open = confine([Path(sys.argv[1])], [Path(sys.argv[2])])
def tried(deed):
    try:
        deed()
    except OSError as error:
        return type(error).__name__
    return "done"
print(json.dumps({
    "open": stays_open,
    "own": tried(lambda: Path(sys.argv[1], "page.md").read_text()),
    "change own": tried(lambda: Path(sys.argv[1], "page.md").write_text("x")),
    "scratch": tried(lambda: Path(sys.argv[2], "a").write_text("x")),
    "secret": tried(lambda: Path(sys.argv[3]).read_text()),
    "list": tried(lambda: os.listdir("/")),
    "bot": tried(lambda: Path(f"/proc/{os.getppid()}/environ").read_bytes()),
    "signal": tried(lambda: os.kill(os.getppid(), 0)),
    "network": tried(lambda: socket.socket(socket.AF_INET)),
    "local": tried(lambda: socket.socket(socket.AF_UNIX)),
    "write": tried(lambda: Path("/tmp/gongda-escaped").write_text("x")),
    "environment": sorted(os.environ),
}))
"""


def probed(folder: Path) -> dict[str, object]:
    """Return what a process in a cell of these folders could do."""
    own, scratch, secret = folder / "own", folder / "scratch", folder / "journal.sqlite"
    own.mkdir()
    scratch.mkdir()
    (own / "page.md").write_text("职工之家", encoding="utf-8")
    secret.write_text("secret")
    os.environ["GONGDA_TELEGRAM_TOKEN"] = "123456:secret"
    try:
        done = subprocess.run(
            [sys.executable, "-c", PROBE, own, scratch, secret],
            capture_output=True,
            check=True,
            env=clean_environment(),
        )
    finally:
        del os.environ["GONGDA_TELEGRAM_TOKEN"]
    return dict(json.loads(done.stdout))


def test_a_reader_sees_its_own_files_and_nothing_else(tmp_path: Path) -> None:
    got = probed(tmp_path)
    if "files" in got["open"]:  # type: ignore[operator]
        pytest.skip("this kernel has no Landlock")

    assert (got["own"], got["scratch"]) == ("done", "done")
    refused = ("change own", "secret", "list", "bot", "write")
    assert {name: got[name] for name in refused} == dict.fromkeys(refused, "PermissionError")


def test_a_reader_cannot_end_the_bot(tmp_path: Path) -> None:
    if KERNEL < (6, 12):
        pytest.skip("this kernel's Landlock knows nothing of signals")

    assert probed(tmp_path)["signal"] == "PermissionError"


def test_a_reader_reaches_no_network(tmp_path: Path) -> None:
    got = probed(tmp_path)
    if "network" in got["open"]:  # type: ignore[operator]
        pytest.skip("this kernel has no filter for system calls")

    assert (got["network"], got["local"]) == ("PermissionError", "PermissionError")


def test_a_reader_has_no_token(tmp_path: Path) -> None:
    assert not [one for one in probed(tmp_path)["environment"] if "GONGDA" in one]  # type: ignore[attr-defined]


LIMIT = f"\nMax address space         {MOST_MEMORY}"
# A page that draws itself twice keeps its reader busy until its time or its memory is over.
BUSY = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R
/Resources<</XObject<</X 5 0 R>>>>>>endobj
4 0 obj<</Length 11>>stream
/X Do /X Do
endstream endobj
5 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>/Length 11>>
stream
/X Do /X Do
endstream endobj
trailer<</Root 1 0 R>>"""


@needs_cell
def test_the_process_that_reads_a_pdf_has_no_token_and_is_in_a_cell(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("GONGDA_TELEGRAM_TOKEN", "123456:secret")
    with ThreadPoolExecutor(1) as threads:
        reading = threads.submit(read_apart, ".pdf", BUSY, 5.0)
        told = confined_within(30.0)
        with pytest.raises(PageError):
            reading.result()

    assert told, "no process was in a cell"
    assert "secret" not in told["environ"]
    assert LIMIT in told["limits"]


@needs_cell
def test_the_process_that_reads_what_somebody_sent_has_no_token_and_is_in_a_cell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGDA_TELEGRAM_TOKEN", "123456:secret")
    told: dict[str, str] = {}

    def seen() -> bool:
        told.update(confined_child())
        return bool(told)

    load_apart(page(tmp_path, "一\n" * 1_900_000), "", seen)

    assert told, "no process was in a cell"
    assert "secret" not in told["environ"]
    assert LIMIT in told["limits"]


def page(folder: Path, text: str, name: str = "2023-01-05_02.md") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_page_is_read_in_the_cell_as_outside(tmp_path: Path) -> None:
    folder = page(tmp_path, "## 慰问一线职工\n\n刘光明带队慰问河湖流域中心的一线职工。\n")

    loaded = load_apart(folder, "工会周报", lambda: False)

    assert loaded is not None
    assert loaded.refused == ()
    [article] = loaded.articles
    assert (article.title, article.paper, article.page) == ("慰问一线职工", "工会周报", 2)


def test_a_page_that_takes_too_long_is_refused(tmp_path: Path) -> None:
    folder = page(tmp_path, "一\n" * 1_000_000)

    loaded = load_apart(folder, "", lambda: False, seconds=0.2)

    assert loaded is not None
    assert [one.reason for one in loaded.refused] == ["reading it takes longer than 0.2 seconds"]


def test_a_reading_ends_at_once_when_the_bot_stops(tmp_path: Path) -> None:
    folder = page(tmp_path, "一\n" * 2_000_000)
    stop = Event()
    Timer(1.0, stop.set).start()
    began = time.monotonic()

    loaded = load_apart(folder, "", stop.is_set)

    assert loaded is None
    assert time.monotonic() - began < 20


def test_what_a_killed_process_unpacked_is_swept_by_the_next_one_that_unpacks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = (
        "import sys, time; from corpus.cell.scratch import scratch_folder\n"
        "with scratch_folder() as folder:\n"
        "    (folder / 'big').write_bytes(b'x'); print(folder, flush=True); time.sleep(60)"
    )
    environment = {**clean_environment(), "TMPDIR": str(tmp_path)}
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, env=environment
    ) as child:
        assert child.stdout is not None
        left = Path(child.stdout.readline().strip())
        os.utime(left, (0, 0))
        sweep(tmp_path)
        in_use = left.exists()
        child.send_signal(signal.SIGKILL)
    os.utime(left, (0, 0))

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with scratch_folder():
        swept = not left.exists()

    assert in_use
    assert swept
    assert left.name.startswith(PREFIX)


def test_a_folder_of_somebody_else_is_not_swept(tmp_path: Path) -> None:
    link = tmp_path / f"{PREFIX}link"
    kept = tmp_path / "kept"
    kept.mkdir()
    link.symlink_to(kept)

    sweep(tmp_path)

    assert kept.exists()
    assert link.is_symlink()


def test_what_somebody_put_beside_them_is_not_swept(tmp_path: Path) -> None:
    own = tmp_path / "gongda-backup"
    own.mkdir()
    os.utime(own, (0, 0))

    sweep(tmp_path)

    assert own.exists()
