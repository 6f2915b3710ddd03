"""What a file of another format knows about itself, written as the YAML head of a page."""

from corpus.pageinfo import PageInfo


def headed(text: str, info: PageInfo) -> str:
    """Return a text with a YAML head that tells what is known.

    `headed("正文", PageInfo(page=2))` -> `---`, `page: 2`, `---`, a blank line, `正文`.
    """
    import yaml

    known = {
        "paper": info.paper,
        "date": info.date and info.date.isoformat(),
        "page": info.page,
        "authors": list(info.authors),
        "kicker": info.kicker,
        "subtitle": info.subtitle,
    }
    values = {key: value for key, value in known.items() if value}
    if not values:
        return text
    return f"---\n{yaml.safe_dump(values, allow_unicode=True, width=10_000)}---\n\n{text}"
