"""The small archive of the crash storm: pages whose every edition is known.

From edition to edition a page is changed, one is added and one is gone, so that builds take over
most of the last generation.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from corpus.article import Article
from corpus.config import CorpusSettings, IndexSettings, Settings
from corpus.page.newspaper import read_page

PAGES = 16
QUESTIONS = ("海淀的驿站有几家", "摄影大赛", "慰问一线职工", "which district won awards", "编号")
PLACES = ("海淀", "朝阳", "石景山", "东城", "通州", "房山", "延庆", "密云")
DEEDS = ("获评最美驿站", "举办摄影大赛", "慰问一线职工", "开设公益课堂", "签订集体合同")


def settings_in(folder: Path) -> Settings:
    """Return settings with pages and index below a folder."""
    (folder / "pages").mkdir(parents=True, exist_ok=True)
    return Settings(
        corpus=CorpusSettings(folders=(folder / "pages",), duplicates="all"),
        index=IndexSettings(folder=folder / "index", encoder="bundled-static"),
    )


def write_edition(settings: Settings, edition: int) -> None:
    """Make the folder of pages that edition."""
    folder = settings.corpus.folders[0]
    wanted = pages(edition)
    for path in folder.iterdir():
        if path.name not in wanted:
            path.unlink()
    for name, text in wanted.items():
        if not (folder / name).exists() or (folder / name).read_text("utf-8") != text:
            (folder / name).write_text(text, "utf-8")


def pages(edition: int) -> dict[str, str]:
    """Return the pages of an edition by file name.

    Page n was last changed in the newest edition, up to this one, that n divides among `PAGES`.
    """
    return {
        f"2023-01-{number + 1:02}_01.md": _page(number, edition - (edition - number) % PAGES)
        for number in range(PAGES)
        if (edition + number) % PAGES
    }


def _page(number: int, changed: int) -> str:
    place, deed = PLACES[number % len(PLACES)], DEEDS[number % len(DEEDS)]
    return (
        f"## {place}区{deed}\n\n本报讯（记者 张晶）{place}区总工会日前{deed}，编号为{changed}，"
        f"共有{number}家单位参加。\n\n## {place}的驿站{number}\n\n{place}的职工在驿站里歇脚。\n"
    )


@cache
def contents(edition: int) -> dict[str, str]:
    """Return the texts of an edition by the articles' ids."""
    return {
        article.id: article.text
        for name, text in sorted(pages(edition).items())
        for article in read_page(text, name)
    }


def edition_of(articles: Iterable[Article]) -> int | None:
    """Return the edition that consists of just these articles, None if there is none."""
    found = {article.id: article.text for article in articles}
    numbers = (one.partition("编号为")[2].partition("，")[0] for one in found.values())
    newest = max((int(number) for number in numbers if number), default=0)
    # The page of the newest edition may be the one that is left out.
    return next((one for one in range(newest, newest + 3) if contents(one) == found), None)
