"""What happens at a message, a command, a tap, an inline query of a member.

`bot/telegram/routing.py` chooses among them. `questions.py` is the main one; `access.py` is asked
before any of them.
"""
