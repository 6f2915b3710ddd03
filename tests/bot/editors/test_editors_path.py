"""docs/editors.md is what happens: files dropped, checked, built, corrected, deleted, restored."""

import re
from pathlib import Path

import pytest

from benchmarks.editors.__main__ import BLOCK, FILES, PAGE, commands, timeless, walked
from benchmarks.editors.files import broadsheet, delivery, granted, scanned, timetable, trained
from corpus.formats.reading import read_texts, texts_of

# Between the halves of a sentence on the Markdown page.
CAPTION = re.compile(r"\n\n图为.*?摄\n\n")
WRITTEN = PAGE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def today(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the page with what its commands print now."""
    return walked(WRITTEN, tmp_path_factory.mktemp("editor"))


def printed(page: str, command: str) -> list[str]:
    """Return what each run of a command printed, in order."""
    blocks = "\n".join(BLOCK.findall(page)) + "\n$ "
    found = re.findall(
        rf"^\$ {re.escape(command)}\n(.*?)(?=^\$ )", blocks, re.DOTALL | re.MULTILINE
    )
    return [output.strip() for output in found]


def test_the_page_shows_what_the_commands_print_today(today: str) -> None:
    assert timeless(today) == timeless(WRITTEN)


def test_the_path_leads_over_every_step() -> None:
    walk = " ; ".join(commands(WRITTEN))

    steps = [
        "cp desk/*.*",
        "index check",
        "index build",
        "ask",
        "sed -i",
        "index build",
        "rm pages/",
    ]
    places = [re.search(re.escape(step), walk) for step in (*steps, "index rollback")]
    assert all(places)


def test_a_corrected_figure_is_found_and_the_old_one_is_gone(today: str) -> None:
    before, after, *_ = printed(today, "gongda ask 招聘会有多少人当场签约？")

    assert "312人" in before
    assert "321人" in after
    assert "312人" not in after


def test_what_is_deleted_is_not_found_until_it_is_rolled_back(today: str) -> None:
    before, deleted, back, *_ = printed(today, "gongda ask -k 0 首日接待来访职工多少人？")

    assert "43人" in before
    assert "43人" not in deleted
    assert back == before


def test_only_what_was_corrected_is_embedded_again(today: str) -> None:
    first, second, third, *_ = printed(today, "gongda index build")

    assert "0 reused" in first
    assert re.search(r"\((\d) embedded", second)[1] == "1"  # type: ignore[index]
    assert "(0 embedded" in third


@pytest.mark.parametrize(
    ("file", "question", "place"),
    [
        ("2024-04-18_01.md", "招聘会有多少人当场签约？", "2024-04-18 第1版"),
        ("2024-04-18_02.txt", "-k 0 首日接待来访职工多少人？", "2024-04-18 第2版"),
        (
            "2024-04-18_03.html",
            '-k 0 "How much does the breakfast truck cost a year?"',
            "2024-04-18 page 3",
        ),
        ("2024-04-18_04.docx", "叉车技能竞赛有多少名司机参加？", "2024-04-18 第4版"),
        (
            "2024-04-25_02.pdf",
            '-k 0 "How much is the night shift allowance?"',
            "2024-04-25 page 2",
        ),
    ],
)
def test_a_file_of_each_kind_answers_word_for_word_with_paper_page_and_day(
    today: str, file: str, question: str, place: str
) -> None:
    answer = printed(today, f"gongda ask {question}")[0]

    quote = re.search(r"“(.+)”\[1\]", answer)
    assert quote
    assert CAPTION.sub("", quote[1]) in CAPTION.sub("", "".join(read_texts(FILES / file)))
    assert f"[1] 《清江职工报》 {place}" in answer


def test_the_text_is_in_an_old_encoding_and_the_sheet_has_four_columns() -> None:
    with pytest.raises(UnicodeDecodeError):
        (FILES / "2024-04-18_02.txt").read_text(encoding="utf-8")

    assert read_texts(FILES / "2024-04-25_02.pdf") == texts_of("a.pdf", broadsheet())
    assert (FILES / "later" / "2024-05-02.zip").read_bytes() == delivery()
    for name, raw in (
        ("relief.xlsx", granted()),
        ("2024-05-16_03.docx", trained()),
        ("2024-05-23_03.pdf", scanned()),
        ("2024-05-23_04.pdf", timetable()),
    ):
        assert read_texts(FILES / "later" / name) == texts_of(name, raw)


def test_a_quote_of_a_scan_says_that_its_letters_were_recognised(today: str) -> None:
    [answer] = printed(today, "gongda ask -k 0 英语夜校首批学员多少人？")

    assert "首批学员46人" in answer
    assert "2024-05-23 第3版（扫描识别，可能有错字）" in answer


def test_of_a_broken_delivery_one_line_tells_the_reason_and_what_to_do(today: str) -> None:
    _, _, _, last, *_ = printed(today, "gongda index build")

    assert re.search(r"^articles +12$", last, re.MULTILINE)
    [broken] = [line for line in last.split("\n") if "2024-05-09_01.pdf" in line]
    assert "a damaged one; save or print it as PDF again" in broken


def test_a_zip_is_asked_like_any_other_page(today: str) -> None:
    [answer] = printed(today, "gongda ask 骑手之家有多少个充电柜？")

    assert "26个充电柜" in answer
    assert "2024-05-02 第1版" in answer


@pytest.mark.parametrize(
    ("question", "row"),
    [
        (
            "于立柱的救助金有多少元？",
            ("姓名 | 单位 | 救助金（元） | 到账日期", "于立柱 | 公交二车队 | 6400 | 5月8日"),
        ),
        (
            "叉车司机的培训有多少名额？",
            ("工种 | 班期 | 名额", "叉车司机 | 6月17日至21日 | 25人"),
        ),
        ("二号线的末班是几点？", ("线路 | 首班 | 末班", "二号线 | 6:25 | 22:05")),
    ],
)
def test_a_row_of_a_table_answers_with_its_header(
    today: str, question: str, row: tuple[str, str]
) -> None:
    [answer] = printed(today, f"gongda ask -k 0 {question}")

    quoted = re.sub("[▸◂]", "", answer)  # What marks the words that answer.
    assert re.findall(r"“(.+)”", quoted) == list(row)
    assert "[1] 《清江职工报》 2024-05-" in answer


def test_what_a_folder_leaves_out_is_told(today: str) -> None:
    [checked] = printed(today, "gongda index check pages/may")

    assert "按 _paper.yaml 不收：2024-05-16_03.docx: 职工书屋搬家启事" in checked


def test_a_vanished_share_publishes_nothing_and_what_was_answers_on(today: str) -> None:
    *_, held_back, again = printed(today, "gongda index build")
    before, *_, after = printed(today, "gongda ask -k 0 首日接待来访职工多少人？")

    assert "generation" not in held_back
    assert "exit code" in held_back
    assert "0 embedded" in again
    assert after == before


def test_the_picture_of_the_report_is_there_and_small() -> None:
    name = re.search(r"\]\((check\.(?:png|svg))\)", WRITTEN)

    assert name
    assert 0 < (Path(PAGE).parent / name[1]).stat().st_size < 300_000
