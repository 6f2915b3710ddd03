"""The printed page behind an article that was read from a PDF, for members and for programs."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.web import printed
from bot.web.api.models import PrintedPlaceJson
from corpus.article import Article
from corpus.config import CorpusSettings, IndexSettings, Settings
from index.building.build import build_generation
from tests.web.server import Serve, Server

pytest_plugins = ["tests.web.fixtures"]

BROADSHEET = Path(__file__).parents[1] / "editors" / "2024-04-25_02.pdf"
PNG = b"\x89PNG"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of pages, a newspaper page as PDF and one as text, beside their index."""
    archive = tmp_path_factory.mktemp("printed")
    pages = archive / "pages"
    pages.mkdir()
    shutil.copy(BROADSHEET, pages)
    text = "## 第一场报告会\n\n本报讯（记者 张晶）第一场报告会有多名职工参加。\n"
    (pages / "2024-04-18_01.md").write_text(text, encoding="utf-8")
    corpus = CorpusSettings(folders=(pages,))
    index = IndexSettings(folder=archive / "index", encoder="bundled-static")
    build_generation(Settings(corpus=corpus, index=index))
    return archive


@pytest.fixture
def folder(archive: Path, tmp_path: Path) -> Path:
    """Return the pages, which a test may change."""
    for name in ("pages", "index"):
        shutil.copytree(archive / name, tmp_path / name)
    return tmp_path / "pages"


@pytest.fixture
async def shown(serve: Serve, folder: Path) -> AsyncIterator[Server]:
    async with serve(corpus=CorpusSettings(folders=(folder,))) as server:
        yield server


def article(server: Server, ending: str) -> Article:
    every = server.services.answerer.index().articles()
    return next(one for one in every if one.source.endswith(ending))


async def test_an_article_leads_to_its_printed_page_with_the_quote_outlined(shown: Server) -> None:
    read = article(shown, ".pdf")

    page = (await shown.browser.get(f"/articles/{read.id}?from=20&to=60")).text
    sheet = (await shown.browser.get(f"/pages/{read.id}?from=20&to=60")).text
    picture = await shown.browser.get(f"/pictures/1/{read.id}")

    assert f'<a href="/pages/{read.id}?from=20&amp;to=60">看原版' in page
    assert f'<image href="/pictures/1/{read.id}"' in sheet
    assert sheet.count('<rect class="outline"') >= 2
    assert picture.headers["content-type"] == "image/png"
    assert picture.content.startswith(PNG)


async def test_programs_get_the_boxes_and_the_picture(shown: Server) -> None:
    read = article(shown, ".pdf")

    place = (await shown.browser.get(f"/api/v1/pages/{read.id}?from=20&to=60")).json()
    picture = await shown.browser.get(place["picture"])

    described = PrintedPlaceJson.model_validate(place)
    assert (described.article, described.start, described.end) == (read.id, 20, 60)
    for left, top, right, bottom in described.boxes:
        assert 0 <= left < right <= described.width
        assert 0 <= top < bottom <= described.height
    assert picture.content.startswith(PNG)


async def test_where_there_is_no_pdf_there_is_no_link_and_no_picture(
    shown: Server, folder: Path
) -> None:
    plain, read = article(shown, ".md"), article(shown, ".pdf")
    (folder / BROADSHEET.name).unlink()

    for one in (plain, read):
        page = (await shown.browser.get(f"/articles/{one.id}")).text
        sheet = await shown.browser.get(f"/pages/{one.id}")
        place = await shown.browser.get(f"/api/v1/pages/{one.id}")
        picture = await shown.browser.get(f"/api/v1/pictures/1/{one.id}")

        assert "看原版" not in page
        assert [sheet.status_code, place.status_code, picture.status_code] == [404, 404, 404]
        assert "原来的 PDF 不在了" in sheet.text


async def test_a_page_is_drawn_once_and_again_when_its_file_changes(
    shown: Server, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, drawn = article(shown, ".pdf"), []
    draw = printed.draw_pdf
    monkeypatch.setattr(
        printed, "draw_pdf", lambda raw, page: (drawn.append(page), draw(raw, page))[1]
    )

    for _ in range(2):
        await shown.browser.get(f"/pictures/1/{read.id}")
    path = folder / BROADSHEET.name
    path.write_bytes(path.read_bytes() + b"\n")
    await shown.browser.get(f"/pictures/1/{read.id}")

    assert drawn == [1, 1]


async def test_the_same_words_are_looked_for_on_the_page_of_each_article(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = []
    monkeypatch.setattr(printed, "find_in_pdf", lambda raw, words, first: looked.append(first))
    pages = printed.PrintedPages(CorpusSettings(folders=(folder,)))

    for page in (1, 3, 1):
        one = Article(f"{page}", "t", "夜班津贴", page=page, source=BROADSHEET.name)
        await pages.place(one, 0, 4)

    assert looked == [1, 3]


async def test_no_other_file_can_be_reached(
    shown: Server, folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.pdf"
    shutil.copy(BROADSHEET, secret)
    (folder / "link.pdf").symlink_to(secret)
    for source in ("../secret.pdf", str(secret), "link.pdf", "a\0.pdf", "2024-04-18_01.md", ""):
        made = Article("x", "t", "夜班津贴", source=source)
        monkeypatch.setattr(shown.services.answerer, "article", lambda _, made=made: made)

        place = await shown.browser.get("/api/v1/pages/x")
        picture = await shown.browser.get("/pictures/1/x")

        assert [place.status_code, picture.status_code] == [404, 404], source


async def test_a_page_that_is_not_there_is_not_drawn(shown: Server) -> None:
    for page in ("0", "2", "99999999999999999999", "-1", "x"):
        reply = await shown.browser.get(f"/pictures/{page}/{article(shown, '.pdf').id}")

        assert reply.status_code == 404, page


async def test_a_file_too_large_or_broken_shows_no_page(
    shown: Server, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = article(shown, ".pdf")
    (folder / BROADSHEET.name).write_bytes(b"%PDF-1.4\n" + b"\0" * 3000)
    broken = await shown.browser.get(f"/pages/{read.id}")
    monkeypatch.setattr(printed, "LARGEST", 100)
    large = await shown.browser.get(f"/articles/{read.id}")

    assert broken.status_code == 404
    assert "看原版" not in large.text


async def test_who_has_many_pages_drawn_waits_and_what_is_kept_costs_nothing(
    serve: Serve, folder: Path
) -> None:
    async with serve(corpus=CorpusSettings(folders=(folder,)), per_minute=2) as server:
        read = article(server, ".pdf")
        asked = [f"/api/v1/pages/{read.id}?from={n}&to={n + 30}" for n in (0, 30, 60, 0)]
        replies = [(await server.browser.get(one)).status_code for one in asked]

    assert replies == [200, 200, 429, 200]
