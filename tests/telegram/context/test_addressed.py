"""Which messages the bot takes for itself, and from whom."""

from typing import Any

import pytest

from bot.telegram.text.messages import TELEGRAM_CHINESE
from tests.telegram.emulator import USERNAME, TelegramServer
from tests.telegram.shelf_answerer import SAMPLES, ShelfDesk
from tests.telegram.world import AWARD, QUESTION, Running, answered, settled

pytest_plugins = ["tests.telegram.fixtures"]
GROUP: dict[str, Any] = {
    "chat": {"id": -77, "type": "supergroup", "title": "工会"},
    "from": {"id": 5, "is_bot": False, "first_name": "乙"},
}


async def test_in_a_group_only_what_is_said_to_the_bot_is_answered(
    server: TelegramServer, running: Running
) -> None:
    mention = [{"type": "mention", "offset": 0, "length": len(USERNAME) + 1}]
    bot = {"id": 7, "is_bot": True, "first_name": "Fixture"}
    replied = {"message_id": 3, "date": 1, "chat": GROUP["chat"], "from": bot, "text": "…"}
    for_us: list[tuple[str, dict[str, Any]]] = [
        (f"/ask {QUESTION}", {}),
        (f"/ask@{USERNAME.upper()}{QUESTION}", {}),
        (f"@{USERNAME} {QUESTION}", {"entities": mention}),
        (QUESTION, {"reply_to_message": replied}),
    ]
    async with running():
        for text, more in for_us:
            await server.say(text, **{**GROUP, **more})
        for other in (QUESTION, "/ask@another_bot 谁", "/roll 6", f"@{USERNAME}x {QUESTION}"):
            await server.say(other, **GROUP)
        await settled(server)
        shown = await answered(server, -77, len(for_us))

    assert [one.styled("expandable_blockquote") for one in shown] == [[AWARD.text]] * len(for_us)


async def test_ask_alone_in_reply_to_a_member_asks_what_that_member_wrote(
    server: TelegramServer, running: Running
) -> None:
    member = {"id": 6, "is_bot": False, "first_name": "丙"}
    replied = {"message_id": 3, "date": 1, "chat": GROUP["chat"], "from": member, "text": QUESTION}
    async with running():
        await server.say("/ask", **GROUP, reply_to_message=replied)
        [shown] = await answered(server, -77)

    assert shown.styled("expandable_blockquote") == [AWARD.text]


async def test_a_reply_in_a_topic_stays_in_the_topic(
    server: TelegramServer, running: Running
) -> None:
    async with running():
        await server.say(f"/ask {QUESTION}", **GROUP, is_topic_message=True, message_thread_id=9)
        await answered(server, -77)

    assert [fields["message_thread_id"] for fields in server.methods("sendMessage")] == ["9"]


@pytest.mark.parametrize(
    "content",
    [
        {"text": "🤔👍"},
        {"text": "？？？"},
        {"sticker": {"file_id": "s", "file_unique_id": "s", "type": "regular", "width": 1,
                     "height": 1, "is_animated": False, "is_video": False}},
        {"photo": [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]},
        {"voice": {"file_id": "v", "file_unique_id": "v", "duration": 1}},
    ],
)  # fmt: skip
async def test_what_holds_no_words_gets_a_friendly_line_with_an_example(
    server: TelegramServer, running: Running, content: dict[str, Any]
) -> None:
    async with running():
        await server.say(content.pop("text", None), **content)
        [shown] = await answered(server)

    assert shown.text == TELEGRAM_CHINESE.ask_in_words.format(example=SAMPLES["zh"][0])


async def test_the_caption_of_a_photo_is_a_question_and_the_rest_of_its_album_is_not(
    server: TelegramServer, running: Running
) -> None:
    photo = [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]
    async with running():
        await server.say(None, photo=photo, caption=QUESTION, media_group_id="m")
        await server.say(None, photo=photo, media_group_id="m")
        await settled(server)

    [shown] = server.of_chat(11)
    assert shown.styled("expandable_blockquote") == [AWARD.text]


async def test_a_service_message_is_met_with_silence_and_a_text_of_4096_with_a_limit(
    server: TelegramServer, running: Running
) -> None:
    async with running():
        await server.say(None, delete_chat_photo=True)
        await server.say("长" * 4096)
        await settled(server)

    assert [one.text for one in server.of_chat(11)] == [TELEGRAM_CHINESE.too_long.format(limit=500)]


async def test_half_a_character_in_a_question_breaks_nothing(
    server: TelegramServer, running: Running, shelf: ShelfDesk
) -> None:
    async with running():
        await server.say(QUESTION + "\ud83c")
        [shown] = await answered(server)

    assert shown.styled("expandable_blockquote") == [AWARD.text]
    assert shelf.asked == [QUESTION + "?"]
