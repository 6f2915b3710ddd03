"""`gongda serve`: the page in the browser. Next: `bot/web/run.py`."""

from __future__ import annotations

import click

from bot.commands.members import editor_link
from bot.commands.options import config_option, current_settings
from bot.commands.output import say


@click.command("serve", short_help="Answer in the browser.")
@click.option("--listen", metavar="HOST:PORT", help="Instead of bot.web.listen.")
@click.option("--editor-link", "with_link", is_flag=True, help="Print a link for an editor first.")
@config_option
def serve_web(listen: str | None, with_link: bool) -> None:
    """Serve a page for members and an address for programs, by default on this machine alone."""
    from bot.web.run import run_web

    settings = current_settings()
    web = settings.bot.web.model_copy(update={"listen": listen} if listen else {})
    bot = settings.bot.model_copy(update={"web": web})
    if with_link:
        say(editor_link(web))
    run_web(settings.model_copy(update={"bot": bot}))
