"""What a member can ask for beside questions."""

import time
from pathlib import Path
from typing import Any

import pytest

from bot.channel.text.traditional import traditional
from bot.coverage import Coverage
from bot.journal.journal import open_journal
from bot.members.alias import alias
from bot.members.messages import ACCESS_CHINESE as ACCESS
from bot.telegram.handlers.commands import MEMBER_COMMANDS, nearest_command
from bot.telegram.text.command_messages import COMMAND_CHINESE as REPLIES
from bot.telegram.text.command_messages import COMMAND_ENGLISH as ENGLISH_REPLIES
from bot.telegram.text.menus import (
    ADMINISTRATORS,
    GROUPS,
    LONG_DESCRIPTION,
    MEMBERS,
    SHORT_DESCRIPTION,
)
from bot.telegram.text.messages import TELEGRAM_CHINESE, TELEGRAM_ENGLISH
from tests.telegram.emulator import TelegramServer
from tests.telegram.members import TOKEN
from tests.telegram.shelf_answerer import SAMPLES, ShelfDesk
from tests.telegram.world import AWARD, QUESTION, Running, answered, settled

pytest_plugins = ["tests.telegram.fixtures"]

ADMIN = 900


def member(code: str) -> dict[str, Any]:
    return {"id": 11, "is_bot": False, "first_name": "B", "language_code": code}


class DatedShelf(ShelfDesk):
    """A shelf whose articles have a day."""

    def coverage(self) -> Coverage:
        """Return the day, too."""
        return Coverage(("劳动午报",), AWARD.date, AWARD.date, 2, 2, "g1")


@pytest.mark.parametrize(
    ("code", "command", "begins"),
    [
        ("zh-hans", "/start", TELEGRAM_CHINESE.greeting),
        ("zh-hant", "/start", traditional(TELEGRAM_CHINESE.greeting)),
        ("en", "/start", TELEGRAM_ENGLISH.greeting),
        ("zh-hans", "/help", TELEGRAM_CHINESE.help),
        ("fr", "/help", TELEGRAM_ENGLISH.help),
        ("zh-hans", "/sources", f"{REPLIES.about}\n\n目前收录：《劳动午报》，共 2 篇文章。"),
        ("zh-tw", "/sources", f"{traditional(REPLIES.about)}\n\n目前收錄：《劳动午报》，共 2"),
        ("en", "/sources@gongda_bot", ENGLISH_REPLIES.about),
        ("zh", "/why", REPLIES.nothing_asked),
        ("zh", "/latest", REPLIES.undated),
        ("zh", "/cancel", REPLIES.nothing_waits),
        ("en", "/nonsense", TELEGRAM_ENGLISH.unknown_command),
        ("zh", "/hlep", REPLIES.did_you_mean.format(wrong="hlep", near="help")),
        ("en", "/Source", ENGLISH_REPLIES.did_you_mean.format(wrong="source", near="sources")),
    ],
)
async def test_commands_reply_in_the_language_of_the_members_telegram(
    server: TelegramServer, running: Running, code: str, command: str, begins: str
) -> None:
    async with running():
        await server.say(command, **{"from": member(code)})
        [shown] = await answered(server)

    assert shown.text.startswith(begins)


@pytest.mark.parametrize("name", MEMBER_COMMANDS)
def test_a_command_is_told_from_its_misspelling(name: str) -> None:
    assert nearest_command(name, MEMBER_COMMANDS) == name
    assert nearest_command(name + name[-1], MEMBER_COMMANDS) == name


async def test_in_a_group_a_command_that_is_not_ours_is_left_to_other_bots(
    server: TelegramServer, running: Running
) -> None:
    group = {"id": -77, "type": "supergroup", "title": "工会"}
    async with running():
        await server.say("/hlep", chat_id=-77, chat=group, **{"from": member("zh")})
        await settled(server)

    assert server.of_chat(-77) == []


async def test_why_tells_how_the_last_answer_was_found_or_the_one_replied_to(
    server: TelegramServer, running: Running
) -> None:
    other = "摄影大赛收到多少幅作品？"
    async with running():
        await server.say(QUESTION)
        [first] = await answered(server)
        await server.say(other)
        await answered(server, count=2)
    async with running():
        await server.say("/why")
        await server.say("/why", reply_to_message=server.message(11, first.message_id))
        *_, last, of_first = await answered(server, count=4)

    assert last.text.startswith(REPLIES.why.format(question=other))
    assert of_first.text.startswith(REPLIES.why.format(question=QUESTION))
    assert "90%" in of_first.text
    assert "ms" not in of_first.text


async def test_latest_is_an_answer_with_buttons_and_its_own_follow_ups(
    server: TelegramServer, running: Running
) -> None:
    shelf = DatedShelf([AWARD])
    async with running(answerer=shelf):
        await server.say("/latest", **{"from": member("zh")})
        [chinese] = await answered(server)
        await server.say("/latest", **{"from": member("en")})
        await answered(server, count=2)

    assert shelf.asked == [REPLIES.latest, ENGLISH_REPLIES.latest]
    assert chinese.buttons


