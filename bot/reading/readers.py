"""The reader that config.yaml names under `bot.reader`, and the one that answers where it fails."""

import logging

from bot.reading.reader import Reader
from bot.reading.select import QUICK
from bot.reading.span_reader import load_span_reader
from corpus.errors import ConfigError, EncoderError

log = logging.getLogger(__name__)

BUNDLED = "bundled"


def load_reader(name: str) -> Reader:
    """Open the reader with this name.

    Raises:
        ConfigError: No reader has this name.
        EncoderError: Its files are missing or damaged.
    """
    if name == QUICK.name:
        return QUICK
    if name == BUNDLED:
        return load_span_reader()
    raise ConfigError(f"bot.reader: no reader is called {name!r}", "set it to bundled or quick")


def reader_or_quick(name: str) -> tuple[Reader, str]:
    """Open a reader, or the quick one where that cannot be opened, and a note that says why.

    Raises:
        ConfigError: No reader has this name.
    """
    try:
        return load_reader(name), ""
    except EncoderError as error:
        log.error("the reader %s cannot be opened, `quick` reads: %s", name, error)
        return QUICK, f"bot.reader {name!r} cannot be opened, `quick` reads instead: {error}"
