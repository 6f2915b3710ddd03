"""Flame graphs: names without paths, well-formed pictures, shares that add up."""

import time
import xml.etree.ElementTree as ElementTree

import pytest

from benchmarks.speed.flame import Call, _note, boxes, heaviest, named, sampled, svg
from benchmarks.speed.large import REPOSITORY
from corpus.passages import sentences


@pytest.mark.parametrize(
    ("frame", "shown"),
    [
        (f"select\0{REPOSITORY}/bot/select.py\x0083", "bot.select:select"),
        (f"read\0{REPOSITORY}/index/texts.py\x007\x01l9", "index.texts:read"),
        ("sum\0/x/.venv/lib/python3.11/site-packages/numpy/core.py\x001", "numpy:sum"),
        ("run\0/usr/lib/python3.11/threading.py\x001", "python:run"),
        (f"main\0{REPOSITORY}/benchmarks/flame.py\x001", ""),
        ("<module>\0<string>\x001", ""),
        ("MainThread\0<thread>\x001", ""),
    ],
)
def test_a_frame_is_named_without_its_path(frame: str, shown: str) -> None:
    assert named(frame) == shown


def stacks() -> Call:
    root = Call("all")
    _note(root, ["bot.a:f", "numpy:sum", "numpy:_wrap"], 3.0)
    _note(root, ["bot.a:f", "python:map", "index.b:g<h>"], 1.0)
    return root


def test_a_library_is_the_call_that_entered_it_and_counts_for_who_called() -> None:
    assert heaviest(stacks()) == [("bot.a:f", 0.75), ("index.b:g<h>", 0.25)]


def test_the_picture_is_well_formed_and_no_call_is_wider_than_its_caller() -> None:
    root = stacks()

    picture = ElementTree.fromstring(svg(root))

    assert len(picture) == len(list(boxes(root))) == 5
    assert all(left >= 0.0 and depth <= 3 for _, left, depth in boxes(root))


def test_real_work_is_sampled() -> None:
    def work() -> None:
        end = time.perf_counter() + 0.3
        while time.perf_counter() < end:
            list(sentences("工会新建了一座驿站。它供户外劳动者歇脚。" * 200))

    root = sampled(work, "work")

    assert any(name.startswith("corpus.passages:") for name, _ in heaviest(root))
