"""A real Chromium before the page, and what axe finds in what it shows."""

import io
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.fonts import draws_chinese

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

NEEDS_CHROMIUM = pytest.mark.skipif(
    not (shutil.which("chromium") and shutil.which("chromedriver") and draws_chinese()),
    reason="no Chromium with a Chinese font: apt-get install chromium-driver fonts-wqy-zenhei",
)
PHONE, DESK = (390, 844), (1000, 760)


@contextmanager
def browser(
    size: tuple[int, int] = DESK, language: str = "zh-CN", scripts: bool = True, dark: bool = False
) -> Iterator["Chrome"]:
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu"):
        options.add_argument(argument)
    wanted: dict[str, object] = {"intl.accept_languages": language}
    if not scripts:
        wanted["profile.managed_default_content_settings.javascript"] = 2
    options.add_experimental_option("prefs", wanted)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    service = webdriver.ChromeService(shutil.which("chromedriver"))
    driver = webdriver.Chrome(options=options, service=service)
    metrics = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": size == PHONE}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    if dark:
        features = [{"name": "prefers-color-scheme", "value": "dark"}]
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    try:
        yield driver
    finally:
        driver.quit()


def ask(driver: "Chrome", address: str, question: str) -> None:
    driver.get(address)
    driver.find_element("id", "question").send_keys(question)
    driver.find_element("css selector", "button.main").click()


def words(driver: "Chrome", selector: str, beginning: str = "") -> str:
    """Return the words of an element that begin so, as soon as a page shows one."""
    from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException
    from selenium.webdriver.support.wait import WebDriverWait

    # A page that is about to be left may still be asked.
    passing = (NoSuchElementException, StaleElementReferenceException)
    found: str | None = WebDriverWait(driver, 120, 0.05, passing).until(
        lambda page: next(
            (
                one.text
                for one in page.find_elements("css selector", selector)
                if one.text.startswith(beginning)
            ),
            None,
        )
    )
    assert found is not None
    return found


def axe_finds(driver: "Chrome") -> list[str]:
    """Return what axe calls wrong on the page before the browser: the rule, and where."""
    driver.execute_script((files("axe_core_python") / "axe.min.js").read_text("utf-8"))
    found = driver.execute_async_script(
        "const told = arguments[arguments.length - 1];"
        "axe.run().then(all => told(all.violations), "
        "error => told([{id: String(error), nodes: []}]))"
    )
    return [f"{one['id']}: {[node['html'][:120] for node in one['nodes']]}" for one in found]


def is_wide(driver: "Chrome", width: int) -> bool:
    """Say whether what is shown is wider than the screen."""
    shown = driver.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"]["width"]
    return bool(shown > width)


def keep_picture(driver: "Chrome", name: str) -> None:
    """Write what the browser shows into the folder that PICTURES names, if it names one."""
    if folder := os.environ.get("PICTURES"):
        from PIL import Image

        shown = Image.open(io.BytesIO(driver.get_screenshot_as_png())).convert("RGB")
        shown.quantize(64).save(Path(folder) / name, optimize=True)
