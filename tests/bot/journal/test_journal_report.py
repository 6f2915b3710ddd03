"""What the editors read: questions in vain and bad answers, counted, and nobody named."""

import datetime
import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.journal.feedback import REASONS, give_verdict
from bot.journal.journal import Journal, open_journal
from bot.journal.messages import REPORT_CHINESE, REPORT_ENGLISH
from bot.journal.questions import KeptQuestion
from bot.journal.report import ReportedQuestion, grouped, journal_report
from bot.journal.report_lines import report_json, report_lines
from bot.journal.statistics import (
    QuestionFigures,
    failures,
    least_above_share,
    likeness,
    question_figures,
    unanswered,
)
from bot.terminal.render import as_plain
from corpus.errors import ChannelError

TODAY = datetime.date(2023, 3, 10)
NOON = datetime.datetime(2023, 3, 10, 12).timestamp()
DAY = 86400.0
MEMBERS = ("1f" * 16, "2e" * 16, "3d" * 16)
Keep = Callable[..., None]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "var" / "journal.sqlite"


@pytest.fixture
def journal(path: Path) -> Iterator[Journal]:
    with open_journal(path) as opened:
        yield opened


@pytest.fixture
def keep(journal: Journal) -> Keep:
    """Return a function that keeps a question as the bot does."""
    numbers = iter(range(1, 1000))

    def keep(
        words: str | None, ago: float = 0.0, kind: str = "none", member: int = 0, said: str = ""
    ) -> None:
        number = next(numbers)
        journal.store(number, "{}")
        journal.keep_question(
            KeptQuestion(
                update_id=number,
                key=f"key-{number}",
                chat="c4a7",
                member=MEMBERS[member],
                language="zh",
                kind=kind,
                confidence=0.5,
                asked=NOON - ago * DAY,
                generation="gen-000001",
                question=words,
                view=None,
            ),
            number,
        )
        if said:
            verdict, _, reason = said.partition(" ")
            give_verdict(journal.db, number, MEMBERS[member], verdict, reason or None)  # type: ignore[arg-type]
            journal.db.execute("UPDATE feedback SET given = ?", (NOON,))

    return keep


def told(path: Path, language: str = "zh", days: int = 30) -> str:
    report = journal_report(path, days, TODAY)
    return as_plain(report_lines(report, "zh" if language == "zh" else "en"))


def test_a_question_asked_in_other_clothes_is_the_same_question(keep: Keep, path: Path) -> None:
    keep("哪些驿站获奖了？", ago=2)
    keep("哪些驛站 獲獎了", ago=1, member=1)
    keep("哪些驿站获奖了?!", member=1)
    keep("谁慰问了职工？", ago=1)

    first, second = journal_report(path, 30, TODAY).unanswered

    assert (first.question, first.times, first.members) == ("哪些驿站获奖了?!", 3, 2)
    assert [day.day for day in first.days] == [8, 9, 10]
    assert (second.question, second.times) == ("谁慰问了职工？", 1)


def test_what_was_answered_is_counted_but_not_listed(keep: Keep, path: Path) -> None:
    keep("摄影大赛收到多少幅作品？", kind="quote")
    keep("火星上有几个驿站？")

    report = journal_report(path, 30, TODAY)

    assert report.period == QuestionFigures(2, 1, 1, None, None)
    assert [one.question for one in report.unanswered] == ["火星上有几个驿站？"]


def test_only_the_wanted_days_count_and_today_is_one_of_them(keep: Keep, path: Path) -> None:
    keep("昨天问的", ago=1)
    keep("今天问的")

    [only] = journal_report(path, 1, TODAY).unanswered

    assert only.question == "今天问的"


def test_bad_answers_come_with_the_reasons_that_members_gave(keep: Keep, path: Path) -> None:
    keep("驿站有几家？", kind="quote", said="bad stale")
    keep("驿站有几家", kind="quote", member=1, said="bad off")
    keep("驿站有几家？", kind="quote", member=2, said="bad off")
    keep("谁获奖了？", kind="quote", said="good")

    text = told(path)

    assert "评价：好 1 次，不好 3 次。" in text
    assert "  1  驿站有几家？\n     3 次 · 3 人 · 2023-03-10 · 答非所问 2 · 过时了 1\n" in text
    assert "谁获奖了" not in text


def test_words_that_were_erased_are_counted_only(keep: Keep, path: Path) -> None:
    keep(None, ago=3)
    keep("还留着的问题")

    text = told(path, "en")

    assert "Another 1 are counted only: their words were erased" in text
    assert "no answer was found to 2 (100%)" in text


