"""A language model of the operator's own choice reads beside the bundled reader.

Door: `reader.py` (`LanguageModelReader`). Behind it, in reading order: `prompt.py` (all that is
sent), `address.py` (asked within limits; `wire.py` and `breaker.py` are two of them), `pointing.py`
(what of the reply is really printed), `judging.py` (which of it counts), `joined.py` (sentences of
its own). Whatever goes wrong, the bundled reader answers alone.
"""
