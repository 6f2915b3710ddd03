"""What a member of the union sees in Telegram, through a Bot API server that nobody here wrote."""

import asyncio
import logging
import time
from pathlib import Path

import pytest
from lo_bot_api_emulator import ApiRefusal

from bot.journal.journal import open_journal
from bot.telegram.run import run_bot
from bot.telegram.service import build_service, serve
from bot.telegram.text.messages import TELEGRAM_CHINESE, TELEGRAM_ENGLISH
from corpus.article import Article
from corpus.config import Settings
from corpus.errors import ChannelError
from tests.telegram.emulator import TOKEN, TelegramServer
from tests.telegram.shelf_answerer import SAMPLES, ShelfDesk, telegram_settings
from tests.telegram.world import AWARD, NASTY, PHOTO, QUESTION, Running, answered, settled

pytest_plugins = ["tests.telegram.fixtures"]


async def test_a_question_becomes_an_answer_with_the_printed_passage_to_unfold(
    server: TelegramServer, running: Running
) -> None:
    async with running():
        await server.say(QUESTION)
        [shown] = await answered(server)

    assert shown.styled("expandable_blockquote") == [AWARD.text]
    assert shown.styled("bold") == ["鲁谷驿站、老山驿站等6家驿站获评全国最美站点🏆。"]
    assert shown.text.startswith("鲁谷驿站、老山驿站等6家驿站获评全国最美站点🏆。 [1]")
    assert "[1] 《劳动午报》 2023-01-05 第2版 · 六家驿站获评最美\n" in shown.text


async def test_the_answer_takes_the_place_of_a_sign_of_life_and_replies_to_the_question(
    server: TelegramServer, running: Running
) -> None:
    async with running():
        await server.say("Which 驿站获评?", message_id=4711)
        [shown] = await answered(server)

    assert shown.versions == [TELEGRAM_CHINESE.working]
    [sent] = server.methods("sendMessage")
    assert sent["reply_parameters"] == {"message_id": 4711, "allow_sending_without_reply": True}
    assert sent["link_preview_options"] == {"is_disabled": True}


async def test_what_is_not_in_the_archive_is_refused_with_the_nearest_passage(
    server: TelegramServer, running: Running
) -> None:
    async with running():
        await server.say("Why?")
        [shown] = await answered(server)

    assert shown.versions == [TELEGRAM_ENGLISH.working]
    assert shown.text.startswith("Nothing was found.\n\nThis may help:")
    assert "The archive covers" not in shown.text  # Only where nothing is near.
    [near] = shown.styled("expandable_blockquote")
    assert near.startswith(AWARD.text[:15])
    assert near.endswith("…")


async def test_markup_in_a_question_and_in_an_article_is_shown_literally(
    server: TelegramServer, running: Running
) -> None:
    async with running():
        await server.say(f"摄影大赛{NASTY}收到多少幅作品")
        [shown] = await answered(server)

    assert shown.styled("expandable_blockquote") == [PHOTO.text]
    assert f"大赛{NASTY}" in shown.text
    assert all("parse_mode" not in fields for _, fields in server.requests_seen)


async def test_an_answer_too_long_for_one_message_comes_in_several_without_a_lost_word(
    server: TelegramServer, running: Running, shelf: ShelfDesk
) -> None:
    long = Article("long", "年度报告", "驿站名单如下。\n" + "驿站🏆获评全国最美站点。\n" * 600)
    shelf.articles = [long]
    async with running():
        await server.say(QUESTION)
        shown = await answered(server, count=2)
        await settled(server)
        shown = server.of_chat(11)

    passage = "".join(part for one in shown for part in one.styled("expandable_blockquote"))
    assert passage == long.text
    assert len(shown) == 3


async def test_start_offers_three_questions_and_a_tap_is_a_question(
    server: TelegramServer, running: Running
) -> None:
    async with running():
        await server.say("/start")
        [greeting] = await answered(server)
        buttons = [row[0]["text"] for row in greeting.fields["reply_markup"]["keyboard"]]
        await server.say(buttons[0])
        _, answer = await answered(server, count=2)

    assert buttons == list(SAMPLES["zh"])
    assert answer.styled("expandable_blockquote") == [AWARD.text]


async def test_start_fills_up_with_questions_in_the_other_language(
    server: TelegramServer, running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SAMPLES, "en", SAMPLES["en"][:1])
    member = {"id": 5, "is_bot": False, "first_name": "B", "language_code": "en"}
    async with running():
        await server.say("/start", **{"from": member})
        [greeting] = await answered(server)

    buttons = [row[0]["text"] for row in greeting.fields["reply_markup"]["keyboard"]]
    assert buttons == [SAMPLES["en"][0], *SAMPLES["zh"][:2]]


async def test_a_failure_ends_in_an_apology_whose_reference_finds_the_trace_but_no_text(
    server: TelegramServer, running: Running, shelf: ShelfDesk, caplog: pytest.LogCaptureFixture
) -> None:
    shelf.raises = ValueError(f"bad word in {QUESTION}")
    async with running():
        await server.say(QUESTION)
        [shown] = await answered(server)

    reference = caplog.text.partition("reference ")[2][:8]
    assert shown.text == TELEGRAM_CHINESE.failed.format(reference=reference)
    assert "shelf_answerer.py" in caplog.text
    assert QUESTION not in caplog.text


async def test_neither_texts_nor_the_token_reach_the_log(
    server: TelegramServer, running: Running, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with running():
        await server.say(QUESTION)
        await answered(server)

    logged = "".join(
        record.getMessage() for record in caplog.records if record.name != "aiohttp.access"
    )
    assert TOKEN not in logged
    assert QUESTION not in logged
    assert AWARD.text not in logged


async def test_an_answer_that_comes_late_says_so(server: TelegramServer, running: Running) -> None:
    async with running():
        await server.say(QUESTION, date=int(time.time()) - 3 * 3600 - 5)
        [shown] = await answered(server)

    assert shown.text.startswith(TELEGRAM_CHINESE.late.format(wait="3 小时") + "\n\n鲁谷驿站")
    assert shown.styled("expandable_blockquote") == [AWARD.text]


async def test_a_refused_token_is_not_repeated_in_the_error(
    server: TelegramServer, running: Running
) -> None:
    server.faults["getMe"] = [ApiRefusal("Unauthorized", 401)]

    with pytest.raises(ChannelError) as refused:
        async with running():
            pass

    assert TOKEN not in str(refused.value)
    assert "token" in refused.value.what


async def test_a_server_that_cannot_be_reached_is_named(tmp_path: Path, shelf: ShelfDesk) -> None:
    settings = telegram_settings("http://127.0.0.1:9", tmp_path / "journal.sqlite", TOKEN)

    with (
        open_journal(settings.bot.journal) as journal,
        pytest.raises(ChannelError, match=r"127\.0\.0\.1:9"),
    ):
        await serve(build_service(settings, shelf, journal), asyncio.Event().wait)


def test_without_a_token_the_bot_says_what_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GONGDA_TELEGRAM_TOKEN", raising=False)

    with pytest.raises(ChannelError) as refused:
        run_bot(Settings(), Settings)

    assert "export GONGDA_TELEGRAM_TOKEN=" in refused.value.remedy
