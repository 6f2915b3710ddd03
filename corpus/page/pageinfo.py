"""What is known about a page beside its words: paper, date, page number.

Front matter says it best, the file name second, the settings last. What none of them tells stays
unknown: nothing is guessed.
"""

import datetime
import re
import unicodedata
from dataclasses import dataclass, fields, replace
from pathlib import PurePosixPath

import yaml

from corpus.errors import PageError

NAMED_DATE = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d{2})(?P<mark>[-_./年]?)(?P<month>\d{1,2})(?:(?P=mark)|月)(?P<day>\d{1,2})日?"
    r"(?!\d)"
)
NAMED_PAGE = re.compile(
    r"[-_ .]{0,9}(?:第|[A-Da-d]|page|p)?[-_ ]?0{0,9}(?P<page>\d{1,2})(?!\d)版?", re.IGNORECASE
)
# 2021070103: the day and the page behind it.
DATE_AND_PAGE = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d{2})(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])"
    r"(?P<joined>\d{2})(?!\d)"
)
# Behind a day: 20210701_1-03 is page 3 of the first edition.
EDITION_AND_PAGE = re.compile(r"[-_ .]{1,9}\d[-_](?P<page>\d{2})")
DIGITS = "零一二三四五六七八九"
CHINESE_PAGE = re.compile(
    rf"[-_ .]{{0,9}}第(?:(?P<one>[{DIGITS[1:]}])"
    rf"|(?P<tens>[{DIGITS[2:]}])?(?P<ten>十)(?P<ones>[{DIGITS[1:]}])?)版"
)
# Behind a page's number its title: 第05版-专题, 02版：要闻, p4_low; but 1-4版 are several.
TITLED_PAGE = re.compile(
    rf"[-_ .]{{0,9}}(?:(?:第|[A-Da-d])?[-_ ]?0{{0,9}}(?P<page>\d{{1,2}})版(?![本权面])"
    rf"|(?:page|p)[-_ ]?0{{0,9}}(?P<short>\d{{1,2}})(?=[-_ .])"
    rf"|第?(?:(?P<front>头)|(?P<one>[{DIGITS[1:]}]))版(?![本权面])).*",
    re.IGNORECASE | re.DOTALL,
)
# Before a day: B2-20210701, 头版_20210701.
PAGE_BEFORE = re.compile(
    rf"(?:(?:第|[A-D])0{{0,9}}(?P<page>\d{{1,2}})版?|0{{0,9}}(?P<short>\d{{1,2}})版|第?(?:(?P<front>头)|(?P<one>[{DIGITS[1:]}]))版)"
    r"[-_ .]{0,9}"
)
# What programs and editors add to a name: 一版(2), （定稿）3版.
ADDED = re.compile(r"[（(【\[][^（()）【】\[\]]{0,20}[)）】\]]")
FOLDERS_DATE = re.compile(
    r"(?:^|/)(?P<year>(?:19|20)\d{2})[-_./年]{0,2}(?P<month>\d{1,2})月?/(?P<day>\d{1,2})日?/"
)
NAMED_PAPER = re.compile(r"(?P<paper>[^\W\d_]{1,30}报)(?=[-_ .\d第]|$)")
# Characters of a paper's name that a folder may tell: 剪报 and 海报 are none.
SHORTEST_PAPER = 4
PRINTED_PAGE = re.compile(r"第\s{0,3}0{0,3}(?P<page>\d{1,3})\s{0,3}版")
WRITTEN_PAGE = re.compile(
    r"(?:第|[A-Da-d])?\s{0,9}0{0,9}(?P<page>\d{1,3})(?:\s*版?|\s*版\s*[：:\s].{0,40})"
)

