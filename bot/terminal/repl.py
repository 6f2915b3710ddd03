"""The conversation in the terminal: a line comes in, lines go out.

A line is a question or one of `CHAT_COMMANDS`. Nothing here knows whether it is typed or piped:
`bot/terminal/prompt.py` edits lines at a terminal, `answer_every_line` reads a pipe,
`bot/commands/chat.py` picks one.
"""

import difflib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.answerer import Answerer
from bot.coverage import sentence
from bot.followups.turn import Turn, remembered
from bot.message.commands import as_typed
from bot.messages import TerminalMessages, terminal_messages
from bot.reply import Answer, Language
from bot.terminal.render import BLANK_LINE, ScreenLine, answer_lines, article_lines, line, piece
from bot.terminal.why import why_lines
from corpus.article import Article

Show = Callable[[Sequence[ScreenLine]], None]
# An article and the range of it that was shown.
OpenPlace = tuple[Article, int, int]
FRAMES: dict[str, Language | None] = {"zh": "zh", "en": "en", "auto": None}
# difflib's ratio from which on a command is suggested: /hlep 0.8, /o 0.57; but /xyz 0.5.
NEAR_COMMAND = 0.55


@dataclass(slots=True)
class Conversation:
    """What outlives a line.

    Attributes:
        answerer: Answers.
        show: Puts lines where the member sees them.
        locale: Language of the frame until a question tells another.
        frame: Language chosen with `/lang`; None: that of the question.
        last: The answer that /open and /why speak of.
        turns: What a follow-up leans on, oldest first.
    """

    answerer: Answerer
    show: Show
    locale: Language = "en"
    frame: Language | None = None
    last: Answer | None = None
    turns: tuple[Turn, ...] = ()

    @property
    def language(self) -> Language:
        """Language of what is not an answer."""
        return self.frame or (self.last.language if self.last else self.locale)

    @property
    def messages(self) -> TerminalMessages:
        """What the terminal says, in that language."""
        return terminal_messages(self.language)


@dataclass(frozen=True, slots=True)
class ChatCommand:
    """One command.

    Attributes:
        usage: As it is typed, arguments included.
        tells: Picks its description.
        run: Does it, given what was typed after its name.
    """

    usage: str
    tells: Callable[[TerminalMessages], str]
    run: Callable[[Conversation, str], None]


def handle(conversation: Conversation, text: str) -> bool:
    """Reply to one line; False if the member wants to leave."""
    text = as_typed(" ".join(text.split()))
    name, _, argument = text.partition(" ")
    if name.lower() in QUIT:
        return False
    if text.startswith("/"):
        _run(conversation, name.lower(), argument.strip())
    elif text:
        _ask(conversation, text)
    return True


def answer_every_line(conversation: Conversation, lines: Iterable[str]) -> None:
    """Reply to each line of a pipe, until its end or `/quit`."""
    for text in lines:
        if not handle(conversation, text):
            return
        if text.strip():
            conversation.show([BLANK_LINE])


def welcome(conversation: Conversation) -> list[ScreenLine]:
    """Return the first screen: what this is, what it covers, what to try."""
    frame, language = conversation.messages, conversation.language
    samples = conversation.answerer.sample_questions(language)
    return [
        line(frame.banner, "title"),
        line(sentence(conversation.answerer.coverage(), language)),
        BLANK_LINE,
        *([line(frame.try_these, "note")] if samples else []),
        *(line(sample, "source", 2) for sample in samples),
        line(frame.keys, "note"),
        BLANK_LINE,
    ]


def _ask(conversation: Conversation, question: str) -> None:
    before = conversation.last.generation if conversation.last else None
    answer = conversation.answerer.ask(question, conversation.frame, conversation.turns)
    if answer.talk is None:
        conversation.last = answer
    conversation.turns = remembered(conversation.turns, answer)
    lines = answer_lines(answer)
    if before not in (None, answer.generation):
        news = conversation.messages.new_generation.format(generation=answer.generation)
        lines = [line(news, "note"), *lines]
    conversation.show(lines)


