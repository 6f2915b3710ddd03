"""Why a language model's reply cannot be used. Next: `bot/language_model/address.py` raises it."""


class NoReplyError(Exception):
    """The model did not reply, or not with what was asked for.

    Its text says why in words of our own: nothing of what a server sent stands in it, since notes
    are shown and logged.
    """
