"""A thesaurus: a plain file with a group of words that mean the same on each line.

    # Everyday words and the printed ones. The first word of a line is the printed one.
    解除劳动合同, 辞退, 炒鱿鱼
    人力资源和社会保障局	人社局

Words are parted by tabs or commas, `#` begins a comment. The file that `corpus.thesaurus` in
config.yaml names is checked when the settings are loaded and read again by every build. Left out:
what the words do to a question (`index/thesaurus/lookup.py`).
"""

import re
from collections.abc import Iterator
from pathlib import Path

from corpus.errors import ConfigError

# Characters. What is longer is a sentence, which no question repeats.
LONGEST_WORD = 40
PARTING = re.compile(r"[\t,，]")
COMMENT = re.compile(r"(?:^|\s)#.*")
# What is typed between words by mistake.
MISTAKEN = re.compile(r"\s{0,99}(?:[;；、|｜/／=＝]|[-=—]{1,9}>|→)\s{0,99}|\s+")
FORM = "one group of words a line, parted by commas or tabs: 解除劳动合同, 辞退"

# Words that mean the same, two at least; the first is the one that print uses.
SameWords = tuple[str, ...]


def read_thesaurus(path: Path) -> tuple[SameWords, ...]:
    """Return the groups of a file, in order.

    Raises:
        ConfigError: It cannot be read, or a line holds no group: the error names the line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ConfigError(
            f"no thesaurus at {path}", f"mend corpus.thesaurus, or write the file: {FORM}"
        ) from None
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise ConfigError(f"{path}, line {line}: not UTF-8", f"save {path} as UTF-8") from None
    except OSError as error:
        raise ConfigError(
            f"{path} cannot be read: {error.strerror}", "make corpus.thesaurus a readable file"
        ) from None
    return tuple(_groups(text, path))


def _groups(text: str, path: Path) -> Iterator[SameWords]:
    for number, line in enumerate(text.splitlines(), 1):
        written = COMMENT.sub("", line).strip()
        group = tuple(
            dict.fromkeys(filter(None, (cell.strip() for cell in PARTING.split(written))))
        )
        if not written:
            continue
        where = f"{path}, line {number}"
        if len(group) < 2:
            raise ConfigError(f"{where}: {written!r} stands alone", _meant(written))
        for word in group:
            if len(word) > LONGEST_WORD or not re.search(r"\w", word):
                what = "too long for a word" if len(word) > LONGEST_WORD else "no word"
                raise ConfigError(f"{where}: {word!r} is {what}", f"write {FORM}")
        yield group


def _meant(line: str) -> str:
    """Return what was probably meant by a line that holds a single word.

    >>> _meant("辞退；解除劳动合同")
    'did you mean `辞退, 解除劳动合同`?'
    """
    parts = [part for part in MISTAKEN.split(line) if re.search(r"\w", part)]
    if len(parts) > 1:
        return f"did you mean `{', '.join(parts)}`?"
    word = parts[0] if parts else line
    return f"type what means the same beside it, `{word}, …`, or `#` before it"
