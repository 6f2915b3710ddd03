"""How an answer was found, in a few plain lines: for /why.

The numbers behind it are for whoever runs the bot: `gongda chat` shows them (`bot/explain.py`).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.render import excerpt
from bot.reply import Answer, Language
from index.hit import Hit

# Of the passages that were found, of the words that led to one, of the stand-ins of a foreign word.
MOST_HITS, MOST_WORDS, MOST_STAND_INS = 3, 6, 4
TITLE_LENGTH = 40
# Only headlines of a day, which are not searched for, are so sure.
CERTAIN = 1.0


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines in one language."""

    sure: str
    unsure: str
    listed: str
    looked_for: str
    found: str
    by_words: str
    by_meaning: str
    between: str


_CHINESE = _Lines(
    sure="我对答案有 {percent}% 的把握。",
    unsure="最接近的内容也不像是答案：我只有 {percent}% 的把握，所以没有拿它来回答。",
    listed="这些是按报纸的日期列出来的。",
    looked_for="“{word}”是按“{into}”查找的。",
    found="最相关的几篇：",
    by_words="有您问到的词：{words}",
    by_meaning="意思相近",
    between="、",
)
_ENGLISH = _Lines(
    sure="I am {percent}% sure of the answer.",
    unsure="Even the nearest passage is hardly an answer: I am only {percent}% sure, so I did not "
    "give it as one.",
    listed="These are listed by the day of the paper.",
    looked_for="“{word}” was looked for as: {into}.",
    found="The articles that fit best:",
    by_words="has words of your question: {words}",
    by_meaning="is close in meaning",
    between=", ",
)


def why_told(answer: Answer, language: Language) -> tuple[str, ...]:
    """Return how an answer was found, a line each.

    >>> why_told(answer, "zh")
    ('我对答案有 93% 的把握。', '最相关的几篇：', '1. 大赛收官 — 有您问到的词：摄影、大赛')
    """
    return tuple(_lines(answer, _CHINESE if language == "zh" else _ENGLISH))


def _lines(answer: Answer, frame: _Lines) -> Iterator[str]:
    percent = round(100 * answer.confidence)
    found = [hit for hit in answer.hits[:MOST_HITS] if hit.passage.text.strip()]
    if answer.confidence >= CERTAIN and not found:
        yield frame.listed
        return
    yield (frame.unsure if answer.kind == "none" else frame.sure).format(percent=percent)
    for one in found[0].why.bridge if found else ():
        if one.into:
            into = frame.between.join(word for word, _ in one.into[:MOST_STAND_INS])
            yield frame.looked_for.format(word=one.word, into=into)
    if found:
        yield frame.found
    for rank, hit in enumerate(found, 1):
        title = excerpt(hit.passage.article.title or hit.passage.text, TITLE_LENGTH)
        yield f"{rank}. {title} — {_reason(hit, frame)}"


def _reason(hit: Hit, frame: _Lines) -> str:
    words = frame.between.join(hit.why.words[:MOST_WORDS])
    return frame.by_words.format(words=words) if words else frame.by_meaning
