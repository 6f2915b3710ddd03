# ruff: noqa: E501 - one case a line
"""Hostile pages in Markdown, text and HTML. Each case is a name, what it is, and its bytes.

`size` is about the number of characters, so that a test makes the same case small and a second one
of twice the size shows whether time grows faster than the file. Next:
`benchmarks/hostile/files.py`.
"""

from collections.abc import Callable, Iterator

Bytes = Callable[[int], bytes]


def _filled(unit: str, before: str = "", after: str = "") -> Bytes:
    """Return what makes a file of a given size: `before`, a unit again and again, `after`."""

    def make(size: int) -> bytes:
        return (before + unit * max(1, size // len(unit)) + after).encode("utf-8", "surrogatepass")

    return make


def _bomb(size: int) -> bytes:
    """Nine levels of a list that names the level below nine times (billion laughs)."""
    levels = ["a0: &a0 [哈,哈,哈,哈,哈,哈,哈,哈,哈]"]
    levels += [f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    return ("---\n" + "\n".join(levels) + "\npaper: *a8\n---\n正文。\n" + "文" * size).encode()


def _entities(size: int) -> bytes:
    levels = ['<!ENTITY a0 "哈哈哈哈哈哈哈哈">']
    levels += [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)]
    return f"<!DOCTYPE html [{''.join(levels)}]><p>&a11;正文。</p>{'文' * size}".encode()


def _named(size: int) -> bytes:
    names = " ".join(f"a{number}=1" for number in range(max(1, size // 8)))
    return f"<p {names}>正文在此。</p>".encode()


BANNERS = "横幅文字\n" * 1_000

# Name, what it is, how it is made. All of the shapes that a regular expression or a loop may dwell
# on.
TEXTS: tuple[tuple[str, str, Bytes], ...] = (
    ("line.txt", "one line without an end", _filled("工会")),
    ("line.md", "one line of sentences", _filled("工会开会。")),
    ("lines.md", "lines of one character", _filled("工\n")),
    ("headings.md", "headings, nothing under them", _filled("# 甲\n")),
    ("levels.md", "headings of all levels", _filled("# 甲\n\n## 乙\n\n### 丙\n\n")),
    ("chapters.md", "chapters without text", _filled("# 第一章 总则\n\n")),
    ("same.md", "articles of the same headline", _filled("## 通知\n\n开会了。\n\n")),
    ("banners.md", "long banners over articles", _filled("## 通知\n\n开会了。\n\n", BANNERS)),
    ("banner.md", "a headline of 10,000 over articles", _filled("## 甲\n开会。\n", f"# {'幅' * 10_000}\n")),
    ("quotes.md", "quotations within quotations", _filled("> ", "", "工会")),
    ("bullets.md", "lists within lists", _filled("- ", "", "工会")),
    ("brackets.md", "opened square brackets", _filled("[")),
    ("links.md", "links never closed", _filled("[甲](")),
    ("link-titles.md", "links with a title never closed", _filled('[](a "')),
    ("stars.md", "stars", _filled("*")),
    ("bold.md", "bold never closed", _filled("**甲 ")),
    ("emphasis.md", "emphasis never closed", _filled("*甲 _乙 ")),
    ("blank-heading.md", "a heading with a gap of spaces", _filled(" ", "# 甲", "乙")),
    ("hashes.md", "a heading of number signs", _filled("# ", "# 甲 ", "乙")),
    ("wide-heading.md", "a heading of single letters", _filled("甲 ", "# ", "乙丙")),
    ("rule.md", "a rule that is none", _filled("- ", "", "x")),
    ("table.md", "a row of cells", _filled("|甲", "", "|")),
    ("comments.md", "comments never closed", _filled("<!--")),
    ("tags.md", "tags never closed", _filled("<p ")),
    ("heading-tags.md", "headings in HTML never closed", _filled("<h1>")),
    ("entities.md", "entities", _filled("&#65;&lt")),
    ("escapes.md", "escaped signs", _filled("\\*")),
    ("blank-matter.md", "front matter of blank lines", _filled("\n", "---\n", ":")),
    ("long-matter.md", "front matter without an end", _filled("a: b\n", "---\n")),
    ("nested-matter.md", "lists within lists in front matter", _filled("- ", "---\na:\n  ", "\n---\n甲。")),
    ("yaml-brackets.md", "brackets in front matter", _filled("[", "---\na: ", "\n---\n甲。")),
    ("yaml-bomb.md", "billion laughs in front matter", _bomb),
    ("yaml-number.md", "a page number without an end", _filled("f", "---\npage: 0x", "\n---\n甲。")),
    ("digits.md", "digits", _filled("1")),
    ("digits-and-a-letter.md", "words of digits and a letter", _filled("1" * 40 + "x。")),
    ("dots.md", "dots without a space", _filled(".", "", "x")),
    ("hundreds.md", "hundreds of nothing", _filled("百", "慰问金一共发放了")),
    ("columns.md", "lines of equal width", _filled("工会和职工一起在一线慰问，送上新年的祝福和礼物。\n")),
    ("stops.md", "stops and closing marks", _filled("。”）")),
    ("openings.md", "opening marks", _filled("（“《")),
    ("torn.md", "lines that never end a sentence", _filled("工会和职工一起，\n")),
    ("bylines.md", "bylines", _filled("本报讯（记者 张晶）\n")),
    ("captions.md", "captions", _filled("图为活动现场。 李伟 摄\n")),
    ("rules.md", "rules, as we write between paragraphs", _filled("甲\n\n* * *\n\n")),
    ("controls.txt", "terminal escapes", _filled("\x1b[2J\x1b]8;;http://x\x07工会\x1b]8;;\x07\n")),
    ("bidi.md", "marks that turn the text around", _filled("\u202e工会\u2066开会。\u2069\n")),
    ("joiners.md", "characters without width", _filled("工\u200b会\u2060\U000e0041")),
    ("halves.md", "halves of characters", _filled("工\udc21\ud800会")),
    ("nul.txt", "NUL", _filled("工\0会")),
)  # fmt: skip

PAGES: tuple[tuple[str, str, Bytes], ...] = (
    ("line.html", "one line without an end", _filled("工会", "<p>")),
    ("divs.html", "parts within parts", _filled("<div>", "", "正文在此。")),
    ("unclosed.html", "tags never closed", _filled("<p>工<b>会")),
    ("tables.html", "tables within tables", _filled("<table><tr><td>", "", "正文在此。")),
    ("bare-tags.html", "nothing but tags", _filled("<i>")),
    ("attributes.html", "one tag of all attributes", _filled(" a='1'", "<p", ">正文在此。")),
    ("names.html", "one tag of attributes of all names", _named),
    ("blank.html", "blank lines between two characters", _filled("\n", "<p>工", "会</p>")),
    ("spaces.html", "wide spaces", _filled("　", "<p>工", "会</p>")),
    ("pieces.html", "a line in a great many pieces", _filled("工会<b>会</b>", "<p>")),
    ("menus.html", "menus within menus", _filled("<div class=nav>文字在此。" * 100)),
    ("title.html", "a title without an end", _filled("工会 - ", "<title>", "</title><p>正文。")),
    ("class.html", "a class without an end", _filled("nav-x ", "<p class='", "'>正文。")),
    ("entities.html", "entities within entities", _entities),
    ("scripts.html", "scripts, frames, data in addresses",
     _filled("<script>alert(1)</script><iframe src=x></iframe><img src=x onerror=alert(1)>"
             "<a href='data:text/html,<script>'>正文。</a>")),
    ("json.html", "lists within lists in JSON-LD",
     _filled("[", '<script type="application/ld+json">', "</script><p>正文在此。</p>")),
    ("half.html", "half a character in JSON-LD",
     _filled("文", '<script type="application/ld+json">{"headline":"a\\ud800"}</script><p>正文。')),
    ("punycode.html", "an encoding of quadratic time",
     _filled("a-b", '<meta charset="punycode"><p>')),
    ("xxe.html", "an outer entity",
     _filled("文", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><p>&x;正文。')),
    ("parts.mhtml", "parts within parts of a web archive",
     _filled('Content-Type: multipart/mixed; boundary="b"\n\n--b\n', "MIME-Version: 1.0\n")),
)  # fmt: skip


def pages(size: int, web: int) -> Iterator[tuple[str, str, bytes]]:
    """Yield name, description and content of each hostile page of about so many characters."""
    for cases, length in ((TEXTS, size), (PAGES, web)):
        for name, what, make in cases:
            yield name, what, make(length)
