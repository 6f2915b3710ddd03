"""A model's own sentences: only if asked for, only over quotes, and shown as not printed."""

import json
from collections.abc import Callable, Iterator, Sequence

import pytest

from bot.answerer import ArchiveAnswerer
from bot.channel.views.answer import answer_text
from bot.channel.views.kept import KeptAnswer, kept_from_json, kept_to_json
from bot.language_model.joined import JoinProposal, is_harmless
from bot.message.several import together
from bot.reading.reader import Quote
from bot.reply import Answer, JoinedSentence, to_json
from bot.terminal.render import answer_lines, as_plain
from bot.web.api.models import AnswerJson
from bot.web.pages.shown import shown_answer
from corpus.article import Article
from corpus.config import Settings
from index.search import Index
from tests.bot.language_model.articles import HITS, LIBRARY, POOL, QUESTION, settings_of
from tests.bot.language_model.liar import points, serving

SENTENCE = "游一次45元，有会员卡的半价。"
SHOWN = f"（语言模型的话，报上没有这样印）{SENTENCE} [1]"
Asked = Callable[..., Answer]


@pytest.fixture
def asked(settings: Settings, published: Callable[[Sequence[Article]], Index]) -> Iterator[Asked]:
    """Return a function that asks over two articles, with a model that replies as given."""
    published([POOL, LIBRARY]).close()
    opened: list[ArchiveAnswerer] = []

    def ask(words: str, sentence: str, compose: bool = True) -> Answer:
        def behave(handler: object, body: dict[str, object]) -> None:
            document = json.loads(body["messages"][1]["content"])  # type: ignore[index]
            [number] = [one["number"] for one in document["passages"] if words in one["text"]]
            joined = [{"text": sentence, "answers": [1]}]
            points((number, words), sentences=joined)(handler, body)  # type: ignore[arg-type]

        with serving(behave) as served:
            model = settings_of(served.address, seconds=30.0, compose=compose)
            bot = settings.bot.model_copy(
                update={"reader": "language_model", "language_model": model}
            )
            opened.append(ArchiveAnswerer(settings.model_copy(update={"bot": bot})))
            return opened[-1].ask(QUESTION)

    yield ask
    for answerer in opened:
        answerer.use(settings)


def test_a_sentence_stands_below_the_quote_as_not_printed_on_every_surface(asked: Asked) -> None:
    answer = asked("45元", SENTENCE)

    assert answer.notes == ()
    assert answer.joined == (JoinedSentence(SENTENCE, (1,)),)
    assert answer.answer.splitlines()[-1] == SHOWN
    tree = to_json(answer)
    assert tree["joined"] == [{"text": SENTENCE, "citations": [1], "printed": False}]
    assert SENTENCE not in [claim["text"] for claim in tree["claims"]]
    AnswerJson.model_validate(tree)
    assert SHOWN in as_plain(answer_lines(answer))
    assert SHOWN in answer_text(answer).text
    page = shown_answer(KeptAnswer(answer, {}, False, ()))
    [part] = [one for one in page.parts if SENTENCE in one.pieces[0].text]
    assert (part.kind, part.numbers) == ("frame", (1,))
    assert "报上没有这样印" in part.pieces[0].text
    kept = kept_from_json(kept_to_json(answer, traditional=False), {"pool": POOL}.get)
    assert kept is not None
    assert kept.answer.joined == answer.joined
    both = together("两个问题", [answer, answer])
    assert [one.citations for one in both.joined] == [(1,), (len(answer.citations) + 1,)]


@pytest.mark.parametrize(
    ("words", "sentence", "compose"),
    [
        ("45元", SENTENCE, False),
        ("45元", "游一次46元。", True),
        ("书屋藏书两千册", "藏书两千册。", True),
    ],
    ids=["not asked for", "a figure of its own", "over what is not shown"],
)
def test_a_sentence_that_may_not_stand_is_left_out(
    words: str, sentence: str, compose: bool, asked: Asked
) -> None:
    answer = asked(words, sentence, compose)

    assert answer.kind == "quote"
    assert answer.joined == ()
    assert "语言模型" not in answer.answer


@pytest.mark.parametrize(
    ("text", "harmless"),
    [
        ("单次45元。", True),
        ("一次要四十五元。", True),
        ("单次45元，见 http://evil.example", False),
        ("Mao 说单次45元。", False),
        ("报上写着“免费”。", False),
        ("单次45元。[2]", False),
        ("单次45元\u202e。", False),
        ("", False),
        ("好" * 161, False),
        ("共300张票。", False),
    ],
)
def test_a_sentence_brings_no_figure_name_address_or_mark_of_its_own(
    text: str, harmless: bool
) -> None:
    start = POOL.text.index("单次")
    quote = Quote(HITS[0], start, POOL.text.index("半价。") + 3, 1.0, 1.0)

    assert is_harmless(JoinProposal(text, (quote,)), QUESTION) is harmless
