"""A reader follows what is published and never lets go of what works."""

import logging

import pytest

from corpus.config import Settings
from corpus.errors import IndexMissingError
from index.building.build import build_generation
from index.reader import open_reader
from index.store.generation import current


def put(settings: Settings, body: str) -> None:
    page = settings.corpus.folders[0] / "2023-01-05_02.md"
    page.write_text(f"## 站点\n\n本报讯（记者 张晶）{body}\n", encoding="utf-8")


def test_a_new_generation_is_picked_up_and_the_old_one_still_answers(settings: Settings) -> None:
    put(settings, "共有三百个站点。")
    build_generation(settings)
    reader = open_reader(settings.index)
    old = reader.index()

    put(settings, "共有四百个站点。")
    build_generation(settings)
    new = reader.index()

    assert "四百" in new.search("多少站点")[0].passage.text
    assert "三百" in old.search("多少站点")[0].passage.text
    assert reader.index() is new


def test_a_new_generation_that_is_damaged_is_left_alone_and_told_once(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    put(settings, "共有三百个站点。")
    build_generation(settings)
    reader = open_reader(settings.index)
    old = reader.index()
    put(settings, "共有四百个站点。")
    build_generation(settings)
    (current(settings.index.folder).folder / "MANIFEST.json").write_text("{}")

    with caplog.at_level(logging.WARNING):
        answers = [reader.index() for _ in range(3)]

    assert answers == [old] * 3
    assert len(caplog.records) == 1


def test_before_the_first_build_the_error_says_what_to_type(settings: Settings) -> None:
    with pytest.raises(IndexMissingError, match="gongda index build"):
        open_reader(settings.index).index()
