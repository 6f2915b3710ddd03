"""Milvus alone: what is said where it cannot be used, and what happens while it is away."""

import time
from pathlib import Path

import pytest

from bot.answerer import ArchiveAnswerer
from bot.messages import messages
from bot.reply import Answer
from bot.terminal.why import why_lines
from corpus.config import IndexSettings, Settings
from corpus.errors import ConfigError, EngineError, IndexMismatchError, IndexMissingError
from corpus.settings.engines import MilvusSettings
from index.building.build import write_generation
from index.finding.chosen import shared_engine
from index.finding.milvus import check_version
from index.reader import open_reader
from index.store.generation import lock
from tests.conftest import AWARD, PHOTO, VISIT
from tests.index.finding.servers import INSTALLED, Server, over, running

needed = pytest.mark.skipif(not INSTALLED, reason="the extra `milvus` is not installed")


def published(settings: IndexSettings) -> None:
    with lock(settings.folder):
        write_generation([AWARD, PHOTO, VISIT], settings, lambda stage, done, total: None)


def asked_until_it_is_back(answerer: ArchiveAnswerer) -> Answer:
    """Ask again and again, at most for two minutes: a broken connection takes a moment."""
    latest = time.monotonic() + 120
    while (answer := answerer.ask("摄影大赛共收到多少作品？")).notes:
        assert time.monotonic() < latest, answer.notes
        time.sleep(0.5)
    return answer


def at(settings: Settings, address: str) -> IndexSettings:
    milvus = MilvusSettings(address=address, seconds=2)
    return settings.index.model_copy(update={"engine": "milvus", "milvus": milvus})


def test_without_an_address_the_start_says_where_to_write_it(settings: Settings) -> None:
    with pytest.raises(ConfigError, match=r"index\.milvus\.address is empty"):
        shared_engine(at(settings, ""))


@pytest.mark.skipif(bool(INSTALLED), reason="the extra `milvus` is installed")
def test_without_the_library_the_start_says_what_to_type(settings: Settings) -> None:
    with pytest.raises(ConfigError, match=r"gongda\[milvus\]"):
        shared_engine(at(settings, "http://127.0.0.1:1"))


@needed
def test_a_wrong_address_is_told_at_the_start(settings: Settings) -> None:
    published(settings.index)

    with pytest.raises(EngineError, match=r"http://127\.0\.0\.1:1\b.*\n.*index\.milvus\.address"):
        open_reader(at(settings, "http://127.0.0.1:1"))


@pytest.mark.parametrize("version", ["v2.4.23", "v1.0", "v2.0.0-dev"])
def test_a_server_that_is_too_old_is_told_at_the_start(version: str) -> None:
    with pytest.raises(EngineError, match=rf"version {version}, which is too old\n.*2\.5 or newer"):
        check_version(version, "http://milvus:19530")


@pytest.mark.parametrize("version", ["v2.5.0", "v2.6.4-gpu", "v3.0", "milvus_lite-3.2.2"])
def test_a_server_that_is_new_enough_is_taken(version: str) -> None:
    check_version(version, "http://milvus:19530")


def test_a_generation_that_was_never_stored_asks_for_a_build(
    settings: Settings, server: Server
) -> None:
    published(settings.index)

    with pytest.raises(IndexMissingError, match="does not hold gen-000001"):
        open_reader(over(server, settings.index, "neverstored")).index()


def test_the_vectors_of_another_encoder_are_told_at_the_start(
    settings: Settings, server: Server, tmp_path: Path
) -> None:
    published(over(server, settings.index, "twice"))
    sentences = {"folder": tmp_path / "other", "encoder": "bundled"}
    other = over(server, settings.index.model_copy(update=sentences), "twice")
    published(other.model_copy(update={"engine": "files"}))

    with pytest.raises(IndexMismatchError, match="another encoder than 'bundled-"):
        open_reader(other).index()


def test_while_it_is_away_the_files_answer_and_say_so(settings: Settings, tmp_path: Path) -> None:
    with running(tmp_path / "milvus") as server:
        away = settings.model_copy(
            update={"index": over(server, settings.index, "away", seconds=10)}
        )
        published(away.index)
        answerer = ArchiveAnswerer(away)
        before = answerer.ask("摄影大赛共收到多少作品？")

        server.kill()
        meanwhile = answerer.ask("摄影大赛共收到多少作品？")
        noted = answerer.coverage().notes
        with pytest.raises(EngineError):
            published(away.index)
        server.start()
        again = asked_until_it_is_back(answerer)

    assert f"{before.answer}\n{messages('zh').own_copy}" == meanwhile.answer
    assert before.notes == ()
    assert noted == meanwhile.notes
    assert "the files of this machine answer" in noted[0]
    assert any(noted[0] in line.text for line in why_lines(meanwhile, "zh"))
    assert (again.answer, again.notes, answerer.coverage().notes) == (before.answer, (), ())
