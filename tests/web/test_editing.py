"""What editors do in the browser: sign in, bring pages, publish, roll back, correct."""

import asyncio
import io
import json
import re
import time
import zipfile
from collections.abc import AsyncIterator

import pytest

from bot.members.editors import LINK_SECONDS, Editors
from bot.web.editing.waiting import unreadable_files
from corpus.check.findings import Checked, CheckedPage
from corpus.config import CorpusSettings
from corpus.load import RefusedFile
from corpus.page.overlay import read_overlay
from index.store.generation import current_name
from tests.web.server import Serve, Server

pytest_plugins = ["tests.web.fixtures"]

PAGE = (
    "## 港务公司谈成夜班津贴\n\n"
    "本报讯（记者 霍然）4月19日，夜班津贴从每班28元涨到45元，覆盖730名职工。\n"
).encode()
ALLOWANCE = "夜班津贴涨到多少元？"
KILOMETRES = "谭玉兰安全行驶了多少公里？"


@pytest.fixture
async def editor(serve: Serve, desk: CorpusSettings) -> AsyncIterator[Server]:
    async with serve(corpus=desk) as server:
        await server.sign_in()
        yield server


async def test_a_link_signs_one_browser_in_and_looking_at_it_does_not_use_it_up(
    server: Server,
) -> None:
    secret = Editors(server.services.journal.db).issue("ann")

    looked = [await server.browser.get(f"/sign-in/{secret}") for _ in range(2)]
    taken = await server.form(f"/sign-in/{secret}")
    again = await server.form(f"/sign-in/{secret}")
    page = await server.browser.get("/editors")

    assert [one.status_code for one in looked] == [200, 200]
    cookie = taken.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert again.status_code == 410
    assert "已登录：ann" in page.text
    dump = "\n".join(server.services.journal.db.iterdump())
    assert secret not in dump
    assert server.browser.cookies["gongda_editor"] not in dump


