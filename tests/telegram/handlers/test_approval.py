"""Strangers apply, and an administrator lets them in or not, by a tap or by name."""

import time
from pathlib import Path
from typing import Any

import pytest
from lo_bot_api_emulator import ApiRefusal

from bot.journal.journal import open_journal
from bot.members.alias import alias
from bot.members.messages import ACCESS_CHINESE, ACCESS_ENGLISH
from bot.members.register import Members
from bot.telegram.handlers.approval import MOST_REQUESTS
from tests.telegram.emulator import TelegramServer
from tests.telegram.members import TOKEN
from tests.telegram.shelf_answerer import ShelfDesk
from tests.telegram.world import QUESTION, Running, answered, settled

pytest_plugins = ["tests.telegram.fixtures"]

ADMIN, OTHER_ADMIN = 900, 901
APPROVAL: dict[str, Any] = {"access": "approval", "admins": (ADMIN, OTHER_ADMIN), "allow": (990,)}
STRANGER = {"id": 11, "is_bot": False, "first_name": "王\u202e五", "username": "wangwu"}
REQUEST = ACCESS_CHINESE.request.format(
    name="王五", username="@wangwu", number=11, language="English"
)


async def texts(server: TelegramServer, chat_id: int, count: int) -> list[str]:
    return [one.text for one in await answered(server, chat_id, count)]


async def test_a_stranger_is_let_in_by_one_tap_after_a_restart(
    server: TelegramServer, running: Running, shelf: ShelfDesk
) -> None:
    stranger = {**STRANGER, "language_code": "en"}
    async with running(**APPROVAL):
        await server.say("Who won?", chat_id=11, **{"from": stranger})
        await server.say("Who won?", chat_id=11, **{"from": stranger})
        [request] = await answered(server, ADMIN)
        await settled(server)
    async with running(**APPROVAL):
        await server.press(ADMIN, request.message_id, ACCESS_CHINESE.agree)
        told = await texts(server, 11, 2)
        await server.say(QUESTION, chat_id=11, **{"from": stranger})
        await answered(server, 11, 3)

    assert request.versions == [REQUEST]
    assert told == [ACCESS_ENGLISH.asked_for, ACCESS_ENGLISH.approved]
    decided = f"{REQUEST}\n\n{ACCESS_CHINESE.agreed.format(admin='甲')}"
    for admin in (ADMIN, OTHER_ADMIN):
        [shown] = server.of_chat(admin)
        assert shown.text == decided
        assert shown.buttons == []
    assert shelf.asked == [QUESTION]


async def test_who_is_refused_is_told_once_and_then_met_with_silence(
    server: TelegramServer, running: Running, shelf: ShelfDesk, tmp_path: Path
) -> None:
    async with running(**APPROVAL):
        await server.say(QUESTION, chat_id=11, **{"from": STRANGER})
        [request] = await answered(server, ADMIN)
        await server.press(ADMIN, request.message_id, ACCESS_CHINESE.decline)
        told = await texts(server, 11, 2)
        await server.say(QUESTION, chat_id=11, **{"from": STRANGER})
        await settled(server)

    assert told == [ACCESS_CHINESE.asked_for, ACCESS_CHINESE.refused]
    assert len(server.of_chat(11)) == 2
    assert shelf.asked == []
    with open_journal(tmp_path / "journal.sqlite") as journal:
        assert journal.db.execute("SELECT contact FROM members WHERE key NOT NULL").fetchall() == [
            (None,)
        ]


async def test_a_second_tap_decides_nothing_and_says_so(
    server: TelegramServer, running: Running
) -> None:
    async with running(**APPROVAL):
        await server.say(QUESTION, chat_id=11, **{"from": STRANGER})
        [request] = await answered(server, ADMIN)
        [other] = await answered(server, OTHER_ADMIN)
        data = [button["callback_data"] for button in other.buttons]
        await server.press(ADMIN, request.message_id, ACCESS_CHINESE.agree)
        await answered(server, 11, 2)
        second = await server.tap(OTHER_ADMIN, other.message_id, data[1])
        said = await server.answer_to(second)

    assert said["text"] == ACCESS_CHINESE.decided
    assert len(server.of_chat(11)) == 2
    assert other.text.endswith(ACCESS_CHINESE.agreed.format(admin="甲"))


