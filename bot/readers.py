"""The reader that config.yaml names under `bot.reader`, and the one that answers where it fails.

Four rooms and files hold readers: `bot/reading/select.py` (`quick`), `bot/reading/span_reader.py`
(`bundled`), `bot/reading/hugging_face.py` (`hf:PATH`) and `bot/language_model/`.
"""

import logging

from bot.language_model.address import open_address
from bot.language_model.reader import NAME, LanguageModelReader
from bot.reading.hugging_face import PREFIX, load_hugging_face
from bot.reading.reader import Reader
from bot.reading.select import QUICK
from bot.reading.span_reader import load_span_reader
from corpus.config import Settings
from corpus.errors import ConfigError, EncoderError

log = logging.getLogger(__name__)

BUNDLED = "bundled"


def load_reader(settings: Settings) -> Reader:
    """Open the reader that the settings name.

    Raises:
        ConfigError: No reader has this name, or what it needs is not set or not installed.
        EncoderError: Its files are missing or damaged.
    """
    name = settings.bot.reader
    if name == QUICK.name:
        return QUICK
    if name == BUNDLED:
        return load_span_reader()
    if name == NAME:
        return _language_model(settings)
    if name.startswith(PREFIX):
        return load_hugging_face(name.removeprefix(PREFIX))
    raise ConfigError(
        f"bot.reader: no reader is called {name!r}",
        f"set it to {BUNDLED}, {QUICK.name}, {NAME}, or {PREFIX} and the path of a model",
    )


def _language_model(settings: Settings) -> LanguageModelReader:
    own, key = settings.bot.language_model, settings.language_model_key
    address = open_address(own, key.get_secret_value() if key else "")
    return LanguageModelReader(address, load_span_reader(), own)


def reader_or_quick(settings: Settings) -> tuple[Reader, str]:
    """Open a reader, or the quick one where that cannot be opened, and a note that says why.

    Raises:
        ConfigError: As `load_reader` does.
    """
    name = settings.bot.reader
    try:
        return load_reader(settings), ""
    except EncoderError as error:
        log.error("the reader %s cannot be opened, `quick` reads: %s", name, error)
        return QUICK, f"bot.reader {name!r} cannot be opened, `quick` reads instead: {error}"
