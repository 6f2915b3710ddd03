"""Answers as `bot/answer.py` makes them, from real records, and a desk that gives them."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.coverage import Coverage
from bot.followups.resolve import understand
from bot.followups.turn import Turn
from bot.reply import Answer, Citation, Claim, Language
from corpus.article import Article, Passage
from index.hit import Hit, Translation, Why

STATIONS = Article(
    "stations",
    "石景山区建设户外劳动者服务站点近300个",
    "本报讯（记者 张晶）鲁谷街道暖心驿站、老山街道暖心驿站等2家驿站被评为全国最美站点。\n"
    "近年来，该区建设户外劳动者服务站点近300个。",
    kicker="关心关爱户外劳动者",
    subtitle="2家暖心驿站获评全国最美",
    paper="劳动午报",
    date=datetime.date(2023, 1, 5),
    page=2,
    authors=("张晶", "马宁"),
    source="2023-01-05_02.md",
)
UNDATED = Article("visit", "慰问一线职工", "刘光明带队慰问一线职工。", source="loose.txt")
WHY = Why(
    query_words=("站点", "全国", "慰问"),
    lexical_rank=1,
    dense_rank=None,
    lexical_score=12.3,
    bridge=(Translation("stations", (("站点", 1.0), ("驿站", 0.5))),),
)


def hit(article: Article, score: float = 0.8) -> Hit:
    return Hit(Passage(article, 0, len(article.text)), score, WHY)


def cite(n: int, article: Article, quote: str) -> Citation:
    start = article.text.index(quote)
    return Citation(n, article, start, start + len(quote), hit(article).passage.id, 0.9)


QUOTED = Answer(
    question="建了多少个站点？",
    language="zh",
    kind="quote",
    answer="近300个。[1]",
    claims=(Claim("近300个", (1,)),),
    citations=(cite(1, STATIONS, "近年来，该区建设户外劳动者服务站点近300个。"),),
    nearest=(),
    confidence=0.914,
    stated_count=None,
    hits=(hit(STATIONS), hit(UNDATED, 0.2)),
    timings_ms={"search": 1.9, "answer": 0.8, "total": 2.7},
    generation="gen-000001",
)
NOT_FOUND = replace(
    QUOTED,
    question="电话是多少？",
    kind="none",
    answer="在已收录的报纸里没有找到答案。",
    claims=(),
    citations=(),
    nearest=(hit(UNDATED), hit(STATIONS)),
)


@dataclass
class PaperDesk:
    """A desk that knows two answers: the quote to whatever holds 站点 or "stations", else none."""

    generation: str = "gen-000001"
    asked: list[tuple[str, Language | None]] = field(default_factory=list)

    def ask(
        self, question: str, language: Language | None = None, turns: Sequence[Turn] = ()
    ) -> Answer:
        """Answer, and take note of the question."""
        meant = understand(question, turns)
        self.asked.append((meant.text, language))
        answer = QUOTED if "站点" in meant.text or "stations" in meant.text else NOT_FOUND
        own: Language = "en" if question.isascii() else "zh"
        return replace(
            answer,
            question=question,
            language=language or own,
            generation=self.generation,
            understood=meant.text if meant.changed else None,
        )

    def coverage(self) -> Coverage:
        """Cover one page."""
        day = datetime.date(2023, 1, 5)
        return Coverage(("劳动午报",), day, day, 2, 2, self.generation)

    def sample_questions(self, language: Language) -> tuple[str, ...]:
        """Offer one question, whatever the language."""
        return ("建了多少个站点？",)