async def test_a_link_that_is_too_old_lets_nobody_in(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = Editors(server.services.journal.db).issue("ann")
    late = time.time() + LINK_SECONDS + 1
    monkeypatch.setattr("bot.members.editors.time.time", lambda: late)

    assert (await server.browser.get(f"/sign-in/{secret}")).status_code == 410
    assert (await server.form(f"/sign-in/{secret}")).status_code == 410


async def test_who_signs_out_or_is_signed_out_is_an_editor_no_longer(server: Server) -> None:
    await server.sign_in()
    stolen = server.browser.cookies["gongda_editor"]
    await server.form("/sign-out")
    async with server.another() as thief:
        thief.cookies.set("gongda_editor", stolen)
        after = await thief.get("/editors")
    await server.sign_in("bob")
    Editors(server.services.journal.db).revoke("bob")

    assert after.status_code == 403
    assert (await server.browser.get("/editors")).status_code == 403


async def test_a_page_is_brought_looked_at_published_and_taken_back(
    editor: Server, desk: CorpusSettings
) -> None:
    check = (await editor.bring(("2024-04-25_02.md", PAGE), ("notes.xls", b"\xd0\xcf"))).text

    assert "港务公司谈成夜班津贴" in check
    assert "1 个文件，1 篇文章" in check
    assert "notes.xls" in check
    assert ".xls is not read: save it as XLSX" in check
    page = await editor.published()

    assert "2024-04-25_02.md 已存进档案。" in page
    assert "重建完成" in page
    assert "还没有发布的文件" not in page
    assert (desk.folders[0] / "2024-04-25_02.md").read_bytes() == PAGE
    assert not (desk.folders[0] / "notes.xls").exists()
    assert "45元" in (await editor.ask(ALLOWANCE)).text

    told = await editor.form("/editors/rollback")
    once_more = await editor.form("/editors/rollback")

    assert "已经退回，现在的答案来自 gen-000001" in told.text
    assert once_more.status_code == 409
    assert "港务公司谈成夜班津贴" not in (await editor.ask(ALLOWANCE)).text


async def test_the_progress_is_sent_as_it_happens(editor: Server) -> None:
    await editor.bring(("2024-04-25_02.md", PAGE))
    await editor.form("/editors/publish")

    sent = await editor.browser.get("/editors/progress")

    assert sent.headers["content-type"].startswith("text/event-stream")
    events = re.findall(r"event: (\w+)\r\ndata: (.*)\r\n", sent.text)
    percents = [json.loads(told)["percent"] for _, told in events]
    assert [name for name, _ in events][-1] == "end"
    assert len(events) > 2
    assert percents == sorted(percents)
    assert percents[-1] == 100


async def test_without_scripts_the_page_loads_itself_again_while_the_one_build_goes_on(
    editor: Server,
) -> None:
    first = await editor.form("/editors/publish")
    building = (await editor.browser.get("/editors")).text
    second = await editor.form("/editors/publish")
    await editor.browser.get("/editors/progress")
    done = (await editor.browser.get("/editors")).text

    assert [first.status_code, second.status_code] == [303, 409]
    assert '<noscript><meta http-equiv="refresh" content="4; url=/editors"></noscript>' in building
    assert building.index('class="build"') < building.index('class="files"')
    assert "http-equiv" not in done


async def test_folders_keep_their_names_and_a_zip_stays_one(
    editor: Server, desk: CorpusSettings
) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("2024-04-27_02.md", PAGE)

    check = await editor.bring(
        ("2024-04-25/02.md", PAGE), ("2024-04-26/02.md", PAGE), ("issue.zip", packed.getvalue())
    )
    await editor.published()

    assert "2024-04-25 第2版" in check.text
    assert "issue.zip/2024-04-27_02.md" in check.text
    for name in ("2024-04-25/02.md", "2024-04-26/02.md"):
        assert (desk.folders[0] / name).read_bytes() == PAGE
    assert (desk.folders[0] / "issue.zip").read_bytes() == packed.getvalue()


def test_an_archive_of_which_some_was_read_counts_as_readable() -> None:
    read = ("may/issue.zip/2024-05-02_02.md", "2024-05-03_01.md")
    refused = ("may/issue.zip", "june.zip", "june.zip/2024-06-02_02.md", "2024-05-04_01.pdf")

    found = unreadable_files(
        Checked(
            tuple(CheckedPage(source, "", (), (), (), 0, 0) for source in read),
            tuple(RefusedFile(source, "it is too large") for source in refused),
        )
    )

    assert found == {"june.zip", "june.zip/2024-06-02_02.md", "2024-05-04_01.pdf"}


async def test_a_page_that_is_there_already_is_told_and_its_predecessor_kept(
    editor: Server, desk: CorpusSettings
) -> None:
    (desk.folders[0] / "2024-04-25_02.md").write_bytes(PAGE)
    same = (await editor.bring(("2024-04-25_02.md", PAGE))).text
    newer = (await editor.bring(("2024-04-25_02.md", PAGE.replace(b"45", b"46")))).text
    page = await editor.published()

    assert "内容一样" in same
    assert "会换掉档案里的 2024-04-25_02.md" in newer
    assert "旧的一版备份在 .replaced/2024-04-25_02.md." in page


async def test_what_waits_can_be_dropped(editor: Server) -> None:
    await editor.bring(("2024-04-25_02.md", PAGE))

    await editor.form("/editors/files/drop")

    assert "还没有发布的文件" not in (await editor.browser.get("/editors")).text
    folder = editor.services.web.journal.with_name("web.sqlite.uploads")
    assert list(folder.glob("*")) == []


async def test_a_mass_deletion_is_held_back_until_it_is_confirmed(
    editor: Server, desk: CorpusSettings
) -> None:
    for page in sorted(desk.folders[0].glob("*.md"))[1:]:
        page.unlink()
    before = current_name(editor.services.settings.index.folder)

    held = await editor.published()
    kept = current_name(editor.services.settings.index.folder)
    done = await editor.published(confirmed="yes")

    assert "没有换上新索引" in held
    assert "照样发布" in held
    assert kept == before
    assert "重建完成" in done
    assert current_name(editor.services.settings.index.folder) > before


async def test_a_corrected_head_counts_from_the_next_build_and_survives_it(
    editor: Server, desk: CorpusSettings
) -> None:
    asked = {"question": KILOMETRES}
    cited = (await editor.browser.post("/api/v1/ask", json=asked)).json()["citations"][0]
    article = cited["article"]
    page = (await editor.browser.get(f"/articles/{article['id']}")).text
    href = f"/editors/correct/{article['id']}"
    head = {
        "title": "零事故四十万公里",
        "authors": "程远，葛文静",
        "paper": article["paper"],
        "date": "2023-03-10",
        "page": "4",
    }

    await editor.form(href, **head)
    for _ in range(2):
        await editor.published()
    after = (await editor.browser.post("/api/v1/ask", json=asked)).json()["citations"][0]

    assert f'<a href="{href}">改正标题' in page
    assert set(read_overlay(desk.overlay_file)[article["id"]].changes) == {
        "title",
        "authors",
        "date",
        "page",
    }
    assert {name: after["article"][name] for name in ("id", "title", "date", "page")} == {
        "id": article["id"],
        "title": "零事故四十万公里",
        "date": "2023-03-10",
        "page": 4,
    }
    assert after["article"]["authors"] == ["程远", "葛文静"]
    assert after["quote"] == cited["quote"]
    listed = (await editor.browser.get("/editors")).text
    assert f'<a href="{href}">零事故四十万公里</a>' in listed

    await editor.form(href, drop="yes")
    await editor.published()
    again = (await editor.browser.post("/api/v1/ask", json=asked)).json()["citations"][0]
    assert again["article"] == article


async def test_of_heads_that_are_corrected_at_the_same_time_each_is_kept(
    editor: Server, desk: CorpusSettings
) -> None:
    several = editor.services.answerer.index().articles()[:5]
    seal = await editor.seal()

    await asyncio.gather(
        *(
            editor.browser.post(f"/editors/correct/{one.id}", data={"seal": seal, "title": "新题"})
            for one in several
        )
    )

    assert set(read_overlay(desk.overlay_file)) == {one.id for one in several}


@pytest.mark.parametrize(
    "wrong", [{"date": "yesterday"}, {"page": "0"}, {"page": "x"}, {"title": "a" * 301}]
)
async def test_what_is_no_head_is_refused(
    editor: Server, desk: CorpusSettings, wrong: dict[str, str]
) -> None:
    article = editor.services.answerer.index().articles()[0]

    told = await editor.form(f"/editors/correct/{article.id}", **wrong)

    assert told.status_code == 422
    assert read_overlay(desk.overlay_file) == {}


async def test_a_broken_overlay_is_told_and_not_written_over(
    editor: Server, desk: CorpusSettings
) -> None:
    desk.overlay_file.write_text("a: [", encoding="utf-8")
    article = editor.services.answerer.index().articles()[0]

    page = (await editor.browser.get("/editors")).text
    told = await editor.form(f"/editors/correct/{article.id}", title="新题")

    assert "overlay.yaml is no valid YAML" in page
    assert told.status_code == 409
    assert desk.overlay_file.read_text(encoding="utf-8") == "a: ["


async def test_questions_asked_in_vain_are_told_without_names(editor: Server) -> None:
    await editor.ask("who won the Nobel prize in physics?")

    page = (await editor.browser.get("/editors/questions")).text

    assert "who won the Nobel prize in physics?" in page


async def test_every_page_for_editors_speaks_english_and_traditional_too(editor: Server) -> None:
    await editor.bring(("2024-04-25_02.md", PAGE.replace("（记者 霍然）".encode(), b"")))
    article = editor.services.answerer.index().articles()[0]
    words = {
        "/editors": ("Upload and check", "上傳並檢查"),
        "/editors/files": ("What was found", "檢查結果"),
        "/editors/questions": ("There are none.", "沒有這樣的問題。"),
        f"/editors/correct/{article.id}": ("Headline", "標題"),
    }

    for path, (english, traditional) in words.items():
        pages = [
            (await editor.browser.get(path, headers={"Accept-Language": language})).text
            for language in ("en", "zh-TW")
        ]

        assert english in pages[0], path
        assert traditional in pages[1], path
