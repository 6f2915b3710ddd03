"""What administrators type, and that nobody else can."""

import asyncio
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.editors.messages import ADMIN_CHINESE, ADMIN_ENGLISH, admin_messages
from bot.editors.progress import progress_text, report_text
from bot.telegram.editors import rebuilding
from corpus.config import Settings
from corpus.errors import ConfigError
from corpus.load import RefusedFile
from corpus.settings.channels import TelegramSettings
from index.building.build import BuildReport, build_generation
from index.store.generation import ASIDE, current_name, lock
from tests.telegram import archive as telegram_archive
from tests.telegram.archive import ADMIN, MEMBER, Archive, said
from tests.telegram.emulator import TelegramServer
from tests.telegram.world import answered, settled

pytest_plugins = ["tests.telegram.fixtures", "tests.telegram.archive_fixtures"]

SECOND_PAGE = "## 海淀区举办职工摄影大赛\n\n海淀职工摄影大赛共收到29个基层工会推荐的近600幅作品。\n"
MANY = "".join(
    f"## 第{n}场报告会\n\n第{n}场报告会有{n * 7 % 991}名职工参加。\n\n" for n in range(9000)
)
QUESTION = "海淀职工摄影大赛收到多少幅作品？"
REPORT = BuildReport("gen-000002", 12, 34, 5, (), 1.25)


def write(settings: Settings, text: str, name: str = "2023-01-05_02.md") -> None:
    (settings.corpus.folders[0] / name).write_text(text, encoding="utf-8")


async def test_rebuild_ends_in_a_report_and_answers_come_from_the_new_index(
    server: TelegramServer, archive: Settings, open_archive: Archive
) -> None:
    write(archive, SECOND_PAGE)
    (archive.corpus.folders[0] / "sheet.xls").write_bytes(b"\xd0\xcf\x11\xe0")
    async with open_archive():
        await server.say("/rebuild", chat_id=ADMIN)
        shown = await said(server, "✅")
        await server.say(QUESTION)
        [answer] = await answered(server)

    assert "文章 2 篇，分成 2 段，索引 gen-000002。\n从现在起，答案都来自新索引。" in shown.text
    assert (
        "有 1 个文件读不了，没有收进去：\n· sheet.xls：.xls is not read: save it as XLSX"
        in shown.text
    )
    assert len(server.of_chat(ADMIN)) == 1
    assert "近600幅作品" in answer.text


async def test_the_progress_is_shown_by_edits_of_one_message_and_not_too_often(
    server: TelegramServer,
    archive: Settings,
    open_archive: Archive,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rebuilding, "_EVERY", 0.2)
    write(archive, MANY)
    async with open_archive():
        await server.say("/rebuild", chat_id=ADMIN, **{"from": _person("en")})
        began = time.monotonic()
        shown = await said(server, "✅")
        took = time.monotonic() - began

    assert len(server.of_chat(ADMIN)) == 1
    assert shown.versions[0] == progress_text("read", 0, 1, ADMIN_ENGLISH)
    assert 2 <= len(shown.versions) <= took / 0.2 + 1
    assert any("step 3 of 4: indexing meanings" in version for version in shown.versions)


async def test_everybody_is_answered_from_the_index_before_while_it_builds(
    server: TelegramServer, archive: Settings, open_archive: Archive
) -> None:
    write(archive, MANY)
    async with open_archive():
        await server.say("/rebuild", chat_id=ADMIN)
        await server.until(lambda: list(archive.index.folder.glob(f"{ASIDE}*")))
        for chat in (MEMBER, ADMIN):
            await server.say("几家驿站获评全国最美站点？", chat_id=chat)
            await said(server, "6家驿站", chat)
        generation = current_name(archive.index.folder)
        await said(server, "✅")

    assert generation == "gen-000001"


