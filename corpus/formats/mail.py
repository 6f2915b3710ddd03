"""A message (EML) -> Markdown: what was written, and every file that came with it.

The standard library reads the parts; a body in HTML is read as a web page, and attached files as
what they are. What cannot be read of them is told. The subject is a headline where the words have
none, the day of sending a day where nothing else tells one. Next: `corpus/page/newspaper.py`.
"""

import datetime
import email
import email.policy
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from email.message import EmailMessage, MIMEPart

from corpus.encoding import decode
from corpus.errors import PageError
from corpus.formats.html.report import html_text
from corpus.formats.reading import ARCHIVE, document_of
from corpus.notes import Document, Note
from corpus.page.lines import clean
from corpus.page.markdown import escape, headed
from corpus.page.newspaper import read_page
from corpus.page.pageinfo import PageInfo, from_file_name, split_front_matter

REMEDY = "save it again as EML, or its text and files by themselves"
# Messages within messages, and parts of one with all within it.
DEEPEST, MOST_PARTS = 3, 300
# What programs put before a subject.
ANSWERED = re.compile(r"^(?:(?:re|fwd?|答复|回复|转发|转寄)\s{0,9}[:：]\s{0,9})+", re.IGNORECASE)
# Names of encodings that messages use for more letters than the standards hold.
CHINESE = frozenset({"gb2312", "gbk", "gb_2312-80", "x-gbk", "gb18030"})
# Part of a text, or what is to be said of one that cannot be read.
_Parts = Iterator[str | Note]


def mail_document(raw: bytes) -> Document:
    """Return a message as Markdown: its body, then a text or more for each file that it brings.

    Raises:
        PageError: It is no message, or holds nothing that can be read.
    """
    try:
        message = email.message_from_bytes(raw, policy=email.policy.default)
        parts = list(_parts(message, DEEPEST))
        day = _sent(message)
    except (RecursionError, LookupError, ValueError, TypeError, AttributeError):
        raise PageError("it is no message, or a damaged one", REMEDY) from None
    texts = [part for part in parts if isinstance(part, str)]
    notes = tuple(part for part in parts if isinstance(part, Note))
    if not texts and notes:
        raise PageError(f"no text was found in it: {notes[0].words}", REMEDY)
    return Document(texts, notes, told=PageInfo(date=day))


def _sent(message: EmailMessage) -> datetime.date | None:
    date = message["date"]
    return date.datetime.date() if date is not None and date.datetime else None


def _parts(message: EmailMessage, depth: int) -> _Parts:
    """Yield what a message holds, in order."""
    if sum(1 for _ in message.walk()) > MOST_PARTS:
        raise PageError(f"it has more than {MOST_PARTS} parts", REMEDY)
    body = message.get_body(preferencelist=("html", "plain"))
    if body is not None:
        text = _body(body)
        if text.strip():
            yield _titled(text, str(message["subject"] or ""))
    for part in message.iter_attachments() if message.is_multipart() else ():
        yield from _attached(part, depth)


def _body(part: MIMEPart) -> str:
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    charset = (part.get_content_charset() or "").casefold()
    if part.get_content_type() == "text/html":
        mark = f'<meta charset="{charset}">'.encode("ascii", "replace") if charset else b""
        with suppress(PageError):
            return html_text(mark + content)
        return ""
    with suppress(LookupError, UnicodeError):
        return content.decode("gb18030" if charset in CHINESE else charset or "utf-8")
    return decode(content)


def _titled(text: str, subject: str) -> str:
    """Put the subject over a text without a headline."""
    title = " ".join(ANSWERED.sub("", " ".join(clean(subject).split())).split())
    if not title or any(one.title for one in read_page(text, "")):
        return text
    info, body = split_front_matter(clean(text))
    return headed(f"# {escape(title)}\n\n{body.strip()}", info)


def _attached(part: MIMEPart, depth: int) -> _Parts:
    name = " ".join(clean(part.get_filename() or "").split()) or part.get_content_type()
    if part.get_content_type() == "message/rfc822":
        inner = part.get_content()
        if depth and isinstance(inner, EmailMessage):
            yield from _parts(inner, depth - 1)
        else:
            yield Note("not read", words=f"附件“{name}”")
        return
    if part.get_content_disposition() == "inline" and part.get_content_maintype() == "image":
        return
    payload = part.get_payload(decode=True)
    yield from _file(name, payload if isinstance(payload, bytes) else b"")


def _file(name: str, content: bytes) -> _Parts:
    """Yield the texts of an attached file, each with what its name tells, or why there are none."""
    if name.casefold().endswith(ARCHIVE):
        yield Note("not read", words=f"附件“{name}”：a zip; put it beside the message")
        return
    try:
        document = document_of(name, content)
    except PageError as error:
        yield Note("not read", words=f"附件“{name}”：{error.what}")
        return
    yield from document.notes
    yield from _named(document.texts, from_file_name(name).over(document.told))


def _named(texts: Iterable[str], told: PageInfo) -> Iterator[str]:
    for text in texts:
        info, body = split_front_matter(clean(text))
        yield headed(body.strip(), info.over(told))


__all__ = ["mail_document"]
