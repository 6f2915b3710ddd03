"""What “那石景山呢？” means after the last question.

Doors: `resolve.py` (`understand`) and `turn.py` (what is kept of a question and its answer).
"""
