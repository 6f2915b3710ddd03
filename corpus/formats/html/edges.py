"""Where a web page's report begins and ends: lines that tell of it or lead elsewhere are taken off.

`（责任编辑：沈嘉）` and `分享到：` stand below a report, `点击上方蓝字关注我们` above one. Next:
`corpus/formats/html/outer_lines.py` reads what such lines tell.
"""

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise

from corpus.formats.html.fact_lines import COUNTER, LATIN_WORD, holds_only_facts, is_dated
from corpus.page.byline import is_byline
from corpus.page.markdown import BETWEEN_CELLS, Marked

# Lines at the report's head, and at its end, that may tell of it.
MOST_AT_HEAD = 8
MOST_AT_END = 12
# Lines around a report that lead elsewhere or speak for the site.
ELSEWHERE = re.compile(
    r"上一[篇版页条]|下一[篇版页条]|[【\[(（]?(?:推荐】|打印|关闭|返回|收藏|纠错|举报|推荐给?朋友)|分享(?:到|至|让更多|此)|共享此|"
    r"扫一扫|扫描.{0,6}二维码|长按.{0,8}(?:关注|识别)|相关(?:阅读|新闻|链接|文章|报道|推荐)|"
    r"(?:推荐|延伸|更多|精彩)(?:阅读|閱讀|内容|精彩)|往期(?:推荐|回顾|精彩|文章)|为[你您]推荐|猜你喜欢|热门(?:新闻|推荐|文章)|"
    r"点击(?:下方|上方|左上|查看|阅读|关注|蓝字|分享)|阅读(?:原文|全文)|本文(?:网址|链接|地址|版权)|本文.{0,16}转载|版权(?:所有|声明|归)|"
    r"未经.{0,12}(?:许可|授权|允许|书面|转载)|转载请|(?:免责)?声明[：:]|免责声明|欢迎(?:转发|分享|关注)|特别声明|"
    r"关注.{0,16}(?:公众号|微信|微博|视频号|抖音号)|本文(?:来自|转自|首发|原载)|(?:本|以上|该)[文内网站平].{0,20}(?:代表|观点|立场)|"
    r"(?:the )?end$|©|copyright|all rights reserved|share this|"
    r"related (?:articles|stories|posts|news|topics|links|content)|"
    r"recommended (?:stories|articles|reading)|other news|"
    r"read (?:more|next)|most read|sources?:|more (?:on this|from|stories)|sign up|subscribe|"
    r"follow (?:us\b|[^.]{2,40} on\b)|tags?:|filed under|advertisement$",
    re.IGNORECASE,
)
# A rule drawn with signs, with a word in it at most: `----分隔线----`.
RULE = re.compile(r"[-—–_=*~·•─━]+\s{0,9}\w{0,6}\s{0,9}[-—–_=*~·•─━]+")
STAFF = re.compile(
    r"(?:本[版文期]|责任|責任|值班|执行|栏目|图文|图片|视频|微信)?(?:编辑|編輯|责编|编审|校对|美编|审核|监制|主编)"
    r"(?:\s*(?:[：:/|丨｜]|$)|\s+\S|[\u4e00-\u9fff]{2,4}$)"
)
# A notice of the site's own, whatever its length; what follows it is none of the report.
DISCLAIMER = re.compile(
    r"(?:特别|版权|免责|郑重|平台)声明[：:]|(?:notice|disclaimer):", re.IGNORECASE
)
NOTICE = re.compile(
    rf"{DISCLAIMER.pattern}|(?:网友|热门|最新|精彩|全部)(?:评论|留言|跟[帖贴])|跟[帖贴](?:热评)?$"
    r"|(?:评论|留言)[(（]\d",
    re.IGNORECASE,
)
STATEMENT = re.compile(r"声明[：:]|相关(?:阅读|新闻|报道)[：:]?$")
# Characters of a report above a notice.
LEAST_REPORT = 30
# Characters of a line that is not printed twice by chance, and how many such make a second copy.
LONG, FEWEST_AGAIN = 20, 3
# Chinese characters; a word in Latin letters counts as two.
LONGEST_BELOW = 90
BRACKETS = " 　()（）[]【】"
# Lines over which the names of one report's editors may stand.
MOST_STAFF = 4
# Signs that point at what follows.
POINTERS = "▼▽▲△↓↑→>》·•◆■●★☆"
# Share of the characters that stand above the editor's line, if that ends the report.
LEAST_ABOVE = 0.5


def split_report(lines: list[Marked]) -> tuple[list[Marked], list[str]]:
    """Part a report from the lines at its head and end that only tell of it."""
    lines = _first_report(lines)
    facts = _facts(lines)
    kept = [line for n, line in enumerate(lines) if n not in facts]
    end = _end(kept)
    below = sorted({*_below(kept[:end]), *_labels(kept[:end])})
    outer = [lines[n] for n in facts] + [kept[n] for n in below] + kept[end:]
    inside = [line for n, line in enumerate(kept[:end]) if n not in below]
    return inside, [line.text for line in outer]


