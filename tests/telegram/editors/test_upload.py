"""A page that an administrator sends: seen before it is added, added whole, found at once."""

import asyncio
import contextlib
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lo_bot_api_emulator import ApiRefusal

from bot.editors.incoming import LONGEST_FILE_NAME, destination, safe_name, store, wanted_name
from bot.editors.messages import ADMIN_CHINESE, ADMIN_ENGLISH
from bot.editors.preview import SHOWN_ARTICLES, preview
from bot.editors.uploads import KEPT_SECONDS
from corpus.article import Article
from corpus.config import Settings
from corpus.errors import CorpusError
from corpus.load import load
from index.store.generation import ASIDE, current_name
from tests.confined import confined_child
from tests.telegram import archive as telegram_archive
from tests.telegram.archive import ADMIN, FIRST_PAGE, MEMBER, Archive, said
from tests.telegram.emulator import TOKEN, Shown, TelegramServer
from tests.telegram.world import answered

pytest_plugins = ["tests.telegram.fixtures", "tests.telegram.archive_fixtures"]

NAME = "2023-01-06_02.md"
PAGE = (
    "在思想引领上展现“工”力量\n\n## 海淀区举办职工摄影大赛\n\n"
    "海淀职工摄影大赛共收到29个基层工会推荐的近600幅作品。\n\n"
    "## 市水务局工会慰问一线职工\n\n"
    "本报讯（记者 孙艳）刘光明带队慰问河湖流域中心的一线职工，送上新年祝福。\n"
)
QUESTION = "海淀职工摄影大赛收到多少幅作品？"
PATIENCE = 30.0


async def sent(server: TelegramServer, name: str = NAME, text: str = PAGE, **more: object) -> Shown:
    """Send a page file and return its preview."""
    await server.send_file(name, text.encode(), ADMIN, **more)
    return await said(server, f"📄 {name}")


async def tap(server: TelegramServer, shown: Shown, label: str) -> dict[str, object]:
    number = await server.press(ADMIN, shown.message_id, label)
    return await server.answer_to(number, PATIENCE)


def pages(settings: Settings) -> dict[str, str]:
    """Return the visible pages of the archive."""
    found = settings.corpus.folders[0].rglob("*")
    return {
        path.name: path.read_text(encoding="utf-8")
        for path in found
        if path.is_file() and not any(part.startswith(".") for part in path.parts)
    }


def waiting(settings: Settings) -> list[Path]:
    return list(settings.bot.journal.with_name("journal.sqlite.uploads").glob("*/*"))


async def test_the_preview_shows_the_day_and_each_article_of_the_page(
    server: TelegramServer, archive: Settings, open_archive: Archive
) -> None:
    async with open_archive():
        shown = await sent(server)

    assert shown.text.startswith(f"📄 {NAME}\n\n2023-01-06 第2版\n2 篇文章，共 ")
    assert (
        "1. 在思想引领上展现“工”力量\n海淀区举办职工摄影大赛\n海淀职工摄影大赛共收到29个"
        in shown.text
    )
    assert shown.styled("bold") == ["海淀区举办职工摄影大赛", "市水务局工会慰问一线职工"]
    assert "\n刘光明带队慰问河湖流域中心的一线职工，送上新年祝福。（35 字 · 孙艳）\n" in shown.text
    assert shown.text.endswith(ADMIN_CHINESE.ask)
    assert [button["text"] for button in shown.buttons] == [
        ADMIN_CHINESE.confirm,
        ADMIN_CHINESE.cancel,
    ]
    assert list(pages(archive)) == ["2023-01-05_01.md"]


async def test_a_confirmed_page_is_stored_indexed_and_answers(
    server: TelegramServer, archive: Settings, open_archive: Archive
) -> None:
    async with open_archive():
        shown = await sent(server)
        await tap(server, shown, ADMIN_CHINESE.confirm)
        done = await said(server, "从现在起", seconds=PATIENCE)
        await server.say(QUESTION)
        [answer] = await answered(server)

    assert done.text.startswith(f"✅ {NAME} 已存进档案。\n\n✅ 重建完成")
    assert done.message_id == shown.message_id
    assert done.buttons == []
    assert pages(archive)[NAME] == PAGE
    assert "近600幅作品" in answer.text
    assert "2023-01-06 第2版" in answer.text
    assert waiting(archive) == []


