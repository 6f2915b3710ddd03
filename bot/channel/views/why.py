"""How an answer was found, in a few plain lines: for /why.

The numbers behind it are for whoever runs the bot: `gongda chat` shows them
(`bot/terminal/why.py`).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.channel.text.styled import without_surrogates
from bot.members.language import Speech, spoken_in
from bot.printed import excerpt
from bot.reply import Answer, Language
from index.hit import Hit
from index.text.words import words

# Of the articles that were found, of the words that led to one, of the stand-ins of a foreign word.
MOST_ARTICLES, MOST_WORDS, MOST_STAND_INS = 3, 6, 4
_TITLE_LENGTH = 40
# Only headlines of a day, which are not searched for, are so sure.
CERTAIN = 1.0


@dataclass(frozen=True, slots=True)
class _Frame:
    """The lines in one language."""

    sure: str
    unsure: str
    listed: str
    looked_for: str
    found: str
    by_words: str
    nearby: str
    between: str


_CHINESE = _Frame(
    sure="我对答案有 {percent}% 的把握。",
    unsure="最接近的内容也不像是答案：我只有 {percent}% 的把握，所以没有拿它来回答。",
    listed="这些是按报纸的日期列出来的。",
    looked_for="“{word}”是按“{into}”查找的。",
    found="最相关的几篇：",
    by_words="有您问到的词：{words}",
    nearby="内容相近",
    between="、",
)
_ENGLISH = _Frame(
    sure="I am {percent}% sure of the answer.",
    unsure="Even the nearest passage is hardly an answer: I am only {percent}% sure, so I did not "
    "give it as one.",
    listed="These are listed by the day of the paper.",
    looked_for="“{word}” was looked for as: {into}.",
    found="The articles that fit best:",
    by_words="has words of your question: {words}",
    nearby="is close to your question",
    between=", ",
)


def why_text(answer: Answer, in_traditional: bool = False) -> tuple[str, ...]:
    """Return how an answer was found, a line each, in the language of its frame.

    >>> why_text(answer)
    ('我对答案有 93% 的把握。', '最相关的几篇：', '1. 大赛收官 — 有您问到的词：摄影、大赛')
    """
    return tuple(_lines(answer, spoken_in(_frame, Speech(answer.language, in_traditional))))


def _frame(language: Language) -> _Frame:
    return _CHINESE if language == "zh" else _ENGLISH


def _lines(answer: Answer, frame: _Frame) -> Iterator[str]:
    percent = round(100 * answer.confidence)
    nearest = _by_article(answer)
    if answer.confidence >= CERTAIN and not nearest:
        yield frame.listed
        return
    yield (frame.unsure if answer.kind == "none" else frame.sure).format(percent=percent)
    if not nearest:
        return
    yield from _stand_in_lines(nearest[0], frame)
    yield frame.found
    asked = {*words(without_surrogates(answer.understood or answer.question))}
    for rank, hit in enumerate(nearest, 1):
        title = excerpt(hit.passage.article.title or hit.passage.text, _TITLE_LENGTH)
        yield f"{rank}. {title} — {_reason(hit, asked, frame)}"


def _stand_in_lines(hit: Hit, frame: _Frame) -> Iterator[str]:
    """Yield for each word that others stood in for, by which it was looked for."""
    for translation in hit.stand_ins:
        if translation.into:
            into = frame.between.join(word for word, _ in translation.into[:MOST_STAND_INS])
            yield frame.looked_for.format(word=translation.word, into=into)


def _reason(hit: Hit, asked: set[str], frame: _Frame) -> str:
    shared = frame.between.join(_telling(hit, asked)[:MOST_WORDS])
    return frame.by_words.format(words=shared) if shared else frame.nearby


def _by_article(answer: Answer) -> list[Hit]:
    """Return the best hit of each article, best first."""
    best: dict[str, Hit] = {}
    for hit in answer.hits:
        if hit.passage.text.strip():
            best.setdefault(hit.passage.article.id, hit)
    return list(best.values())[:MOST_ARTICLES]


def _telling(hit: Hit, asked: set[str]) -> list[str]:
    """Return the words that led to a passage: whole ones, no pairs of neighbouring signs."""
    longer = [word for word in hit.words if len(word) > 1]
    stand_ins = {word for one in hit.stand_ins for word, _ in one.into}
    return [word for word in longer if hit.why.bridge or word in asked or word in stand_ins]
