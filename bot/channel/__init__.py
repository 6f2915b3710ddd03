"""What any channel needs, whoever carries it: ordered lanes, texts with styles, an answer's views.

Door: `lanes.py` (`OrderedLanes`). Rooms: `text/` (styled text, where it may be cut, both Chinese
scripts), `views/` (an answer, its pages, why it was given).
"""
