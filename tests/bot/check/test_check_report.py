"""The check as editors see it: a table, JSON, and one HTML page that holds nothing dangerous."""

import json
import re
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from bot.check.html import HUES, LONGEST_SHOWN, report_html
from bot.check.messages import CHECK_CHINESE, CHECK_ENGLISH
from bot.cli import main
from corpus.check.findings import Checked, CheckedPage
from corpus.check.run import check

PAGE = """---
paper: 清江职工报
date: 2024-04-18
page: 1
---

## 云溪区办招聘会

本报讯（记者 童雨薇）招聘会来了86家企业，312人当场签约。

夜场签约58人，

## <script>alert(1)</script>

本报讯（记者 马宁）标题是一段<img src=x onerror=alert(2)>程序，但在这里它只是文字，不会被执行。
"""
Gongda = Callable[..., Result]
LANGUAGES = {"zh": CHECK_CHINESE, "en": CHECK_ENGLISH}
# An element without an end.
VOID = {"meta"}


class Reader(HTMLParser):
    """Reads a report as a browser does: its tags, its anchors, its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.attributes: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of a tag that opens."""
        self.tags[tag] += 1
        self.attributes += [(name, value or "") for name, value in attrs]
        self.open += [tag] if tag not in VOID else []

    def handle_endtag(self, tag: str) -> None:
        """Hold that it closes the last one opened."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Take note of words that are shown."""
        self.words += data if self.open[-1:] != ["style"] else ""

    def all(self, name: str) -> list[str]:
        """Return the values of an attribute, wherever it stands."""
        return [value for key, value in self.attributes if key == name]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "2024-04-18_01.md").write_text(PAGE, encoding="utf-8")
    return pages


@pytest.fixture
def gongda(tmp_path: Path) -> Gongda:
    """Return a function that runs `gongda index check` and returns what it said."""
    config = tmp_path / "config.yaml"
    config.write_text("corpus:\n  folders: [pages]\n", encoding="utf-8")

    def run(*words: str | Path) -> Result:
        typed = ["index", "check", "--config", str(config), *map(str, words)]
        return CliRunner().invoke(main, typed)

    return run


def test_the_table_shows_each_article_and_what_is_wrong_under_it(
    folder: Path, gongda: Gongda
) -> None:
    said = gongda("--lang", "en")

    assert said.exit_code == 0
    lines = said.stdout.splitlines()
    assert lines[0] == "2024-04-18_01.md  《清江职工报》 2024-04-18 page 1"
    assert lines[1] == "  1       38  云溪区办招聘会  童雨薇"
    assert lines[2].strip().startswith("! broken off “夜场签约58人，” this paragraph lacks")
    assert "files: 1, articles: 2, findings: 1, unreadable: 0" in lines


def test_strict_exits_with_one_only_if_something_looks_wrong(folder: Path, gongda: Gongda) -> None:
    wrong = gongda("--strict")
    (folder / "2024-04-18_01.md").write_text(PAGE.replace("58人，", "58人。"), encoding="utf-8")

    assert (wrong.exit_code, gongda("--strict").exit_code) == (1, 0)


def test_json_tells_where_each_finding_stands(folder: Path, gongda: Gongda) -> None:
    tree = json.loads(gongda("--json").stdout)

    page = tree["pages"][0]
    finding = page["findings"][0]
    assert (tree["version"], tree["findings"], finding["kind"]) == (1, 1, "broken off")
    assert PAGE[finding["start"] : finding["end"]] == finding["words"] == "夜场签约58人，"
    assert finding["article"] == 1
    assert [article["authors"] for article in page["articles"]] == [["童雨薇"], ["马宁"]]
    assert page["placed"] == page["characters"]


def test_a_check_writes_nothing_but_the_report(folder: Path, gongda: Gongda) -> None:
    before = sorted(folder.parent.rglob("*"))

    gongda("--html", folder.parent / "report.html")

    assert sorted(folder.parent.rglob("*")) == sorted([*before, folder.parent / "report.html"])


def test_a_program_in_an_article_is_only_text_in_the_report(folder: Path, gongda: Gongda) -> None:
    gongda("--html", folder.parent / "report.html")

    read = Reader((folder.parent / "report.html").read_text(encoding="utf-8"))
    assert read.tags["script"] == read.tags["img"] == read.tags["link"] == 0
    assert "<script>alert(1)</script>" in read.words
    assert "<img src=x onerror=alert(2)>" in read.words


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_report_asks_nothing_of_the_network_and_every_link_in_it_leads_somewhere(
    folder: Path, language: str
) -> None:
    read = Reader(report_html(check([folder]), "zh" if language == "zh" else "en"))

    targets = {f"#{name}" for name in read.all("id")}
    assert read.all("href")
    assert {*read.all("href")} <= targets
    assert read.all("src") == []
    assert "default-src 'none'; style-src 'unsafe-inline'" in read.all("content")
    assert all(name in read.words for name in LANGUAGES[language].roles.values())


