"""The text of a printed page -> its articles: which line is banner, kicker, headline, byline.

Doors: `newspaper.py` (a page -> articles), `lines.py` (text -> lines freed of Markdown and HTML),
`markdown.py` (the other way: lines of other formats as Markdown), `byline.py`, `pageinfo.py`,
`lookalikes.py`.
"""
