"""A member's first minutes in a real Chromium: at a desk, on a telephone, dark, without scripts."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.chromium import NEEDS_CHROMIUM, PHONE, ask, browser, words
from tests.web.served import served

pytest_plugins = ["tests.web.fixtures"]
pytestmark = NEEDS_CHROMIUM

KILOMETRES = "谭玉兰安全行驶了多少公里？"


@pytest.fixture(scope="module")
def address(shelf: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(shelf, tmp_path_factory.mktemp("served")) as running:
        yield running


def test_first_minutes(address: str) -> None:
    with browser() as driver:
        ask(driver, address, KILOMETRES)
        answer = words(driver, ".answer")
        driver.find_element("partial link text", "看整篇文章").click()
        marked, place = words(driver, "mark"), driver.current_url
        driver.back()
        words(driver, ".answer")
        driver.find_element("id", "question").send_keys("她开车多少年？\n")
        understood = words(driver, "p.note", "理解为：")
        driver.find_element("css selector", "button[value=bad]").click()
        words(driver, ".verdict form + p + form", "告诉我们原因")
        driver.find_element("css selector", "button[value=stale]").click()
        thanks = words(driver, ".verdict [role=status]")
        complaints = driver.get_log("browser")

    assert "40万公里" in answer
    assert marked.startswith("开车19年")
    assert "?from=" in place
    assert "谭玉兰" in understood
    assert thanks == "谢谢，已经记下。"
    assert complaints == []


def test_by_keyboard_alone(address: str) -> None:
    from selenium.webdriver.common.action_chains import ActionChains

    with browser() as driver:
        driver.get(address)
        ActionChains(driver).send_keys(f"{KILOMETRES}\n").perform()

        assert "40万公里" in words(driver, ".answer")


@pytest.mark.parametrize("scripts", [True, False])
def test_on_a_telephone_in_english_with_scripts_and_without(address: str, scripts: bool) -> None:
    with browser(PHONE, "en", scripts) as driver:
        ask(driver, address, "who won the Nobel prize in physics?")

        assert words(driver, ".answer").startswith("The archive holds no answer to this: ")
        wide = driver.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"]["width"]
        assert wide <= PHONE[0]


def test_in_traditional_characters_the_quote_stays_as_printed(address: str) -> None:
    with browser(PHONE, "zh-TW") as driver:
        ask(driver, address, "誰安全行駛了四十萬公里？")

        assert words(driver, ".answer p") == "報上是這樣寫的："
        assert "她安全行驶超过40万公里" in words(driver, ".answer blockquote")


@pytest.mark.parametrize("dark", [False, True])
def test_words_stand_out_from_the_page(address: str, dark: bool) -> None:
    with browser(dark=dark) as driver:
        ask(driver, address, KILOMETRES)
        colours = driver.execute_script(
            "const on = getComputedStyle(document.body).backgroundColor;"
            "return ['.answer blockquote', '.from', 'a.number', 'summary', 'nav a', '.label']"
            ".map(one => [getComputedStyle(document.querySelector(one)).color, on])"
        )

    # WCAG 2.2 AA asks for 4.5.
    assert [pair for pair in colours if contrast(*map(channels, pair)) < 4.5] == []
    assert (sum(channels(colours[0][1])) < 200) == dark


def channels(colour: str) -> list[int]:
    """Return red, green and blue of `rgb(1, 2, 3)`."""
    return [int(part) for part in colour.strip("rgba()").split(",")[:3]]


def contrast(one: list[int], other: list[int]) -> float:
    """Return the contrast of two colours, as WCAG 2.2 defines it."""
    light, dark = sorted(map(luminance, (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: list[int]) -> float:
    parts = [part / 255 for part in colour]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * p for weight, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
