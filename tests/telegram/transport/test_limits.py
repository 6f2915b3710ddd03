"""Telegram's limits: who is told to wait waits alone, and nothing waits for ever."""

import asyncio
import time
from functools import partial
from pathlib import Path

import pytest
from lo_bot_api_emulator import ApiRefusal

from bot.channel import lanes
from bot.channel.lanes import MOST_WAITING
from bot.journal.journal import open_journal
from bot.members.messages import ACCESS_CHINESE as ACCESS
from bot.telegram import service as services
from bot.telegram.context import services as contexts
from bot.telegram.service import MOST_IN_A_GROUP, build_service, serve
from bot.telegram.text.messages import TELEGRAM_CHINESE
from bot.telegram.transport.line import Line
from bot.telegram.transport.polling import LONGEST_REST, ReadableUpdates
from tests.telegram.emulator import TOKEN, TelegramServer
from tests.telegram.shelf_answerer import ShelfDesk, telegram_settings
from tests.telegram.world import AWARD, QUESTION, Running, answered

pytest_plugins = ["tests.telegram.fixtures"]

DAY = 86_400
GROUP = -77
# Taps a minute in these tests, few enough for a busy machine.
GESTURES = 6


def rest(seconds: int = DAY) -> ApiRefusal:
    words = f"Too Many Requests: retry after {seconds}"
    return ApiRefusal(words, 429, {"retry_after": seconds})


async def test_a_chat_that_must_rest_for_a_day_holds_up_nobody_and_no_stop(
    server: TelegramServer, running: Running
) -> None:
    async with running():
        server.faults["sendMessage"] = [rest()]
        await server.say(f"/ask {QUESTION}", chat_id=GROUP)
        await server.until(lambda: not server.faults["sendMessage"])
        for chat in range(21, 31):
            await server.say(QUESTION, chat_id=chat)
        for chat in range(21, 31):
            await answered(server, chat)
        began = time.monotonic()
    stopped_in = time.monotonic() - began

    assert server.of_chat(GROUP) == []
    assert stopped_in < 5.0


async def test_what_had_to_rest_is_in_the_journal_and_the_next_run_answers_it(
    server: TelegramServer, running: Running, tmp_path: Path
) -> None:
    async with running():
        server.faults["sendMessage"] = [rest()]
        await server.say(QUESTION)
        await server.until(lambda: not server.faults["sendMessage"])
    with open_journal(tmp_path / "journal.sqlite") as journal:
        waiting = len(journal.waiting())

    async with running():
        [shown] = await answered(server)

    assert waiting == 1
    assert shown.styled("expandable_blockquote") == [AWARD.text]


@pytest.mark.parametrize("method", ["setMyCommands", "setMyDescription", "deleteWebhook"])
async def test_the_start_needs_no_call_that_may_wait(
    server: TelegramServer, running: Running, method: str
) -> None:
    server.faults[method] = [rest()] * 100

    async with running():
        await server.say(QUESTION)
        [shown] = await answered(server)

    assert shown.styled("expandable_blockquote") == [AWARD.text]


async def test_a_bot_that_cannot_learn_who_it_is_can_be_stopped(
    server: TelegramServer, shelf: ShelfDesk, tmp_path: Path
) -> None:
    server.faults["getMe"] = [rest()] * 10
    settings = telegram_settings(server.address, tmp_path / "journal.sqlite", TOKEN)
    stop = asyncio.Event()

    with open_journal(settings.bot.journal) as journal:
        task = asyncio.create_task(serve(build_service(settings, shelf, journal), stop.wait))
        await server.until(lambda: server.methods("getMe"))
        began = time.monotonic()
        stop.set()
        await task

    assert time.monotonic() - began < 5.0


def test_a_poll_never_sleeps_for_as_long_as_it_is_told() -> None:
    reply = b'{"ok": false, "error_code": 429, "parameters": {"retry_after": 86400}}'

    parsed = ReadableUpdates.parse_json_payload(reply)

    assert parsed["parameters"]["retry_after"] == LONGEST_REST


async def test_who_taps_without_end_is_told_once_and_costs_no_edits(
    server: TelegramServer, running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contexts, "GESTURES", GESTURES)
    async with running():
        await server.say(QUESTION)
        [shown] = await answered(server)
        taps = [await server.press(11, shown.message_id, "[1]") for _ in range(GESTURES + 6)]
        await server.answer_to(taps[GESTURES])
        await server.say("/sources")
        await answered(server, count=2)

    told = [server.taps[tap].answer or {} for tap in taps]
    assert told[GESTURES]["text"].startswith(ACCESS.too_many_taps.split("{")[0])
    assert told[GESTURES + 1 :] == [{}] * 5
    assert len(server.methods("answerCallbackQuery")) == GESTURES + 1


async def test_small_commands_without_end_are_met_with_silence(
    server: TelegramServer, running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contexts, "GESTURES", GESTURES)
    async with running():
        for _ in range(GESTURES + 5):
            await server.say("/help")
        await server.say(QUESTION)
        shown = await answered(server, count=GESTURES + 2)

    texts = [one.text for one in shown]
    assert texts.count(TELEGRAM_CHINESE.help) == GESTURES
    assert texts[GESTURES].startswith(ACCESS.too_many_taps.split("{")[0])


async def test_of_a_flood_in_a_group_so_much_waits_and_the_group_is_told_once(
    server: TelegramServer, running: Running, shelf: ShelfDesk
) -> None:
    shelf.seconds = 0.2
    async with running():
        for number in range(200):
            sender = {"id": 100 + number, "is_bot": False, "first_name": "甲"}
            await server.say(f"/ask {QUESTION}", chat_id=GROUP, **{"from": sender})
        await server.until(lambda: ACCESS.crowded in [one.text for one in server.of_chat(GROUP)])
        await server.say(QUESTION, chat_id=12)
        await answered(server, 12)

    assert [one.text for one in server.of_chat(GROUP)].count(ACCESS.crowded) == 1
    assert len(shelf.asked) <= MOST_IN_A_GROUP + 3
    assert MOST_IN_A_GROUP < MOST_WAITING


@pytest.mark.parametrize("status", [200, 403, 404])
async def test_a_page_that_is_not_telegrams_ends_no_question(
    server: TelegramServer, running: Running, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lanes, "RETRY_SECONDS", 0.05)
    async with running():
        server.pages["sendMessage"] = [status] * 2
        await server.say(QUESTION)
        [shown] = await answered(server)

    assert shown.styled("expandable_blockquote") == [AWARD.text]


async def test_a_page_is_no_good_poll(server: TelegramServer, running: Running) -> None:
    line = ReadableUpdates()
    server.pages["getUpdates"] = [200]
    async with line:
        with pytest.raises(Exception, match="not Telegram's"):
            await line.post(f"{server.address}/bot{TOKEN}/getUpdates")

    assert not line.heard


async def test_a_sign_of_life_that_is_acknowledged_late_is_not_said_again(
    server: TelegramServer, running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lanes, "RETRY_SECONDS", 0.05)
    monkeypatch.setattr(services, "Line", partial(Line, patience=0.3))
    server.slow["sendMessage"] = [1.0, 1.0]
    async with running():
        await server.say(QUESTION)
        await answered(server)
        await server.until(lambda: len(server.of_chat(11)) == 1)

    texts = [fields["text"] for fields in server.methods("sendMessage")]
    assert texts.count(TELEGRAM_CHINESE.working) == 1
    [shown] = server.of_chat(11)
    assert shown.styled("expandable_blockquote") == [AWARD.text]
