"""The days that a question means, the days that a page names, and what follows for the answer.

Doors: `question_days.py` (`read_days`), `preference.py` (`timely_quotes`), `headlines.py` (what
stands in an issue), `printed_days.py` (what a page's words for days mean), `period.py` (the
calendar).
"""
