"""Settings of the channels: Telegram, the page in the browser, and the keys of programs."""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr

from corpus.settings.section import Section


class TelegramSettings(Section):
    """The Telegram channel: who may use it, how it hears, what it keeps.

    Attributes:
        access: `open` to everybody; `list`: those in `allow`; `approval`: also those whom an
            administrator let in. By default `list` where `allow` names somebody, else `open`.
        allow: Telegram user ids that are always answered.
        admins: User ids that may see figures, rebuild the index and add pages; always answered.
        per_minute: Questions that one member may ask in a minute.
        per_hour: Questions that one member may ask in an hour.
        retention_days: How long the words of questions and answers are kept.
        webhook: Public https address that Telegram posts to; empty: the bot polls.
        listen: Loopback address and port that the proxy passes the webhook's requests to.
        listen_beyond: Whether `listen` may be an address that other machines reach.
        proxy: Address of a proxy on the way to Telegram, http://, socks5:// or socks5h://; empty:
            the one that the environment names, if it does.
        health: Loopback port for /healthz and /metrics; 0 for none.
        base_url: The Bot API server, without the token.
    """

    access: Literal["open", "list", "approval"] | None = None
    allow: tuple[int, ...] = ()
    admins: tuple[int, ...] = ()
    per_minute: int = Field(default=20, ge=1)
    per_hour: int = Field(default=200, ge=1)
    retention_days: int = Field(default=30, ge=0)
    webhook: str = ""
    listen: str = "127.0.0.1:8443"
    listen_beyond: bool = False
    proxy: str = ""
    health: int = Field(default=0, ge=0, le=65535)
    base_url: str = "https://api.telegram.org"


class WebSettings(Section):
    """The page in the browser and the address for programs: `gongda serve`.

    Attributes:
        listen: Address and port; others than this machine reach it through a proxy.
        listen_beyond: Whether `listen` may be an address that other machines reach.
        journal: SQLite file of its own that holds every question until it is answered.
        per_minute: Questions that one session, or one key, may ask in a minute.
        per_hour: The same in an hour.
        per_address: Questions in a minute from one network address, which an office may share.
        retention_days: How long the words of questions and answers are kept.
        proxies: Addresses whose X-Forwarded-For is believed.
        origins: Web sites, like https://union.example, whose scripts may use the address.
    """

    listen: str = "127.0.0.1:8800"
    listen_beyond: bool = False
    journal: Path = Path("var/web.sqlite")
    per_minute: int = Field(default=20, ge=1)
    per_hour: int = Field(default=200, ge=1)
    per_address: int = Field(default=120, ge=1)
    retention_days: int = Field(default=30, ge=0)
    proxies: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()


class ApiKey(Section):
    """A program's key to the address.

    Attributes:
        key: The secret that the program sends.
        scopes: What it may do.
    """

    key: SecretStr
    scopes: tuple[Literal["ask", "search", "read"], ...] = ("ask", "search", "read")
