"""The line editor of `gongda chat` at a terminal: history, completion, keys.

The only file that knows prompt_toolkit; `bot/commands/chat.py` imports it when somebody really sits
there. What a line means is decided in `bot/terminal/repl.py`.
"""

from collections.abc import Iterable
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.output import Output

from bot.printed import excerpt
from bot.terminal.render import BLANK_LINE, line
from bot.terminal.repl import CHAT_COMMANDS, FRAMES, Conversation, handle, places_of
from bot.terminal.screen import harmless
from corpus.errors import GongdaError

PROMPT = "? "
# Characters of a headline beside `/open N` in the completion menu.
MENU_TITLE = 40


def converse(
    conversation: Conversation,
    history: Path,
    terminal: tuple[Input | None, Output | None] = (None, None),
) -> None:
    """Reply to each line until Ctrl-D or /quit; `terminal` is the real one unless given."""
    session: PromptSession[str] = PromptSession(
        history=_history(history),
        completer=CommandCompleter(conversation),
        reserve_space_for_menu=len(CHAT_COMMANDS),
        auto_suggest=AutoSuggestFromHistory(),
        key_bindings=_keys(),
        input=terminal[0],
        output=terminal[1],
    )
    while True:
        try:
            text = session.prompt(PROMPT)
        except EOFError:
            return
        if not _reply(conversation, text):
            return
        conversation.show([BLANK_LINE])


def _reply(conversation: Conversation, text: str) -> bool:
    """Reply to one line; what can be put right is said, and the conversation goes on."""
    try:
        return handle(conversation, _whole(text))
    except KeyboardInterrupt:
        return True
    except GongdaError as error:
        conversation.show([line(part, "error") for part in str(error).splitlines()])
        return True


class CommandCompleter(Completer):
    """Completes commands, and what /open and /lang can be given."""

    def __init__(self, conversation: Conversation) -> None:
        """Keep the conversation: the last answer tells what can be opened."""
        self._conversation = conversation

    def get_completions(self, document: Document, event: CompleteEvent) -> Iterable[Completion]:
        """Yield what may stand where the cursor is, with a description."""
        typed = document.text_before_cursor
        if not typed.startswith("/"):
            return
        name, space, argument = typed.partition(" ")
        known = self._arguments(name) if space else self._commands()
        beginning = argument if space else name
        for word, meaning in known:
            if word.startswith(beginning):
                yield Completion(word, -len(beginning), display_meta=harmless(meaning))

    def _commands(self) -> list[tuple[str, str]]:
        frame = self._conversation.messages
        return [(name, command.tells(frame)) for name, command in CHAT_COMMANDS.items()]

    def _arguments(self, name: str) -> list[tuple[str, str]]:
        if name == "/lang":
            return [(word, "") for word in FRAMES]
        if name == "/open" and self._conversation.last is not None:
            places = enumerate(places_of(self._conversation.last), 1)
            return [(str(n), excerpt(article.title, MENU_TITLE)) for n, (article, _, _) in places]
        return []


def _history(path: Path) -> History:
    """Return the history kept in this file, or one that is forgotten where it cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
    except OSError:
        return InMemoryHistory()
    return FileHistory(str(path))


def _keys() -> KeyBindings:
    keys = KeyBindings()

    @keys.add("c-c")
    def clear(event: KeyPressEvent) -> None:
        """Ctrl-C clears the line instead of leaving."""
        event.current_buffer.reset()

    return keys


def _whole(text: str) -> str:
    """Return the text with bytes that were no UTF-8 replaced."""
    return text.encode("utf-8", "replace").decode("utf-8")