async def test_sources_name_the_newest_issue(server: TelegramServer, running: Running) -> None:
    async with running(answerer=DatedShelf([AWARD])):
        await server.say("/sources")
        [shown] = await answered(server)

    assert shown.text.endswith(REPLIES.newest.format(day="2023-01-05"))


async def test_the_language_chosen_by_a_button_rules_the_frame_and_never_the_quotes(
    server: TelegramServer, running: Running
) -> None:
    async with running():
        await server.say("/lang")
        [menu] = await answered(server)
        await server.press(11, menu.message_id, "中文繁體")
        await server.until(lambda: menu.versions)
    async with running():
        await server.say("Why?")
        _, refused = await answered(server, count=2)
        await server.say(QUESTION)
        *_, answer = await answered(server, count=3)
        await server.say("/help")
        *_, told = await answered(server, count=4)

    assert menu.text == traditional(REPLIES.chosen.format(choice="中文繁體"))
    assert [one["text"] for one in menu.buttons] == ["自動", "中文简体", "✓ 中文繁體", "English"]
    assert refused.versions == [traditional(TELEGRAM_CHINESE.working)]
    assert answer.styled("expandable_blockquote") == [AWARD.text]
    assert told.text == traditional(TELEGRAM_CHINESE.help)


@pytest.mark.parametrize(
    ("word", "said", "working"),
    [
        ("en", ENGLISH_REPLIES.chosen.format(choice="English"), TELEGRAM_ENGLISH.working),
        ("English", ENGLISH_REPLIES.chosen.format(choice="English"), TELEGRAM_ENGLISH.working),
        ("简体", REPLIES.chosen.format(choice="中文简体"), TELEGRAM_CHINESE.working),
        ("自动", REPLIES.chosen.format(choice="自动"), TELEGRAM_CHINESE.working),
        ("русский", REPLIES.unknown_tongue, TELEGRAM_CHINESE.working),
    ],
)
async def test_a_language_can_be_named_behind_the_command(
    server: TelegramServer, running: Running, word: str, said: str, working: str
) -> None:
    async with running():
        await server.say(f"/lang {word}")
        [told] = await answered(server)
        await server.say(QUESTION)
        _, answer = await answered(server, count=2)

    assert told.text == said
    assert answer.versions == [working]


async def test_a_language_tapped_in_a_group_is_that_of_who_tapped(
    server: TelegramServer, running: Running
) -> None:
    group = {"id": -77, "type": "supergroup", "title": "工会"}
    async with running():
        await server.say("/lang", chat_id=-77, chat=group, **{"from": member("zh")})
        [menu] = await answered(server, -77)
        tap = await server.press(-77, menu.message_id, "English", **{"from": {
            "id": 12, "is_bot": False, "first_name": "丙"}})  # fmt: skip
        said = await server.answer_to(tap)
        await server.say("/help", chat_id=12)
        await server.say("/help", chat_id=11)
        [tapped], [other] = await answered(server, 12), await answered(server, 11)

    assert said["text"] == ENGLISH_REPLIES.chosen.format(choice="English")
    assert menu.versions == []
    assert (tapped.text, other.text) == (TELEGRAM_ENGLISH.help, TELEGRAM_CHINESE.help)


@pytest.mark.parametrize(
    ("channel", "holds", "holds_not"),
    [
        ({"retention_days": 7}, "保留 7 天", REPLIES.approval),
        ({"retention_days": 0}, REPLIES.kept_shortly, "保留 0 天"),
        ({"access": "approval", "admins": (ADMIN,), "allow": (11,)}, REPLIES.approval, "保留 0 天"),
    ],
)
async def test_privacy_says_what_the_settings_make_true(
    server: TelegramServer, running: Running, channel: dict[str, Any], holds: str, holds_not: str
) -> None:
    async with running(**channel):
        await server.say("/privacy")
        [shown] = await answered(server)

    assert holds in shown.text
    assert holds_not not in shown.text
    assert "最近 4 小时" in shown.text


async def test_forget_leaves_no_word_of_the_member_and_nothing_of_others_is_touched(
    server: TelegramServer, running: Running, tmp_path: Path
) -> None:
    async with running(allow=(11, 12)):
        await server.say("/lang en")
        await server.say("老山街道有多少驿站获评最美？")
        [_, mine] = await answered(server, count=2)
        await server.press(11, mine.message_id, "👍 Helpful")
        await server.say("另一位会员问驿站获评最美？", chat_id=12)
        await answered(server, 12)
        await server.say("/forget")
        *_, told = await answered(server, count=3)

    expected = ENGLISH_REPLIES.forget.format(questions=1, verdicts=1)
    assert told.text == f"{expected}\n{ENGLISH_REPLIES.standing}"
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir() if file.is_file())
    assert "老山街道有多少".encode() not in kept
    assert "另一位会员问".encode() in kept
    with open_journal(tmp_path / "journal.sqlite") as journal:
        assert journal.db.execute("SELECT count(*) FROM feedback").fetchone() == (0,)
        assert journal.db.execute("SELECT language FROM members").fetchall() == []


