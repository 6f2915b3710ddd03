"""A member's first hour with the bot, as it really printed it, for docs/conversation.md.

    python -m benchmarks.telegram.conversation [--write]

Runs `gongda bot` over the bundled pages against a Bot API server in this process, lets members
write, tap, edit and wait, and prints every message of the bot as it stands afterwards. What the
members do stands in `benchmarks/telegram/conversation_script.py`. `make fuzz` compares the page
with a new run: silence after its words tells that the bot is done.
"""

import asyncio
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.telegram.bot import ROOT, BotProcess
from benchmarks.telegram.conversation_script import SCRIPT, Step
from tests.telegram.emulator import Shown, TelegramServer, telegram_server

PAGE = ROOT / "docs" / "conversation.md"
WORKING = {"正在翻报纸……", "正在翻報紙……", "Looking through the paper …"}
# Seconds without any new request of the bot, after which it has said what it had to say; and after
# which it says nothing at all, as to what in a group is not meant for it.
QUIET, MUTE = 0.5, 5.0
PATIENCE = 20.0
HEAD = """# A conversation with the bot

As `gongda bot` printed it over the bundled pages. Under a message stand its buttons, in brackets;
what Telegram folds up stands behind `▸`. `python -m benchmarks.telegram.conversation --write` asks
everything again and writes this page, and `make fuzz` compares the two.
"""
TIMES = re.compile(r"\d+(\.\d+)? (ms|毫秒|s\b)")


State = tuple[str, list[str]]


class Player:
    """Plays the script, and writes down what happens."""

    def __init__(self, server: TelegramServer, bot: BotProcess) -> None:
        self._server = server
        self._bot = bot
        self._last: Shown | None = None
        self.lines: list[str] = []
        self.turns = 0

    async def play(self, step: Step) -> None:
        """Do one step, wait until the bot is done, and write both down."""
        before = {key: _state(shown) for key, shown in self._server.shown.items()}
        taps, said = set(self._server.taps), self._requests()
        await getattr(self, f"_{step.does}")(step)
        if step.does in ("heading", "kill"):
            return
        self.turns += 1
        await self._quiet(said)
        for key, shown in self._server.shown.items():
            if before.get(key) != _state(shown):
                self._write(shown, before.get(key))
                self._last = shown
        for name in sorted(set(self._server.taps) - taps):
            self._write_answer(self._server.taps[name].answer or {})

    async def _heading(self, step: Step) -> None:
        self.lines += [f"## {step.text}", ""]

    async def _say(self, step: Step) -> None:
        """A member writes; the note stands before it."""
        self._member(step.note, step.text or "（一张贴图）")
        more = dict(step.more)
        if ago := more.pop("ago", 0):
            more["date"] = int(time.time()) - int(str(ago))
        if not step.text:
            more["sticker"] = STICKER
        if more.pop("reply", None) and self._last:
            more["reply_to_message"] = self._server.message(
                self._last.chat_id, self._last.message_id
            )
        await self._server.say(step.text or None, step.chat, **more)

    async def _edit(self, step: Step) -> None:
        self._member(step.note or "把上一条改成", step.text)
        await self._server.rewrite(step.text, step.chat, self._server.last_said(step.chat))

    async def _press(self, step: Step) -> None:
        assert self._last is not None
        labels = [button["text"] for button in self._last.buttons]
        found = [label for label in labels if step.text in label]
        assert found, f"no button {step.text} among {labels} under: {self._last.text}"
        label = found[0]
        self._member(step.note or "点按钮", f"`[ {label} ]`")
        await self._server.press(self._last.chat_id, self._last.message_id, label)

    async def _inline(self, step: Step) -> None:
        self._member(step.note or "在别的聊天里输入", f"@gongda_bot {step.text}")
        await self._server.type_inline(step.text)

    async def _kill(self, step: Step) -> None:
        self._bot.kill()
        self.lines += [f"*{step.note}*", ""]

    async def _start(self, step: Step) -> None:
        self.lines += [f"*{step.note}*", ""]
        await self._bot.start()

    def _member(self, note: str, text: str) -> None:
        lead = f"**会员**（{note}）：" if note else "**会员**："
        self.lines += [f"{lead}{text[:60]}{'……' if len(text) > 60 else ''}", ""]

    async def _quiet(self, said: int) -> None:
        """Wait until the bot has made more requests than `said`, and then none for a while."""
        deadline, last = time.monotonic() + PATIENCE, said
        since = time.monotonic()
        while time.monotonic() < deadline:
            seen = self._requests()
            if seen != last or self._working():
                last, since = seen, time.monotonic()
            elif time.monotonic() - since > (QUIET if seen > said else MUTE):
                return
            await asyncio.sleep(0.02)

    def _requests(self) -> int:
        return sum(one[0] != "getUpdates" for one in self._server.requests_seen)

    def _working(self) -> bool:
        return any(shown.text in WORKING for shown in self._server.shown.values())

    def _write(self, shown: Shown, before: State | None) -> None:
        """Write a message down; of one that was there, only what is new."""
        if before is None:
            self.lines += ["**工答**：", "", *_words(shown), *_buttons(shown), ""]
        elif before[0] == shown.text:
            self.lines += ["**工答**（换了按钮）：", "", *_buttons(shown), ""]
        else:
            self.lines += ["**工答**（改写了那条消息）：", "", *_words(shown), *_buttons(shown), ""]

    def _write_answer(self, answer: dict[str, object]) -> None:
        if text := answer.get("text"):
            self.lines += [f"**工答**（弹出提示）：{text}", ""]
        results = answer.get("results")
        if isinstance(results, list):
            self.lines += ["**工答**（列出可以发送的原文）：", ""]
            self.lines += [f"> - {one['title']}：{one.get('description', '')}" for one in results]
            self.lines += [""]