# A line that begins or ends front matter.
BOUNDARY = re.compile(r"^-{3,}[^\S\n]*$", re.MULTILINE)
KEY = re.compile(r"\s{0,99}[\"']?(?:\w{1,99}|\w[ 　]{1,4}\w)[\"']?\s{0,99}[:：]")
# A colon as Chinese keyboards write it, behind a key at the beginning of a line.
WIDE_COLON = re.compile(r"^(\w{1,12}|\w[ 　]{1,4}\w)[^\S\n]{0,9}：", re.MULTILINE)
# A line of a head without rules around it: `报纸：清江职工报`, `【日期】2024-03-01`.
HEAD_LINE = re.compile(
    r"[^\S\n]{0,9}【?"
    r"(?P<key>[A-Za-z]{1,20}|[\u3400-\u9fff]{1,6}|[\u3400-\u9fff][ 　]{1,4}[\u3400-\u9fff])"
    r"[^\S\n]{0,9}(?:[:：]|】[:：]?)[^\S\n]{0,9}(?P<value>[^\n]{1,99})"
)
# Characters, and lists within lists, of front matter. The YAML library follows nested lists on the
# stack of the processor: 20,000 of them end the whole program.
LONGEST_MATTER = 64_000
DEEPEST_MATTER = 20
# What YAML writes for nothing.
NOTHING = (None, "", "~", "null", "Null", "NULL")
# Characters of a value that an error shows.
SHOWN = 40

PAPER_KEYS = ("paper", "报纸", "newspaper", "报名")
DATE_KEYS = ("date", "日期", "出版日期", "刊发日期", "发布日期", "发布时间")
PAGE_KEYS = ("page", "版", "版次", "版面")
SOURCE_KEYS = ("source", "来源")
AUTHOR_KEYS = ("authors", "author", "作者", "记者")
KICKER_KEYS = ("kicker", "引题")
SUBTITLE_KEYS = ("subtitle", "副题", "副标题")
RECOGNISED_KEYS = ("recognised", "recognized", "ocr", "文字识别", "扫描识别")
# Of a head without rules: what may stand in it, and what of that shows that it is one.
TELLING_KEYS = frozenset({*PAPER_KEYS, *DATE_KEYS, *PAGE_KEYS})
HEAD_KEYS = TELLING_KEYS | {
    *AUTHOR_KEYS,
    *KICKER_KEYS,
    *SUBTITLE_KEYS,
    *RECOGNISED_KEYS,
    *SOURCE_KEYS,
}
FEWEST_KEYS = 2
# What may stand between the lines of such a head: nothing, or the rule between two paragraphs.
BETWEEN = re.compile(r"\s*(?:(?:[-*_]\s*){3,9})?")
# What a key says that is switched off.
NO = ("false", "no", "off", "0", "否", "无")


# The values of a `PageInfo` that say nothing; `recognised: no` says something.
UNKNOWN: tuple[object, ...] = ("", None, ())


@dataclass(frozen=True, slots=True)
class PageInfo:
    """Paper, day of printing and page number; "" or None where unknown.

    Attributes:
        paper: Name of the newspaper.
        date: Day of printing.
        page: Counted from 1, as printed.
        authors: Who wrote what the file holds, where its words do not tell.
        kicker: Above the headline of a file with one article.
        subtitle: Below it.
        recognised: Whether a program recognised the letters on a picture; None where nobody tells.
    """

    paper: str = ""
    date: datetime.date | None = None
    page: int | None = None
    authors: tuple[str, ...] = ()
    kicker: str = ""
    subtitle: str = ""
    recognised: bool | None = None

    def over(self, other: "PageInfo") -> "PageInfo":
        """Return this, with what is unknown here taken from `other`."""
        known = ((one.name, getattr(self, one.name)) for one in fields(self))
        return replace(other, **{name: value for name, value in known if value not in UNKNOWN})


def from_file_name(source: str) -> PageInfo:
    """Read paper, date and page off a file's name; what it lacks, off those of its folders.

    `2023-01-05_02.md`, `2023-01-05/02.md`, `工会周报2023-01-05.zip/第2版.md`: that day, page 2.
    """
    path = PurePosixPath(source)
    told = _from_name(path.stem)
    own_page = _page_in(path.stem)
    if told.date is None and (day := _day_of_folders(path.parts[:-1])):
        told = PageInfo(told.paper, day, own_page)
    for folder in reversed(path.parts[:-1]):
        above = _from_name(folder.removesuffix(".zip"))
        paper = above.paper if len(above.paper) >= SHORTEST_PAPER else ""
        if told.date is None and above.date:
            told = PageInfo(told.paper, above.date, own_page or above.page)
        told = told.over(PageInfo(paper))
    return told


