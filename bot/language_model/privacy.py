"""Whether members' questions are sent to a language model, and whose. `/privacy` tells them."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.language_model.reader import NAME
from corpus.config import BotSettings


@dataclass(frozen=True, slots=True)
class ModelRecipient:
    """Who gets questions and passages.

    Attributes:
        model: Its name.
        host: The machine that it is asked at.
    """

    model: str
    host: str


def sent_to(settings: BotSettings) -> ModelRecipient | None:
    """Return who is sent members' questions under these settings; None if nobody is."""
    if settings.reader != NAME:
        return None
    own = settings.language_model
    return ModelRecipient(own.model, urlsplit(own.address).hostname or own.address)
