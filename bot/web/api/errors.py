"""A refusal as JSON. Next: `bot/web/api/models.py`."""

from collections.abc import Mapping

from starlette.responses import JSONResponse


def api_error(status: int, message: str, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """Return a refusal; in the shape that OpenAI's clients read too."""
    tree = {"error": {"message": message, "type": "invalid_request_error", "code": status}}
    return JSONResponse(tree, status, headers=dict(headers or {}))
