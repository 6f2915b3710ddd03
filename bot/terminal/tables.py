"""What a build did, and what an index holds: two small tables for `gongda index`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from bot.terminal.render import ScreenLine, line, piece

if TYPE_CHECKING:
    from index.building.build import BuildReport
    from index.store.generation import Status

_UNKNOWN = "unknown"
# Files that are no pages: how many are named.
NAMED = 5


def build_report_lines(report: BuildReport) -> list[ScreenLine]:
    """Return counts and speed of a build, then every file that was kept aside, with the reason."""
    rate = report.passages / max(report.seconds, 1e-9)
    reused = report.passages - report.embedded
    rows = {
        "generation": report.generation,
        "articles": f"{report.articles:,}",
        "passages": f"{report.passages:,} ({report.embedded:,} embedded, {reused:,} reused)",
        "time": f"{report.seconds:.1f} s ({rate:,.0f} passages/s)",
        "refused": f"{len(report.refused):,}",
    }
    if report.replaced:
        rows["replaced"] = f"{report.replaced:,} by a newer print of the same article"
    if report.corrected:
        rows["corrected"] = f"{report.corrected:,} by the overlay"
    if report.unmatched:
        names = first_names(report.unmatched)
        rows["overlay"] = f"no article has the id of {len(report.unmatched):,}: {names}"
    if report.ignored:
        rows["ignored"] = f"{len(report.ignored):,}: {first_names(report.ignored)}"
    refused = [line(f"{one.source}: {one.advice}", "error", indent=2) for one in report.refused]
    return [*_table(rows), *refused]


def status_lines(status: Status) -> list[ScreenLine]:
    """Return which generation answers and what it holds."""
    manifest = status.current.manifest
    rows = {
        "generation": manifest.name,
        "built": manifest.created,
        "papers": "、".join(manifest.papers) or _UNKNOWN,
        "dates": f"{manifest.first} to {manifest.last}" if manifest.first else _UNKNOWN,
        "articles": f"{manifest.articles:,}",
        "passages": f"{manifest.passages:,}",
        "encoder": f"{manifest.encoder} ({manifest.dimension} dimensions)",
        "vectors": f"{manifest.structure}, finds {manifest.recall:.1%} of the ten nearest",
        "size": f"{status.size / 1e6:.1f} MB",
        "kept": " ".join(status.kept),
    }
    if status.builder:
        rows["building"] = f"process {status.builder} builds the next one"
    return _table(rows)


def first_names(names: Sequence[str]) -> str:
    """Return some names in a line: `Thumbs.db, ~$a.docx, b.md (empty)`."""
    more = f" and {len(names) - NAMED:,} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more


def _table(rows: Mapping[str, str]) -> list[ScreenLine]:
    widest = max(map(len, rows))
    return [
        ScreenLine((piece(f"{name:<{widest}}  ", "number"), piece(value)))
        for name, value in rows.items()
    ]
