"""What a member taps under an answer, before and after a restart, as long as it is stored."""

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.answerer import ArchiveAnswerer
from bot.channel.views.messages import VIEW_CHINESE, VIEW_ENGLISH
from corpus.article import Article
from corpus.config import Settings
from index.search import Index
from tests.telegram.emulator import Shown, TelegramServer
from tests.telegram.members import person
from tests.telegram.shelf_answerer import ShelfDesk
from tests.telegram.world import AWARD, PHOTO, QUESTION, Running, answered

pytest_plugins = ["tests.telegram.fixtures"]

LONG = Article(
    "long",
    "六家驿站获评最美",
    "本报讯近日名单发布。\n"
    + "".join(f"第{n}段讲的是别的事情，写得很长很长，大家慢慢看。\n" * 9 for n in range(1, 13))
    + "鲁谷驿站、老山驿站等6家驿站获评全国最美站点。\n其余从略。",
    kicker="关心户外劳动者",
    subtitle="另有两家入围",
    paper="劳动午报",
    date=date(2023, 1, 5),
    page=2,
    authors=("张晶", "马宁"),
)


@dataclass
class Finger:
    """A member's finger, on the buttons of one message."""

    server: TelegramServer
    message: Shown
    member: int = 11

    @property
    def now(self) -> Shown:
        """The message as it is now, and stays here whatever becomes of it."""
        return replace(self.server.shown[self.message.chat_id, self.message.message_id])

    @property
    def text(self) -> str:
        """What the message says now."""
        return self.now.text

    def labels(self) -> list[str]:
        """Return what stands on the buttons now."""
        return [button["text"] for button in self.now.buttons]

    def data(self) -> list[str]:
        """Return the data of the buttons."""
        return [button["callback_data"] for button in self.now.buttons]

    async def tap(self, label: str) -> dict[str, Any]:
        """Tap the button with this label; return what the bot says to it."""
        [found] = [one for one in self.now.buttons if one["text"].startswith(label)]
        return await self.send(found["callback_data"])

    async def send(self, data: str, **more: object) -> dict[str, Any]:
        """Send a button's data; return what the bot says to it."""
        chat, number = self.message.chat_id, self.message.message_id
        more = {"from": person(self.member), **more}
        return await self.server.answer_to(await self.server.tap(chat, number, data, **more))


Ask = Callable[..., Any]
Publish = Callable[[Sequence[Article]], Index]


@pytest.fixture
def ask(server: TelegramServer) -> Ask:
    async def asking(question: str = QUESTION, chat_id: int = 11, **more: object) -> Finger:
        count = len(server.of_chat(chat_id)) + 1
        await server.say(question, chat_id, **more)
        shown = await answered(server, chat_id, count)
        return Finger(server, shown[-1])

    return asking


@pytest.fixture
def verdicts(tmp_path: Path) -> Callable[[], list[tuple[str, str | None]]]:
    def read() -> list[tuple[str, str | None]]:
        connection = sqlite3.connect(tmp_path / "journal.sqlite")
        try:
            return connection.execute("SELECT verdict, reason FROM feedback").fetchall()
        finally:
            connection.close()

    return read


@pytest.fixture
def erase(tmp_path: Path) -> Callable[[], None]:
    """Do what the end of the retention time does."""

    def erasing() -> None:
        connection = sqlite3.connect(tmp_path / "journal.sqlite")
        with connection:
            connection.execute("UPDATE questions SET question = NULL, view = NULL")
        connection.close()

    return erasing


async def test_a_passage_opens_in_its_article_in_place_and_comes_back(
    server: TelegramServer, running: Running, ask: Ask
) -> None:
    async with running():
        finger = await ask()
        answer = finger.now
        await finger.tap("[1]")
        opened = finger.now
        await finger.tap(VIEW_CHINESE.back)

    assert len(server.of_chat(11)) == 1
    assert opened.text.startswith("《劳动午报》 2023-01-05 第2版\n【六家驿站获评最美】")
    assert AWARD.text in opened.text
    assert opened.styled("bold") == ["鲁谷驿站、老山驿站等6家驿站获评全国最美站点🏆。"]
    assert finger.text == answer.text
    assert finger.now.fields["entities"] == answer.fields["entities"]


