"""The pages that the golden questions of `tests/golden/` are about."""

import shutil
import tarfile
from pathlib import Path

from corpus.config import BUNDLED_PAGES

FOLDER = Path(__file__).parents[2] / "tests" / "golden"
LAWS = (
    "社会法/工会法(2021-12-24).md",
    "社会法/劳动合同法(2012-12-28).md",
    "社会法/劳动法(2018-12-29).md",
    "北京市实施《工会法》办法.md",
    "上海市工会条例.md",
)
# Names of the files in tests/golden, without their .yaml.
NAMES = ("bundled", "fresh", "time", "seed", "laws")


def copy_pages(name: str, shared: Path, into: Path) -> None:
    """Put the pages that `name`.yaml asks about into a folder.

    `copy_pages("seed", Path("../shared"), folder)` -> `folder/page.md`
    """
    if name == "laws":
        with tarfile.open(shared / "data" / "laws" / "laws.tar.xz") as archive:
            for member in archive:
                if member.name.endswith(LAWS):
                    archive.extract(member, into, filter="data")
        return
    pages = {
        "bundled": BUNDLED_PAGES,
        "fresh": FOLDER / "pages_fresh",
        "time": FOLDER / "pages_dated",
        "seed": shared / "seed",
    }
    shutil.copytree(pages[name], into, dirs_exist_ok=True)
