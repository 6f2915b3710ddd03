"""The wire to a language model: no header, redirect, proxy or byte more than is needed.

`openai` tells a server the machine's system, architecture and Python, and organisations that the
environment names; it reads bodies whole, errors too, and unpacks them. Here only the headers below
go out, and a reply ends at `MOST_BYTES`. Imported by `bot/language_model/address.py` where a model
is asked first, since httpx takes a while.
"""

from collections.abc import AsyncIterator

import httpx

# Of a reply. The longest that is asked for, with all that servers tell beside it, has some 20,000.
MOST_BYTES = 1_000_000
_SENT = {"host", "authorization", "content-type", "content-length", "accept", "connection"}
_PACKED = "content-encoding"


class BoundedTransport(httpx.AsyncBaseTransport):
    """Sends what is needed, and refuses replies that are packed or too long."""

    def __init__(self) -> None:
        """Open nothing yet."""
        self._inner = httpx.AsyncHTTPTransport()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request; its reply can be read up to `MOST_BYTES`.

        Raises:
            httpx.DecodingError: The reply is packed, though that was not offered.
        """
        kept = [(name, value) for name, value in request.headers.raw if _is_sent(name)]
        sent = httpx.Request(
            request.method,
            request.url,
            headers=[*kept, (b"accept-encoding", b"identity")],
            stream=request.stream,
            extensions=request.extensions,
        )
        response = await self._inner.handle_async_request(sent)
        if response.headers.get(_PACKED, "identity") != "identity":
            await response.aclose()
            raise httpx.DecodingError("a packed reply", request=request)
        assert isinstance(response.stream, httpx.AsyncByteStream)
        return httpx.Response(
            response.status_code,
            headers=response.headers,
            stream=_Bounded(response.stream, request),
            extensions=response.extensions,
        )

    async def aclose(self) -> None:
        """Close the connections."""
        await self._inner.aclose()


class _Bounded(httpx.AsyncByteStream):
    def __init__(self, stream: httpx.AsyncByteStream, request: httpx.Request) -> None:
        self._stream, self._request = stream, request

    async def __aiter__(self) -> AsyncIterator[bytes]:
        read = 0
        async for chunk in self._stream:
            read += len(chunk)
            if read > MOST_BYTES:
                raise httpx.ReadError("an endless reply", request=self._request)
            yield chunk

    async def aclose(self) -> None:
        await self._stream.aclose()


def _is_sent(name: bytes) -> bool:
    return name.decode("latin-1").lower() in _SENT
