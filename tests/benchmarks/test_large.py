"""Made-up pages for measuring a large archive, and the page that the figures are written into."""

import random
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from benchmarks.speed.large import build
from benchmarks.speed.large_build import STAGES
from benchmarks.speed.large_page import BEGIN, END, tables, write_page
from benchmarks.speed.large_pages import DIGITS, PLACE, made_up, varied
from corpus.config import BUNDLED_PAGES

SOURCE = [
    ("河北新增就业12万人", ["2023年，河北新增就业12万人。", "其中女职工占5成。", "培训免费。"]),
    ("公交司机获奖", ["他安全行驶80万公里。", "同事都向他学习。"]),
    ("工会法", ["第一条　为保障工会的地位。", "第二条　工会是组织。", "第三条　职工有权。"]),
    ("食堂开张", ["食堂在重庆开张。", "午餐15元。"]),
]
FIGURES = {
    "passages": 3005,
    "articles": 615,
    "pages": 1_500_000,
    "seconds": 16.4,
    "processor": 4.1,
    "load": 1.5,
    "peak": 321_000_000,
    "stages": {"read": 1.1, "words": 5.4},
    "files": {"texts.sqlite": 2e6, "lexical": 2e6, "vectors.faiss": 3e6, "bridge": 9e6},
    "zh": [12.1, 44.8, 4.2, 5.7],
    "en": [21.0, 66.9, 9.5, 15.8],
    "start": {"工会": 0.6, "union": 0.7},
    "memory": 128_000_000,
    "structure": "Flat",
    "sampled": 1.0,
    "recall": 0.997,
}


def test_made_up_articles_are_all_different() -> None:
    draw = random.Random(0)

    texts = [made_up(SOURCE, draw)[1] for _ in range(50)]

    assert len(set(texts)) == 50
    assert all(text.startswith("本报讯（记者 ") for text in texts)


@given(st.text("第12家在河北和北京，", max_size=30), st.integers(0, 99))
def test_other_numbers_and_places_leave_the_rest_as_it_is(text: str, seed: int) -> None:
    other = varied(text, random.Random(seed))

    assert PLACE.sub("_", DIGITS.sub("0", other)) == PLACE.sub("_", DIGITS.sub("0", text))


def test_the_table_has_a_column_a_size() -> None:
    lines = tables([FIGURES, {**FIGURES, "passages": 10_000}]).splitlines()

    assert lines[0] == "| building | 3,005 | 10,000 |"
    assert "| words, s | 5.4 | 5.4 |" in lines
    assert "| English, p50 / p99 ms | 21.0 / 66.9 | 21.0 / 66.9 |" in lines


def test_only_what_was_measured_is_replaced_on_the_page(tmp_path: Path) -> None:
    page = tmp_path / "large.md"
    page.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", "utf-8")

    write_page(page, "new")

    assert page.read_text("utf-8") == f"before\n{BEGIN}\n\nnew\n\n{END}\nafter\n"


def test_a_build_tells_the_seconds_of_every_stage_and_its_memory(tmp_path: Path) -> None:
    told: list[str] = []

    found = build(BUNDLED_PAGES, tmp_path / "index", lambda stage, done, total: told.append(stage))

    assert set(found["stages"]) == set(STAGES)
    assert 0 < sum(found["stages"].values()) <= found["seconds"] * 1.5
    assert found["peak"] > 50_000_000
    assert found["processor"] > 0
    assert told
