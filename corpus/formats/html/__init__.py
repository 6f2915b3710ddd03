"""A saved web page -> Markdown: the report without the furniture around it.

Door: `report.py` (`html_text`, and `chapter_text` for a chapter of a book). The others find the
report, its lines, its headline, and what the page and the lines around it tell.
"""
