"""What the bot does, as figures for Prometheus.

`bot/monitoring/health.py` serves them, docs/operations.md reads them.
Every bot has figures of its own, in a registry of its own. No label holds anything of a member or
of a message. All of it is forgotten at a restart, as Prometheus expects.
"""

import math

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    Info,
    ProcessCollector,
    generate_latest,
)

from bot.journal.feedback import VERDICTS, Verdict
from bot.reply import AnswerKind, Language

# Seconds from a question to its answer: a sign of life is promised within one, an answer is
# called late after 180.
ANSWER_BUCKETS = (0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 180.0)
# Seconds of a search: some milliseconds with the bundled model, up to seconds with a reranker.
SEARCH_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)

_KINDS: tuple[AnswerKind, ...] = ("quote", "list", "none")
_LANGUAGES: tuple[Language, ...] = ("zh", "en")


class Metrics:
    """The figures of one bot.

    Attributes:
        registry: Holds them; its text form is `page()`.
    """

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        self._answered = Counter(
            "gongda_answered", "Questions answered.", ["kind", "language"], registry=registry
        )
        self._failed = Counter(
            "gongda_failed", "Questions met by an apology and a reference.", registry=registry
        )
        self._throttled = Counter(
            "gongda_throttled", "Questions of members who asked too much.", registry=registry
        )
        self._feedback = Counter(
            "gongda_feedback", "Verdicts of members.", ["verdict"], registry=registry
        )
        self._journal_errors = Counter(
            "gongda_journal_errors", "Writes that the journal did not take.", registry=registry
        )
        self._replayed = Counter(
            "gongda_replayed", "Updates that an earlier run left unanswered.", registry=registry
        )
        self._answer_seconds = Histogram(
            "gongda_answer_seconds",
            "From the arrival of a question to the delivery of its answer.",
            buckets=ANSWER_BUCKETS,
            registry=registry,
        )
        self._search_seconds = Histogram(
            "gongda_search_seconds",
            "Finding an answer, without waiting and without Telegram.",
            buckets=SEARCH_BUCKETS,
            registry=registry,
        )
        self._queue = Gauge("gongda_queue", "Updates that wait for their turn.", registry=registry)
        self._poll_age = Gauge(
            "gongda_poll_age_seconds",
            "Since Telegram last answered a poll; NaN with a webhook.",
            registry=registry,
        )
        self._generation = Info("gongda_generation", "The index that answers.", registry=registry)
        ProcessCollector(registry=registry)
        self._begin_at_zero()

    def answered(self, kind: AnswerKind, language: Language, seconds: float) -> None:
        """Count an answer that was delivered so long after its question arrived."""
        self._answered.labels(kind, language).inc()
        self._answer_seconds.observe(seconds)

    def searched(self, seconds: float) -> None:
        """Count a search."""
        self._search_seconds.observe(seconds)

    def failed(self) -> None:
        """Count an apology."""
        self._failed.inc()

    def throttled(self) -> None:
        """Count a question that was not taken."""
        self._throttled.inc()

    def feedback(self, verdict: Verdict) -> None:
        """Count a verdict."""
        self._feedback.labels(verdict).inc()

    def journal_error(self) -> None:
        """Count a write that failed."""
        self._journal_errors.inc()

    def replayed(self, updates: int) -> None:
        """Count what an earlier run left."""
        self._replayed.inc(updates)

    def now(self, queue: int, poll_age: float | None, generation: str) -> None:
        """Set what is not counted but looked at, just before a page is made."""
        self._queue.set(queue)
        self._poll_age.set(math.nan if poll_age is None else poll_age)
        self._generation.info({"name": generation})

    def page(self) -> bytes:
        """Return all figures in Prometheus' text format."""
        return generate_latest(self.registry)

    def _begin_at_zero(self) -> None:
        """Show every label from the start: a figure that appears as 1 is no rise to Prometheus."""
        for kind in _KINDS:
            for language in _LANGUAGES:
                self._answered.labels(kind, language)
        for verdict in VERDICTS:
            self._feedback.labels(verdict)
        self.now(0, None, "")
