"""A real HTTP server on this machine that replies as a language model's server should not.

`serving(behaviour)` gives its address; a behaviour gets the handler and the parsed request.
"""

import contextlib
import gzip
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

PACKED = gzip.compress(b" " * 50_000_000, 1)
Behaviour = Callable[[BaseHTTPRequestHandler, dict[str, Any]], None]


@dataclass
class Served:
    """A running server: where it is, and what it was sent."""

    address: str
    requests: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)


@contextlib.contextmanager
def serving(behave: Behaviour) -> Iterator[Served]:
    """Run a server in threads of its own."""
    served = Served("")

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            served.requests.append(body)
            served.headers.append(dict(self.headers.items()))
            with contextlib.suppress(OSError):
                behave(self, body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    served.address = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def send(handler: BaseHTTPRequestHandler, body: bytes, status: int = 200, **headers: str) -> None:
    """Send a whole reply."""
    handler.send_response(status)
    for name, value in {"Content-Type": "application/json", **headers}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def completion(content: str | None) -> bytes:
    """Return a chat completion with this content."""
    message = {"role": "assistant", "content": content}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    return json.dumps({"id": "1", "object": "chat.completion", "choices": [choice]}).encode()


def says(content: str | None) -> Behaviour:
    """Reply with this content, whatever was asked."""
    return lambda handler, body: send(handler, completion(content))


def points(*named: tuple[int, str], sentences: list[dict[str, Any]] | None = None) -> Behaviour:
    """Reply that these words of these passages answer."""
    answers = [{"passage": number, "words": words} for number, words in named]
    reply = {"answers": answers} | ({"sentences": sentences} if sentences else {})
    return says(json.dumps(reply, ensure_ascii=False))


def passages_sent(body: dict[str, Any]) -> list[str]:
    """Return the passages of a request, in the order of their numbers."""
    return [one["text"] for one in json.loads(body["messages"][1]["content"])["passages"]]


def fails(status: int, **headers: str) -> Behaviour:
    """Refuse with an HTTP status."""
    body = b'{"error": {"message": "no"}}'
    return lambda handler, request: send(handler, body, status, **headers)


def is_silent(handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
    """Say nothing for longer than anybody waits."""
    time.sleep(20)


def drips(handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
    """Send a byte of a header now and then, so that no pause is long."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
    for _ in range(200):
        handler.wfile.write(b"a")
        handler.wfile.flush()
        time.sleep(0.1)


def _begin(handler: BaseHTTPRequestHandler, kind: str, **headers: str) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", kind)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.close_connection = True


def never_ends(handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
    """Stream events that were not asked for, slowly and for ever."""
    _begin(handler, "text/event-stream")
    for _ in range(200):
        handler.wfile.write(b'data: {"choices": []}\n\n')
        handler.wfile.flush()
        time.sleep(0.1)


def is_huge(handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
    """Send a body of 2 GB, if anybody reads it."""
    _begin(handler, "application/json")
    block = b" " * (1 << 20)
    for _ in range(2000):
        handler.wfile.write(block)


def is_huge_and_fails(handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
    """Send the same as the body of an error, which clients like to read whole."""
    handler.send_response(400)
    handler.end_headers()
    handler.close_connection = True
    block = b" " * (1 << 20)
    for _ in range(2000):
        handler.wfile.write(block)


def is_packed(handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
    """Send a small body that unpacks to 50 MB."""
    send(handler, PACKED, Content_Encoding="gzip")


def breaks_off(handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
    """Promise more than comes."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"choices"')
    handler.close_connection = True
