"""Whatever was edited in between, the archive answers as one that was built from nothing."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.config import CorpusSettings, IndexSettings, Settings
from index.building.build import BuildReport, build_generation
from index.engines import segments
from index.engines.encoder import load_encoder
from index.search import Index, open_index
from index.store.generation import LEXICAL, TEXTS, current
from index.verify import verify
from tests.examples import examples
from tests.index.fakes import flip

PLACES = ("海淀", "朝阳", "石景山", "东城", "通州", "房山", "延庆", "密云")
DEEDS = ("获评最美驿站", "举办摄影大赛", "慰问一线职工", "开设公益课堂", "签订集体合同")
QUESTIONS = (
    "海淀的驿站",
    "摄影大赛",
    "谁慰问了一线职工",
    "第3次",
    "photo contest",
    "石景山集体合同",
)
PAGES = 12
# Where syncing takes no time.
MEMORY = "/dev/shm"
# A file's text by its number; None: it is deleted.
EDITS = st.lists(
    st.tuples(st.integers(0, PAGES + 2), st.none() | st.integers(0, 6)), min_size=1, max_size=4
)


def page(number: int, edition: int) -> str:
    """Return a page of three articles, of which the middle one says which edition it is."""
    place, other = PLACES[number % 8], PLACES[(number + edition) % 8]
    deed = DEEDS[number % 5]
    return (
        f"## {place}区总工会{deed}\n\n本报讯（记者 张晶）{place}日前{deed}，共有{number}家。\n\n"
        f"## {other}第{edition}次{deed}\n\n本报讯（记者 孙艳）{other}职工{number}人参加。\n\n"
        f"## 图片新闻{number}\n\n{place}的职工在劳动。\n"
    )


@contextmanager
def archive() -> Iterator[Settings]:
    """Give the settings of an archive of `PAGES` pages that has been built once."""
    with TemporaryDirectory(dir=MEMORY if Path(MEMORY).is_dir() else None) as folder:
        pages = Path(folder) / "pages"
        pages.mkdir()
        for number in range(PAGES):
            write(pages, number, 0)
        made = Settings(
            corpus=CorpusSettings(folders=(pages,)),
            index=IndexSettings(folder=Path(folder) / "index", encoder="bundled-static"),
        )
        build_generation(made)
        yield made


def write(pages: Path, number: int, edition: int | None) -> None:
    path = pages / f"2023-01-{number + 1:02}_01.md"
    if edition is None:
        path.unlink(missing_ok=True)
    else:
        path.write_text(page(number, edition), "utf-8")


def opened(made: Settings) -> Index:
    return open_index(current(made.index.folder), load_encoder("bundled-static"))


def answers(made: Settings) -> list[list[tuple[str, str, float]]]:
    """Return hits and scores, bit by bit."""
    index = opened(made)
    found = [
        [(hit.passage.id, hit.passage.text, hit.score) for hit in index.search(question, 20)]
        for question in QUESTIONS
    ]
    index.close()
    return found


def from_nothing(made: Settings) -> tuple[BuildReport, Settings]:
    """Build the same pages into a folder that knows nothing."""
    folder = made.index.folder.with_name("from-nothing")
    shutil.rmtree(folder, ignore_errors=True)
    fresh = made.model_copy(
        update={"index": IndexSettings(folder=folder, encoder="bundled-static")}
    )
    return build_generation(fresh), fresh


@pytest.fixture(autouse=True)
def small_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let 36 articles have as many segments as 20,000."""
    monkeypatch.setattr(segments, "ARTICLES_A_ROOT", 1)


@given(scripts=st.lists(EDITS, min_size=1, max_size=3))
@settings(
    max_examples=examples(3),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_any_edits_give_the_hits_and_scores_of_a_build_from_nothing(
    scripts: list[list[tuple[int, int | None]]],
) -> None:
    with archive() as made:
        for script in scripts:
            for number, edition in script:
                write(made.corpus.folders[0], number, edition)

            build_generation(made, confirmed=True)
            _, fresh = from_nothing(made)

            assert answers(made) == answers(fresh)
            assert verify(made.index.folder) == []


def test_one_changed_sentence_embeds_one_passage_and_writes_one_segment() -> None:
    with archive() as made:
        before = segment_names(made)
        write(made.corpus.folders[0], 5, 3)

        report = build_generation(made)

        assert report.embedded == 1
        assert len(before) > 2
        assert len(segment_names(made) - before) == 1


def test_nothing_changed_embeds_nothing_and_keeps_every_segment() -> None:
    with archive() as made:
        before = segment_names(made)

        report = build_generation(made)

        assert report.embedded == 0
        assert segment_names(made) == before


@pytest.mark.parametrize("part", [TEXTS, "vectors.faiss", f"{LEXICAL}/*.idx", "bridge/rows.npy"])
def test_a_damaged_generation_gives_nothing_to_the_next(part: str) -> None:
    with archive() as made:
        flip(next(current(made.index.folder).folder.glob(part)))
        assert verify(made.index.folder) != []

        build_generation(made)
        _, fresh = from_nothing(made)

        assert answers(made) == answers(fresh)
        assert not any(
            one.startswith(current(made.index.folder).manifest.name)
            for one in verify(made.index.folder)
        )


def test_deleted_words_leave_every_file_of_the_folder_with_the_last_generation() -> None:
    secret = "绝密九霄"
    with archive() as made:
        pages, folder = made.corpus.folders[0], made.index.folder
        (pages / "leak.md").write_text(f"## 泄密\n\n{secret}的事情登了报。\n", "utf-8")
        build_generation(made)
        assert holding(folder, secret)
        (pages / "leak.md").unlink()

        for _ in range(made.index.keep):
            build_generation(made)

        assert holding(folder, secret) == []


def segment_names(made: Settings) -> set[str]:
    return set(segments.reusable(current(made.index.folder).folder / LEXICAL))


def holding(folder: Path, words: str) -> list[Path]:
    forms = (words.encode(), words.encode("unicode_escape"), words[2:].encode())
    return [
        path
        for path in folder.rglob("*")
        if path.is_file() and any(form in path.read_bytes() for form in forms)
    ]
