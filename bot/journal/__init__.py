"""SQLite: every question is on disk before anybody is told that it arrived, until it is answered.

Doors: `journal.py` (`open_journal`), `questions.py`, `sends.py`, `feedback.py`, `report.py`. Any
channel that must not lose a question uses it; `lock.py` allows one bot a journal.
"""
