"""An archive is read as the folder that it holds, whatever its files are called."""

import io
import stat
import struct
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import docx
import pytest

from corpus.config import Settings
from corpus.load import RefusedFile, load
from corpus.page.pageinfo import PageInfo, from_file_name
from index.building.build import build_generation

PROSE = "近日，区总工会走访了一线职工，送去清凉用品和节日祝福，并听取了大家的意见。"


def page(title: str = "走访一线职工") -> bytes:
    return f"## {title}\n\n{PROSE}\n".encode()


def packed(files: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def put(folder: Path, files: Mapping[str, bytes], name: str = "pages.zip") -> Path:
    path = folder / name
    path.write_bytes(packed(files))
    return path


def sources(folder: Path) -> list[str]:
    return [article.source for article in load([folder]).articles]


def test_files_of_an_archive_are_read_in_the_order_of_their_names(tmp_path: Path) -> None:
    put(tmp_path, {"b/2.md": page("乙"), "a.md": page("甲"), "b/1.txt": page("丙")})
    (tmp_path / "z.md").write_bytes(page("丁"))

    assert sources(tmp_path) == ["pages.zip/a.md", "pages.zip/b/1.txt", "pages.zip/b/2.md", "z.md"]


def test_files_of_all_kinds_are_read(tmp_path: Path) -> None:
    word = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("职工食堂开张")
    document.add_paragraph(PROSE)
    document.save(word)
    web = f"<h1>车队有间书屋</h1><p>{PROSE}</p>".encode()
    put(tmp_path, {"a.html": web, "b.docx": word.getvalue(), "c.md": page(), "d.exe": b"MZ"})

    loaded = load([tmp_path])

    titles = [article.title for article in loaded.articles]
    assert titles == ["车队有间书屋", "职工食堂开张", "走访一线职工"]
    assert {article.text for article in loaded.articles} == {PROSE}
    reason = ".exe is no kind of file that is read"
    assert loaded.refused == (RefusedFile("pages.zip/d.exe", reason),)


@pytest.mark.parametrize(
    ("archive", "member", "day", "number"),
    [
        ("archive.zip", "2024-04-18_03.html", date(2024, 4, 18), 3),
        ("2024-04-18.zip", "第3版.html", date(2024, 4, 18), 3),
        ("清江职工报 2024年4月18日.zip", "03.html", date(2024, 4, 18), 3),
        ("20240418_03.zip", "page.html", date(2024, 4, 18), 3),
        ("2024.zip", "清江职工报/2024-04-18/03.html", date(2024, 4, 18), 3),
        ("2024-04.zip", "notes.html", None, None),
        ("2024-04-18.zip", "2024-04-19_02.html", date(2024, 4, 19), 2),
    ],
)
def test_day_and_page_are_read_off_the_names_of_member_folder_and_archive(
    tmp_path: Path, archive: str, member: str, day: date | None, number: int | None
) -> None:
    put(tmp_path, {member: f"<h1>走访一线职工</h1><p>{PROSE}</p>".encode()}, archive)

    [article] = load([tmp_path]).articles

    assert (article.date, article.page) == (day, number)
    assert article.source == f"{archive}/{member}"


def test_a_name_that_tells_no_day_or_paper_for_sure_tells_none() -> None:
    assert from_file_name("2023/notes.md") == PageInfo()
    assert from_file_name("剪报/notes2.md") == PageInfo()
    assert from_file_name("工会周报/2023.01.05/a/notes.md") == PageInfo(
        "工会周报", date(2023, 1, 5)
    )


def test_names_in_gbk_are_read(tmp_path: Path) -> None:
    content = packed({"xxxx.md": page()})
    name = "第二".encode("gbk")
    (tmp_path / "pages.zip").write_bytes(content.replace(b"xxxx.md", name + b".md"))

    assert sources(tmp_path) == ["pages.zip/第二.md"]


def test_archives_within_archives_are_opened_to_a_depth(tmp_path: Path) -> None:
    inner = packed({"a.md": page()})
    for _ in range(2):
        inner = packed({"in.zip": inner})
    deep = packed({"in.zip": inner})
    put(tmp_path, {"deep.zip": deep, "flat.zip": packed({"b.md": page()})})

    loaded = load([tmp_path])

    assert [article.source for article in loaded.articles] == ["pages.zip/flat.zip/b.md"]
    assert [one.reason for one in loaded.refused] == ["it lies 3 archives deep"]


def test_what_systems_put_there_is_left_out(tmp_path: Path) -> None:
    junk = ("__MACOSX/._a.md", ".DS_Store", "b/.hidden.md", "Thumbs.db", "README.md", "empty/")
    put(tmp_path, {"a.md": page(), **dict.fromkeys(junk, b"junk")})

    loaded = load([tmp_path])

    assert [article.source for article in loaded.articles] == ["pages.zip/a.md"]
    assert loaded.refused == ()


def test_names_never_lead_out_of_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    names = ("../../up.md", "/root.md", "..\\..\\win.md", "C:\\x\\y.md", "a/../../b.md")
    put(folder, dict.fromkeys(names, page()))

    found = sources(folder)

    assert [path.name for path in tmp_path.iterdir()] == ["pages"]
    assert [path.name for path in folder.iterdir()] == ["pages.zip"]
    assert len(found) == len(names)
    assert all(".." not in source and source.startswith("pages.zip/") for source in found)


def test_two_files_of_one_name_are_both_read_and_told_apart(tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("a.md", page("甲"))
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a.md", page("乙"))
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a.md", page("甲"))
    (tmp_path / "pages.zip").write_bytes(made.getvalue())

    articles = load([tmp_path]).articles

    assert sorted(article.title for article in articles) == ["乙", "甲", "甲"]
    assert len({article.id for article in articles}) == 3


def test_a_locked_file_is_reported_and_the_others_are_read(tmp_path: Path) -> None:
    content = bytearray(packed({"a.md": page("甲"), "b.md": page("乙")}))
    at = content.rfind(b"PK\1\2")
    start = struct.unpack_from("<I", content, at + 42)[0]
    content[at + 8] |= 1
    content[start + 6] |= 1
    (tmp_path / "pages.zip").write_bytes(bytes(content))

    loaded = load([tmp_path])

    assert [article.title for article in loaded.articles] == ["甲"]
    assert loaded.refused == (RefusedFile("pages.zip/b.md", "it is locked by a password"),)


def test_a_link_is_reported_not_followed(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("link.md")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "pages.zip", "w") as archive:
        archive.writestr(info, "/etc/passwd")

    loaded = load([tmp_path])

    assert loaded.refused == (RefusedFile("pages.zip/link.md", "it is a link, not a file"),)


@pytest.mark.parametrize("content", [b"PK\3\4", b"no archive at all", b"PK\5\6" + bytes(40)])
def test_what_is_no_archive_is_reported(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "pages.zip").write_bytes(content)

    [refused] = load([tmp_path]).refused

    assert refused.source == "pages.zip"


def test_an_archive_without_pages_is_reported(tmp_path: Path) -> None:
    put(tmp_path, {"README.md": page()})

    assert load([tmp_path]).refused == (RefusedFile("pages.zip", "no file was found in it"),)


def test_only_what_changed_in_an_archive_is_embedded_again(settings: Settings) -> None:
    folder = settings.corpus.folders[0]
    files = {
        f"{number}.md": page(f"第{number}次走访") + f"第{number}次。".encode()
        for number in range(5)
    }
    put(folder, files)
    first = build_generation(settings)
    put(folder, {**files, "3.md": page("改过的走访") + "改过了。".encode()})

    second = build_generation(settings, confirmed=True)
    put(folder, {"0.md": files["0.md"]})
    third = build_generation(settings, confirmed=True)

    assert (first.articles, second.articles, third.articles) == (5, 5, 1)
    assert (second.embedded, third.embedded) == (1, 0)
