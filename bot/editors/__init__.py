"""Pages that come in while the bot runs: an upload, its preview, the build beside the channel.

Doors: `incoming.py`, `uploads.py`, `preview.py`, `rebuild.py`, `messages.py`. A channel only
carries them: Telegram's part is `bot/telegram/editors/`.
"""
