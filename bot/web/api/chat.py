"""`/v1/chat/completions`, as OpenAI's clients speak it: no language model writes the answer.

The last message of the user is the question, earlier ones help to understand it. The content is the
answer as the terminal shows it; the citations stand in `annotations`, each a `url_citation` with
its quote and offsets beside what OpenAI's own hold. Next: `bot/web/api/openapi.py`.
"""

import json
import time
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urljoin

from sse_starlette.event import ServerSentEvent
from sse_starlette.sse import EventSourceResponse
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.question.question import LONGEST_ANALYSED
from bot.web.api.ask import PATIENCE, finished, taken
from bot.web.api.models import ChatRequest
from bot.web.guard.bodies import BAD, model_of
from bot.web.pages.shown import article_href

MODEL = "gongda"
LATE = 504


async def complete(request: Request) -> Response:
    """Answer the last message."""
    asked = await model_of(request, ChatRequest)
    said = [turn.words.strip() for turn in asked.messages if turn.role == "user"]
    if not said or not 0 < len(said[-1]) <= LONGEST_ANALYSED:
        raise HTTPException(BAD, f"the last user message: 1 to {LONGEST_ANALYSED} characters")
    before = [words for words in said[:-1] if 0 < len(words) <= LONGEST_ANALYSED]
    key = await taken(request, said[-1], before)
    tree = await finished(request, key, PATIENCE)
    if tree is None:
        raise HTTPException(LATE, f"not yet answered: GET /api/v1/answers/{key}")
    message = {
        "role": "assistant",
        "content": content_of(tree),
        "annotations": annotations_of(tree, str(request.base_url)),
    }
    head = {"id": f"chatcmpl-{key}", "created": int(time.time()), "model": MODEL}
    if asked.stream:
        return EventSourceResponse(_chunks(head, message))
    choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
    usage = {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}
    shown = {**head, "object": "chat.completion", "choices": [choice], "usage": usage}
    return JSONResponse(shown)


def content_of(tree: dict[str, Any]) -> str:
    """Return the answer, and under it where each quote was printed."""
    sources = [f"[{one['n']}] {_source(one['article'])}" for one in tree["citations"]]
    return "\n\n".join(filter(None, (tree["answer"], "\n".join(sources))))


def annotations_of(tree: dict[str, Any], base: str) -> list[dict[str, Any]]:
    """Return each citation as OpenAI's clients read one: where in the content its mark stands."""
    content, found = content_of(tree), []
    for one in tree["citations"]:
        mark = f"[{one['n']}]"
        start = max(content.find(mark), 0)
        article, address = (
            one["article"],
            article_href(one["article"]["id"], one["start"], one["end"]),
        )
        cited = {
            "start_index": start,
            "end_index": start + len(mark),
            "title": _source(article),
            "url": urljoin(base, address),
            "quote": one["quote"],
            "start": one["start"],
            "end": one["end"],
            "article": article["id"],
        }
        found.append({"type": "url_citation", "url_citation": cited})
    return found


def _source(article: dict[str, Any]) -> str:
    paper = f"《{article['paper']}》" if article["paper"] else ""
    parts = (paper, article["date"], article["page"] and f"p. {article['page']}", article["title"])
    return " ".join(str(part) for part in parts if part)


async def _chunks(head: dict[str, Any], message: dict[str, Any]) -> AsyncIterator[ServerSentEvent]:
    """Yield the reply as OpenAI's clients read a stream: role, lines, annotations, the end."""
    lines = message["content"].splitlines(keepends=True)
    deltas: list[tuple[dict[str, Any], str | None]] = [({"role": "assistant", "content": ""}, None)]
    deltas += [({"content": line}, None) for line in lines]
    deltas += [({"annotations": message["annotations"]}, None), ({}, "stop")]
    for delta, reason in deltas:
        choice = {"index": 0, "delta": delta, "finish_reason": reason}
        chunk = {**head, "object": "chat.completion.chunk", "choices": [choice]}
        yield ServerSentEvent(json.dumps(chunk, ensure_ascii=False))
    yield ServerSentEvent("[DONE]")
