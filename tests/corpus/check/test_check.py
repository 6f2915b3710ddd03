"""What `gongda index check` finds, and what it leaves alone."""

import datetime
import html
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.check.findings import Checked, Finding
from corpus.check.raw_text import without_markdown
from corpus.check.run import check
from corpus.errors import CorpusError
from corpus.page.lines import clean
from corpus.page.markdown import escape

ROOT = Path(__file__).parents[3]
TODAY = datetime.date(2024, 5, 1)
SOUND = "本报讯（记者 张晶）近日，区总工会为户外劳动者建了12个站点，职工随时可以进来歇脚。"
OTHER = "本报讯（记者 马宁）昨天，市总工会请来三位律师，给农民工讲怎样写欠条、怎样留证据。"
HEAD = "---\npaper: 清江职工报\ndate: 2024-04-18\npage: {page}\n---\n\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def found(folder: Path, *bodies: str) -> list[Finding]:
    """Write files of one day and return what is found in them."""
    for page, body in enumerate(bodies, 1):
        text = HEAD.format(page=page) + body
        (folder / f"{page}.md").write_text(text, encoding="utf-8")
    return [finding for page in checked(folder).pages for finding in page.findings]


def checked(folder: Path) -> Checked:
    return check([folder], today=TODAY)


def kinds(findings: list[Finding]) -> list[str]:
    return [finding.kind for finding in findings]


@pytest.mark.parametrize("pages", ["corpus/articles", "tests/golden/pages_dated"])
def test_nothing_looks_wrong_on_sound_pages(pages: str) -> None:
    result = checked(ROOT / pages)

    assert result.findings == 0
    assert len(result.pages) == 4


def test_a_real_page_lacks_only_its_day_and_number(shared: Path) -> None:
    result = checked(shared / "seed")

    assert kinds([*result.pages[0].findings]) == ["no date", "no page number"]
    assert result.pages[0].placed == result.pages[0].characters


@pytest.mark.parametrize(
    ("body", "kind", "words"),
    [
        (f"## 建站\n\n{SOUND}\n\n站点里有热水、微波炉，", "broken off", "站点里有热水、微波炉，"),
        (f"## 建站\n\n{SOUND[:-9]}", "broken off", "者建了12个站点，职工"),
        (f"## 建站\n\n{SOUND}\n\n**访谈**\n\n，职工说。", "broken off", "，职工说。"),
        (f"## 建站\n\n{SOUND[:-9]}{OTHER}", "run together", "点，职工本报讯"),
        (f"## 建站\n\n{SOUND}他说，，好。", "doubled mark", "脚。他说，，好。"),
        (f"## 建站\n\n{SOUND}他说：“今天很好。", "never closed", "“今天很好。"),
        (f"## 建站\n\n{SOUND}站点（含新建的有12个。", "never closed", "（含新建的有12个。"),
        (f"## 建站\n\n{SOUND}共花\ufffd万元。", "damaged", "共花\ufffd万元。"),
        (f"## 建站\n\n{SOUND}共花\ue123万元。", "damaged", "共花\ue123万元。"),
        (f"## 建站\n\n{SOUND}\u202e共花3万元。", "damaged", "\u202e共花3万元。"),
        (f"## 建站\n\n{SOUND}锟斤拷烫。", "damaged", "锟斤拷烫。"),
    ],
)
def test_what_looks_wrong_is_named_and_its_place_is_shown(
    folder: Path, body: str, kind: str, words: str
) -> None:
    findings = found(folder, body)

    assert kinds(findings) == [kind]
    page = checked(folder).pages[0]
    start, end = page.findings[0].start, page.findings[0].end
    assert start is not None
    assert words in findings[0].words
    assert page.text[start:end].strip() in findings[0].words


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (SOUND + "\n\n" + OTHER, "no headline"),
        (f"## 建站\n\n{SOUND}\n\n## 讲课", "no text"),
        (f"## 建站\n\n{SOUND}\n\n## 讲课\n\n记者 张晶\n\n三位律师", "short"),
        (f"## 建站\n\n{SOUND * 200}", "long"),
        (f"## 建站\n\n{SOUND}\n\n## 讲课\n\n市总工会请来三位律师，讲怎样写欠条。", "no byline"),
        (f"## 建站\n\n{SOUND}\n\n## 现场\n\n图为活动现场。 李伟 摄", "caption"),
        (f"## 建站，\n\n{SOUND}", "odd headline"),
        (f"## 工人报 2024年4月18日 第2版\n\n{SOUND}", "odd headline"),
    ],
)
def test_an_article_that_is_no_article_is_named(folder: Path, body: str, kind: str) -> None:
    assert kinds(found(folder, body)) == [kind]


