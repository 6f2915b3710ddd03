"""Whenever the process dies, the next one finishes: tried at every moment that leaves a trace.

While a bot answers, the disk and the chats are noted before each statement to the journal and
before and after each request: what a kill -9 at that moment would leave. From each of these, with
the updates delivered once more, another bot must come to what an undisturbed one comes to.
"""

import asyncio
import copy
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.channel.text.styled import MESSAGE_UNITS
from bot.journal.journal import Journal, open_journal
from bot.telegram.service import build_service, serve
from corpus.article import Article
from tests.telegram.emulator import TOKEN, TelegramServer, telegram_server
from tests.telegram.shelf_answerer import ShelfDesk, telegram_settings
from tests.telegram.world import AWARD, PHOTO, QUESTION, answered

pytest_plugins = ["tests.telegram.fixtures"]
LONG = Article("long", "长文", "又长又长的长文：" + "一二三四五六七八九。" * (MESSAGE_UNITS // 10))
# Bots that run beside each other.
AT_ONCE = 4
OTHER = "摄影大赛收到多少幅作品？"

Chat = list[tuple[str, int | None, list[str]]]
Act = Callable[[TelegramServer], Awaitable[object]]


@dataclass(frozen=True)
class Death:
    """What a kill leaves: the journal's files, and the chats as Telegram's server has them."""

    files: dict[str, bytes]
    chats: dict[str, Any]
    updates: list[dict[str, Any]]


def chat(server: TelegramServer) -> Chat:
    """Return what the member sees: text, what it replies to, the buttons' words."""
    return [
        (one.text, one.replied_to, [button["text"] for button in one.buttons])
        for _, one in sorted(server.shown.items())
    ]


def noted(server: TelegramServer, folder: Path, updates: list[dict[str, Any]]) -> Death:
    files = {one.name: one.read_bytes() for one in folder.iterdir() if one.suffix != ".sqlite-shm"}
    names = ("shown", "said", "taps", "_numbers")
    chats = {name: copy.deepcopy(getattr(server, name)) for name in names}
    return Death(files, chats, list(updates))


@asynccontextmanager
async def bot(server: TelegramServer, shelf: ShelfDesk, path: Path) -> AsyncIterator[Journal]:
    """Run the bot and hand out its open journal."""
    settings = telegram_settings(server.address, path, TOKEN)
    with open_journal(path) as journal:
        stop = asyncio.Event()
        task = asyncio.create_task(serve(build_service(settings, shelf, journal), stop.wait))
        await server.until(lambda: task.done() or server.methods("getUpdates"))
        try:
            yield journal
        finally:
            stop.set()
            await task


async def deaths_of(
    before: Act, last: Act, shelf: ShelfDesk, folder: Path
) -> tuple[list[Death], Chat]:
    """Return every moment at which the bot could die over what a member does last, and the end."""
    folder.mkdir()
    moments: list[Death] = []
    updates: list[dict[str, Any]] = []
    async with telegram_server() as server, bot(server, shelf, folder / "journal.sqlite") as own:

        def note(*_: object) -> None:
            moment = noted(server, folder, updates)
            if updates and (not moments or moment != moments[-1]):
                moments.append(moment)

        await before(server)
        await server.until(lambda: not own.waiting())
        arrive, carry_out = server.enqueue_update, server.validate

        async def arriving(update: dict[str, Any], *, token: str) -> int:
            number = int(await arrive(update, token=token))
            updates.append({"update_id": number, **update})
            return number

        def carrying_out(method: str, fields: dict[str, Any], uploads: dict[str, Any]) -> object:
            if method == "getUpdates":
                return carry_out(method, fields, uploads)
            note()
            result = carry_out(method, fields, uploads)
            note()
            return result

        seams = {"enqueue_update": arriving, "validate": carrying_out}
        for name, watched in seams.items():
            setattr(server, name, watched)
        own.db.set_trace_callback(note)
        await last(server)
        await server.until(lambda: all_done(own, updates))
        own.db.set_trace_callback(None)
        return moments, chat(server)


async def resumed(death: Death, shelf: ShelfDesk, folder: Path) -> Chat:
    """Start a bot on what a death has left, and return what the member sees in the end."""
    folder.mkdir()
    for name, content in death.files.items():
        (folder / name).write_bytes(content)
    async with telegram_server() as server:
        for name, value in death.chats.items():
            setattr(server, name, value)
        async with bot(server, shelf, folder / "journal.sqlite") as own:
            for update in death.updates:
                await server.enqueue_update(update, token=TOKEN)
            await server.until(lambda: all_done(own, death.updates))
        return chat(server)


def all_done(journal: Journal, updates: list[dict[str, Any]]) -> bool:
    """Say whether all that was delivered is answered."""
    sql = "SELECT update_id FROM updates WHERE answered IS NOT NULL"
    done = {number for (number,) in journal.db.execute(sql)}
    return done >= {update["update_id"] for update in updates}


async def ends_of(deaths: list[Death], shelf: ShelfDesk, folder: Path) -> list[Chat]:
    """Return what the member sees in the end after each death."""
    at_once = asyncio.Semaphore(AT_ONCE)

    async def end(number: int, death: Death) -> Chat:
        async with at_once:
            return await resumed(death, shelf, folder / f"{number}")

    return await asyncio.gather(*(end(*one) for one in enumerate(deaths)))


async def nothing(server: TelegramServer) -> None:
    """Let nobody do anything."""


async def ask(server: TelegramServer) -> None:
    await server.say(QUESTION)
    await answered(server)


async def ask_at_length(server: TelegramServer) -> None:
    await server.say("又长又长的长文呢？")


async def rewrite(server: TelegramServer) -> None:
    await server.rewrite(OTHER, 11, server.last_said())


async def cut_short(server: TelegramServer) -> None:
    await server.rewrite(QUESTION, 11, server.last_said())


async def ask_and_flood(server: TelegramServer) -> None:
    await server.say(QUESTION)
    await server.say(OTHER)
    await server.say("/why")


def tap(label: str) -> Act:
    """Return how a member taps a button of the only message."""

    async def tapping(server: TelegramServer) -> None:
        [shown] = server.of_chat(11)
        await server.answer_to(await server.press(11, shown.message_id, label))

    return tapping


async def open_passage(server: TelegramServer) -> None:
    await ask(server)
    await tap("[1]")(server)


async def judge(server: TelegramServer) -> None:
    await ask(server)
    await tap("👎 没用")(server)


async def ask_long(server: TelegramServer) -> None:
    await ask_at_length(server)
    await answered(server)


@pytest.mark.parametrize(
    ("before", "last"),
    [
        pytest.param(nothing, ask, id="a question"),
        pytest.param(nothing, ask_at_length, id="an answer in several messages"),
        pytest.param(nothing, ask_and_flood, id="three messages at once"),
        pytest.param(ask, rewrite, id="an edited question"),
        pytest.param(ask_long, cut_short, id="an edit that leaves messages over"),
        pytest.param(ask, tap("[1]"), id="a passage is opened"),
        pytest.param(open_passage, tap("« 返回答案"), id="back to the answer"),
        pytest.param(ask, tap("👍 有用"), id="a verdict"),
        pytest.param(judge, tap("不完整"), id="a reason"),
    ],
)
async def test_wherever_the_bot_dies_the_next_one_comes_to_the_same(
    before: Act, last: Act, tmp_path: Path
) -> None:
    shelf = ShelfDesk([AWARD, PHOTO, LONG])

    deaths, undisturbed = await deaths_of(before, last, shelf, tmp_path / "first")

    assert len(deaths) >= 3
    assert await ends_of(deaths, shelf, tmp_path) == [undisturbed] * len(deaths)


async def test_a_greeting_comes_at_least_once_wherever_the_bot_dies(tmp_path: Path) -> None:
    """Of a message with questions to tap nobody can tell whether it was sent: no edit takes it."""
    shelf = ShelfDesk([AWARD])

    deaths, [greeting] = await deaths_of(nothing, start, shelf, tmp_path / "first")

    for end in await ends_of(deaths, shelf, tmp_path):
        assert end in ([greeting], [greeting, greeting])


async def start(server: TelegramServer) -> None:
    await server.say("/start")
