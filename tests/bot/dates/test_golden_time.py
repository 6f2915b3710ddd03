"""Questions about days over dated pages: the right year, the newest first, or an honest refusal."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.answer import answer
from corpus.config import IndexSettings
from corpus.load import load
from index.building.build import write_generation
from index.engines.encoder import load_encoder
from index.search import Index, open_index
from index.store.generation import current, lock

GOLDEN = Path(__file__).parents[2] / "golden"
CASES = yaml.safe_load((GOLDEN / "time.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> Index:
    settings = IndexSettings(
        folder=tmp_path_factory.mktemp("dated") / "index", encoder="bundled-static"
    )
    with lock(settings.folder):
        articles = load([GOLDEN / "pages_dated"]).articles
        write_generation(articles, settings, lambda stage, done, total: None)
    return open_index(current(settings.folder), load_encoder(settings.encoder))


@pytest.mark.parametrize(
    "case",
    [pytest.param(case, id=f"{case['question']} {case['today']}") for case in CASES],
)
def test_the_dated_pages_answer(dated: Index, case: dict[str, Any]) -> None:
    reply = answer(dated, case["question"], today=case["today"])

    cited = [citation.article.title for citation in reply.citations]
    expected = case.get("articles", [])
    assert len(cited) == len(expected), reply.answer
    assert [one for one, title in zip(expected, cited, strict=True) if one not in title] == []
    printed = " ".join(citation.quote for citation in reply.citations)
    assert [one for one in case.get("holds", []) if one not in printed] == []
    assert [one for one in case.get("says", []) if one not in reply.answer] == []
    notes = [note for citation in reply.citations for note in citation.notes]
    assert [one for one in case.get("notes", []) if one not in notes] == []
