"""Every hand rule can be switched off where the code looks it up, and back on."""

import pkgutil
from unittest.mock import patch

import numpy as np
import pytest

from benchmarks.members.rules import RULES, Memory, Rule, cells
from bot.reading.span_reader import FOLDER, LONGEST
from index.engines.transformer import open_transformer


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_stands_where_it_is_switched_off(rule: Rule) -> None:
    before = pkgutil.resolve_name(rule.target)

    with patch(rule.target, rule.off):
        off = pkgutil.resolve_name(rule.target)

    assert off is rule.off
    assert pkgutil.resolve_name(rule.target) is before


def test_what_a_model_said_is_said_again_from_memory() -> None:
    model, memory, outputs = open_transformer(FOLDER, LONGEST), Memory(), ("relevance",)
    pairs = model.tokens([("几点开门", "食堂7点开门。"), ("几点开门", "书屋有书。")])
    fresh = {
        place: float(said[row])
        for places, (said,) in model.run(pairs, outputs)
        for row, place in enumerate(places)
    }

    first = {place: float(said[0]) for [place], (said,) in memory.run(model, pairs, outputs)}
    with patch.object(memory, "_run", return_value=iter(())) as run:
        [(place, (said,))] = memory.run(model, pairs[:1], outputs)

    assert np.allclose([first[0], first[1]], [fresh[0], fresh[1]], atol=1e-4)
    assert (place, float(said[0])) == ([0], first[0])
    assert run.call_args.args[1] == []


def test_a_row_tells_what_a_rule_brings() -> None:
    with_it = [("answers", "right"), ("answers", "refused"), ("nothing", "refused")]
    without = [("answers", "wrong"), ("answers", "refused"), ("nothing", "wrong")]

    assert cells(with_it, without) == "1 | -1 | 1 | 2"