def _run(conversation: Conversation, name: str, argument: str) -> None:
    if name in CHAT_COMMANDS:
        CHAT_COMMANDS[name].run(conversation, argument)
        return
    frame = conversation.messages
    near = difflib.get_close_matches(name, [*CHAT_COMMANDS], n=1, cutoff=NEAR_COMMAND)
    advice = frame.did_you_mean.format(near=near[0]) if near else frame.see_help
    conversation.show([line(f"{frame.unknown_command.format(name=name)} {advice}", "error")])


def _open(conversation: Conversation, argument: str) -> None:
    frame, answer = conversation.messages, conversation.last
    if answer is None:
        conversation.show([line(frame.ask_first, "error")])
        return
    places = places_of(answer)
    digits = argument.strip("[]［］【】 ")
    if not digits.isdecimal() and len(places) != 1:
        conversation.show([line(frame.usage_open, "error")])
    elif not 1 <= (n := int(digits) if digits.isdecimal() else 1) <= len(places):
        sorry = frame.no_such_citation.format(n=n, last=len(places))
        conversation.show([line(sorry, "error")])
    else:
        article, start, end = places[n - 1]
        lines = article_lines(article, start, end, conversation.language)
        source = frame.source_file.format(source=article.source)
        conversation.show([*lines, BLANK_LINE, line(source, "note")])


def places_of(answer: Answer) -> list[OpenPlace]:
    """Return what `/open N` can open: the citations, or the nearest passages."""
    cited = [(one.article, one.start, one.end) for one in answer.citations]
    near = [(hit.passage.article, hit.passage.start, hit.passage.end) for hit in answer.nearest]
    return cited or near


def _why(conversation: Conversation, _: str) -> None:
    if conversation.last is None:
        conversation.show([line(conversation.messages.ask_first, "error")])
    else:
        conversation.show(why_lines(conversation.last, conversation.language))


def _sources(conversation: Conversation, _: str) -> None:
    coverage = conversation.answerer.coverage()
    holds = conversation.messages.holds.format(
        passages=coverage.passages, generation=coverage.generation
    )
    told = sentence(coverage, conversation.language)
    conversation.show([line(told), line(holds, "note")])


def _lang(conversation: Conversation, argument: str) -> None:
    if argument not in FRAMES:
        conversation.show([line(conversation.messages.usage_lang, "error")])
        return
    conversation.frame = FRAMES[argument]
    told = conversation.messages.language_set.format(language=argument)
    conversation.show([line(told, "note")])


def _new(conversation: Conversation, _: str) -> None:
    conversation.turns = ()
    conversation.show([line(conversation.messages.forgotten, "note")])


def _help(conversation: Conversation, _: str) -> None:
    frame = conversation.messages
    widest = max(len(command.usage) for command in CHAT_COMMANDS.values())
    conversation.show(
        [
            ScreenLine(
                (piece(f"{command.usage:<{widest}}  ", "number"), piece(command.tells(frame)))
            )
            for command in CHAT_COMMANDS.values()
        ]
    )


def _quit(conversation: Conversation, _: str) -> None:
    """Never reached: `handle` leaves before it runs a command; here so that /help tells it."""


QUIT = ("/quit", "/exit", "/q")
CHAT_COMMANDS: dict[str, ChatCommand] = {
    "/open": ChatCommand("/open N", lambda frame: frame.help_open, _open),
    "/why": ChatCommand("/why", lambda frame: frame.help_why, _why),
    "/new": ChatCommand("/new", lambda frame: frame.help_new, _new),
    "/sources": ChatCommand("/sources", lambda frame: frame.help_sources, _sources),
    "/lang": ChatCommand("/lang zh|en|auto", lambda frame: frame.help_lang, _lang),
    "/help": ChatCommand("/help", lambda frame: frame.help_help, _help),
    "/quit": ChatCommand("/quit", lambda frame: frame.help_quit, _quit),
}
