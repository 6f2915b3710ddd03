"""Every sentence that the bot itself says, in Chinese and English; never a quote."""

from dataclasses import dataclass

from bot.reply import Language


@dataclass(frozen=True, slots=True)
class Messages:
    """The frame around the quotes, in one language. `{…}` are filled with `str.format`."""

    found: str
    found_list: str
    list_complete: str
    list_partial: str
    not_found: str
    nearest: str
    coverage: str
    unknown_date: str
    page: str


CHINESE = Messages(
    found="报上是这样写的：",
    found_list="报上列出了 {found} 项：",
    list_complete="（文中称共 {stated} 项，已全部列出）",
    list_partial="（文中称共 {stated} 项，但只写出了 {found} 项）",
    not_found="在已收录的报纸里没有找到答案。",
    nearest="最接近的内容是：",
    coverage="目前收录：{papers}，{first} 至 {last}，共 {articles} 篇文章。",
    unknown_date="日期不详",
    page="第{page}版",
)
ENGLISH = Messages(
    found="The paper printed:",
    found_list="The paper lists {found} items:",
    list_complete="(the text says {stated}, and all of them are here)",
    list_partial="(the text says {stated}, but names only {found})",
    not_found="The archive holds no answer to this.",
    nearest="The nearest passages are:",
    coverage="The archive covers {papers}, {first} to {last}, {articles} articles.",
    unknown_date="date unknown",
    page="page {page}",
)


def messages(language: Language) -> Messages:
    """Return the frame in the member's language."""
    return CHINESE if language == "zh" else ENGLISH
