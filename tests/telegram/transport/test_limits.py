"""Telegram's limits: who is told to wait waits alone, and nothing waits for ever."""

import asyncio
import socket
import time
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
import pytest
from lo_bot_api_emulator import ApiRefusal

from bot.channel import lanes
from bot.channel.lanes import MOST_WAITING
from bot.journal.journal import open_journal
from bot.members.messages import ACCESS_CHINESE as ACCESS
from bot.monitoring import health as monitoring
from bot.telegram import service as services
from bot.telegram.context import services as contexts
from bot.telegram.service import MOST_IN_A_GROUP, build_service, serve
from bot.telegram.text.messages import TELEGRAM_CHINESE
from bot.telegram.transport import limits
from bot.telegram.transport.limits import Limits
from bot.telegram.transport.line import Line
from bot.telegram.transport.polling import LONGEST_REST, ReadableUpdates
from tests.telegram.emulator import TOKEN, TelegramServer, Weather
from tests.telegram.shelf_answerer import ShelfDesk, telegram_settings
from tests.telegram.world import AWARD, QUESTION, Running, answered

pytest_plugins = ["tests.telegram.fixtures"]

DAY = 86_400
GROUP = -77
# Taps a minute in these tests, few enough for a busy machine.
GESTURES = 6


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


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


@pytest.mark.parametrize("method", ["sendMessage", "editMessageText", "answerCallbackQuery"])
async def test_whatever_must_rest_for_one_member_rests_for_no_other(
    server: TelegramServer, running: Running, method: str
) -> None:
    async with running():
        await server.say(QUESTION, chat_id=12)
        [other] = await answered(server, 12)
        server.faults[method] = [rest()]
        await server.say(QUESTION)
        if method == "answerCallbackQuery":
            [shown] = await answered(server)
            await server.press(11, shown.message_id, "[1]")
        await server.until(lambda: not server.faults[method])
        before = len(other.versions)
        await server.press(12, other.message_id, "[1]")
        await server.say(QUESTION, chat_id=12)
        await answered(server, 12, 2)
        await server.until(lambda: len(other.versions) > before)


async def test_a_chat_that_must_rest_for_a_day_is_asked_for_again_later_and_later(
    server: TelegramServer, running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module, name, seconds in (
        (limits, "PATIENCE", 0.1),
        (limits, "FIRST_REST", 0.3),
        (limits, "LONGEST_REST", 1.0),
        (lanes, "RETRY_SECONDS", 0.05),
        (lanes, "LONGEST_RETRY_SECONDS", 0.05),
    ):
        monkeypatch.setattr(module, name, seconds)
    tries = list[float]()

    def sky(method: str, chat_id: int) -> Weather:
        if method != "sendMessage" or len(tries) > 4:
            return Weather()
        tries.append(time.monotonic())
        return Weather(rest=DAY if len(tries) <= 4 else 0)

    server.sky = sky
    async with running():
        await server.say(QUESTION)
        [shown] = await answered(server)

    first, second, third, fourth = (after - before for before, after in pairwise(tries))
    assert shown.styled("expandable_blockquote") == [AWARD.text]
    assert first >= 0.3
    assert second >= 0.6
    assert third >= 1.0
    assert fourth >= 1.0


def test_a_call_of_no_chat_rests_for_a_minute_at_most_and_a_chat_for_five() -> None:
    kept = Limits()

    for _ in range(20):
        kept._halt("answerCallbackQuery", None, DAY)
        kept._halt("sendMessage", 11, DAY)

    now = time.monotonic()
    assert kept._resting["answerCallbackQuery"].end - now <= limits.LONGEST_FOR_ALL
    assert 290 < kept._resting[11].end - now <= 300


async def test_health_turns_red_while_an_update_waits_for_too_long_and_green_when_it_is_answered(
    server: TelegramServer, running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lanes, "RETRY_SECONDS", 0.05)
    monkeypatch.setattr(monitoring, "STALE_UPDATE", 0.3)
    async with running(health=(port := free_port())):
        server.pages["sendMessage"] = [502] * 10_000
        await server.say(QUESTION)
        red = await health_of(port, server, 503)
        server.pages.clear()
        await answered(server)
        green = await health_of(port, server, 200)

    assert red["problems"] == ["an update waits for more than 0 s"]
    assert (red["queue"], green["queue"], green["problems"]) == (1, 0, [])
    assert red["seconds_of_oldest"] > 0.2


async def health_of(port: int, server: TelegramServer, status: int) -> dict[str, Any]:
    """Return what /healthz says as soon as it answers with a status."""
    async with httpx.AsyncClient(trust_env=False, verify=False) as client, asyncio.timeout(30):
        while True:
            page = await client.get(f"http://127.0.0.1:{port}/healthz")
            if page.status_code == status:
                return dict(page.json())
            await asyncio.sleep(0.05)


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

    parsed = ReadableUpdates().parse_json_payload(reply)

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


async def test_what_was_taken_in_is_answered_although_its_chat_has_filled_up_meanwhile(
    server: TelegramServer, running: Running, shelf: ShelfDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lanes, "RETRY_SECONDS", 0.5)
    monkeypatch.setattr(services, "MOST_WAITING", 3)
    async with running():
        server.pages["sendMessage"] = [502]
        await server.say(QUESTION)
        await server.until(lambda: not server.pages["sendMessage"])
        first = server.last_said()
        shelf.seconds = 1.0
        for _ in range(8):
            await server.say(QUESTION)
        await server.until(lambda: server.replies_to(11, first))
        await server.until(lambda: ACCESS.crowded in [one.text for one in server.of_chat(11)])

    assert server.replies_to(11, first)[0].styled("expandable_blockquote") == [AWARD.text]


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
