"""What `gongda index check` says, in Chinese and English. `{…}` are filled with `str.format`."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.reply import Language
from corpus.check.findings import FlawKind, PrintedPart


@dataclass(frozen=True, slots=True)
class CheckMessages:
    """The words of a check in one language.

    Attributes:
        title: Over the HTML report.
        summary: Files, articles, findings, what could not be read.
        placed: How much of the articles was found in the pages' text.
        glyphs: What became of the glyphs of a PDF.
        clean: Nothing looks wrong.
        untitled: Instead of a headline.
        count: How many articles a file has.
        characters: How long it is.
        found: How many findings a page has, none included.
        refused: A file that cannot be read.
        habits: What most files lack.
        kinds: For each kind of finding, its name and what it means.
        roles: For each part of an article, its name in the legend.
        nobody: The name of what belongs to no article.
        pages: Over the list of pages.
        articles: Over a page's articles.
        findings: Over a page's findings.
        whole: A page without findings.
        cut: Under a page whose text is too long to be shown whole.
        more: Under the last page that is shown, if there are more.
        written: Where the report went.
        next: What to do where something looks wrong.
        publish: What to do where nothing does.
    """

    title: str
    summary: str
    placed: str
    glyphs: str
    clean: str
    untitled: str
    count: str
    characters: str
    found: str
    refused: str
    habits: Mapping[FlawKind, str]
    kinds: Mapping[FlawKind, tuple[str, str]]
    roles: Mapping[PrintedPart, str]
    nobody: str
    pages: str
    articles: str
    findings: str
    whole: str
    cut: str
    more: str
    left_out: str
    written: str
    next: str
    publish: str


CHECK_CHINESE = CheckMessages(
    title="版面检查",
    summary="{pages} 个文件，{articles} 篇文章，{findings} 处可疑，{refused} 个文件读不了",
    placed="文章正文有 {share} 在原文中逐字找到",
    glyphs="印有 {drawn} 字：读出 {read}，重印 {twice}，认不出 {unreadable}，斜排 {aslant}",
    clean="没有发现可疑之处。",
    untitled="（无标题）",
    count="{n} 篇",
    characters="{n} 字",
    found="{n} 处可疑",
    refused="读不了：{reason}",
    habits={
        "no byline": "大多数文章没有署名，因此不逐篇提示。",
        "no date": "大多数文件不写日期，因此不逐个提示。",
        "no page number": "大多数文件不写版次，因此不逐个提示。",
    },
    kinds={
        "damaged": ("字符损坏", "报纸上不会印的字符 {other}，共 {count} 处；请从原件重新保存"),
        "unreadable": (
            "认不出的字",
            "从第 {other} 页起有 {count} 个字，字体没有说明是什么字；含这些字的句子不会被引用。"
            "请用原稿另存，或印成 PDF",
        ),
        "other reading": (
            "两次读法不同",
            "另一种读法多出 {count} 个字：{words}；我们多出：{other}。请对照原件",
        ),
        "picture": (
            "整页是图",
            "从第 {other} 页起有 {count} 页没有文字，没有读；"
            "请装上文字识别（pip install 'gongda[ocr]'），或换成有文字的 PDF",
        ),
        "not read": ("没有读", "{words}没有读；要用就另存成单独的文件"),
        "recognised": (
            "文字识别",
            "从第 {other} 页起有 {count} 页的文字由程序从图片认出，会有错字；引用前请对照原图",
        ),
        "crowded": (
            "分不出篇",
            "从第 {other} 页起有 {count} 页标题太多，不像一篇篇文章，整页当作一篇",
        ),
        "printed twice": (
            "重叠印刷",
            "从第 {other} 页起有 {count} 个字在原处印了两遍，只读一遍：{words}",
        ),
        "aslant": ("斜排", "从第 {other} 页起有 {count} 个字斜着排（多半是水印），没有读：{words}"),
        "left over": ("没有归属", "{count} 个字不属于任何一篇文章"),
        "broken off": ("句子不全", "这一段的开头或结尾断了；请对照原版补上"),
        "run together": ("两篇相连", "句子中间出现了另一篇的电头；请在它前面另起标题"),
        "doubled mark": ("标点相连", "两个标点连在一起，多半是拼栏时拼错了"),
        "never closed": ("引号不配对", "引号或括号只有一半，可能缺了一段"),
        "duplicate": ("重复", "与 {other} 中的一篇完全相同；检索时只用较新的一篇"),
        "corrected": ("有更新稿", "{other} 中有同一篇的更新稿；检索时只用较新的一篇"),
        "same page": ("同一版面", "与 {other} 的报名、日期、版次相同"),
        "caption": ("图片说明", "这一“篇”只有图片说明；请把它放回所属的文章"),
        "odd headline": ("标题可疑", "这一行不像标题"),
        "no headline": ("缺标题", "这一篇没有标题；请在前面写一行 ## 标题"),
        "no text": ("只有标题", "标题下面没有正文"),
        "short": ("太短", "正文只有几个字"),
        "long": ("太长", "正文超过六千字，可能漏了一个标题"),
        "no byline": ("无署名", "没有找到记者、通讯员或电头"),
        "no date": ("无日期", "不知道哪天出版；文件名写成 2023-01-05_02.md 即可"),
        "future date": ("日期在将来", "出版日期 {words} 还没有到"),
        "no page number": ("无版次", "不知道第几版；文件名写成 2023-01-05_02.md 即可"),
    },
    roles={
        "banner": "栏题",
        "kicker": "引题",
        "headline": "主题",
        "subtitle": "副题",
        "byline": "署名",
        "body": "正文",
        "caption": "图片说明",
    },
    nobody="不属于任何文章",
    pages="文件",
    articles="文章",
    findings="可疑之处",
    whole="没有可疑之处",
    cut="原文太长，这里只显示前 {n} 字。",
    more="另有 {n} 个没有可疑之处的文件，这里不再显示原文。",
    left_out="按 _paper.yaml 不收：{names}",
    written="报告：{path}",
    next="改好后再检查一次，然后用 gongda index build 发布。",
    publish="用 gongda index build 发布。",
)

CHECK_ENGLISH = CheckMessages(
    title="Check of the pages",
    summary="files: {pages}, articles: {articles}, findings: {findings}, unreadable: {refused}",
    placed="{share} of the articles' words stand in the files word for word",
    glyphs="glyphs drawn: {drawn}, read: {read}, printed twice: {twice}, unreadable: {unreadable}, "
    "at a slant: {aslant}",
    clean="Nothing looks wrong.",
    untitled="(no headline)",
    count="articles: {n}",
    characters="{n} characters",
    found="findings: {n}",
    refused="cannot be read: {reason}",
    habits={
        "no byline": "Most articles have no byline, so this is not said of each.",
        "no date": "Most files tell no date, so this is not said of each.",
        "no page number": "Most files tell no page number, so this is not said of each.",
    },
    kinds={
        "damaged": (
            "damaged",
            "{other}, which no newspaper prints ({count} times); save the page again",
        ),
        "unreadable": (
            "unreadable",
            "from page {other} on, {count} letters that the fonts do not name; sentences with them "
            "are never quoted: save the page again, or print it as PDF",
        ),
        "other reading": (
            "other reading",
            "a second reader has {count} letters that are missing here: {words}; missing there: "
            "{other}. Compare with the print",
        ),
        "picture": (
            "picture",
            "from page {other} on, pages without text: {count}, not read; `pip install "
            "'gongda[ocr]'` installs what recognises them, or bring a PDF with text",
        ),
        "not read": (
            "not read",
            "this part of the file was not read: {words}; save it as a file of its own if wanted",
        ),
        "recognised": (
            "recognised",
            "from page {other} on, text that a program recognised in pictures, on {count} pages; "
            "it has mistakes: compare with the picture",
        ),
        "crowded": (
            "crowded",
            "from page {other} on, too many headlines to tell articles apart on {count} pages; "
            "each is one article",
        ),
        "printed twice": (
            "printed twice",
            "from page {other} on, {count} letters are printed over themselves and read once: "
            "{words}",
        ),
        "aslant": (
            "aslant",
            "from page {other} on, {count} letters at a slant (a watermark?) are left out: {words}",
        ),
        "left over": ("left over", "{count} characters belong to no article"),
        "broken off": (
            "broken off",
            "this paragraph lacks its beginning or its end; compare it with the print",
        ),
        "run together": (
            "run together",
            "another report begins inside a sentence; put its headline above it",
        ),
        "doubled mark": ("doubled mark", "two marks in a row: columns joined wrongly"),
        "never closed": (
            "never closed",
            "a quotation mark or bracket without its other half; words may be missing",
        ),
        "duplicate": ("duplicate", "the same article stands in {other}; only the newer is found"),
        "corrected": ("corrected", "{other} has a newer version; only the newer is found"),
        "same page": ("same page", "{other} has the same paper, day and page number"),
        "caption": ("caption", "nothing but a picture's caption; put it under its article"),
        "odd headline": ("odd headline", "this line does not look like a headline"),
        "no headline": ("no headline", "write a line `## headline` above it"),
        "no text": ("no text", "nothing stands under this headline"),
        "short": ("short", "only a few characters"),
        "long": ("long", "more than 6,000 characters; a headline may have been missed"),
        "no byline": ("no byline", "neither names nor a dateline"),
        "no date": ("no date", "name the file like 2023-01-05_02.md"),
        "future date": ("future date", "{words} is still to come"),
        "no page number": ("no page number", "name the file like 2023-01-05_02.md"),
    },
    roles={
        "banner": "banner",
        "kicker": "kicker",
        "headline": "headline",
        "subtitle": "subtitle",
        "byline": "byline",
        "body": "body",
        "caption": "caption",
    },
    nobody="in no article",
    pages="Files",
    articles="Articles",
    findings="Findings",
    whole="nothing looks wrong",
    cut="The text is too long; only its first {n} characters are shown.",
    more="The text of {n} more files, in which nothing looks wrong, is not shown.",
    left_out="left out by _paper.yaml: {names}",
    written="report: {path}",
    next="Mend, check again, then publish with `gongda index build`.",
    publish="Publish with `gongda index build`.",
)


def check_messages(language: Language) -> CheckMessages:
    """Return the words in a language."""
    return CHECK_CHINESE if language == "zh" else CHECK_ENGLISH