async def test_a_page_that_is_not_wanted_leaves_nothing_behind(
    server: TelegramServer, archive: Settings, open_archive: Archive
) -> None:
    async with open_archive():
        shown = await sent(server)
        await tap(server, shown, ADMIN_CHINESE.cancel)

    assert server.of_chat(ADMIN)[-1].text == f"📄 {NAME}\n\n{ADMIN_CHINESE.dropped}"
    assert waiting(archive) == []
    assert list(pages(archive)) == ["2023-01-05_01.md"]


async def test_the_buttons_work_after_a_restart(
    server: TelegramServer, archive: Settings, open_archive: Archive
) -> None:
    async with open_archive():
        shown = await sent(server)
    async with open_archive():
        await tap(server, shown, ADMIN_CHINESE.confirm)
        await said(server, "从现在起", seconds=PATIENCE)

    assert pages(archive)[NAME] == PAGE


async def test_a_second_tap_and_an_old_button_are_told_kindly(
    server: TelegramServer, archive: Settings, open_archive: Archive
) -> None:
    async with open_archive():
        shown = await sent(server)
        data = shown.buttons[0]["callback_data"]
        await tap(server, shown, ADMIN_CHINESE.cancel)
        used = await server.answer_to(await server.tap(ADMIN, shown.message_id, data))
        never = await server.answer_to(await server.tap(ADMIN, shown.message_id, "u:1-abc:y"))

    assert used["text"] == never["text"] == ADMIN_CHINESE.expired
    assert used["show_alert"]
    assert current_name(archive.index.folder) == "gen-000001"


async def test_nobody_else_can_use_the_buttons(
    server: TelegramServer, archive: Settings, open_archive: Archive
) -> None:
    async with open_archive():
        shown = await sent(server)
        data = shown.buttons[0]["callback_data"]
        stranger = {"id": MEMBER, "is_bot": False, "first_name": "乙"}
        number = await server.tap(ADMIN, shown.message_id, data, **{"from": stranger})
        answer = await server.answer_to(number)

    assert answer["text"] == ADMIN_CHINESE.not_yours
    assert list(pages(archive)) == ["2023-01-05_01.md"]


async def test_a_changed_page_replaces_the_old_one_which_is_kept_aside(
    server: TelegramServer, archive: Settings, open_archive: Archive
) -> None:
    changed = FIRST_PAGE.replace("6家", "7家")
    async with open_archive():
        shown = await sent(server, "2023-01-05_01.md", changed)
        await tap(server, shown, ADMIN_CHINESE.confirm)
        done = await said(server, "从现在起", seconds=PATIENCE)

    assert ADMIN_CHINESE.replaces.format(path="2023-01-05_01.md") in shown.text
    assert pages(archive) == {"2023-01-05_01.md": changed}
    [backup] = (archive.corpus.folders[0] / ".replaced").iterdir()
    assert backup.read_text(encoding="utf-8") == FIRST_PAGE
    assert f"旧的一版备份在 .replaced/{backup.name}。" in done.text
    assert [one.text for one in load(archive.corpus.folders).articles] == [changed.split("\n")[2]]


async def test_another_file_of_the_same_day_and_page_is_pointed_out(
    server: TelegramServer, open_archive: Archive
) -> None:
    async with open_archive():
        shown = await sent(server, "20230105第1版.txt")

    assert ADMIN_CHINESE.beside.format(path="2023-01-05_01.md") in shown.text


async def test_the_same_page_again_is_already_there(
    server: TelegramServer, archive: Settings, open_archive: Archive
) -> None:
    async with open_archive():
        shown = await sent(server, "2023-01-05_01.md", FIRST_PAGE)

    assert shown.text.endswith(ADMIN_CHINESE.same.format(path="2023-01-05_01.md"))
    assert shown.buttons == []
    assert waiting(archive) == []


async def test_a_caption_names_the_page_and_an_edited_one_names_it_anew(
    server: TelegramServer, archive: Settings, open_archive: Archive
) -> None:
    async with open_archive():
        await server.send_file("第二版.txt", PAGE.encode(), ADMIN)
        unnamed = await said(server, ADMIN_CHINESE.no_date)
        number = server.last_said(ADMIN)
        server.said[ADMIN, number]["caption"] = "2023-01-06_02"
        await server.rewrite("", ADMIN, number)
        named = await said(server, "📄 2023-01-06_02.txt")
        await tap(server, named, ADMIN_CHINESE.confirm)
        await said(server, "从现在起", seconds=PATIENCE)

    assert named.message_id == unnamed.message_id
    assert ADMIN_CHINESE.no_date not in named.text
    assert pages(archive)["2023-01-06_02.txt"] == PAGE


