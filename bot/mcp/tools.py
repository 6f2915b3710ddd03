"""What a program that speaks the Model Context Protocol may call: ask, search, read, sources.

Each tool returns the JSON of the command line and of the address for programs; nothing is decided
here. Nothing is kept of what is asked.
"""

import asyncio
from typing import Any, Literal

from mcp.server import MCPServer

from bot.answerer import ArchiveAnswerer, turns_after
from bot.coverage import sentence
from bot.followups.turn import MOST_TURNS
from bot.reply import article_to_json, hit_to_json, to_json
from corpus.config import Settings
from corpus.errors import PageError

# Characters of a question, and passages that a search gives at most.
LONGEST_QUESTION, MOST_HITS = 500, 50
_INSTRUCTIONS = (
    "Answers come from a trade union's newspaper, word for word: repeat the quotes as they stand "
    "and name paper, day and page. Where kind is none, the archive holds no answer: say so."
)


def tools_server(settings: Settings) -> MCPServer[Any]:
    """Return a server of the four tools; the index is opened by the first call."""
    answerer = ArchiveAnswerer(settings)
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
                answerer, [one[:LONGEST_QUESTION] for one in after or ()][-MOST_TURNS:]
            )
            return to_json(answerer.ask(question[:LONGEST_QUESTION], lang, turns))

        return await asyncio.to_thread(answered)

    @server.tool()
    async def search(question: str, k: int = 10) -> dict[str, Any]:
        """Find the passages that fit best, at most 50, best first."""

        def found() -> dict[str, Any]:
            hits = answerer.index().search(question[:LONGEST_QUESTION], max(1, min(k, MOST_HITS)))
            return {"hits": [hit_to_json(hit) for hit in hits]}

        return await asyncio.to_thread(found)

    @server.tool()
    async def read_article(article_id: str) -> dict[str, Any]:
        """Return a whole article; offsets of quotes count code points of its text."""
        article = await asyncio.to_thread(answerer.article, article_id)
        if article is None:
            raise PageError(f"no article {article_id}", "take an id from a citation or a hit")
        return {**article_to_json(article), "text": article.text}

    @server.tool()
    async def sources() -> str:
        """Say which papers the archive covers, from when to when."""
        return sentence(await asyncio.to_thread(answerer.coverage), "en")

    return server
