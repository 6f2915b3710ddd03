"""The address for programs: `/api/v1/…`, and `/v1/chat/completions` as OpenAI's clients speak it.

Doors: `endpoints.py` (one table of all), `models.py` (what goes in and comes out), `openapi.py`
(the description, made of both).
"""
