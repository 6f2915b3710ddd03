"""Corrections of heads: what a file of them may hold, and that every build lays them over."""

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.terminal.tables import build_report_lines
from corpus.article import Article
from corpus.config import CorpusSettings, IndexSettings, Settings
from corpus.errors import ConfigError
from corpus.page.overlay import Correction, corrected, read_overlay, write_overlay
from index.building.build import build_generation
from index.reader import open_reader

ARTICLE = Article("a-1", "旧题", "正文", date=datetime.date(2023, 1, 5), page=2)
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x85\u2028\u2029"), max_size=20)


def test_only_what_is_set_stands_in_place_of_what_was_read() -> None:
    right, unmatched = corrected(
        [ARTICLE], {"a-1": Correction(title="新题", page=None), "gone": Correction(page=1)}
    )

    assert right == (Article("a-1", "新题", "正文", date=datetime.date(2023, 1, 5), page=None),)
    assert unmatched == ("gone",)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: {titel: x}", r"a\.titel"),
        ("a: {title: 5}", r"a\.title"),
        ("a: {page: 0}", r"a\.page"),
        ("a: {date: yesterday}", r"a\.date"),
        ("a: just words", "a: "),
        ("5: {page: 1}", "5 is no article's id"),
        ("- a", "no mapping"),
        ("a: [", "no valid YAML"),
        ("a: !!python/object/apply:os.system [ls]", "no valid YAML"),
        ("[" * 100_000, "no valid YAML"),
    ],
)
def test_what_is_no_correction_is_named(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "overlay.yaml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ConfigError, match=told):
        read_overlay(path)


def test_what_turns_text_or_commands_a_terminal_does_not_pass_through_a_correction(
    tmp_path: Path,
) -> None:
    path = tmp_path / "overlay.yaml"
    names = 'authors: ["沈\\u2066嘉"], paper: "\\x9b"'
    text = f'a-1: {{title: "新\\e[31m题", kicker: "引\\u202e题", {names}}}'
    path.write_text(text, encoding="utf-8")

    [right], _ = corrected([ARTICLE], read_overlay(path))

    words = (right.title, right.kicker, right.authors, right.paper)
    assert words == ("新 [31m题", "引题", ("沈嘉",), "")


@given(
    st.dictionaries(
        st.text(st.characters(codec="utf-8", categories=("L", "N")), min_size=1),
        st.builds(Correction, title=WORDS, authors=st.lists(WORDS, max_size=3).map(tuple)),
        max_size=3,
    )
)
def test_what_is_written_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, corrections: dict[str, Correction]
) -> None:
    path = tmp_path_factory.mktemp("overlay") / "overlay.yaml"

    write_overlay(path, corrections)

    assert read_overlay(path) == corrections


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    pages = tmp_path / "pages"
    pages.mkdir()
    page = "## 第一场报告会\n\n本报讯（记者 张晶）第一场报告会有多名职工参加。\n"
    (pages / "2023-01-05_02.md").write_text(page, encoding="utf-8")
    return Settings(
        corpus=CorpusSettings(folders=(pages,)),
        index=IndexSettings(folder=tmp_path / "index", encoder="bundled-static"),
    )


def articles(settings: Settings) -> list[Article]:
    return list(open_reader(settings.index).index().articles())


@pytest.mark.parametrize("named", [False, True])
def test_a_correction_survives_every_build_and_leaves_id_and_text(
    settings: Settings, tmp_path: Path, named: bool
) -> None:
    if named:
        corpus = settings.corpus.model_copy(update={"overlay": tmp_path / "own.yaml"})
        settings = settings.model_copy(update={"corpus": corpus})
    build_generation(settings)
    [before] = articles(settings)
    right = Correction(title="首场报告会", date=datetime.date(2023, 1, 6), page=3)
    write_overlay(settings.corpus.overlay_file, {before.id: right, "gone": right})

    reports = [build_generation(settings) for _ in range(2)]

    [after] = articles(settings)
    assert after == right.over(before)
    assert [(one.corrected, one.unmatched) for one in reports] == [(1, ("gone",))] * 2
    assert reports[-1].refused == ()
    said = "\n".join(str(line) for line in build_report_lines(reports[-1]))
    assert "no article has the id of 1: gone" in said
