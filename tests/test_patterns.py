"""No pattern of the product takes more than linear time, whatever it is given.

`re` holds the interpreter: while one pattern is at work, no other member is answered.
"""

import re
import signal
import threading
import time
from collections.abc import Iterator
from types import FrameType

import pytest

from benchmarks.hostile.patterns import every_pattern, hostile
from bot.question.measure import MEASURES, measured
from index.text.words import words
from tests.examples import FUZZING

# To find them every module of the product is imported: only where they are measured.
PATTERNS = every_pattern() if FUZZING else {}
# Characters. Four times as many take four times as long, or sixteen where time grows as the square.
FEW, MANY = 1_500, 6_000
MOST_GROWTH = 8.0
# Seconds of processor, which do not count what other programs take. What is quicker at MANY, and so
# at most one step in 50 characters a character, is not looked at again.
QUICK = 0.02
# Seconds after which a pattern is given up: exponential ones would never end.
LONGEST = 2.0
# Characters that every pattern is done with in a hundredth of a second, unless it is exponential.
SHORT = 200

# What measures growth: a busy machine spoils it.
patient = pytest.mark.patient


class _TooLongError(Exception):
    """A pattern is at work for longer than any should."""


@pytest.fixture(autouse=True)
def bounded() -> Iterator[None]:
    """Let a timer of the processor's time end what takes too long: `re` looks for signals."""
    if threading.current_thread() is not threading.main_thread():
        pytest.skip("a timer reaches the main thread only")

    def end(number: int, frame: FrameType | None) -> None:
        raise _TooLongError

    before = signal.signal(signal.SIGVTALRM, end)
    yield
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    signal.signal(signal.SIGVTALRM, before)


def seconds(pattern: re.Pattern[str], text: str) -> float:
    start = time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, LONGEST)
    try:
        for _ in pattern.finditer(text):
            pass
    except _TooLongError:
        return float("inf")
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - start


def is_given_up(pattern: re.Pattern[str]) -> bool:
    """Return whether some short text keeps a pattern busy for too long."""
    return any(seconds(pattern, text) == float("inf") for text in hostile(pattern, SHORT))


def grows(pattern: re.Pattern[str]) -> str:
    """Return the beginning of a text over which a pattern's time grows faster than its length."""
    for small, large in zip(hostile(pattern, FEW), hostile(pattern, MANY), strict=True):
        if seconds(pattern, large) < QUICK:
            continue
        short = min(seconds(pattern, small) for _ in range(3))
        long = min(seconds(pattern, large) for _ in range(3))
        if long > QUICK and long > MOST_GROWTH * short:
            return f"{small[:40]!r}: {short:.3f} s, then {long:.3f} s"
    return ""


def test_no_pattern_is_given_up_over_a_short_text() -> None:
    given_up = [place for place, pattern in every_pattern().items() if is_given_up(pattern)]

    assert given_up == []


@pytest.mark.parametrize("slow", [r"(?:a+)+b", r"(?:十|[十百]+)+元"])
def test_an_exponential_pattern_is_given_up(slow: str) -> None:
    pattern = re.compile(slow)

    assert is_given_up(pattern)


@patient
@pytest.mark.parametrize("place", PATTERNS)
def test_a_pattern_takes_linear_time(place: str) -> None:
    assert grows(PATTERNS[place]) == ""


@patient
def test_patterns_of_every_layer_are_found() -> None:
    layers = [place.partition(".")[0] for place in PATTERNS]

    assert min(layers.count(layer) for layer in ("corpus", "index", "bot")) > 20


@patient
@pytest.mark.parametrize("slow", [r"\s+x", r"(?:a+)+b", r"(?:十|[十百]+)+元", r"《.*?》"])
def test_a_pattern_that_grows_faster_is_found(slow: str) -> None:
    assert grows(re.compile(slow)) != ""


def test_an_amount_of_a_thousand_hundreds_is_looked_for_at_once() -> None:
    [money] = [one for one in MEASURES if one.name == "money"]
    start = time.process_time()

    found = measured("慰问金一共发放了" + "百" * 4_000 + ",每人180元", money)

    assert found == ["180元"]
    assert time.process_time() - start < 1.0


def test_a_word_of_digits_and_a_letter_is_cut_at_once() -> None:
    start = time.process_time()

    words("编号" + "1" * 60 + "x的证书")

    assert time.process_time() - start < 5.0
