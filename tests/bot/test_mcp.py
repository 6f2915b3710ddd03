"""`gongda mcp` as the protocol's own client calls it, in a process of its own."""

import json
import os
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corpus.config import IndexSettings, Settings
from index.building.build import build_generation

pytestmark = pytest.mark.skipif(
    find_spec("mcp") is None, reason="no package mcp: pip install 'gongda[mcp]'"
)

if TYPE_CHECKING:
    from mcp import Client

ROOT = Path(__file__).parents[2]
KILOMETRES = "谭玉兰安全行驶了多少公里？"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mcp") / "index"
    build_generation(Settings(index=IndexSettings(folder=folder, encoder="bundled-static")))
    return folder


@asynccontextmanager
async def calling(shelf: Path) -> AsyncIterator["Client"]:
    from mcp import Client, StdioServerParameters

    block = re.search(r"```json\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    assert block
    line = json.loads(block[1])["mcpServers"]["gongda"]
    assert line["command"] == "gongda"
    server = StdioServerParameters(
        command=sys.executable,
        args=["-m", "bot.cli", *line["args"]],
        env={**os.environ, "GONGDA_INDEX__FOLDER": str(shelf), "PYTHONPATH": str(ROOT)},
    )
    async with Client(server, read_timeout_seconds=60) as client:
        yield client


async def test_its_own_client_finds_four_tools_and_gets_a_cited_answer(shelf: Path) -> None:
    async with calling(shelf) as client:
        names = {tool.name for tool in (await client.list_tools()).tools}
        said = json.loads((await client.call_tool("ask", {"question": KILOMETRES})).content[0].text)
        cited = said["citations"][0]
        called = await client.call_tool("read_article", {"article_id": cited["article"]["id"]})
        article = json.loads(called.content[0].text)
        hits = json.loads(
            (await client.call_tool("search", {"question": "驿站", "k": 2})).content[0].text
        )
        covered = (await client.call_tool("sources", {})).content[0].text

    assert names == {"ask", "search", "read_article", "sources"}
    assert "40万公里" in cited["quote"]
    assert article["text"][cited["start"] : cited["end"]] == cited["quote"]
    assert len(hits["hits"]) == 2
    assert covered.startswith("The archive covers 《工会周报》")


async def test_a_follow_up_and_an_unknown_article(shelf: Path) -> None:
    async with calling(shelf) as client:
        asked = {"question": "她开车多少年？", "after": [KILOMETRES]}
        said = json.loads((await client.call_tool("ask", asked)).content[0].text)
        missing = await client.call_tool("read_article", {"article_id": "nope"})

    assert "谭玉兰" in said["understood"]
    assert missing.is_error


async def test_without_an_index_the_caller_is_told_what_to_do(tmp_path: Path) -> None:
    async with calling(tmp_path / "none") as client:
        said = await client.call_tool("ask", {"question": KILOMETRES})

    assert said.is_error
    assert "gongda index build" in said.content[0].text
