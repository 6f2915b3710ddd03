"""What a program that speaks the Model Context Protocol may call: ask, search, read, sources.

Each tool returns the JSON of the command line and of the address for programs; nothing is decided
here. Nothing is kept of what is asked.
"""

import asyncio
from collections.abc import Callable
from typing import Any, Literal, TypeVar

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError

from bot.answerer import ArchiveAnswerer, turns_after
from bot.coverage import sentence
from bot.followups.turn import MOST_TURNS
from bot.question.question import LONGEST_ANALYSED
from bot.reply import article_to_json, hit_to_json, to_json
from corpus.config import Settings
from corpus.errors import GongdaError

# Passages that a search gives at most.
MOST_HITS = 50
T = TypeVar("T")
_INSTRUCTIONS = (
    "Answers come from a trade union's newspaper, word for word: repeat the quotes as they stand "
    "and name paper, day and page. Where kind is none, the archive holds no answer: say so."
)


def tools_server(settings: Settings, answerer: ArchiveAnswerer | None = None) -> MCPServer[Any]:
    """Return a server of the four tools; the index is opened by the first call."""
    answerer = answerer or ArchiveAnswerer(settings)
    server: MCPServer[Any] = MCPServer("gongda", instructions=_INSTRUCTIONS, log_level="WARNING")

    @server.tool()
    async def ask(
        question: str, after: list[str] | None = None, lang: Literal["zh", "en"] | None = None
    ) -> dict[str, Any]:
        """Answer a question with verbatim quotes and where each was printed.

        `after`: questions asked before, oldest first, for a follow-up.
        """

        def answered() -> dict[str, Any]:
            turns = turns_after(
                answerer, [one[:LONGEST_ANALYSED] for one in after or ()][-MOST_TURNS:]
            )
            return to_json(answerer.ask(question, lang, turns))

        return await _told(answered)

    @server.tool()
    async def search(question: str, k: int = 10) -> dict[str, Any]:
        """Find the passages that fit best, at most 50, best first."""

        def found() -> dict[str, Any]:
            hits = answerer.index().search(question[:LONGEST_ANALYSED], max(1, min(k, MOST_HITS)))
            return {"hits": [hit_to_json(hit) for hit in hits]}

        return await _told(found)

    @server.tool()
    async def read_article(article_id: str) -> dict[str, Any]:
        """Return a whole article; offsets of quotes count code points of its text."""
        article = await _told(lambda: answerer.article(article_id))
        if article is None:
            raise ToolError(f"no article {article_id}: take an id from a citation or a hit")
        return {**article_to_json(article), "text": article.text}

    @server.tool()
    async def sources() -> str:
        """Say which papers the archive covers, from when to when."""
        return sentence(await _told(answerer.coverage), "en")

    return server


async def _told(work: Callable[[], T]) -> T:
    """Do the work off the event loop; what a person can put right is told to the caller.

    Raises:
        ToolError: In the words of the `GongdaError`.
    """
    try:
        return await asyncio.to_thread(work)
    except GongdaError as error:
        raise ToolError(str(error)) from error
