"""What the buttons under an answer say, in Chinese and English. `{…}` are filled by `str.format`.

A label is a few words: a telephone shows about 12 Chinese characters in a whole row. An alert has
200 characters at most.
"""

from dataclasses import dataclass, fields
from functools import cache

from bot.channel.text.traditional import traditional
from bot.reply import Language


@dataclass(frozen=True, slots=True)
class ViewMessages:
    """The sentences and labels of the buttons, in one language.

    Attributes:
        more: Label: further passages.
        back: Label: to the answer.
        back_to_more: Label: to the further passages.
        earlier_page: Label.
        later_page: Label.
        other_script: Label: the same page in the script that the member reads.
        as_printed: Label: the page in the script in which it was printed.
        good: Label: this answer helped.
        bad: Label: this answer did not help.
        chosen: A label that was chosen.
        not_now: Label: give no reason.
        reasons: Why an answer did not help: what is stored, and the label.
        headline: Around a headline.
        authors: Around the names.
        page_of: Under a page of several.
        more_head: Over further passages.
        converted: Over a page in another script than the printed one.
        thanks_good: Alert.
        thanks_bad: Alert: asks for a reason.
        thanks_reason: Alert.
        too_old: Alert: the answer is no longer stored.
        gone: Alert: the article is no longer in the archive.
        nothing_more: Alert: no further passage is left.
        ask_again: In place of an answer whose passages are gone.
        broken: Alert: something broke; `{reference}` tells the administrator what.
    """

    more: str
    back: str
    back_to_more: str
    earlier_page: str
    later_page: str
    other_script: str
    as_printed: str
    good: str
    bad: str
    chosen: str
    not_now: str
    reasons: tuple[tuple[str, str], ...]
    headline: str
    authors: str
    page_of: str
    more_head: str
    converted: str
    thanks_good: str
    thanks_bad: str
    thanks_reason: str
    too_old: str
    gone: str
    nothing_more: str
    ask_again: str
    broken: str


VIEW_CHINESE = ViewMessages(
    more="更多相关内容",
    back="« 返回答案",
    back_to_more="« 返回更多",
    earlier_page="‹ 上一页",
    later_page="下一页 ›",
    other_script="看简体",
    as_printed="看原文",
    good="👍 有用",
    bad="👎 没用",
    chosen="{label} ✓",
    not_now="« 不说了",
    reasons=(
        ("off", "答非所问"),
        ("partial", "不完整"),
        ("stale", "已过时"),
        ("quote", "引文有误"),
        ("other", "其他"),
    ),
    headline="【{title}】",
    authors="作者：{names}",
    page_of="（第 {number}/{count} 页）",
    more_head="报上其他相关的内容：",
    converted="转换显示，非原文：",
    thanks_good="谢谢您！",
    thanks_bad="谢谢您告诉我们。请再点一下原因。",
    thanks_reason="谢谢，已经记下，我们会改进。",
    too_old="这条答复时间太久，已经清除了。请把问题再发一次。",
    gone="抱歉，这篇文章已经不在收录的报纸里了。",
    nothing_more="没有更多相关的内容了。",
    ask_again="这条答复引用的文章已有变动，不再显示。请把问题再发一次。",
    broken="抱歉，出了点问题。请稍后再点一次；还是不行，请把编号 {reference} 告诉管理员。",
)
VIEW_ENGLISH = ViewMessages(
    more="More passages",
    back="« Back to the answer",
    back_to_more="« Back to more",
    earlier_page="‹ Previous",
    later_page="Next ›",
    other_script="繁 / 简",
    as_printed="As printed",
    good="👍 Helpful",
    bad="👎 Not helpful",
    chosen="{label} ✓",
    not_now="« No reason",
    reasons=(
        ("off", "Not what I asked"),
        ("partial", "Incomplete"),
        ("stale", "Out of date"),
        ("quote", "Wrong quote"),
        ("other", "Something else"),
    ),
    headline="【{title}】",
    authors="By {names}",
    page_of="(page {number} of {count})",
    more_head="More from the paper on this:",
    converted="Converted characters, not as printed:",
    thanks_good="Thank you!",
    thanks_bad="Thank you for telling us. Please tap a reason.",
    thanks_reason="Thank you, noted. We will work on it.",
    too_old="This answer is too old and was erased. Please send your question again.",
    gone="Sorry, this article is no longer in the archive.",
    nothing_more="There are no further passages.",
    ask_again=(
        "Articles quoted in this answer have changed since, so it is no longer shown. "
        "Please send your question again."
    ),
    broken=(
        "Sorry, something broke. Please tap again in a while; if it fails again, tell the "
        "administrator this reference: {reference}"
    ),
)


@cache
def view_messages(language: Language, in_traditional: bool = False) -> ViewMessages:
    """Return what the buttons say, in the member's language and script."""
    if language != "zh":
        return VIEW_ENGLISH
    return _traditional(VIEW_CHINESE) if in_traditional else VIEW_CHINESE


def _traditional(frame: ViewMessages) -> ViewMessages:
    reasons = tuple((stored, traditional(label)) for stored, label in frame.reasons)
    words = {
        field.name: traditional(getattr(frame, field.name))
        for field in fields(frame)
        if field.name != "reasons"
    }
    words["other_script"] = "看繁體"
    return ViewMessages(**words, reasons=reasons)
