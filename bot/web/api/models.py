"""What programs send and get, as models: they check requests, and describe themselves.

`AnswerJson` is the JSON of `bot/reply.py`; a test holds one against the other. Next:
`bot/web/api/endpoints.py`.
"""

import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.question.question import LONGEST_ANALYSED

_MOST_TURNS = 100


class Sent(BaseModel):
    """Base of what programs send; unknown keys are refused."""

    model_config = ConfigDict(extra="forbid")


class AskRequest(Sent):
    """A question, and the questions asked before it.

    `key`, long and random, becomes that of the answer: after a broken connection the same question
    may be sent again with it, and is answered once.
    """

    question: str = Field(min_length=1, max_length=LONGEST_ANALYSED)
    lang: Literal["zh", "en"] | None = None
    after: list[str] = Field(default=[], max_length=_MOST_TURNS)
    stream: bool = False
    key: str = Field(default="", pattern=r"^(|[A-Za-z0-9_-]{22,64})$")


class SearchRequest(Sent):
    """Words to find passages for."""

    question: str = Field(min_length=1, max_length=LONGEST_ANALYSED)
    k: int = Field(default=10, ge=1, le=50)


class ArticleJson(BaseModel):
    """Where something was printed."""

    id: str
    title: str
    kicker: str
    subtitle: str
    paper: str
    date: datetime.date | None
    page: int | None
    authors: list[str]
    source: str
    recognised: bool


class WholeArticleJson(ArticleJson):
    """An article with its words, which all offsets count in code points."""

    section: str
    text: str


class SpanJson(BaseModel):
    """Words and where they stand in the article."""

    text: str
    start: int
    end: int


class HeaderJson(BaseModel):
    """The header of the table that a quoted row is of."""

    quote: str
    start: int
    end: int


class CitationJson(BaseModel):
    """A verbatim quote and where it stands."""

    n: int
    quote: str
    start: int
    end: int
    header: HeaderJson | None
    passage: str
    score: float
    notes: list[str]
    article: ArticleJson


class PassageJson(BaseModel):
    """A passage that was found."""

    text: str
    start: int
    end: int
    passage: str
    score: float
    article: ArticleJson


class ClaimJson(BaseModel):
    """One thing said, and the numbers of the citations that prove it."""

    text: str
    citations: list[int]
    answer: SpanJson | None = None


class JoinedJson(BaseModel):
    """A language model's own sentence that joins quotes; it was not printed."""

    text: str
    citations: list[int]
    printed: Literal[False]


class AnswerJson(BaseModel):
    """An answer, as `gongda ask --json` prints it."""

    version: Literal[1]
    question: str
    language: Literal["zh", "en"]
    kind: Literal["quote", "list", "none"]
    answer: str
    claims: list[ClaimJson]
    citations: list[CitationJson]
    nearest: list[PassageJson]
    confidence: float
    stated_count: int | None
    timings_ms: dict[str, float]
    generation: str
    coverage: str
    understood: str | None
    unclear: str | None
    notes: list[str]
    asked: str
    parts: list["AnswerJson"]
    talk: str | None
    joined: list[JoinedJson]


class SearchJson(BaseModel):
    """Passages, best first."""

    hits: list[PassageJson]
    generation: str


class PrintedPlaceJson(BaseModel):
    """Where words stand on the printed page, in points from its upper left corner.

    `page` counts from 1 within the file; a box is left, top, right, bottom.
    """

    article: str
    start: int
    end: int
    page: int
    width: float
    height: float
    boxes: list[tuple[float, float, float, float]]
    picture: str


class ChatTextPart(BaseModel):
    """A part of a message; only text is read."""

    type: str
    text: str = ""


class ChatTurn(BaseModel):
    """A message as OpenAI's clients send it."""

    role: str
    content: str | list[ChatTextPart] | None = Field(default=None)

    @property
    def words(self) -> str:
        """Its text."""
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content if part.type == "text")
        return self.content or ""


class ChatRequest(BaseModel):
    """A talk as OpenAI's clients send it; what tunes a language model is not looked at."""

    model: str = "gongda"
    messages: list[ChatTurn] = Field(min_length=1, max_length=_MOST_TURNS)
    stream: bool = False


class ChatJson(BaseModel):
    """A reply as OpenAI's clients read it."""

    id: str
    object: Literal["chat.completion"]
    created: int
    model: str
    choices: list[dict[str, Any]]
    usage: dict[str, int]
