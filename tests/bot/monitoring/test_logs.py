"""What the operator reads on stderr, and what nobody may read there."""

import json
import logging
import sys
import warnings
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.monitoring.logs import MASK, LogStyle, Masked, mask, quiet_logs, set_up_logging
from tests.telegram.emulator import TOKEN, TelegramServer

pytest_plugins = ["tests.telegram.fixtures"]

# As @BotFather gives them: the bot's number, a colon, 35 characters. Of nobody.
LOOKS_REAL = "7012345678:AAF-x9_kQ2vLmN4pRsTuVwXyZ01234567ab"
QUIET = ("httpx", "httpcore.http11", "faiss.loader")
SECRETS = st.text("abcXYZ019_-", min_size=20, max_size=60)

log = logging.getLogger("bot.telegram.somewhere")


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Give back what is set for the whole process."""
    root = logging.getLogger()
    handlers, level, hook = root.handlers[:], root.level, sys.excepthook
    yield
    logging.captureWarnings(False)
    root.handlers, root.level, sys.excepthook = handlers, level, hook


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def failing(words: str) -> None:
    """Raise what a library raises: an error around an error."""
    try:
        raise OSError(words)
    except OSError as error:
        raise ValueError("it did not work") from error


def test_people_read_time_level_place_and_words(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("text")

    log.warning("update %s waits: %s", 7, "锁住了")

    written = capsys.readouterr().err
    assert written.endswith(" WARNING bot.telegram.somewhere: update 7 waits: 锁住了\n")
    assert written[:4].isdigit()


def test_machines_read_one_object_a_line_with_the_fields_of_the_record(
    capsys: pytest.CaptureFixture[str],
) -> None:
    set_up_logging("json")

    fields = {"update_id": 7, "reference": "1f2e3d4c", "seconds": 0.25, "kind": "quote"}
    log.info("answered 已答", extra=fields)

    [line] = lines(capsys)
    assert line.pop("time").endswith("+00:00")
    assert line == fields | {
        "level": "INFO",
        "logger": "bot.telegram.somewhere",
        "message": "answered 已答",
    }


def test_a_trace_is_one_field_of_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("json")

    try:
        failing("the disk is full")
    except ValueError:
        log.exception("reference %s", "1f2e3d4c")

    [line] = lines(capsys)
    assert line["message"] == "reference 1f2e3d4c"
    assert line["trace"].endswith("ValueError: it did not work")
    assert "OSError: the disk is full" in line["trace"]


def test_to_set_it_up_again_changes_the_style_and_doubles_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    set_up_logging("text")
    set_up_logging("json")

    log.info("once")

    assert [line["message"] for line in lines(capsys)] == ["once"]


@pytest.mark.parametrize("style", ["text", "json"])
async def test_an_error_of_the_network_library_that_quotes_the_address_shows_no_token(
    style: LogStyle, server: TelegramServer, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up_logging(style)

    async with httpx.AsyncClient() as client:
        answer = await client.get(f"{server.address}/bot{TOKEN}/noSuchMethod")
        try:
            answer.raise_for_status()
        except httpx.HTTPStatusError as error:
            log.exception("polling: %s", error, extra={"address": str(error.request.url)})

    assert TOKEN in str(answer.url)
    written = capsys.readouterr().err
    assert f"/bot{MASK}/noSuchMethod" in written
    assert TOKEN.partition(":")[2] not in written


@pytest.mark.parametrize("style", ["text", "json"])
def test_an_error_behind_an_error_shows_no_token(
    style: LogStyle, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up_logging(style)

    try:
        failing(f"no route to bot{LOOKS_REAL}/getMe, {LOOKS_REAL.replace(':', '%3A')}")
    except ValueError:
        log.exception("it broke")

    written = capsys.readouterr().err
    assert f"no route to bot{MASK}/getMe, {MASK}" in written
    assert LOOKS_REAL.partition(":")[2] not in written


def test_the_error_that_ends_the_process_is_a_line_without_the_token(
    capsys: pytest.CaptureFixture[str],
) -> None:
    set_up_logging("json")

    try:
        failing(f"bot{LOOKS_REAL}")
    except ValueError as error:
        sys.excepthook(ValueError, error, error.__traceback__)

    [line] = lines(capsys)
    assert line["level"] == "CRITICAL"
    assert f"OSError: bot{MASK}\n" in line["trace"]
    assert LOOKS_REAL not in json.dumps(line)


def test_a_warning_of_a_library_is_a_line_of_the_log(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("json")

    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(False)
        logging.captureWarnings(True)
        warnings.warn("this will change", stacklevel=1)

    [line] = lines(capsys)
    assert "this will change" in line["message"]
    assert line["level"] == "WARNING"


def test_arguments_that_do_not_fit_are_left_out_instead_of_printed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    set_up_logging("text")
    ours = logging.getLogger().handlers[-1]

    ours.handle(log.makeRecord(log.name, 20, "", 0, "one %s, two %s", (LOOKS_REAL,), None))

    written = capsys.readouterr().err
    assert written.endswith("bot.telegram.somewhere: one %s, two %s\n")
    assert LOOKS_REAL not in written


def test_the_libraries_that_log_addresses_and_texts_are_quiet() -> None:
    quiet_logs()

    levels = {
        name: logging.getLogger(name).getEffectiveLevel()
        for name in (*QUIET, "telegram.ext.ExtBot", "telegram.ext.Updater")
    }

    assert levels == {
        **dict.fromkeys(QUIET, logging.WARNING),
        "telegram.ext.ExtBot": logging.INFO,
        "telegram.ext.Updater": logging.CRITICAL,
    }


@given(before=st.text(), number=st.integers(10**5, 10**11), secret=SECRETS, after=st.text())
def test_no_token_survives_wherever_it_stands(
    before: str, number: int, secret: str, after: str
) -> None:
    token = f"{number}:{secret}"

    record = logging.LogRecord("x", logging.INFO, "", 0, "%s%s%s", (before, token, after), None)
    Masked().filter(record)

    assert token not in record.getMessage()
    assert MASK in record.getMessage()


@given(st.text(st.characters(exclude_characters=":%")))
def test_what_holds_no_token_is_left_as_it_is(words: str) -> None:
    assert mask(words) == words


def test_times_and_references_are_no_tokens() -> None:
    words = "2026-11-22 22:36:57 update 700123456: reference 1f2e3d4c, gen-000007 2023-01-05_02"

    assert mask(words) == words
