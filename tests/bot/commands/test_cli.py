"""The command `gongda`, run as members run it: in a process of its own, on a real index."""

import gc
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pexpect
import pytest
from click.testing import CliRunner

from bot.cli import main

GONGDA = [sys.executable, "-m", "bot.cli"]
# Seconds that a loaded machine may need for one command before a test gives up.
PATIENCE = 60
# A line editor asks the terminal to bracket what is pasted as soon as it reads keys.
PROMPT_IS_UP = "\x1b[?2004h"
PAGE = """---
paper: 劳动午报
date: 2023-01-05
page: 2
---

## 石景山区建设户外劳动者服务站点近300个

本报讯（记者 张晶）近年来，石景山区总工会建设户外劳动者服务站点近300个，解决吃饭难、喝水难的问题。

## 海淀区举办职工摄影大赛

本报讯（记者 赵思远）海淀职工摄影大赛共收到29个基层工会推荐的近600幅作品。

## 市水务局工会慰问一线职工

本报讯（记者 孙艳）刘光明带队到河湖流域管理中心[bold]慰问\x1b[31m一线职工，送上新年祝福。
"""
QUESTION = "海淀职工摄影大赛收到多少幅作品？"
QUOTE = "近600幅作品"
Run = Callable[..., subprocess.CompletedProcess[str]]


def environment(**more: str) -> dict[str, str]:
    quick = ("GONGDA_INDEX__ENCODER", "GONGDA_BOT__READER")
    kept = {key: os.environ[key] for key in ("PATH", "HOME", *quick) if key in os.environ}
    return kept | {"LANG": "C.UTF-8", "HF_HUB_OFFLINE": "1", "TERM": "xterm"} | more


def run(folder: Path, *words: str, **options: object) -> subprocess.CompletedProcess[str]:
    settings = {"capture_output": True, "encoding": "utf-8", "timeout": PATIENCE}
    return subprocess.run(
        [*GONGDA, *words], cwd=folder, **(settings | {"env": environment()} | options)
    )


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with config.yaml, one page, and the index of it."""
    folder = tmp_path_factory.mktemp("archive")
    (folder / "pages").mkdir()
    (folder / "pages" / "page.md").write_text(PAGE, encoding="utf-8")
    (folder / "config.yaml").write_text("corpus: {folders: [pages]}\n", encoding="utf-8")
    ran = run(folder, "index", "build")
    assert ran.returncode == 0, ran.stderr
    return folder


@pytest.fixture
def archive(built: Path, tmp_path: Path) -> Path:
    """Return a copy that a test may change."""
    return Path(shutil.copytree(built, tmp_path / "archive"))


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """Return a folder with nothing in it, for what fails before an index is needed."""
    return tmp_path


def test_a_command_without_an_index_says_what_to_type(empty: Path) -> None:
    ran = run(empty, "ask", QUESTION)

    assert ran.returncode == 2
    assert ran.stdout == ""
    assert ran.stderr.startswith("no index in ")
    assert ran.stderr.endswith("  what to do: run `gongda index build`\n")


def test_chat_without_an_index_says_the_same(empty: Path) -> None:
    ran = run(empty, "chat", input="")

    assert ran.returncode == 2
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


def test_a_pipe_into_chat_is_answered_line_by_line_without_a_prompt(built: Path) -> None:
    ran = run(built, "chat", input=f"{QUESTION}\n\n/open 1\n/nonsense\n")

    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.count(QUOTE) >= 2
    assert "没有 /nonsense 这个命令。" in ran.stdout
    assert "\x1b" not in ran.stdout
    assert "? " not in ran.stdout


def test_why_speaks_of_the_last_question_and_not_of_thanks(built: Path) -> None:
    asked = run(built, "chat", input=f"{QUESTION}\n/why\n")
    thanked = run(built, "chat", input=f"{QUESTION}\n谢谢\n/why\n")

    why = next(line for line in asked.stdout.splitlines() if line.startswith("把握"))
    assert why in thanked.stdout.splitlines()
    assert "把握 0%" not in thanked.stdout


def test_each_line_of_a_pipe_is_answered_before_the_next_comes_and_control_c_leaves_quietly(
    built: Path,
) -> None:
    with subprocess.Popen(
        [*GONGDA, "chat"],
        cwd=built,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        # A parent that runs in the background of a shell ignores it, and its children would, too.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    ) as chat:
        assert chat.stdin is not None
        assert chat.stdout is not None
        assert chat.stderr is not None
        chat.stdin.write(f"{QUESTION}\n")
        chat.stdin.flush()
        first = chat.stdout.readline()
        while not chat.stdout.readline().startswith("[1]"):
            pass

        chat.send_signal(signal.SIGINT)

        assert first.strip()
        assert chat.wait(PATIENCE) == 130
        assert chat.stderr.read() == ""


@pytest.fixture
def terminal(archive: Path) -> pexpect.spawn:
    """Return `gongda chat` at a terminal of 80 columns, past its first screen."""
    chat = pexpect.spawn(
        GONGDA[0],
        [*GONGDA[1:], "chat"],
        cwd=str(archive),
        env=environment(PROMPT_TOOLKIT_NO_CPR="1"),
        dimensions=(24, 80),
        timeout=PATIENCE,
        encoding="utf-8",
    )
    chat.expect("Ctrl-D")
    chat.expect_exact(PROMPT_IS_UP)
    return chat


def typed(terminal: pexpect.spawn, line: str) -> str:
    """Type a line, wait until the next one can be typed, and return what was shown between."""
    terminal.sendline(line)
    terminal.expect_exact(PROMPT_IS_UP)
    return terminal.before


def test_a_conversation_at_a_terminal(terminal: pexpect.spawn, archive: Path) -> None:
    terminal.send("half a question")
    terminal.sendintr()
    first = typed(terminal, QUESTION)
    opened = typed(terminal, "/open 1")
    run(archive, "index", "build")
    second = typed(terminal, QUESTION)
    terminal.sendeof()
    terminal.expect(pexpect.EOF)
    terminal.close()

    assert QUOTE in first
    assert "赵思远" in opened
    assert "gen-000002" not in first
    assert "gen-000002" in second
    assert QUOTE in second
    assert terminal.exitstatus == 0
    assert QUESTION in (archive / "var" / "history").read_text(encoding="utf-8")


def test_what_is_printed_cannot_command_the_terminal(terminal: pexpect.spawn) -> None:
    typed(terminal, "刘光明带队到哪里慰问？")

    opened = typed(terminal, "/open 1")

    assert "[bold]慰问" in opened
    assert "\x1b[31m" not in opened


def test_a_question_leaves_the_search_for_cycles_on(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(built)

    asked = CliRunner().invoke(main, ["ask", QUESTION])

    assert asked.exit_code == 0
    assert gc.isenabled()
