"""Attacks on the page and the address: each is tried, and does nothing."""

import asyncio
import re
from collections.abc import AsyncIterator

import httpx
import pytest

from bot.channel.text.styled import Formatted
from bot.web.guard.addresses import asking_address
from bot.web.pages.html import templates
from bot.web.pages.shown import styled_pieces
from corpus.article import Article
from tests.web.server import HOST, Serve, Server

pytest_plugins = ["tests.web.fixtures"]

SCRIPT = "<script>alert(1)</script>"
EVIL = Article(SCRIPT, f'"{SCRIPT}', SCRIPT, kicker=SCRIPT, paper=SCRIPT, authors=(SCRIPT,))


def test_whatever_an_article_holds_is_only_text(monkeypatch: pytest.MonkeyPatch) -> None:
    piece = styled_pieces(Formatted(SCRIPT))
    template = templates().from_string(
        "{% from 'asking.html' import pieces %}<p title=\"{{ a.title }}\">{{ a.text }}</p>"
        "{{ pieces(p) }}"
    )

    page = template.render(a=EVIL, p=piece)

    assert "<script" not in page
    assert page.count("&lt;script&gt;") == 3


async def test_an_article_of_scripts_is_shown_and_not_run(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server.services.answerer, "article", lambda article_id: EVIL)

    page = (await server.browser.get(f"/articles/{SCRIPT}?from=0&to=8")).text

    assert re.findall(r"<script[^>]*>", page) == ['<script src="/static/page.js" defer>']
    assert '<mark id="quote">&lt;script&gt;</mark>' in page


async def test_a_question_of_scripts_is_shown_and_not_run(server: Server) -> None:
    page = (await server.ask(f"{SCRIPT} 谭玉兰？")).text

    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize("path", ["/", "/nope", "/api/v1/nope", "/static/page.js", "/healthz"])
async def test_every_reply_forbids_foreign_scripts_frames_and_forms(
    server: Server, path: str
) -> None:
    headers = (await server.browser.get(path)).headers

    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"


async def test_pages_hold_no_inline_script_or_style(server: Server) -> None:
    pages = [(await server.browser.get(path)).text for path in ("/", "/days", "/privacy")]
    pages.append((await server.ask("谭玉兰安全行驶了多少公里？")).text)

    for page in pages:
        assert not re.search(r"<script(?![^>]*src=)|\son\w+=|\sstyle=|<style|javascript:", page)
        assert not re.search(r'(?:src|href)="(?:https?:)?//', page)


@pytest.mark.parametrize("path", ["/ask", "/anew", "/language", "/privacy", "/answers/x/verdict"])
async def test_a_form_of_another_site_is_refused(server: Server, path: str) -> None:
    fields = {"question": "谭玉兰？", "choice": "en", "verdict": "good"}
    seal = await server.seal()

    unsealed = await server.browser.post(path, data=fields)
    foreign = await server.browser.post(
        path, data={**fields, "seal": seal}, headers={"Origin": "https://evil.example"}
    )
    async with server.another() as other:
        stolen = await other.post(path, data={**fields, "seal": seal})

    assert [one.status_code for one in (unsealed, foreign, stolen)] == [403, 403, 403]
    assert server.services.journal.waiting() == []


