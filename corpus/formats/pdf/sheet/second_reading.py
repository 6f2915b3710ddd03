"""A PDF read by another library, letter by letter, so that what one loses shows.

pypdf decodes fonts and encodings with code of its own; nothing is shared with PDFium, which the
first reading stands on. It knows no columns, so only how often each letter occurs is compared
(`corpus/check/second_reading.py`). Runs in a process of its own (`corpus/formats/sandbox.py`).
"""

import io
import logging
from collections import Counter

from corpus.errors import PageError
from corpus.formats.pdf.sheet.letters import is_blank, plain


def letters_of(raw: bytes) -> Counter[str]:
    """Return how often each letter of a PDF occurs, blanks left out.

    Raises:
        PageError: The library cannot read it.
    """
    import pypdf
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # It has much to say of fonts.
    try:
        texts = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(raw)).pages]
    except PyPdfError as error:
        raise PageError(f"pypdf cannot read it: {error}", "") from None
    return Counter(letter for text in texts for letter in plain(text) if not is_blank(letter))
