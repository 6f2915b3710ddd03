"""What members say of an answer: 👍, or 👎 and why. One verdict a member and question.

The table is in `bot/journal/schema.py`; the words of the question are erased long before it is.
Next: `gongda journal report` counts it.
"""

import sqlite3
import time
from typing import Literal, get_args

Verdict = Literal["good", "bad"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
# `off` the question, only `partial`, `stale`, a wrong `quote`, or `other`.
REASONS = ("off", "partial", "stale", "quote", "other")


def give_verdict(
    db: sqlite3.Connection, update_id: int, member: str, verdict: Verdict, reason: str | None = None
) -> None:
    """Keep a member's verdict on the answer to an update, in place of an earlier one."""
    sql = (
        "INSERT INTO feedback (update_id, member, verdict, reason, given)"
        " SELECT update_id, ?, ?, ?, ? FROM questions WHERE update_id = ?"
        " ON CONFLICT (update_id, member) DO UPDATE SET"
        " verdict = excluded.verdict, reason = excluded.reason, given = excluded.given"
    )
    db.execute(sql, (member, verdict, reason, time.time(), update_id))


def verdict_of(db: sqlite3.Connection, update_id: int, member: str) -> str:
    """Return a member's verdict, "" if there is none."""
    sql = "SELECT verdict FROM feedback WHERE update_id = ? AND member = ?"
    return next((str(verdict) for (verdict,) in db.execute(sql, (update_id, member))), "")
