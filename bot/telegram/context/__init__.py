"""What every handler is given: the request, and the services that all handlers use.

Doors: `addressed.py` (`addressed_message`), `services.py` (`Services`, `Request`).
"""