def _from_name(stem: str) -> PageInfo:
    paper = NAMED_PAPER.match(stem)
    info = PageInfo(paper=paper["paper"] if paper else "")
    found = NAMED_DATE.search(stem) or DATE_AND_PAGE.search(stem)
    date = dated(found) if found else None
    if not found or date is None:
        return info
    rest = stem[found.end() :].removeprefix("日")
    page = found["joined"] if "joined" in found.groupdict() else rest
    before = PAGE_BEFORE.fullmatch(stem[: found.start()])
    return PageInfo(info.paper, date, _page_in(page) or (_number(before) if before else None))


def _page_in(words: str) -> int | None:
    """Return the page that a name, or what stands behind its day, tells.

    >>> _page_in("_02"), _page_in("第二版"), _page_in("_1-03"), _page_in("慰问")
    (2, 2, 3, None)
    """
    words = ADDED.sub("", words)
    if written := CHINESE_PAGE.fullmatch(words):
        tens, ones = written["tens"], written["ones"] or written["one"]
        ten = DIGITS.index(tens) if tens else int(written["ten"] is not None)
        return 10 * ten + (DIGITS.index(ones) if ones else 0)
    if found := EDITION_AND_PAGE.fullmatch(words) or NAMED_PAGE.fullmatch(words):
        return int(found["page"]) or None
    titled = TITLED_PAGE.fullmatch(words)
    return _number(titled) if titled else None


def _number(found: re.Match[str]) -> int | None:
    """Return the page that `TITLED_PAGE` or `PAGE_BEFORE` found: in digits, as 三版 or as 头版."""
    if found["one"] or found["front"]:
        return DIGITS.index(found["one"]) if found["one"] else 1
    return int(found["page"] or found["short"]) or None


def _day_of_folders(folders: tuple[str, ...]) -> datetime.date | None:
    """Return the day that folders within each other tell together: `2021-07/01`, `2021/07/01`."""
    found = FOLDERS_DATE.search("/".join(folders) + "/")
    return dated(found) if found else None


def split_front_matter(text: str) -> tuple[PageInfo, str]:
    """Take YAML front matter off a page.

    Raises:
        PageError: It is broken, or its date or page is none.
    """
    start = BOUNDARY.match(text)
    if not start:
        return _bare_head(text)
    end = BOUNDARY.search(text, start.end())
    try:
        values = plain_yaml(text[start.end() : end.start()] if end else None)
    except (yaml.YAMLError, ValueError) as error:
        if _looks_like_prose(text):
            return PageInfo(), text
        what = f"its front matter is broken: {' '.join(str(error).split())}"
        raise PageError(what, "mend the lines between ---") from None
    if not isinstance(values, dict) or not end:
        return PageInfo(), text
    return info_from_values(values), text[end.end() :]


def _bare_head(text: str) -> tuple[PageInfo, str]:
    """Take off a head without rules around it: two lines or more, each with a key that is known.

    A line that says no day or no page in its place is no head, and stays.
    """
    values: dict[object, object] = {}
    end = 0
    for line in text.splitlines(keepends=True):
        found = HEAD_LINE.fullmatch(line.rstrip())
        key = "".join(found["key"].split()).casefold() if found else ""
        if found and key in HEAD_KEYS and key not in values:
            values[key] = found["value"]
        elif not BETWEEN.fullmatch(line):
            break
        end += len(line)
    if len(values) < FEWEST_KEYS or not values.keys() & TELLING_KEYS:
        return PageInfo(), text
    try:
        return info_from_values(values), text[end:]
    except PageError:
        return PageInfo(), text


def plain_yaml(matter: str | None) -> object:
    """Read YAML into words, lists and mappings; its types and its own objects are not made.

    Raises:
        yaml.YAMLError, ValueError: It is broken, or repeats itself to grow without bounds.
    """
    if matter is None:
        raise ValueError("it has no end")
    matter = WIDE_COLON.sub(r"\1: ", matter)
    if len(matter) > LONGEST_MATTER:
        raise ValueError(f"it has {len(matter):,} characters, more than {LONGEST_MATTER:,}")
    depth = 0
    for event in yaml.parse(matter, Loader=yaml.CBaseLoader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent) or depth > DEEPEST_MATTER:
            raise ValueError("it holds lists within lists, or repeats parts of itself")
    return yaml.load(matter, Loader=yaml.CBaseLoader)


