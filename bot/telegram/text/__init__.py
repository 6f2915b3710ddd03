"""Sentences, menus and commands that only the Telegram bot has.

Doors: `messages.py`, `command_messages.py`, `menus.py`.
"""
