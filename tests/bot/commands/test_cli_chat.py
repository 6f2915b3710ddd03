"""`gongda chat`, at a pipe and at a terminal."""

import signal
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest

from tests.bot.commands.program import GONGDA, PATIENCE, QUESTION, QUOTE, environment, run

# A line editor asks the terminal to bracket what is pasted as soon as it reads keys.
PROMPT_IS_UP = "\x1b[?2004h"
# `gongda chat` which hears Ctrl-C though its parent, run in the background of a shell, ignores it.
HEARING = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from bot.cli import main
main(["chat"])
"""


def test_chat_without_an_index_says_what_to_type(empty: Path) -> None:
    ran = run(empty, "chat", input="")

    assert ran.returncode == 2
    assert ran.stderr.endswith("  what to do: run `gongda index build`\n")


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
        [sys.executable, "-c", HEARING],
        cwd=built,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as chat:
        assert chat.stdin is not None
        assert chat.stdout is not None
        assert chat.stderr is not None
        chat.stdin.write(f"{QUESTION}\n")
        chat.stdin.flush()
        first = chat.stdout.readline()
        source = next(line for line in chat.stdout if line.startswith("[1]"))

        chat.send_signal(signal.SIGINT)

        assert first.strip()
        assert source.strip()
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
