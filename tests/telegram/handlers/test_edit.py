"""A question that is edited: its answer is edited, too."""

import asyncio

import pytest
from lo_bot_api_emulator import ApiRefusal

from bot.channel import lanes
from bot.channel.text.styled import MESSAGE_UNITS
from tests.telegram.emulator import TelegramServer
from tests.telegram.shelf_answerer import ShelfDesk
from tests.telegram.world import QUESTION, Running, answered, settled

pytest_plugins = ["tests.telegram.fixtures"]
OTHER = "摄影大赛收到多少幅作品？"
GROUP = {"id": -1_000_000_000_500, "type": "supergroup", "title": "工会"}


async def test_an_edited_question_edits_its_answer(
    server: TelegramServer, running: Running
) -> None:
    async with running():
        await server.say(QUESTION)
        [shown] = await answered(server)
        first = shown.text
        await server.rewrite(OTHER, 11, server.last_said())
        await server.until(lambda: shown.text != first)

    assert "近600幅作品" in shown.text
    assert len(server.of_chat(11)) == 1


async def test_an_edit_that_leaves_the_words_is_not_answered_again(
    server: TelegramServer, running: Running, shelf: ShelfDesk
) -> None:
    async with running():
        await server.say(QUESTION)
        await answered(server)
        await server.rewrite(QUESTION, 11, server.last_said())
        await server.say("/help")
        await answered(server, count=2)

    assert shelf.asked == [QUESTION]


async def test_an_edit_after_a_restart_still_edits_its_answer(
    server: TelegramServer, running: Running
) -> None:
    async with running():
        await server.say(QUESTION)
        [shown] = await answered(server)

    async with running():
        await server.rewrite(OTHER, 11, server.last_said())
        await server.until(lambda: "近600幅作品" in shown.text)

    assert len(server.of_chat(11)) == 1


async def test_a_follow_up_leans_on_what_was_asked_after_the_edit(
    server: TelegramServer, running: Running, shelf: ShelfDesk
) -> None:
    async with running():
        await server.say("老山街道有多少驿站获评最美？")
        await answered(server)
        await server.rewrite("老山街道有多少作品获评最美？", 11, server.last_said())
        await server.until(lambda: shelf.asked[1:])
        await server.say("那鲁谷呢？")
        await answered(server, count=2)

    assert shelf.asked[-1] == "鲁谷有多少作品获评最美？"


async def test_a_group_message_that_is_edited_to_ask_the_bot_is_answered(
    server: TelegramServer, running: Running
) -> None:
    async with running():
        await server.say("哪些驿站？", chat_id=GROUP["id"], chat=GROUP)
        await server.rewrite(f"/ask {QUESTION}", GROUP["id"], server.last_said(GROUP["id"]))
        [shown] = await answered(server, GROUP["id"])

    assert shown.text.startswith("鲁谷驿站")


async def test_an_answer_that_needs_fewer_messages_than_before_leaves_none_over(
    server: TelegramServer, running: Running
) -> None:
    async with running():
        await server.say(QUESTION)
        [shown] = await answered(server)
        await server.rewrite("长" * (MESSAGE_UNITS // 2), 11, server.last_said())
        await server.until(lambda: "500" in shown.text)

    assert len(server.of_chat(11)) == 1


async def test_what_is_edited_again_and_again_has_one_answer(
    server: TelegramServer, running: Running
) -> None:
    group = -1_000_000_000_500
    mention = {"entities": [{"type": "mention", "offset": 0, "length": 11}]}
    async with running():
        await server.say("大家好", chat_id=group)
        said = server.last_said(group)
        await server.rewrite(f"@gongda_bot {QUESTION}", group, said, **mention)
        [shown] = await answered(server, group)
        await server.rewrite(f"@gongda_bot {OTHER}", group, said, **mention)
        await server.until(lambda: "近600幅作品" in shown.text)

    assert len(server.of_chat(group)) == 1


async def test_an_edit_that_could_not_be_delivered_is_delivered_later(
    server: TelegramServer, running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lanes, "RETRY_SECONDS", 0.1)
    async with running():
        await server.say(QUESTION)
        [shown] = await answered(server)
        server.faults["editMessageText"] = [ApiRefusal("Bad Gateway", 502)]
        await server.rewrite(OTHER, 11, server.last_said())
        await server.until(lambda: "近600幅作品" in shown.text)

    assert not server.faults["editMessageText"]


async def test_an_answer_that_comes_late_does_not_take_the_place_of_the_newer_one(
    server: TelegramServer, running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lanes, "RETRY_SECONDS", 0.5)
    async with running():
        server.faults["editMessageText"] = [ApiRefusal("Bad Gateway", 502)]
        await server.say(QUESTION)
        await server.until(lambda: not server.faults["editMessageText"])
        await server.rewrite(OTHER, 11, server.last_said())
        [shown] = await answered(server)
        await asyncio.sleep(0.7)
        await settled(server)

    assert "近600幅作品" in shown.text
    assert len(server.of_chat(11)) == 1
