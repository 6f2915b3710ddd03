"""The settings: config.yaml and the environment, checked before anything runs.

One frozen model a section. A key may be set in the file or in the environment
(`GONGDA_INDEX__FOLDER=…`; lists as JSON); the environment wins. Unknown, missing and ill-typed keys
are refused with the nearest spelling. Secrets come from the environment only. A relative path
counts from the folder of the config file, or from the working folder where there is no file.

The environment is read here, as the nested mapping that a file would be: `pydantic-settings` does
this and much more, but a question asked from the shell would wait 90 ms for asyncio and clouds.
"""

import datetime
import difflib
import json
import os
import zoneinfo
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, Field, SecretStr, ValidationError, field_validator

from corpus.errors import ConfigError
from corpus.formats.no_pages import OVERLAY_NAME
from corpus.settings.channels import ApiKey, TelegramSettings, WebSettings
from corpus.settings.engines import LITE, MilvusSettings, RaySettings
from corpus.settings.language_model import LanguageModelSettings
from corpus.settings.section import Section
from corpus.thesaurus import read_thesaurus

# Between the names of a section and of a key in it.
SEAM = "__"

CONFIG_NAME = "config.yaml"
BUNDLED_PAGES = Path(__file__).parent / "articles"
ENV_PREFIX = "GONGDA_"
# Keys that come from the environment alone.
SECRETS = {"telegram_token", "api_keys", "language_model_key", "token"}


def environment(prefix: str, names: Collection[str]) -> dict[str, Any]:
    """Return what the environment sets below a prefix, for the top-level names that are known.

    `GONGDA_INDEX__FOLDER=/srv/index` gives `{"index": {"folder": "/srv/index"}}`; lists and
    mappings are written as JSON.

    Raises:
        ConfigError: It sets something below the prefix that nobody knows.
    """
    found: dict[str, Any] = {}
    for name, value in sorted(os.environ.items()):
        if not name.lower().startswith(prefix.lower()):
            continue
        path = name.lower().removeprefix(prefix.lower()).split(SEAM)
        if path[0] not in names:
            raise _unknown_variable(name, prefix)
        found = merged(found, _nested(path, _value_of(value)))
    return found


def _unknown_variable(name: str, prefix: str) -> ConfigError:
    keys = (*_keys(Settings), "telegram_token", "language_model_key")
    known = [prefix + key.upper().replace(".", SEAM) for key in keys]
    near = difflib.get_close_matches(name.upper(), known, n=1)
    remedy = f"did you mean {near[0]}?" if near else f"unset it; names are like {known[0]}"
    return ConfigError(f"the environment sets {name}, which is no setting", remedy)


def merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Return two nested mappings as one; where both set a key, the second one wins.

    >>> merged({"bot": {"log": "text", "samples": []}}, {"bot": {"log": "json"}})
    {'bot': {'log': 'json', 'samples': []}}
    """
    joined = dict(below)
    for key, value in above.items():
        old = joined.get(key)
        both = isinstance(old, Mapping) and isinstance(value, Mapping)
        joined[key] = merged(old, value) if both else value  # type: ignore[arg-type]
    return joined


def _nested(path: list[str], value: object) -> dict[str, Any]:
    head, *rest = path
    return {head: _nested(rest, value) if rest else value}


def _value_of(value: str) -> object:
    if not value.startswith(("[", "{")):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


class CorpusSettings(Section):
    """What is read.

    Attributes:
        folders: Folders of pages, searched to any depth.
        paper: Name of the newspaper where neither front matter nor file name tells it.
        duplicates: `newest`: of the same article in two files, or corrected, only the newest is
            found; `all`: every one is.
        thesaurus: File of the editors' words that mean the same (`corpus/thesaurus.py`).
        overlay: File of the editors' corrections (`corpus/page/overlay.py`); by default
            `overlay.yaml` in the first folder.
    """

    folders: tuple[Path, ...] = (BUNDLED_PAGES,)
    paper: str = ""
    duplicates: Literal["newest", "all"] = "newest"
    thesaurus: Path | None = None
    overlay: Path | None = None

    @property
    def overlay_file(self) -> Path:
        """Where corrections are read and written; it need not be there."""
        first = next(iter(self.folders), Path())
        return self.overlay or (first.parent if first.is_file() else first) / OVERLAY_NAME


class IndexSettings(Section):
    """Where the index lies and which model embeds.

    Attributes:
        folder: Holds the generations.
        encoder: `bundled`, or a sentence-transformers name or path.
        reranker: Name or path of a sentence-transformers CrossEncoder; empty for none.
        rerank_top: How many of the best passages the reranker puts into order.
        keep: Published generations kept on disk, the current one included.
        signing_key: File of the secret key that signs what is built; None: it is not signed.
        trusted_keys: Public keys; where there are some, only what one of them has signed answers.
        engine: Who finds: the `files` of the index folder, or `milvus`.
        milvus: The server that `milvus` asks.
        embed: Who makes the vectors: the building process, `here`, or others by `ray`.
        ray: The others that `ray` asks.
    """

    folder: Path = Path("var/index")
    encoder: str = "bundled"
    reranker: str = ""
    rerank_top: int = Field(default=20, ge=2)
    keep: int = Field(default=3, ge=2)
    signing_key: Path | None = None
    trusted_keys: tuple[str, ...] = ()
    engine: Literal["files", "milvus"] = "files"
    milvus: MilvusSettings = MilvusSettings()
    embed: Literal["here", "ray"] = "here"
    ray: RaySettings = RaySettings()


class BotSettings(Section):
    """The channels.

    Attributes:
        journal: SQLite file that holds every question until it is answered.
        history: What was typed into the REPL, for arrow-up in the next run.
        reader: Who finds the words that answer: `bundled`, `quick`, `language_model`, or `hf:` and
            the path of a Hugging Face model.
        language_model: The server that `language_model` asks.
        samples: Questions to try; only those that the archive answers are offered.
        today: The day that 上周 and "last year" count from; by default today's.
        timezone: Where the members live (`Asia/Shanghai`), which tells what day it is; empty: as
            the machine's clock says.
        log: `text` for people, `json` for machines: what `gongda bot` writes to stderr.
        telegram: The Telegram channel.
        web: The page and the address.
    """

    journal: Path = Path("var/journal.sqlite")
    history: Path = Path("var/history")
    reader: str = "bundled"
    language_model: LanguageModelSettings = LanguageModelSettings()
    samples: tuple[str, ...] = ()
    today: datetime.date | None = None
    timezone: str = ""
    log: Literal["text", "json"] = "text"
    telegram: TelegramSettings = TelegramSettings()
    web: WebSettings = WebSettings()

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        """Refuse a zone that the machine does not know."""
        if name and name not in zoneinfo.available_timezones():
            raise ValueError(f"no time zone {name!r} is known; Asia/Shanghai is one")
        return name


class Settings(Section):
    """Everything that can be set; made by `load_settings`.

    Attributes:
        corpus: What is read.
        index: Where the index lies.
        bot: The channels.
        telegram_token: Secret of the Telegram channel.
        language_model_key: Secret that the language model's server asks for, if it does.
        api_keys: Secrets of programs, by the name of whoever has one; none: no key is asked for.
    """

    corpus: CorpusSettings = CorpusSettings()
    index: IndexSettings = IndexSettings()
    bot: BotSettings = BotSettings()
    telegram_token: SecretStr | None = None
    language_model_key: SecretStr | None = None
    api_keys: dict[str, ApiKey] = Field(default_factory=dict)


def load_settings(path: Path | None = None) -> Settings:
    """Read the settings from `path`, from ./config.yaml, or from the environment alone.

    Raises:
        ConfigError: The file is missing, empty or no YAML mapping, or a key is unknown or
            ill-typed, or the thesaurus that it names cannot be read.
    """
    found = path or Path(CONFIG_NAME)
    if path is not None and not _is_there(path):
        raise ConfigError(f"no config file at {path}", "check the path after --config")
    values = _read(found) if _is_there(found) else {}
    for name in _secrets(values):
        variable = ENV_PREFIX + name.upper().replace(".", SEAM)
        raise ConfigError(
            f"{found} holds {name}; secrets do not belong in a file",
            f"delete the line and set {variable} in the environment",
        )
    try:
        settings = Settings(**merged(values, environment(ENV_PREFIX, Settings.model_fields)))
    except ValidationError as error:
        raise _explained(error, found) from None
    anchored = _anchored(settings, found.parent if found.is_file() else Path.cwd())
    if anchored.corpus.thesaurus:
        read_thesaurus(anchored.corpus.thesaurus)
    return anchored


def settings_file(path: Path | None = None) -> Path | None:
    """Return the file that `load_settings(path)` reads, None if it is the environment alone.

    Who reads the settings again later reads this one: it may vanish, and then nothing may change.
    """
    found = path or Path(CONFIG_NAME)
    return found.absolute() if path is not None or _is_there(found) else None


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError as error:
        raise _unreadable(path, error) from None


def _unreadable(path: Path, error: OSError) -> ConfigError:
    return ConfigError(
        f"{path} cannot be read: {error.strerror}", f"make {path} readable for this user"
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        values = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise _unreadable(path, error) from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} is no valid YAML: {error}", f"mend {path}") from None
    if values is None:
        # A torn copy, more likely than a wish: the defaults would open the bot to everybody.
        raise ConfigError(f"{path} is empty", "write the settings into it, or remove it")
    if not isinstance(values, dict):
        raise ConfigError(f"{path} is no mapping of keys to values", "start it with `corpus:`")
    return {key: value for key, value in values.items() if value is not None}


def _secrets(values: Mapping[str, Any]) -> Iterator[str]:
    """Yield the keys, in any section, that only the environment may set.

    >>> [*_secrets({"index": {"milvus": {"token": "x"}}})]
    ['index.milvus.token']
    """
    for name, value in values.items():
        if name in SECRETS:
            yield name
        elif isinstance(value, Mapping):
            yield from (f"{name}.{inner}" for inner in _secrets(value))


def _anchored(settings: Settings, base: Path) -> Settings:
    base = base.resolve()
    return settings.model_copy(
        update={
            "corpus": settings.corpus.model_copy(
                update={
                    "folders": tuple(base / folder for folder in settings.corpus.folders),
                    "thesaurus": _anchored_file(settings.corpus.thesaurus, base),
                    "overlay": _anchored_file(settings.corpus.overlay, base),
                }
            ),
            "index": settings.index.model_copy(
                update={
                    "folder": base / settings.index.folder,
                    "reranker": _anchored_model(settings.index.reranker, base),
                    "signing_key": _anchored_file(settings.index.signing_key, base),
                    "milvus": _anchored_milvus(settings.index.milvus, base),
                }
            ),
            "bot": settings.bot.model_copy(
                update={
                    "journal": base / settings.bot.journal,
                    "history": base / settings.bot.history,
                    "reader": _anchored_reader(settings.bot.reader, base),
                    "web": settings.bot.web.model_copy(
                        update={"journal": base / settings.bot.web.journal}
                    ),
                }
            ),
        }
    )


def _anchored_file(path: Path | None, base: Path) -> Path | None:
    return base / path if path else None


def _anchored_milvus(milvus: MilvusSettings, base: Path) -> MilvusSettings:
    """Return the settings with the path of a file below `base`; other addresses as they are."""
    if "://" in milvus.address or not milvus.address.endswith(LITE):
        return milvus
    return milvus.model_copy(update={"address": str(base / milvus.address)})


def _anchored_model(name: str, base: Path) -> str:
    """Return the path of a model's folder below `base`, or the name as it is if there is none."""
    return str(base / name) if name and (base / name).is_dir() else name


def _anchored_reader(name: str, base: Path) -> str:
    """Return `hf:` with the path of a model's folder below `base`; other names as they are."""
    kind, colon, model = name.partition(":")
    return f"{kind}:{_anchored_model(model, base)}" if colon and kind == "hf" else name


def _explained(error: ValidationError, path: Path) -> ConfigError:
    first = error.errors(include_input=False, include_url=False)[0]
    key = ".".join(str(part) for part in first["loc"])
    where = f"{path} or the environment"
    if first["type"] != "extra_forbidden":
        return ConfigError(f"{key}: {first['msg']} (in {where})", f"mend {key} in {where}")
    near = difflib.get_close_matches(key, list(_keys(Settings)), n=1)
    remedy = f"did you mean {near[0]}?" if near else f"the keys are: {', '.join(_keys(Settings))}"
    return ConfigError(f"unknown key {key} in {where}", remedy)


def _keys(model: type[BaseModel], prefix: str = "") -> Iterator[str]:
    for name, field in model.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from _keys(kind, f"{prefix}{name}.")
        elif name not in SECRETS:
            yield f"{prefix}{name}"


__all__ = ["BUNDLED_PAGES", "Settings", "load_settings"]
