"""docs/benchmarks.md: each command writes its own section, between its own two lines.

    <!-- peers -->
    what `python -m benchmarks.peers` wrote last
    <!-- /peers -->

What stands outside the lines is written by hand and never changed.
"""

from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "benchmarks.md"
SECTIONS = ("peers", "floors", "profile", "growth")


def write_section(name: str, text: str, page: Path = PAGE) -> None:
    """Replace what a section of the page says.

    Raises:
        ValueError: The page has no such section.
    """
    before, _, after = _parts(name, page)
    begin, end = _lines(name)
    page.write_text(f"{before}{begin}\n\n{text.strip()}\n\n{end}{after}", "utf-8")


def read_section(name: str, page: Path = PAGE) -> str:
    """Return what a section says, without blank lines around it."""
    return _parts(name, page)[1].strip()


def _parts(name: str, page: Path) -> tuple[str, str, str]:
    """Return what stands before, in and behind a section."""
    begin, end = _lines(name)
    before, began, rest = page.read_text("utf-8").partition(begin)
    inside, ended, after = rest.partition(end)
    if not began or not ended:
        raise ValueError(f"{page} has no section {begin} … {end}")
    return before, inside, after


def _lines(name: str) -> tuple[str, str]:
    return f"<!-- {name} -->", f"<!-- /{name} -->"
