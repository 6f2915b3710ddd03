"""Every pattern of the product, and strings made to keep each of them busy.

A pattern is mean where a part that repeats can be read in many ways, or is tried again from every
character. The strings repeat what a part of the pattern itself takes, after what must stand before
it, and end in what fits nowhere. Next: `tests/test_patterns.py` measures them.
"""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import bot
import corpus
import index

PACKAGES = (corpus, index, bot)
# Repeated as they are: what pages and questions are made of.
PLAIN = (
    "一",
    "工",
    "a",
    "1",
    "Ab ",
    "十百",
    "1,",
    "1.",
    " ",
    "\n",
    "。",
    "“",
    "（",
    "：",
    "*",
    "-",
)
# What fits nowhere, after the repeated part.
ENDS = ("", "\0", "。", "a")
# Alternatives of a part that are tried, and of a class of characters.
WAYS = 4
# How `re` names what repeats.
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
# Functions of `re` whose first argument is a pattern.
_CALLS = {"search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn"}


def every_pattern() -> dict[str, re.Pattern[str]]:
    """Return the product's patterns by where they stand: compiled ones, and those written in calls.

    A pattern that is written in a call with values in it (an f-string) is not seen.
    """
    patterns: dict[re.Pattern[str], str] = {}
    for module in _modules():
        for name, value in list(vars(module).items()):
            for pattern in _within(value, set()):
                patterns.setdefault(pattern, f"{module.__name__}.{name}")
        for line, pattern in _written(module):
            patterns.setdefault(pattern, f"{module.__name__}:{line}")
    return {f"{place} {pattern.pattern[:30]!r}": pattern for pattern, place in patterns.items()}


def hostile(pattern: re.Pattern[str], size: int) -> Iterator[str]:
    """Yield strings of about `size` characters that may keep a pattern busy."""
    parsed = re._parser.parse(pattern.pattern, pattern.flags)  # type: ignore[attr-defined]
    pumps = dict.fromkeys([("", unit) for unit in PLAIN] + list(_pumps(list(parsed), "")))
    for before, unit in pumps:
        if unit:
            for end in ENDS:
                yield before + unit * (size // len(unit)) + end
            if before:
                yield (before + unit * 3) * (size // (len(before) + 3 * len(unit)))


def _modules() -> Iterator[ModuleType]:
    for package in PACKAGES:
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not found.name.endswith("__main__"):
                yield importlib.import_module(found.name)


def _within(value: Any, seen: set[int]) -> Iterator[re.Pattern[str]]:  # noqa: ANN401
    """Yield the patterns in a value, however deep."""
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif id(value) not in seen:
        seen.add(id(value))
        for part in _parts(value):
            yield from _within(part, seen)


def _parts(value: Any) -> Iterable[Any]:  # noqa: ANN401
    if isinstance(value, dict):
        return [*value.keys(), *value.values()]
    if isinstance(value, list | tuple | set | frozenset):
        return value
    if isinstance(value, partial):
        return [value.func, *value.args, *value.keywords.values()]
    if is_dataclass(value) and not isinstance(value, type):
        return [getattr(value, field.name) for field in fields(value)]
    closure = getattr(value, "__closure__", None) or ()
    return [*(cell.cell_contents for cell in closure), getattr(value, "__self__", None)]


def _written(module: ModuleType) -> Iterator[tuple[int, re.Pattern[str]]]:
    """Yield the patterns that stand as words in calls such as `re.sub("…", …)`."""
    for node in ast.walk(ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="re"), attr=name),
                args=[ast.Constant(value=str(words)), *_],
            ) if name in _CALLS:
                yield node.lineno, re.compile(words)


def _pumps(items: Sequence[Any], before: str) -> Iterator[tuple[str, str]]:
    """Yield what stands before each part that repeats, and what that part takes once."""
    for kind, argument in items:
        if str(kind) in _REPEATS and argument[1] > 1:
            yield from ((before, unit) for unit in _ways(list(argument[2])))
        for part in _inside(str(kind), argument):
            yield from _pumps(part, before)
        before += next(iter(_ways([(kind, argument)])), "")


def _inside(kind: str, argument: Any) -> list[list[Any]]:  # noqa: ANN401
    """Return the patterns within a part of a pattern."""
    if kind == "BRANCH":
        return [list(way) for way in argument[1]]
    if kind in (*_REPEATS, "SUBPATTERN", "ASSERT", "ASSERT_NOT"):
        return [list(argument[-1])]
    return [list(argument)] if kind == "ATOMIC_GROUP" else []


def _ways(items: Sequence[Any]) -> list[str]:
    """Return some strings that these parts of a pattern take, one after the other."""
    ways = [""]
    for kind, argument in items:
        taken = _taken(str(kind), argument) or [""]
        ways = [way + one for way in ways for one in taken][: WAYS * 2]
    return list(dict.fromkeys(ways))[:WAYS]


def _taken(kind: str, argument: Any) -> list[str]:  # noqa: ANN401
    """Return some strings that one part of a pattern takes."""
    if kind in _REPEATS:
        fewest, most, body = argument
        return [way * max(fewest, min(most, 1)) for way in _ways(list(body))]
    if kind == "ASSERT_NOT" or (kind == "ASSERT" and argument[0] > 0):
        return [""]
    if inside := _inside(kind, argument):
        return [way for part in inside for way in _ways(part)[:2]][: 2 * WAYS]
    if kind == "LITERAL":
        return [chr(argument)]
    return (
        _of_class(argument)
        if kind == "IN"
        else ["字", "a"]
        if kind in ("ANY", "NOT_LITERAL")
        else [""]
    )


def _of_class(items: Sequence[Any]) -> list[str]:
    """Return some characters of a class."""
    written = "".join(_written_class(items))
    wanted = re.compile(f"[{written}]")
    tried = [chr(a) for kind, a in items if str(kind) == "LITERAL"]
    tried += [chr(a[0]) for kind, a in items if str(kind) == "RANGE"]
    return [one for one in dict.fromkeys([*"字1a， \n,.", *tried]) if wanted.match(one)][:WAYS]


def _written_class(items: Sequence[Any]) -> Iterator[str]:
    named = {"DIGIT": r"\d", "SPACE": r"\s", "WORD": r"\w"}
    for kind, argument in items:
        if str(kind) == "NEGATE":
            yield "^"
        elif str(kind) == "LITERAL":
            yield re.escape(chr(argument))
        elif str(kind) == "RANGE":
            yield f"{re.escape(chr(argument[0]))}-{re.escape(chr(argument[1]))}"
        else:
            name = str(argument).removeprefix("CATEGORY_")
            mark = named[name.removeprefix("NOT_")]
            yield mark.upper() if name.startswith("NOT_") else mark