@pytest.mark.parametrize(
    "case",
    [
        ("sheet.xls", b"\xd0\xcf\x11\xe0", ".xls is not read: save it as XLSX"),
        ("2023-01-06.md", b"\x00\x01\x02\xff", "it is binary, not text"),
        ("2023-01-06.md", b"\n", "it is empty"),
        ("README.md", PAGE.encode(), "这个文件名不会被当作报纸"),
    ],
)
async def test_what_is_no_page_is_refused_with_the_reason_of_a_build(
    server: TelegramServer,
    archive: Settings,
    open_archive: Archive,
    case: tuple[str, bytes, str],
) -> None:
    name, content, reason = case
    async with open_archive():
        await server.send_file(name, content, ADMIN)
        shown = await said(server, "📄")

    assert reason in shown.text
    assert shown.buttons == []
    assert waiting(archive) == []


async def test_a_page_is_previewed_in_a_cell_and_a_stop_does_not_wait_for_it(
    server: TelegramServer, open_archive: Archive
) -> None:
    async with open_archive():
        await server.send_file(NAME, ("一\n" * 4_000_000).encode(), ADMIN)
        told = await server.until(confined_child, 60.0)
        began = time.monotonic()
    stopped_in = time.monotonic() - began

    assert TOKEN not in told["environ"]
    assert stopped_in < 5.0


async def test_a_page_in_an_old_encoding_is_read_and_stored_as_it_is(
    server: TelegramServer, archive: Settings, open_archive: Archive
) -> None:
    async with open_archive():
        await server.send_file(NAME, PAGE.encode("gb18030"), ADMIN)
        shown = await said(server, "📄")
        await tap(server, shown, ADMIN_CHINESE.confirm)
        await said(server, "从现在起", seconds=PATIENCE)

    assert "海淀区举办职工摄影大赛" in shown.text
    assert (archive.corpus.folders[0] / NAME).read_bytes() == PAGE.encode("gb18030")


async def test_a_file_that_is_too_large_or_cannot_be_fetched_is_told(
    server: TelegramServer, open_archive: Archive
) -> None:
    async with open_archive():
        await server.send_file("large.md", b"a" * 20_000_001, ADMIN)
        large = await said(server, "太大")
        server.faults["getFile"] = [ApiRefusal("Bad Request: wrong file_id specified")]
        await server.send_file(NAME, PAGE.encode(), ADMIN)
        lost = await said(server, "没有取到")

    assert large.text == ADMIN_CHINESE.too_large.format(megabytes=20)
    assert "file_id" in lost.text


async def test_several_pages_sent_at_once_get_a_preview_each(
    server: TelegramServer, open_archive: Archive
) -> None:
    async with open_archive():
        for number in (2, 3, 4):
            name = f"2023-01-06_0{number}.md"
            await server.send_file(name, PAGE.encode(), ADMIN, media_group_id="album")
            await said(server, name)

    assert len(server.of_chat(ADMIN)) == 3


async def test_a_members_file_is_met_as_ever_and_is_not_fetched(
    server: TelegramServer, archive: Settings, open_archive: Archive
) -> None:
    async with open_archive():
        await server.send_file(NAME, PAGE.encode(), MEMBER)
        [shown] = await answered(server, MEMBER)

    assert "文字" in shown.text
    assert server.methods("getFile") == []
    assert waiting(archive) == []


async def test_a_folder_that_cannot_be_written_is_told_and_the_button_stays(
    server: TelegramServer, archive: Settings, open_archive: Archive
) -> None:
    folder = archive.corpus.folders[0]
    async with open_archive():
        shown = await sent(server)
        folder.rename(folder.with_name("unmounted"))
        await tap(server, shown, ADMIN_CHINESE.confirm)
        failed = await said(server, "没有写进去")
        folder.with_name("unmounted").rename(folder)
        await tap(server, failed, ADMIN_CHINESE.confirm)
        await said(server, "从现在起", seconds=PATIENCE)

    assert failed.text.startswith(f"没有写进去：no folder at {folder}")
    assert pages(archive)[NAME] == PAGE


