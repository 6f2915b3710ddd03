"""The address for programs: its replies, its description, keys, and OpenAI's own client."""

import asyncio
import json

import httpx
import pytest
from pydantic import SecretStr
from starlette.routing import Route

from bot.answerer import ArchiveAnswerer
from bot.reply import to_json
from bot.web.api.endpoints import ENDPOINTS
from bot.web.api.models import AnswerJson
from corpus.settings.channels import ApiKey
from tests.web.server import HOST, Serve, Server

pytest_plugins = ["tests.web.fixtures"]

PRINTED = ("/api/v1/pages/", "/api/v1/pictures/")
KILOMETRES = "谭玉兰安全行驶了多少公里？"
QUESTIONS = (KILOMETRES, "which stations won awards?", "who won the Nobel prize in physics?")


@pytest.mark.parametrize("question", QUESTIONS)
async def test_a_reply_is_the_json_of_gongda_ask(server: Server, question: str) -> None:
    said = await server.browser.post("/api/v1/ask", json={"question": question})

    whole = to_json(server.services.answerer.ask(question))
    assert {**said.json(), "timings_ms": 0} == {**whole, "timings_ms": 0}
    AnswerJson.model_validate(said.json())


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_description_of_an_answer_leaves_nothing_out(server: Server, question: str) -> None:
    tree = to_json(server.services.answerer.ask(question))

    described = AnswerJson.model_validate(tree).model_dump(mode="json", exclude_unset=True)

    assert described == tree


async def test_an_answer_can_be_fetched_again(server: Server) -> None:
    said = await server.browser.post("/api/v1/ask", json={"question": KILOMETRES})

    again = await server.browser.get(said.headers["location"])

    assert again.json() == said.json()


async def test_earlier_questions_help_to_understand(server: Server) -> None:
    asked = {"question": "她开车多少年？", "after": [KILOMETRES]}

    said = (await server.browser.post("/api/v1/ask", json=asked)).json()

    assert "谭玉兰" in said["understood"]


async def test_a_stream_tells_that_it_was_taken_and_then_the_answer(server: Server) -> None:
    asked = {"question": KILOMETRES, "stream": True}

    said = await server.browser.post("/api/v1/ask", json=asked)

    assert said.headers["content-type"].startswith("text/event-stream")
    events = [line for line in said.text.splitlines() if line.startswith("event: ")]
    shown = [line for line in said.text.splitlines() if line.startswith("data: ")]
    assert events == ["event: taken", "event: answer"]
    assert json.loads(shown[1].removeprefix("data: "))["kind"] == "quote"


async def test_search_gives_passages_as_they_stand_in_their_articles(server: Server) -> None:
    found = (await server.browser.post("/api/v1/search", json={"question": "驿站", "k": 3})).json()

    assert len(found["hits"]) == 3
    for hit in found["hits"]:
        whole = (await server.browser.get(f"/api/v1/articles/{hit['article']['id']}")).json()
        assert whole["text"][hit["start"] : hit["end"]] == hit["text"]


@pytest.mark.parametrize(
    ("body", "status", "named"),
    [
        (b"{", 422, "JSON"),
        (b'{"question": ""}', 422, "question"),
        (b'{"question": "a", "quetsion": "b"}', 422, "quetsion"),
        (b'{"question": "a", "lang": "fr"}', 422, "lang"),
        (b"[" * 100_000, 422, "JSON"),
    ],
)
async def test_a_wrong_request_is_told_what_is_wrong(
    server: Server, body: bytes, status: int, named: str
) -> None:
    said = await server.browser.post("/api/v1/ask", content=body)

    assert said.status_code == status
    assert named in said.json()["error"]["message"]


async def test_every_route_for_programs_is_described_and_every_described_one_is_there(
    server: Server,
) -> None:
    tree = (await server.browser.get("/api/v1/openapi.json")).json()

    described = {(path, method.upper()) for path, ways in tree["paths"].items() for method in ways}
    routed = {
        (route.path.replace(":path", "").replace(":page_number", ""), method)
        for route in server.app.routes
        if isinstance(route, Route) and route.path.startswith(("/api/", "/v1/"))
        for method in (route.methods or set()) - {"HEAD"}
    }
    assert described == routed - {("/api/v1/openapi.json", "GET")}


async def test_every_name_in_the_description_leads_somewhere(server: Server) -> None:
    text = (await server.browser.get("/api/v1/openapi.json")).text

    schemas = json.loads(text)["components"]["schemas"]
    named = {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}
    assert named
    assert named <= {*schemas}


async def test_replies_are_what_the_description_says(server: Server) -> None:
    asked = await server.browser.post("/api/v1/ask", json={"question": KILOMETRES})
    article = asked.json()["citations"][0]["article"]["id"]
    talk = {"messages": [{"role": "user", "content": KILOMETRES}]}
    replies = {
        "/api/v1/ask": asked,
        "/api/v1/answers/{key}": await server.browser.get(asked.headers["location"]),
        "/api/v1/search": await server.browser.post("/api/v1/search", json={"question": "驿站"}),
        "/api/v1/articles/{id}": await server.browser.get(f"/api/v1/articles/{article}"),
        "/v1/chat/completions": await server.browser.post("/v1/chat/completions", json=talk),
    }

    # The printed page has tests of its own: tests/web/test_printed.py.
    described = [one for one in ENDPOINTS if not one.path.startswith(PRINTED)]
    assert {one.path for one in described} == {*replies}
    for one in described:
        replied = replies[one.path].json()
        assert one.gives is not None
        assert one.gives.model_validate(replied).model_dump(mode="json", exclude_unset=True) == (
            replied
        )


