"""The benchmark against other engines: its protocol, its statistics, its page."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.bench_page import SECTIONS, read_section, write_section
from benchmarks.peers.__main__ import measured
from benchmarks.peers.client import (
    Launch,
    PeerError,
    TooSlowError,
    UnsupportedError,
    first_answer,
    worker,
)
from benchmarks.peers.environments import (
    REPOSITORY,
    Environment,
    environment,
    settings_of,
    uv_options,
)
from benchmarks.peers.figures import of_set, percentile, ranking, ratio
from benchmarks.peers.judge import judged, rank
from benchmarks.peers.measure import Bench, Peer, safely
from benchmarks.peers.table import section, times
from benchmarks.peers.wins import wins
from benchmarks.peers.work import Question, Sizes, Work
from benchmarks.peers.workers.hybrid import LONGEST, fused, passages
from benchmarks.peers.workers.worker import Document
from corpus.config import BUNDLED_PAGES
from corpus.load import load

TINY = Path(__file__).parent / "tiny_engine.py"
DOCUMENTS = [("a", "工会送温暖"), ("b", "摄影大赛"), ("c", "职工技能比武")]
PAGE, RAW = REPOSITORY / "docs" / "benchmarks.md", REPOSITORY / "docs" / "peers.json"


def written(path: Path, documents: Sequence[tuple[str, str]]) -> Path:
    rows = [json.dumps({"id": one, "title": "", "text": text}) for one, text in documents]
    path.write_text("\n".join(rows) + "\n", "utf-8")
    return path


def launch(folder: Path, command: Sequence[str], variant: str = "default") -> Launch:
    (folder / "index").mkdir(exist_ok=True)
    start = {
        "do": "start",
        "model": str(REPOSITORY / "index" / "model"),
        "variant": variant,
        "threads": 1,
        "folder": str(folder / "index"),
    }
    return Launch((sys.executable, *command), start, folder / "tiny.log")


@pytest.fixture
def tiny(tmp_path: Path) -> Launch:
    return launch(tmp_path, [str(TINY)])


def asked(question: str, k: int = 2) -> dict[str, Any]:
    return {"do": "ask", "question": question, "k": k}


def test_a_worker_builds_and_answers_whatever_it_prints_besides(
    tiny: Launch, tmp_path: Path
) -> None:
    with worker(tiny) as running:
        file = written(tmp_path / "documents.jsonl", DOCUMENTS)

        built = running.ask({"do": "build", "documents": str(file)}, 10)
        found = running.ask(asked("摄影大赛？"), 10)

    assert (built["documents"], built["passages"]) == (3, 3)
    assert found["ids"] == ["b"]
    assert found["quotes"] == [{"id": "b", "text": "摄影", "start": 0, "end": 2}]
    assert found["seconds"] >= 0
    assert running.begun["seconds"] >= running.begun["import_s"]


def test_many_questions_keep_their_order_on_two_threads(tiny: Launch, tmp_path: Path) -> None:
    with worker(tiny) as running:
        file = written(tmp_path / "documents.jsonl", DOCUMENTS)
        running.ask({"do": "build", "documents": str(file)}, 10)

        many = running.ask(
            {"do": "ask_many", "questions": ["摄影", "比武"] * 9, "k": 1, "threads": 2}, 10
        )

    assert many["results"] == [["b"], ["c"]] * 9
    assert len(many["seconds"]) == len(many["quotes"]) == 18
    assert many["wall"] > 0


def test_what_was_built_is_opened_by_a_new_process(tiny: Launch, tmp_path: Path) -> None:
    with worker(tiny) as running:
        file = written(tmp_path / "documents.jsonl", DOCUMENTS)
        running.ask({"do": "build", "documents": str(file)}, 10)
        size = running.ask({"do": "size"}, 10)

    first = first_answer(tiny, "摄影", 1)

    assert size["bytes"] == (tmp_path / "index" / "documents.json").stat().st_size
    assert first["note"] == "nothing was made again"
    assert first["seconds"] > first["import_s"] > 0


def test_what_an_engine_cannot_do_is_told_and_it_goes_on(tiny: Launch) -> None:
    with worker(tiny) as running:
        with pytest.raises(UnsupportedError, match=r"^it never forgets$"):
            running.ask({"do": "delete", "id": "a"}, 10)

        added = running.ask({"do": "add", "document": {"id": "d", "title": "", "text": "驿站"}}, 10)
        found = running.ask(asked("驿站"), 10)

    assert added["seconds"] >= 0
    assert found["ids"] == ["d"]


def test_a_failure_is_told_by_its_last_line_and_the_process_goes_on(tiny: Launch) -> None:
    with worker(tiny) as running:
        with pytest.raises(PeerError, match=r"^tiny: open: FileNotFoundError"):
            running.ask({"do": "open"}, 10)

        held = running.ask({"do": "memory"}, 10)
        versions = running.ask({"do": "versions"}, 10)

    assert held["peak_mb"] >= held["rss_mb"] > 1
    assert list(versions["versions"]) == ["click"]


def test_a_process_that_ends_is_told_with_what_it_wrote_last(tiny: Launch) -> None:
    with worker(tiny) as running, pytest.raises(PeerError, match=r"process ended\. out of luck"):
        running.ask(asked("die"), 10)


def test_nobody_is_waited_for_longer_than_granted(tiny: Launch) -> None:
    with worker(tiny) as running, pytest.raises(TooSlowError, match=r"^tiny: ask: more than 0 s$"):
        running.ask(asked("sleep"), 0.2)


def test_a_worker_that_cannot_start_says_why(tmp_path: Path) -> None:
    broken = launch(tmp_path, [str(TINY)], "broken")

    with pytest.raises(PeerError, match="there is no such variant"), worker(broken):
        pass


def test_our_own_worker_quotes_the_bundled_pages_verbatim(tmp_path: Path) -> None:
    articles = {one.id: one.text for one in load([BUNDLED_PAGES]).articles}
    file = written(tmp_path / "documents.jsonl", list(articles.items()))
    ours = launch(tmp_path, ["-m", "benchmarks.peers.workers.worker_ours"], "answer")

    with worker(ours) as running:
        built = running.ask({"do": "build", "documents": str(file)}, 60)
        found = running.ask(asked("冬奥会期间海淀区总工会踏勘了多少次？", 10), 30)
        added = {"id": "new", "title": "", "text": "青禾镇工会在柳桥码头开设了夜间热水驿站。"}
        running.ask({"do": "add", "document": added}, 60)
        there = running.ask(asked("青禾镇工会在柳桥码头开设了什么？", 10), 30)
        running.ask({"do": "delete", "id": "new"}, 60)
        gone = running.ask(asked("青禾镇工会在柳桥码头开设了什么？", 10), 30)

    assert built["documents"] == len(articles) < built["passages"]
    assert "18次" in found["quotes"][0]["text"]
    for quote in found["quotes"]:
        assert articles[quote["id"]][quote["start"] : quote["end"]] == quote["text"]
    assert there["ids"][0] == "new"
    assert "new" not in gone["ids"]


def test_a_phase_that_fails_leaves_its_reason() -> None:
    def failing() -> dict[str, Any]:
        raise TooSlowError("ask: more than 60 s")

    def lacking() -> dict[str, Any]:
        raise UnsupportedError("no quotes")

    assert safely(failing) == {"problem": "ask: more than 60 s"}
    assert safely(lacking) == {"unsupported": "no quotes"}


def test_a_ratio_is_the_median_of_pairs_and_not_of_sides() -> None:
    theirs, ours = [10.0, 1.0, 6.0], [1.0, 1.0, 3.0]

    assert ratio(theirs, ours) == 2.0
    assert ratio([], []) is None


@given(st.lists(st.floats(0.001, 1000), min_size=1), st.floats(0.01, 100))
def test_whoever_is_always_so_many_times_slower_has_that_ratio(
    ours: list[float], factor: float
) -> None:
    theirs = [factor * one for one in ours]

    assert ratio(theirs, ours) == pytest.approx(factor)


@given(st.lists(st.floats(0, 100), min_size=1), st.sampled_from([0.5, 0.9, 0.99, 1.0]))
def test_a_percentile_is_a_value_that_enough_are_not_above(
    values: list[float], share: float
) -> None:
    found = percentile(values, share)

    assert found in values
    assert sum(one <= found for one in values) >= share * len(values) - 1e-9


def test_a_percentile_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="no values"):
        percentile([], 0.5)


def test_recall_and_gain_are_those_of_the_papers() -> None:
    found = ranking({"first": 1, "third": 3, "missed": 0})

    assert found == {
        "R@1": pytest.approx(1 / 3),
        "R@10": pytest.approx(2 / 3),
        "nDCG@10": pytest.approx((1 + 0.5) / 3),
    }
    assert ranking({"missed": 0}) == {"R@1": 0.0, "R@10": 0.0, "nDCG@10": 0.0}


@given(st.lists(st.integers(0, 10), min_size=1, max_size=20))
def test_a_better_rank_never_lowers_a_measure(ranks: list[int]) -> None:
    before = ranking({str(n): one for n, one in enumerate(ranks)})
    after = ranking({str(n): max(1, one - 1) if one else 10 for n, one in enumerate(ranks)})

    assert all(after[name] >= before[name] - 1e-9 for name in before)


def test_replies_are_judged_by_place_by_words_and_by_offsets(tmp_path: Path) -> None:
    file = written(tmp_path / "documents.jsonl", DOCUMENTS)
    questions = [Question("1", "?", ("b",), ("摄影",)), Question("2", "?", ("c",), ("无",))]
    quotes = [{"id": "b", "text": "摄影", "start": 0, "end": 2}]
    moved = [{"id": "b", "text": "摄影", "start": 1, "end": 3}]
    replies: list[dict[str, Any]] = [
        {"results": ["a", "b"], "quotes": quotes, "seconds": 0.5},
        {"results": ["a"], "quotes": moved, "seconds": 0.25},
    ]

    found = judged(questions, replies, file)

    first, second = found["each"]
    assert first == {"id": "1", "rank": 2, "seconds": 0.5, "quotes": 1, "exact": 1, "right": True}
    assert (second["rank"], second["exact"], second["right"]) == (0, 0, False)
    assert of_set(found)["exact"] == 0.5
    assert rank([], ["b"]) == 0


@given(st.text("工会a。！\n", max_size=2000))
def test_the_plain_scripts_lose_no_text_and_cut_at_sentences(text: str) -> None:
    runs = passages(Document("a", "", text))

    assert "".join(runs).split() == text.split()
    assert all(len(run) <= LONGEST or "。" not in run[:-1] for run in runs if "\n" not in run)


def test_what_both_sides_like_comes_first() -> None:
    assert fused([[1, 2], [2, 3]]) == [2, 1, 3]


def test_what_pip_is_told_of_uv_is_told_too() -> None:
    listed = "global.extra-index-url='file:///one file:///two'\n:env:.find-links='wheels'\n"

    options = uv_options(settings_of(listed + "global.timeout='9'"))

    assert options == ["--index", "file:///one", "--index", "file:///two", "--find-links", "wheels"]


def test_a_peer_without_requirements_is_a_row_with_its_reason(tmp_path: Path) -> None:
    made = environment("nobody", tmp_path)

    assert made.problem == "there is no benchmarks/peers/requirements/nobody.txt"


@pytest.mark.parametrize(
    ("problem", "told"),
    [("no wheel", "not installed: no wheel"), ("", "left out: the time was up")],
)
def test_what_cannot_be_measured_is_a_row_with_its_reason(
    tmp_path: Path, problem: str, told: str
) -> None:
    peer = Peer("txtai", "jieba", Path(sys.executable), tmp_path)
    work = Work(tmp_path, tmp_path, tmp_path, tmp_path, {}, [])
    bench = Bench(tmp_path, work, Sizes(), (peer, peer))

    found = measured(bench, peer, Environment("txtai", tmp_path, problem), lambda what: False)

    assert (found["name"], found["variant"], found["problem"]) == ("txtai", "jieba", told)


def row(name: str, variant: str, build: float, **more: object) -> dict[str, Any]:
    side = "search" if name == "ours" else "peer"
    runs = {side: [{"seconds": build, "documents": 10, "passages": 30}] * 3}
    ours = {"search": [{"seconds": 1.0, "documents": 10, "passages": 30}] * 3}
    return {
        "name": name,
        "variant": variant,
        "date": "2026-11-23",
        "megabytes": 10.0,
        "building": ours | runs,
        **more,
    }


def test_a_line_names_exactly_those_who_are_ahead() -> None:
    rows = [
        row("ours", "search", 1.0),
        row("bm25s", "jieba", 0.5),
        row("txtai", "jieba", 3.0),
        row("haystack", "jieba", 0.99),
    ]

    lines = wins(rows)

    assert lines == ["- **Seconds of a build**, as a share of ours: bm25s (jieba) 0.50."]


def test_a_row_that_failed_does_not_lose_the_others() -> None:
    failed = {"name": "txtai", "variant": "jieba", "problem": "not installed: no wheel"}
    settings = {"news": 10, "every": 1, "speed": 10, "building": 10, "rounds": 3}
    machine = {"processor": "x", "cores": 2, "memory_gb": 8, "python": "3", "system": "y"}
    rows = [failed, row("bm25s", "jieba", 2.0), row("ours", "search", 1.0)]
    told = section({"machine": machine, "settings": settings, "rows": rows})

    assert "- txtai, jieba: not installed: no wheel" in told
    assert "| bm25s + FAISS, jieba | 5 | 15 | 2 |" in told


@pytest.mark.parametrize(
    ("value", "cell"), [(None, "–"), (0.5, "0.5"), (12.34, "12"), (1234.0, "1,234")]
)
def test_a_ratio_has_two_digits_that_count(value: float | None, cell: str) -> None:
    assert times(value) == cell


def test_the_page_says_what_the_raw_figures_say() -> None:
    shown = read_section("peers")

    expected = section(json.loads(RAW.read_text("utf-8"))) if RAW.exists() else ""

    assert shown == expected.strip()


def test_a_section_is_written_between_its_lines_and_nowhere_else(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(PAGE.read_text("utf-8"), "utf-8")
    others = [name for name in SECTIONS if name != "floors"]
    before = {name: read_section(name, page) for name in others}

    write_section("floors", "new\n", page)

    assert read_section("floors", page) == "new"
    assert {name: read_section(name, page) for name in others} == before
    with pytest.raises(ValueError, match="has no section <!-- ceilings -->"):
        write_section("ceilings", "", page)
