"""Commands as members type them: with a full-width slash, or by a Chinese name.

The channels run what is named (`bot/terminal/repl.py`, `bot/telegram/context/addressed.py`);
`gongda ask`, which has none, tells what can be asked. Next: `bot/message/read.py`.
"""

import re

from index.text.words import fold

# Chinese names of commands, and the ones that the channels know.
NAMES = {
    "帮助": "help", "说明": "help", "菜单": "help", "命令": "help", "开始": "start",
    "启动": "start",
    "提问": "ask", "问": "ask", "最新": "latest", "新话题": "new", "重新开始": "new", "清空": "new",
    "为什么": "why", "来源": "sources", "出处": "sources", "语言": "lang", "隐私": "privacy",
    "忘记": "forget", "删除": "forget", "取消": "cancel", "打开": "open", "退出": "quit",
}  # fmt: skip
_SLASHED = re.compile(r"^\s*[/／]\s?([A-Za-zＡ-Ｚａ-ｚ_]+|[一-鿿]+)(?=$|[\s@＠　])")


def named_command(text: str) -> str:
    """Return the name of the command that a text begins with, "" if it begins with none.

    >>> named_command("／help"), named_command("/帮助"), named_command("?")
    ('help', 'help', '')
    """
    match = _SLASHED.match(text)
    if match is None:
        return ""
    name = fold(match[1])
    return NAMES.get(name, name)


def as_typed(text: str) -> str:
    """Return a text with its command as the channels know it; any other text stays as it is.

    >>> as_typed("／ask 谁获奖了"), as_typed("/帮助"), as_typed("谁获奖了")
    ('/ask 谁获奖了', '/help', '谁获奖了')
    """
    match = _SLASHED.match(text)
    return f"/{named_command(text)}{text[match.end() :]}" if match else text
