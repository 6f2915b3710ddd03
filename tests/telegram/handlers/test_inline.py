"""Passages offered while a member types after the bot's name in any chat."""

from pathlib import Path
from typing import Any

import pytest

from bot.journal.journal import open_journal
from bot.telegram.handlers.inline import Offer, message_of
from bot.telegram.text.command_messages import COMMAND_CHINESE, COMMAND_ENGLISH
from corpus.article import Article
from tests.telegram.emulator import TelegramServer
from tests.telegram.rules import Shown
from tests.telegram.shelf_answerer import ShelfDesk
from tests.telegram.world import AWARD, NASTY, PHOTO, QUESTION, Running, answered, settled

pytest_plugins = ["tests.telegram.fixtures"]


async def offered(server: TelegramServer, text: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401
    return await server.answer_to(await server.type_inline(text, **more))


async def test_what_is_typed_is_offered_as_the_printed_passage_with_its_source(
    server: TelegramServer, running: Running
) -> None:
    async with running():
        answer = await offered(server, QUESTION)

    [result] = answer["results"]
    content = result["input_message_content"]
    sent = Shown(11, 1, {"text": content["message_text"], "entities": content["entities"]})
    assert result["title"] == AWARD.title
    assert result["description"].startswith("本报讯（记者 张晶）近日，名单发布。")
    assert sent.text.startswith("《劳动午报》 2023-01-05 第2版 · 六家驿站获评最美\n")
    assert sent.styled("expandable_blockquote") == [AWARD.text]
    assert sent.styled("bold") == ["鲁谷驿站、老山驿站等6家驿站获评全国最美站点🏆。"]
    assert "parse_mode" not in content


async def test_the_nearest_passage_is_offered_where_nothing_answers(
    server: TelegramServer, running: Running
) -> None:
    async with running():
        answer = await offered(server, "Why?")

    assert [result["title"] for result in answer["results"]] == [AWARD.title]


async def test_the_same_words_are_offered_under_the_same_name(
    server: TelegramServer, running: Running
) -> None:
    async with running():
        names = [(await offered(server, QUESTION))["results"][0]["id"] for _ in range(2)]

    assert names[0] == names[1]
    assert len(names[0].encode()) <= 64


@pytest.mark.parametrize("text", ["", "  ", "？", "👍"])
async def test_who_has_typed_nothing_yet_gets_a_hint(
    server: TelegramServer, running: Running, shelf: ShelfDesk, text: str
) -> None:
    async with running():
        answer = await offered(server, text)

    assert answer["results"] == []
    assert answer["button"]["text"] == COMMAND_CHINESE.inline_hint
    assert shelf.asked == []


async def test_a_stranger_is_shown_the_way_to_the_bot_and_no_passage(
    server: TelegramServer, running: Running, shelf: ShelfDesk
) -> None:
    async with running(allow=(12,)):
        refused = await offered(server, QUESTION, person_id=11)
        welcome = await offered(server, QUESTION, person_id=12)

    assert (refused["results"], refused["button"]["text"]) == ([], COMMAND_CHINESE.inline_stranger)
    assert str(refused["is_personal"]).lower() == "true"
    assert str(welcome["is_personal"]).lower() == "true"
    assert len(welcome["results"]) == 1
    assert shelf.asked == [QUESTION]


async def test_nothing_that_is_typed_inline_is_kept(
    server: TelegramServer, running: Running, tmp_path: Path
) -> None:
    async with running():
        await offered(server, QUESTION)

    with open_journal(tmp_path / "journal.sqlite") as journal:
        assert journal.db.execute("SELECT count(*) FROM updates").fetchone() == (0,)
        assert journal.db.execute("SELECT count(*) FROM questions").fetchone() == (0,)


async def test_of_what_one_member_types_in_a_hurry_only_the_newest_is_looked_for(
    server: TelegramServer, running: Running, shelf: ShelfDesk
) -> None:
    shelf.seconds = 0.3
    async with running():
        for end in range(4, len(QUESTION)):
            await server.type_inline(QUESTION[:end])
        await offered(server, QUESTION)

    assert len(shelf.asked) <= 3
    assert shelf.asked[-1] == QUESTION


async def test_a_query_that_is_too_old_to_be_answered_does_no_harm(
    server: TelegramServer, running: Running, caplog: pytest.LogCaptureFixture
) -> None:
    async with running():
        number = await server.type_inline("")
        server.taps[number].open = False
        await settled(server)

    assert "Traceback" not in caplog.text
    assert "reference" not in caplog.text


async def test_a_passage_sent_inline_into_the_bots_own_chat_is_no_question(
    server: TelegramServer, running: Running, shelf: ShelfDesk
) -> None:
    bot = {"id": 7, "is_bot": True, "first_name": "Fixture", "username": "gongda_bot"}
    async with running():
        await server.say(AWARD.text, via_bot=bot)
        await settled(server)

    assert shelf.asked == []
    assert server.of_chat(11) == []


@pytest.mark.parametrize("article", [PHOTO, Article("long", NASTY * 3, f"长{NASTY}。" * 900)])
def test_whatever_is_printed_fits_into_one_message(article: Article) -> None:
    offer = Offer(article, 0, len(article.text), (0, 1))

    message = message_of(offer, "zh")

    assert len(message.text.encode("utf-16-le")) // 2 <= 4096
    assert offer.text.startswith(message.text.partition("\n")[2][:50])


@pytest.mark.parametrize("frame", [COMMAND_CHINESE, COMMAND_ENGLISH])
def test_the_words_on_the_button_are_as_short_as_telegram_wants_them(frame: Any) -> None:  # noqa: ANN401
    for words in (frame.inline_hint, frame.inline_stranger, frame.inline_nothing):
        assert 1 <= len(words) <= 64


async def test_the_bot_in_a_chat_is_not_held_up_by_inline_queries(
    server: TelegramServer, running: Running, shelf: ShelfDesk
) -> None:
    shelf.seconds = 0.2
    async with running():
        for person in range(20, 30):
            await server.type_inline(QUESTION, person_id=person)
        await server.say(QUESTION)
        await answered(server)
        seen = len(shelf.asked)

    assert seen <= 5