def test_the_text_of_a_page_is_shown_whole_and_coloured(folder: Path) -> None:
    html = report_html(check([folder]), "zh")

    assert '<span class="a0 headline">云溪区办招聘会</span>' in html
    assert '<span class="a0 byline">本报讯（记者 童雨薇）</span>' in html
    assert '<span class="a0 body flaw">夜场签约58人，</span>' in html
    assert '<span class="a1 body">' in html
    shown = Reader(html.split('<div class="text" lang="zh">')[1].split("</div>")[0]).words
    bare = re.sub(r"\s", "", PAGE).replace("夜场", "1夜场")
    assert re.sub(r"\s", "", shown) == bare.replace("云", "1云", 1).replace("##<s", "##2<s")


def test_the_report_goes_neither_among_the_pages_nor_over_another_file(
    folder: Path, gongda: Gongda
) -> None:
    other = folder.parent / "other.html"
    other.write_text("<p>not ours</p>", encoding="utf-8")
    report = folder.parent / "report.html"

    refused = [gongda("--html", path) for path in (folder / "a.html", other, folder / "a.md")]
    twice = [gongda("--html", report), gongda("--html", report)]

    assert [one.exit_code for one in refused] == [2, 2, 2]
    assert all("name a file like report.html" in one.output for one in refused)
    assert other.read_text(encoding="utf-8") == "<p>not ours</p>"
    assert [one.exit_code for one in twice] == [0, 0]


def test_a_report_that_cannot_be_written_says_so(folder: Path, gongda: Gongda) -> None:
    said = gongda("--html", folder.parent / "none" / "report.html")

    assert said.exit_code == 2
    assert "cannot be written: No such file or directory" in said.output


def test_a_file_that_cannot_be_read_is_named_in_table_json_and_report(
    folder: Path, gongda: Gongda
) -> None:
    (folder / "b<i>.md").write_bytes(b"\x00\x01\x02\xff" * 50)

    said, tree = gongda("--lang", "en", "--html", folder.parent / "r.html"), gongda("--json")

    assert "b<i>.md  cannot be read: it is binary, not text" in said.stdout
    assert json.loads(tree.stdout)["refused"][0]["source"] == "b<i>.md"
    assert "b&lt;i&gt;.md" in (folder.parent / "r.html").read_text(encoding="utf-8")


def test_an_empty_folder_makes_a_report_too(tmp_path: Path) -> None:
    assert CHECK_CHINESE.clean in Reader(report_html(check([tmp_path]), "zh")).words


def test_a_page_without_end_is_shown_in_part(tmp_path: Path) -> None:
    line = "本报讯（记者 张晶）近日，区总工会为户外劳动者建了12个站点。"
    (tmp_path / "a.md").write_text(f"## 建站\n\n{line * 8_000}", encoding="utf-8")

    html = report_html(check([tmp_path]), "en")

    assert len(html) < 3 * LONGEST_SHOWN
    assert f"only its first {LONGEST_SHOWN:,} characters are shown" in html


def test_both_languages_name_every_kind_and_part() -> None:
    assert CHECK_CHINESE.kinds.keys() == CHECK_ENGLISH.kinds.keys()
    assert CHECK_CHINESE.roles.keys() == CHECK_ENGLISH.roles.keys()
    assert CHECK_CHINESE.habits.keys() == CHECK_ENGLISH.habits.keys()


def test_neighbouring_articles_never_share_a_hue() -> None:
    assert len({*HUES}) == len(HUES)


@given(st.text(max_size=300))
def test_whatever_stands_in_a_file_the_report_stays_whole(text: str) -> None:
    folder_like = Checked(
        tuple(CheckedPage(page.source, text, page.articles, (), (), 0, 0) for page in SOUND.pages),
        (),
    )

    read = Reader(report_html(folder_like, "en"))

    assert read.open == []
    assert read.tags["section"] == len(SOUND.pages)
    assert read.tags["script"] == 0


SOUND = check([Path(__file__).parents[3] / "corpus" / "articles"])
