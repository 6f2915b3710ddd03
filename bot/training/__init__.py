"""How `bot/selector.json` was made.

    python -m bot.training --data ../shared/data --out bot/selector.json

Needs torch (which sentence-transformers brings along); nothing of it is imported when questions
are answered.
"""
