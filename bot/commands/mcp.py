"""`gongda mcp`: the archive as tools of another program. Next: `bot/mcp/tools.py`."""

from importlib.util import find_spec

import click

from bot.commands.options import config_option, current_settings
from corpus.errors import ChannelError


@click.command("mcp", short_help="Serve tools to a language model's program.")
@config_option
def serve_tools() -> None:
    """Speak the Model Context Protocol over standard input and output."""
    if find_spec("mcp") is None:
        raise ChannelError("the package mcp is not installed", "type `pip install 'gongda[mcp]'`")
    from bot.mcp.tools import tools_server

    tools_server(current_settings()).run("stdio")
