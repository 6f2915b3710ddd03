"""txtai's BM25 with jieba's words; txtai finds the class by its path, when it builds and opens."""

import jieba  # type: ignore[import-untyped]
from txtai.scoring.bm25 import BM25  # type: ignore[import-not-found]


def cut(text: str) -> list[str]:
    """Cut by jieba, without what is blank: `"工会主席"` -> `["工会", "主席"]`."""
    return [word for word in jieba.lcut_for_search(text.lower()) if word.strip()]


class Jieba(BM25):  # type: ignore[misc]
    """BM25 as it is, with another tokeniser."""

    def loadtokenizer(self) -> object:
        """Return what cuts a text into words."""
        return cut
