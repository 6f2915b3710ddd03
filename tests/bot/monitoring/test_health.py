"""What the operator's machines see of the bot: /healthz and /metrics."""

import asyncio
import logging
import resource
import shutil
import socket
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from lo_bot_api_emulator import ApiRefusal
from prometheus_client.parser import text_string_to_metric_families

from bot.answerer import ArchiveAnswerer
from bot.journal.journal import open_journal
from bot.journal.schema import open_tables
from bot.monitoring import server as server_module
from bot.monitoring.health import (
    LOOPBACK,
    STALE_POLL,
    CheckHealth,
    Health,
    is_the_file,
    is_writable,
    serving,
)
from bot.monitoring.metrics import Metrics
from bot.telegram.service import build_service
from bot.telegram.transport import polling
from corpus.config import Settings
from tests.idle import idle_connections
from tests.telegram.emulator import TOKEN, TelegramServer
from tests.telegram.shelf_answerer import ShelfDesk, telegram_settings

pytest_plugins = ["tests.telegram.fixtures"]

WELL = Health(
    last_poll_age=3.21, queue=2, generation="gen-000007", started=time.monotonic(), journal_ok=True
)


@pytest.fixture
def port() -> int:
    with closing(socket.create_server((LOOPBACK, 0))) as taken:
        return int(taken.getsockname()[1])


def looking(health: Callable[[], Health]) -> CheckHealth:
    """Return a look at the bot that finds this."""

    async def look() -> Health:
        return health()

    return look


async def fetched(port: int, page: str) -> httpx.Response:
    async with httpx.AsyncClient(trust_env=False, verify=False) as client:
        return await client.get(f"http://{LOOPBACK}:{port}{page}")