async def test_a_build_beside_another_one_is_refused_kindly(
    server: TelegramServer, archive: Settings, open_archive: Archive
) -> None:
    async with open_archive():
        with lock(archive.index.folder):
            await server.say("/rebuild", chat_id=ADMIN)
            shown = await said(server, ADMIN_CHINESE.locked)

    assert shown.text == ADMIN_CHINESE.locked


async def test_a_build_that_fails_says_what_to_do(
    server: TelegramServer, archive: Settings, open_archive: Archive
) -> None:
    async with open_archive():
        archive.corpus.folders[0].rename(archive.corpus.folders[0].with_name("moved"))
        await server.say("/rebuild", chat_id=ADMIN)
        shown = await said(server, "重建没有成功")

    assert f"原因：no folder at {archive.corpus.folders[0]}\n怎么办：type `mkdir" in shown.text


async def test_a_vanished_share_is_held_back_until_an_administrator_taps(
    server: TelegramServer, archive: Settings, open_archive: Archive
) -> None:
    write(archive, MANY[:200])
    build_generation(archive)
    for page in archive.corpus.folders[0].iterdir():
        page.unlink()
    async with open_archive():
        await server.say("/rebuild", chat_id=ADMIN)
        shown = await said(server, "⏸")
        held = current_name(archive.index.folder)
        stranger = await server.tap(
            ADMIN, shown.message_id, "h:1", **{"from": {**_person("zh"), "id": MEMBER}}
        )
        refused = await server.answer_to(stranger)
        await server.press(ADMIN, shown.message_id, ADMIN_CHINESE.publish_anyway)
        done = await said(server, "✅")

    assert re.search(
        r"原因：nothing was published: (\d+) of the \1 articles that answer", shown.text
    )
    assert held == "gen-000002"
    assert refused["text"] == ADMIN_CHINESE.not_yours
    assert done.message_id == shown.message_id
    assert current_name(archive.index.folder) == "gen-000003"


async def test_a_stop_in_the_middle_is_quick_and_the_next_start_builds_again_in_the_same_message(
    server: TelegramServer, archive: Settings, open_archive: Archive
) -> None:
    write(archive, MANY)
    async with open_archive():
        await server.say("/rebuild", chat_id=ADMIN)
        await server.until(lambda: list(archive.index.folder.glob(f"{ASIDE}*")))
        began = time.monotonic()
    stopped = time.monotonic() - began
    write(archive, SECOND_PAGE)
    async with open_archive():
        shown = await said(server, "✅")

    assert stopped < 2.0
    assert len(server.of_chat(ADMIN)) == 1
    assert "gen-000002" in shown.text


async def test_killed_in_the_middle_the_next_start_builds_again_in_the_same_message(
    server: TelegramServer, archive: Settings, open_archive: Archive, tmp_path: Path
) -> None:
    write(archive, MANY)
    command = [sys.executable, telegram_archive.__file__, server.address, str(tmp_path)]
    bot = await asyncio.to_thread(subprocess.Popen, command)
    try:
        await server.say("/rebuild", chat_id=ADMIN)
        await server.until(lambda: list(archive.index.folder.glob(f"{ASIDE}*")), 60.0)
    finally:
        bot.kill()
        await asyncio.to_thread(bot.wait)
    write(archive, SECOND_PAGE)
    async with open_archive():
        shown = await said(server, "✅")

    assert len(server.of_chat(ADMIN)) == 1
    assert "文章 2 篇" in shown.text


async def test_figures_count_questions_members_and_what_was_asked_in_vain(
    server: TelegramServer, open_archive: Archive
) -> None:
    async with open_archive():
        await server.say("几家驿站获评全国最美站点？")
        await server.say("Why is the sky blue?", chat_id=12)
        await answered(server, 11)
        await answered(server, 12)
        await settled(server)
        await server.say("/stats", chat_id=ADMIN)
        shown = await said(server, "📊")

    assert (
        "今天：提问 2 次，2 人\n近 7 天：提问 2 次，2 人\n　答上 50%，没有找到 50%\n" in shown.text
    )
    assert "　用时：一半在 0." in shown.text
    assert "近两天出错：0 次\n正在排队：0 条\n索引：gen-000001\n\n" in shown.text
    assert shown.text.endswith("最近没有找到答案的问题：\n1. Why is the sky blue?")


