"""An answer as a member sees it, and what the buttons under it open, later and after a restart.

Doors: `answer.py` (`answer_text`), `view.py` (what is stored), `pages.py` (an opened article),
`why.py` (`why_told`), `messages.py` (the sentences on and behind the buttons).
"""
