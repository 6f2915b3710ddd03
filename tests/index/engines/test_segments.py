"""Runs of passages: every article in one of them, and a change moves little."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article, Passage
from index.engines.lexical import open_lexical, write_lexical
from index.engines.segments import reusable, run_starts, runs
from index.query import query_groups

IDS = [f"2023-{number:05}" for number in range(5_000)]


def passages(texts: list[str]) -> list[Passage]:
    return [
        Passage(Article(f"a{number}", "", text), 0, len(text)) for number, text in enumerate(texts)
    ]


@given(st.lists(st.text(min_size=1, max_size=3), unique=True, max_size=60), st.integers(1, 4))
def test_the_first_article_begins_a_run_and_the_places_rise(ids: list[str], root: int) -> None:
    starts = list(run_starts(ids, root))

    assert starts[:1] == ([0] if ids else [])
    assert starts == sorted(set(starts))
    assert all(start < len(ids) for start in starts)


def test_the_number_of_runs_grows_with_the_root_of_the_articles() -> None:
    counts = [len(list(run_starts([f"{one:07}" for one in range(size)]))) for size in
              (1_000, 20_000, 250_000)]  # fmt: skip

    assert counts[0] <= 4
    assert 4 <= counts[1] <= 16
    assert 15 <= counts[2] <= 60


@given(st.integers(0, 4_999))
def test_an_article_that_is_added_or_gone_leaves_most_runs_as_they_were(place: int) -> None:
    before = {IDS[start] for start in run_starts(IDS, 1)}

    gone = [*IDS[:place], *IDS[place + 1 :]]
    after = {gone[start] for start in run_starts(gone, 1)}

    assert len(before) > 20
    assert len(before ^ after) <= 12


def test_a_changed_word_changes_the_key_of_its_run_alone() -> None:
    found = passages([f"第{number}篇" for number in range(64)])
    digests = [passage.text.encode() for passage in found]
    before = runs(found, digests, "kind", 1)

    digests[40] = "改过了".encode()
    after = runs(found, digests, "kind", 1)

    changed = [run for run, other in zip(after, before, strict=True) if run != other]
    assert len(changed) == 1
    assert changed[0].start <= 40 < changed[0].end
    assert {run.key for run in runs(found, digests, "another kind", 1)}.isdisjoint(
        run.key for run in after
    )


def test_equal_runs_have_keys_of_their_own() -> None:
    found = passages(["同样的话"] * 40)

    keys = [run.key for run in runs(found, [b"same"] * 40, "kind", 1)]

    assert len(set(keys)) == len(keys) > 1


def test_segments_taken_over_score_as_those_written(tmp_path: Path) -> None:
    found = passages([f"第{number}个驿站为职工服务" for number in range(300)])
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()

    list(write_lexical(first, found))
    list(write_lexical(second, found, before=first))

    asked = query_groups("第7个驿站")
    assert open_lexical(first).search(asked, 50) == open_lexical(second).search(asked, 50)
    assert list(reusable(first)) == list(reusable(second))