async def test_the_page_that_holds_the_quote_is_shown_first_and_the_others_can_be_turned_to(
    running: Running, shelf: ShelfDesk, ask: Ask
) -> None:
    shelf.articles = [LONG]
    async with running():
        finger = await ask()
        await finger.tap("[1]")
        last = finger.now
        await finger.tap(VIEW_CHINESE.earlier_page)
        before = finger.now
        await finger.tap(VIEW_CHINESE.later_page)

    assert last.styled("bold") == ["鲁谷驿站、老山驿站等6家驿站获评全国最美站点。"]
    assert "（第 2/2 页）" in last.text
    assert "（第 1/2 页）" in before.text
    assert before.styled("bold") == []
    assert finger.text == last.text
    assert VIEW_CHINESE.later_page not in finger.labels()


async def test_buttons_work_after_a_restart_and_on_a_message_too_old_to_be_read(
    running: Running, ask: Ask
) -> None:
    async with running():
        finger = await ask()
        [opening, *_] = finger.data()
    async with running():
        unreadable = {
            "message": {
                "message_id": finger.message.message_id,
                "date": 0,
                "chat": {"id": 11, "type": "private"},
            }
        }
        await finger.send(opening, **unreadable)

    assert AWARD.text in finger.text


async def test_tapping_twice_does_no_harm(running: Running, ask: Ask) -> None:
    async with running():
        finger = await ask()
        [opening, *_] = finger.data()
        await finger.send(opening)
        once = finger.text
        said = await finger.send(opening)

    assert finger.text == once
    assert "text" not in said


async def test_an_article_that_left_the_archive_is_not_shown_again(
    running: Running, shelf: ShelfDesk, ask: Ask
) -> None:
    async with running():
        finger = await ask()
        await finger.tap("[1]")
        shelf.articles = [PHOTO]
        said = await finger.tap(VIEW_CHINESE.back)

    assert said["text"] == VIEW_CHINESE.gone
    assert said["show_alert"] == "true"
    assert finger.text == VIEW_CHINESE.ask_again
    assert finger.labels() == []


async def test_a_new_generation_without_the_article_takes_it_from_the_buttons_too(
    running: Running, ask: Ask, settings: Settings, published: Publish
) -> None:
    published([AWARD, PHOTO])
    async with running(answerer=ArchiveAnswerer(settings)):
        finger = await ask()
        published([PHOTO])
        said = await finger.tap("[1]")

    assert said["text"] == VIEW_CHINESE.gone
    assert finger.text == VIEW_CHINESE.ask_again


async def test_an_article_whose_words_have_changed_is_as_good_as_gone(
    running: Running, shelf: ShelfDesk, ask: Ask
) -> None:
    async with running():
        finger = await ask()
        shelf.articles = [Article("award", AWARD.title, AWARD.text.replace("6家", "7家"))]
        said = await finger.tap("[1]")

    assert said["text"] == VIEW_CHINESE.gone
    assert "6家" not in finger.text


async def test_a_button_whose_answer_was_erased_says_so_kindly(
    running: Running, ask: Ask, erase: Callable[[], None]
) -> None:
    async with running():
        finger = await ask()
        answer = finger.text
        every = finger.data()
        erase()
        said = [await finger.send(data) for data in every]

    assert {one["text"] for one in said} == {VIEW_CHINESE.too_old}
    assert finger.text == answer


@pytest.mark.parametrize(
    "data",
    [
        "o",
        "o:nobody:1:0",
        "o:{key}:99:0",
        "o:{key}:-1:0",
        "o:{key}:①:0",
        "f:{key}:great",
        "r:{key}",
    ],
)
async def test_data_that_no_button_has_is_answered_all_the_same(
    running: Running, ask: Ask, data: str
) -> None:
    async with running():
        finger = await ask()
        key = finger.data()[0].split(":")[1]
        said = await finger.send(data.format(key=key))

    assert said["text"] == VIEW_CHINESE.too_old


async def test_the_key_of_one_chat_opens_nothing_in_another(running: Running, ask: Ask) -> None:
    async with running():
        mine = await ask()
        theirs = await ask("摄影大赛收到多少幅作品？", chat_id=12)
        said = await theirs.send(mine.data()[0])

    assert said["text"] == VIEW_CHINESE.too_old


async def test_a_tap_that_telegram_takes_no_answer_to_still_does_what_it_says(
    server: TelegramServer, running: Running, ask: Ask
) -> None:
    async with running():
        finger = await ask()
        await server.tap(11, finger.message.message_id, finger.data()[0], expired=True)
        await server.until(lambda: AWARD.title in finger.text.partition("\n\n")[0])

    assert AWARD.text in finger.text


