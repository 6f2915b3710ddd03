"""`gongda members`: who may edit in the browser. Next: `bot/members/editors.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.commands.options import config_option, current_settings
from bot.commands.output import say

if TYPE_CHECKING:
    from corpus.settings.channels import WebSettings

EDITOR = "editor"
editor_name = click.argument("name", default=EDITOR)


@click.group("members")
@config_option
def editors_group() -> None:
    """Let editors into the page in the browser, and out of it."""


@editors_group.command("link")
@editor_name
@click.option("--address", metavar="URL", help="Where members find the page; else bot.web.listen.")
@config_option
def print_link(name: str, address: str | None) -> None:
    """Print a link that signs one browser in as the editor NAME, once, within an hour."""
    say(editor_link(current_settings().bot.web, name, address))


@editors_group.command("revoke")
@editor_name
@config_option
def revoke_editor(name: str) -> None:
    """Sign the editor NAME out of every browser, and make their links useless."""
    from bot.journal.schema import open_tables
    from bot.members.editors import Editors

    with open_tables(current_settings().bot.web.journal) as connection:
        ended = Editors(connection).revoke(name)
    say(f"{name}: {ended} links and browsers let nobody in any more")


def editor_link(web: WebSettings, name: str = EDITOR, address: str | None = None) -> str:
    """Return a link for an editor; it is good for a server that runs already, too.

    Raises:
        ChannelError: The journal of the page cannot be opened.
    """
    from bot.journal.schema import open_tables
    from bot.members.editors import Editors

    with open_tables(web.journal) as connection:
        secret = Editors(connection).issue(name)
    return f"{(address or f'http://{web.listen}').rstrip('/')}/sign-in/{secret}"
