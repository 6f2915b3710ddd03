"""Questions without a writer: Chinese asks in place, so a clause asks for what it has lost.

“共收到近600幅作品” becomes “共收到多少幅作品”: numbers, days, names, places, bodies, titles and
quoted terms of the news and laws. Some lose words, or move the asking word, as members do.
"""

import random
import re
from collections.abc import Iterator, Sequence

import jieba
import jieba.posseg

from corpus.article import Article
from corpus.passages import cut
from index.training.transformer.examples import LearntQuestion, ShownPassage

NUMBER = re.compile(
    r"(?P<number>(?:\d[\d,.]{0,20}|[一二三四五六七八九十百千两]{1,12})[多余]?[万亿千百]?[多余]?)"
    r"(?P<unit>个百分点|平方米|平方公里|立方米|千瓦时|公里|小时|分钟|个?工作日|个月|人次"
    r"|[个名人家元吨米次项起辆天周日年倍件所套户批场条亩岁架艘种幅度届])"
)
SHARE = re.compile(r"\d[\d.]{0,20}%|百分之[一二三四五六七八九十百零点]{1,12}")
DAY = re.compile(r"(?:(?:20|19)\d\d年)?\d{1,2}月\d{1,2}日|(?:20|19)\d\d年(?!\d)")
TITLE, TERM = re.compile(r"《[^》]{2,24}》"), re.compile(r"“[^”]{2,16}”")
BODY = re.compile(
    r"[由向](?P<body>[^，。；、的]{3,16}?(?:部门|机关|委员会|人民政府|机构|法院|工会))"
)
# Units of time are asked for by how long, too.
LASTING = {"天", "年", "个月", "小时", "分钟", "周", "日", "工作日", "个工作日"}
CLAUSE_ENDS = "，。；：！？\n"
# Characters of a clause that asks, and those left when the blank is taken out.
LONGEST, FEWEST = 60, 7
# Blanks of a passage at most.
BLANKS = 2
TAGGED = {
    "nr": ("谁",),
    "ns": ("哪里", "哪个地方", "什么地方", "哪儿"),
    "nt": ("哪个单位", "哪个机构", "谁"),
}
# Shares of questions that lose words, and that move the asking word; of nouns asked for.
LOSING, MOVING, NOUNS = 0.35, 0.15, 0.06
ENDINGS = ("？", "?", "呢", "啊")

Blank = tuple[int, int, str]


def cloze(articles: Sequence[Article], chance: random.Random) -> Iterator[LearntQuestion]:
    """Yield questions over the passages of articles, without passages that do not answer."""
    for article in articles:
        for passage in cut(article):
            text = passage.text
            blanks = list(_blanks(text, chance))
            for start, end, word in chance.sample(blanks, min(BLANKS, len(blanks))):
                asked = _question(text, (start, end, word), chance)
                if asked is not None:
                    yield LearntQuestion(
                        asked, ShownPassage(article.id, article.title, text), start, end, ()
                    )


def _blanks(text: str, chance: random.Random) -> Iterator[Blank]:
    yield from _numbers(text, chance)
    for pattern, words in (
        (SHARE, ("百分之多少", "多少", "多大比例")),
        (DAY, ("哪天", "什么时候", "几月几号", "哪一天")),
        (TITLE, ("什么", "什么文件")),
        (TERM, ("什么", "叫什么")),
    ):
        for match in pattern.finditer(text):
            year = pattern is DAY and match[0].endswith("年")
            yield match.start(), match.end(), "哪一年" if year else chance.choice(words)
    for match in BODY.finditer(text):
        word = chance.choice(("谁", "哪个部门", "什么部门", "哪个单位"))
        yield match.start("body"), match.end("body"), word
    yield from _tagged(text, chance)


def _numbers(text: str, chance: random.Random) -> Iterator[Blank]:
    for match in NUMBER.finditer(text):
        unit, before = match["unit"], text[max(0, match.start() - 1) : match.start()]
        if before == "第":
            yield match.start() - 1, match.end(), f"第几{unit}"
        elif unit in LASTING and chance.random() < 0.4:
            yield match.start(), match.end(), "多久"
        elif not (before == "月" and unit == "日"):
            yield match.start(), match.end(), chance.choice(("多少", "多少", "几")) + unit


def _tagged(text: str, chance: random.Random) -> Iterator[Blank]:
    at = 0
    for pair in jieba.posseg.cut(text):
        end = at + len(pair.word)
        if len(pair.word) > 1 and pair.flag in TAGGED:
            yield at, end, chance.choice(TAGGED[pair.flag])
        elif len(pair.word) > 1 and pair.flag in ("n", "vn") and chance.random() < NOUNS:
            yield at, end, "什么"
        at = end


def _question(text: str, blank: Blank, chance: random.Random) -> str | None:
    """Return the clause around a blank as a question; None if it is too long or too short."""
    start, end, word = blank
    first, last = _clause(text, start, end)
    before, after = text[first:start], text[end:last]
    if last - first > LONGEST or len(before) + len(after) < FEWEST:
        return None
    drawn = chance.random()
    whole = f"{before}{word}{after}"
    if drawn < LOSING:
        whole = _with_fewer_words(whole, word, chance)
    elif drawn < LOSING + MOVING:
        rest = f"{before}{after}".strip("，")
        whole = f"{word} {rest}" if chance.random() < 0.3 else f"{rest}{word}"
    return whole.strip() + (chance.choice(ENDINGS) if chance.random() < 0.5 else "")


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    marks = [-1, *(at for at, char in enumerate(text) if char in CLAUSE_ENDS), len(text)]
    first = max(mark for mark in marks if mark < start) + 1
    last = min(mark for mark in marks if mark >= end)
    while (last - first) - (end - start) < FEWEST and first > 0 and text[first - 1] not in "。\n":
        first = max(mark for mark in marks if mark < first - 1) + 1
    return first, last


def _with_fewer_words(text: str, asking: str, chance: random.Random) -> str:
    words = list(jieba.cut(text))
    loose = [place for place, word in enumerate(words) if word not in asking]
    if len(loose) > 4:
        lost = set(chance.sample(loose, chance.randint(1, 3)))
        words = [word for place, word in enumerate(words) if place not in lost]
    return "".join(words)
