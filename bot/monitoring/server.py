"""A web server for a port that anybody on the machine may knock at: few connections, short waits.

Whoever opens connections and says nothing would otherwise hold files and memory until the bot can
open none for Telegram. Next: `bot/monitoring/health.py` and `bot/telegram/transport/webhook.py`.
"""

import socket
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.iostream import IOStream

# Telegram posts by up to 40 connections at a time; a watchdog and Prometheus need two.
MOST_CONNECTIONS = 64
# Seconds for a request's head, and for its body; a connection that is idle for so long is closed.
PATIENCE = 10.0


class BoundedServer(HTTPServer):
    """A server that hangs up on who comes when it is full, and on who keeps it waiting."""

    def initialize(self, *application: Any, **more: Any) -> None:  # noqa: ANN401 - the library's
        """Set the limits."""
        more |= {"idle_connection_timeout": PATIENCE, "body_timeout": PATIENCE}
        super().initialize(*application, **more)

    def handle_stream(self, stream: IOStream, address: tuple[Any, ...]) -> None:
        """Take a connection, if there is room."""
        if len(self._connections) >= MOST_CONNECTIONS:
            stream.close()
        else:
            super().handle_stream(stream, address)


def listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens; tornado's own leaves one open where the port is taken."""
    found = socket.create_server((host, port))
    found.setblocking(False)
    return found