async def test_a_tap_that_breaks_is_answered_with_a_reference_number(
    running: Running, shelf: ShelfDesk, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(article_id: str) -> Article:
        raise RuntimeError(article_id)

    async with running():
        finger = await ask()
        monkeypatch.setattr(shelf, "article", broken)
        said = await finger.tap("[1]")

    assert said["text"].startswith(VIEW_CHINESE.broken.partition("{")[0])
    assert said["show_alert"] == "true"


async def test_a_refusal_lets_the_nearest_passages_be_opened(running: Running, ask: Ask) -> None:
    async with running():
        finger = await ask("天气如何呢？")
        await finger.tap("[1]")

    assert AWARD.text in finger.text


async def test_a_thumb_up_is_kept_and_marked(
    running: Running, ask: Ask, verdicts: Callable[[], list[tuple[str, str | None]]]
) -> None:
    async with running():
        finger = await ask()
        said = await finger.tap(VIEW_CHINESE.good)

    assert said["text"] == VIEW_CHINESE.thanks_good
    assert finger.labels()[-2:] == [f"{VIEW_CHINESE.good} ✓", VIEW_CHINESE.bad]
    assert verdicts() == [("good", None)]


async def test_a_thumb_down_asks_why_and_the_mind_may_be_changed(
    running: Running, ask: Ask, verdicts: Callable[[], list[tuple[str, str | None]]]
) -> None:
    async with running():
        finger = await ask()
        await finger.tap(VIEW_CHINESE.bad)
        asked, first = finger.labels(), verdicts()
        await finger.tap("已过时")
        reasoned, second = finger.labels(), verdicts()
        await finger.tap(VIEW_CHINESE.good)

    assert [label for _, label in VIEW_CHINESE.reasons] == asked[-6:-1]
    assert first == [("bad", None)]
    assert f"{VIEW_CHINESE.bad} ✓" in reasoned
    assert second == [("bad", "stale")]
    assert verdicts() == [("good", None)]


async def test_a_verdict_without_a_reason_stays_a_verdict(
    running: Running, ask: Ask, verdicts: Callable[[], list[tuple[str, str | None]]]
) -> None:
    async with running():
        finger = await ask()
        await finger.tap(VIEW_CHINESE.bad)
        await finger.tap(VIEW_CHINESE.not_now)

    assert f"{VIEW_CHINESE.bad} ✓" in finger.labels()
    assert verdicts() == [("bad", None)]


async def test_in_a_group_anyone_opens_and_everyone_has_a_verdict_that_nobody_sees(
    running: Running, ask: Ask, verdicts: Callable[[], list[tuple[str, str | None]]]
) -> None:
    group = {"id": -1001, "type": "supergroup", "title": "g"}
    async with running():
        finger = await ask(f"/ask {QUESTION}", chat_id=-1001, chat=group)
        await finger.tap(VIEW_CHINESE.good)
        finger.member = 12
        await finger.tap(VIEW_CHINESE.bad)
        await finger.tap("不完整")
        under_the_answer = finger.labels()
        await finger.tap("[1]")

    assert AWARD.text in finger.text
    assert under_the_answer[-2:] == [VIEW_CHINESE.good, VIEW_CHINESE.bad]
    assert sorted(verdicts()) == [("bad", "partial"), ("good", None)]


async def test_who_writes_traditional_is_answered_so_with_the_quotes_as_printed(
    running: Running, ask: Ask
) -> None:
    async with running():
        finger = await ask("哪些驛站獲評最美驿站？")
        answer = finger.now
        await finger.tap("[1]")
        printed = finger.text
        await finger.tap("看繁體")
        converted = finger.text
        await finger.tap("看原文")

    assert answer.styled("expandable_blockquote") == [AWARD.text]
    assert AWARD.text in printed
    assert converted.startswith("轉換顯示，非原文：")
    assert "獲評全國最美站點" in converted
    assert finger.text == printed


async def test_an_english_question_has_english_buttons(
    running: Running, shelf: ShelfDesk, ask: Ask
) -> None:
    shelf.articles = [Article("e", "Award", "Six stations won the award.")]
    async with running():
        finger = await ask("Which stations won?")

    assert finger.labels()[-2:] == [VIEW_ENGLISH.good, VIEW_ENGLISH.bad]
