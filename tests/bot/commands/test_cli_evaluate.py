"""`gongda evaluate`, run as one would type it."""

import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from tests.bot.commands.program import run

LIBRARY = Path(__file__).parents[2] / "beir" / "library"
Ran = subprocess.CompletedProcess[str]


def evaluate(folder: Path, *words: object) -> Ran:
    return run(folder, "evaluate", *map(str, words))


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran]:
    """Return where a run over the library was written down in `out`, and what it printed."""
    folder = tmp_path_factory.mktemp("measured")
    return folder, evaluate(folder, LIBRARY, "--json", "--out", "out")


def test_a_beir_folder_is_measured_and_written_down(measured: tuple[Path, Ran]) -> None:
    folder, ran = measured

    figures = json.loads(ran.stdout)
    library = figures["sets"][0]
    assert (library["name"], library["questions"], library["documents"]) == ("library", 8, 8)
    assert library["recall@10"]["value"] == 1.0
    assert library["citation_exactness"] == 1.0
    assert library["list_recall"]["questions"] == 1
    assert "asking: 8 of 8" in ran.stderr
    written = {path.name for path in (folder / "out").iterdir()}
    assert written == {"run.json", "summary.json", "table.md", "evaluation.svg", "evaluation.png"}
    assert json.loads((folder / "out" / "summary.json").read_text()) == figures


def test_a_second_run_is_compared_with_the_first(measured: tuple[Path, Ran]) -> None:
    folder, _ = measured

    ran = evaluate(folder, LIBRARY, "--against", "out/run.json")

    assert "against the other run" in ran.stdout
    assert "recall@1" in ran.stdout
    assert "1.000 → 1.000  +0.000 [+0.000, +0.000]  p = 1.0000" in ran.stdout


def test_golden_questions_are_asked_of_the_index_that_is_there(built: Path) -> None:
    golden = built / "golden.yaml"
    golden.write_text(
        "- question: 海淀职工摄影大赛收到多少幅作品？\n  article: 海淀\n  holds: [近600幅]\n"
        "- question: 火星上的温度是多少？\n  kind: none\n",
        encoding="utf-8",
    )

    figures = json.loads(evaluate(built, golden, LIBRARY, "--limit", 2, "--json").stdout)

    assert [(one["name"], one["questions"]) for one in figures["sets"]] == [
        ("golden", 2),
        ("library", 2),
    ]
    assert figures["sets"][0]["answer_in_quote"]["value"] == 1.0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("nowhere.yaml",), "no index in "),
        ((".",), "no corpus.jsonl in .\n  what to do: a BEIR folder holds corpus.jsonl"),
        ((LIBRARY, "--against", "run.json"), "no run at run.json"),
        ((LIBRARY, "--split", "train"), "no train.tsv in "),
        ((LIBRARY, "--out", LIBRARY / "corpus.jsonl"), "corpus.jsonl cannot be made: File exists"),
    ],
)
def test_what_cannot_be_measured_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[object, ...], told: str
) -> None:
    monkeypatch.chdir(tmp_path)

    ran = CliRunner().invoke(main, ["evaluate", *map(str, words)])

    assert ran.exit_code == 2
    assert told in ran.stderr


def test_it_is_told_without_a_traceback(tmp_path: Path) -> None:
    ran = evaluate(tmp_path, "nowhere")

    assert ran.returncode == 2
    assert ran.stderr.startswith("nowhere is no folder\n  what to do: name a BEIR folder")
    assert "Traceback" not in ran.stderr


def test_messages_are_sent_to_the_index_that_is_there(built: Path) -> None:
    messages = built / "messages.yaml"
    messages.write_text(
        "- {id: A1, kind: A, half: dev, turns: [你好！海淀职工摄影大赛收到多少幅作品？],"
        " expect: {answers: [近600幅]}}\n"
        "- {id: B1, kind: B, half: test, turns: [谢谢], expect: {talk: true}}\n",
        encoding="utf-8",
    )

    figures = json.loads(evaluate(built, messages, "--json", "--out", "out").stdout)

    assert figures["messages"][0]["rows"][-1]["right"] == 1
    assert figures["messages"][0]["rows"][-1]["talk_replied"] == 1
    assert (built / "out" / "messages.json").exists()
    ran = evaluate(built, messages, "--split", "test")
    assert "messages: 1 messages" in ran.stdout
