"""What any channel shows, whoever carries it: texts with styles, and an answer's views.

Rooms: `text/` (styled text, where it may be cut, both Chinese scripts), `views/` (an answer, its
pages, why it was given).
"""
