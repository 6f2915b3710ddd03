"""The tools over HTTP, as the protocol's own client calls them; and who may not."""

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import SecretStr

from corpus.settings.channels import ApiKey
from tests.web.served import served
from tests.web.server import Serve, Server

pytestmark = pytest.mark.skipif(
    find_spec("mcp") is None, reason="no package mcp: pip install 'gongda[mcp]'"
)

if TYPE_CHECKING:
    from mcp import Client

pytest_plugins = ["tests.web.fixtures"]

KILOMETRES = "谭玉兰安全行驶了多少公里？"
KEYS = {
    "asker": ApiKey(key=SecretStr("ask me"), scopes=("ask",)),
    "reader": ApiKey(key=SecretStr("open sesame"), scopes=("read",)),
}


@pytest.fixture(scope="module")
def address(shelf: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    keys = json.dumps({"ann": {"key": "sesame", "scopes": ["ask", "read"]}})
    folder = tmp_path_factory.mktemp("tools")
    with served(shelf, folder, GONGDA_API_KEYS=keys) as running:
        yield running


@asynccontextmanager
async def calling(address: str, key: str) -> AsyncIterator["Client"]:
    from mcp import Client
    from mcp.client import streamable_http

    headers = {"Authorization": f"Bearer {key}"}
    async with streamable_http.httpx2.AsyncClient(headers=headers, timeout=60) as line:
        transport = streamable_http.streamable_http_client(f"{address}/mcp", http_client=line)
        async with Client(transport, read_timeout_seconds=60) as client:
            yield client


async def test_its_own_client_gets_a_cited_answer_over_http(address: str) -> None:
    async with calling(address, "sesame") as client:
        names = {tool.name for tool in (await client.list_tools()).tools}
        said = json.loads((await client.call_tool("ask", {"question": KILOMETRES})).content[0].text)
        cited = said["citations"][0]
        called = await client.call_tool("read_article", {"article_id": cited["article"]["id"]})
        article = json.loads(called.content[0].text)
        covered = (await client.call_tool("sources", {})).content[0].text

    assert names == {"ask", "search", "read_article", "sources"}
    assert "40万公里" in cited["quote"]
    assert article["text"][cited["start"] : cited["end"]] == cited["quote"]
    assert covered.startswith("The archive covers 《工会周报》")


def call(tool: str, **arguments: object) -> dict[str, Any]:
    params = {"name": tool, "arguments": arguments}
    return {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}


async def posted(server: Server, tree: object, key: str = "", **headers: str) -> int:
    sent = {"Accept": "application/json, text/event-stream", **headers}
    if key:
        sent["Authorization"] = f"Bearer {key}"
    return (await server.browser.post("/mcp", json=tree, headers=sent)).status_code


ASK = call("ask", question=KILOMETRES)


@pytest.mark.parametrize(
    ("key", "tree", "status"),
    [
        ("", {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}, 401),
        ("", ASK, 401),
        ("wrong", ASK, 401),
        ("open sesame", ASK, 403),
        ("ask me", call("read_article", article_id="x"), 403),
        ("ask me", [call("sources"), call("search", question="驿站")], 403),
        ("ask me", ASK, 200),
    ],
)
async def test_a_key_opens_what_its_scopes_name(
    serve: Serve, key: str, tree: object, status: int
) -> None:
    async with serve(keys=KEYS) as server:
        assert await posted(server, tree, key) == status


async def test_foreign_sites_large_bodies_and_floods_are_refused(serve: Serve) -> None:
    async with serve(per_minute=2, origins=("https://union.example",)) as server:
        foreign = await posted(server, ASK, Origin="https://evil.example")
        large = await posted(server, call("ask", question="谭" * 100_000))
        named = await posted(server, ASK, Origin="https://union.example")
        flood = [await posted(server, ASK) for _ in range(2)]

    assert [foreign, large, named, *flood] == [403, 413, 200, 200, 429]


@pytest.mark.parametrize("body", [b"", b"[" * 50_000, b"\xff", b"[1, null]", b'{"method": 5}'])
async def test_nonsense_breaks_nothing(server: Server, body: bytes) -> None:
    headers = {
        "Accept": "application/json, text/event-stream",
        "Content-Type": "application/json",
    }

    reply = await server.browser.post("/mcp", content=body, headers=headers)

    assert 400 <= reply.status_code < 500


async def test_without_the_package_the_address_says_what_to_install(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.web.api.tools.find_spec", lambda name: None)
    async with serve() as server:
        reply = await server.browser.post("/mcp", json=ASK)

    assert reply.status_code == 503
    assert "pip install 'gongda[mcp]'" in reply.json()["error"]["message"]
