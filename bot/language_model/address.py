"""The address of a language model, asked within limits: time, tries, how many at once, a breaker.

The requests run in an event loop of a thread of their own, so that the time limit ends them
wherever they hang: in a connection, in a header, in a body that never ends. Next:
`bot/language_model/pointing.py` reads the reply.
"""

import asyncio
import contextlib
import threading
from collections.abc import Coroutine
from concurrent.futures import CancelledError
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from pydantic import BaseModel, Field, ValidationError

from bot.language_model.breaker import Breaker
from bot.language_model.errors import NoReplyError
from bot.language_model.prompt import ModelRequest
from corpus.errors import ConfigError
from corpus.settings.language_model import LanguageModelSettings

if TYPE_CHECKING:
    from openai import AsyncOpenAI

# Tokens of a reply: three answers of a sentence each, in JSON, and two sentences about them.
MOST_TOKENS = 700
# How a reply may be asked for, the strictest first. What a server refuses is not tried again.
_FORMS = ("schema", "object", "plain")
# Seconds beyond the time limit after which even a loop that hangs is left.
_GRACE = 2.0


class _Said(BaseModel):
    content: str


class _Choice(BaseModel):
    message: _Said


class _Completion(BaseModel):
    choices: list[_Choice] = Field(min_length=1)


class ModelAddress:
    """Where a model is asked; safe to use from several threads."""

    def __init__(self, settings: LanguageModelSettings, key: str) -> None:
        """Keep the settings; nothing is opened before the first question."""
        self._settings, self._key = settings, key
        self._slots = threading.BoundedSemaphore(settings.at_once)
        self._breaker = Breaker(settings.rest_after, settings.rest_seconds)
        self._form = 0
        self._opening = threading.Lock()

    def ask(self, request: ModelRequest) -> str:
        """Return the text of the reply.

        Raises:
            NoReplyError: None came in time, the server refused, too many are asked at once, or the
                breaker is open.
        """
        if not self._slots.acquire(blocking=False):
            raise NoReplyError(f"{self._settings.at_once} questions are with it already")
        try:
            if not self._breaker.lets_through():
                raise NoReplyError(f"it has failed {self._settings.rest_after} times and rests")
            return self._counted(request)
        finally:
            self._slots.release()

    def close(self) -> None:
        """End the connections and the thread; a question asked later opens them again."""
        with self._opening:
            loop, client = self.__dict__.pop("_loop", None), self.__dict__.pop("_client", None)
        if client is not None:
            asyncio.run_coroutine_threadsafe(client.close(), loop).result(_GRACE)
        if loop is not None:
            loop.call_soon_threadsafe(loop.stop)

    def _counted(self, request: ModelRequest) -> str:
        try:
            reply = self._run(self._replied(request))
        except NoReplyError:
            self._breaker.failed()
            raise
        self._breaker.succeeded()
        return reply

    def _run(self, work: Coroutine[Any, Any, str]) -> str:
        with self._opening:
            # Opened before the clock runs: the first import of openai takes seconds.
            loop, _ = self._loop, self._client
        future = asyncio.run_coroutine_threadsafe(work, loop)
        try:
            return future.result(self._settings.seconds + _GRACE)
        except TimeoutError:
            future.cancel()
            raise NoReplyError(f"no reply within {self._settings.seconds:g} s") from None
        except CancelledError:
            raise NoReplyError("it was closed") from None

    async def _replied(self, request: ModelRequest) -> str:
        import openai

        try:
            async with asyncio.timeout(self._settings.seconds):
                body = await self._completed(request)
            return _Completion.model_validate_json(body).choices[0].message.content
        except openai.APIStatusError as error:
            raise NoReplyError(f"it replied with HTTP {error.status_code}") from None
        except openai.APITimeoutError:
            raise NoReplyError(f"no reply within {self._settings.seconds:g} s") from None
        except openai.OpenAIError:
            raise NoReplyError("the connection failed, or its reply was too long") from None
        except ValidationError:
            raise NoReplyError("its reply is no chat completion") from None

    async def _completed(self, request: ModelRequest) -> bytes:
        """Ask, in the strictest form that the server has not refused yet."""
        import openai

        while True:
            form = self._form
            try:
                response = await self._client.chat.completions.with_raw_response.create(
                    model=self._settings.model,
                    messages=cast(Any, request.messages),
                    temperature=0,
                    max_tokens=MOST_TOKENS,
                    stream=False,
                    **_form_of(_FORMS[form], request),
                )
                return bytes(response.content)
            except (openai.BadRequestError, openai.UnprocessableEntityError):
                if form == len(_FORMS) - 1:
                    raise
                self._form = max(self._form, form + 1)

    @cached_property
    def _loop(self) -> asyncio.AbstractEventLoop:
        loop = asyncio.new_event_loop()
        threading.Thread(target=_run, args=(loop,), name="language-model", daemon=True).start()
        return loop

    @cached_property
    def _client(self) -> "AsyncOpenAI":
        import httpx
        from openai import AsyncOpenAI

        from bot.language_model.wire import BoundedTransport

        wire = httpx.AsyncClient(
            transport=BoundedTransport(), follow_redirects=False, timeout=self._settings.seconds
        )
        return AsyncOpenAI(
            api_key=self._key or "none",
            base_url=self._settings.address,
            max_retries=self._settings.retries,
            http_client=cast(Any, wire),
        )


def _run(loop: asyncio.AbstractEventLoop) -> None:
    """Run a loop until it is stopped, end what it still does, and close it."""
    with contextlib.closing(loop):
        loop.run_forever()
        loop.run_until_complete(_end_others())
        loop.run_until_complete(loop.shutdown_default_executor())


async def _end_others() -> None:
    """End all other work of this loop, so that its connections are closed before the loop is."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


def _form_of(form: str, request: ModelRequest) -> dict[str, Any]:
    if form == "schema":
        schema = {"name": "answers", "schema": request.schema, "strict": True}
        return {"response_format": {"type": "json_schema", "json_schema": schema}}
    return {"response_format": {"type": "json_object"}} if form == "object" else {}


def open_address(settings: LanguageModelSettings, key: str) -> ModelAddress:
    """Return the address that the settings name; nothing is asked yet.

    Raises:
        ConfigError: Address or model is not set, or the package `openai` is not installed.
    """
    if not settings.address or not settings.model:
        raise ConfigError(
            "bot.reader is language_model, but bot.language_model has no address or no model",
            "set both, for example http://127.0.0.1:11434/v1 and qwen3",
        )
    try:
        import openai  # noqa: F401 - only whether it is there
    except ImportError:
        raise ConfigError(
            "bot.reader is language_model, but the package openai is not installed",
            "type `pip install 'gongda[language-model]'`",
        ) from None
    return ModelAddress(settings, key)
