"""What the look of a line tells: whether it is whole, an item of a list, or could be a headline.

Pure functions over single lines. `corpus/page/paragraphs.py` joins by them,
`corpus/page/headlines.py` looks for headlines by them.
"""

import re

from corpus.page import byline
from corpus.page.lines import PageLine

CLOSERS = "”’」』》）)]】〉\"'"
CLOSED = re.compile(r"(?:[。！？!?…]|(?<=[A-Za-z0-9][A-Za-z])\.)[" + re.escape(CLOSERS) + r"]*")
BRACKETED_END = re.compile(r"[。！？!?…][" + re.escape(CLOSERS) + r"]*\s*[（(][^（）()]*[）)]$")
# What cannot stand at the end of a line that is whole, and at the start of one.
DANGLING_END = re.compile(r"[，、,（(“‘「『《〈【\[—·]$")
TORN_END = re.compile(r"[的和与及在对为将把被向从以到了着让使由或是并而第]$")
# The last also finds a phrase cut before its last character: 慰问活动 + 中，
TORN_START = re.compile(
    r"[，。、；：！？,;:!?）)”’」』》〉】·%％的了着过们]|[^\W\d一二三四五六七八九十][，、]"
)
SENTENCE_START = re.compile(
    r"据|随着|截至|目前|近日|日前|今年|去年|同时|此外|其中|特别|当天|连日|\d{4}年|\d{1,2}月"
)
PAIRS = ("“”", "《》", "（）", "「」", "『』", "〈〉", "【】")

NUMERAL = "一二三四五六七八九十百零〇两"
ITEM = re.compile(
    rf"[（(]\s*(?:[{NUMERAL}]{{1,4}}|\d{{1,2}})\s*[）)]"  # （一）
    rf"|[{NUMERAL}]{{1,3}}、(?![{NUMERAL}])"  # 一、
    r"|\d{1,2}[.．](?!\d)|\d{1,2}、(?!\d)|\d{1,2}[）)]"  # 1. 1、
    rf"|第[{NUMERAL}千]{{1,7}}条(?:之[{NUMERAL}]{{1,2}})?(?=[\s　])"  # 第一条 of a law
    r"|\d{4}年\d{1,2}月\d{1,2}日[\s　]"  # a law's list of amendments
    r"|[①-⑳●■◆▲★☆○◎□•·▪▶►※]"
)
LABEL = re.compile(
    r"(?:时间|日期|地点|地址|电话|热线|咨询电话|联系电话|联系人|传真|网址|邮箱|邮编|主办|承办|协办)[：:]"
)
DAY = re.compile(rf"[\d{NUMERAL}〇]{{2,4}}年[\d{NUMERAL}]{{1,3}}月[\d{NUMERAL}]{{1,3}}日")
_TELEPHONE_OR_ADDRESS = re.compile(r"\d{7}|https?:|www\.")
_LETTER = re.compile(r"[^\W\d_]")
# Characters. A kicker on a page of this genre had 27; a line of a headline rarely passes 40.
LONGEST_HEADLINE = 50


def headline_like(line: PageLine) -> bool:
    """Say whether a line could be a headline, kicker or subtitle: short, whole, no stop at its end.

    >>> headline_like(PageLine("推动二十大精神落地生根")), headline_like(PageLine("他说：“好。”"))
    (True, False)
    """
    text = line.text
    if line.own or not 2 <= len(text) <= LONGEST_HEADLINE or _goes_on(text):
        return False
    if ITEM.match(text) or LABEL.match(text) or _is_piece(text) or _tells_no_news(text):
        return False
    return not (stands_alone(text) or byline.opens(text))


def _tells_no_news(text: str) -> bool:
    """Say whether a line is a telephone number, an address, a day, or has no letters."""
    if DAY.fullmatch(text) or _TELEPHONE_OR_ADDRESS.search(text):
        return True
    return _LETTER.search(text) is None


def _goes_on(text: str) -> bool:
    """Say whether a line holds a sentence's end, wants more words, or is an aside in brackets."""
    if "。" in text or "；" in text:
        return True
    return text[-1] in "，、：；,;:—" or (text[0] in "（([" and text[-1] in "）)]")


def stands_alone(text: str) -> bool:
    """Say whether a line is a byline, a caption or a note, which no paragraph runs into."""
    return byline.is_byline(text) or byline.is_caption(text) or byline.is_note(text)


def is_closed(text: str) -> bool:
    """Say whether a paragraph may end here: at a stop, or at a bracket after a stop.

    >>> is_closed("他说：“好！”"), is_closed("开展“云诵读”"), is_closed("结束。（记者 张晶）")
    (True, False, True)
    """
    ending = text.rstrip(CLOSERS)
    stop = CLOSED.match(text, len(ending) - 1) if ending else None
    return bool(stop) or (text[-1:] in ("）", ")") and bool(BRACKETED_END.search(text)))


def unbalanced(text: str) -> bool:
    """Say whether a quotation mark or bracket is opened and not closed."""
    return any(text.count(pair[0]) > text.count(pair[1]) for pair in PAIRS)


def _is_piece(text: str) -> bool:
    return any(text.count(pair[0]) != text.count(pair[1]) for pair in PAIRS)


def is_item(text: str) -> bool:
    """Say whether a line begins as an item of a list or an article of a law: （一）, 1., 第三条."""
    return bool(ITEM.match(text))


def torn(before: str, after: str) -> bool:
    """Say whether two pieces can only be halves of one sentence: `共设5` + `个站点，`."""
    if DANGLING_END.search(before) or TORN_START.match(after):
        return True
    if TORN_END.search(before) or unbalanced(before):
        return True
    return before[-1].isdigit() and (after[0].isdigit() or not after[0].isascii())
