"""What tells changed text from unchanged: digests of articles, and of what finds their passages.

Equal digests mean equal words, so a build takes over what it made of them before
(`index/building/carry_over.py`); a digest that does not fit shows that a file was altered
(`index/verify.py`).
"""

import hashlib
from collections.abc import Iterable

from corpus.article import Article, Passage
from corpus.passages import searched

# Bytes. Two of a million passages share one once in 10^27 archives.
DIGEST_SIZE = 16


def article_digest(article: Article) -> bytes:
    """Return the digest of what is found and quoted of an article: its headlines and its text."""
    return digest_of((article.title, article.kicker, article.subtitle, article.text))


def passage_digest(passage: Passage) -> bytes:
    """Return the digest of what is embedded for a passage."""
    return digest_of((embedded_text(passage),))


def embedded_text(passage: Passage) -> str:
    """Return what is embedded for a passage: its headline, then its words."""
    words = searched(passage)
    return f"{passage.article.title}\n{words}" if passage.article.title else words


def digest_of(parts: Iterable[str]) -> bytes:
    """Return the digest of some texts in order; no two lists of texts share one by their joins."""
    digest = hashlib.blake2b(digest_size=DIGEST_SIZE)
    for part in parts:
        encoded = part.encode("utf-8", "surrogatepass")
        digest.update(len(encoded).to_bytes(8))
        digest.update(encoded)
    return digest.digest()
