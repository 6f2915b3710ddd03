"""Who may ask: everybody, or those on a list; and how often.

Whom an administrator lets in: `tests/telegram/handlers/test_approval.py`.
"""

from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot.journal.journal import open_journal
from bot.members.messages import ACCESS_CHINESE
from bot.telegram.handlers.access import check_access
from bot.telegram.service import build_service
from corpus.config import load_settings
from corpus.errors import ConfigError
from tests.telegram.emulator import TelegramServer
from tests.telegram.members import TOKEN
from tests.telegram.shelf_answerer import ShelfDesk, telegram_settings
from tests.telegram.world import QUESTION, Running, answered, settled

pytest_plugins = ["tests.telegram.fixtures"]

ADMIN = 900
STRANGER = {"id": 11, "is_bot": False, "first_name": "王五"}
# Strangers at once: they are told for 25 seconds.
FLOOD = 250
GROUP = {"id": -77, "type": "supergroup", "title": "工会"}


async def test_a_stranger_is_told_once_with_the_number_to_give_and_then_nothing(
    server: TelegramServer, running: Running, shelf: ShelfDesk
) -> None:
    async with running(allow=(990, 12)):
        await server.say(QUESTION, chat_id=11)
        await server.say("/start", chat_id=11)
        await server.say(QUESTION, chat_id=12)
        await answered(server, 12)
    async with running(allow=(990, 12)):
        await server.say(QUESTION, chat_id=11)
        await settled(server)

    assert [one.text for one in server.of_chat(11)] == [ACCESS_CHINESE.stranger.format(member=11)]
    assert shelf.asked == [QUESTION]


async def test_a_flood_of_strangers_is_told_a_few_at_a_time_and_a_member_answered_meanwhile(
    server: TelegramServer, running: Running
) -> None:
    strangers = range(1000, 1000 + FLOOD)
    async with running(access="list", allow=(990,)):
        for number in strangers:
            await server.say(QUESTION, chat_id=number)
        await server.say(QUESTION, chat_id=990)
        await answered(server, 990)
        told = sum(bool(server.of_chat(number)) for number in strangers)

    assert told < FLOOD / 2


async def test_in_a_group_a_strangers_number_is_not_shown_and_in_private_it_still_is(
    server: TelegramServer, running: Running
) -> None:
    async with running(access="list", allow=(990,)):
        for _ in range(2):
            await server.say(f"/ask {QUESTION}", chat_id=-77, chat=GROUP, **{"from": STRANGER})
        await server.say(QUESTION, chat_id=11)
        await settled(server)

    assert [one.text for one in server.of_chat(-77)] == [ACCESS_CHINESE.stranger_in_group]
    assert [one.text for one in server.of_chat(11)] == [ACCESS_CHINESE.stranger.format(member=11)]


async def test_administrators_are_answered_though_no_list_names_them(
    server: TelegramServer, running: Running, shelf: ShelfDesk
) -> None:
    async with running(admins=(ADMIN,), allow=(990,)):
        await server.say(QUESTION, chat_id=ADMIN)
        await answered(server, ADMIN)

    assert shelf.asked == [QUESTION]


async def test_who_writes_for_a_group_or_channel_is_known_by_that_and_told_to_come_in_person(
    server: TelegramServer, running: Running, shelf: ShelfDesk
) -> None:
    made_up = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
    anonymous = {"chat": GROUP, "sender_chat": GROUP, "from": made_up}
    async with running(allow=(990, 1087968824)):
        await server.say(f"/ask {QUESTION}", chat_id=-77, **anonymous)
        await settled(server)
    async with running(allow=(990, -77)):
        await server.say(f"/ask {QUESTION}", chat_id=-77, **anonymous)
        await answered(server, -77, 2)

    assert server.of_chat(-77)[0].text == ACCESS_CHINESE.anonymous
    assert shelf.asked == [QUESTION]


