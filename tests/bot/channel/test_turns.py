"""Who asks now and then does not wait behind who asks without end, and nobody waits for ever."""

import asyncio

import pytest

from bot.channel.turns import HALVED, PATIENCE, SearchTurns


class _Clock:
    """Seconds as the test sets them."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> _Clock:
    return _Clock()


class _Searches:
    """Searches that end when they are told to."""

    def __init__(self, turns: SearchTurns) -> None:
        self._turns = turns
        self._ends: dict[str, asyncio.Event] = {}
        self.begun: list[str] = []

    async def begin(self, who: str) -> asyncio.Task[None]:
        task = asyncio.create_task(self._search(who))
        await asyncio.sleep(0)
        return task

    async def end(self, who: str) -> None:
        self._ends.pop(who).set()
        for _ in range(5):
            await asyncio.sleep(0)

    async def _search(self, who: str) -> None:
        async with self._turns.of(who):
            self.begun.append(who)
            ends = self._ends[who] = asyncio.Event()
            await ends.wait()


async def had(turns: SearchTurns, who: str, many: int) -> None:
    for _ in range(many):
        async with turns.of(who):
            pass


async def test_so_many_search_at_a_time() -> None:
    searches = _Searches(SearchTurns(2))

    for who in "abc":
        await searches.begin(who)
    begun = list(searches.begun)
    await searches.end("a")

    assert begun == ["a", "b"]
    assert searches.begun == ["a", "b", "c"]


async def test_who_had_few_lately_goes_before_who_had_many(clock: _Clock) -> None:
    turns = SearchTurns(1, clock)
    await had(turns, "flood", 20)
    searches = _Searches(turns)

    for who in ("first", "flood", "member", "other"):
        await searches.begin(who)
    for who in ("first", "member", "other"):
        await searches.end(who)

    assert searches.begun == ["first", "member", "other", "flood"]


async def test_what_somebody_had_is_forgotten(clock: _Clock) -> None:
    turns = SearchTurns(1, clock)
    await had(turns, "flood", 20)
    await had(turns, "member", 2)
    clock.seconds = HALVED * 10
    searches = _Searches(turns)

    for who in ("first", "flood", "member"):
        await searches.begin(who)
        clock.seconds += 1
    await searches.end("first")

    assert searches.begun == ["first", "flood"]
    assert len(turns) == 2


async def test_who_waits_long_enough_goes_first(clock: _Clock) -> None:
    turns = SearchTurns(1, clock)
    await had(turns, "flood", 3)
    searches = _Searches(turns)

    await searches.begin("first")
    await searches.begin("flood")
    clock.seconds += 4 * PATIENCE
    await searches.begin("member")
    await searches.end("first")

    assert searches.begun == ["first", "flood"]


@pytest.mark.parametrize("waits", [True, False])
async def test_a_search_that_is_given_up_leaves_its_place(waits: bool) -> None:
    searches = _Searches(SearchTurns(1))
    first = await searches.begin("first")
    second = await searches.begin("second")

    (second if waits else first).cancel()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    third = await searches.begin("third")
    if waits:
        await searches.end("first")
    else:
        await asyncio.sleep(0)
        await searches.end("second")

    assert searches.begun == (["first", "third"] if waits else ["first", "second", "third"])
    third.cancel()


async def test_a_place_given_to_who_has_just_gone_is_given_on() -> None:
    turns = SearchTurns(1)
    searches = _Searches(turns)
    await searches.begin("first")
    second = await searches.begin("second")

    searches._ends["first"].set()
    await asyncio.sleep(0)
    second.cancel()
    await asyncio.sleep(0)
    await asyncio.wait_for(had(turns, "third", 1), 1)

    assert "second" not in searches.begun
