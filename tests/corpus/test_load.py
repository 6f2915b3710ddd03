"""Folders become articles; what cannot be read is reported and the rest goes on."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.encoding import decode
from corpus.errors import CorpusError, PageError
from corpus.load import RefusedFile, load

PAGE = "## 工会开课\n\n本报讯（记者 张晶）8月1日，区总工会的公益课堂开课，120名职工参加。\n"
SIMPLIFIED = (
    "近日，区总工会开展送温暖活动，走访慰问困难职工，为他们送去米面油等生活物资和节日祝福。"
    "“感谢工会想着我们！”在一线值守的老王说。"
)
TRADITIONAL = (
    "近日，工會舉辦職工運動會，來自各個單位的選手參加比賽。「這是我們的節日！」一位職工說，"
    "希望以後每年都有這樣的活動。"
)


def write(folder: Path, name: str, content: str | bytes = PAGE) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_pages_are_read_at_any_depth_in_sorted_order(tmp_path: Path) -> None:
    write(tmp_path, "b/2023/2023-01-05_02.md")
    write(tmp_path, "b/2023-01-04_01.txt")
    write(tmp_path, "a.md")

    loaded = load([tmp_path])

    assert [article.source for article in loaded.articles] == [
        "a.md",
        "b/2023-01-04_01.txt",
        "b/2023/2023-01-05_02.md",
    ]
    assert loaded.refused == ()


def test_hidden_files_and_readme_are_no_pages(tmp_path: Path) -> None:
    write(tmp_path, "README.md")
    write(tmp_path, ".draft.md")
    write(tmp_path, ".git/page.md")

    loaded = load([tmp_path])

    assert (loaded.articles, loaded.refused) == ((), ())


def test_what_cannot_be_read_is_reported_and_the_rest_goes_on(tmp_path: Path) -> None:
    write(tmp_path, "1-empty.md", " \n")
    write(tmp_path, "2-picture.md", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)))
    write(tmp_path, "3-damaged.md", PAGE.encode()[:-2])
    write(tmp_path, "4-matter.md", f"---\ndate: 昨天\n---\n{PAGE}")
    write(tmp_path, "5-table.xls")
    write(tmp_path, "6-bare.md", "---\npaper: 工会周报\n---\n<!-- 待补 -->\n")
    (tmp_path / "7-lost.md").symlink_to(tmp_path / "nowhere")
    write(tmp_path, "8-good.md")

    loaded = load([tmp_path])

    assert loaded.refused == (
        RefusedFile("1-empty.md", "it is empty"),
        RefusedFile("2-picture.md", "it is binary, not text"),
        RefusedFile("3-damaged.md", f"it is damaged: byte {len(PAGE.encode()) - 4} is no UTF-8"),
        RefusedFile("4-matter.md", "its front matter has the date '昨天'"),
        RefusedFile("5-table.xls", ".xls is not read: save it as XLSX"),
        RefusedFile("6-bare.md", "no article was found in it"),
        RefusedFile("7-lost.md", "No such file or directory"),
    )
    assert [article.source for article in loaded.articles] == ["8-good.md"]


def test_a_pipe_among_the_pages_does_not_hang_the_reading(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")

    assert load([tmp_path]).refused == (RefusedFile("pipe.md", "it is no regular file"),)


def test_a_missing_folder_is_an_error_that_says_what_to_type(tmp_path: Path) -> None:
    folder = tmp_path / "pages"

    with pytest.raises(CorpusError) as error:
        load([folder])

    assert str(error.value) == (
        f"no folder at {folder}\n"
        f"  what to do: type `mkdir -p {folder}` and put pages there, or mend corpus.folders"
    )


def test_a_file_in_two_folders_is_read_once(tmp_path: Path) -> None:
    write(tmp_path, "a/page.md")
    (tmp_path / "a" / "again.md").symlink_to(tmp_path / "a" / "page.md")

    loaded = load([tmp_path, tmp_path / "a", tmp_path / "a" / "page.md"])

    assert [article.source for article in loaded.articles] == ["a/again.md"]


def test_a_folder_that_links_to_itself_is_left_again(tmp_path: Path) -> None:
    write(tmp_path, "a/page.md")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)

    assert [article.source for article in load([tmp_path]).articles] == ["a/page.md"]


def test_equal_pages_in_two_folders_have_different_ids(tmp_path: Path) -> None:
    for name in ("east/a/page.md", "east/b/page.md", "west/a/page.md"):
        write(tmp_path, name)

    articles = load([tmp_path / "east", tmp_path / "west"]).articles

    assert len({article.id for article in articles}) == 3


def test_the_settings_name_the_paper_where_the_page_does_not(tmp_path: Path) -> None:
    write(tmp_path, "1.md", f"---\npaper: 工会周报\n---\n{PAGE}")
    write(tmp_path, "2.md")

    articles = load([tmp_path], paper="职工报").articles

    assert [article.paper for article in articles] == ["工会周报", "职工报"]


def test_progress_counts_every_file(tmp_path: Path) -> None:
    write(tmp_path, "1.md")
    write(tmp_path, "2.md", "* * *\n")
    seen: list[tuple[int, int]] = []

    load([tmp_path], progress=lambda done, total: seen.append((done, total)))

    assert seen == [(1, 2), (2, 2)]


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"],
)
def test_a_page_reads_the_same_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    write(tmp_path, "page.md", PAGE.encode(encoding))

    [article] = load([tmp_path]).articles

    assert (article.title, article.authors) == ("工会开课", ("张晶",))


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-16"])
def test_a_real_page_reads_the_same_in_chinese_encodings(shared: Path, encoding: str) -> None:
    page = (shared / "seed" / "page.md").read_text(encoding="utf-8")

    assert decode(page.encode(encoding)) == page


@given(st.data(), st.sampled_from(["gb18030", "utf-8", "utf-16"]))
def test_ten_simplified_characters_tell_their_encoding(data: st.DataObject, encoding: str) -> None:
    start = data.draw(st.integers(0, len(SIMPLIFIED) - 10))
    piece = SIMPLIFIED[start : start + 10]

    assert decode(piece.encode(encoding)) == piece


@given(st.data(), st.sampled_from(["big5", "gb18030", "utf-8", "utf-16"]))
def test_ten_traditional_characters_tell_their_encoding(data: st.DataObject, encoding: str) -> None:
    start = data.draw(st.integers(0, len(TRADITIONAL) - 10))
    piece = TRADITIONAL[start : start + 10]

    assert decode(piece.encode(encoding)) == piece


@given(st.integers(1, len(SIMPLIFIED.encode()) - 1))
def test_a_damaged_page_is_never_read_as_another_encoding(missing: int) -> None:
    raw = SIMPLIFIED.encode()
    damaged = raw[:missing] + raw[missing + 1 :]

    with pytest.raises(PageError):
        decode(damaged)


@pytest.mark.parametrize(
    "raw", ["Профсоюз сообщает новости".encode("cp1251"), "“Hello” the café".encode("cp1252")]
)
def test_a_foreign_encoding_is_refused_rather_than_guessed(raw: bytes) -> None:
    with pytest.raises(PageError, match="encoding is not known"):
        decode(raw)


def test_a_file_that_the_system_lists_and_does_not_open_is_told(tmp_path: Path) -> None:
    write(tmp_path, "a.md")
    here = Path.cwd()
    deep = str(tmp_path)
    try:
        os.chdir(tmp_path)
        while len(deep) < 3_900:  # with the file's name it has more than 4,096 bytes
            name = "d" * min(200, 4_000 - len(deep))
            Path(name).mkdir()
            os.chdir(name)
            deep += f"/{name}"
        write(Path(), f"{'p' * 200}.md")
    finally:
        os.chdir(here)

    loaded = load([tmp_path])

    assert [article.source for article in loaded.articles] == ["a.md"]
    assert [one.is_closed for one in loaded.refused] == [True]


def test_a_folder_that_the_system_does_not_open_is_told_by_its_reason(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="cannot be reached: File name too long"):
        load([tmp_path / ("d" * 300)])
