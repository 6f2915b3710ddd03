"""Whom print introduces: who wrote an article, and who somebody is.

《妈咪小屋开进物流园》是谁写的 is answered by its byline, as it was printed; a follow-up (是谁写的)
comes here with the headline that was shown (`bot/followups/resolve.py`). 罗欣是谁 is answered by
the sentence that tells what Luo Xin is: 值班律师罗欣. Next: `bot/answer.py` cites it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.question.cues import ASKS_WHO_WROTE, BYLINE
from bot.question.question import Question
from bot.question.tags import tagged
from bot.question.terms import LIKELY
from bot.reading.reader import Quote
from corpus.page.byline import SURNAMES
from corpus.passages import TextRange, sentences
from index.hit import Hit
from index.text.words import fold, unbroken

# What a headline in the question and a byline below it are worth, and a name with what it is.
WRITTEN_BY, INTRODUCED = 0.95, 0.9
_WHO_IS = re.compile(
    r"^(?P<zh>[一-鿿·]{2,6})是(?:谁|什么人|何人|干什么的|做什么的|哪位)\W*$"
    r"|^谁是(?P<zh2>[一-鿿·]{2,6})\W*$|^who(?:'s| is| was) (?P<en>[\w' .·-]{3,40})\W*$"
)
# What stands before a name and tells what somebody is: 值班律师罗欣.
_ROLE = re.compile("(?:[工师员长席手家者兵]|司机|理事|书记|站长)$")
# What stands behind one: 罗欣是…, 罗欣今年36岁, 谭玉兰获得首都劳动奖章.
_BEHIND = re.compile(
    r"[，,]?(?:是(?!说|否)|今年|现年|\d{2}岁|担任|现任|曾任|当选|荣?获得?|被评为|毕业|生于|来自)"
)
# Tags of the words of a role: 公交18路驾驶员.
_OF_A_ROLE = ("n", "v", "m", "q", "x", "j", "b", "eng")
# Characters before a name that its role is read from.
_LONGEST_ROLE = 16


def introduced(question: Question, hits: Sequence[Hit]) -> Quote | None:
    """Return the sentence with the byline or the person that a question asks for, or None.

    >>> found = introduced(analyse("罗欣是谁？"), hits)
    >>> found.article.text[slice(*found.answer)]
    '值班律师罗欣'
    """
    return _written_by(question, hits) or _who_is(question, hits)


def _written_by(question: Question, hits: Sequence[Hit]) -> Quote | None:
    asked = unbroken(fold(question.text))
    for hit in hits if ASKS_WHO_WROTE.search(asked) else ():
        article = hit.passage.article
        named = article.title and unbroken(fold(article.title)) in asked
        printed = BYLINE.search(article.text) if named else None
        if printed:
            return _quote(hit, printed.span(), WRITTEN_BY)
    return None


def _who_is(question: Question, hits: Sequence[Hit]) -> Quote | None:
    """Return where print says what somebody is: before the name if anywhere, else behind it."""
    names = _names(question)
    for told in (_with_role, _with_deed) if names else ():
        for hit in hits:
            text = hit.passage.article.text
            found = next((span for name in names for span in told(text, name)), None)
            if found is not None:
                return _quote(hit, found, INTRODUCED)
    return None


def _names(question: Question) -> list[str]:
    """Return the Chinese names that a question asks who bears; none if it asks something else."""
    match = _WHO_IS.match(fold(question.text).strip())
    if match is None:
        return []
    own = match["zh"] or match["zh2"]
    named: Iterable[str] = [own] if own else _likely(question)
    return [name for name in named if len(name) > 1 and name[0] in SURNAMES]


def _likely(question: Question) -> Iterator[str]:
    """Yield the likely names in the pages' script for the words of an English question."""
    for group in question.groups:
        yield from (word for word, share in group.into if share >= LIKELY)


def _with_role(text: str, name: str) -> Iterator[tuple[int, int]]:
    for match in re.finditer(re.escape(name), text):
        before = re.split(r"[，。；：、！？\s（）“”]", text[: match.start()][-_LONGEST_ROLE:])[-1]
        cut = tagged(before, False) if before else []
        if cut and _ROLE.search(cut[-1][0]) and cut[-1][1].startswith("n"):
            yield match.start() - len(_nouns_at_end(cut)), match.end()


def _nouns_at_end(cut: Sequence[tuple[str, str]]) -> str:
    """Return the nouns and verbal nouns that end a text: 公交18路驾驶员, without the 和 before."""
    told = ""
    for word, tag in reversed(cut):
        if not tag.startswith(_OF_A_ROLE) or (tag == "v" and not told):
            break
        told = word + told
    return told


def _with_deed(text: str, name: str) -> Iterator[tuple[int, int]]:
    for match in re.finditer(re.escape(name), text):
        if _BEHIND.match(text, match.end()):
            around = _sentence(text, match.start())
            stop = re.compile(r"[，。；！？\n]").search(text, match.end() + 1)
            yield match.start(), min(around.end, stop.start() if stop else around.end)


def _quote(hit: Hit, answer: tuple[int, int], worth: float) -> Quote:
    around = _sentence(hit.passage.article.text, answer[0])
    return Quote(hit, around.start, around.end, worth, worth, answer)


def _sentence(text: str, at: int) -> TextRange:
    return next(span for span in sentences(text) if at < span.end)
