"""What day it is where the members live."""

import datetime
import zoneinfo

import pytest

from bot.answerer import ArchiveAnswerer as Desk
from corpus.config import BotSettings, Settings


def test_the_day_is_that_of_the_members_time_zone(settings: Settings) -> None:
    ahead = settings.model_copy(update={"bot": BotSettings(timezone="Pacific/Kiritimati")})
    behind = settings.model_copy(update={"bot": BotSettings(timezone="Pacific/Niue")})

    # Fourteen hours ahead of UTC, and eleven behind: never the same day.
    assert Desk(ahead).today() > Desk(behind).today()
    there = datetime.datetime.now(zoneinfo.ZoneInfo("Pacific/Niue")).date()
    assert Desk(behind).today() - there <= datetime.timedelta(days=1)


def test_an_unknown_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone 'Mars/Base' is known"):
        BotSettings(timezone="Mars/Base")
