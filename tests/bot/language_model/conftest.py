"""A reader that asks a server of the test's own, and is closed after it."""

from collections.abc import Iterator

import pytest

from bot.language_model.address import ModelAddress
from bot.language_model.reader import LanguageModelReader
from bot.reading.reader import Reader
from bot.reading.select import QUICK
from tests.bot.language_model.articles import ReaderAt, settings_of


@pytest.fixture(scope="session", autouse=True)
def _loaded() -> None:
    """Load the client before any test with a clock waits for it."""
    import openai  # noqa: F401


@pytest.fixture
def reader_at() -> Iterator[ReaderAt]:
    """Return a function that opens a reader at an address."""
    opened: list[LanguageModelReader] = []

    def open_reader(
        address: str, beside: Reader = QUICK, key: str = "", **others: object
    ) -> LanguageModelReader:
        settings = settings_of(address, **others)
        opened.append(LanguageModelReader(ModelAddress(settings, key), beside, settings))
        return opened[-1]

    yield open_reader
    for reader in opened:
        reader.close()
