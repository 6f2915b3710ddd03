"""The conversation in the terminal: questions, commands, keys, history."""

import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from bot.terminal.prompt import CommandCompleter, converse
from bot.terminal.render import as_plain
from bot.terminal.repl import CHAT_COMMANDS, Conversation, answer_every_line, handle, welcome
from corpus.errors import IndexMissingError
from tests.bot.answers import PaperDesk

CTRL_C, CTRL_D, UP, ENTER = "\x03", "\x04", "\x1b[A", "\r"


class Seen(list[str]):
    """What was shown, one text a reply."""

    @property
    def last(self) -> str:
        """What was shown last."""
        return self[-1]


@pytest.fixture
def seen() -> Seen:
    return Seen()


@pytest.fixture
def answerer() -> PaperDesk:
    return PaperDesk()


@pytest.fixture
def conversation(answerer: PaperDesk, seen: Seen) -> Conversation:
    return Conversation(answerer, lambda lines: seen.append(as_plain(lines)), locale="zh")


@pytest.fixture
def type_keys(conversation: Conversation, tmp_path: Path) -> Iterator[Callable[[str], None]]:
    """Return a function that types keys at the real line editor until it leaves."""

    def typed(keys: str) -> None:
        with create_pipe_input() as terminal:
            terminal.send_bytes(keys.encode("utf-8", "surrogateescape"))
            converse(conversation, tmp_path / "new" / "history", (terminal, DummyOutput()))

    return typed


def test_a_question_is_answered_and_remembered_for_open_and_why(
    conversation: Conversation, seen: Seen
) -> None:
    handle(conversation, "建了多少个  站点？")

    assert "近300个。[1]" in seen.last
    assert conversation.last is not None
    assert conversation.last.question == "建了多少个 站点？"


def test_open_shows_the_whole_article_with_the_quote_marked(
    conversation: Conversation, seen: Seen
) -> None:
    handle(conversation, "多少个站点？")

    handle(conversation, "/open 1")

    assert "鲁谷街道暖心驿站、老山街道暖心驿站等2家驿站" in seen.last
    assert "▸近年来，该区建设户外劳动者服务站点近300个。◂" in seen.last
    assert "出处：2023-01-05_02.md" in seen.last


def test_open_needs_no_number_where_there_is_only_one(
    conversation: Conversation, seen: Seen
) -> None:
    handle(conversation, "多少个站点？")

    handle(conversation, "/open")

    assert "▸近年来" in seen.last


def test_open_reaches_the_nearest_passages_when_nothing_was_found(
    conversation: Conversation, seen: Seen
) -> None:
    handle(conversation, "电话是多少？")

    handle(conversation, "/open [2]")

    assert "石景山区建设户外劳动者服务站点近300个" in seen.last


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("/open 3", "没有 [3]：上一个答案有 [1] 到 [2]。\n"),
        ("/open 0", "没有 [0]：上一个答案有 [1] 到 [2]。\n"),
        ("/open ²", "请写明编号，例如 /open 1\n"),
        ("/open", "请写明编号，例如 /open 1\n"),
        ("/open x", "请写明编号，例如 /open 1\n"),
        ("/lang fr", "请选一种：/lang zh、/lang en 或 /lang auto\n"),
        ("/soruces", "没有 /soruces 这个命令。 是不是想输入 /sources？\n"),
        ("/zzz", "没有 /zzz 这个命令。 输入 /help 查看命令。\n"),
    ],
)
def test_a_slip_is_told_with_what_to_type(
    conversation: Conversation, seen: Seen, typed: str, told: str
) -> None:
    handle(conversation, "电话是多少？")

    handle(conversation, typed)

    assert seen.last == told


@pytest.mark.parametrize("typed", ["/open 1", "/why"])
def test_before_the_first_question_there_is_nothing_to_open_or_explain(
    conversation: Conversation, seen: Seen, typed: str
) -> None:
    handle(conversation, typed)

    assert seen.last == "请先提一个问题。\n"


def test_why_tells_words_ranks_scores_translations_and_confidence(
    conversation: Conversation, seen: Seen
) -> None:
    handle(conversation, "which stations?")

    handle(conversation, "/why")

    assert "confidence 91%" in seen.last
    assert "“stations” was looked for as: 站点 1.00、驿站 0.50" in seen.last
    assert "0.800 · words #1 (12.30) · meaning none" in seen.last
    assert "hit: 站点 全国" in seen.last


def test_sources_tells_what_the_archive_covers(conversation: Conversation, seen: Seen) -> None:
    handle(conversation, "/sources")

    assert seen.last.startswith("目前收录：《劳动午报》，2023-01-05，共 2 篇文章。\n")
    assert "gen-000001" in seen.last


def test_a_follow_up_says_how_it_was_understood(
    conversation: Conversation, answerer: PaperDesk, seen: Seen
) -> None:
    handle(conversation, "石景山区建了多少个站点？")

    handle(conversation, "那海淀呢？")

    assert seen.last.startswith("理解为：海淀区建了多少个站点？\n近300个。[1]\n")
    assert answerer.asked[-1] == ("海淀区建了多少个站点？", None)


def test_new_forgets_what_was_asked_before(
    conversation: Conversation, answerer: PaperDesk, seen: Seen
) -> None:
    handle(conversation, "石景山区建了多少个站点？")

    handle(conversation, "/new")

    assert seen.last == "好的，从头开始：前面的问题不再联系。\n"
    handle(conversation, "那海淀呢？")
    assert answerer.asked[-1] == ("那海淀呢？", None)


