"""What `gongda journal report` says, in Chinese and English. `{…}` are filled with `str.format`."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.reply import Language


@dataclass(frozen=True, slots=True)
class ReportMessages:
    """The sentences of the report in one language.

    Attributes:
        period: The head.
        nothing: There was no question in that time.
        counts: How many questions, from how many members, how many without an answer.
        unanswered: Over the questions that found no answer.
        none_unanswered: There are none.
        bad: Over the questions whose answers were called bad.
        none_bad: There are none.
        verdicts: How many were called good and bad.
        erased: How many of them are counted only, as their words are erased.
        times: How often, by how many, on which days.
        reasons: Why an answer was called bad, by what is stored; another reason stands as stored.
        proposals: Over the words to put into the thesaurus.
        typed: How often, and by how many, the second word was typed and then the first.
        next: The last paragraph: what to do, a line each.
    """

    period: str
    nothing: str
    counts: str
    unanswered: str
    none_unanswered: str
    bad: str
    none_bad: str
    verdicts: str
    erased: str
    times: str
    reasons: Mapping[str, str]
    proposals: str
    typed: str
    next: tuple[str, ...]


REPORT_CHINESE = ReportMessages(
    period="{first} 至 {last}，共 {days} 天",
    nothing="这段时间没有人提问。",
    counts="提问 {questions} 次，来自 {members} 人；其中 {refused} 次没有找到答案（{share}）。",
    unanswered="没有找到答案的问题",
    none_unanswered="没有这样的问题。",
    bad="会员认为答得不好的问题",
    none_bad="没有这样的问题。",
    verdicts="评价：好 {good} 次，不好 {bad} 次。",
    erased="另有 {n} 次已过保存期，文字已删除，只计次数。",
    times="{times} 次 · {members} 人 · {days}",
    reasons={
        "off": "答非所问",
        "partial": "不完整",
        "stale": "过时了",
        "quote": "引文不对",
        "other": "其他",
    },
    proposals="可以加进同义词表（corpus.thesaurus）的词：先没有找到，换个说法就找到了",
    typed="{times} 次 · {members} 人",
    next=(
        "下一步：",
        "报上登过的：把那一版放进 corpus.folders 的文件夹，再运行 gongda index build。",
        "报上没登过的：可以作为选题。",
        "答得不好的：运行 gongda ask “问题” 重看答案和出处。",
    ),
)
REPORT_ENGLISH = ReportMessages(
    period="{first} to {last}, {days} days",
    nothing="Nobody asked anything in this time.",
    counts="Questions: {questions}, from {members} members; no answer was found to {refused} "
    "({share}).",
    unanswered="Questions without an answer",
    none_unanswered="There are none.",
    bad="Questions whose answers members called bad",
    none_bad="There are none.",
    verdicts="Verdicts: {good} good, {bad} bad.",
    erased="Another {n} are counted only: their words were erased when their time was over.",
    times="asked: {times} · members: {members} · {days}",
    reasons={
        "off": "beside the question",
        "partial": "incomplete",
        "stale": "out of date",
        "quote": "wrong quote",
        "other": "another reason",
    },
    proposals="Words for corpus.thesaurus: asked in vain, then with success in other words",
    typed="asked so: {times} · members: {members}",
    next=(
        "What to do next:",
        "What was printed: put the page into a folder of corpus.folders, then type "
        "`gongda index build`.",
        "What was never printed: perhaps a subject to write about.",
        "What was answered badly: type `gongda ask QUESTION` and read the answer and its sources.",
    ),
)


def report_messages(language: Language) -> ReportMessages:
    """Return the sentences of the report in one language."""
    return REPORT_CHINESE if language == "zh" else REPORT_ENGLISH
