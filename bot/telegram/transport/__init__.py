"""Between Telegram's servers and the handlers: hearing, keeping, sending.

Doors: `polling.py` or `webhook.py` hears, `inbox.py` keeps and orders, `post.py` is the one place
that sends.
"""
