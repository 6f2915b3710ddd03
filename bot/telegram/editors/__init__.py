"""What administrators do in Telegram: figures, uploads, rebuilds. Each in a private chat only.

Doors: `admin.py`, `upload.py`, `rebuilding.py`; what is not Telegram's lies in `bot/editors/`.
"""