async def test_cancel_does_not_wait_in_line_and_drops_what_has_not_begun(
    server: TelegramServer, running: Running, shelf: ShelfDesk
) -> None:
    shelf.seconds = 0.5
    async with running():
        for _ in range(4):
            await server.say(QUESTION)
        await server.until(lambda: shelf.asked)
        await server.say("/cancel")
        await answered(server, count=2)
    async with running():
        await settled(server)

    assert {one.text for one in server.of_chat(11)} >= {REPLIES.cancelled.format(n=3)}
    assert len(server.of_chat(11)) == 2
    assert len(shelf.asked) == 1


async def test_cancel_drops_the_page_that_its_sender_has_not_confirmed(
    server: TelegramServer, running: Running, tmp_path: Path
) -> None:
    pages = [tmp_path / "uploads" / key / "page.md" for key in ("mine", "other")]
    for page, number in zip(pages, (ADMIN, ADMIN + 1), strict=True):
        page.parent.mkdir(parents=True)
        page.write_text("版面")
        with open_journal(tmp_path / "journal.sqlite") as journal:
            row = (page.parent.name, alias(number, TOKEN), page.name, str(page), time.time())
            journal.db.execute("INSERT INTO uploads VALUES (?, ?, ?, ?, ?)", row)
    async with running(admins=(ADMIN,)):
        await server.say("/cancel", chat_id=ADMIN)
        [told] = await answered(server, ADMIN)

    assert told.text == REPLIES.dropped
    assert [page.exists() for page in pages] == [False, True]


async def test_cancel_in_a_group_leaves_the_questions_of_others(
    server: TelegramServer, running: Running, shelf: ShelfDesk
) -> None:
    shelf.seconds = 0.3
    group = {"chat": {"id": -77, "type": "supergroup", "title": "工会"}}
    other = {"id": 12, "is_bot": False, "first_name": "丙"}
    async with running():
        for who in (member("zh"), member("zh"), other):
            await server.say(f"/ask {QUESTION}", chat_id=-77, **group, **{"from": who})
        await server.until(lambda: shelf.asked)
        await server.say("/cancel", chat_id=-77, **group, **{"from": member("zh")})
        await answered(server, -77, 3)

    assert len(shelf.asked) == 2


async def test_the_menus_are_offered_in_both_languages_for_chats_groups_and_administrators(
    server: TelegramServer, running: Running
) -> None:
    async with running(admins=(ADMIN,)):
        await server.until(lambda: len(server.methods("setMyCommands")) == 6)

    offered = {
        (fields["scope"]["type"], fields.get("language_code")): [
            one["command"] for one in fields["commands"]
        ]
        for fields in server.methods("setMyCommands")
    }
    menus = {
        "all_private_chats": MEMBERS,
        "all_group_chats": GROUPS,
        "chat": (*ADMINISTRATORS, *MEMBERS),
    }
    assert offered == {
        (scope, code): [entry[0] for entry in entries]
        for scope, entries in menus.items()
        for code in (None, "zh")
    }
    assert {one["description"] for one in server.methods("setMyDescription")} == {
        *LONG_DESCRIPTION.values()
    }
    assert {one["short_description"] for one in server.methods("setMyShortDescription")} == {
        *SHORT_DESCRIPTION.values()
    }


def test_every_command_of_the_menu_exists_and_the_words_are_as_short_as_telegram_wants() -> None:
    assert {entry[0] for entry in (*MEMBERS, *GROUPS)} == {*MEMBER_COMMANDS}
    assert all(1 <= len(words) <= 256 for entry in MEMBERS for words in entry[1:])
    assert all(len(words) <= 512 for words in LONG_DESCRIPTION.values())
    assert all(len(words) <= 120 for words in SHORT_DESCRIPTION.values())


@pytest.mark.parametrize("frame", [TELEGRAM_CHINESE, TELEGRAM_ENGLISH])
def test_help_names_every_command(frame: Any) -> None:  # noqa: ANN401
    named = {word[1:] for word in frame.help.split() if word.startswith("/")}

    assert named == {*MEMBER_COMMANDS} - {"help"}


async def test_start_offers_questions_again_to_who_asked_too_much(
    server: TelegramServer, running: Running
) -> None:
    async with running(per_minute=1):
        for text in ("/sources", "/sources", "/start"):
            await server.say(text)
        _, told, greeting = await answered(server, count=3)

    assert told.text.startswith(ACCESS.too_many.partition("{")[0])
    buttons = [row[0]["text"] for row in greeting.fields["reply_markup"]["keyboard"]]
    assert buttons == list(SAMPLES["zh"])
