"""Names on a web page: of papers and of people, apart from those of sites and their staff."""

import re
from collections.abc import Iterable

from corpus.byline import names

PAPER = re.compile(
    r"《?([^\W\d_]{1,12}?报)》?(?:社|网|客户端|电子版|电子报|数字版|数字报|微信公众号|公众号)*"
)
# What a site calls itself beside its paper's name.
NO_PAPERS = frozenset({"电子报", "数字报", "本报", "日报", "晚报", "海报", "简报", "快报", "公报"})
PAPER_SEAM = re.compile(r"[\s－—\-·|｜/、，,：:()（）]+")
# What a page may give as its author, and no person is.
NO_PERSON = re.compile(
    r"admin|编辑|管理员|本站|网站|root|unknown|佚名|staff|newsroom|desk|[：:/@]|报社?$|网$|中心$|"
    r"工会$|公众号",
    re.IGNORECASE,
)
ENGLISH_SEAM = re.compile(r"\s*(?:,|;|、|\band\b|&)\s*")
LONGEST_AUTHORS = 60


def paper_in(value: str) -> str:
    """Return the paper that a source names, "" if none.

    >>> paper_in("来源：某某网－《工会周报》"), paper_in("某某网")
    ('工会周报', '')
    """
    found = (PAPER.fullmatch(part) for part in PAPER_SEAM.split(value[:100]))
    return next((one[1] for one in found if one and one[1] not in NO_PAPERS), "")


def authors_in(values: Iterable[str]) -> tuple[str, ...]:
    """Return the names among what a page gives as its author: a person, not the site.

    >>> authors_in(["管理员", "本报记者 沈嘉 邵婷"]), authors_in(["Priya Lindqvist and Jo Hart"])
    (('沈嘉', '邵婷'), ('Priya Lindqvist', 'Jo Hart'))
    """
    for value in values:
        value = " ".join(value.split())
        if not value or len(value) > LONGEST_AUTHORS or NO_PERSON.search(value):
            continue
        if value.isascii():
            people = re.sub(r"^by\s+", "", value, flags=re.IGNORECASE)
            return tuple(filter(None, ENGLISH_SEAM.split(people)))
        if found := names(f"记者 {value.replace('記者', '记者')}"):
            return tuple(found)
    return ()
