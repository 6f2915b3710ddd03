"""The bot over a real archive: pages in a folder, an index of them, and an administrator.

The fixtures are in `tests/telegram/archive_fixtures.py`. Run as a program it is the whole bot in a
process of its own, to be killed.
"""

import asyncio
import copy
import sys
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from pydantic import SecretStr

from bot.answerer import ArchiveAnswerer
from bot.journal.journal import open_journal
from bot.telegram.service import build_service, serve
from corpus.config import BotSettings, CorpusSettings, IndexSettings, Settings
from corpus.settings.channels import TelegramSettings
from tests.telegram.emulator import TOKEN, Shown, TelegramServer

ADMIN, MEMBER = 77, 11
FIRST_PAGE = "## 六家驿站获评最美\n\n鲁谷驿站、老山驿站等6家驿站获评全国最美站点。\n"

Archive = Callable[..., AbstractAsyncContextManager[None]]


def archive_settings(address: str, folder: Path) -> Settings:
    return Settings(
        telegram_token=SecretStr(TOKEN),
        corpus=CorpusSettings(folders=(folder / "pages",)),
        index=IndexSettings(folder=folder / "index", encoder="bundled-static"),
        bot=BotSettings(
            journal=folder / "journal.sqlite",
            reader="quick",
            telegram=TelegramSettings(base_url=address, admins=(ADMIN,)),
        ),
    )


async def said(
    server: TelegramServer, words: str, chat_id: int = ADMIN, seconds: float = 90.0
) -> Shown:
    """Wait until a message of the bot in a chat holds these words; return it as it is then."""
    found = await server.until(
        lambda: next((one for one in server.of_chat(chat_id)[::-1] if words in one.text), None),
        seconds,
    )
    return copy.deepcopy(found)


async def _run(address: str, folder: Path) -> None:
    settings = archive_settings(address, folder)
    with open_journal(settings.bot.journal) as journal:
        await serve(
            build_service(settings, ArchiveAnswerer(settings), journal), asyncio.Event().wait
        )


if __name__ == "__main__":
    asyncio.run(_run(sys.argv[1], Path(sys.argv[2])))
