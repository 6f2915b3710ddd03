"""What one poll brings is on disk in one commit, and nothing of it is lost or queued twice."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from telegram import Update
from telegram.error import NetworkError

from bot.journal.journal import Journal, open_journal
from bot.telegram.transport.inbox import JournalQueue
from bot.telegram.transport.polling import ReadableUpdates

MANY = 100


def message(number: int) -> dict[str, object]:
    person = {"id": 100 + number, "is_bot": False, "first_name": "A"}
    chat = {"id": 100 + number, "type": "private"}
    said = {"message_id": number, "date": 1_700_000_000, "chat": chat, "from": person, "text": "?"}
    return {"update_id": number, "message": said}


def inline(number: int) -> dict[str, object]:
    person = {"id": 7, "is_bot": False, "first_name": "A"}
    query = {"id": "1", "from": person, "query": "a", "offset": ""}
    return {"update_id": number, "inline_query": query}


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    """Return an open journal."""
    with open_journal(tmp_path / "journal.sqlite") as opened:
        yield opened


class Ear:
    """What hears of a poll, and the queue behind it."""

    def __init__(self, journal: Journal) -> None:
        self.queue = JournalQueue(journal, str)
        self.line = ReadableUpdates()
        self.line.brought = self.queue.keep

    def brought(self, *raw: object) -> list[Update]:
        """Return the updates of a poll as the library hands them on."""
        payload = json.dumps({"ok": True, "result": raw}).encode()
        return [
            Update.de_json(one, None) for one in self.line.parse_json_payload(payload)["result"]
        ]

    async def poll(self, *raw: object) -> list[int]:
        """Let a poll bring these; return the numbers of what is queued."""
        for update in self.brought(*raw):
            await self.queue.put(update)
        every = [self.queue.get_nowait() for _ in range(self.queue.qsize())]
        return [one.update_id for one in every if isinstance(one, Update)]


async def test_a_hundred_updates_wait_for_the_disk_once(journal: Journal) -> None:
    done: list[str] = []
    journal.db.set_trace_callback(done.append)

    queued = await Ear(journal).poll(*map(message, range(1, MANY + 1)))

    assert queued == list(range(1, MANY + 1))
    assert done.count("COMMIT") == 1
    assert [number for number, _ in journal.waiting()] == queued


async def test_what_comes_again_is_queued_once(journal: Journal) -> None:
    ear = Ear(journal)

    assert await ear.poll(message(1), message(2)) == [1, 2]
    assert await ear.poll(message(2), message(3)) == [3]
    assert await ear.poll(message(4), message(4)) == [4]


async def test_what_was_kept_and_never_put_in_is_queued_when_it_comes_again(
    journal: Journal,
) -> None:
    ear = Ear(journal)
    ear.brought(message(1), message(2))  # The poll is cut off here.

    assert [number for number, _ in journal.waiting()] == [1, 2]
    assert await ear.poll(message(1), message(2)) == [1, 2]


async def test_what_cannot_be_read_and_what_is_typed_inline_stops_nothing(journal: Journal) -> None:
    broken = {"update_id": 2, "message": 5}

    assert await Ear(journal).poll(message(1), broken, inline(3), message(4)) == [1, 2, 3, 4]
    assert [number for number, _ in journal.waiting()] == [1, 2, 4]


async def test_a_number_that_no_journal_can_hold_does_not_take_the_others_along(
    journal: Journal,
) -> None:
    ear = Ear(journal)

    with pytest.raises(NetworkError):
        await ear.poll(message(1), message(2**70))
    assert await ear.poll(message(3)) == [1, 3]


async def test_what_the_journal_does_not_take_stays_with_telegram(journal: Journal) -> None:
    ear, refused = Ear(journal), list[int]()
    ear.queue.refused = lambda update, error: refused.append(update.update_id)
    journal.db.execute("PRAGMA query_only = ON")

    with pytest.raises(NetworkError, match="the journal cannot be written"):
        await ear.poll(message(1), message(2))
    journal.db.execute("PRAGMA query_only = OFF")

    assert refused == [1]
    assert await ear.poll(message(1), message(2)) == [1, 2]
