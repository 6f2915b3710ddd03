"""The load of `benchmarks/web/load.py` in small: all are answered."""

from benchmarks.web.load import crowded


async def test_all_at_once_are_answered_and_their_waits_and_the_memory_are_measured() -> None:
    async with crowded("quick") as (crowd, server):
        waits = await crowd.at_once(20)
        told = await crowd.beyond(20)
        held = server.memory()

    assert len([one for one in waits if one > 0]) == 20
    assert told == {"303": 20}
    assert held > 0