def figures(page: str) -> dict[tuple[str, tuple[str, ...]], float]:
    """Return (name, values of its labels) -> value."""
    return {
        (sample.name, tuple(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(page)
        for sample in family.samples
    }


@contextmanager
def no_room_on_disk() -> Iterator[None]:
    """Let no file of this process grow beyond a page, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


async def test_a_bot_that_is_well_says_so(port: int) -> None:
    started = time.monotonic() - 120

    async with serving(port, looking(lambda: replace(WELL, started=started)), Metrics()):
        answer = await fetched(port, "/healthz")

    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("application/json")
    assert answer.json() == {
        "status": "ok",
        "problems": [],
        "notes": [],
        "seconds_since_poll": 3.2,
        "queue": 2,
        "seconds_of_oldest": 0.0,
        "generation": "gen-000007",
        "uptime_seconds": 120,
    }


async def test_what_is_not_as_it_was_set_up_is_told_and_no_illness(port: int) -> None:
    noted = replace(WELL, notes=("the files of this machine answer",))

    async with serving(port, looking(lambda: noted), Metrics()):
        answer = await fetched(port, "/healthz")

    assert answer.status_code == 200
    assert answer.json()["notes"] == ["the files of this machine answer"]


@pytest.mark.parametrize(
    ("health", "problem"),
    [
        (replace(WELL, last_poll_age=75.0), "Telegram has not answered a poll for 60 s"),
        (replace(WELL, journal_ok=False), "the journal cannot be written"),
        (replace(WELL, generation=""), "there is no index to answer from"),
        (replace(WELL, heard=False), "Telegram has not been heard since the start"),
        (replace(WELL, oldest=60.1), "an update waits for more than 60 s"),
        (replace(WELL, journal_there=False), "the journal's file is gone or another one"),
        (replace(WELL, index_there=False), "the folder of the index is gone"),
    ],
)
async def test_a_bot_that_cannot_do_its_work_is_unwell_and_says_why(
    health: Health, problem: str, port: int
) -> None:
    async with serving(port, looking(lambda: health), Metrics()):
        answer = await fetched(port, "/healthz")

    assert answer.status_code == 503
    assert answer.json()["status"] == "stalled"
    assert answer.json()["problems"] == [problem]


def test_a_poll_is_stale_after_its_time_and_not_at_it() -> None:
    assert replace(WELL, last_poll_age=STALE_POLL).problems == ()
    assert replace(WELL, last_poll_age=STALE_POLL + 0.1).problems != ()


async def test_a_poll_that_is_started_again_in_vain_stays_stale(
    server: TelegramServer, shelf: ShelfDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "_LOOK", 0.05)
    monkeypatch.setattr(polling, "STALLED", 0.3)
    settings = telegram_settings(server.address, tmp_path / "journal.sqlite", TOKEN)
    conflict = ApiRefusal("Conflict: terminated by other getUpdates request", 409)
    server.faults["getUpdates"] = [conflict] * 1000

    with open_journal(settings.bot.journal) as journal:
        service = build_service(settings, shelf, journal)
        poll = polling.Poll(service.services.bot, service.queue, service.line)
        await service.application.initialize()
        await poll.start()
        ages = [poll.age for _ in range(12) if await asyncio.sleep(0.1, result=True)]
        await poll.stop()
        await service.application.shutdown()

    assert ages == sorted(ages)
    assert ages[-1] > 1.0


async def test_with_a_webhook_nobody_waits_for_polls(port: int) -> None:
    async with serving(port, looking(lambda: replace(WELL, last_poll_age=None)), Metrics()):
        answer = await fetched(port, "/healthz")
        page = (await fetched(port, "/metrics")).text

    assert answer.status_code == 200
    assert answer.json()["seconds_since_poll"] is None
    assert "\ngongda_poll_age_seconds NaN\n" in page


async def test_prometheus_reads_what_the_bot_has_done(port: int) -> None:
    metrics = Metrics()
    metrics.answered("quote", "zh", 0.3)
    metrics.answered("quote", "zh", 7.0)
    metrics.answered("none", "en", 0.2)
    metrics.searched(0.02)
    metrics.failed()
    metrics.throttled()
    metrics.feedback("bad")
    metrics.journal_error()
    metrics.replayed(3)

    async with serving(port, looking(lambda: WELL), metrics):
        answer = await fetched(port, "/metrics")

    found = figures(answer.text)
    assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert found["gongda_answered_total", ("quote", "zh")] == 2
    assert found["gongda_answered_total", ("none", "en")] == 1
    assert found["gongda_answer_seconds_sum", ()] == 7.5
    assert found["gongda_answer_seconds_bucket", ("0.5",)] == 2
    assert found["gongda_search_seconds_count", ()] == 1
    assert found["gongda_failed_total", ()] == 1
    assert found["gongda_throttled_total", ()] == 1
    assert found["gongda_feedback_total", ("bad",)] == 1
    assert found["gongda_journal_errors_total", ()] == 1
    assert found["gongda_replayed_total", ()] == 3
    assert found["gongda_queue", ()] == 2
    assert found["gongda_poll_age_seconds", ()] == 3.21
    assert found["gongda_generation_info", ("gen-000007",)] == 1


def test_every_label_is_there_before_anything_happened() -> None:
    found = figures(Metrics().page().decode())

    assert found["gongda_answered_total", ("list", "en")] == 0
    assert found["gongda_feedback_total", ("good",)] == 0


def test_two_bots_in_one_process_count_for_themselves() -> None:
    one, other = Metrics(), Metrics()

    one.failed()

    assert figures(one.page().decode())["gongda_failed_total", ()] == 1
    assert figures(other.page().decode())["gongda_failed_total", ()] == 0


async def test_another_generation_takes_the_place_of_the_one_before(port: int) -> None:
    names = iter(["gen-000007", "gen-000008"])

    async with serving(port, looking(lambda: replace(WELL, generation=next(names))), Metrics()):
        await fetched(port, "/metrics")
        page = (await fetched(port, "/metrics")).text

    assert [key for key in figures(page) if key[0] == "gongda_generation_info"] == [
        ("gongda_generation_info", ("gen-000008",))
    ]


async def test_a_port_that_is_taken_is_told_and_the_bot_goes_on(
    caplog: pytest.LogCaptureFixture,
) -> None:
    reached = False

    with closing(socket.create_server((LOOPBACK, 0))) as taken:
        port = int(taken.getsockname()[1])
        async with serving(port, looking(lambda: WELL), Metrics()):
            reached = True

    assert reached
    [line] = [one for one in caplog.records if one.levelno == logging.WARNING]
    assert line.getMessage().startswith(f"no /healthz and /metrics on 127.0.0.1:{port}: ")


async def test_who_holds_connections_and_says_nothing_is_hung_up_on(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_module, "PATIENCE", 4.0)
    async with (
        serving(port, looking(lambda: WELL), Metrics()),
        idle_connections(port, 200) as ends,
    ):
        at_once = [one for one in ends if one.done()]
        _, held = await asyncio.wait(ends, timeout=60)
        answer = await fetched(port, "/healthz")

    assert len(at_once) == 200 - server_module.MOST_CONNECTIONS
    assert not held
    assert answer.status_code == 200


async def test_who_sends_half_a_body_and_waits_is_hung_up_on(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_module, "PATIENCE", 0.5)
    half = b"POST /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nhalf"
    async with serving(port, looking(lambda: WELL), Metrics()):
        reader, writer = await asyncio.open_connection(LOOPBACK, port)
        writer.write(half)
        said = await asyncio.wait_for(reader.read(), 15)
        writer.close()

    assert said == b""


async def test_a_body_that_nobody_asked_for_is_not_kept(port: int) -> None:
    head = b"POST /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 50000000\r\n\r\n"
    async with serving(port, looking(lambda: WELL), Metrics()):
        reader, writer = await asyncio.open_connection(LOOPBACK, port)
        writer.write(head + b"x" * 10_000)
        said = await asyncio.wait_for(reader.readline(), 5)
        writer.close()

    assert said.startswith(b"HTTP/1.1 400 ")


async def test_port_0_serves_nothing(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)

    async with serving(0, looking(lambda: WELL), Metrics()):
        pass

    assert caplog.records == []


async def test_the_port_is_free_again_afterwards(port: int) -> None:
    for _ in range(2):
        async with serving(port, looking(lambda: WELL), Metrics()):
            assert (await fetched(port, "/healthz")).status_code == 200

    with pytest.raises(httpx.ConnectError):
        await fetched(port, "/healthz")


async def test_only_this_machine_is_served(port: int) -> None:
    async with serving(port, looking(lambda: WELL), Metrics()):
        with closing(socket.socket()) as other, pytest.raises(ConnectionRefusedError):
            other.connect(("127.0.0.2", port))


async def test_other_pages_and_methods_are_refused_without_a_word_in_the_log(
    port: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "tornado")

    async with (
        serving(port, looking(lambda: WELL), Metrics()),
        httpx.AsyncClient(trust_env=False, verify=False) as client,
    ):
        address = f"http://{LOOPBACK}:{port}"
        codes = [
            (await client.get(f"{address}/")).status_code,
            (await client.post(f"{address}/healthz")).status_code,
        ]

    assert codes == [404, 405]
    assert [one for one in caplog.records if one.name.startswith("tornado")] == []


def test_a_journal_that_takes_a_write_is_well_and_unchanged(tmp_path: Path) -> None:
    with open_tables(tmp_path / "journal.sqlite") as journal:
        before = journal.execute("PRAGMA user_version").fetchone()

        assert is_writable(journal)

        assert journal.execute("PRAGMA user_version").fetchone() == before


def test_a_journal_that_another_process_has_locked_is_not_well(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite"
    with open_tables(path) as journal, closing(sqlite3.connect(path)) as other:
        journal.execute("PRAGMA busy_timeout = 10")
        other.execute("BEGIN IMMEDIATE")

        assert not is_writable(journal)

        other.execute("ROLLBACK")
        assert is_writable(journal)


@pytest.mark.parametrize("replaced", [False, True])
def test_a_journal_that_was_unlinked_or_replaced_is_not_the_file_that_is_open(
    tmp_path: Path, replaced: bool
) -> None:
    path = tmp_path / "journal.sqlite"
    with open_tables(path) as journal:
        there = is_the_file(journal, path)
        path.unlink()
        if replaced:
            path.write_bytes(b"")

        assert there
        assert is_writable(journal)
        assert not is_the_file(journal, path)


async def test_an_index_whose_folder_is_gone_is_missed(settings: Settings, tmp_path: Path) -> None:
    desk = ArchiveAnswerer(settings)
    (settings.index.folder / "gen-000001").mkdir(parents=True)

    assert desk.is_there("gen-000001")
    shutil.rmtree(settings.index.folder)
    assert not desk.is_there("gen-000001")


def test_a_journal_on_a_full_disk_is_not_well(tmp_path: Path) -> None:
    with open_tables(tmp_path / "journal.sqlite") as journal:
        with no_room_on_disk():
            assert not is_writable(journal)

        assert is_writable(journal)