def _looks_like_prose(text: str) -> bool:
    """Tell a page that merely begins with a rule from one with front matter."""
    first, _, rest = text.partition("\n")
    if first.strip() != "---":
        return True
    lines = (line for line in rest.splitlines() if line.strip() and line.lstrip()[0] != "#")
    return not KEY.match(next(lines, ""))


def info_from_values(values: dict[object, object]) -> PageInfo:
    """Return what a mapping of keys to words says of a page, other keys aside.

    Raises:
        PageError: Its date or page is none.
    """
    return PageInfo(
        paper=_words(values, PAPER_KEYS) or _paper(_words(values, SOURCE_KEYS)),
        date=_date(_first_of(values, DATE_KEYS)),
        page=_page(_first_of(values, PAGE_KEYS)),
        authors=_authors(_first_of(values, AUTHOR_KEYS)),
        kicker=_words(values, KICKER_KEYS),
        subtitle=_words(values, SUBTITLE_KEYS),
        recognised=_is_on(_words(values, RECOGNISED_KEYS)),
    )


def info_from_line(line: str) -> PageInfo:
    """Read paper, day and page off the line that a page prints about itself.

    `《清江职工报》 2024年3月1日 星期五 第2版` -> all three.
    """
    found = NAMED_DATE.search(line)
    page = PRINTED_PAGE.search(line)
    papers = (_paper(word) for word in re.split(r"[\s《》|｜/]+", line))
    return PageInfo(
        next(filter(None, papers), ""),
        dated(found) if found else None,
        int(page["page"]) or None if page else None,
    )


def _paper(word: str) -> str:
    """Return a word if it may name a paper, "" for what is a site or an agency."""
    bare = word.strip("《》 ")
    return bare if NAMED_PAPER.fullmatch(bare) and len(bare) >= SHORTEST_PAPER else ""


def _is_on(word: str) -> bool | None:
    """Say whether a key is switched on: `recognised: true`, `文字识别: 是`; None without it."""
    return word.casefold() not in NO if word else None


def _words(values: dict[object, object], keys: tuple[str, ...]) -> str:
    value = _first_of(values, keys)
    return "" if value is None else printable(str(value))


def printable(words: str) -> str:
    r"""Return words on one line, without what turns text around or commands a terminal.

    >>> printable("沈\u202e嘉\x1b[31m")
    '沈嘉 [31m'
    """
    kinds = ((one, unicodedata.category(one)) for one in words)
    kept = "".join(" " if kind == "Cc" else one for one, kind in kinds if kind != "Cf")
    return " ".join(kept.split())


def _first_of(values: dict[object, object], keys: tuple[str, ...]) -> object:
    plain = {"".join(str(key).split()).casefold(): value for key, value in values.items()}
    known = (plain[key] for key in keys if plain.get(key) not in NOTHING)
    return next(known, None)


def _authors(value: object) -> tuple[str, ...]:
    names = value if isinstance(value, list) else re.split(r"[,，、;；]", str(value or ""))
    return tuple(name for one in names if (name := printable(str(one))))


def _date(value: object) -> datetime.date | None:
    if value is None:
        return None
    found = NAMED_DATE.match(str(value).strip())
    date = dated(found) if found else None
    if date is None:
        what = f"its front matter has the date {str(value)[:SHOWN]!r}"
        raise PageError(what, "write it as 2023-01-05")
    return date


def _page(value: object) -> int | None:
    if value is None:
        return None
    found = WRITTEN_PAGE.fullmatch(str(value).strip())
    if not found or not int(found["page"]):
        what = f"its front matter has the page {str(value)[:SHOWN]!r}"
        raise PageError(what, "write it as 2")
    return int(found["page"])


def dated(match: re.Match[str]) -> datetime.date | None:
    """Return the day that `NAMED_DATE` found, None if there is no such day."""
    return _day(match["year"], match["month"], match["day"])


def _day(year: str, month: str, day: str) -> datetime.date | None:
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None
