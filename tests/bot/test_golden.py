"""Real questions over pages and laws: the right sentence, the whole list, or a refusal."""

import shutil
import tarfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from benchmarks.quality.golden import LAWS
from bot.answer import answer
from bot.question.question import language_of
from bot.reply import Answer
from corpus.article import Article
from corpus.config import IndexSettings
from corpus.load import load
from index.building.build import write_generation
from index.engines.encoder import load_encoder
from index.search import Index, open_index
from index.store.generation import current, lock

GOLDEN = Path(__file__).parents[1] / "golden"
BUNDLED = Path(__file__).parents[2] / "corpus" / "articles"


def golden(name: str) -> list[Any]:
    """Read the questions of a file; one with a `miss` is known to fail, and why."""
    return [
        pytest.param(
            case,
            id=case["question"],
            marks=[missed(case["miss"])] if "miss" in case else [],
        )
        for case in cases(name)
    ]


def missed(reason: str) -> pytest.MarkDecorator:
    """Return the mark of a question that is answered wrongly: it must be, and nothing may break."""
    return pytest.mark.xfail(reason=reason, raises=AssertionError)


def cases(name: str) -> list[dict[str, Any]]:
    """Read the questions of a file as they are written."""
    found: list[dict[str, Any]] = yaml.safe_load((GOLDEN / name).read_text(encoding="utf-8"))
    return found


def indexed(articles: Sequence[Article], folder: Path) -> Index:
    """Publish articles into a folder and open them."""
    settings = IndexSettings(folder=folder, encoder="bundled-static")
    with lock(folder):
        write_generation(articles, settings, lambda stage, done, total: None)
    return open_index(current(folder), load_encoder(settings.encoder))


@pytest.fixture(scope="module")
def seed(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Index:
    pages = tmp_path_factory.mktemp("pages")
    shutil.copy(shared / "seed" / "page.md", pages)
    return indexed(load([pages]).articles, tmp_path_factory.mktemp("seed") / "index")


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return indexed(load([BUNDLED]).articles, tmp_path_factory.mktemp("bundled") / "index")


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Index:
    pages = GOLDEN / "pages_fresh"
    return indexed(load([pages]).articles, tmp_path_factory.mktemp("fresh") / "index")


@pytest.fixture(scope="module")
def laws(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Index:
    pages = tmp_path_factory.mktemp("laws")
    with tarfile.open(shared / "data" / "laws" / "laws.tar.xz") as archive:
        for member in archive:
            if member.name.endswith(LAWS):
                archive.extract(member, pages, filter="data")
    return indexed(load([pages]).articles, tmp_path_factory.mktemp("law") / "index")


@pytest.mark.parametrize("case", golden("seed.yaml"))
def test_the_real_page_answers(seed: Index, case: dict[str, Any]) -> None:
    reply = answer(seed, case["question"])

    check(reply, case)


@pytest.mark.parametrize("case", golden("bundled.yaml"))
def test_the_bundled_pages_answer(bundled: Index, case: dict[str, Any]) -> None:
    reply = answer(bundled, case["question"])

    check(reply, case)


@pytest.mark.parametrize("case", golden("fresh.yaml"))
def test_pages_that_nothing_was_tried_on_answer(fresh: Index, case: dict[str, Any]) -> None:
    reply = answer(fresh, case["question"])

    check(reply, case)


@pytest.mark.parametrize("case", golden("laws.yaml"))
def test_the_laws_answer(laws: Index, case: dict[str, Any]) -> None:
    reply = answer(laws, case["question"])

    check(reply, case)


@pytest.mark.parametrize("name", ["bundled.yaml", "fresh.yaml", "laws.yaml"])
def test_a_third_is_english_a_quarter_has_no_answer_and_none_is_asked_twice(name: str) -> None:
    asked = cases(name)

    english = [case for case in asked if language_of(case["question"]) == "en"]
    unanswerable = [case for case in asked if case["kind"] == "none"]

    assert 3 * len(english) >= len(asked)
    assert 4 * len(unanswerable) >= len(asked)
    assert len({case["question"] for case in asked}) == len(asked)


def check(reply: Answer, case: dict[str, Any]) -> None:
    """Compare a reply with what a reader of the page expects."""
    if case["kind"] == "none":
        assert reply.kind == "none", reply.answer
        return
    kinds = ("quote", "list") if case["kind"] == "any" else (case["kind"],)
    assert reply.kind in kinds, reply.answer
    assert case.get("article", "") in reply.citations[0].article.title
    said = [claim.text for claim in reply.claims]
    if case["kind"] == "list":
        assert [item for item in case["holds"] if not any(item in one for one in said)] == []
        assert case.get("partial") or len(said) == len(case["holds"]), said
    else:
        printed = " ".join(citation.quote for citation in reply.citations)
        assert [item for item in case["holds"] if item not in printed] == []
