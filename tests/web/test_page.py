"""The page of a member: asking, answers, articles, days, languages, verdicts, restarts."""

import asyncio
import re
import sqlite3
import threading
from collections.abc import Sequence
from dataclasses import replace

import httpx
import pytest

from bot.answerer import ArchiveAnswerer
from bot.channel.views.kept import KeptAnswer
from bot.followups.turn import Turn
from bot.reply import Answer, Citation, Language
from bot.web.pages.shown import AnswerPart, WebPiece, shown_answer
from corpus.article import Article
from corpus.config import Settings
from corpus.errors import GenerationError
from tests.bot.answers import QUOTED
from tests.web.server import Serve, Server, until

pytest_plugins = ["tests.web.fixtures"]

KILOMETRES = "谭玉兰安全行驶了多少公里？"
QUOTE = "她安全行驶超过40万公里"
STATIONS = "哪些站点获评全国“最美工会户外劳动者服务站点”？"


class Slow(ArchiveAnswerer):
    """Answers when it is let go."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.go = threading.Event()

    def ask(
        self, question: str, language: Language | None = None, turns: Sequence[Turn] = ()
    ) -> Answer:
        """Wait, then answer."""
        self.go.wait(20)
        return super().ask(question, language, turns)


class Without(ArchiveAnswerer):
    """Has lost its index."""

    def ask(
        self, question: str, language: Language | None = None, turns: Sequence[Turn] = ()
    ) -> Answer:
        """Raise."""
        raise GenerationError("no index in /srv/secret", "build one")


def link(page: str, words: str) -> str:
    """Return where the link with these words leads."""
    found = re.search(rf'<a href="([^"]*)">{words}', page)
    assert found, page
    return found[1].replace("&amp;", "&")


async def test_a_question_is_answered_with_a_quote_and_where_it_was_printed(
    server: Server,
) -> None:
    page = (await server.ask(KILOMETRES)).text

    assert f"{QUOTE}，没有出过一次责任事故" in page
    assert "《工会周报》 2023-03-09 第1版 · 四十万公里零事故 · 程远、葛文静、吕航" in page


def test_the_words_that_answer_stand_in_bold_within_the_quote() -> None:

    citation = QUOTED.citations[0]
    marked = replace(citation, answer=(citation.end - 6, citation.end - 1))
    words = f"近300个[1]\n报上是这样写的：\n“{citation.quote}”[1]"
    answer = replace(QUOTED, answer=words, citations=(marked,))

    # In Traditional characters 个 would be 個: what was printed stays.
    parts = shown_answer(KeptAnswer(answer, {}, True, ())).parts

    assert parts[0] == AnswerPart("short", (WebPiece("近300个"),), (1,))
    assert parts[1].pieces == (WebPiece("報上是這樣寫的："),)
    assert parts[2].kind == "quote"
    assert parts[2].pieces == (
        WebPiece("近年来，该区建设户外劳动者服务站点"),
        WebPiece("近300个", "bold"),
        WebPiece("。"),
    )


def test_a_cell_that_answers_is_shown_as_printed_behind_the_name_of_its_column() -> None:
    article = Article("menu", "菜价", "菜名 | 价格（个）\n红烧带鱼 | 14")
    citation = Citation(1, article, 11, 20, "menu:0-20", 0.9, answer=(18, 20))
    words = f"价格：14个 [1]\n报上是这样写的：\n“{citation.quote}”[1]"
    answer = replace(QUOTED, answer=words, citations=(citation,))

    parts = shown_answer(KeptAnswer(answer, {}, True, ())).parts

    assert parts[0] == AnswerPart("short", (WebPiece("价格：14个"),), (1,))


async def test_a_citation_opens_the_article_with_just_the_quote_marked(server: Server) -> None:
    page = (await server.ask(KILOMETRES)).text

    article = (await server.browser.get(link(page, "看整篇文章"))).text

    marked = re.findall(r"<mark[^>]*>(.*?)</mark>", article)
    assert len(marked) == 1
    assert marked[0].startswith("开车19年")
    assert marked[0].endswith("有责投诉。")
    assert "劳模谭玉兰" in article


async def test_a_list_shows_its_items_and_its_count(server: Server) -> None:
    page = (await server.ask(STATIONS)).text

    assert len(re.findall(r"<li>", page)) == 6
    assert "（文中称共 6 项，已全部列出）" in page
    assert "[1]–[7]" in page


async def test_a_refusal_shows_what_is_near_and_what_the_archive_covers(server: Server) -> None:
    page = (await server.ask("who won the Nobel prize in physics?")).text

    assert "The archive holds no answer to this: " in page
    assert "The nearest passages" in page
    assert "2022-07-14 to 2023-03-09" in page


async def test_how_it_was_found_is_there_to_unfold(server: Server) -> None:
    page = (await server.ask(KILOMETRES)).text

    assert re.search(r"<details class=\"why\">.*把握", page, re.DOTALL)


async def test_a_follow_up_leans_on_the_question_before_until_a_new_subject(
    server: Server,
) -> None:
    await server.ask(KILOMETRES)

    leaning = (await server.ask("她开车多少年？")).text
    await server.form("/anew")
    alone = (await server.ask("她开车多少年？")).text

    assert "理解为：" in leaning
    assert "理解为：" not in alone


async def test_who_has_the_address_may_read_an_answer_but_not_judge_it(server: Server) -> None:
    taken = await server.form("/ask", question=KILOMETRES)
    address = taken.headers["location"]

    async with server.another() as browser:
        page = (await browser.get(address)).text

    assert QUOTE in page
    assert "verdict" not in page


async def test_examples_are_questions_that_can_be_asked_at_a_click(server: Server) -> None:
    page = (await server.browser.get("/")).text

    assert f'<button name="question" value="{KILOMETRES}">' in page


@pytest.mark.parametrize(
    ("accepts", "tag", "words"),
    [
        ("en-GB,en;q=0.9", "en", "What would you like to know?"),
        ("zh-CN", "zh-Hans", "您想问什么？"),
        ("zh-TW,zh;q=0.9", "zh-Hant", "您想問什麼？"),
        ("", "zh-Hans", "您想问什么？"),
    ],
)
async def test_the_frame_speaks_as_the_browser_asks(
    server: Server, accepts: str, tag: str, words: str
) -> None:
    page = (await server.browser.get("/", headers={"Accept-Language": accepts})).text

    assert f'<html lang="{tag}">' in page
    assert words in page


async def test_a_chosen_language_holds_for_answers_too_and_quotes_stay_as_printed(
    server: Server,
) -> None:
    await server.form("/language", choice="hant")

    page = (await server.ask(KILOMETRES)).text

    assert "報上是這樣寫的：" in page
    assert QUOTE in page


async def test_days_and_pages_can_be_browsed_to_an_article(server: Server) -> None:
    days = (await server.browser.get("/days")).text
    newest = await server.browser.get("/latest")
    day = (await server.browser.get(newest.headers["location"])).text

    assert '<a href="/days/2022-07-14">' in days
    assert newest.headers["location"] == "/days/2023-03-09"
    article = await server.browser.get(link(day, "四十万公里零事故"))
    assert "<mark" not in article.text
    assert QUOTE in article.text


@pytest.mark.parametrize(
    "path",
    ["/nope", "/days/2020-01-01", "/days/yesterday", "/articles/none", "/ask"],
)
async def test_what_is_not_there_is_told_kindly(server: Server, path: str) -> None:
    told = await server.browser.get(path)

    assert told.status_code in (404, 405)
    assert "这里没有您要找的页面。" in told.text


async def test_privacy_tells_what_is_set(serve: Serve) -> None:
    async with serve(retention_days=7) as server:
        page = (await server.browser.get("/privacy")).text

    assert "保存 7 天" in page
    assert "保存 4 小时" in page


async def test_a_member_erases_what_was_asked_at_once(serve: Serve) -> None:
    async with serve(answerer=Slow) as server:
        slow = server.services.answerer
        assert isinstance(slow, Slow)
        slow.go.set()
        taken = await server.form("/ask", question=KILOMETRES)
        await server.browser.get(taken.headers["location"])
        await server.form(f"{taken.headers['location']}/verdict", verdict="good")
        before = server.browser.cookies["gongda"]
        slow.go.clear()
        under_way = await server.form("/ask", question=STATIONS)
        said = await server.form("/privacy")
        slow.go.set()
        late = await server.browser.get(under_way.headers["location"])
        gone = await server.browser.get(taken.headers["location"])
        dump = "\n".join(server.services.journal.db.iterdump())

    assert "已经清除：问题 1 个，评价 1 个" in said.text
    assert [gone.status_code, late.status_code] == [404, 404]
    assert QUOTE not in dump
    assert "站点" not in dump
    assert server.browser.cookies["gongda"] != before


async def test_a_verdict_and_its_reason_are_kept(server: Server) -> None:
    taken = await server.form("/ask", question=KILOMETRES)
    address = taken.headers["location"]
    await server.browser.get(address)

    await server.form(f"{address}/verdict", verdict="bad")
    page = (await server.browser.get(address)).text
    await server.form(f"{address}/verdict", verdict="bad", reason="stale")

    assert "告诉我们原因" in page
    sql = "SELECT verdict, reason FROM feedback"
    assert server.services.journal.db.execute(sql).fetchall() == [("bad", "stale")]


async def test_nothing_of_a_session_or_an_address_is_written_down(server: Server) -> None:
    await server.ask(KILOMETRES)
    token = server.browser.cookies["gongda"]

    dump = "\n".join(server.services.journal.db.iterdump())

    assert QUOTE in dump
    assert token not in dump
    assert "127.0.0.1" not in dump


async def test_a_long_search_says_so_and_its_answer_comes(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.web.pages.answers.PATIENCE", 0.05)
    async with serve(answerer=Slow) as server:
        taken = await server.form("/ask", question=KILOMETRES)
        address = taken.headers["location"]
        waiting = await server.browser.get(address)
        slow = server.services.answerer
        assert isinstance(slow, Slow)
        slow.go.set()

        async def answered() -> bool:
            return (await server.browser.get(address)).status_code == 200

        await until(answered)

    assert waiting.status_code == 202
    assert '<meta http-equiv="refresh" content="2">' in waiting.text


async def test_what_a_kill_left_unanswered_is_answered_at_the_same_address(serve: Serve) -> None:
    async with serve(answerer=Slow) as server:
        taken = await server.form("/ask", question=KILOMETRES)
        rows = server.services.journal.waiting()
        slow = server.services.answerer
        assert isinstance(slow, Slow)
        server.services.desk.lanes.close()
        # As a kill leaves it: taken, nothing answered.
        path = server.services.web.journal
        copy = path.with_name("killed.sqlite")
        with sqlite3.connect(copy) as killed:
            server.services.journal.db.backup(killed)
        killed.close()
        slow.go.set()

    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    copy.rename(path)
    async with serve() as server:
        page = await server.browser.get(taken.headers["location"])

    assert len(rows) == 1
    assert page.status_code == 200
    assert QUOTE in page.text


async def test_an_answer_outlives_a_restart_until_its_time_is_over(serve: Serve) -> None:
    async with serve() as server:
        taken = await server.form("/ask", question=KILOMETRES)
        await server.browser.get(taken.headers["location"])
    async with serve() as server:
        later = await server.browser.get(taken.headers["location"])
        server.services.journal.erase_words(2**40)
        over = await server.browser.get(taken.headers["location"])

    assert QUOTE in later.text
    assert over.status_code == 404
    assert "已经清除" in over.text


async def test_without_an_index_there_is_an_apology_without_paths(serve: Serve) -> None:
    async with serve(answerer=Without) as server:
        page = await server.ask(KILOMETRES)

    assert page.status_code == 503
    assert "没能回答" in page.text
    assert "secret" not in page.text


async def test_a_hundred_members_at_once_each_get_their_own_answer(serve: Serve) -> None:
    async with serve(per_address=1000) as server:

        async def member(number: int) -> httpx.Response:
            async with server.another(f"10.0.0.{number}") as browser:
                page = (await browser.get("/privacy")).text
                seal = page.split('name="seal" value="')[1][:32]
                question = KILOMETRES if number % 2 else STATIONS
                form = {"seal": seal, "question": question}
                taken = await browser.post("/ask", data=form)
                shown = taken
                while shown is taken or shown.status_code == 202:  # As the page loads itself.
                    shown = await browser.get(taken.headers["location"])
                return shown

        pages = await asyncio.gather(*map(member, range(100)))

    assert [QUOTE in page.text for page in pages] == [bool(n % 2) for n in range(100)]
