"""Whole conversations over the bundled pages: what a follow-up stands for, and what answers it."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.answerer import ArchiveAnswerer
from bot.followups.turn import Turn, remembered
from corpus.config import BotSettings, CorpusSettings, IndexSettings, Settings
from index.building.build import build_generation

ROOT = Path(__file__).parents[3]
DIALOGUES = yaml.safe_load((ROOT / "tests/golden/dialogues.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> ArchiveAnswerer:
    settings = Settings(
        corpus=CorpusSettings(folders=(ROOT / "corpus" / "articles",)),
        index=IndexSettings(
            folder=tmp_path_factory.mktemp("dialogues") / "index", encoder="bundled-static"
        ),
        bot=BotSettings(reader="quick"),
    )
    build_generation(settings)
    return ArchiveAnswerer(settings)


@pytest.mark.parametrize("dialogue", DIALOGUES, ids=lambda dialogue: dialogue["name"])
def test_a_conversation_is_understood_and_answered(
    answerer: ArchiveAnswerer, dialogue: dict[str, Any]
) -> None:
    turns: tuple[Turn, ...] = ()

    for said in dialogue["turns"]:
        reply = answerer.ask(said["ask"], None, turns)
        turns = remembered(turns, reply)

        assert (reply.question, reply.understood) == (said["ask"], said["understood"])
        if (kind := said.get("kind")) is not None:
            assert (reply.kind != "none") if kind == "any" else (reply.kind == kind), reply.answer
        printed = " ".join(citation.quote for citation in reply.citations)
        assert [item for item in said.get("holds", []) if item not in printed] == []