async def test_a_button_that_is_not_theirs_does_nothing_for_members(
    server: TelegramServer, running: Running, tmp_path: Path
) -> None:
    async with running(**APPROVAL):
        await server.say(QUESTION, chat_id=11, **{"from": STRANGER})
        [request] = await answered(server, ADMIN)
        data = request.buttons[0]["callback_data"]
        said = await server.answer_to(await server.tap(990, 1, data))
        stranger = await server.answer_to(await server.tap(11, 1, data))

    assert said["text"] == ACCESS_CHINESE.admins_only
    assert stranger["text"] == ACCESS_CHINESE.not_yours
    with open_journal(tmp_path / "journal.sqlite") as journal:
        assert Members(journal.db).role(alias(11, TOKEN)) == "waiting"


@pytest.mark.parametrize("data", ["a:1-zh-nobody:y", "a:nothing", "a", "a:1-zh-x:maybe"])
async def test_a_button_that_nobody_remembers_says_so(
    server: TelegramServer, running: Running, data: str
) -> None:
    async with running(**APPROVAL):
        said = await server.answer_to(await server.tap(ADMIN, 1, data))

    assert said["text"] == ACCESS_CHINESE.expired


async def test_a_request_that_the_journal_has_forgotten_is_still_decided(
    server: TelegramServer, running: Running, tmp_path: Path
) -> None:
    async with running(**APPROVAL):
        await server.say(QUESTION, chat_id=11, **{"from": STRANGER})
        [request] = await answered(server, ADMIN)
        await settled(server)
    with open_journal(tmp_path / "journal.sqlite") as journal:
        journal.db.execute("DELETE FROM updates")
    async with running(**APPROVAL):
        await server.press(ADMIN, request.message_id, ACCESS_CHINESE.agree)
        told = await texts(server, 11, 2)
        await settled(server)

    assert told[1] == ACCESS_CHINESE.approved
    assert request.text.endswith(ACCESS_CHINESE.agreed.format(admin="甲"))


async def test_who_was_turned_away_by_the_list_may_apply_when_administrators_decide(
    server: TelegramServer, running: Running
) -> None:
    async with running(access="list", allow=(990,)):
        await server.say(QUESTION, chat_id=11, **{"from": STRANGER})
        await answered(server, 11)
    async with running(**APPROVAL):
        await server.say(QUESTION, chat_id=11, **{"from": STRANGER})
        told = await texts(server, 11, 2)

    assert told == [ACCESS_CHINESE.stranger.format(member=11), ACCESS_CHINESE.asked_for]


async def test_where_no_administrator_can_be_reached_the_stranger_hears_whom_to_turn_to(
    server: TelegramServer, running: Running
) -> None:
    blocked = ApiRefusal("Forbidden: bot can't initiate conversation with a user", 403)
    server.faults["sendMessage"] = [blocked, blocked]
    async with running(**APPROVAL):
        await server.say(QUESTION, chat_id=11, **{"from": STRANGER})
        await answered(server, 11)
        await server.say(QUESTION, chat_id=11, **{"from": STRANGER})
        told = await texts(server, 11, 2)

    assert told == [ACCESS_CHINESE.stranger.format(member=11), ACCESS_CHINESE.asked_for]
    assert len(server.of_chat(ADMIN)) == 1


def test_a_decision_whose_telling_was_cut_off_still_knows_whom_to_tell(tmp_path: Path) -> None:
    with open_journal(tmp_path / "journal.sqlite") as journal:
        members = Members(journal.db)
        key = members.apply("m", 11, 5, "en")
        again = members.apply("m", 11, 6, "zh")

        assert again == key
        assert members.decide(key, "approved")
        assert not members.decide(key, "refused")
        told = members.applicant(key)
        members.erase_contact(key)
        after = members.applicant(key)

    assert told
    assert after
    assert (told.role, told.contact, told.update_id, told.language) == ("approved", 11, 5, "en")
    assert (after.role, after.contact) == ("approved", None)


