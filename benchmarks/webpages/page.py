"""A web page of `benchmarks/webpages/__main__.py`: its bytes, and what is to be read off it."""

import email.mime.multipart
import email.mime.text
from dataclasses import dataclass

from benchmarks.webpages.words import Told


@dataclass(frozen=True, slots=True)
class Page:
    """A saved page.

    Attributes:
        name: What it stands for.
        markup: As its site wrote it.
        tolds: The reports on it, in order.
        encoding: Of the file.
        archived: Saved as one file with its pictures (MHTML).
    """

    name: str
    markup: str
    tolds: tuple[Told, ...]
    encoding: str = "utf-8"
    archived: bool = False

    @property
    def file_name(self) -> str:
        """Tell the kind; the name says nothing else."""
        return "saved.mhtml" if self.archived else "saved.html"

    @property
    def raw(self) -> bytes:
        """The file."""
        if not self.archived:
            return self.markup.encode(self.encoding)
        archive = email.mime.multipart.MIMEMultipart("related")
        archive["From"] = "<Saved by Blink>"
        archive.attach(email.mime.text.MIMEText(self.markup, "html", self.encoding))
        archive.attach(email.mime.text.MIMEText(".a{color:red}", "css", "utf-8"))
        return archive.as_bytes()
