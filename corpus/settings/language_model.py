"""Settings of the language model that may read."""

from pydantic import Field

from corpus.settings.section import Section


class LanguageModelSettings(Section):
    """An OpenAI-compatible server whose model reads, where `bot.reader` is `language_model`.

    Attributes:
        address: Of the server, with its version: http://127.0.0.1:11434/v1.
        model: What the server calls it.
        passages: How many of the best passages it is sent.
        seconds: Time limit of a request, all tries together.
        retries: Further tries after a failure that may pass.
        at_once: Requests at a time; questions beyond are answered by the bundled reader.
        rest_after: Failures in a row after which it is not asked for `rest_seconds`.
        rest_seconds: How long it rests then.
        compose: Whether sentences of its own may join quotes, shown as not printed.
    """

    address: str = Field(default="", pattern=r"^(https?://\S+)?$")
    model: str = ""
    passages: int = Field(default=8, ge=1, le=20)
    seconds: float = Field(default=20.0, gt=0, le=300)
    retries: int = Field(default=1, ge=0, le=5)
    at_once: int = Field(default=2, ge=1)
    rest_after: int = Field(default=3, ge=1)
    rest_seconds: float = Field(default=60.0, ge=0)
    compose: bool = False
