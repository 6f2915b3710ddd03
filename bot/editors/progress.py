"""How far a build is and what it did, in words for whoever watches it.

Next: `bot/editors/publisher.py` for a page, `bot/telegram/editors/rebuilding.py` for Telegram.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.editors.messages import AdminMessages

if TYPE_CHECKING:
    from index.building.build import BuildReport

# As `index/building/build.py` names them, in their order.
STAGES = ("read", "words", "vectors", "publish")
BAR = 12
REFUSED_SHOWN = 15


def share_done(done: int, total: int) -> float:
    """Return how much of a stage is done; all of it where there is nothing to do.

    >>> share_done(30, 60), share_done(0, 0)
    (0.5, 1.0)
    """
    return min(done / total, 1.0) if total else 1.0


def progress_text(stage: str, done: int, total: int, frame: AdminMessages) -> str:
    """Return how far a build is, in words and as a bar.

    >>> progress_text("words", 30, 60, admin_messages("en")).splitlines()[1]
    '▓▓▓▓▓▓░░░░░░ 50%'
    """
    step = STAGES.index(stage)
    part = share_done(done, total)
    full = int(part * BAR)
    return frame.building.format(
        step=step + 1,
        stage=frame.stages[step],
        bar="▓" * full + "░" * (BAR - full),
        percent=int(100 * part),
    )


def report_text(report: BuildReport, coverage: str, frame: AdminMessages) -> str:
    """Return what a build did, and which files it left out and why."""
    said = frame.built.format(
        seconds=f"{report.seconds:.1f}",
        coverage=coverage,
        articles=f"{report.articles:,}",
        passages=f"{report.passages:,}",
        generation=report.generation,
    )
    if not report.refused:
        return said
    lines = [said, "", frame.refused.format(n=len(report.refused))]
    for one in report.refused[:REFUSED_SHOWN]:
        lines.append(frame.refused_file.format(source=one.source, reason=one.advice))
    if len(report.refused) > REFUSED_SHOWN:
        lines.append(frame.refused_more.format(n=len(report.refused) - REFUSED_SHOWN))
    return "\n".join(lines)