STICKER = {
    "file_id": "s",
    "file_unique_id": "s",
    "type": "regular",
    "width": 1,
    "height": 1,
    "is_animated": False,
    "is_video": False,
}


def _state(shown: Shown) -> State:
    return shown.text, [button["text"] for button in shown.buttons]


def _words(shown: Shown) -> Iterator[str]:
    """Yield what a message says as a quote in Markdown."""
    for text in _marked(shown).split("\n"):
        yield f"> {TIMES.sub('… ms', text)}  ".rstrip() if text else ">"


def _buttons(shown: Shown) -> Iterator[str]:
    """Yield the rows of buttons under a message."""
    rows = (shown.fields.get("reply_markup") or {}).get("inline_keyboard", [])
    for row in rows:
        yield ">"
        yield "> " + " ".join(f"`[ {button['text']} ]`" for button in row)
    for row in (shown.fields.get("reply_markup") or {}).get("keyboard", []):
        yield ">"
        yield "> " + " ".join(f"`[ {_label(button)} ]`" for button in row)


def _label(button: object) -> str:
    return str(button["text"] if isinstance(button, dict) else button)


def _marked(shown: Shown) -> str:
    """Return the text with bold and italic as Markdown, and a sign before what is folded up."""
    units = shown.text.encode("utf-16-le")
    signs: list[tuple[int, int, str]] = []
    for order, one in enumerate(shown.fields.get("entities") or []):
        start, end = one["offset"], one["offset"] + one["length"]
        left, right = SIGNS.get(one["type"], ("", ""))
        signs += [(start, order, left), (end, -order - 1, right)]
    marked, at = "", 0
    for place, _, sign in sorted(signs, key=lambda one: (one[0], one[1])):
        marked += units[2 * at : 2 * place].decode("utf-16-le") + sign
        at = place
    return marked + units[2 * at :].decode("utf-16-le")


SIGNS = {"bold": ("**", "**"), "italic": ("*", "*"), "expandable_blockquote": ("▸ ", "")}


async def conversation() -> tuple[str, int]:
    """Play the whole script; return the page and how many turns it has."""
    with tempfile.TemporaryDirectory() as folder:
        async with telegram_server() as server:
            bot = BotProcess(server, Path(folder))
            await asyncio.to_thread(bot.build)
            await bot.start()
            player = Player(server, bot)
            try:
                for step in SCRIPT:
                    await player.play(step)
            finally:
                bot.kill()
    return HEAD + "\n" + "\n".join(player.lines).rstrip() + "\n", player.turns


def main() -> None:
    """Print the page, or write it."""
    page, turns = asyncio.run(conversation())
    if "--write" in sys.argv[1:]:
        PAGE.write_text(page, encoding="utf-8")
        print(f"{PAGE.name}: {turns} turns")
    else:
        print(page)


if __name__ == "__main__":
    main()
