"""The command `gongda`, run as members run it: in a process of its own, on a real index.

Talking to it line by line: `tests/bot/commands/test_cli_chat.py`.
"""

import gc
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from tests.bot.commands.program import GONGDA, PATIENCE, QUESTION, QUOTE, environment, run


def test_a_command_without_an_index_says_what_to_type(empty: Path) -> None:
    ran = run(empty, "ask", QUESTION)

    assert ran.returncode == 2
    assert ran.stdout == ""
    assert ran.stderr.startswith("no index in ")
    assert ran.stderr.endswith("  what to do: run `gongda index build`\n")


@pytest.mark.parametrize("before", [True, False])
def test_the_config_file_can_be_named_before_or_after_the_command(
    empty: Path, before: bool
) -> None:
    option, command = ["--config", "no.yaml"], ["index", "status"]

    ran = run(empty, *(option + command if before else command + option))

    assert ran.returncode == 2
    assert ran.stderr == "no config file at no.yaml\n  what to do: check the path after --config\n"


def test_a_misspelt_setting_is_told_with_the_nearest_spelling(empty: Path) -> None:
    (empty / "config.yaml").write_text("index: {foldr: x}\n")

    ran = run(empty, "index", "status")

    assert ran.returncode == 2
    assert ran.stderr.endswith("  what to do: did you mean index.folder?\n")


@pytest.mark.parametrize("words", [("ask",), ("ask", "-"), ("ask", " ")])
def test_an_empty_question_is_no_question(empty: Path, words: tuple[str, ...]) -> None:
    ran = run(empty, *words, input=" \n")

    assert ran.returncode == 2
    assert "ask something" in ran.stderr


def test_a_build_tells_its_counts_its_speed_and_its_generation(archive: Path) -> None:
    ran = run(archive, "index", "build")

    rows = dict(row.split(maxsplit=1) for row in ran.stdout.splitlines())
    assert ran.returncode == 0
    assert rows["generation"] == "gen-000002"
    assert rows["articles"] == "3"
    assert rows["passages"] == "3 (0 embedded, 3 reused)"
    assert "passages/s" in rows["time"]
    assert "embedding: 3 of 3\n" in ran.stderr


def test_a_file_that_cannot_be_read_is_named_with_the_reason_and_the_rest_goes_on(
    archive: Path,
) -> None:
    (archive / "pages" / "picture.md").write_bytes(bytes(range(256)) * 8)

    ran = run(archive, "index", "build")

    assert ran.returncode == 0
    assert "refused     1\n" in ran.stdout
    assert "picture.md: " in ran.stdout
    assert "articles    3" in ran.stdout


def test_folders_on_the_command_line_take_the_place_of_the_settings(archive: Path) -> None:
    other = archive / "other"
    other.mkdir()
    (other / "a.md").write_text(
        "## 一条新闻\n\n本报讯（记者 张三）工会送温暖。\n", encoding="utf-8"
    )

    ran = run(archive, "index", "build", "other", "--yes")

    assert "articles    1" in ran.stdout


def test_status_tells_what_the_index_holds(built: Path) -> None:
    ran = run(built, "index", "status")

    rows = dict(row.split(maxsplit=1) for row in ran.stdout.splitlines())
    assert rows["generation"] == rows["kept"] == "gen-000001"
    assert rows["papers"] == "劳动午报"
    assert rows["dates"] == "2023-01-05 to 2023-01-05"
    assert rows["articles"] == "3"


def test_verify_finds_every_file_whole(built: Path) -> None:
    ran = run(built, "index", "verify")

    assert (ran.returncode, ran.stdout) == (0, "gen-000001 is whole\n")


def test_verify_names_what_is_damaged(archive: Path) -> None:
    (archive / "var/index/gen-000001/vectors.faiss").write_bytes(b"nothing")

    ran = run(archive, "index", "verify")

    assert ran.returncode == 2
    assert ran.stderr.startswith("gen-000001: vectors.faiss has changed since it was published\n")


def test_rollback_lets_the_generation_before_answer(archive: Path) -> None:
    run(archive, "index", "build")

    ran = run(archive, "index", "rollback")

    assert ran.stdout == "gen-000001 answers now\n"
    assert "gen-000001" in run(archive, "index", "status").stdout.splitlines()[0]


def test_an_answer_stands_with_its_quote_and_its_source(built: Path) -> None:
    ran = run(built, "ask", QUESTION)

    assert (ran.returncode, ran.stderr) == (0, "")
    assert QUOTE in ran.stdout
    assert "《劳动午报》 2023-01-05 第2版 · 海淀区举办职工摄影大赛 · 赵思远" in ran.stdout