async def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(server: Server) -> None:
    cookie = (await server.browser.get("/")).headers["set-cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie


async def test_the_cookie_is_kept_for_https_where_a_named_proxy_says_so(serve: Serve) -> None:
    async with serve(proxies=("127.0.0.1",)) as server:
        proxied = await server.browser.get("/", headers={"X-Forwarded-Proto": "https"})
    async with serve() as server, server.another() as browser:
        told = await browser.get("/", headers={"X-Forwarded-Proto": "https"})

    assert "Secure" in proxied.headers["set-cookie"]
    assert "Secure" not in told.headers["set-cookie"]


@pytest.mark.parametrize("cookie", ["x", "G" * 32, "0" * 33, "' OR 1=1", "ü"])
async def test_a_cookie_that_is_none_of_ours_is_replaced(server: Server, cookie: str) -> None:
    reply = await server.browser.get("/", headers={"Cookie": f"gongda={cookie}".encode()})

    assert re.match(r"gongda=[0-9a-f]{32};", reply.headers["set-cookie"])


async def test_who_asks_too_fast_waits(serve: Serve) -> None:
    async with serve(per_minute=2) as server:
        replies = [await server.form("/ask", question="谭玉兰？") for _ in range(3)]

    assert [one.status_code for one in replies] == [303, 303, 429]
    assert 0 < int(replies[2].headers["retry-after"]) <= 60


async def test_throwing_the_cookie_away_does_not_help_further_than_the_address(
    serve: Serve,
) -> None:
    statuses = []
    async with serve(per_minute=1, per_address=3) as server:
        for number in range(5):
            async with server.another() as browser:
                seal = (await browser.get("/privacy")).text.split('name="seal" value="')[1][:32]
                form = {"seal": seal, "question": "谭玉兰？"}
                forged = {"X-Forwarded-For": f"9.9.9.{number}"}
                statuses.append((await browser.post("/ask", data=form, headers=forged)).status_code)

    assert statuses == [303, 303, 303, 429, 429]


@pytest.mark.parametrize(
    ("told", "address"),
    [
        ("", "10.0.0.1"),
        ("1.2.3.4", "1.2.3.4"),
        ("6.6.6.6, 1.2.3.4", "1.2.3.4"),
        ("1.2.3.4, 10.0.0.1", "1.2.3.4"),
        (" , ,", "10.0.0.1"),
    ],
)
def test_only_what_the_proxy_itself_added_is_believed(told: str, address: str) -> None:
    assert asking_address("10.0.0.1", {"x-forwarded-for": told}, ["10.0.0.1"]) == address


@pytest.mark.parametrize(("path", "size"), [("/ask", 20_000), ("/api/v1/ask", 300_000)])
async def test_a_body_without_end_is_read_no_further_than_its_limit(
    server: Server, path: str, size: int
) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while sent < 100 * size:
            sent += 4096
            yield b"a" * 4096

    reply = await server.browser.post(path, content=endless())

    assert reply.status_code == 413


async def test_a_body_that_drips_is_given_up(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.web.guard.bodies.BODY_SECONDS", 0.1)
    messages = [{"type": "http.request", "body": b"q", "more_body": True}]
    replies: list[int] = []

    async def receive() -> dict[str, object]:
        if messages:
            return dict(messages.pop())
        await asyncio.sleep(20)
        raise AssertionError("waited for the rest")

    async def send(message: dict[str, object]) -> None:
        if message["type"] == "http.response.start":
            replies.append(int(str(message["status"])))

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/ask",
        "raw_path": b"/ask",
        "query_string": b"",
        "headers": [(b"host", b"gongda.localhost")],
        "client": ("127.0.0.1", 1),
        "server": ("gongda.localhost", 80),
        "scheme": "http",
        "http_version": "1.1",
        "root_path": "",
    }
    await server.app(scope, receive, send)  # type: ignore[arg-type]

    assert replies == [408]


@pytest.mark.parametrize("question", ["", "   ", "？！", "👍", "a" * 501, "\0"])
async def test_what_is_no_question_is_refused_kindly(server: Server, question: str) -> None:
    reply = await server.form("/ask", question=question)

    assert reply.status_code == 400
    assert '<h1 class="told">' in reply.text


@pytest.mark.parametrize("content", [b"\xff\xfe", b"&" * 100, b"question=" + b"%ff" * 10])
async def test_a_broken_form_breaks_nothing(server: Server, content: bytes) -> None:
    reply = await server.browser.post("/ask", content=content)

    assert reply.status_code in (400, 403)


@pytest.mark.parametrize(
    "query",
    ["from=-1&to=9", "from=9&to=3", "from=x&to=y", "from=1", "from=٣&to=٩", "from=0&to=999999999"],
)
async def test_nonsense_offsets_mark_nothing_or_what_there_is(server: Server, query: str) -> None:
    index = server.services.answerer.index()
    article = index.articles()[0]

    reply = await server.browser.get(f"/articles/{article.id}?{query}")

    assert reply.status_code == 200
    assert ("<mark" in reply.text) == query.startswith("from=0")


@pytest.mark.parametrize(
    "path", ["/static/../html.py", "/static/%2e%2e/html.py", "/static/..%2fhtml.py"]
)
async def test_no_path_leads_out_of_the_folder_of_assets(server: Server, path: str) -> None:
    reply = await server.browser.get(path)

    assert reply.status_code == 404


async def test_other_sites_scripts_get_nothing_unless_they_are_named(serve: Serve) -> None:
    async with serve(origins=("https://union.example",)) as server:
        named = await _preflight(server, "https://union.example")
        foreign = await _preflight(server, "https://evil.example")

    assert named.headers["access-control-allow-origin"] == "https://union.example"
    assert "access-control-allow-credentials" not in named.headers
    assert "access-control-allow-origin" not in foreign.headers


@pytest.mark.parametrize("path", ["/api/v1/ask", "/api/v1/search", "/v1/chat/completions"])
async def test_no_foreign_site_asks_in_a_members_name(serve: Serve, path: str) -> None:
    """A browser sends text to any address without asking first, and adds where it comes from."""
    messages = [{"role": "user", "content": "谭玉兰？"}]
    body = {"messages": messages} if path.startswith("/v1") else {"question": "谭玉兰？"}
    async with serve(origins=("https://union.example",)) as server:
        statuses = [
            (
                await server.browser.post(
                    path,
                    json=body,
                    headers={"Origin": origin, "Content-Type": "text/plain"},
                )
            ).status_code
            for origin in ("https://evil.example", "null", "https://union.example", HOST)
        ]
        asked = server.services.journal.db.execute("SELECT count(*) FROM updates").fetchone()

    assert statuses == [403, 403, 200, 200]
    assert asked == (0 if path == "/api/v1/search" else 2,)


async def _preflight(server: Server, origin: str) -> httpx.Response:
    headers = {"Origin": origin, "Access-Control-Request-Method": "POST"}
    return await server.browser.options("/api/v1/ask", headers=headers)


@pytest.mark.parametrize("path", ["/", "/api/v1/ask", "/mcp", "/healthz"])
async def test_a_name_that_was_led_to_this_machine_is_refused(server: Server, path: str) -> None:
    method = "GET" if path in ("/", "/healthz") else "POST"
    statuses = [
        (await server.browser.request(method, path, headers={"Host": host})).status_code
        for host in ("evil.example", "evil.example:8800", "localhost.evil.example", "127.1.evil")
    ]

    assert statuses == [421, 421, 421, 421]


@pytest.mark.parametrize("host", ["localhost:8800", "127.0.0.1", "[::1]:8800", "10.0.0.7:80"])
async def test_this_machines_own_names_are_answered(server: Server, host: str) -> None:
    assert (await server.browser.get("/privacy", headers={"Host": host})).status_code == 200


async def test_behind_a_named_proxy_any_name_is_right(serve: Serve) -> None:
    async with serve(proxies=("127.0.0.1",)) as server:
        reply = await server.browser.get("/privacy", headers={"Host": "union.example"})

    assert reply.status_code == 200


@pytest.mark.parametrize(
    "path", ["/pictures/{}/2023-03-09_01", "/api/v1/pictures/{}/2023-03-09_01"]
)
@pytest.mark.parametrize("digits", [7, 5000])
async def test_a_page_of_thousands_of_digits_is_no_address(
    server: Server, path: str, digits: int
) -> None:
    assert (await server.browser.get(path.format("9" * digits))).status_code == 404


DEEP = b"[" * 100_000
ODD = {
    "deep": DEEP,
    "deep objects": b'{"question":' * 50_000,
    "half a character": b'{"question": "\\ud800"}',
    "a number of thousands of digits": b'{"question": "a", "k": 1' + b"0" * 5000 + b"}",
    "another encoding": '{"question": "谭玉兰？"}'.encode("utf-16"),
    "a key with a line's end": b'{"question": "a", "key": "aaaaaaaaaaaaaaaaaaaaaaaa\\r\\nX: y"}',
    "unknown": b'{"question": "a", "admin": true}',
}


@pytest.mark.parametrize("path", ["/api/v1/ask", "/api/v1/search", "/v1/chat/completions"])
@pytest.mark.parametrize("body", ODD.values(), ids=ODD)
async def test_odd_json_is_refused_and_breaks_nothing(
    server: Server, path: str, body: bytes
) -> None:
    reply = await server.browser.post(path, content=body)

    assert 400 <= reply.status_code < 500
    assert "error" in reply.json()
    assert "set-cookie" not in reply.headers
    assert server.services.journal.waiting() == []


@pytest.mark.parametrize(
    "path",
    [
        "/articles/%00",
        "/articles/..%2f..%2f..%2fetc%2fpasswd",
        "/articles/" + "a" * 5000,
        "/api/v1/articles/%ff%fe",
        "/api/v1/pages/..%2f..%2fconfig.yaml",
        "/answers/%00",
        "/api/v1/answers/" + "a" * 5000,
        "/days/2023-01-05%00",
        "/static/%00",
        "/%2e%2e/%2e%2e/etc/passwd",
    ],
)
async def test_an_odd_address_is_not_there(server: Server, path: str) -> None:
    assert (await server.browser.get(path)).status_code == 404
