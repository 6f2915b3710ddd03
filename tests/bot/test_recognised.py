"""A quote of letters that a program recognised says so, wherever it is shown."""

from dataclasses import replace

import pytest

from bot.channel.views.answer import answer_text
from bot.channel.views.kept import KeptAnswer
from bot.reply import Answer, to_json
from bot.terminal.render import answer_lines, as_plain
from bot.web.pages.shown import shown_answer
from tests.bot.answers import QUOTED

SCANNED = replace(
    QUOTED,
    citations=tuple(
        replace(one, article=replace(one.article, recognised=True)) for one in QUOTED.citations
    ),
)
SAID = "第2版（扫描识别，可能有错字） · "


def test_the_terminal_says_so() -> None:
    assert SAID in as_plain(answer_lines(SCANNED))
    assert "识别" not in as_plain(answer_lines(QUOTED))


def test_telegram_says_so_in_either_script() -> None:
    assert SAID in answer_text(SCANNED).text
    assert "第2版（掃描識別，可能有錯字） · " in answer_text(SCANNED, in_traditional=True).text
    assert "识别" not in answer_text(QUOTED).text


def test_the_page_in_a_browser_says_so() -> None:
    [source] = shown_answer(
        KeptAnswer(SCANNED, to_json(SCANNED), traditional=False, why=())
    ).sources

    assert SAID in source.source


@pytest.mark.parametrize(("answer", "recognised"), [(SCANNED, True), (QUOTED, False)])
def test_the_json_says_so(answer: Answer, recognised: bool) -> None:
    assert to_json(answer)["citations"][0]["article"]["recognised"] is recognised


def test_in_english_too() -> None:
    english = replace(SCANNED, language="en")

    assert "page 2 (read by OCR, letters may be wrong) · " in as_plain(answer_lines(english))
