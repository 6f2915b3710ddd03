"""What every engine promises: the same hits, explained, and gone when they are gone."""

import subprocess
import sys
from pathlib import Path

import pytest

from corpus.config import BUNDLED_PAGES, CorpusSettings, Settings
from index.building.build import build_generation
from index.finding.chosen import answer_from_earlier
from index.hit import Hit
from index.reader import open_reader
from index.search import Index
from index.store.generation import current_name

# How far a fused score may be from that of the files: what sums of float32 differ by.
TOLERANCE = 1e-3
QUESTIONS = (
    "谭玉兰安全行驶了多少公里？",
    "哪些站点获评全国“最美工会户外劳动者服务站点”？",
    "女職工公益課堂開設哪幾門課？",
    "被辞退了怎么办",
    "which stations won awards?",
    "how many kilometres did the bus driver drive safely?",
    "who leads the union of delivery riders in Changping?",
    "？？？",
)


def put(settings: Settings, body: str, name: str = "2023-01-05_02.md") -> Path:
    page = settings.corpus.folders[0] / name
    page.write_text(f"## 站点\n\n本报讯（记者 张晶）{body}\n", encoding="utf-8")
    return page


def found(index: Index, question: str = "多少站点") -> str:
    return "".join(hit.passage.text for hit in index.search(question))


def told(hits: tuple[Hit, ...]) -> list[tuple[str, int, float]]:
    return [(hit.passage.article.id, hit.passage.start, hit.score) for hit in hits]


def test_the_hits_are_those_of_the_files_and_say_why(archive: Settings) -> None:
    pages = archive.model_copy(update={"corpus": CorpusSettings(folders=(BUNDLED_PAGES,))})
    build_generation(pages)
    engine = open_reader(pages.index).index()
    files = open_reader(pages.index.model_copy(update={"engine": "files"})).index()

    for question in QUESTIONS:
        expected, hits = files.search(question, 20), engine.search(question, 20)

        assert [one[:2] for one in told(hits)] == [one[:2] for one in told(expected)]
        assert [hit.score for hit in hits] == pytest.approx(
            [hit.score for hit in expected], abs=TOLERANCE
        )
        assert [hit.why.lexical_rank for hit in hits] == [hit.why.lexical_rank for hit in expected]
        assert [hit.why.query_words for hit in hits] == [hit.why.query_words for hit in expected]
        assert not any(hit.why.notes for hit in hits)


def test_what_is_edited_or_deleted_is_found_by_no_reader_any_more(archive: Settings) -> None:
    put(archive, "共有三百个站点。")
    other = put(archive, "朝阳区新建站点。", "2023-01-06_01.md")
    build_generation(archive)
    readers = [open_reader(archive.index), open_reader(archive.index)]
    before = [found(reader.index()) for reader in readers]

    put(archive, "共有四百个站点。")
    other.unlink()
    build_generation(archive)
    after = [found(reader.index()) for reader in readers]

    assert all("三百" in text and "朝阳" in text for text in before)
    assert all("四百" in text for text in after)
    assert not any("三百" in text or "朝阳" in text for text in after)


def test_an_index_that_is_open_answers_from_its_own_generation(archive: Settings) -> None:
    put(archive, "共有三百个站点。")
    build_generation(archive)
    old = open_reader(archive.index).index()

    put(archive, "共有四百个站点。")
    build_generation(archive)

    assert "三百" in found(old)


def test_the_generation_before_answers_again_after_a_roll_back(archive: Settings) -> None:
    put(archive, "共有三百个站点。")
    build_generation(archive)
    put(archive, "共有四百个站点。")
    build_generation(archive)
    reader = open_reader(archive.index)
    reader.index()

    name = answer_from_earlier(archive.index)

    assert (name, reader.index().name) == ("gen-000001", "gen-000001")
    assert "三百" in found(reader.index())


@pytest.mark.parametrize("moment", ["stored", "renamed", "pointed"])
def test_a_publish_that_is_killed_leaves_a_whole_generation_answering(
    archive: Settings, moment: str
) -> None:
    put(archive, "共有三百个站点。")
    build_generation(archive)
    reader = open_reader(archive.index)
    reader.index()
    put(archive, "共有四百个站点。")

    program = (sys.executable, "-m", "tests.index.finding.killed_build")
    killed = subprocess.run(
        [*program, archive.model_dump_json(), moment], timeout=1200, check=False
    )

    # The files answer from the new one as soon as CURRENT says so, Milvus when its alias does.
    new = archive.index.engine == "files" and moment != "renamed"
    assert killed.returncode == -9
    for asked in (reader, open_reader(archive.index)):
        assert ("四百" in found(asked.index()), "三百" in found(asked.index())) == (new, not new)

    build_generation(archive)

    assert reader.index().name == current_name(archive.index.folder)
    assert "四百" in found(reader.index())
