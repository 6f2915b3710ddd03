"""What the tests of the Telegram channel speak of, and how they wait for the bot."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import date

from bot.channel.text.traditional import traditional
from bot.telegram.text.messages import TELEGRAM_CHINESE, TELEGRAM_ENGLISH
from bot.telegram.transport.post import PROBE
from corpus.article import Article
from tests.telegram.emulator import Shown, TelegramServer

NASTY = "<b>&*_[]()~`>#+-=|{}.!\\ </blockquote> &lt; 🏆"
AWARD = Article(
    "award",
    "六家驿站获评最美",
    "本报讯（记者 张晶）近日，名单发布。\n"
    "鲁谷驿站、老山驿站等6家驿站获评全国最美站点🏆。\n其余从略。",
    paper="劳动午报",
    date=date(2023, 1, 5),
    page=2,
)
PHOTO = Article("photo", f"大赛{NASTY}", f"摄影大赛收到近600幅作品{NASTY}。")
QUESTION = "哪些驿站获评最美？"

Running = Callable[..., AbstractAsyncContextManager[None]]


async def answered(server: TelegramServer, chat_id: int = 11, count: int = 1) -> list[Shown]:
    """Wait until so many messages of a chat are neither signs of life nor strays to be deleted."""
    passing = {
        TELEGRAM_CHINESE.working,
        TELEGRAM_ENGLISH.working,
        traditional(TELEGRAM_CHINESE.working),
        PROBE,
    }

    def ready() -> list[Shown]:
        shown = [one for one in server.of_chat(chat_id) if one.text not in passing]
        return shown if len(shown) >= count else []

    return list(await server.until(ready))


async def settled(server: TelegramServer, sentinel_chat: int = 990) -> None:
    """Wait until the bot has looked at all that was said so far."""
    await server.say("/help", chat_id=sentinel_chat)
    await answered(server, sentinel_chat)
