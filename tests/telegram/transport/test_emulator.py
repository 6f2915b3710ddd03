"""The Bot API server of the tests keeps Telegram's rules: asked with the bot's own library."""

from collections.abc import AsyncIterator

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, ReplyKeyboardMarkup, Update
from telegram import InlineQueryResultArticle as Article
from telegram import InputTextMessageContent as Content
from telegram.error import BadRequest

from tests.telegram.emulator import TOKEN, USERNAME, TelegramServer

pytest_plugins = ["tests.telegram.fixtures"]

BUTTONS = InlineKeyboardMarkup([[InlineKeyboardButton("[1]", callback_data="open:k:1")]])
FORUM = -1_000_000_000_777


@pytest.fixture
async def bot(server: TelegramServer) -> AsyncIterator[Bot]:
    async with Bot(
        TOKEN,
        base_url=f"{server.address}/bot",
        base_file_url=f"{server.address}/file/bot",
    ) as connected:
        yield connected


async def heard(bot: Bot, offset: int = 0) -> Update:
    """Return the next update, and acknowledge it."""
    [update, *_] = await bot.get_updates(offset=offset)
    return update


async def test_private_chats_share_one_count_of_messages_and_a_supergroup_has_its_own(
    server: TelegramServer, bot: Bot
) -> None:
    await server.say("一", chat_id=11)
    second = await bot.send_message(12, "二")
    await server.say("三", chat_id=12)
    await server.say("一", chat_id=FORUM)
    of_group = await bot.send_message(FORUM, "二")
    fourth = await bot.send_message(11, "四")

    assert (server.last_said(11), second.message_id, server.last_said(12)) == (1, 2, 3)
    assert (fourth.message_id, server.last_said(FORUM), of_group.message_id) == (4, 1, 2)


async def test_only_messages_of_the_bot_that_stand_in_the_chat_are_edited_and_only_to_new_words(
    server: TelegramServer, bot: Bot
) -> None:
    await server.say("问", chat_id=11)
    own = await bot.send_message(11, "答", reply_markup=BUTTONS)
    tapped = await bot.send_message(11, "请选", reply_markup=ReplyKeyboardMarkup([["问"]]))

    for chat_id, message_id, text, refusal in (
        (11, server.last_said(11), "改", "essage can't be edited"),
        (11, tapped.message_id, "改", "essage can't be edited"),
        (12, own.message_id, "改", "essage to edit not found"),
        (11, own.message_id + 9, "改", "essage to edit not found"),
    ):
        with pytest.raises(BadRequest, match=refusal):
            await bot.edit_message_text(text, chat_id, message_id)
    with pytest.raises(BadRequest, match="essage is not modified"):
        await bot.edit_message_text("答", 11, own.message_id, reply_markup=BUTTONS)
    await bot.edit_message_text("答", 11, own.message_id)

    assert server.shown[11, own.message_id].buttons == []


async def test_what_is_deleted_is_no_longer_seen_and_cannot_be_deleted_again(
    server: TelegramServer, bot: Bot
) -> None:
    sent = await bot.send_message(11, "答")

    await bot.delete_message(11, sent.message_id)

    assert server.of_chat(11) == []
    assert server.deleted == [(11, sent.message_id)]
    with pytest.raises(BadRequest, match="essage to delete not found"):
        await bot.delete_message(11, sent.message_id)


async def test_a_tap_carries_the_message_and_is_answered_once_and_not_too_late(
    server: TelegramServer, bot: Bot
) -> None:
    sent = await bot.send_message(11, "答", reply_markup=BUTTONS)
    number = await server.press(11, sent.message_id, "[1]")
    query = (await heard(bot)).callback_query
    assert query is not None
    await query.answer("好")
    late = await server.press(11, sent.message_id, "open:k:1", expired=True)

    assert (query.data, query.message and query.message.message_id) == ("open:k:1", sent.message_id)
    assert (await server.answer_to(number))["text"] == "好"
    for used in (number, late):
        with pytest.raises(BadRequest, match="uery is too old"):
            await bot.answer_callback_query(used)


async def test_buttons_may_be_changed_without_the_words(server: TelegramServer, bot: Bot) -> None:
    sent = await bot.send_message(11, "答")

    await bot.edit_message_reply_markup(11, sent.message_id, reply_markup=BUTTONS)

    [shown] = server.of_chat(11)
    assert (shown.text, [one["text"] for one in shown.buttons]) == ("答", ["[1]"])


async def test_an_inline_query_an_edited_message_and_a_file_arrive(
    server: TelegramServer, bot: Bot
) -> None:
    number = await server.type_inline("驿站")
    inline = await heard(bot)
    assert inline.inline_query is not None
    await inline.inline_query.answer([Article("1", "驿站", Content("六家驿站"))], cache_time=9)
    await server.say("问")
    written = await heard(bot, inline.update_id + 1)
    await server.rewrite("改问", 11, server.last_said(11))
    rewritten = await heard(bot, written.update_id + 1)
    await server.send_file("page.md", "一页".encode(), caption="新的一版")
    sent = (await heard(bot, rewritten.update_id + 1)).message
    assert sent is not None
    assert sent.document is not None
    content = await (await sent.document.get_file()).download_as_bytearray()

    assert [one["title"] for one in (await server.answer_to(number))["results"]] == ["驿站"]
    assert rewritten.edited_message is not None
    assert (rewritten.edited_message.text, rewritten.edited_message.message_id) == ("改问", 1)
    assert (sent.document.file_name, content.decode()) == ("page.md", "一页")


async def test_reactions_and_signs_of_life_are_taken(server: TelegramServer, bot: Bot) -> None:
    await server.say("问")

    assert (await bot.get_me()).username == USERNAME
    assert await bot.set_message_reaction(11, 1, "👍")
    assert await bot.send_chat_action(11, "typing")


@pytest.mark.parametrize(
    "wrong",
    [{"colour": "red"}, {"entities": [{"type": "bold", "offset": 0, "length": 2}]}, {"text": [1]}],
)
async def test_what_the_documentation_does_not_allow_is_refused_and_remembered(
    server: TelegramServer, bot: Bot, wrong: dict[str, object]
) -> None:
    with pytest.raises(BadRequest):
        await bot.send_message(11, "答", api_kwargs=wrong)

    assert len(server.broken) == 1
    server.broken.clear()
