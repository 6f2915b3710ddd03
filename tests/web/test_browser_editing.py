"""An editor's first minutes in a real Chromium, and what axe finds on every page: nothing."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.commands.members import editor_link
from corpus.config import BUNDLED_PAGES, CorpusSettings, IndexSettings, Settings
from corpus.settings.channels import WebSettings
from index.building.build import build_generation
from tests.web.chromium import (
    NEEDS_CHROMIUM,
    PHONE,
    ask,
    axe_finds,
    browser,
    is_wide,
    keep_picture,
    words,
)
from tests.web.served import served

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

pytest_plugins = ["tests.web.fixtures"]
pytestmark = NEEDS_CHROMIUM

BROADSHEET = Path(__file__).parents[1] / "editors" / "2024-04-25_02.pdf"
KILOMETRES = "谭玉兰安全行驶了多少公里？"
ALLOWANCE = "夜班津贴从每班多少元涨到多少元？"


@dataclass(frozen=True)
class Office:
    """A server with an archive of its own; `folder` holds all of it."""

    address: str
    folder: Path

    def link(self) -> str:
        """Return a link that signs an editor in."""
        return editor_link(WebSettings(journal=self.folder / "web.sqlite"), "ann", self.address)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("office")
    pages, index = folder / "pages", folder / "index"
    shutil.copytree(BUNDLED_PAGES, pages)
    corpus = CorpusSettings(folders=(pages,))
    settings = IndexSettings(folder=index, encoder="bundled-static")
    build_generation(Settings(corpus=corpus, index=settings))
    there = {
        "GONGDA_CORPUS__FOLDERS": json.dumps([str(pages)]),
        "GONGDA_INDEX__ENCODER": "bundled-static",
        "GONGDA_BOT__READER": "quick",
    }
    with served(index, folder, **there) as address:
        yield Office(address, folder)


def sign_in(driver: "Chrome", office: Office) -> None:
    driver.get(office.link())
    driver.find_element("css selector", "button.main").click()
    assert words(driver, "h1") in ("编辑台", "編輯檯", "編輯臺", "Editors")


def bring(driver: "Chrome", path: Path) -> None:
    driver.find_element("id", "files").send_keys(str(path))
    driver.find_element("css selector", ".files button.main").click()


def test_an_editors_first_upload_is_asked_and_shown_as_it_was_printed(office: Office) -> None:
    with browser() as driver:
        driver.set_script_timeout(120)
        sign_in(driver, office)
        wrong = {"desk": axe_finds(driver)}
        bring(driver, BROADSHEET)
        found = words(driver, ".file ol")
        keep_picture(driver, "web-check.png")
        wrong["check"] = axe_finds(driver)
        driver.find_element("css selector", "button.main").click()
        words(driver, ".build .told", "✅")
        wrong["published"] = axe_finds(driver)
        ask(driver, office.address, ALLOWANCE)
        answer = words(driver, ".answer")
        wrong["answer"] = axe_finds(driver)
        driver.find_element("partial link text", "看整篇文章").click()
        words(driver, "mark")
        wrong["article"] = axe_finds(driver)
        href = driver.find_element("partial link text", "改正标题").get_attribute("href")
        driver.find_element("partial link text", "看原版").click()
        words(driver, "figcaption")
        outlines = driver.find_elements("css selector", "rect.outline")
        drawn = driver.execute_async_script(
            "const told = arguments[0], image = new Image();"
            "image.onload = () => told(image.naturalWidth); image.onerror = () => told(0);"
            "image.src = document.querySelector('svg image').getAttribute('href')"
        )
        keep_picture(driver, "web-printed.png")
        wrong["printed"] = axe_finds(driver)
        driver.get(str(href))
        keep_picture(driver, "web-correction.png")
        wrong["correction"] = axe_finds(driver)
        for path in ("/", "/days", "/latest", "/privacy", "/editors/questions", "/nope"):
            driver.get(office.address + path)
            wrong[path] = axe_finds(driver)
        complaints = [one for one in driver.get_log("browser") if "/nope" not in one["message"]]

    assert "港务公司谈成夜班津贴" in found
    assert "45元" in answer
    assert outlines
    assert drawn > 1000
    assert {place: found for place, found in wrong.items() if found} == {}
    assert complaints == []


@pytest.mark.parametrize(
    ("language", "scripts", "dark"), [("zh-TW", True, True), ("en", False, False)]
)
def test_an_editor_on_a_telephone(
    office: Office, tmp_path: Path, language: str, scripts: bool, dark: bool
) -> None:
    page = tmp_path / f"2024-05-0{1 + scripts}_01.md"
    page.write_text(
        f"## 第{1 + scripts}场报告会\n\n本报讯（记者 张晶）会上发了{7 + scripts}份书。\n", "utf-8"
    )
    with browser(PHONE, language, scripts, dark) as driver:
        sign_in(driver, office)
        wide = [is_wide(driver, PHONE[0])]
        wrong = axe_finds(driver) if scripts else []
        bring(driver, page)
        found = words(driver, ".file ol")
        keep_picture(driver, f"web-check-{language}.png")
        wide.append(is_wide(driver, PHONE[0]))
        driver.find_element("css selector", "button.main").click()
        done = words(driver, ".build .told", "✅")
        wide.append(is_wide(driver, PHONE[0]))
        wrong += axe_finds(driver) if scripts else []

    assert "场报告会" in found  # What was printed is never converted.
    assert {"en": "Built in", "zh-TW": "重建完成，用時"}[language] in done
    assert wide == [False, False, False]
    assert wrong == []


def test_a_folder_dropped_on_the_page_is_sent_with_its_folders(office: Office) -> None:
    with browser() as driver:
        sign_in(driver, office)
        driver.execute_script(
            "const file = new File(['## 工会办夜校\\n\\n本报讯（记者 张晶）夜校开课。'], '02.md');"
            "const one = {isFile: true, name: '02.md', file: done => done(file)};"
            "let left = [one];"
            "const folder = {isFile: false, isDirectory: true, name: '2024-05-09',"
            "  createReader: () => ({readEntries: done => { done(left); left = []; }})};"
            "const event = new Event('drop', {bubbles: true, cancelable: true});"
            "event.dataTransfer = {items: [{webkitGetAsEntry: () => folder}]};"
            "document.querySelector('.drop').dispatchEvent(event)"
        )
        place = words(driver, ".file h2")
        driver.find_element("css selector", ".quiet button").click()
        words(driver, "h1", "编辑台")

    assert place == "2024-05-09/02.md 2024-05-09 第2版"


def test_erasing_what_was_asked(office: Office) -> None:
    with browser() as driver:
        ask(driver, office.address, KILOMETRES)
        words(driver, ".answer")
        address = driver.current_url
        driver.find_element("link text", "隐私").click()
        driver.find_element("xpath", "//button[text()='清除我的提问记录']").click()
        told = words(driver, "h1", "已经清除")
        driver.get(address)

        assert "问题 1 个" in told
        assert words(driver, "h1").startswith("这条答复已经清除")
