"""The restore drill of docs/operations.md: everything is lost, put back, and answers as before."""

import asyncio
import re
import sqlite3
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import yaml
from pydantic import SecretStr

from bot.answerer import ArchiveAnswerer
from bot.journal.journal import open_journal
from bot.telegram.service import build_service, serve
from corpus.config import Settings, load_settings
from index.building.build import build_generation
from index.verify import verify
from tests.telegram.archive import ADMIN, FIRST_PAGE
from tests.telegram.emulator import TOKEN, TelegramServer
from tests.telegram.world import answered

pytest_plugins = ["tests.telegram.fixtures"]

DOCUMENT = (Path(__file__).parents[2] / "docs" / "operations.md").read_text(encoding="utf-8")
QUESTION, LATER = "哪些驿站获评最美？", "几家驿站获评全国最美站点？"
# What a service manager and root do; here the test itself starts and stops the bot.
OF_ROOT = ("systemctl ", "chown ")


def drill() -> list[list[str]]:
    """Return the drill's steps as lines of a shell: to back up, to lose, to put back."""
    section = DOCUMENT.partition("**The drill.**")[2].partition("\n## ")[0]
    blocks = re.findall(r"^```sh\n(.*?)^```", section, re.MULTILINE | re.DOTALL)
    return [
        [line for line in block.splitlines() if not line.startswith(OF_ROOT)]
        for block in blocks[:3]
    ]


def walk(lines: list[str], root: Path) -> None:
    """Run lines of a shell, below another root."""
    for line in lines:
        moved = re.sub(r"(?<![\w.])/(var|etc)/", rf"{root}/\1/", line).replace(
            "-C /", f"-C {root}/"
        )
        subprocess.run(moved.replace(f"{root}/{root}", f"{root}"), shell=True, check=True)


def copy_journal(root: Path) -> None:
    """Do what `sqlite3 … ".backup"` does, by the same function of SQLite."""
    target = root / "var" / "backups" / "gongda.sqlite"
    with (
        closing(sqlite3.connect(root / "var" / "lib" / "gongda" / "journal.sqlite")) as journal,
        closing(sqlite3.connect(target)) as backup,
    ):
        journal.backup(backup)


def installed(root: Path, address: str) -> Settings:
    """Lay down config.yaml and a page as docs/operations.md has them; return the settings."""
    home = root / "var" / "lib" / "gongda"
    for folder in (home / "pages", root / "etc" / "gongda", root / "var" / "backups"):
        folder.mkdir(parents=True)
    (home / "pages" / "2023-01-05_01.md").write_text(FIRST_PAGE, encoding="utf-8")
    telegram = {"access": "approval", "admins": [ADMIN], "base_url": address}
    tree = {
        "corpus": {"folders": [str(home / "pages")]},
        "index": {"folder": str(home / "index"), "encoder": "bundled-static"},
        "bot": {"journal": str(home / "journal.sqlite"), "reader": "quick", "telegram": telegram},
    }
    (root / "etc" / "gongda" / "config.yaml").write_text(yaml.safe_dump(tree), encoding="utf-8")
    return settings_of(root)


def settings_of(root: Path) -> Settings:
    found = load_settings(root / "etc" / "gongda" / "config.yaml")
    return found.model_copy(update={"telegram_token": SecretStr(TOKEN)})


@asynccontextmanager
async def running(server: TelegramServer, settings: Settings) -> AsyncIterator[None]:
    stop, polls = asyncio.Event(), len(server.methods("getUpdates"))
    with open_journal(settings.bot.journal) as journal:
        service = build_service(settings, ArchiveAnswerer(settings), journal)
        task = asyncio.create_task(serve(service, stop.wait))
        try:
            await server.until(lambda: task.done() or len(server.methods("getUpdates")) > polls)
            yield
        finally:
            stop.set()
            await task


async def test_after_losing_everything_the_same_is_answered_and_nothing_twice(
    server: TelegramServer, tmp_path: Path
) -> None:
    settings = installed(tmp_path, server.address)
    build_generation(settings)
    save, lose, put_back = drill()
    async with running(server, settings):
        await server.say("/approve 11", chat_id=ADMIN)
        await answered(server, ADMIN)
        await server.say(QUESTION)
        [first] = await answered(server)
        server.pages["sendMessage"] = [502]
        await server.say(LATER)
        waiting = server.last_said()
        await server.until(lambda: not server.pages["sendMessage"])
        copy_journal(tmp_path)
        walk(save, tmp_path)

    walk(lose, tmp_path)
    lost = (tmp_path / "var" / "lib" / "gongda").exists()
    walk(put_back, tmp_path)
    settings = settings_of(tmp_path)
    async with running(server, settings):
        await answered(server, count=2)
        await server.answer_to(await server.press(11, first.message_id, "[1]"))
        opened = first.text
        await server.say(QUESTION)
        *_, again = await answered(server, count=3)

    assert not lost
    assert verify(settings.index.folder) == []
    assert again.text == first.versions[-1]
    assert "六家驿站获评最美" in opened
    assert len(server.replies_to(11, waiting)) == 1
    assert len(server.of_chat(11)) == 3
