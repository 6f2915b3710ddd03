"""The archive as tools of a language model's program: `gongda mcp`, and `/mcp` of `gongda serve`.

Doors: `tools.py`, `http.py`. The package `mcp` is an extra; nothing else imports it.
"""
