"""A list that is printed as a column: 哪些菜 for the cells under 菜名.

The rows that count are those that hold a value which the question names (早餐 in 早餐有哪些菜), or
all of them; the column is the one whose label names the thing asked for, else the first, if what
stands over the table names it. Next: `bot/lists/choose.py`.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from bot.lists.cells import knows_nouns
from bot.lists.counts import Enumeration, number
from bot.lists.likeness import asked_thing, named_share, strength
from bot.question.question import Question
from bot.question.terms import QuestionWord
from bot.reading.reader import Quote
from corpus.passages import TextRange
from corpus.tables import (
    UNIT,
    CellRange,
    PrintedTable,
    labelled_columns,
    table_at,
    table_below,
    tables,
)
from index.hit import Hit
from index.text.words import fold

# Cosine from which a label names what is asked for, as in `bot/lists/paraphrased.py`.
NAMES_IT = 0.5
# How many things a question says there are: 哪六项, 奖状的6个单位, "which six".
_ASKED_COUNT = re.compile(
    r"(?:哪|的)([二两三四五六七八九十]|\d{1,2})(?=[个家名位项种类条支所])|哪([二两三四五六七八九十]|\d{1,2})|\b(two|three|four|five|six|seven|eight|nine|ten)\b"
)
_COUNTS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
# Right before the label of a column: 有哪些供应时间, "which names".
ASKS = re.compile(r"(?:哪些|哪几[个种类]?|什么|which |what )$")
# Characters above a table that say what it holds.
ABOVE = 60
# Characters of a value, so that 1 of 11日 chooses no row.
SHORTEST_VALUE = 2


def asked_column(question: Question, quote: Quote, below: bool = False) -> Enumeration | None:
    """Return the cells that a question asks for, if the quote is a row of a table; else None.

    With `below`: if a table stands on the line below the quote.

    >>> found = asked_column(analyse("食堂有哪些菜？"), quote)
    >>> [item.of(quote.article.text) for item in found.items]
    ['红烧肉', '牛肉面']
    """
    text = quote.article.text
    row = table_at(text, quote.start)
    table = table_below(text, quote.end) if below else row and row[0]
    if table is None:
        return None
    cells = _asked_for(question, quote, table)
    rows = _rows(fold(question.text), text, table, cells)
    items = tuple(TextRange(*cells[row]) for row in rows if cells[row][0] < cells[row][1])
    count = asked_count(question)
    agrees = count is None or count == len(items)
    return Enumeration(items, None) if len(items) > 1 and agrees else None


def listed_column(question: Question, hits: Sequence[Hit], confidence: float) -> Quote | None:
    """Return the first row of a table whose column is asked for as a list, or None.

    The article has to name all other things of the question. Such a quote is worth `confidence`.
    """
    for hit in hits if question.wants_list else ():
        for table in tables(hit.passage.article.text):
            row = table.rows[0]
            quote = Quote(hit, row.start, row.end, 1.0, confidence)
            if table.header and asked_column(question, quote) and knows_nouns(question, hit):
                return quote
    return None


def _asked_for(question: Question, quote: Quote, table: PrintedTable) -> Sequence[CellRange]:
    """Return the cells of the column that is asked for; none where no column is."""
    text, asked = quote.article.text, asked_thing(question)
    every = [(fold(UNIT.sub("", label)), cells) for label, cells in labelled_columns(text, table)]
    for names_it in _ways_to_name(question, asked):
        for label, cells in every:
            if label and names_it(label):
                return cells
    named = next((cells for _, cells in every if _are_named(question, text, cells)), None)
    return named or (every[0][1] if _is_of(asked, quote, table) else ())


def _is_of(asked: QuestionWord | None, quote: Quote, table: PrintedTable) -> bool:
    """Say whether what stands over a table names what is asked for."""
    before = quote.article.text[max(0, table.start - ABOVE) : table.start]
    return asked is not None and _holds(asked, fold(f"{quote.article.title}\n{before}"))


def _are_named(question: Question, text: str, cells: Sequence[CellRange]) -> bool:
    """Say whether cells are names of places or people, and such are asked for: 开到哪些地方."""
    items = tuple(TextRange(*cell) for cell in cells if cell[0] < cell[1])
    return bool(items) and named_share(question, text, Enumeration(items, None)) >= NAMES_IT


def _ways_to_name(
    question: Question, asked: QuestionWord | None
) -> Iterator[Callable[[str], bool]]:
    """Yield how a column's label may name what is asked for, the surest way first."""
    yield lambda label: len(label) > 1 and _is_next(label, fold(question.text))
    if asked is not None:
        yield lambda label: asked.word in label
        yield lambda label: strength(asked, label) >= NAMES_IT


def _is_next(label: str, asked: str) -> bool:
    """Say whether a label stands right behind the word that asks: 哪些供应时间."""
    before, found, _ = asked.partition(label)
    return bool(found) and ASKS.search(before) is not None


def _holds(asked: QuestionWord, printed: str) -> bool:
    return asked.word in printed or strength(asked, printed) >= NAMES_IT


def _rows(asked: str, text: str, table: PrintedTable, cells: Sequence[CellRange]) -> Sequence[int]:
    """Return the numbers of the rows with a value in another column that the question names."""
    every = range(len(table.rows)) if cells else range(0)
    named = [
        number
        for number in every
        if any(
            cell != cells[number]
            and end - start >= SHORTEST_VALUE
            and fold(text[start:end]) in asked
            for cell in table.rows[number].cells
            for start, end in (cell,)
        )
    ]
    return named or every


def asked_count(question: Question) -> int | None:
    """Return how many things the question itself says there are (哪四型 4, "which six" 6)."""
    match = _ASKED_COUNT.search(fold(question.text))
    if match is None:
        return None
    chinese = match[1] or match[2]
    return number(chinese) if chinese else _COUNTS.index(match[3]) + 2
