"""`verify` says what is wrong, whatever it is, and nothing where all is well."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.config import Settings
from corpus.errors import IndexDamagedError, IndexMissingError, IndexWriteError
from index.building.build import build_generation
from index.engines.dense import FLAT, write_dense
from index.engines.segments import META
from index.reader import open_reader
from index.store.generation import ASIDE, LEXICAL, TEXTS, VECTORS, Published, current, lock
from index.store.manifest import checksums
from index.store.texts import open_texts
from index.verify import contents, verify
from tests.index.fakes import flip

PAGE = """## 六家驿站获评最美

本报讯（记者 张晶）鲁谷街道暖心驿站等6家驿站被评为全国最美站点。

## 职工摄影大赛收官

本报讯（记者 孙艳）摄影大赛共收到29个基层工会推荐的近600幅作品。
"""


@pytest.fixture
def built(settings: Settings) -> Settings:
    (settings.corpus.folders[0] / "2023-01-05_02.md").write_text(PAGE, "utf-8")
    build_generation(settings)
    return settings


def root(built: Settings) -> Path:
    return built.index.folder


def test_a_whole_index_has_no_problem(built: Settings) -> None:
    assert verify(root(built)) == []


def test_another_model_is_told(built: Settings) -> None:
    problems = verify(root(built), "another-model")

    assert len(problems) == 1
    assert "but 'another-model' is asked for" in problems[0]


def test_what_killed_builds_left_and_what_nobody_knows_is_told(built: Settings) -> None:
    (root(built) / f"{ASIDE}gen-000002").mkdir()
    (root(built) / "gen-000002").mkdir()
    (root(built) / "notes.txt").write_text("…")

    problems = verify(root(built))

    assert [one.partition(" ")[0] for one in problems] == [
        f"{ASIDE}gen-000002", "gen-000002", "notes.txt",
    ]  # fmt: skip


def test_the_next_build_clears_what_was_left(built: Settings) -> None:
    (root(built) / f"{ASIDE}gen-000002").mkdir()
    (root(built) / "gen-000002").mkdir()

    build_generation(built)

    assert verify(root(built)) == []


def test_a_build_that_is_running_is_no_leftover(built: Settings) -> None:
    with lock(root(built)):
        (root(built) / f"{ASIDE}gen-000002").mkdir()

        assert verify(root(built)) == []


def rewritten_texts(folder: Path, statement: str) -> None:
    with sqlite3.connect(folder / TEXTS) as connection:
        connection.execute(statement)
    connection.close()


HARM: dict[str, tuple[Callable[[Path], object], str]] = {
    "text": (
        lambda folder: rewritten_texts(folder, "UPDATE article SET text = replace(text, '6', '7')"),
        "an article of the index was altered",
    ),
    "offset": (
        lambda folder: rewritten_texts(folder, "UPDATE passage SET start = start + 1"),
        "a passage of the index was altered",
    ),
    "passages": (
        lambda folder: rewritten_texts(folder, "DELETE FROM passage WHERE number = 1"),
        "the texts hold 1 passages, the manifest says 2",
    ),
    "vectors": (
        lambda folder: write_dense(folder / VECTORS, np.ones((3, 256), np.float32), FLAT),
        "there are 3 vectors of 256 dimensions, expected 2 of 256",
    ),
    "lengths": (
        lambda folder: write_dense(folder / VECTORS, np.ones((2, 256), np.float32), FLAT),
        "the vector of passage 0 is not of unit length",
    ),
    "bridge": (
        lambda folder: (folder / "bridge" / "model.txt").write_text("another"),
        "was built with the bundled model 'another'",
    ),
}


@pytest.mark.parametrize("harm", HARM)
def test_contents_that_do_not_fit_are_told_though_every_checksum_fits(
    built: Settings, harm: str
) -> None:
    do, told = HARM[harm]
    published = current(root(built))
    do(published.folder)
    resealed = replace(published.manifest, files=checksums(published.folder))

    problems = contents(Published(published.folder, resealed))

    assert any(told in one for one in problems), problems


def test_segments_of_other_words_are_told(built: Settings) -> None:
    published = current(root(built))
    build_generation(built)
    (root(built).parent / "pages" / "2023-01-05_02.md").write_text(PAGE.replace("6", "7"), "utf-8")
    build_generation(built)
    newer = current(root(built)).folder / LEXICAL
    for path in newer.iterdir():
        (published.folder / LEXICAL / path.name).write_bytes(path.read_bytes())
    assert (published.folder / LEXICAL / META).exists()

    assert contents(published) == ["the words that are indexed are not those of the passages"]


@pytest.mark.parametrize("name", ["CURRENT", "gen-000001/MANIFEST.json", "gen-000001/texts.sqlite"])
def test_one_bit_is_enough_and_the_next_build_mends_it(built: Settings, name: str) -> None:
    flip(root(built) / name)
    assert verify(root(built)) != []

    build_generation(built)

    assert verify(root(built)) == []


def test_a_new_reader_answers_from_the_generation_before_a_damaged_one(built: Settings) -> None:
    build_generation(built)
    flip(current(root(built)).folder / VECTORS)

    index = open_reader(built.index).index()

    assert index.name == "gen-000001"
    assert "600幅" in index.search("摄影大赛收到多少作品")[0].passage.text


def test_with_every_generation_damaged_the_error_says_what_to_type(built: Settings) -> None:
    flip(current(root(built)).folder / VECTORS)

    with pytest.raises(IndexDamagedError, match="gongda index build"):
        open_reader(built.index).index()


def test_altered_text_is_never_read(built: Settings) -> None:
    folder = current(root(built)).folder
    rewritten_texts(folder, "UPDATE article SET text = replace(text, '6', '7')")
    texts = open_texts(folder / TEXTS)

    with pytest.raises(IndexDamagedError, match="altered on the disk"):
        texts.passages([0])
    texts.close()


def test_without_an_index_the_error_says_what_to_type(tmp_path: Path) -> None:
    with pytest.raises(IndexMissingError, match="gongda index build"):
        verify(tmp_path)


def test_a_folder_that_cannot_be_written_to_is_told_with_what_to_do(settings: Settings) -> None:
    (settings.corpus.folders[0] / "2023-01-05_02.md").write_text(PAGE, "utf-8")
    settings.index.folder.write_text("a file where the folder should be")

    with pytest.raises(IndexWriteError, match="free space there or make it writable"):
        build_generation(settings)
