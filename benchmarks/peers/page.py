"""docs/peers.json, its section of docs/benchmarks.md, and the pictures beside it."""

import json
from pathlib import Path
from typing import Any

from benchmarks.bench_page import write_section
from benchmarks.peers.plots import draw
from benchmarks.peers.table import section

PAGE, RAW = "benchmarks.md", "peers.json"


def write(results: dict[str, Any], docs: Path) -> None:
    """Write all three; the page must be there."""
    text = json.dumps(results, ensure_ascii=False, separators=(",", ":"))
    (docs / RAW).write_text(text + "\n", "utf-8")
    write_section("peers", section(results), docs / PAGE)
    draw(results, docs)
