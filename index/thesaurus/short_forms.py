"""Names that the archive itself shortens: 中华全国总工会（以下简称“全总”）.

A full name is as long as its short form needs: the shortest stretch before the bracket that begins
with the short form's first character and has the others in order, or the whole title in 《》 and
“”. Left out are short forms that stand for two names, those that only say what kind of thing it is
(手册), and those that are words of everyday: 两会 is printed far more often than what one article
calls so.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from corpus.article import Article
from corpus.thesaurus import SameWords
from index.text.words import HAN, dictionary_cut, fold, unbroken

# Characters of a full name, and of its short form.
LONGEST_NAME = 30
SAYS = re.compile(
    rf"""
    (?: (?P<quoted>[《“"「][^》”"」\n]{{4,{LONGEST_NAME}}}[》”"」])
      | (?P<bare>[{HAN}·]{{3,{LONGEST_NAME}}}) )
    [(（] \s{{0,9}} (?:以下|下文|以下统称|下)? \s{{0,9}}
    (?:简称|均简称|统称|称) \s{{0,9}} 为?[:：]? \s{{0,9}}
    [《“"「]{{0,9}} (?P<short>[{HAN}a-z0-9]{{2,10}}) [》”"」]{{0,9}}
    """,
    re.VERBOSE,
)
# How much oftener a short form may be printed than its full name, and how often in any case.
OFTENER, ANYHOW = 10, 5


def short_forms(articles: Iterable[Article], holding: Callable[[str], int]) -> list[SameWords]:
    """Return full names, each with its short form; `holding` tells in how many passages a word is.

    >>> short_forms([Article("a", "", "北京市总工会（以下简称“市总”）发文。")], holding)
    [('市总工会', '市总')]
    """
    found: dict[str, dict[str, None]] = {}
    for article in articles:
        for full, short in said_short_forms(article.text):
            found.setdefault(short, {})[full] = None
    alone = ((next(iter(full)), short) for short, full in found.items() if len(full) == 1)
    return [
        (full, short)
        for full, short in alone
        if holding(short) <= max(ANYHOW, OFTENER * holding(full))
    ]


def said_short_forms(text: str) -> Iterator[tuple[str, str]]:
    """Yield what a text says it calls by a short form: full name and short form, folded.

    >>> list(said_short_forms("从人力资源和社会保障部（以下简称人社部）获悉"))
    [('人力资源和社会保障部', '人社部')]
    """
    for match in SAYS.finditer(unbroken(fold(text))):
        short = match["short"]
        if match["quoted"]:
            full: str | None = match["quoted"].strip('《》“”"「」')
        else:
            full = _stretch(match["bare"], short)
        if full and len(full) > len(short) and not _is_kind(short, full):
            yield full, short


def _is_kind(short: str, full: str) -> bool:
    """Say whether a short form is the one word that the full name ends with: 条例, 手册."""
    return full.endswith(short) and len(dictionary_cut(short)) == 1


def _stretch(before: str, short: str) -> str | None:
    """Return the shortest end of a text that has the characters of a short form, in order.

    >>> _stretch("记者从中华全国总工会", "全总")
    '全国总工会'
    """
    at = len(before)
    for character in reversed(short):
        at = before.rfind(character, 0, at)
        if at < 0:
            return None
    return before[at:]