@pytest.mark.parametrize(
    "body",
    [
        f"## 建站\n\n{SOUND}\n\n“第一段引语。\n\n“第二段引语。”",
        f"## 建站\n\n{SOUND}规定如下：“一是：\n\n（一）好；\n\n（二）快。”",
        f"## 建站\n\n{SOUND}含两种（甲、乙)。",
        f"## 建站\n\n{SOUND}他想了想……。。。",
        f"## 建站\n\n{SOUND}据新华社北京4月1日电（记者 李明）报道，已建成。",
        f"## 建站\n\n{SOUND}\n\n热线：12351",
        f"## 建站\n\n{SOUND}\n\n报名地点 人民路3号 联系电话 8866017",
        f"## 建站\n\n{SOUND}（记者 张晶）",
        f"## 建站\n\n{SOUND}\n\n（下转第3版）",
        f"## 建站\n\n{SOUND}\u200b\ufeff",
    ],
)
def test_print_as_it_should_be_is_left_alone(folder: Path, body: str) -> None:
    assert kinds(found(folder, body)) == []


def test_the_same_article_in_two_files_is_told_at_the_older(folder: Path) -> None:
    findings = found(folder, f"## 建站\n\n{SOUND}", f"## 建站\n\n{SOUND}\n\n## 讲课\n\n{OTHER}")

    assert [(one.kind, one.other) for one in findings] == [("duplicate", "2.md")]


def test_two_files_of_one_page_are_told(folder: Path) -> None:
    found(folder, f"## 建站\n\n{SOUND}")
    (folder / "2.md").write_text(HEAD.format(page=1) + f"## 讲课\n\n{OTHER}", encoding="utf-8")

    assert [(one.kind, one.other) for one in checked(folder).pages[1].findings] == [
        ("same page", "1.md")
    ]


def test_a_day_to_come_is_told(folder: Path) -> None:
    (folder / "2024-05-02_01.md").write_text(f"## 建站\n\n{SOUND}", encoding="utf-8")

    assert kinds([*checked(folder).pages[0].findings]) == ["future date"]


def test_what_most_files_lack_is_said_once(folder: Path) -> None:
    for number in range(4):
        text = (
            f"## 第{number}件事\n\n第{number}个站点建成了，里面有{number + 2}台微波炉和一张长桌。"
        )
        (folder / f"news{number}.md").write_text(text, encoding="utf-8")

    result = checked(folder)

    assert result.findings == 0
    assert result.habits == ("no byline", "no date", "no page number")


def test_a_file_that_cannot_be_read_counts_as_a_finding(folder: Path) -> None:
    (folder / "a.md").write_bytes(b"\x00\x01\x02\xff" * 50)

    result = checked(folder)

    assert (result.findings, result.refused[0].source, result.pages) == (1, "a.md", ())


def test_a_folder_that_is_not_there_is_an_error_and_an_empty_one_is_not(folder: Path) -> None:
    assert checked(folder) == Checked((), ())
    with pytest.raises(CorpusError, match="no folder at"):
        checked(folder / "none")


@given(st.integers(30, len(SOUND) - 1))
def test_a_report_cut_anywhere_inside_its_sentence_is_found(
    tmp_path_factory: pytest.TempPathFactory, at: int
) -> None:
    folder = tmp_path_factory.mktemp("cut")

    findings = found(folder, f"## 建站\n\n{OTHER}\n\n{SOUND[:at]}\n\n## 讲课\n\n{OTHER[::-1]}")

    assert "broken off" in kinds([one for one in findings if one.article == 0])


def test_of_a_pdf_the_words_are_shown_and_not_the_marks_they_were_turned_into() -> None:
    texts = [
        "---\npage: 2\nkicker: 春风送岗\n---\n\n# 招聘会\\*开张\n\n**分会场**\n\n* * *\n\n5 &lt; 8",
        "# 另一篇\n\n| 甲 | 乙 |",
    ]

    shown = without_markdown(texts)

    assert shown == "春风送岗\n\n招聘会*开张\n\n分会场\n\n5 < 8\n\n\n另一篇\n\n甲 | 乙"


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_what_was_escaped_is_shown_as_it_was(words: str) -> None:
    line = " ".join(clean(words).split())

    assert without_markdown([f"正文{escape(line)}。"]) == f"正文{line}。"


def test_every_word_of_a_saved_web_page_is_found_with_all_its_signs(folder: Path) -> None:
    words = "本报讯（记者 张晶）近日，区总工会公布了[名单]与“2*3”的算法，5<8，a_b，`职工`~可查。"
    page = f"<html><body><h1>名单_公布*了</h1><p>{html.escape(words)}</p></body></html>"
    (folder / "2024-04-18.html").write_text(page, encoding="utf-8")

    result = checked(folder)

    [page_checked] = result.pages
    assert result.findings == 0
    assert page_checked.placed == page_checked.characters > 40
    assert "\\" not in page_checked.text
    assert words in page_checked.text
