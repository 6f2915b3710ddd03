"""What members asked in vain, what they called bad, and words for the thesaurus.

Nobody is named. Next: `bot/journal/report.py`, which counts.
"""

import asyncio
import datetime
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from bot.journal.messages import report_messages
from bot.journal.report import Report, journal_report
from bot.journal.report_lines import named_days
from bot.members.language import spoken_in
from bot.web.editing.messages import editing_messages
from bot.web.editing.shown import edit_page
from bot.web.guard.editors import must_edit
from bot.web.guard.sessions import session_of
from bot.web.services import WebServices

# As `gongda journal report` by default.
DAYS = 30


async def show_vain(request: Request) -> Response:
    """Show the report of the page in the browser, and of Telegram's where that has a journal."""
    services: WebServices = request.app.state.services
    must_edit(request, services.journal.db)
    speech = session_of(request).speech
    frame = spoken_in(editing_messages, speech)
    places = {frame.from_browser: services.web.journal, frame.from_telegram: _telegram(services)}
    reports = [
        (name, await asyncio.to_thread(_report, path))
        for name, path in places.items()
        if path.is_file()
    ]
    return edit_page(
        request,
        "vain.html",
        reports=reports,
        journal=spoken_in(report_messages, speech),
        days=named_days,
    )


def _telegram(services: WebServices) -> Path:
    return services.settings.bot.journal


def _report(path: Path) -> Report:
    return journal_report(path, DAYS, datetime.date.today())
