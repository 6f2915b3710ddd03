"""A breaker: after some failures in a row nobody is asked for a while.

Next: `bot/language_model/address.py`.
"""

import threading
import time
from collections.abc import Callable


class Breaker:
    """Opens after `most` failures in a row, for `seconds`; the first try after that decides."""

    def __init__(
        self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Begin closed; `clock` tells seconds from any beginning."""
        self._most, self._seconds, self._clock = most, seconds, clock
        self._lock = threading.Lock()
        self._failures = 0
        self._until = 0.0

    def lets_through(self) -> bool:
        """Say whether to try; while it is open one try an interval is let through."""
        with self._lock:
            if self._failures < self._most:
                return True
            if self._clock() < self._until:
                return False
            self._until = self._clock() + self._seconds
            return True

    def succeeded(self) -> None:
        """Close it."""
        with self._lock:
            self._failures = 0

    def failed(self) -> None:
        """Count a failure; the last of a row opens it."""
        with self._lock:
            self._failures += 1
            self._until = self._clock() + self._seconds
