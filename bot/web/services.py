"""What all pages and programs' addresses share. Next: `bot/web/app.py` hands it to them."""

import asyncio
import time
from dataclasses import dataclass, field

from starlette.exceptions import HTTPException
from starlette.requests import Request

from bot.answerer import ArchiveAnswerer
from bot.editors.publisher import Publisher
from bot.journal.journal import Journal
from bot.members.throttle import HOUR, MINUTE, Throttle
from bot.monitoring.metrics import Metrics
from bot.web.desk import QuestionDesk
from bot.web.guard.addresses import address_of, is_secure
from bot.web.guard.editors import editor_of
from bot.web.printed import PrintedPages
from corpus.article import Article
from corpus.config import Settings
from corpus.settings.channels import WebSettings

# Seconds after which whoever found the desk full may ask again.
FULL_SECONDS = 5
MISSING, TOO_MANY, UNWELL = 404, 429, 503
# Tries to sign in from one network address in a minute.
SIGN_INS = 10


@dataclass(slots=True)
class WebServices:
    """What everything in this package uses.

    Attributes:
        settings: As they are set.
        answerer: The archive.
        journal: Of this channel alone.
        desk: Takes questions.
        metrics: Counts what happens.
        publisher: Builds for editors.
        printed: The pages behind articles that were read from PDFs.
        reading: Held while files of editors are read: one of them is work enough for a machine.
        unreadable: By editor, the names of files that cannot be read, as far as they were checked.
        started: As `time.monotonic()` counts.
    """

    settings: Settings
    answerer: ArchiveAnswerer
    journal: Journal
    desk: QuestionDesk
    metrics: Metrics
    publisher: Publisher
    printed: PrintedPages
    reading: asyncio.Lock = field(default_factory=asyncio.Lock)
    unreadable: dict[str, set[str]] = field(default_factory=dict)
    started: float = field(default_factory=time.monotonic)
    _members: Throttle = field(default_factory=lambda: Throttle(1, 1))
    _addresses: Throttle = field(default_factory=lambda: Throttle(1, 1))
    _doors: Throttle = field(default_factory=lambda: Throttle(SIGN_INS, SIGN_INS * 6))
    _asked: int = 0

    @property
    def web(self) -> WebSettings:
        """The channel's settings."""
        return self.settings.bot.web

    def refuse_when_full(self) -> None:
        """Take no question while too many wait.

        Raises:
            HTTPException: 503, with the seconds after which to ask again.
        """
        if self.desk.is_full:
            self.metrics.throttled()
            told = f"too many wait; ask again in {FULL_SECONDS} s"
            raise HTTPException(UNWELL, told, {"Retry-After": str(FULL_SECONDS)})

    def refuse_too_often(self, request: Request, member: str) -> None:
        """Count a question of a session or key, and of its address.

        A new session has no history, so that throwing the cookie away helps only as far as the
        address lets it.

        Raises:
            HTTPException: 429 where one of them asks too often.
        """
        self._members.limit(self.web.per_minute, self.web.per_hour)
        self._addresses.limit(self.web.per_address, self.web.per_address * HOUR // MINUTE)
        self._asked += 1
        now = time.time()
        address = address_of(request, self.web.proxies)
        wait = self._addresses.admit(address, now, self._asked).wait or (
            self._members.admit(member, now, self._asked).wait
        )
        if wait:
            self.metrics.throttled()
        _refuse_for(wait)

    def refuse_at_the_door(self, request: Request) -> None:
        """Count a try to sign in from a network address.

        Raises:
            HTTPException: 429 where it tries too often.
        """
        self._asked += 1
        address = address_of(request, self.web.proxies)
        _refuse_for(self._doors.admit(address, time.time(), self._asked).wait)

    async def article(self, request: Request) -> Article:
        """Return the article whose id stands in the address of a request.

        Raises:
            HTTPException: 404, there is none.
        """
        found = await asyncio.to_thread(self.answerer.article, request.path_params["id"])
        if found is None:
            raise HTTPException(MISSING, "there is no such article (any more)")
        return found

    def editor(self, request: Request) -> str:
        """Return the name of the editor before the browser, "" for everybody else."""
        return editor_of(request, self.journal.db)

    def is_secure(self, request: Request) -> bool:
        """Say whether cookies may be kept for https alone."""
        return is_secure(request, self.web.proxies)


def _refuse_for(seconds: int) -> None:
    if seconds:
        headers = {"Retry-After": str(seconds)}
        raise HTTPException(TOO_MANY, f"ask again in {seconds} s", headers)


def build_services(settings: Settings, answerer: ArchiveAnswerer, journal: Journal) -> WebServices:
    """Put the parts together; nothing is answered yet."""
    metrics = Metrics()
    desk = QuestionDesk(answerer, journal, metrics)
    printed = PrintedPages(settings.corpus)
    return WebServices(settings, answerer, journal, desk, metrics, Publisher(settings), printed)
