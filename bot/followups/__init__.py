"""What “那石景山呢？” means after the last question.

Doors: `resolve.py` (`understand`), `turn.py` (what is kept of a question and its answer) and
`not_again.py` (what answered before does not answer again).
"""
