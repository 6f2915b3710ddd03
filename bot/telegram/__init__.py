"""The Telegram channel: `gongda bot`. Start reading at `bot/telegram/run.py`."""
