"""Connections to the page: who says nothing is hung up on, and makes room for who does.

The library's server waits for the head of a request for as long as a connection stays open, and
refuses everybody once too many are: a few hundred silent ones would shut the page. Here silence
ends after some seconds, and where all places are taken the longest of those goes who keep the
server waiting, never one whose question is in work. Next: `bot/web/guard/hosts.py`.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

# Connections at a time.
MOST_OPEN = 399
# Seconds for the head of a request, from the beginning or after the reply before it.
HEAD_SECONDS = 15.0


class BoundedConnection(H11Protocol):
    """A connection that waits for its member for some seconds only."""

    def __init__(self, *parts: Any, **more: Any) -> None:  # noqa: ANN401 - the library's
        super().__init__(*parts, **more)
        self._quiet_since = 0.0
        self._deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Make room, then wait for a request."""
        self._make_room()
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing more."""
        if self._deadline:
            self._deadline.cancel()
        super().connection_lost(exc)

    def on_response_complete(self) -> None:
        """Wait for the next request."""
        self._wait()
        super().on_response_complete()

    def _wait(self) -> None:
        if self._deadline:
            self._deadline.cancel()
        self._quiet_since = self.loop.time()
        self._deadline = self.loop.call_later(HEAD_SECONDS, self._hang_up)

    def _hang_up(self) -> None:
        """Close, unless a request has come meanwhile."""
        if self._says_nothing:
            self.transport.close()

    @property
    def _says_nothing(self) -> bool:
        return self.cycle is None or self.cycle.response_complete

    @property
    def _keeps_waiting(self) -> bool:
        """Whether the server waits for this one: for words, or to be rid of a reply."""
        return self._says_nothing or self.cycle.more_body or self.flow.write_paused

    def _make_room(self) -> None:
        """Where all places are taken, hang up on whoever has kept the server waiting longest."""
        there = [
            one
            for one in self.connections
            if isinstance(one, BoundedConnection) and not one.transport.is_closing()
        ]
        waiting = [one for one in there if one._keeps_waiting]
        if len(there) >= MOST_OPEN and waiting:
            min(waiting, key=lambda one: one._quiet_since).transport.abort()
