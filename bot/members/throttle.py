"""How often one member may ask: so many questions a minute and an hour, counted as they were sent.

Pure: the clock is the date of the messages, so questions that waited through a downtime are judged
as they were asked. Kept in memory only; a restart forgives. The excess is answered once, then the
bot is silent until it may go on. Next: `bot/telegram/routing.py` asks here before each question.
"""

from collections import OrderedDict
from dataclasses import dataclass, field
from math import ceil
from typing import Literal

MINUTE, HOUR = 60, 3600
# Members whose questions are counted: those silent for longest are forgotten first. With 200 times
# a member this holds 30 MB at the very most; with a question each, 4.
_REMEMBERED = 10_000

Admittance = Literal["go", "tell", "silent"]


@dataclass(frozen=True, slots=True)
class Admission:
    """What to do with a question.

    Attributes:
        verdict: `go`: answer it. `tell`: say that it was too many. `silent`: say nothing.
        wait: Seconds until the next question is answered, at least 1; 0 for `go`.
    """

    verdict: Admittance
    wait: int = 0


@dataclass(slots=True)
class _Member:
    """What is known of one member: `(date, update)` of the answered, oldest first, of an hour.

    A list, which takes a tenth of an empty deque: most members ask once.
    """

    answered: list[tuple[float, int]] = field(default_factory=list)
    told: int | None = None
    latest: float = float("-inf")


class Throttle:
    """Counts questions, each member for themselves."""

    def __init__(self, per_minute: int, per_hour: int, remembered: int = _REMEMBERED) -> None:
        self.limit(per_minute, per_hour)
        self._remembered = remembered
        self._members: OrderedDict[str, _Member] = OrderedDict()

    def limit(self, per_minute: int, per_hour: int) -> None:
        """Go on with other limits."""
        self._limits = ((per_minute, MINUTE), (per_hour, HOUR))

    def admit(self, member: str, sent: float, update_id: int) -> Admission:
        """Judge a question that a member sent at a time, in seconds; the same update the same.

        With 2 a minute, asked at 0, 10, 20, 30 and 60: go, go, tell (40 s), silent, go.
        """
        known = self._known(member)
        if known.told == update_id:
            return Admission("tell", self._wait(known))
        if any(update_id == other for _, other in known.answered):
            return Admission("go")
        known.latest = max(sent, known.latest)
        while known.answered and known.answered[0][0] <= known.latest - HOUR:
            del known.answered[0]
        if wait := self._wait(known):
            return self._refused(known, update_id, wait)
        known.told = None
        known.answered.append((known.latest, update_id))
        return Admission("go")

    def __len__(self) -> int:
        """Return how many members are remembered."""
        return len(self._members)

    def _known(self, member: str) -> _Member:
        known = self._members.setdefault(member, _Member())
        self._members.move_to_end(member)
        if len(self._members) > self._remembered:
            self._members.popitem(last=False)
        return known

    def _wait(self, known: _Member) -> int:
        """Return seconds until every window has room again, 0 if all have."""
        opens = [
            known.answered[-limit][0] + seconds
            for limit, seconds in self._limits
            if len(known.answered) >= limit
        ]
        return max(0, *(ceil(moment - known.latest) for moment in opens)) if opens else 0

    @staticmethod
    def _refused(known: _Member, update_id: int, wait: int) -> Admission:
        if known.told is not None:
            return Admission("silent", wait)
        known.told = update_id
        return Admission("tell", wait)
