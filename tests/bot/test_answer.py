"""From hits to an answer: verbatim, listed whole, or refused in the member's language."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answer import MOST_NEAREST, answer
from bot.messages import FRAME_CHINESE, FRAME_ENGLISH
from bot.question.question import Question
from bot.readers import load_reader
from bot.reading.features import Idf
from bot.reading.reader import Quote
from bot.reply import Answer, Language, to_json
from corpus.article import Article
from corpus.config import BotSettings, Settings
from index.hit import Hit
from index.search import Index

AWARD = Article(
    "award",
    "东城区三家驿站获评最美",
    "本报讯（记者 张晶）近日，市总工会发布“最美驿站”名单，东城区和平里街道驿站、东花市街道驿站、"
    "永定门社区驿站等3家驿站被评为最美驿站。\n"
    "近年来，东城区总工会建成驿站近120个，为快递员提供热饭、饮水和休息的地方。",
)
PHOTO = Article(
    "photo",
    "职工摄影大赛收官",
    "大赛共收到29个基层工会推荐的近600幅作品。\n颁奖仪式5月8日在工人文化宫举行，李秀英获得一等奖。",
)
VISIT = Article(
    "visit",
    "慰问一线职工",
    "近日，市水务局工会主席刘光明带队慰问流域中心的一线职工，送上新年祝福。\n"
    "刘光明表示，要打造“学习型、服务型、创新型、和谐型”四型中心。",
)
ODD = st.text(max_size=80) | st.text(alphabet="？?！。，、\u200b\x00\x1b 😀", max_size=30)


@pytest.fixture
def index(published: Callable[[Sequence[Article]], Index]) -> Index:
    return published([AWARD, PHOTO, VISIT])


def quotes(reply: Answer) -> str:
    return "\n".join(citation.quote for citation in reply.citations)


def test_a_question_for_a_number_is_answered_with_the_sentence_that_counts(index: Index) -> None:
    reply = answer(index, "摄影大赛收到多少幅作品？")

    assert (reply.kind, reply.language) == ("quote", "zh")
    assert "近600幅作品" in reply.citations[0].quote
    assert reply.answer == f"{FRAME_CHINESE.found}\n“{reply.citations[0].quote}”[1]"


def test_a_page_of_an_amount_without_end_holds_nobody_up(
    published: Callable[[Sequence[Article]], Index],
) -> None:
    poison = Article("poison", "慰问金", f"慰问金一共发放了{'百' * 1_000}元。")
    index = published([poison, PHOTO])
    answer(index, "摄影大赛收到多少幅作品？")
    start = time.process_time()

    answer(index, "慰问金一共发放了多少钱？")

    assert time.process_time() - start < 2.0


def test_a_list_comes_out_whole_with_each_item_cited_by_its_own_characters(index: Index) -> None:
    reply = answer(index, "哪些驿站被评为最美驿站？")

    assert reply.kind == "list"
    assert [claim.text for claim in reply.claims] == [
        "东城区和平里街道驿站",
        "东花市街道驿站",
        "永定门社区驿站",
    ]
    numbered = {citation.n: citation for citation in reply.citations}
    assert [numbered[claim.citations[0]].quote for claim in reply.claims] == [
        claim.text for claim in reply.claims
    ]
    assert all(claim.text in numbered[1].quote for claim in reply.claims)
    assert reply.stated_count == 3
    assert FRAME_CHINESE.list_complete.format(stated=3) in reply.answer


def test_a_list_of_another_article_does_not_stand_before_a_surer_sentence(
    published: Callable[[Sequence[Article]], Index],
) -> None:
    contract = Article(
        "contract",
        "什么叫集体合同",
        "集体合同，是指就劳动报酬、工作时间、休息休假等事项签订的书面协议。",
    )
    rule = Article("rule", "职工提问", "班前准备视为工作时间。午餐时间不视为工作时间。")
    index = published([contract, rule, AWARD])
    reader = load_reader(Settings(bot=BotSettings(reader="bundled")))

    counted = answer(index, "哪些时间不视为工作时间", reader=reader)
    listed = answer(index, "哪些站点获奖了？", reader=reader)

    assert counted.citations[0].quote == "午餐时间不视为工作时间。"
    assert [claim.text for claim in listed.claims][-1] == "永定门社区驿站"


@dataclass(frozen=True)
class Believing:
    """A reader that believes in the first sentence of each article as much as it is told."""

    beliefs: Mapping[str, float]
    name = "believing"
    passages = 10
    thresholds: Mapping[Language, float] = field(default_factory=lambda: {"zh": 0.3, "en": 0.3})

    def read(self, question: Question, hits: Sequence[Hit], idf: Idf, /) -> list[Quote]:
        """Return those sentences, surest first."""
        every = [
            Quote(hit, 0, hit.passage.article.text.index("。") + 1, belief, belief)
            for hit in hits
            if (belief := self.beliefs.get(hit.passage.article.id, 0.0))
        ]
        return sorted(every, key=lambda quote: -quote.confidence)


@pytest.mark.parametrize(("belief", "quoted"), [(0.6, ["visit"]), (0.7, ["visit", "photo"])])
def test_only_what_is_nearly_as_sure_is_quoted_beside_the_best(
    index: Index, belief: float, quoted: list[str]
) -> None:
    reply = answer(index, "谁慰问了一线职工？", reader=Believing({"visit": 0.9, "photo": belief}))

    assert [citation.article.id for citation in reply.citations] == quoted


@pytest.mark.parametrize(
    ("beliefs", "kind"),
    [({"menu": 0.25}, "list"), ({"photo": 0.25}, "none"), ({"photo": 0.1}, "list")],
)
def test_a_column_is_listed_only_where_the_reader_points_to_its_article(
    published: Callable[[Sequence[Article]], Index], beliefs: Mapping[str, float], kind: str
) -> None:
    menu = Article("menu", "食堂菜单", "菜名 | 价格\n--- | ---\n红烧肉 | 12\n牛肉面 | 15\n。")

    reply = answer(published([menu, PHOTO]), "食堂有哪些菜？", reader=Believing(beliefs))

    assert reply.kind == kind


def test_a_list_inside_quotation_marks_is_read(index: Index) -> None:
    reply = answer(index, "“四型中心”是哪四型？")

    assert [claim.text for claim in reply.claims] == ["学习型", "服务型", "创新型", "和谐型"]


@pytest.mark.parametrize("question", ["东城区总工会的电话是多少？", "西城区建成了多少个驿站？"])
def test_what_no_page_tells_is_refused_with_what_came_nearest(index: Index, question: str) -> None:
    reply = answer(index, question)

    assert (reply.kind, reply.claims, reply.citations) == ("none", (), ())
    assert reply.answer.startswith(FRAME_CHINESE.not_found_of.format(question=question))
    assert 0 < len(reply.nearest) <= MOST_NEAREST


def test_the_frame_speaks_the_language_asked_for(index: Index) -> None:
    reply = answer(index, "摄影大赛收到多少幅作品？", language="en")

    assert reply.answer.startswith(FRAME_ENGLISH.found)
    assert "近600幅作品" in quotes(reply)


def test_an_english_question_is_refused_in_english(index: Index) -> None:
    reply = answer(index, "Who won the Nobel prize in physics?")

    assert (reply.kind, reply.answer) == (
        "none",
        FRAME_ENGLISH.not_found_of.format(question="Who won the Nobel prize in physics?"),
    )


def test_an_archive_without_pages_refuses(published: Callable[[Sequence[Article]], Index]) -> None:
    reply = answer(published([Article("empty", "空", "。")]), "摄影大赛收到多少幅作品？")

    assert reply.kind == "none"


@pytest.mark.parametrize("question", ["", "   ", "？？？", "😀😀", "\x00\x1b[31m", "驿站" * 2000])
def test_a_text_that_is_no_question_gets_an_answer_all_the_same(
    index: Index, question: str
) -> None:
    reply = answer(index, question)

    assert reply.question == question
    assert set(reply.timings_ms) == {"search", "answer", "total"}


def test_a_question_without_a_word_is_refused_with_nothing_near(index: Index) -> None:
    reply = answer(index, "？！ 😀")

    assert (reply.kind, reply.nearest, reply.hits) == ("none", (), ())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(question=ODD | ODD.map(lambda text: f"驿站{text}有哪些"))
def test_whatever_is_asked_quotes_are_what_was_printed(index: Index, question: str) -> None:
    reply = answer(index, question)

    for cited in to_json(reply)["citations"]:
        article = {"award": AWARD, "photo": PHOTO, "visit": VISIT}[cited["article"]["id"]]
        assert article.text[cited["start"] : cited["end"]] == cited["quote"]
    assert {n for claim in reply.claims for n in claim.citations} <= {
        citation.n for citation in reply.citations
    }
    assert (reply.kind == "none") == (not reply.citations)
