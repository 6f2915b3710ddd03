"""Why an answer is what it is, for `/why`: translations, the words that hit, the rankings.

Reads `hit.why` and decides nothing. Shown by `bot/terminal/repl.py` through
`bot/terminal/render.py`.
"""

from collections.abc import Sequence

from bot.messages import TerminalMessages, terminal_messages
from bot.printed import excerpt
from bot.reply import Answer, Language
from bot.terminal.render import BLANK_LINE, QUOTE_INDENT, ScreenLine, line, piece
from index.hit import Hit, Translation

# How much of the ranking is told, and how many stand-ins of one word.
HITS_TOLD = 5
STAND_INS = 6
_TITLE_LENGTH = 60


def why_lines(answer: Answer, language: Language) -> list[ScreenLine]:
    """Return how the answer was found, best hit first."""
    frame = terminal_messages(language)
    percent = round(answer.confidence * 100)
    times = " · ".join(f"{stage} {ms:.0f} ms" for stage, ms in answer.timings_ms.items())
    lines = [
        line(frame.confidence.format(percent=percent), "title"),
        line(" · ".join(part for part in (times, answer.generation) if part), "note"),
    ]
    lines += [line(frame.went_wrong.format(note=note), "error") for note in answer.notes]
    for translation in _translations(answer.hits):
        lines.append(line(_found_as(translation, frame)))
    for rank, hit in enumerate(answer.hits[:HITS_TOLD], 1):
        lines += [BLANK_LINE, *_hit_lines(rank, hit, frame)]
    return lines


def _translations(hits: Sequence[Hit]) -> tuple[Translation, ...]:
    """Return what the words of the question were looked for as: the same for every hit."""
    return hits[0].stand_ins if hits else ()


def _found_as(translation: Translation, frame: TerminalMessages) -> str:
    into = "、".join(f"{word} {weight:.2f}" for word, weight in translation.into[:STAND_INS])
    return frame.found_as.format(word=translation.word, into=into or frame.absent)


def _hit_lines(rank: int, hit: Hit, frame: TerminalMessages) -> list[ScreenLine]:
    article, why = hit.passage.article, hit.why
    title = article.title or hit.passage.text
    sides = [
        _side(frame.words_side, why.lexical_rank, why.lexical_score, frame),
        _side(frame.meaning_side, why.dense_rank, why.dense_score, frame),
    ]
    if why.rerank_rank is not None:
        sides.append(_side(frame.reranker_side, why.rerank_rank, why.rerank_score, frame))
    lines = [
        ScreenLine((piece(f"{rank}. ", "number"), piece(excerpt(title, _TITLE_LENGTH)))),
        line(f"{hit.score:.3f} · {' · '.join(sides)}", "source", QUOTE_INDENT),
    ]
    if hit.words:
        words = frame.hit_words.format(words=" ".join(hit.words))
        lines.append(line(words, "note", QUOTE_INDENT))
    return lines


def _side(name: str, rank: int | None, score: float, frame: TerminalMessages) -> str:
    """Return one ranking's say, as in `words #1 (12.31)`."""
    return f"{name} #{rank} ({score:.2f})" if rank is not None else f"{name} {frame.absent}"