async def test_killed_after_the_tap_the_next_start_does_the_rest_in_the_same_message(
    server: TelegramServer, archive: Settings, open_archive: Archive, tmp_path: Path
) -> None:
    long = PAGE + "".join(f"## 第{n}场\n\n第{n}场有{n}名职工参加。\n\n" for n in range(6000))
    (archive.corpus.folders[0] / "2023-01-04.md").write_text(long, encoding="utf-8")
    command = [sys.executable, telegram_archive.__file__, server.address, str(tmp_path)]
    bot = await asyncio.to_thread(subprocess.Popen, command)
    try:
        shown = await sent(server)
        await server.press(ADMIN, shown.message_id, ADMIN_CHINESE.confirm)
        await server.until(lambda: list(archive.index.folder.glob(f"{ASIDE}*")), 60.0)
    finally:
        bot.kill()
        await asyncio.to_thread(bot.wait)
    (archive.corpus.folders[0] / "2023-01-04.md").unlink()
    async with open_archive():
        done = await said(server, "从现在起", seconds=PATIENCE)

    assert len(server.of_chat(ADMIN)) == 1
    assert done.message_id == shown.message_id
    assert pages(archive)[NAME] == PAGE
    assert not (archive.corpus.folders[0] / ".replaced").exists()
    assert waiting(archive) == []


async def test_a_page_that_nobody_confirms_is_gone_after_a_day(
    server: TelegramServer, archive: Settings, open_archive: Archive
) -> None:
    async with open_archive():
        first = await sent(server)
        with contextlib.closing(sqlite3.connect(archive.bot.journal)) as db, db:
            db.execute("UPDATE uploads SET made = made - ?", (KEPT_SECONDS,))
        answer = await tap(server, first, ADMIN_CHINESE.confirm)
        await sent(server, "2023-01-07_01.md")

    assert answer["text"] == ADMIN_CHINESE.expired
    assert [path.name for path in waiting(archive)] == ["2023-01-07_01.md"]


def test_a_page_below_a_folder_is_replaced_where_it_stands(tmp_path: Path) -> None:
    below = tmp_path / "2023" / "01"
    (tmp_path / ".replaced").mkdir()
    below.mkdir(parents=True)
    for folder in (below, tmp_path / ".replaced"):
        (folder / NAME).write_text("…")
        (folder / "02.md").write_text("…")

    assert destination(NAME, [tmp_path]) == below / NAME
    assert destination("02.md", [tmp_path]) == tmp_path / "02.md"


def test_without_a_folder_nothing_is_stored_and_the_error_says_what_to_type(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="what to do: type `mkdir -p"):
        destination(NAME, [tmp_path / "none"])


def test_a_page_that_cannot_be_put_into_its_place_leaves_no_trace(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()

    with pytest.raises(OSError, match="directory"):
        store(b"page", tmp_path / NAME)

    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == []


def test_many_articles_are_cut_with_their_number() -> None:
    articles = [Article(str(n), f"标题{n}", "正文。") for n in range(SHOWN_ARTICLES + 5)]

    shown = preview("a.md", articles, "en", ADMIN_ENGLISH)

    assert "25. 标题24" in shown.text
    assert "… and 5 more" in shown.text


@given(st.text())
def test_a_safe_name_leads_nowhere_and_can_be_written(sent: str) -> None:
    name = safe_name(sent)

    assert name == Path(name).name
    assert name.strip() == name
    assert not name.startswith(".")
    assert 0 < len(name.encode()) <= LONGEST_FILE_NAME
    assert safe_name(name) == name


@given(st.text(), st.text())
def test_whatever_the_caption_says_the_name_is_safe(sent: str, caption: str) -> None:
    name = wanted_name(sent, caption)

    assert safe_name(name) == name


@pytest.mark.parametrize(
    ("sent", "caption", "name"),
    [
        ("a.txt", "2023-01-05_02.md", "2023-01-05_02.md"),
        ("a.txt", "2023-01-05_02", "2023-01-05_02.txt"),
        ("a.md", "../2023.01.05", "2023.01.05.md"),
        ("a.md", "请把这一版加进去", "a.md"),
        ("a.md", "2023-01-05\n第2版", "a.md"),
        ("新闻 第2版.TXT", "", "新闻 第2版.TXT"),
    ],
)
def test_a_caption_names_the_file_if_it_is_a_name(sent: str, caption: str, name: str) -> None:
    assert wanted_name(sent, caption) == name
