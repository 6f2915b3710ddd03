"""The archive as tools of a language model's program: `gongda mcp`, over standard input and output.

Door: `tools.py`. The package `mcp` is an extra; nothing else imports it.
"""
