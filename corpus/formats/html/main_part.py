"""Which part of a web page is the report: the innermost that holds nearly all its sentences.

Sentences within links do not count. Several reports side by side have their parent in common, and
all of it is taken. Next: `corpus/formats/html/lines.py` reads its lines.
"""

import re
from collections.abc import Collection
from typing import Any

# Share of the page's prose that the report holds at least. A list of other reports, comments or a
# notice below may hold the rest.
MAIN_SHARE = 0.75
NO_TEXT = re.split(
    " ",
    "script style noscript template svg math iframe object embed button select textarea input audio"
    " video canvas head",
)
# Furniture by their tag. Some sites put the whole page into a form.
FURNITURE_TAGS = frozenset({"nav", "footer", "aside", "dialog", "form"})
FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|breadcrumbs?|crumb|footer|foot|copyright|sidebar|side|aside|"
    r"comments?|discuss(?:ion)?|pinglun|repl(?:y|ies)|related|relate|recommend|hot|rank|ranking|share|bdshare|"
    r"toolbar|pager|pagination|ads?|advert|banner|login|search|qr-?code|tags?|popup|modal|cookie|"
    r"consent|newsletter|promo|teaser|subscribe|widget|site-header|masthead|respond|author-(?:box|bio|info)|bio|"
    r"skip-link|liuyan|gentie)(?:[\s_-]|$)",
    re.IGNORECASE,
)
# Furniture about other reports and from readers: its days are not the report's.
OTHERS = re.compile(
    r"comment|pinglun|repl|relat|recommend|hot|rank|pager|pagination|login|search|respond|liuyan|"
    r"gentie|widget|ads?(?:[\s_-]|$)|advert|menu|nav",
    re.IGNORECASE,
)
# Attributes that say what an element is.
NAMES = ("class", "id", "role", "itemprop", "rel")
# `data-component="tag-list"` says it, too; `data-id="8-4f"` does not.
WORD = re.compile(r"[A-Za-z]+(?:[-_][A-Za-z]+){0,4}")
# Words that only a program that reads aloud shows.
UNSEEN = re.compile(
    r"(?:^|\s)(?:visually-?hidden|screen-reader(?:-text|-only)?|sr-only|element-invisible|a11y-hidden)(?:\s|$)"
)
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
# Furniture wherever a report is left without it, even a brief one.
NEVER_MAIN = re.compile(r"(?:^|[\s_-])(?:footer|copyright|site-header)(?:[\s_-]|$)", re.IGNORECASE)
# What readers wrote; opinions are called so, too, but with their headline.
READERS = re.compile(
    r"(?:^|[\s_-])(?:comments?|discuss(?:ion)?|pinglun|gentie|liuyan|repl(?:y|ies)|respond)(?:[\s_-]|$)",
    re.IGNORECASE,
)
# How Discuz and vBulletin call a post of a thread, and phpBB; a blog calls its reports post-12.
POST, NUMBERED_POST = re.compile(r"post_\d{1,12}"), re.compile(r"p\d{1,12}")
POSTER = re.compile(r"(?:^|\s)(?:pls|postprofile|postauthor)(?:\s|$)")
# Furniture that holds so much of the prose is none: a site may call its main part anything.
LARGEST_FURNITURE = 0.4
# Elements that begin and end a line.
BLOCKS = frozenset(
    re.split(
        " ",
        "p div section article main li ul ol dl dt dd table tbody thead tr td th blockquote pre"
        " figure figcaption center header hr address details summary h1 h2 h3 h4 h5 h6 body"
        " fieldset form",
    )
)
# Children that may lead to other reports each; how many such lists have at least, and which share.
TEASERS = frozenset({"li", "dl", "dd", "div", "article"})
FEWEST_TEASERS, TEASER_SHARE = 3, 0.8
# Characters of prose of a page that has a report of its own beside such lists.
LEAST_BRIEF = 30
# Blocks that are lines of a report, never the report.
LINES = frozenset({"p", "tr", "li", "blockquote"})
STOP = re.compile(r"[。！？；]|[.!?](?=\s|$)")
# Characters of a text that counts as prose without a stop.
LONG = 20


def drop_unread(body: Any) -> None:  # noqa: ANN401 - lxml has no types
    """Take out what holds no words: scripts, styles, fields of forms."""
    for item in list(body.iter(*NO_TEXT)):
        _drop(item)


def drop_replies(body: Any) -> None:  # noqa: ANN401
    """Take out what readers wrote below the first post of a forum's page, and its poster's card."""
    for thread in {item.getparent() for item in body.iter() if _is_post(item)}:
        _, *replies = filter(_is_post, thread)
        cards = [item for item in thread.iter() if POSTER.search(item.get("class") or "")]
        for item in (*filter(_is_untitled, replies), *cards):
            _drop(item)


def _is_untitled(item: Any) -> bool:  # noqa: ANN401
    return next(item.iter("h1", "h2"), None) is None


def _is_post(item: Any) -> bool:  # noqa: ANN401
    if not isinstance(item.tag, str) or item.tag == "p":
        return False
    name, called = item.get("id") or "", item.get("class") or ""
    return bool(POST.fullmatch(name) or (NUMBERED_POST.fullmatch(name) and "post" in called))


