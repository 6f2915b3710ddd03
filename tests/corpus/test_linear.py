"""Time grows with the file, not faster; `benchmarks/hostile` has the same shapes at full size."""

import time
from collections.abc import Callable

import pytest

from corpus.article import Article
from corpus.errors import PageError
from corpus.formats.html.attributes import MOST_WORDS
from corpus.formats.html.report import html_text
from corpus.formats.office.rtf import rtf_text
from corpus.formats.office.sheets import NO_RESULT
from corpus.page.lines import PageLine
from corpus.page.paragraphs import paragraphs
from corpus.passages import cut, sentences

# Four times the size: a time that grows as its square is sixteen times as long.
MOST_GROWTH = 9.0


def growth(deed: Callable[[int], object], size: int) -> float:
    """Return how much longer four times the size takes, in seconds of this process."""

    def seconds(size: int) -> float:
        times = []
        for _ in range(3):
            start = time.process_time()
            deed(size)
            times.append(time.process_time() - start)
        return min(times)

    return seconds(4 * size) / max(seconds(size), 1e-3)


@pytest.mark.parametrize("attribute", ["a{}=1", "a{}", "a{}='>'", 'a{}="<p>"', "'a{}"])
def test_a_tag_of_160000_attributes_is_refused_before_it_is_parsed(attribute: str) -> None:
    tag = " ".join(attribute.format(number) for number in range(160_000))
    start = time.process_time()

    with pytest.raises(PageError, match=r"a tag of it has 160,00\d words, more than 10,000"):
        html_text(f"<p {tag}>正文在此。</p>".encode())

    assert time.process_time() - start < 10


def test_words_of_many_tags_are_not_counted_together() -> None:
    page = "<p class='a b c'>工会开会。</p>" * MOST_WORDS

    assert html_text(page.encode()).count("工会开会。") == MOST_WORDS


def test_a_quote_that_never_ends_in_a_tag_takes_linear_time() -> None:
    def checked(size: int) -> None:
        html_text(('<p a="' * size + "正文在此。").encode() + b"\n<p>" + "正文在此。".encode())

    assert growth(checked, 2_000) < MOST_GROWTH


def test_a_cell_of_many_paragraphs_takes_linear_time() -> None:
    def read(size: int) -> None:
        html_text(f"<table><td>{'<i>工</i>' * size}{'<p>会' * size}</table>".encode())

    assert growth(read, 2_000) < MOST_GROWTH


@pytest.mark.parametrize(
    ("table", "body"),
    [
        (rb"{\f0 Song;}", b""),
        (b"\\f0\\fcharset134\n", b""),
        (b"\\f0\\fcharset134", b""),
        (b"", rb"\'b9\'a4"),
    ],
    ids=["no code page", "lines without an end", "fonts without an end", "halves of letters"],
)
def test_an_rtf_document_takes_linear_time(table: bytes, body: bytes) -> None:
    def read(size: int) -> None:
        rtf_text(rb"{\rtf1\ansicpg936{\fonttbl" + table * size + rb"}\pard " + body * size + b" }")

    assert growth(read, 1_000) < MOST_GROWTH


def test_blanks_behind_a_formula_take_linear_time() -> None:
    assert growth(lambda size: NO_RESULT.findall(b"</f>" + b" " * size), 4_000) < MOST_GROWTH


def test_dots_without_a_space_take_linear_time() -> None:
    assert growth(lambda size: sentences("." * size + "x"), 10_000) < MOST_GROWTH


def test_dots_before_a_space_end_a_sentence() -> None:
    text = "He said so...' Then he left."

    assert [span.of(text) for span in sentences(text)] == ["He said so...'", "Then he left."]


def test_an_article_of_dots_is_cut_within_seconds() -> None:
    start = time.process_time()

    passages = cut(Article("a", "点", "." * 100_000))

    assert sum(len(one.text) for one in passages) == 100_000
    assert time.process_time() - start < 5


def test_the_width_of_many_columns_is_found_in_linear_time() -> None:
    def joined(size: int) -> None:
        paragraphs([PageLine("工会和职工一起在一线慰问，送上新年的祝福和礼物。")] * size)

    assert growth(joined, 1_500) < MOST_GROWTH
