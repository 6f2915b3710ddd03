"""What the tests of this folder ask about, and who asks."""

from collections.abc import Callable

from bot.language_model.reader import LanguageModelReader
from corpus.article import Article
from corpus.passages import cut
from corpus.settings.language_model import LanguageModelSettings
from index.hit import Hit, Why

POOL = Article(
    "pool",
    "游泳馆暑期开放",
    "区工会游泳馆7月1日起开放。工作日早上6点半开门，晚上9点关门。"
    "单次票价45元，持工会会员卡的职工半价。身高1.3米以下的儿童由成人陪同免费。",
)
LIBRARY = Article("library", "职工书屋揭牌", "书屋藏书两千册。借书证押金100元，可以借30天。")
HITS = [
    Hit(passage, 3.5 - place / 10, Why(lexical_rank=place + 1, lexical_score=5.0))
    for place, passage in enumerate([*cut(POOL), *cut(LIBRARY)])
]
QUESTION = "游泳馆单次票价多少元？"
PRICE = "单次票价45元，持工会会员卡的职工半价。"

ReaderAt = Callable[..., LanguageModelReader]


def rarity(word: str, grams: bool = False, /) -> float:
    """Return the same for every word."""
    return 3.0


def settings_of(address: str, **others: object) -> LanguageModelSettings:
    """Return settings that give up soon."""
    quick = {"seconds": 3.0, "retries": 0, "rest_after": 100}
    return LanguageModelSettings(address=address, model="m", **quick | others)