KEYS = {
    "reader": ApiKey(key=SecretStr("open sesame"), scopes=("read",)),
    "asker": ApiKey(key=SecretStr("ask me"), scopes=("ask",)),
}


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (None, 401),
        ("Bearer nonsense", 401),
        ("Bearer ", 401),
        ("Bearer open sesame", 403),
        ("Bearer ask me", 200),
    ],
)
async def test_where_there_are_keys_one_with_the_scope_is_asked_for(
    serve: Serve, sent: str | None, status: int
) -> None:
    headers = {} if sent is None else {"Authorization": sent}
    async with serve(keys=KEYS) as server:
        said = await server.browser.post(
            "/api/v1/ask", json={"question": KILOMETRES}, headers=headers
        )

    assert said.status_code == status
    assert "sesame" not in said.text


def test_a_key_does_not_show_in_settings() -> None:
    assert "sesame" not in repr(KEYS)


async def test_a_program_that_asks_too_fast_waits(serve: Serve) -> None:
    async with serve(per_minute=1) as server:
        asked = {"question": KILOMETRES}
        first = await server.browser.post("/api/v1/ask", json=asked)
        second = await server.browser.post("/api/v1/ask", json=asked)

    assert [first.status_code, second.status_code] == [200, 429]
    assert second.headers["retry-after"]


async def test_health_and_figures(server: Server) -> None:
    await server.ask(KILOMETRES)

    health = (await server.browser.get("/healthz")).json()
    figures = (await server.browser.get("/metrics")).text

    assert health["status"] == "ok"
    assert 'gongda_answered_total{kind="quote",language="zh"} 1.0' in figures


async def test_openais_own_client_reads_answer_and_citations(server: Server) -> None:
    openai = pytest.importorskip("openai")
    transport = httpx.ASGITransport(server.app)
    async with httpx.AsyncClient(transport=transport) as line:
        client = openai.AsyncOpenAI(base_url=f"{HOST}/v1", api_key="none", http_client=line)
        talk = [{"role": "user", "content": KILOMETRES}]

        whole = await client.chat.completions.create(model="gongda", messages=talk)
        stream = await client.chat.completions.create(model="gongda", messages=talk, stream=True)
        pieces = [chunk.choices[0].delta.content or "" async for chunk in stream]

    message = whole.choices[0].message
    cited = message.annotations[0].url_citation
    assert message.content[cited.start_index : cited.end_index] == "[1]"
    assert cited.quote in message.content
    article = server.services.answerer.article(cited.article)
    assert article is not None
    assert article.text[cited.start : cited.end] == cited.quote
    assert "".join(pieces) == message.content


async def test_a_talk_without_a_question_is_refused_as_openais_client_expects(
    server: Server,
) -> None:
    talk = {"messages": [{"role": "system", "content": "be kind"}]}

    said = await server.browser.post("/v1/chat/completions", json=talk)

    assert said.status_code == 400
    assert "user message" in said.json()["error"]["message"]


async def test_programs_hear_of_trouble_in_json(serve: Serve) -> None:
    class Broken(ArchiveAnswerer):
        def article(self, article_id: str) -> None:
            raise RuntimeError("/srv/secret")

    async with serve(answerer=Broken) as server:
        said = await server.browser.get("/api/v1/articles/x")
        await asyncio.sleep(0)

    assert said.status_code == 503
    assert "secret" not in said.text


async def test_a_question_sent_again_with_its_key_is_answered_once(server: Server) -> None:
    asked = {"question": KILOMETRES, "key": "k" * 22}

    first, again = await asyncio.gather(
        *(server.browser.post("/api/v1/ask", json=asked) for _ in range(2))
    )
    fetched = await server.browser.get(f"/api/v1/answers/{asked['key']}")

    kept = server.services.journal.db.execute("SELECT count(*) FROM updates").fetchone()
    assert first.json() == again.json() == fetched.json()
    assert kept == (1,)


@pytest.mark.parametrize("key", ["short", "with space and so on, long enough", "字" * 22, "k" * 65])
async def test_a_key_that_could_be_guessed_or_is_no_address_is_refused(
    server: Server, key: str
) -> None:
    said = await server.browser.post("/api/v1/ask", json={"question": KILOMETRES, "key": key})

    assert said.status_code == 422


async def test_where_too_many_wait_the_next_is_told_when_to_ask_again(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal = await server.seal()
    monkeypatch.setattr("bot.web.desk.MOST_WAITING", 0)

    program = await server.browser.post("/api/v1/ask", json={"question": KILOMETRES})
    page = await server.browser.post("/ask", data={"seal": seal, "question": KILOMETRES})

    kept = server.services.journal.db.execute("SELECT count(*) FROM updates").fetchone()
    assert [program.status_code, page.status_code] == [503, 503]
    assert [program.headers["retry-after"], page.headers["retry-after"]] == ["5", "5"]
    assert kept == (0,)


async def test_programs_behind_a_named_proxy_are_told_apart(serve: Serve) -> None:
    asked = {"question": KILOMETRES}
    async with serve(per_minute=1, proxies=("127.0.0.1",)) as server:
        replies = [
            await server.browser.post("/api/v1/ask", json=asked, headers={"X-Forwarded-For": one})
            for one in ("1.1.1.1", "2.2.2.2", "1.1.1.1")
        ]

    assert [one.status_code for one in replies] == [200, 200, 429]