def test_nobody_is_named_in_words_or_in_json(keep: Keep, path: Path) -> None:
    keep("谁获奖了？", said="bad quote")
    report = journal_report(path, 30, TODAY)

    shown = told(path) + told(path, "en") + json.dumps(report_json(report))

    assert not any(secret in shown for secret in (*MEMBERS, "c4a7", "key-1"))


def test_an_empty_journal_says_that_nobody_asked(journal: Journal, path: Path) -> None:
    assert told(path, "en") == (
        "2023-02-09 to 2023-03-10, 30 days\n\nNobody asked anything in this time.\n"
    )


def test_the_report_ends_with_what_to_do_next(keep: Keep, path: Path) -> None:
    keep("谁获奖了？")

    assert "gongda index build" in told(path, "zh").splitlines()[-3]
    assert told(path, "en").endswith(f"  {REPORT_ENGLISH.next[-1]}\n")


def test_every_reason_that_a_button_offers_has_words() -> None:
    assert set(REASONS) == set(REPORT_CHINESE.reasons) == set(REPORT_ENGLISH.reasons)


def test_without_a_journal_the_error_says_what_makes_one(tmp_path: Path) -> None:
    with pytest.raises(ChannelError) as caught:
        journal_report(tmp_path / "none.sqlite", 30, TODAY)

    assert caught.value.what == f"no journal at {tmp_path / 'none.sqlite'}"
    assert caught.value.remedy == "start `gongda bot`, which makes it, or mend bot.journal"
    assert not (tmp_path / "none.sqlite").exists()


def test_a_file_that_is_no_journal_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "50%#?.sqlite"
    path.write_bytes(b"not a database, but long enough to be looked at" * 50)

    with pytest.raises(ChannelError, match="cannot read the journal"):
        journal_report(path, 30, TODAY)


def test_a_journal_of_an_older_version_says_who_mends_it(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 1")
    db.close()

    with pytest.raises(ChannelError, match="its version is 1, not 3") as caught:
        journal_report(path, 30, TODAY)

    assert caught.value.remedy.startswith("start `gongda bot` once")


def test_the_command_reads_while_the_bot_writes_and_prints_json(
    keep: Keep, journal: Journal, path: Path, tmp_path: Path
) -> None:
    keep("此刻问的问题？", ago=(NOON - time.time()) / DAY)
    (tmp_path / "config.yaml").write_text("bot: {journal: var/journal.sqlite}\n", encoding="utf-8")
    journal.db.execute("BEGIN IMMEDIATE")

    ran = subprocess.run(
        [sys.executable, "-m", "bot.cli", "journal", "report", "--days", "2", "--json"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8"},
        timeout=60,
    )

    assert (ran.returncode, ran.stderr) == (0, "")
    tree = json.loads(ran.stdout)
    assert tree["unanswered"]["groups"][0]["question"] == "此刻问的问题？"
    assert (tree["version"], tree["questions"], tree["members"]) == (1, 1, 1)


def test_the_figures_of_an_administrator_count_times_and_failures(
    keep: Keep, journal: Journal
) -> None:
    for number in range(1, 5):
        keep(f"第{number}个问题", kind="quote")
        journal.db.execute(
            "UPDATE questions SET seconds = ? WHERE update_id = ?", (float(number), number)
        )
    journal.finish(4, "given up")
    keep("没有答案的问题")
    keep("没有答案的问题？")

    assert question_figures(journal.db, NOON) == QuestionFigures(6, 1, 2, 2.0, 4.0)
    assert failures(journal.db, time.time() - DAY) == 1
    assert unanswered(journal.db) == ["没有答案的问题？"]


@given(st.lists(st.floats(0, 1e6), min_size=1), st.floats(0, 1))
def test_a_share_is_one_of_the_values_and_covers_its_part(values: list[float], part: float) -> None:
    found = least_above_share(sorted(values), part)

    assert found in values
    assert sum(one <= found for one in values) >= part * len(values)


@given(st.text())
def test_likeness_is_the_same_whatever_spaces_and_marks_stand_around(question: str) -> None:
    assume(any(one.isalnum() for one in question))

    assert likeness(f"  {question} ？\n") == likeness(question)


@given(st.lists(st.text(max_size=5), max_size=20))
def test_every_question_is_counted_once(questions: list[str]) -> None:
    groups = grouped([ReportedQuestion(one, "a", TODAY) for one in questions])

    assert sum(group.times for group in groups) == len(questions)
