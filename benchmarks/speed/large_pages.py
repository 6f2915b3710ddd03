"""As many pages as are wanted, made of real news and laws: sentences, dates, names in new company.

    ../shared/data  ->  FOLDER/1951/1951-01-01_01.md …, each a page of a paper that never was

An article takes its headline and runs of sentences from a few real ones; its numbers and places
become others, its reporters' names are made up. So the words are those of a paper, as frequent as
there, and no two passages are equal. Next: `benchmarks/speed/large.py`.
"""

import datetime
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus.article import Article
from corpus.passages import cut, sentences
from index.training.material.sources import laws, news_stories

ARTICLES_A_PAGE = 12
# Real articles that one made-up article takes sentences from, and how many it takes from each.
SOURCES = (2, 4)
SENTENCES = (3, 8)
FIRST_DAY = datetime.date(1951, 1, 1)
DIGITS = re.compile(r"[0-9]+")
PLACE = re.compile(
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|"
    "海南|四川|贵州|云南|陕西|甘肃|青海|内蒙古|广西|西藏|宁夏|新疆"
)
PLACES = PLACE.pattern.split("|")
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾萧田董潘袁蔡蒋余"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂文辉建国红英华玉兰春梅志海燕鹏宇浩轩子涵思远"


def write_pages(folder: Path, data: Path, passages: int, seed: int = 0) -> Iterator[int]:
    """Write pages until they hold so many passages; yield after each how many there are."""
    source = real_articles(data)
    draw = random.Random(seed)
    written = number = 0
    while written < passages:
        articles = [made_up(source, draw) for _ in range(ARTICLES_A_PAGE)]
        day = FIRST_DAY + datetime.timedelta(days=number // 4)
        path = folder / str(day.year) / f"{day}_{number % 4 + 1:02d}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(f"## {title}\n\n{text}\n\n" for title, text in articles), "utf-8")
        written += sum(len(cut(Article(id="", title="", text=text))) for _, text in articles)
        number += 1
        yield written


def real_articles(data: Path) -> list[tuple[str, list[str]]]:
    """Return headline and sentences of every broadcast item and every law."""
    return [
        (
            one.title,
            [span.of(paragraph) for paragraph in one.paragraphs for span in sentences(paragraph)],
        )
        for one in (*news_stories(data), *laws(data))
    ]


def made_up(source: Sequence[tuple[str, list[str]]], draw: random.Random) -> tuple[str, str]:
    """Return headline and text of a new article: paragraphs, each from one real article."""
    taken = draw.sample(source, draw.randint(*SOURCES))
    paragraphs = ["".join(_run(sentences, draw)) for _, sentences in taken]
    paragraphs[0] = f"本报讯（记者 {_name(draw)} {_name(draw)}）{paragraphs[0]}"
    return varied(taken[0][0], draw), "\n\n".join(varied(one, draw) for one in paragraphs)


def varied(text: str, draw: random.Random) -> str:
    """Return the text with other numbers of as many digits, and other places.

    `"河北2023年新增12家"` becomes, for one, `"云南7418年新增53家"`.
    """
    text = DIGITS.sub(lambda digits: str(draw.randrange(10 ** len(digits[0]))), text)
    return PLACE.sub(lambda _: draw.choice(PLACES), text)


def _run(sentences: Sequence[str], draw: random.Random) -> Sequence[str]:
    """Return some sentences that follow one another."""
    start = draw.randrange(max(1, len(sentences) - SENTENCES[0]))
    return sentences[start : start + draw.randint(*SENTENCES)]


def _name(draw: random.Random) -> str:
    return draw.choice(SURNAMES) + "".join(draw.choices(GIVEN, k=draw.randint(1, 2)))
