"""Groups and their topics: whose message it is, and where the reply goes."""

from typing import Any

import pytest

from bot.telegram.text.messages import TELEGRAM_CHINESE
from tests.telegram.emulator import TelegramServer
from tests.telegram.members import BOT, USERNAME
from tests.telegram.shelf_answerer import ShelfDesk
from tests.telegram.world import AWARD, QUESTION, Running, answered, settled

pytest_plugins = ["tests.telegram.fixtures"]

GROUP: dict[str, Any] = {"id": -1_000_000_000_077, "type": "supergroup", "title": "工会"}
CHAT = GROUP["id"]
CHANNEL: dict[str, Any] = {"id": -1_000_000_000_088, "type": "channel", "title": "工会频道"}
MEMBER = {"id": 5, "is_bot": False, "first_name": "乙"}
IN_GROUP: dict[str, Any] = {"chat_id": CHAT, "chat": GROUP, "from": MEMBER}
IN_TOPIC: dict[str, Any] = {**IN_GROUP, "is_topic_message": True, "message_thread_id": 9}


async def test_a_mention_in_a_topic_is_answered_in_the_topic(
    server: TelegramServer, running: Running
) -> None:
    mention = [{"type": "mention", "offset": len(QUESTION) + 1, "length": len(USERNAME) + 1}]
    async with running():
        await server.say(f"{QUESTION} @{USERNAME}", **IN_TOPIC, entities=mention)
        [shown] = await answered(server, CHAT)

    assert shown.styled("expandable_blockquote") == [AWARD.text]
    assert {str(fields["message_thread_id"]) for fields in server.methods("sendMessage")} == {"9"}


async def test_the_thread_of_a_reply_outside_a_forum_is_no_topic(
    server: TelegramServer, running: Running
) -> None:
    async with running():
        await server.say(f"/ask {QUESTION}", **IN_GROUP, message_thread_id=9)
        await answered(server, CHAT)

    assert all("message_thread_id" not in fields for fields in server.methods("sendMessage"))


async def test_new_in_one_topic_leaves_the_conversation_of_another(
    server: TelegramServer, running: Running, shelf: ShelfDesk
) -> None:
    other = {**IN_TOPIC, "message_thread_id": 10}
    async with running():
        for where in (IN_TOPIC, other):
            await server.say("/ask 老山街道有多少驿站获评最美？", **where)
        await answered(server, CHAT, 2)
        await server.say("/new", **IN_TOPIC)
        await answered(server, CHAT, 3)
        for where in (IN_TOPIC, other):
            await server.say("/ask 那鲁谷呢？", **where)
        await answered(server, CHAT, 5)

    assert shelf.asked[2:] == ["那鲁谷呢？", "鲁谷有多少驿站获评最美？"]


async def test_a_conversation_in_a_group_belongs_to_all_in_the_topic(
    server: TelegramServer, running: Running, shelf: ShelfDesk
) -> None:
    other = {"id": 6, "is_bot": False, "first_name": "丙"}
    async with running():
        await server.say("/ask 老山街道有多少驿站获评最美？", **IN_TOPIC)
        await answered(server, CHAT)
        await server.say("/ask 那鲁谷呢？", **{**IN_TOPIC, "from": other})
        await answered(server, CHAT, 2)

    assert shelf.asked[1] == "鲁谷有多少驿站获评最美？"


async def test_an_administrator_who_writes_for_the_group_is_answered(
    server: TelegramServer, running: Running
) -> None:
    made_up = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
    async with running():
        await server.say(f"/ask {QUESTION}", **{**IN_GROUP, "from": made_up, "sender_chat": GROUP})
        [shown] = await answered(server, CHAT)

    assert shown.styled("expandable_blockquote") == [AWARD.text]


@pytest.mark.parametrize(
    "more",
    [
        {"sender_chat": CHANNEL, "is_automatic_forward": True,
         "from": {"id": 777000, "is_bot": False, "first_name": "Telegram"}},
        {"from": {"id": 8, "is_bot": True, "first_name": "另一个机器人"}},
        {"via_bot": BOT},
    ],
)  # fmt: skip
async def test_what_nobody_wrote_is_not_answered(
    server: TelegramServer, running: Running, shelf: ShelfDesk, more: dict[str, Any]
) -> None:
    async with running():
        await server.say(f"/ask {QUESTION}", **{**IN_GROUP, **more})
        await settled(server)

    assert shelf.asked == []
    assert server.of_chat(CHAT) == []


async def test_a_message_without_a_sender_is_answered_where_everybody_is(
    server: TelegramServer, running: Running, shelf: ShelfDesk
) -> None:
    async with running():
        await server.say(f"/ask {QUESTION}", **{**IN_GROUP, "from": None})
        [shown] = await answered(server, CHAT)

    assert shown.styled("expandable_blockquote") == [AWARD.text]


async def test_start_in_a_group_shows_no_keyboard_to_everybody(
    server: TelegramServer, running: Running
) -> None:
    async with running():
        await server.say(f"/start@{USERNAME}", **IN_GROUP)
        [shown] = await answered(server, CHAT)

    assert shown.text.startswith(TELEGRAM_CHINESE.greeting)
    assert "reply_markup" not in shown.fields


@pytest.mark.parametrize("errand", ["", "帮忙查一下"])
async def test_a_bare_mention_in_reply_to_a_question_answers_that_question(
    server: TelegramServer, running: Running, errand: str
) -> None:
    asked = {
        "message_id": 4000,
        "date": 1_700_000_000,
        "chat": GROUP,
        "from": {"id": 6, "is_bot": False, "first_name": "丙"},
        "text": QUESTION,
    }
    mention = [{"type": "mention", "offset": 0, "length": len(USERNAME) + 1}]
    async with running():
        text = f"@{USERNAME} {errand}".strip()
        await server.say(text, **IN_GROUP, entities=mention, reply_to_message=asked)
        [shown] = await answered(server, CHAT)

    assert shown.styled("expandable_blockquote") == [AWARD.text]
