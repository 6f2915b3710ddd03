"""A build beside the channel: in its own process, told step by step, and harmless when it ends."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from bot.answerer import ArchiveAnswerer
from bot.editors.rebuild import rebuild
from corpus.article import Article
from corpus.config import Settings
from corpus.errors import CorpusError, GenerationError, IndexLockedError
from index.search import Index
from index.store.generation import ASIDE, LOCK, current_name, lock
from tests.conftest import AWARD

PAGE = "## 海淀区举办职工摄影大赛\n\n海淀职工摄影大赛共收到29个基层工会推荐的近600幅作品。\n"
# Long enough to be interrupted: half a second of reading, and another of embedding.
MANY = "".join(
    f"## 第{n}场报告会\n\n第{n}场报告会有{n * 7 % 991}名职工参加。\n\n" for n in range(3000)
)
Publish = Callable[[Sequence[Article]], Index]
Step = tuple[str, int, int]


def write(settings: Settings, text: str = PAGE, name: str = "2023-01-05_02.md") -> None:
    (settings.corpus.folders[0] / name).write_text(text, encoding="utf-8")


def no_progress(stage: str, done: int, total: int) -> None:
    """Look at nothing."""


async def test_what_was_built_beside_it_answers_the_next_question(
    settings: Settings, published: Publish
) -> None:
    published([AWARD])
    answerer = ArchiveAnswerer(settings)
    question = "海淀职工摄影大赛收到多少幅作品？"
    before = answerer.ask(question)
    write(settings)

    report = await rebuild(settings, no_progress, confirmed=True)
    after = answerer.ask(question)

    assert (before.kind, after.kind) == ("none", "quote")
    assert (report.articles, report.generation) == (1, after.generation)


async def test_the_stages_are_told_in_their_order_up_to_the_last(settings: Settings) -> None:
    write(settings)
    steps: list[Step] = []

    await rebuild(settings, lambda *step: steps.append(step))

    assert list(dict.fromkeys(stage for stage, _, _ in steps)) == [
        "read",
        "words",
        "vectors",
        "publish",
    ]
    assert steps[-1] == ("publish", 1, 1)


async def test_files_that_cannot_be_read_come_back_with_their_reasons(settings: Settings) -> None:
    write(settings)
    (settings.corpus.folders[0] / "sheet.xls").write_bytes(b"\xd0\xcf\x11\xe0")

    report = await rebuild(settings, no_progress)

    assert [(one.source, one.reason) for one in report.refused] == [
        ("sheet.xls", ".xls is not read: save it as XLSX")
    ]


async def test_the_event_loop_goes_on_while_it_builds(settings: Settings) -> None:
    write(settings)
    gaps: list[float] = []

    async def watch() -> None:
        last = time.monotonic()
        while True:
            await asyncio.sleep(0.01)
            now = time.monotonic()
            gaps.append(now - last)
            last = now

    watching = asyncio.create_task(watch())
    await rebuild(settings, no_progress)
    watching.cancel()

    assert sorted(gaps)[int(len(gaps) * 0.99)] < 0.2


async def test_a_second_build_is_refused_with_what_to_do(settings: Settings) -> None:
    write(settings)
    with lock(settings.index.folder), pytest.raises(IndexLockedError) as caught:
        await rebuild(settings, no_progress)

    assert caught.value.what.endswith(f"is being built by process {os.getpid()}")
    assert caught.value.remedy == "wait until it has finished, then type the command again"


async def test_a_missing_folder_is_the_same_error_as_on_the_command_line(
    settings: Settings, tmp_path: Path
) -> None:
    corpus = settings.corpus.model_copy(update={"folders": (tmp_path / "nowhere",)})

    with pytest.raises(CorpusError) as caught:
        await rebuild(settings.model_copy(update={"corpus": corpus}), no_progress)

    assert caught.value.what == f"no folder at {tmp_path / 'nowhere'}"


async def test_a_build_that_is_killed_says_so_and_the_old_generation_stays(
    settings: Settings, published: Publish
) -> None:
    published([AWARD])
    write(settings, MANY)

    def kill(stage: str, done: int, total: int) -> None:
        if stage == "words":
            builder = int((settings.index.folder / LOCK).read_text())
            os.kill(builder, signal.SIGKILL)

    with pytest.raises(GenerationError, match="the build was killed"):
        await rebuild(settings, kill, confirmed=True)

    assert current_name(settings.index.folder) == "gen-000001"


async def test_the_process_that_builds_has_no_token_and_is_in_a_cell(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(settings, MANY)
    monkeypatch.setenv("GONGDA_TELEGRAM_TOKEN", "123456:secret")
    seen: dict[str, str] = {}

    def look(stage: str, done: int, total: int) -> None:
        if stage == "words" and not seen:
            builder = Path("/proc", (settings.index.folder / LOCK).read_text())
            seen.update({name: (builder / name).read_text() for name in ("environ", "status")})

    await rebuild(settings, look)

    assert "secret" not in seen["environ"]
    assert "\nNoNewPrivs:\t1\nSeccomp:\t2\n" in seen["status"]


async def test_a_cancelled_build_ends_and_the_next_one_succeeds(settings: Settings) -> None:
    write(settings, MANY)
    begun = asyncio.Event()
    task = asyncio.create_task(rebuild(settings, lambda *step: begun.set()))
    await begun.wait()

    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    write(settings, PAGE)
    report = await rebuild(settings, no_progress)

    assert report.articles == 1
    assert not list(settings.index.folder.glob(f"{ASIDE}*"))


def test_the_build_dies_with_the_bot_and_leaves_the_lock(settings: Settings) -> None:
    write(settings, MANY)
    pages, index = settings.corpus.folders[0], settings.index.folder
    bot = subprocess.Popen([sys.executable, __file__, str(pages), str(index)])
    deadline = time.monotonic() + 30
    while not list(index.glob(f"{ASIDE}*")) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not _is_free(index)

    bot.kill()
    bot.wait()
    while not _is_free(index) and time.monotonic() < deadline:
        time.sleep(0.02)

    assert _is_free(index)
    assert not (index / "CURRENT").exists()


def _is_free(index: Path) -> bool:
    try:
        with lock(index):
            return True
    except IndexLockedError:
        return False


if __name__ == "__main__":
    from corpus.config import CorpusSettings, IndexSettings

    asyncio.run(
        rebuild(
            Settings(
                corpus=CorpusSettings(folders=(Path(sys.argv[1]),)),
                index=IndexSettings(folder=Path(sys.argv[2]), encoder="bundled-static"),
            ),
            no_progress,
        )
    )
