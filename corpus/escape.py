"""Words of other formats, written so that `corpus/markup.py` reads them back as they are."""

import re

# Between paragraphs: a rule, after which nothing is joined.
APART = "\n\n* * *\n\n"
MARKS = re.compile(r"([\\*_`\[\]#|~>])|^([-+=])")
TAGS = {"<": "&lt;", "&": "&amp;"}
# What `corpus/markup.py` would take for the head of the page or for a mark of its own.
CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def escape(text: str) -> str:
    r"""Write a line so that none of it is read as Markdown or HTML.

    >>> escape("<b>1*2</b>")
    '&lt;b\\>1\\*2&lt;/b\\>'
    """
    text = CONTROL.sub(" ", text)
    text = MARKS.sub(lambda mark: f"\\{mark[0]}", text)
    return re.sub("[<&]", lambda sign: TAGS[sign[0]], text)
