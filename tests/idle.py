"""Who opens connections to a port of this machine and says nothing."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

HOST = "127.0.0.1"


@asynccontextmanager
async def idle_connections(port: int, many: int) -> AsyncIterator[list[asyncio.Task[bytes]]]:
    """Open connections to a server that is then full; give a task each, done when it is hung up on.

    One more is opened and waited for: they are taken in their order, so that about all of them is
    decided when that one is refused.
    """
    opened = [await asyncio.open_connection(HOST, port) for _ in range(many)]
    ends = [asyncio.create_task(reader.read()) for reader, _ in opened]
    opened.append(await asyncio.open_connection(HOST, port))
    await opened[-1][0].read()
    await asyncio.sleep(0)  # Tasks that the same look at the network has woken.
    try:
        yield ends
    finally:
        for _, writer in opened:
            writer.close()
