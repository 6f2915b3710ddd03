"""Real questions over real pages: the right sentence, the whole list, or a refusal."""

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.answer import answer
from bot.reply import Answer
from corpus.config import IndexSettings
from corpus.load import load
from index.build import write_generation
from index.encoder import load_encoder
from index.generation import current, lock
from index.search import Index, open_index

GOLDEN = Path(__file__).parent / "golden"
BUNDLED = Path(__file__).parents[1] / "corpus" / "articles"


def golden(name: str) -> list[Any]:
    """Read the questions of a file; one with a `miss` is known to fail, and why."""
    cases = yaml.safe_load((GOLDEN / name).read_text(encoding="utf-8"))
    return [
        pytest.param(
            case,
            id=case["question"],
            marks=[pytest.mark.xfail(reason=case["miss"])] if "miss" in case else [],
        )
        for case in cases
    ]


def indexed(pages: Path, folder: Path) -> Index:
    """Publish the pages of a folder and open them."""
    settings = IndexSettings(folder=folder)
    with lock(folder):
        write_generation(load([pages]).articles, settings, lambda stage, done, total: None)
    return open_index(current(folder), load_encoder(settings.encoder))


@pytest.fixture(scope="module")
def seed(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Index:
    pages = tmp_path_factory.mktemp("pages")
    shutil.copy(shared / "seed" / "page.md", pages)
    return indexed(pages, tmp_path_factory.mktemp("seed") / "index")


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return indexed(BUNDLED, tmp_path_factory.mktemp("bundled") / "index")


@pytest.mark.parametrize("case", golden("seed.yaml"))
def test_the_real_page_answers(seed: Index, case: dict[str, Any]) -> None:
    reply = answer(seed, case["question"])

    check(reply, case)


@pytest.mark.parametrize("case", golden("bundled.yaml"))
def test_the_bundled_pages_answer(bundled: Index, case: dict[str, Any]) -> None:
    reply = answer(bundled, case["question"])

    check(reply, case)


def check(reply: Answer, case: dict[str, Any]) -> None:
    """Compare a reply with what a reader of the page expects."""
    if case["kind"] == "none":
        assert reply.kind == "none", reply.answer
        return
    assert reply.kind in (("quote", "list") if case["kind"] == "any" else (case["kind"],)), reply
    assert case["article"] in reply.citations[0].article.title
    said = [claim.text for claim in reply.claims]
    if case["kind"] == "list":
        assert [item for item in case["holds"] if not any(item in one for one in said)] == []
    else:
        printed = " ".join(citation.quote for citation in reply.citations)
        assert [item for item in case["holds"] if item not in printed] == []
