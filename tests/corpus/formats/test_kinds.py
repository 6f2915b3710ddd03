"""Pages of all kinds are built and asked: quotes as printed, citations right."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from docx.shared import Pt

from benchmarks.webpages.papers import digital_edition, portal
from bot.cli import main
from corpus.article import Article
from corpus.load import load
from tests.bot.commands.program import run


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a web page, a document, an archive, and the index of them."""
    folder = tmp_path_factory.mktemp("kinds")
    pages = folder / "pages"
    pages.mkdir()
    (pages / "saved.html").write_bytes(digital_edition().raw)
    document, word = docx.Document(), io.BytesIO()
    document.add_paragraph().add_run("车队有间书屋").font.size = Pt(22)
    document.add_paragraph("本报讯（记者 沈嘉）七车队的职工书屋有三千册书，四月的读书会来了37人。")
    document.save(word)
    (pages / "清江职工报2024-04-18_03.docx").write_bytes(word.getvalue())
    with zipfile.ZipFile(pages / "2023-05.zip", "w") as packed:
        packed.writestr("2023-05-16_04.html", portal().raw)
    (folder / "config.yaml").write_text("corpus:\n  folders: [pages]\n", encoding="utf-8")
    assert run(folder, "index", "build").returncode == 0
    return folder


@pytest.fixture(scope="module")
def articles(archive: Path) -> dict[str, Article]:
    """Return the articles by their headline."""
    return {article.title: article for article in load([archive / "pages"]).articles}


@pytest.fixture
def shown_for(archive: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """Return a function that gives what `gongda ask` shows for a question."""
    monkeypatch.chdir(archive)
    return lambda question: CliRunner().invoke(main, ["ask", question]).stdout


@pytest.mark.parametrize(
    ("question", "words", "cited"),
    [
        ("碰破一个鸡蛋扣几分？", "扣五分", "《清江工人报》 2022-06-10 第3版 · 叉车手用铁臂摆鸡蛋"),
        ("七车队的书屋有多少册书？", "三千册", "《清江职工报》 2024-04-18 第3版 · 车队有间书屋"),
        ("物流园每天供应多少份饭菜？", "1800份", "《人民日报》 2023-05-16 第4版 · 食堂里的十二元"),
    ],
)
def test_an_answer_quotes_the_printed_words_and_names_paper_day_and_page(
    shown_for: Callable[[str], str],
    articles: dict[str, Article],
    question: str,
    words: str,
    cited: str,
) -> None:
    shown = shown_for(question)
    quote = shown[shown.index("“") + 1 : shown.index("”[1]")]

    assert words in quote
    assert quote in articles[cited.rpartition(" · ")[2]].text
    assert cited in shown
