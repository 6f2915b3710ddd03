"""The cell of a table that a question asks for: 红烧带鱼多少钱 is 14 in its row, under 价格（元）.

A row is named by one of its cells, a column by its label, its unit, or the kind of answer that is
asked for. Every other noun of the question has to stand in the article: 月亮湾线的导游多少钱 is
asked in vain of a table of fares. Next: `bot/answer.py` quotes the row.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.question.measure import cannot_be, measured
from bot.question.question import Question, analyse
from bot.question.tags import tagged
from bot.question.terms import LIKELY
from bot.reading.numbered import lacks, numbered, other_side
from bot.reading.premise import KINDS_OF_PLACE
from bot.reading.reader import Quote
from corpus.tables import UNIT, CellRange, PrintedTable, TableRow, labelled_columns, tables
from index.hit import Hit
from index.text.words import fold, unbroken, words

# What a row and a column that a question both names are worth: the first half of
# `benchmarks.messages` quotes 14 rows so for Chinese questions, and all of them answer.
NAMED_CELL = 0.9
# Characters of a person's name, or of a surname with what one calls him: 卜师傅.
LONGEST_PERSON = 4
# Characters that name a row, and that a label shares with the question.
SHORTEST_KEY, SHORTEST_LABEL = 2, 2
# Between the parts of a cell that each name something, and what names nothing alone.
_PARTS = re.compile(r"[—–~～·•/／、，,（）()\s-]+")
_NO_NAME = re.compile(r"[\d.:：]*")
# A number of a row, the parts that it is cut into, and what only points: 第六届, 第6, 6届, 那场.
_NO_THING = re.compile("第.{1,4}|\\d{1,4}.?|[这那].?")
# Units that are one.
MONEY = "元块"
# What a column is called where a person, a place or a day is asked for.
KINDS = {
    "person": re.compile("姓名|名字|[师长员]$|人$|选手|作者|负责|name"),
    "place": re.compile("地|[起终]点|站|教室|窗口|where|place|room"),
    "time": re.compile("时间|日期?$|[首末]班|天$|time|date|day"),
    "organisation": re.compile("单位|公司|部门|学校|代表团|unit"),
}
MEASURED = {
    "money": re.compile("价|费|金额|标准|钱|price|fee|cost"),
    "duration": re.compile("天数|时长|期$|期限|days"),
    "clock": re.compile("时间|[首末]班|time"),
    "day": re.compile("日期?$|时间|day|date"),
    "phone": re.compile("电话|phone"),
}


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a table that a question names, and how many characters of it."""

    table: PrintedTable
    row: TableRow
    key: CellRange
    named: int


def asked_cell(question: Question, hits: Sequence[Hit]) -> Quote | None:
    """Return the row that a question names, pointing at the cell it asks for; None without both.

    >>> found = asked_cell(analyse("红烧带鱼多少钱？"), hits)
    >>> found.text, found.article.text[slice(*found.answer)]
    ('红烧带鱼 | 14 | 午餐', '14')
    """
    for hit in {hit.passage.article.id: hit for hit in reversed(hits)}.values():
        text = hit.passage.article.text
        rows = sorted(_rows(question, text), key=lambda one: -one.named)
        for row in rows[:1] if _alone(rows) else ():
            cell = _asked(question, text, row)
            if cell and knows_nouns(question, hit):
                extent = (row.row.start, row.row.end)
                return Quote(hit, *extent, NAMED_CELL, NAMED_CELL, cell)
    return None


def _alone(rows: Sequence[_Row]) -> bool:
    return len(rows) == 1 or (len(rows) > 1 and rows[0].named > rows[1].named)


def _rows(question: Question, text: str) -> Iterator[_Row]:
    asked = _said(question)
    for table in tables(text):
        for row in table.rows if table.header else ():
            labels = [text[slice(*label)] for label in table.header.cells] if table.header else []
            cells = [unbroken(fold(text[slice(*cell)])) for cell in row.cells]
            sizes = [
                _named_by(question, told, asked) or _counted_by(question, told, label)
                for told, label in zip(cells, labels, strict=True)
            ]
            if any(sizes):
                key = max(zip(sizes, row.cells, strict=True))[1]
                yield _Row(table, row, key, sum(sizes))


def _said(question: Question) -> str:
    """Return what a question says, with the likely words of the archive for English ones."""
    own = unbroken(fold(question.text))
    return own if question.language == "zh" else "\n".join([own, *_likely(question)])


def _likely(question: Question) -> list[str]:
    """Return the likely translations of each word of an English question."""
    return [word for group in question.groups for word, share in group.into if share >= LIKELY]