async def test_an_approval_can_be_withdrawn_and_given_back_and_the_log_says_by_whom(
    server: TelegramServer, running: Running, shelf: ShelfDesk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    async with running(**APPROVAL):
        await server.say("/approve 11", chat_id=ADMIN)
        await answered(server, ADMIN)
        await server.say(QUESTION)
        [shown] = await answered(server)
        await server.say("/revoke 11", chat_id=ADMIN)
        await answered(server, ADMIN, 2)
        tap = await server.answer_to(await server.press(11, shown.message_id, "[1]"))
        await server.say(QUESTION)
        await server.say("/revoke", chat_id=ADMIN)
        await server.say(f"/revoke {ADMIN}", chat_id=ADMIN)
        await server.say("/approve 11", chat_id=990)
        said = await texts(server, ADMIN, 4)
        await settled(server)

    assert shelf.asked == [QUESTION]
    assert tap["text"] == ACCESS_CHINESE.not_yours
    assert said[0].startswith("好的，11 可以使用了")
    assert said[1].startswith("好的，11 从现在起不能使用了")
    assert "/revoke 123456789" in said[2]
    assert "config.yaml" in said[3]
    member = alias(11, TOKEN)
    assert f"access: administrator {ADMIN} sets {member} to approved" in caplog.text
    assert f"access: administrator {ADMIN} sets {member} to refused" in caplog.text


async def test_who_was_refused_by_mistake_is_let_in_and_told_when_it_is_corrected(
    server: TelegramServer, running: Running, shelf: ShelfDesk
) -> None:
    async with running(**APPROVAL):
        await server.say(QUESTION, chat_id=11, **{"from": STRANGER})
        [request] = await answered(server, ADMIN)
        await server.press(ADMIN, request.message_id, ACCESS_CHINESE.decline)
        await answered(server, 11, 2)
        await server.say("/approve 11", chat_id=ADMIN)
        await answered(server, ADMIN, 2)
        await server.say(QUESTION, chat_id=11, **{"from": STRANGER})
        await answered(server, 11, 3)

    assert shelf.asked == [QUESTION]


async def test_a_request_shows_what_cannot_be_imitated(
    server: TelegramServer, running: Running
) -> None:
    impostor = {"id": 12, "is_bot": False, "first_name": "王伟 (@wangwei_chair)"}
    chair = {"id": 13, "is_bot": False, "first_name": "王伟", "username": "wangwei_chair"}
    async with running(**APPROVAL):
        await server.say(QUESTION, chat_id=12, **{"from": impostor})
        await server.say(QUESTION, chat_id=13, **{"from": chair})
        first, second = sorted(await texts(server, ADMIN, 2))

    assert "用户名：@wangwei_chair\n编号：13\ntg://user?id=13\n" in first + second
    assert "用户名：没有\n编号：12\ntg://user?id=12\n" in first + second


async def test_many_requests_are_one_message_and_members_do_not_wait_for_them(
    server: TelegramServer, running: Running
) -> None:
    async with running(**APPROVAL):
        for number in range(1000, 1040):
            await server.say(QUESTION, chat_id=number)
        await server.say(QUESTION, chat_id=990)
        began = time.monotonic()
        await answered(server, 990)
        waited = time.monotonic() - began
        for number in range(1000, 1040):
            await answered(server, number)
        await server.say("/members", chat_id=ADMIN)
        await server.until(lambda: "等待 40 人" in server.of_chat(ADMIN)[-1].text)

    requests = server.of_chat(ADMIN)[:-1]
    assert len(requests) == MOST_REQUESTS + 1
    assert [one.text[:7] for one in requests].count("还有 32 人") == 1
    assert "tg://user?id=1000\n" in server.of_chat(ADMIN)[-1].text
    assert waited < 2.0