def test_the_question_can_come_from_standard_input_or_without_quotation_marks(
    built: Path,
) -> None:
    piped = run(built, "ask", "-", input=f"{QUESTION}\n")
    loose = run(built, "ask", *QUESTION.split("大赛"))

    assert QUOTE in piped.stdout
    assert QUOTE in loose.stdout


def test_json_is_one_document_of_the_published_shape(built: Path) -> None:
    ran = run(built, "ask", QUESTION, "--json")

    answer = json.loads(ran.stdout)
    citation = answer["citations"][0]
    assert list(answer)[:5] == ["version", "question", "language", "kind", "answer"]
    assert (answer["version"], answer["question"], answer["kind"]) == (1, QUESTION, "quote")
    assert answer["claims"][0]["citations"] == [1]
    assert QUOTE in citation["quote"]
    assert citation["end"] - citation["start"] == len(citation["quote"])
    assert citation["article"]["paper"] == "劳动午报"
    assert citation["article"]["date"] == "2023-01-05"
    assert citation["article"]["page"] == 2
    assert citation["article"]["authors"] == ["赵思远"]
    assert set(answer["timings_ms"]) == {"search", "answer", "total"}
    assert answer["generation"] == "gen-000001"
    assert "\\u" not in ran.stdout


def test_a_question_can_follow_earlier_ones(built: Path) -> None:
    ran = run(built, "ask", "--json", "--after", QUESTION, "那石景山呢？")

    answer = json.loads(ran.stdout)
    assert answer["question"] == "那石景山呢？"
    assert "石景山" in answer["understood"]
    assert answer["understood"].endswith(QUESTION[-6:])


def test_what_nobody_printed_is_not_found_and_that_is_no_error(built: Path) -> None:
    ran = run(built, "ask", "火星上的气温是多少度？", "--json", "-k", "1")

    answer = json.loads(ran.stdout)
    assert ran.returncode == 0
    assert (answer["kind"], answer["citations"]) == ("none", [])
    assert len(answer["nearest"]) == 1
    assert "共 3 篇文章" in answer["coverage"]


def test_the_frame_speaks_the_language_asked_for(built: Path) -> None:
    ran = run(built, "ask", QUESTION, "--lang", "en")

    assert "page 2" in ran.stdout
    assert QUOTE in ran.stdout


@pytest.mark.parametrize(
    "encoding", [{"PYTHONIOENCODING": "ascii"}, {"LANG": "C", "LC_ALL": "C"}, {"NO_COLOR": "1"}]
)
def test_a_poor_terminal_gets_what_it_can_show(built: Path, encoding: dict[str, str]) -> None:
    ran = run(built, "ask", QUESTION, env=environment(**encoding))

    assert (ran.returncode, ran.stderr) == (0, "")
    assert "600" in ran.stdout


def test_json_stays_utf_8_whatever_the_terminal_is(built: Path) -> None:
    ran = run(built, "ask", QUESTION, "--json", env=environment(PYTHONIOENCODING="ascii"))

    assert QUOTE in json.loads(ran.stdout)["citations"][0]["quote"]


def test_an_argument_that_is_no_text_is_asked_as_far_as_it_is_one(built: Path) -> None:
    ran = run(built, "ask", os.fsdecode(b"\xff\xfe") + QUESTION, "--json")

    assert ran.returncode == 0
    assert json.loads(ran.stdout)["question"] == f"??{QUESTION}"


def test_a_one_shot_question_imports_neither_torch_nor_the_channels(built: Path) -> None:
    program = (
        "import sys; from bot.cli import main\n"
        f"try: main(['ask', {QUESTION!r}])\n"
        "except SystemExit: pass\n"
        "print(sorted({module.split('.')[0] for module in sys.modules}))"
    )

    ran = subprocess.run(
        [sys.executable, "-c", program],
        cwd=built,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
    )

    loaded = ran.stdout.splitlines()[-1]
    unwanted = ("torch", "transformers", "sentence_transformers", "prompt_toolkit", "telegram")
    assert QUOTE in ran.stdout
    assert not [module for module in unwanted if f"'{module}'" in loaded]


def test_a_reader_that_leaves_early_gets_no_traceback(built: Path) -> None:
    asking = subprocess.Popen(
        [*GONGDA, "ask", QUESTION],
        cwd=built,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert asking.stdout is not None
    asking.stdout.close()

    _, told = asking.communicate(timeout=PATIENCE)

    assert told == b""


def test_a_question_leaves_the_search_for_cycles_on(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(built)

    asked = CliRunner().invoke(main, ["ask", QUESTION])

    assert asked.exit_code == 0
    assert gc.isenabled()
