"""How many attributes a tag may have: libxml2 compares each with all before it.

160,000 of them in 1.5 MB took 53 seconds; as many as are let through take less than one.
"""

import re

from corpus.errors import PageError

# Words of one tag, those in its quotes counted too; a tag of a report has fewer than 100.
MOST_WORDS = 10_000
_TAG = re.compile(r"<[A-Za-z](?:=\s*+\"[^\"]*+\"|=\s*+'[^']*+'|[^>=]++|=)*+")


def check_attributes(markup: str) -> None:
    """Refuse a page with a tag of more words than any report has.

    Raises:
        PageError: There is one.
    """
    for tag in _TAG.finditer(markup):
        if tag.end() - tag.start() > 2 * MOST_WORDS:
            words = len(tag[0].replace("/", " ").split())
            if words > MOST_WORDS:
                what = f"a tag of it has {words:,} words, more than {MOST_WORDS:,}"
                raise PageError(what, "save the page of one report, as HTML")