def test_lang_sets_the_frame_and_auto_gives_it_back(
    conversation: Conversation, answerer: PaperDesk
) -> None:
    for typed in ("/lang en", "多少个站点？", "/lang auto", "多少个站点？"):
        handle(conversation, typed)

    assert [language for _, language in answerer.asked] == ["en", None]


def test_without_a_choice_the_frame_follows_the_last_question(
    conversation: Conversation, seen: Seen
) -> None:
    handle(conversation, "which stations?")

    handle(conversation, "/open 9")

    assert seen.last == "There is no [9]: the last answer has [1] to [1].\n"


def test_help_lists_every_command_with_its_description(
    conversation: Conversation, seen: Seen
) -> None:
    handle(conversation, "/help")

    assert [row.split()[0] for row in seen.last.splitlines()] == list(CHAT_COMMANDS)
    assert all(len(row.split()) > 1 for row in seen.last.splitlines())


def test_a_new_generation_is_told_once(
    conversation: Conversation, answerer: PaperDesk, seen: Seen
) -> None:
    handle(conversation, "多少个站点？")
    answerer.generation = "gen-000002"

    handle(conversation, "多少个站点？")
    handle(conversation, "多少个站点？")

    news = "索引已更新，现在用的是 gen-000002\n"
    assert [text.startswith(news) for text in seen] == [False, True, False]


def test_the_first_screen_says_what_it_is_what_it_covers_and_what_to_try(
    conversation: Conversation,
) -> None:
    screen = as_plain(welcome(conversation))

    assert "工答" in screen
    assert "共 2 篇文章" in screen
    assert "  建了多少个站点？\n" in screen
    assert len(screen.splitlines()) < 12


def test_a_pipe_is_answered_line_by_line_until_quit(
    conversation: Conversation, answerer: PaperDesk
) -> None:
    answer_every_line(conversation, ["多少个站点？\n", "\n", "/quit\n", "never asked\n"])

    assert [question for question, _ in answerer.asked] == ["多少个站点？"]


def test_control_d_leaves(type_keys: Callable[[str], None], answerer: PaperDesk) -> None:
    type_keys(f"多少个站点？{ENTER}{CTRL_D}")

    assert len(answerer.asked) == 1


def test_control_c_clears_the_line_and_stays(
    type_keys: Callable[[str], None], answerer: PaperDesk
) -> None:
    type_keys(f"half a quest{CTRL_C}which stations?{ENTER}/quit{ENTER}")

    assert answerer.asked == [("which stations?", None)]


def test_arrow_up_brings_back_the_last_run_s_question(
    type_keys: Callable[[str], None], answerer: PaperDesk
) -> None:
    type_keys(f"which stations?{ENTER}{CTRL_D}")

    type_keys(f"{UP}{ENTER}{CTRL_D}")

    assert [question for question, _ in answerer.asked] == ["which stations?"] * 2


def test_the_history_is_for_its_owner_s_eyes(
    type_keys: Callable[[str], None], tmp_path: Path
) -> None:
    type_keys(f"a{ENTER}{CTRL_D}")

    mode = stat.S_IMODE((tmp_path / "new" / "history").stat().st_mode)

    assert mode == 0o600


def test_a_byte_that_is_no_text_breaks_neither_the_answer_nor_the_history(
    type_keys: Callable[[str], None], answerer: PaperDesk, tmp_path: Path
) -> None:
    type_keys(f"stations \udcff{ENTER}{CTRL_D}")

    assert answerer.asked == [("stations ?", None)]
    assert "stations ?" in (tmp_path / "new" / "history").read_text()


def test_without_a_place_for_the_history_the_conversation_goes_on(
    conversation: Conversation, answerer: PaperDesk, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    with create_pipe_input() as terminal:
        terminal.send_text(f"stations{ENTER}{CTRL_D}")

        converse(conversation, tmp_path / "file" / "history", (terminal, DummyOutput()))

    assert len(answerer.asked) == 1


def test_what_can_be_put_right_is_told_and_the_conversation_goes_on(
    conversation: Conversation, seen: Seen, tmp_path: Path
) -> None:
    class GoneDesk(PaperDesk):
        def ask(self, question: str, *_: object) -> None:
            raise IndexMissingError("no index in here", "run `gongda index build`")

    conversation.answerer = GoneDesk()
    with create_pipe_input() as terminal:
        terminal.send_text(f"stations{ENTER}/sources{ENTER}{CTRL_D}")

        converse(conversation, tmp_path / "history", (terminal, DummyOutput()))

    assert seen[0] == "no index in here\n  what to do: run `gongda index build`\n"
    assert "共 2 篇文章" in seen[2]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("/", list(CHAT_COMMANDS)),
        ("/so", ["/sources"]),
        ("/lang ", ["zh", "en", "auto"]),
        ("/open ", ["1", "2"]),
        ("what is /open", []),
    ],
)
def test_commands_and_their_arguments_complete(
    conversation: Conversation, typed: str, offered: list[str]
) -> None:
    handle(conversation, "电话是多少？")
    completer = CommandCompleter(conversation)

    completions = list(completer.get_completions(Document(typed), CompleteEvent()))

    assert [completion.text for completion in completions] == offered


def test_completion_describes_each_command_in_the_frame_s_language(
    conversation: Conversation,
) -> None:
    completer = CommandCompleter(conversation)

    completion = next(iter(completer.get_completions(Document("/why"), CompleteEvent())))

    assert completion.display_meta_text == "上一个答案是怎样找到的"