def drop_furniture(body: Any) -> list[Any]:  # noqa: ANN401
    """Take out what is no report: menus, hidden parts, links to others.

    Return the parts that may still tell the report's day: not those about other reports.
    """
    spare = []
    prose = _prose(body)
    for item in list(body.iter()):
        if item is body or _is_gone(item):
            continue
        hidden = _is_hidden(item)
        if hidden or (_is_furniture(item) and _may_go(item, prose[item], prose[body])):
            spare += [] if hidden or OTHERS.search(site_words(item)) else [item]
            _drop(item)
    return spare


def _is_gone(item: Any) -> bool:  # noqa: ANN401
    """Say whether an item is no element, or was taken out."""
    return not isinstance(item.tag, str) or item.getparent() is None


def _is_hidden(item: Any) -> bool:  # noqa: ANN401
    style = "".join((item.get("style") or "").split()).lower()
    unseen = UNSEEN.search(item.get("class") or "") is not None
    return unseen or item.get("hidden") is not None or "display:none" in style


def _is_furniture(item: Any) -> bool:  # noqa: ANN401
    return item.tag in FURNITURE_TAGS or bool(FURNITURE.search(site_words(item)))


def _may_go(item: Any, own: int, whole: int) -> bool:  # noqa: ANN401
    """Say whether a page of that much prose can do without a part of that much of it."""
    if own <= LARGEST_FURNITURE * whole:
        return True
    name = site_words(item)
    never_main = item.tag == "footer" or NEVER_MAIN.search(name) or _is_of_readers(item, name)
    return bool(never_main) and whole - own >= LEAST_BRIEF


def _is_of_readers(item: Any, name: str) -> bool:  # noqa: ANN401
    """Say whether a part is what readers wrote: many parts alike, and the headline elsewhere."""
    if not READERS.search(name):
        return False
    box = next((one for one in item.iter() if len(one) >= FEWEST_TEASERS), item)
    alike = len(box) >= FEWEST_TEASERS and len({(one.tag, one.get("class")) for one in box}) <= 2
    return alike and next(item.iter("h1"), None) is None


def site_words(item: Any) -> str:  # noqa: ANN401
    """Return what a site calls an element: its classes, what it is a part of, words of its own."""
    own = (
        value for key, value in item.items() if key.startswith("data-") and WORD.fullmatch(value)
    )
    return CAMEL.sub("-", " ".join([*(item.get(key) or "" for key in NAMES), *own]))


def _drop(item: Any) -> None:  # noqa: ANN401
    if item.getparent() is not None:
        item.drop_tree()


def _teasers(body: Any) -> set[Any]:  # noqa: ANN401
    """Return the parts that list other reports: each item begins with a link."""
    lists = (item for item in body.iter("ul", "ol", "div", "section", "dl") if _lists_others(item))
    return {within for one in lists for within in one.iter()}


def _lists_others(item: Any) -> bool:  # noqa: ANN401
    """Say whether an element is a list of links, each with words about what it leads to."""
    items = [child for child in item if child.tag in TEASERS]
    if len(items) < FEWEST_TEASERS or len(items) < len(item) * TEASER_SHARE:
        return False
    linked = sum(_begins_with_link(child) for child in items)
    return linked >= TEASER_SHARE * len(items)


def _begins_with_link(item: Any) -> bool:  # noqa: ANN401
    link = next(item.iter("a"), None)
    while link is not None and link is not item:
        if link.getprevious() is not None and link.getprevious().text_content().strip():
            return False
        link = link.getparent()
        if link is not None and (link.text or "").strip():
            return False
    return link is not None


def _prose(body: Any, without: Collection[Any] = ()) -> dict[Any, int]:  # noqa: ANN401
    """Count, for each part, the characters that stand in sentences outside links."""
    prose = {
        item: 0 if item in without else _own_prose(item)
        for item in body.iter()
        if isinstance(item.tag, str)
    }
    for item in reversed(list(prose)):
        parent = item.getparent()
        if parent in prose and item is not body:
            prose[parent] += prose[item]
    return prose


def _own_prose(item: Any) -> int:  # noqa: ANN401
    """Count the prose that stands right in an element, not in those within it."""
    own = [item.text or ""] if item.tag not in ("a", "title", "option") else []
    own += [child.tail or "" for child in item]
    text = "".join(own).strip()
    return len(text) if len(text) > LONG or STOP.search(text) or text.endswith("，") else 0


def main_part(body: Any) -> Any:  # noqa: ANN401
    """Return the innermost part with nearly all the prose.

    A brief report beside a long list of others: what the list says about them does not count.
    """
    prose = _prose(body, _teasers(body))
    if prose[body] < LEAST_BRIEF:
        prose = _prose(body)
    main, whole = body, prose[body]
    while whole:
        inner = [child for child in main if prose.get(child, 0) >= MAIN_SHARE * whole]
        if not inner or inner[0].tag in LINES or not _is_part(inner[0]):
            break
        main = inner[0]
    return main


def _is_part(item: Any) -> bool:  # noqa: ANN401
    """Say whether an element may hold a report: a block, or one that HTML does not know."""
    return item.tag in BLOCKS or "-" in item.tag or item.find("p") is not None


__all__ = ["BLOCKS", "drop_furniture", "drop_replies", "drop_unread", "main_part", "site_words"]
