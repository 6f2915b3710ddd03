"""What members ask in a storm: golden questions and dialogues of the bundled pages, and nonsense.

All are distinct, so that an answer cannot be taken for that to another question.
"""

import itertools
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import yaml

_GOLDEN = Path(__file__).parents[2] / "tests" / "golden"
NONSENSE = (
    "asdf qwer zxcv",
    "？？？",
    "🏆🏆",
    "今天晚上吃什么呀",
    "帮我写一首歌",
    "1+1=?",
    "/help",
    "/about",
)
# So many are easily had.
DIFFERENT = 300
# Ways to ask the same in other words, when more questions are wanted than there are.
_ASKED_AGAIN = ("", "请问，", "您好！", "想了解一下：", "Hello, ", "再问一次，")


def questions(many: int, seed: int) -> list[str]:
    """Return so many different messages of members: questions, follow-ups, English, nonsense.

    `questions(2, seed=1)` -> `["谁是“妈咪小屋”的第一个使用者？", "那丰台呢"]`
    """
    written = list(dict.fromkeys([*_golden(), *_dialogues(), *NONSENSE]))
    asked = [f"{before}{one}" for before in _ASKED_AGAIN for one in _shuffled(written, seed)]
    different = [one for one in dict.fromkeys(asked) if not one[1:].count("/")]
    assert len(different) >= many, f"there are only {len(different)} different questions"
    return list(itertools.islice(different, many))


def endless(seed: int) -> Iterator[str]:
    """Yield ever other questions: those of `questions` with a name in them that nobody has.

    `endless(1)` -> `谁是“妈咪小屋”的柳会第一个使用者？`, …
    """
    chance = Random(seed)
    written = [one for one in questions(DIFFERENT, seed) if not one.startswith("/")]
    signs = sorted({sign for one in written for sign in one})
    while True:
        one, name = chance.choice(written), "".join(chance.choices(signs, k=chance.randint(2, 4)))
        place = chance.randint(1, len(one))
        yield f"{one[:place]}{name}{one[place:]}"


def _shuffled(written: list[str], seed: int) -> list[str]:
    return Random(seed).sample(written, len(written))


def _golden() -> Iterator[str]:
    for one in _read("bundled"):
        yield str(one["question"])


def _dialogues() -> Iterator[str]:
    for dialogue in _read("dialogues"):
        for turn in dialogue["turns"]:
            yield turn["ask"]


def _read(name: str) -> list[dict[str, Any]]:
    content: list[dict[str, Any]] = yaml.safe_load((_GOLDEN / f"{name}.yaml").read_text("utf-8"))
    return content
