"""What a request may bring: so many bytes, in so many seconds, as a form or as JSON.

Next: `bot/web/guard/addresses.py`.
"""

import asyncio
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import parse_qsl

from pydantic import BaseModel, ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import Message, Receive

# Bytes. A question has 500 characters; a talk in the form of OpenAI's clients has many turns.
LARGEST_FORM, LARGEST_JSON = 16_384, 262_144
# Seconds for the whole body: whoever drips it letter by letter keeps a place from others.
BODY_SECONDS = 10.0
_MOST_FIELDS = 20
# What an editor may send at once: bytes, files, seconds. An issue as PDF has 10 to 100 MB.
LARGEST_UPLOAD, MOST_FILES, UPLOAD_SECONDS = 256 * 2**20, 500, 900.0
BAD, TIMEOUT, TOO_LARGE, UNPROCESSABLE = 400, 408, 413, 422

Model = TypeVar("Model", bound=BaseModel)


async def form_of(request: Request) -> dict[str, str]:
    """Return the fields of a form without files.

    Raises:
        HTTPException: It is too large, too slow, or no form.
    """
    body = await bounded_body(request, LARGEST_FORM)
    try:
        fields = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, max_num_fields=_MOST_FIELDS
        )
    except ValueError:
        raise HTTPException(BAD) from None
    return dict(fields)


async def model_of(request: Request, model: type[Model]) -> Model:
    """Return the JSON of a request as its model.

    Raises:
        HTTPException: It is too large, too slow, no JSON or not what the model asks for.
    """
    body = await bounded_body(request, LARGEST_JSON)
    try:
        return model.model_validate_json(body)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False, include_context=False)[0]
        key = ".".join(map(str, first["loc"]))
        raise HTTPException(UNPROCESSABLE, f"{key}: {first['msg']}".lstrip(": ")) from None


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file of a form: the name that the browser gave it, with its folders, and its bytes."""

    name: str
    content: bytes


async def files_of(request: Request) -> tuple[dict[str, str], list[SentFile]]:
    """Return the fields of a form with files, and the files that are some.

    Raises:
        HTTPException: It is too large, too slow, too many, or no form.
    """
    bounded = Request(request.scope, _bounded(request.receive, LARGEST_UPLOAD))
    try:
        async with (
            asyncio.timeout(UPLOAD_SECONDS),
            bounded.form(
                max_files=MOST_FILES, max_fields=_MOST_FIELDS, max_part_size=LARGEST_FORM
            ) as form,
        ):
            items = form.multi_items()
            fields = {name: value for name, value in items if isinstance(value, str)}
            sent = [value for _, value in items if not isinstance(value, str) and value.filename]
            return fields, [SentFile(one.filename or "", await one.read()) for one in sent]
    except TimeoutError:
        raise HTTPException(TIMEOUT) from None


def _bounded(receive: Receive, largest: int) -> Receive:
    """Return a way to receive that refuses to go on past so many bytes."""
    left = largest

    async def receive_within() -> Message:
        nonlocal left
        message = await receive()
        left -= len(message.get("body", b""))
        if left < 0:
            raise HTTPException(TOO_LARGE, f"at most {largest} bytes")
        return message

    return receive_within


async def bounded_body(request: Request, largest: int) -> bytes:
    """Return the body, read no further than a byte past the limit.

    Raises:
        HTTPException: It is too large or too slow.
    """
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for chunk in request.stream():
                body += chunk
                if len(body) > largest:
                    raise HTTPException(TOO_LARGE, f"at most {largest} bytes")
    except TimeoutError:
        raise HTTPException(TIMEOUT) from None
    return bytes(body)
