"""The pieces that Chinese, English and signs need, of 250,000; and their tokeniser."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

START, END, UNKNOWN = "<s>", "</s>", 3
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
KANA = re.compile(r"[\u3040-\u30ff\uac00-\ud7af]")
DIGITS = re.compile(r"[0-9.,:%/\-+]+")
SPACE = "▁"
# The last letter of Latin with accents (names in English text).
LAST_LATIN = 0x250


def kept_pieces(
    pieces: Sequence[str], scores: Sequence[float], english: Iterable[str]
) -> list[int]:
    """Return the ids to keep, ascending: Han, signs, digits, and Latin that the English needs."""
    cut = tokenizer(pieces, scores)
    counts: Counter[str] = Counter()
    texts = list(english)
    for variant in (texts, [text.lower() for text in texts]):
        for encoding in cut.encode_batch(variant, add_special_tokens=False):
            counts.update(encoding.tokens)
    return [id for id, piece in enumerate(pieces) if id <= UNKNOWN or _is_kept(piece, counts)]


def _is_kept(piece: str, counts: Counter[str]) -> bool:
    bare = piece.lstrip(SPACE)
    if KANA.search(piece):
        return False
    if HAN.search(piece) or not bare or DIGITS.fullmatch(bare):
        return True
    if bare.isascii():
        return bool(counts[piece]) or len(bare) == 1
    if not any(char.isalpha() for char in bare):
        return True
    return len(bare) == 1 and ord(bare) < LAST_LATIN


def tokenizer(pieces: Sequence[str], scores: Sequence[float]) -> Tokenizer:
    """Return a Unigram tokeniser over pieces, the first four of them special, pairs as BERT's."""
    cut = Tokenizer(
        models.Unigram(list(zip(pieces, map(float, scores), strict=True)), unk_id=UNKNOWN)
    )
    cut.normalizer = normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Replace(Regex(r"\s+"), " ")]
    )
    cut.pre_tokenizer = pre_tokenizers.Metaspace(replacement=SPACE, prepend_scheme="always")
    cut.decoder = decoders.Metaspace()
    cut.post_processor = processors.TemplateProcessing(
        single=f"{START} $A {END}",
        pair=f"{START} $A {END} $B:1 {END}:1",
        special_tokens=[(START, 0), (END, 2)],
    )
    return cut
