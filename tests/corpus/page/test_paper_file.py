"""`_paper.yaml` tells paper, day and page for a folder, and what of it is left out."""

import zipfile
from datetime import date
from pathlib import Path

import pytest

from corpus.article import Article
from corpus.check.run import check
from corpus.config import Settings
from corpus.errors import HeldBackError, PageError
from corpus.load import Loaded, load
from corpus.page.paper_file import read_paper_file
from index.building.build import build_generation

REPORT = "## {title}\n\n本报讯（记者 沈嘉）{title}，来了{n}人。\n"


def write(folder: Path, name: str, *titles: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    reports = [REPORT.format(title=title, n=n) for n, title in enumerate(titles, start=31)]
    path.write_text("\n".join(reports), encoding="utf-8")


def say(folder: Path, text: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "_paper.yaml").write_text(text, encoding="utf-8")


def facts(loaded: Loaded) -> dict[str, tuple[str, date | None, int | None]]:
    return {one.title: (one.paper, one.date, one.page) for one in loaded.articles}


def test_a_folder_tells_what_neither_words_nor_name_do_and_the_nearer_one_wins(
    tmp_path: Path,
) -> None:
    write(tmp_path, "a.md", "夜班食堂开门")
    write(tmp_path, "四月/b.md", "书屋有了新书")
    write(tmp_path, "四月/2024-04-25_02.md", "焊工评上技师")
    say(tmp_path, "paper: 清江职工报\ndate: 2024-04-11\n")
    say(tmp_path / "四月", "日期：2024-04-18\n版次：第3版\n")

    found = facts(load([tmp_path], paper="工会周报"))

    assert found == {
        "夜班食堂开门": ("清江职工报", date(2024, 4, 11), None),
        "书屋有了新书": ("清江职工报", date(2024, 4, 18), 3),
        "焊工评上技师": ("清江职工报", date(2024, 4, 25), 2),
    }


def test_files_pages_and_headlines_are_left_out_and_named(tmp_path: Path) -> None:
    write(tmp_path, "2024-04-18_01.md", "夜班食堂开门", "天气预报", "招领启事")
    write(tmp_path, "2024-04-18_04.md", "副刊一则")
    write(tmp_path, "2024-04-18_08.md", "整版广告")
    write(tmp_path, "广告/x.md", "促销")
    say(
        tmp_path,
        'leave_out:\n  files: [广告/, "*_08.md"]\n  pages: [4]\n  headlines: [天气预报, "*启事"]\n',
    )

    loaded, checked = load([tmp_path]), check([tmp_path])

    assert [one.title for one in loaded.articles] == ["夜班食堂开门"]
    assert loaded.refused == ()
    assert {*loaded.left_out} == {
        "2024-04-18_08.md",
        "广告/x.md",
        "2024-04-18_01.md: 天气预报",
        "2024-04-18_01.md: 招领启事",
        "2024-04-18_04.md: 副刊一则",
    }
    assert checked.left_out == loaded.left_out


def test_a_zip_may_bring_one_and_two_folders_do_not_share_theirs(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    write(second, "c.md", "书屋有了新书")
    say(first, "paper: 清江职工报\n")
    with zipfile.ZipFile(first / "五月.zip", "w") as packed:
        packed.writestr("_paper.yaml", "date: 2024-05-02\npage: 2\n")
        packed.writestr("x.md", REPORT.format(title="夜班食堂开门", n=9))

    found = facts(load([first, second]))

    assert found == {
        "夜班食堂开门": ("清江职工报", date(2024, 5, 2), 2),
        "书屋有了新书": ("", None, None),
    }


def test_a_page_that_is_checked_alone_has_its_folders_facts(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "夜班食堂开门")
    say(tmp_path, "date: 2024-04-11\n")

    assert facts(load([tmp_path / "a.md"])) == {"夜班食堂开门": ("", date(2024, 4, 11), None)}


@pytest.mark.parametrize(
    ("text", "what", "remedy"),
    [
        ("papr: 报\n", "unknown key papr in _paper.yaml", "did you mean paper?"),
        ("date: 昨天\n", "_paper.yaml has the date '昨天'", "write it as 2023-01-05"),
        ("page: 头版\n", "_paper.yaml has the page '头版'", "write it as 2"),
        ("leave_out: [a.md]\n", "leave_out in _paper.yaml is no mapping", "write files:"),
        ("leave_out:\n  file: a.md\n", "unknown key file in _paper.yaml", "did you mean files?"),
        ("leave_out:\n  pages: [八]\n", "pages of leave_out in _paper.yaml has '八'", "[4, 8]"),
        ("leave_out:\n  files: [[a]]\n", "files of leave_out in _paper.yaml is no list", "a line"),
        ("只有一句话\n", "_paper.yaml is no mapping of keys to values", "start it with"),
        ("a: [\n", "_paper.yaml is no valid YAML", "mend _paper.yaml"),
    ],
)
def test_a_slip_is_named_with_what_to_do(text: str, what: str, remedy: str) -> None:
    with pytest.raises(PageError) as error:
        read_paper_file(text.encode())

    assert error.value.what.startswith(what)
    assert remedy in error.value.remedy


def test_a_file_to_leave_out_that_is_not_there_is_told(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "夜班食堂开门")
    say(tmp_path, 'leave_out:\n  files: [b.md, "*_08.md"]\n')

    [told] = load([tmp_path]).refused

    assert (told.source, told.reason) == (
        "_paper.yaml",
        "leave_out names 'b.md', and no such file is there",
    )


def test_a_change_is_taken_up_and_a_slip_publishes_nothing(settings: Settings) -> None:
    pages = settings.corpus.folders[0]
    write(pages, "a.md", "夜班食堂开门")
    write(pages, "b.md", "书屋有了新书")
    build_generation(settings)
    say(pages, "date: 2024-04-11\nleave_out:\n  files: [b.md]\n")
    report = build_generation(settings)

    say(pages, "dat: 2024-04-11\n")

    assert report.articles == 1
    assert report.ignored == ("b.md (left out)",)
    with pytest.raises(HeldBackError, match="cannot be read"):
        build_generation(settings)


def test_an_article_without_headline_or_page_is_left_out_by_neither() -> None:
    paper = read_paper_file("leave_out:\n  pages: [4]\n  headlines: [天气预报]\n".encode())

    assert not paper.leaves_article(Article("a", "", "正文。"))


def test_a_headline_with_brackets_is_left_out_by_its_own_words() -> None:
    paper = read_paper_file("leave_out:\n  headlines: ['[公告]停水']\n".encode())

    assert paper.leaves_article(Article("a", "[公告]停水", "正文。"))
    assert not paper.leaves_article(Article("b", "停水", "正文。"))


@pytest.mark.parametrize(
    ("folder", "line", "recognised"),
    [
        ("recognised: true", "recognised: no", False),
        ("文字识别: 是", "文字识别：否", False),
        ("recognised: true", "page: 2", True),
        ("recognised: no", "recognised: true", True),
    ],
)
def test_the_head_of_a_file_counts_before_its_folder_s(
    tmp_path: Path, folder: str, line: str, recognised: bool
) -> None:
    say(tmp_path, folder)
    (tmp_path / "a.md").write_text(
        f"---\n{line}\n---\n\n{REPORT.format(title='开门', n=3)}", "utf-8"
    )

    [article] = load([tmp_path]).articles

    assert article.recognised is recognised
