"""Attacks on what only editors may do: each is tried, and does nothing."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.editors.incoming import safe_path
from bot.web.editing.routes import editing_routes
from bot.web.guard import bodies
from corpus.config import CorpusSettings
from tests.web.server import Serve, Server

pytest_plugins = ["tests.web.fixtures"]

SCRIPT = "<script>alert(1)</script>"
PAGE = f"## {SCRIPT}\n\n本报讯（记者 霍然）{SCRIPT}夜班津贴涨到45元。\n".encode()
DOORS = [
    (method, route.path.replace("{id:path}", "x").replace("{secret}", "y"))
    for route in editing_routes()
    for method in (route.methods or set()) - {"HEAD"}
]
INSIDE = [(method, path) for method, path in DOORS if path.startswith("/editors")]
FORMS = [path for method, path in DOORS if method == "POST"]


@pytest.fixture
async def editor(serve: Serve, desk: CorpusSettings) -> AsyncIterator[Server]:
    async with serve(corpus=desk) as server:
        await server.sign_in()
        yield server


@pytest.mark.parametrize("cookie", ["", "x", "a" * 10_000, "' OR 1=1 --"])
async def test_only_editors_get_in(server: Server, cookie: str) -> None:
    headers = {"Cookie": f"gongda={'0' * 32}; gongda_editor={cookie}"}

    replies = [
        await server.browser.request(method, path, headers=headers) for method, path in INSIDE
    ]

    assert len(replies) > 8
    assert {one.status_code for one in replies} == {403}
    assert all("这里只有编辑可以用" in one.text for one in replies)
    assert server.services.publisher.state.phase == "none"


async def test_a_form_of_another_site_is_refused(editor: Server) -> None:
    seal = await editor.seal()
    form = {"drop": "yes", "confirmed": "yes"}
    evil = {"Origin": "https://evil.example"}

    unsealed = [await editor.browser.post(path, files={"files": b""}, data=form) for path in FORMS]
    foreign = [
        await editor.browser.post(path, data={**form, "seal": seal}, headers=evil) for path in FORMS
    ]

    assert len(FORMS) > 6
    assert {one.status_code for one in (*unsealed, *foreign)} == {403}
    assert editor.services.publisher.state.phase == "none"


async def test_an_unknown_browser_sends_no_byte_to_disk(server: Server, tmp_path: Path) -> None:
    read = 0

    async def body() -> AsyncIterator[bytes]:
        nonlocal read
        for _ in range(100):
            read += 1
            yield b"a" * 65536

    reply = await server.browser.post("/editors/files", content=body())

    assert reply.status_code == 403
    assert not (tmp_path / "web.sqlite.uploads").exists()


async def test_names_and_headlines_of_scripts_are_shown_and_not_run(editor: Server) -> None:
    check = await editor.bring((f"2024-04-25_02{SCRIPT}.md", PAGE))
    waiting = await editor.browser.get("/editors")
    done = await editor.published()

    for page in (check.text, waiting.text, done):
        assert SCRIPT not in page
        assert "&lt;script&gt;" in page
        assert not re.search(r"<script(?![^>]*src=)|\son\w+=|\sstyle=|<style|javascript:", page)


async def test_a_corrected_headline_of_scripts_is_only_text(editor: Server) -> None:
    article = editor.services.answerer.index().articles()[0]

    await editor.form(f"/editors/correct/{article.id}", title=f'"{SCRIPT}', paper=SCRIPT)
    form = (await editor.browser.get(f"/editors/correct/{article.id}")).text
    await editor.published()
    page = (await editor.browser.get(f"/articles/{article.id}")).text

    assert SCRIPT not in form + page
    assert 'value="&#34;&lt;script&gt;' in form


async def test_no_name_leads_out_of_the_archive(editor: Server, desk: CorpusSettings) -> None:
    pages = desk.folders[0]
    before = {*pages.parent.rglob("*.md")}
    names = [
        "../../../etc/cron.d/x.md",
        "/etc/passwd.md",
        "..\\..\\windows\\x.md",
        "b/../../../x.md",
        ".ssh/authorized_keys.md",
        "a/b/c/d/e/f/g/h.md",
        "y\u202e.md",
        "ü" * 200 + ".md",
    ]

    await editor.bring(*((name, PAGE) for name in names))
    await editor.published()

    new = {*pages.parent.rglob("*.md")} - before
    assert new == {pages / safe_path(name) for name in names}
    assert not any(part.startswith(".") for path in new for part in path.relative_to(pages).parts)


async def test_too_much_at_once_is_refused_and_not_kept(
    editor: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    data = {"seal": await editor.seal()}
    monkeypatch.setattr(bodies, "LARGEST_UPLOAD", 1000)
    large = await editor.browser.post(
        "/editors/files", data=data, files={"files": ("a.md", b"a" * 5000)}
    )
    monkeypatch.setattr(bodies, "LARGEST_UPLOAD", 100_000)
    monkeypatch.setattr(bodies, "MOST_FILES", 2)
    many = await editor.browser.post(
        "/editors/files", data=data, files=[("files", (f"{n}.md", b"a")) for n in range(3)]
    )
    monkeypatch.setattr("bot.web.editing.waiting.MOST_WAITING", 10)
    full = await editor.browser.post(
        "/editors/files", data=data, files={"files": ("a.md", b"a" * 50)}
    )

    assert [one.status_code for one in (large, many, full)] == [413, 400, 413]
    assert list((tmp_path / "web.sqlite.uploads").glob("*")) == []


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=a", b"--a\r\nnonsense"),
        ("application/json", b"{}"),
        ("", b"\xff"),
    ],
)
async def test_a_broken_form_of_files_breaks_nothing(
    editor: Server, kind: str, content: bytes
) -> None:
    reply = await editor.browser.post(
        "/editors/files", content=content, headers={"Content-Type": kind}
    )

    assert reply.status_code in (400, 403)


async def test_a_file_that_breaks_its_reader_is_told_and_not_published(
    editor: Server, desk: CorpusSettings
) -> None:
    check = await editor.bring(("2024-04-25_03.pdf", b"%PDF-1.4\n" + b"\0" * 3000))
    await editor.published()

    assert "读不了" in check.text
    assert not (desk.folders[0] / "2024-04-25_03.pdf").exists()


async def test_who_tries_links_waits(server: Server) -> None:
    tries = [await server.browser.get(f"/sign-in/{number}") for number in range(12)]

    assert [one.status_code for one in tries] == [410] * 10 + [429] * 2
    assert tries[-1].headers["retry-after"]