def _named_by(question: Question, told: str, asked: str) -> int:
    """Return how many characters of a cell a question names, 0 if it does not name it.

    In the words of the cell, or those of one of its parts (赣州 of 霞洲—赣州), or by its number:
    "Line 1", 1号线.
    """
    if _is_key(told, asked):
        return len(told)
    if question.language == "en" and _is_translated(question, told, asked):
        return len(told)
    parts = [part for part in _PARTS.split(told) if not _NO_NAME.fullmatch(part)]
    return sum(len(part) for part in parts if part != told and _is_key(part, asked))


def _is_translated(question: Question, told: str, asked: str) -> bool:
    """Say whether an English question names a cell by its number or by each of its words."""
    cut = words(told)
    each = all(len(word) > 1 and word in asked for word in cut)
    return bool(numbered(told) & numbered(question.text)) or (bool(cut) and each)


def _counted_by(question: Question, told: str, label: str) -> int:
    """Return the size of a cell that a question names by its number and unit: 98块, 价格（元）."""
    number = re.search(rf"(?<![\d.]){re.escape(told)}([^\W\d_])", fold(question.text))
    if number is None or not told.isdecimal():
        return 0
    unit = MONEY if number[1] in MONEY else number[1]
    return len(told) if any(mark in label for mark in unit) else 0


def _is_key(told: str, asked: str) -> bool:
    """Say whether a question names a cell; a district goes without its 区."""
    if len(told) < SHORTEST_KEY or told.isdecimal():
        return False
    if told in asked:
        return True
    of_place = told[-1] in KINDS_OF_PLACE and told[:-1] in asked
    return len(told) > SHORTEST_KEY and (of_place or f"\n{told[:-1]}" in asked)


def _asked(question: Question, text: str, row: _Row) -> CellRange | None:
    """Return the cell of a row in the column that is asked for."""
    place = row.table.rows.index(row.row)
    columns = [
        (label, cells)
        for label, cells in labelled_columns(text, row.table)
        if cells[place] != row.key and cells[place][0] < cells[place][1]
    ]
    person = question.want == "person"
    worths = [
        (
            _fit(question, label, text[slice(*cells[place])])
            + (person and _are_people(text, cells)),
            -n,
            cells[place],
        )
        for n, (label, cells) in enumerate(columns)
    ]
    best = max(worths, default=(0.0, 0, None))
    if best[0] > 0:
        return best[2]
    first = row.row.cells[0]
    return first if row.key != first and not question.measure else None


def _are_people(text: str, cells: Sequence[CellRange]) -> bool:
    """Say whether most cells of a column are people's names, whatever it is called: 掌勺."""
    named = [_is_person(text[slice(*cell)]) for cell in cells]
    return sum(named) > len(named) / 2


def _is_person(text: str) -> bool:
    """Say whether a text is a person's name by its tag: 龙秋菊."""
    return len(text) <= LONGEST_PERSON and any(tag.startswith("nr") for _, tag in tagged(text))


def _fit(question: Question, label: str, cell: str) -> float:
    """Return how well a column fits: by its label, by its unit, by the kind of answer."""
    unit, bare = UNIT.search(label), fold(UNIT.sub("", label))
    if cannot_be(fold(cell), question.measure) or other_side(question.text, bare):
        return 0.0
    fit = _named(question, bare)
    if question.measure:
        looks = MEASURED.get(question.measure.name)
        fit += bool(unit and measured(f"1{unit[1]}", question.measure))
        return fit + bool(looks and looks.search(bare))
    kind = KINDS.get(question.want)
    named = bool(kind and kind.search(bare))
    return fit + (named or (question.want != "other" and analyse(bare).want == question.want))


def _named(question: Question, label: str) -> float:
    """Return how much of a label a question says; a translation is a word, and 室 names 教室."""
    if question.language == "zh":
        shared = _shared(label, unbroken(fold(question.text)))
        return float(shared) if shared >= SHORTEST_LABEL or shared == len(label) else 0.0
    return max(
        (
            len(word) * group.closeness * share
            for group in question.groups
            for word, share in group.into
            if share >= LIKELY and word in label
        ),
        default=0.0,
    )


def _shared(label: str, asked: str) -> int:
    """Return the length of the longest stretch of a label that a question says."""
    sizes = (
        end - start
        for start in range(len(label))
        for end in range(start + 1, len(label) + 1)
        if label[start:end] in asked
    )
    return max(sizes, default=0)


def knows_nouns(question: Question, hit: Hit) -> bool:
    """Say whether every thing that a question names stands in an article.

    A number of a row is compared whatever script it is written in: 第6届, 第六届.
    """
    article = hit.passage.article
    printed = unbroken(
        fold(f"{article.kicker}\n{article.title}\n{article.subtitle}\n{article.text}")
    )
    things = [one for one in question.groups if one.noun and one.counts == 1]
    named = (one for one in things if not _NO_THING.fullmatch(one.word))
    return all(one.stands_in(printed) for one in named) and not lacks(question.text, printed)