async def test_figures_of_an_empty_journal_are_readable(
    server: TelegramServer, open_archive: Archive
) -> None:
    async with open_archive():
        await server.say("/stats", chat_id=ADMIN, **{"from": _person("en")})
        shown = await said(server, "📊")

    assert "answered —, not found —\n   time: not measured yet\n" in shown.text
    assert shown.text.endswith(ADMIN_ENGLISH.none_unanswered)


async def test_reload_tells_what_changed_and_what_waits_for_a_new_start(
    server: TelegramServer, archive: Settings, open_archive: Archive
) -> None:
    channel = TelegramSettings(
        base_url=archive.bot.telegram.base_url, admins=(ADMIN,), per_hour=7, health=9999
    )
    new = archive.model_copy(update={"bot": archive.bot.model_copy(update={"telegram": channel})})
    async with open_archive(reread=lambda: new):
        await server.say("/reload", chat_id=ADMIN)
        shown = await said(server, "设置已重新读取")
        await server.say("/reload", chat_id=ADMIN)
        again = await said(server, ADMIN_CHINESE.nothing_changed)

    assert shown.text == (
        "设置已重新读取。有变化的：\n· bot.telegram.per_hour\n· bot.telegram.health\n\n"
        "下面这些要重新启动才生效：\n· bot.telegram.health"
    )
    assert again.text == ADMIN_CHINESE.nothing_changed


async def test_wrong_settings_are_told_with_the_remedy_and_change_nothing(
    server: TelegramServer, open_archive: Archive
) -> None:
    def wrong() -> Settings:
        raise ConfigError("unknown key bot.jurnal", "did you mean bot.journal?")

    async with open_archive(reread=wrong):
        await server.say("/reload", chat_id=ADMIN)
        shown = await said(server, "设置有错")

    assert "错在：unknown key bot.jurnal\n怎么办：did you mean bot.journal?" in shown.text


@pytest.mark.parametrize("command", ["/stats", "/reload", "/rebuild"])
async def test_for_members_there_is_no_such_command(
    server: TelegramServer, archive: Settings, open_archive: Archive, command: str
) -> None:
    async with open_archive():
        await server.say(command, chat_id=MEMBER)
        [shown] = await answered(server)

    assert shown.text.startswith("没有")
    assert "命令" in shown.text
    assert current_name(archive.index.folder) == "gen-000001"


async def test_in_a_group_an_administrator_is_sent_to_the_private_chat(
    server: TelegramServer, open_archive: Archive
) -> None:
    async with open_archive():
        await server.say("/stats", chat_id=-500, **{"from": _person("zh")})
        shown = await said(server, ADMIN_CHINESE.only_private, chat_id=-500)

    assert shown.text == ADMIN_CHINESE.only_private


def test_a_long_list_of_refused_files_is_cut_with_the_way_to_the_rest() -> None:
    refused = tuple(RefusedFile(f"{n}.pdf", "no kind of file") for n in range(40))
    report = BuildReport("g", 1, 1, 1, refused, 1.0)

    text = report_text(report, "…", admin_messages("en"))

    assert "· 14.pdf: no kind of file\n… and 25 more; `gongda index build` shows" in text


@pytest.mark.parametrize(
    ("done", "total", "bar"), [(0, 9, "░" * 12), (9, 9, "▓" * 12), (0, 0, "▓" * 12)]
)
def test_the_bar_is_empty_at_first_and_full_at_the_end(done: int, total: int, bar: str) -> None:
    assert progress_text("words", done, total, ADMIN_ENGLISH).splitlines()[1].split()[0] == bar


def _person(code: str) -> dict[str, object]:
    return {"id": ADMIN, "is_bot": False, "first_name": "甲", "language_code": code}
