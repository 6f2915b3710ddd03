"""What a member sees: made on the server, whole without scripts.

Doors: `ask.py` and `answers.py` (asking), `articles.py` (an article, and browsing), `settle.py`
(language, verdicts, privacy). `shown.py` says what stands on an answer's page, `messages.py` in
which words, `html.py` writes it with the templates beside it.
"""
