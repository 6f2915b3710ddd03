"""Follow-ups in Telegram: over a restart, by reply, and until they are to be forgotten."""

import pytest

from bot.telegram.text.messages import TELEGRAM_CHINESE
from tests.telegram.emulator import TelegramServer
from tests.telegram.shelf_answerer import ShelfDesk
from tests.telegram.world import Running, answered

pytest_plugins = ["tests.telegram.fixtures"]
FIRST, SECOND = "老山街道有多少驿站获评最美？", "摄影大赛收到多少幅作品？"
GROUP = {"id": -500, "type": "supergroup", "title": "工会"}


async def test_a_follow_up_is_answered_as_it_is_understood_and_says_so(
    server: TelegramServer, running: Running, shelf: ShelfDesk
) -> None:
    async with running():
        await server.say(FIRST)
        await answered(server)
        await server.say("那鲁谷呢？")
        _, shown = await answered(server, count=2)

    assert shelf.asked == [FIRST, "鲁谷有多少驿站获评最美？"]
    assert shown.styled("italic") == ["理解为：鲁谷有多少驿站获评最美？"]


async def test_a_restart_does_not_cut_a_conversation_off(
    server: TelegramServer, running: Running, shelf: ShelfDesk
) -> None:
    async with running():
        await server.say(FIRST)
        await answered(server)

    async with running():
        await server.say("那鲁谷呢？")
        await answered(server, count=2)

    assert shelf.asked[-1] == "鲁谷有多少驿站获评最美？"


async def test_another_chat_or_topic_is_another_conversation(
    server: TelegramServer, running: Running, shelf: ShelfDesk
) -> None:
    topic = {"chat": GROUP, "is_topic_message": True, "message_thread_id": 3}
    async with running():
        await server.say(f"/ask {FIRST}", chat_id=-500, chat=GROUP)
        await answered(server, chat_id=-500)
        await server.say("/ask 那鲁谷呢？", chat_id=-500, **topic)
        await answered(server, chat_id=-500, count=2)
        await server.say("那鲁谷呢？", chat_id=12)
        await answered(server, chat_id=12)

    assert shelf.asked == [FIRST, "那鲁谷呢？", "那鲁谷呢？"]


async def test_new_forgets_what_was_said(
    server: TelegramServer, running: Running, shelf: ShelfDesk
) -> None:
    async with running():
        await server.say(FIRST)
        await answered(server)
        await server.say("/new")
        _, told = await answered(server, count=2)
        await server.say("那鲁谷呢？")
        await answered(server, count=3)

    assert told.text == TELEGRAM_CHINESE.forgotten
    assert shelf.asked[-1] == "那鲁谷呢？"


@pytest.mark.parametrize("to_the_first", [True, False])
async def test_a_reply_goes_on_from_the_answer_it_replies_to(
    server: TelegramServer, running: Running, shelf: ShelfDesk, to_the_first: bool
) -> None:
    async with running():
        await server.say(FIRST)
        [first] = await answered(server)
        await server.say(SECOND)
        _, second = await answered(server, count=2)
        own = {"id": 7, "is_bot": True, "first_name": "工答"}
        replied = {
            "message_id": (first if to_the_first else second).message_id,
            "date": 1,
            "chat": {"id": 11, "type": "private"},
            "from": own,
            "text": "…",
        }
        await server.say("为什么？", reply_to_message=replied)
        await answered(server, count=3)

    assert shelf.asked[-1] == (
        "老山街道驿站获评最美，为什么？" if to_the_first else "摄影大赛收到作品，为什么？"
    )
