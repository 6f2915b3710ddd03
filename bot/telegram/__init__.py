"""The Telegram channel: `gongda bot`. Start reading at `bot/telegram/service.py`."""
