"""Files that are no pages are passed over in one quiet line, wherever they lie."""

import zipfile
from pathlib import Path

import pytest

from bot.terminal.render import as_plain
from bot.terminal.tables import build_report_lines
from corpus.errors import PageError
from corpus.formats.no_pages import is_litter, is_saved_with
from corpus.load import load, load_bytes
from index.building.build import BuildReport

PAGE = "## 夜班食堂搬进新楼\n\n三月一日，夜班食堂搬进了新楼。\n"
LITTER = (
    "~$2024-03-01_01.docx",
    "Thumbs.db",
    "2024-03-01_01.md.bak",
    "desktop.ini",
    "a.tmp",
    "b.md~",
    "c.md.orig",
    "#d.md#",
    "备份.wbk",
    "公报.url",
)


@pytest.mark.parametrize("name", LITTER)
def test_what_other_programs_leave_is_no_page(name: str) -> None:
    assert is_litter(name)


@pytest.mark.parametrize("name", ["2024-03-01_01.md", "第2版.docx", "backup.md", "template.html"])
def test_a_page_is_no_litter(name: str) -> None:
    assert not is_litter(name)


def test_litter_and_empty_files_are_ignored_and_named_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(PAGE, "utf-8")
    for name in LITTER:
        (tmp_path / name).write_bytes(b"\0\1")
    for name in ("empty.docx", "empty.md", "empty.zip"):
        (tmp_path / name).touch()

    loaded = load([tmp_path])
    said = as_plain(
        build_report_lines(BuildReport("gen-000001", 1, 1, 1, (), 1.0, 0, loaded.ignored))
    )

    assert (len(loaded.articles), loaded.refused) == (1, ())
    assert set(loaded.ignored) == {
        *LITTER,
        "empty.docx (empty)",
        "empty.md (empty)",
        "empty.zip (empty)",
    }
    assert [line for line in said.splitlines() if "ignored" in line] == [
        "ignored     13: " + ", ".join(loaded.ignored[:5]) + " and 8 more"
    ]


def test_litter_in_an_archive_is_ignored_and_so_is_what_came_with_a_web_page(
    tmp_path: Path,
) -> None:
    with zipfile.ZipFile(tmp_path / "april.zip", "w") as package:
        package.writestr(
            "四月/慰问.html", "<h1>慰问</h1><p>区总工会慰问了一线职工，送去了清凉。</p>"
        )
        package.writestr("四月/慰问_files/frame.html", "<p>清仓大甩卖，全场一折。</p>")
        package.writestr("四月/~$a.docx", b"\0")
        package.writestr("四月/b.md", b"")

    loaded = load([tmp_path])

    assert [article.title for article in loaded.articles] == ["慰问"]
    assert loaded.refused == ()
    assert loaded.ignored == ("april.zip/四月/b.md (empty)", "april.zip/四月/~$a.docx")


def test_a_page_of_another_name_does_not_own_the_folder() -> None:
    assert not is_saved_with("a_files", ["b.html"])


@pytest.mark.parametrize("folder", ["$RECYCLE.BIN", "#recycle", "@eaDir"])
def test_what_a_share_keeps_of_deleted_files_is_no_page(tmp_path: Path, folder: str) -> None:
    (tmp_path / "a.md").write_text(PAGE, "utf-8")
    (tmp_path / folder).mkdir()
    (tmp_path / folder / "b.md").write_text(PAGE, "utf-8")
    with zipfile.ZipFile(tmp_path / "c.zip", "w") as package:
        package.writestr(f"{folder}/d.md", PAGE)
        package.writestr("e.md", PAGE)

    loaded = load([tmp_path])

    assert {article.source for article in loaded.articles} == {"a.md", "c.zip/e.md"}
    assert loaded.refused == ()


@pytest.mark.parametrize("name", ["要闻.fbd", "要闻.s2", "要闻.indd"])
def test_what_a_paper_is_set_in_is_to_be_saved_as_pdf(name: str) -> None:
    with pytest.raises(PageError, match="is not read: save it as PDF"):
        load_bytes(name, b"FOUNDER")
