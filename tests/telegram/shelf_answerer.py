"""A shelf of a few articles that answers, for the tests of the channel: slow or broken on demand.

It answers like `bot/answerer.py`, with real records, from the article that shares most characters
with the question. Run as a program it is the whole bot in a process of its own, to be killed.
"""

import asyncio
import re
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from pydantic import SecretStr

from bot.coverage import Coverage, sentence
from bot.followups.resolve import understand
from bot.followups.turn import Turn
from bot.journal.journal import Journal, open_journal
from bot.question.question import language_of
from bot.reply import Answer, Citation, Claim, Language
from bot.telegram.service import build_service, serve
from corpus.article import Article, Passage
from corpus.config import BotSettings, Settings
from corpus.settings.channels import TelegramSettings
from index.hit import Hit, Why

# Two shared characters are chance.
ENOUGH = 3
SAMPLES: dict[Language, tuple[str, ...]] = {
    "zh": ("哪些驿站获评最美？", "摄影大赛收到多少幅作品？", "谁慰问了一线职工？"),
    "en": ("Which stations won?", "How many photographs?", "Who visited the workers?"),
}


class ShelfDesk:
    """Answers with the sentence that shares most characters with the question."""

    def __init__(self, articles: Sequence[Article], seconds: float = 0.0) -> None:
        self.articles = articles
        self.seconds = seconds
        self.asked: list[str] = []
        self.raises: Exception | None = None

    def ask(
        self, question: str, language: Language | None = None, turns: Sequence[Turn] = ()
    ) -> Answer:
        """Answer, after so many seconds."""
        meant = understand(question, turns)
        reply = self._answered(meant.text, language or language_of(question))
        return replace(reply, question=question, understood=meant.text if meant.changed else None)

    def _answered(self, question: str, frame: Language) -> Answer:
        self.asked.append(question)
        time.sleep(self.seconds)
        if self.raises is not None:
            raise self.raises
        shared = [len(set(question) & set(article.text)) for article in self.articles]
        best = self.articles[shared.index(max(shared))]
        if max(shared) < ENOUGH:
            nothing = _answer(question, frame, nearest=(_hit(best),))
            return replace(nothing, coverage=sentence(self.coverage(), frame))
        sentences = re.finditer(r"[^。\n]+。?", best.text)
        found = max(sentences, key=lambda sentence: len(set(question) & set(sentence[0])))
        passage = f"{best.id}:0-{len(best.text)}"
        return _answer(
            question, frame, (Citation(1, best, found.start(), found.end(), passage, 0.9),)
        )

    def coverage(self) -> Coverage:
        """Return how much stands on the shelf."""
        return Coverage(("劳动午报",), None, None, len(self.articles), len(self.articles), "g1")

    def article(self, article_id: str) -> Article | None:
        """Return an article of the shelf."""
        return next((one for one in self.articles if one.id == article_id), None)

    def is_there(self, generation: str) -> bool:
        """Say that a shelf is always there."""
        return True

    def use(self, settings: Settings) -> None:
        """A shelf has no settings."""

    def sample_questions(self, language: Language) -> Sequence[str]:
        """Return three questions."""
        return SAMPLES[language]


def _answer(
    question: str,
    language: Language,
    citations: tuple[Citation, ...] = (),
    nearest: tuple[Hit, ...] = (),
) -> Answer:
    said = {"zh": "没有找到答案。", "en": "Nothing was found."}[language]
    return Answer(
        question=question,
        language=language,
        kind="quote" if citations else "none",
        answer=f"{citations[0].quote} [1]" if citations else said,
        claims=tuple(Claim(citation.quote, (citation.n,)) for citation in citations),
        citations=citations,
        nearest=nearest,
        confidence=0.9 if citations else 0.1,
        stated_count=None,
        hits=nearest,
        timings_ms={},
        generation="g1",
    )


def _hit(article: Article) -> Hit:
    return Hit(Passage(article, 0, len(article.text)), 0.1, Why())


def telegram_settings(address: str, journal: Path, token: str, **more: object) -> Settings:
    channel = TelegramSettings(base_url=address, **more)
    return Settings(
        telegram_token=SecretStr(token), bot=BotSettings(journal=journal, telegram=channel)
    )


def main(address: str, journal: str, token: str) -> None:
    """Run the bot, which thinks about its first question until it is killed."""
    settings = telegram_settings(address, Path(journal), token)
    shelf = ShelfDesk([Article("a", "大赛", "摄影大赛收到近600幅作品。")], seconds=3600.0)
    with open_journal(settings.bot.journal) as opened:
        asyncio.run(_run(settings, shelf, opened))


async def _run(settings: Settings, shelf: ShelfDesk, journal: Journal) -> None:
    await serve(build_service(settings, shelf, journal), asyncio.Event().wait)


if __name__ == "__main__":
    main(*sys.argv[1:])