def _first_report(lines: list[Marked]) -> list[Marked]:
    """Cut off a second copy of a report, as for telephones, and the report that a site runs on to.

    Another report begins at a heading of the rank of the first, with a line of facts below it.
    """
    rank = next((line.mark for line in lines[:MOST_AT_HEAD] if line.mark.startswith("#")), "")
    above = [0, *accumulate(len(line.text) for line in lines)]
    for number, (line, below) in enumerate(pairwise(lines)):
        begins = line.mark == rank and rank and above[number] >= LEAST_REPORT
        if begins and is_dated(below.text) and _tells(below):
            return lines[:number]
    return lines[: _second_copy(lines)]


def _second_copy(lines: Sequence[Marked]) -> int:
    """Return where all long lines are printed again in their order; the end where they are not."""
    long = [number for number, line in enumerate(lines) if len(line.text) >= LONG]
    texts = [lines[number].text for number in long]
    half = len(texts) // 2
    if half < FEWEST_AGAIN or texts[:half] != texts[half:]:
        return len(lines)
    start = long[half]
    while len(lines[start - 1].text) < LONG:
        start -= 1
    return start


def _facts(lines: Sequence[Marked]) -> list[int]:
    """Return the places of the lines before the first sentence that only tell of the report."""
    prose = next((n for n, line in enumerate(lines) if "。" in line.text), len(lines))
    head = lines[: min(prose, MOST_AT_HEAD)]
    return [n for n, line in enumerate(head) if _tells(line) or leads_elsewhere(line.text)]


def leads_elsewhere(text: str) -> bool:
    """Say whether a line leads elsewhere, speaks for the site, or parts the report from what does.

    >>> leads_elsewhere("▼ 往期推荐"), leads_elsewhere("往期的报纸都在书屋里")
    (True, False)
    """
    bare = text.strip(BRACKETS + POINTERS)
    short = _size(bare) <= LONGEST_BELOW and ELSEWHERE.match(bare)
    rule = len(text) <= LONGEST_BELOW and RULE.fullmatch(text.strip())
    return bool(short or rule or DISCLAIMER.match(bare))


def _tells(line: Marked) -> bool:
    """Say whether a line holds only facts; in a row of cells a bar is no sign behind a label."""
    text = line.text.replace(BETWEEN_CELLS, "　") if line.mark == "|" else line.text
    if holds_only_facts(text) or COUNTER.fullmatch(text):
        return True
    return line.mark != "|" and is_dated(text)


def _below(lines: Sequence[Marked]) -> list[int]:
    """Return the places of the lines at a report's end that are none of it, bylines excepted."""
    first, signed = len(lines), set()
    for number in range(len(lines) - 1, max(1, len(lines) - 1 - MOST_AT_END), -1):
        line = lines[number]
        if is_byline(line.text):
            signed.add(number)
        elif _is_below(line):
            first = number
        elif line.mark != "^" and not line.mark.startswith(("#", "-")):
            break
    return [number for number in range(first, len(lines)) if number not in signed]


def _labels(lines: Sequence[Marked]) -> list[int]:
    """Return the places of lines amid a report that name what leads elsewhere: `Other news`."""
    bare = [line.text.strip(BRACKETS + POINTERS + "：:") for line in lines]
    return [number for number, text in enumerate(bare) if ELSEWHERE.fullmatch(text)]


def _is_below(line: Marked) -> bool:
    if leads_elsewhere(line.text):
        return True
    bare = line.text.strip(BRACKETS)
    return _size(bare) <= LONGEST_BELOW and bool(STAFF.match(bare) or holds_only_facts(line.text))


def _end(lines: Sequence[Marked]) -> int:
    """Return where the report ends: where its editors or a notice stand, far enough down."""
    bare = [line.text.strip(BRACKETS)[:LONGEST_BELOW] for line in lines]
    above = [0, *accumulate(_size(line.text) for line in lines)]
    ends = [n for n in _matching(NOTICE, bare) if above[n] >= LEAST_REPORT]
    telling = [*_matching(STATEMENT, bare), *_staff(bare)]
    ends += [n for n in telling if above[n] >= LEAST_ABOVE * above[-1]]
    return min(ends, default=len(lines))


def _staff(texts: Sequence[str]) -> list[int]:
    """Return the places of the lines for the editors; none where several reports have some."""
    places = _matching(STAFF, texts)
    return places if places and places[-1] - places[0] <= MOST_STAFF else []


def _matching(pattern: re.Pattern[str], texts: Sequence[str]) -> list[int]:
    return [number for number, text in enumerate(texts) if pattern.match(text)]


def _size(text: str) -> int:
    """Count a text's characters; a word in Latin letters counts as two."""
    return len(LATIN_WORD.sub("ab", text))


__all__ = ["leads_elsewhere", "split_report"]
