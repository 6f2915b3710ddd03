"""What a build makes of groups of words, and what a search finds with them."""

from pathlib import Path

import pytest

from bot.answer import answer
from bot.channel.views.why import why_text
from corpus.config import CorpusSettings, IndexSettings, Settings
from corpus.thesaurus import read_thesaurus
from index.building.build import build_generation
from index.engines.lexical import open_lexical
from index.reader import open_reader
from index.search import Index
from index.store.generation import LEXICAL, THESAURUS, current
from index.text.words import fold
from index.thesaurus.build import EVERYDAY, holding

PAGE = """# 劳动合同问答

用人单位解除劳动合同应当提前三十日书面通知劳动者。

# 食堂开张

职工食堂每天供应热饭热菜，价格便宜，工友们都说好。

# 技能比武

人力资源和社会保障局（以下简称“人社局”）举办了技能比武，八十名选手参加。
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "2023-01-05_02.md").write_text(PAGE, encoding="utf-8")
    (tmp_path / "words.txt").write_text("食堂, 饭馆子\n", encoding="utf-8")
    return Settings(
        corpus=CorpusSettings(folders=(pages,), thesaurus=tmp_path / "words.txt"),
        index=IndexSettings(folder=tmp_path / "index", encoder="bundled-static"),
    )


def opened(settings: Settings) -> Index:
    build_generation(settings)
    return open_reader(settings.index).index()


def found_for(index: Index, question: str) -> dict[str, list[str]]:
    hits = index.search(question)
    return {one.word: [word for word, _ in one.into] for one in hits[0].why.thesaurus}


def test_every_source_of_words_is_kept_with_the_generation(settings: Settings) -> None:
    index = opened(settings)

    assert found_for(index, "老板辞退我要提前几天？") == {
        "老板": ["用人单位"],
        "辞退": ["解除劳动合同"],
    }
    assert found_for(index, "饭馆子供应什么？") == {"饭馆子": ["食堂"]}
    assert found_for(index, "人社局在哪里？") == {"人社局": ["人力资源和社会保障局"]}


def test_the_words_that_were_looked_for_are_told(settings: Settings) -> None:
    index = opened(settings)

    told = why_text(answer(index, "饭馆子供应什么？"))

    assert "“饭馆子”是按“食堂”查找的。" in told


def test_a_changed_file_is_picked_up_without_embedding_anything(settings: Settings) -> None:
    build_generation(settings)
    assert settings.corpus.thesaurus
    settings.corpus.thesaurus.write_text("技能比武, 打擂台\n", encoding="utf-8")

    report = build_generation(settings)

    index = open_reader(settings.index).index()
    assert report.embedded == 0
    assert found_for(index, "打擂台有几个人？") == {"打擂台": ["技能比武"]}
    assert found_for(index, "饭馆子供应什么？") == {}


def test_the_bundled_groups_are_many_and_each_is_whole() -> None:
    groups = read_thesaurus(EVERYDAY)

    assert len(groups) >= 3000
    assert all(len(group) >= 2 for group in groups)


def test_no_bundled_word_that_the_archive_holds_is_passed_over(settings: Settings) -> None:
    build_generation(settings)
    generation = current(settings.index.folder).folder
    corpus = open_lexical(generation / LEXICAL)

    lines = (generation / THESAURUS).read_text(encoding="utf-8").splitlines()

    kept = {other for line in lines if line.startswith("bundled") for other in line.split("\t")[2:]}
    bundled = {fold(word) for group in read_thesaurus(EVERYDAY) for word in group}
    assert len(kept) > 5
    assert kept == {word for word in bundled if holding(word, corpus)}