@pytest.mark.parametrize(
    ("channel", "what"),
    [
        ({"access": "approval"}, "bot.telegram.admins"),
        ({"access": "list"}, "bot.telegram.allow"),
    ],
)
def test_a_bot_that_nobody_could_ever_ask_does_not_start(
    tmp_path: Path, channel: dict[str, Any], what: str
) -> None:
    settings = telegram_settings("http://127.0.0.1:9", tmp_path / "journal", TOKEN, **channel)

    with pytest.raises(ConfigError) as refused:
        check_access(settings)

    assert what in refused.value.what
    assert what in refused.value.remedy


async def test_a_reload_that_would_shut_everybody_out_changes_nothing(
    tmp_path: Path, shelf: ShelfDesk
) -> None:
    before, after = (
        telegram_settings("http://127.0.0.1:9", tmp_path / "journal", TOKEN, access=access)
        for access in ("open", "approval")
    )
    with open_journal(tmp_path / "journal") as journal:
        services = build_service(before, shelf, journal, lambda: after).services

        with pytest.raises(ConfigError):
            services.reload()

    assert services.settings is before


async def test_the_first_question_too_many_is_told_once_and_help_still_comes(
    server: TelegramServer, running: Running, shelf: ShelfDesk
) -> None:
    async with running(per_minute=2, admins=(990,)):
        for _ in range(5):
            await server.say(QUESTION, date=1_700_000_000)
        await server.say("/help", date=1_700_000_001)
        await server.say(QUESTION, date=1_700_000_060)
        await answered(server, 11, 5)

    shown = [one.text for one in server.of_chat(11)]
    assert shown[2] == ACCESS_CHINESE.too_many.format(wait="60 秒")
    assert len(shown) == 5
    assert shelf.asked == [QUESTION] * 3


async def test_administrators_are_not_counted(
    server: TelegramServer, running: Running, shelf: ShelfDesk
) -> None:
    async with running(per_minute=1, admins=(ADMIN,)):
        for _ in range(3):
            await server.say(QUESTION, chat_id=ADMIN)
        await answered(server, ADMIN, 3)

    assert shelf.asked == [QUESTION] * 3


async def test_in_a_group_each_person_is_counted_for_themselves(
    server: TelegramServer, running: Running, shelf: ShelfDesk
) -> None:
    async with running(per_minute=1):
        for number in (5, 5, 6):
            member = {"id": number, "is_bot": False, "first_name": "乙"}
            await server.say(f"/ask {QUESTION}", chat_id=-77, chat=GROUP, **{"from": member})
        await answered(server, -77, 3)

    assert shelf.asked == [QUESTION] * 2
    assert len(server.of_chat(-77)) == 3


async def test_who_is_taken_off_the_list_can_open_nothing_with_old_buttons_and_may_still_leave(
    server: TelegramServer, running: Running
) -> None:
    async with running(access="list", allow=(990, 11)):
        await server.say(QUESTION)
        [shown] = await answered(server)
    async with running(access="list", allow=(990,)):
        opened = await server.answer_to(await server.press(11, shown.message_id, "[1]"))
        judged = await server.answer_to(await server.press(11, shown.message_id, "👍 有用"))
        await server.say("/privacy")
        await server.say("/forget")
        told = [one.text for one in await answered(server, 11, 3)]

    assert opened["text"] == judged["text"] == ACCESS_CHINESE.not_yours
    assert len(shown.versions) == 1
    assert told[1].startswith("关于您的隐私")
    assert told[2].startswith("好的，我这里有关您的内容都已经删掉：1 个问题")


@pytest.mark.parametrize("text", ["", "bot:\n", None])
async def test_torn_or_vanished_settings_at_a_reload_let_nobody_in(
    tmp_path: Path, shelf: ShelfDesk, text: str | None
) -> None:
    path = tmp_path / "config.yaml"
    path.write_text("bot: {telegram: {allow: [990]}}", encoding="utf-8")
    before = load_settings(path)
    before = before.model_copy(update={"telegram_token": SecretStr(TOKEN)})
    with open_journal(tmp_path / "journal") as journal:
        services = build_service(before, shelf, journal, lambda: load_settings(path)).services
        path.unlink()
        if text is not None:
            path.write_text(text, encoding="utf-8")

        with pytest.raises(ConfigError):
            services.reload()

    assert services.settings is before
