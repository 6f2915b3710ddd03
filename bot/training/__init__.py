"""How `bot/reading/selector.json` was made.

    python -m bot.training --data ../shared/data --out bot/reading/selector.json

Needs torch (which sentence-transformers brings along); nothing of it is imported when questions
are answered.
"""
