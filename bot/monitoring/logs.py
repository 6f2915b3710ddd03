"""What `gongda bot` writes to stderr: lines for people, or JSON for machines, never the token.

No message text belongs into a log. What a record carries beside its words (`extra={"update_id":
7}`; the names are `update_id`, `reference`, `seconds` and `kind`) becomes keys of the JSON. Next:
`bot/monitoring/metrics.py`, the same events as figures.
"""

import logging
import re
import sys
from types import TracebackType
from typing import Literal

from pythonjsonlogger.json import JsonFormatter

log = logging.getLogger(__name__)

LogStyle = Literal["text", "json"]

TEXT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
# Attributes of a record, and the keys they stand under; the time is set by the formatter itself.
KEYS = {"levelname": "level", "name": "logger", "message": "message", "exc_info": "trace"}
HANDLER = "gongda"
# A bot's number, a colon (or its escape in an address), and what proves that one is the bot:
# today 35 characters. Taken wider, for the format is Telegram's to change.
TOKEN = re.compile(r"\d{6,20}(?::|%3[Aa])[A-Za-z0-9_-]{20,}")
MASK = "[token]"


class Masked(logging.Filter):
    """Takes whatever looks like a bot's token out of a record: its words, trace and extra fields.

    The last guard: no line of ours holds a token, but errors of libraries quote addresses. It
    belongs to a handler, for the filters of a logger do not see the records of its children.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Mask the record where it stands; none is dropped."""
        words = _words(record)
        if (masked := mask(words)) != words:
            record.msg, record.args = masked, None
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text and (trace := mask(record.exc_text)) != record.exc_text:
            record.exc_info, record.exc_text = None, trace
        for name, value in record.__dict__.items():
            if isinstance(value, str):
                record.__dict__[name] = mask(value)
        return True


def mask(text: str) -> str:
    """Return the text without tokens.

    >>> mask("POST /bot1234567:abcdefghijklmnopqrstuvwxyz/getMe")
    'POST /bot[token]/getMe'
    """
    return TOKEN.sub(MASK, text)


def set_up_logging(style: LogStyle) -> None:
    """Write the log to stderr in this style, from INFO on; calling it again changes the style.

    Warnings of libraries and the error that ends the process become lines of the log, too.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.set_name(HANDLER)
    handler.addFilter(Masked())
    handler.setFormatter(_as_json() if style == "json" else logging.Formatter(TEXT))
    root = logging.getLogger()
    for earlier in [one for one in root.handlers if one.get_name() == HANDLER]:
        root.removeHandler(earlier)
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    logging.captureWarnings(True)
    sys.excepthook = _ended_by
    quiet_logs()


def quiet_logs() -> None:
    """Keep the libraries' loggers from what nobody should read.

    httpx logs the token within addresses, the library logs texts at DEBUG. Its poll logs the trace
    of every network failure, which `bot/telegram/transport/polling.py` says in a line. faiss tells
    which processors it was not built for.
    """
    for name in ("httpx", "httpcore", "faiss"):
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("telegram").setLevel(logging.INFO)
    logging.getLogger("telegram.ext.Updater").setLevel(logging.CRITICAL)


def _as_json() -> JsonFormatter:
    asked = [name for name in KEYS if name != "exc_info"]
    return JsonFormatter(asked, rename_fields=KEYS, timestamp="time", json_ensure_ascii=False)


def _ended_by(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    log.critical("the bot ends, an error was not expected", exc_info=(kind, error, trace))


def _words(record: logging.LogRecord) -> str:
    """Return what a record says; of one whose arguments do not fit, the bare template."""
    try:
        return record.getMessage()
    except (TypeError, ValueError, KeyError):
        record.args = None
        return str(record.msg)
