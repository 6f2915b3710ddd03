"""Settings come from the file and the environment, and every slip is answered with a remedy."""

import datetime
from pathlib import Path

import pytest

from corpus.config import BUNDLED_PAGES, load_settings, settings_file
from corpus.errors import ConfigError


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in an empty folder, without settings in the environment."""
    monkeypatch.chdir(tmp_path)
    for name in (
        "CORPUS__FOLDERS",
        "CORPUS__PAPER",
        "INDEX__FOLDER",
        "TELEGRAM_TOKEN",
        "BOT__TODAY",
    ):
        monkeypatch.delenv(f"GONGDA_{name}", raising=False)


def write(folder: Path, text: str) -> Path:
    path = folder / "config.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_the_bundled_pages_are_read(tmp_path: Path) -> None:
    settings = load_settings()

    assert settings.corpus.folders == (BUNDLED_PAGES,)
    assert settings.index.folder == tmp_path / "var" / "index"


def test_a_relative_path_counts_from_the_config_file(tmp_path: Path) -> None:
    (tmp_path / "etc").mkdir()
    path = write(tmp_path / "etc", "corpus: {folders: [pages, /srv/pages]}")

    settings = load_settings(path)

    assert settings.corpus.folders == (tmp_path / "etc" / "pages", Path("/srv/pages"))


@pytest.mark.parametrize(
    ("address", "opened"),
    [("var/milvus.db", "{there}/var/milvus.db"), ("http://milvus:19530", "http://milvus:19530")],
)
def test_milvus_is_a_file_beside_the_config_file_or_a_server(
    tmp_path: Path, address: str, opened: str
) -> None:
    (tmp_path / "etc").mkdir()
    path = write(tmp_path / "etc", f"index: {{engine: milvus, milvus: {{address: '{address}'}}}}")

    settings = load_settings(path)

    assert settings.index.milvus.address == opened.format(there=tmp_path / "etc")


def test_the_token_of_an_engine_is_refused_in_the_file_and_taken_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path, "index: {milvus: {token: 'root:hush'}}")
    with pytest.raises(ConfigError, match=r"index\.milvus\.token") as error:
        load_settings(path)
    monkeypatch.setenv("GONGDA_INDEX__MILVUS__TOKEN", "root:hush")
    path.unlink()

    token = load_settings().index.milvus.token

    assert token is not None
    assert token.get_secret_value() == "root:hush"
    assert "GONGDA_INDEX__MILVUS__TOKEN" in error.value.remedy
    assert "hush" not in str(error.value)


@pytest.mark.parametrize("name", ["judge", "cross-encoder/judge", ""])
def test_a_reranker_is_a_folder_beside_the_config_file_or_a_name(tmp_path: Path, name: str) -> None:
    (tmp_path / "etc" / "judge").mkdir(parents=True)
    path = write(tmp_path / "etc", f"index: {{reranker: '{name}'}}")

    settings = load_settings(path)

    there = str(tmp_path / "etc" / "judge")
    assert settings.index.reranker == (there if name == "judge" else name)


def test_the_environment_wins_over_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "corpus: {folders: [pages], paper: 工会周报}\nindex: {keep: 4}")
    monkeypatch.setenv("GONGDA_CORPUS__FOLDERS", '["/srv/a", "/srv/b"]')
    monkeypatch.setenv("GONGDA_INDEX__FOLDER", "/srv/index")

    settings = load_settings()

    assert settings.corpus.folders == (Path("/srv/a"), Path("/srv/b"))
    assert settings.corpus.paper == "工会周报"
    assert (settings.index.folder, settings.index.keep) == (Path("/srv/index"), 4)


def test_empty_sections_mean_the_defaults(tmp_path: Path) -> None:
    hollow = load_settings(write(tmp_path, "corpus:\nindex:\n"))

    assert hollow == load_settings(write(tmp_path, "index: {keep: 3}"))


@pytest.mark.parametrize("text", ["", "\n", "# bot:\n#   telegram:\n"])
def test_an_empty_file_is_refused_and_never_means_the_defaults(tmp_path: Path, text: str) -> None:
    path = write(tmp_path, text)

    with pytest.raises(ConfigError) as refused:
        load_settings(path)

    assert refused.value.what == f"{path} is empty"


def test_a_file_that_is_a_folder_or_cannot_be_read_is_named_without_a_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path, "index: {keep: 3}")

    def no_rights(*_: object, **__: object) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_text", no_rights)
    with pytest.raises(ConfigError) as refused:
        load_settings(path)

    assert refused.value.what == f"{path} cannot be read: Permission denied"


def test_the_file_that_was_read_is_remembered_so_that_it_is_missed_when_it_is_gone(
    tmp_path: Path,
) -> None:
    assert settings_file() is None
    path = write(tmp_path, "index: {keep: 3}")
    found = settings_file()
    path.unlink()

    with pytest.raises(ConfigError, match="no config file at"):
        load_settings(found)


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("GONGDA_BOT_TELEGRAM_ALLOW", "did you mean GONGDA_BOT__TELEGRAM__ALLOW?"),
        ("GONGDA_TELEGRAM_TOKN", "did you mean GONGDA_TELEGRAM_TOKEN?"),
        ("gongda_index_folder", "did you mean GONGDA_INDEX__FOLDER?"),
        ("GONGDA_QQQQQQQQ", "unset it; names are like GONGDA_CORPUS__FOLDERS"),
    ],
)
def test_a_variable_that_is_no_setting_is_refused_with_the_nearest_name(
    monkeypatch: pytest.MonkeyPatch, name: str, remedy: str
) -> None:
    monkeypatch.setenv(name, "[1]")

    with pytest.raises(ConfigError) as refused:
        load_settings()

    assert refused.value.what == f"the environment sets {name}, which is no setting"
    assert refused.value.remedy == remedy


@pytest.mark.parametrize(
    ("text", "what", "remedy"),
    [
        ("corpus: {paperr: x}", "unknown key corpus.paperr", "did you mean corpus.paper?"),
        ("bot: {telegram: {alow: []}}", "unknown key bot.telegram.alow", "bot.telegram.allow?"),
        ("zzz: 1", "unknown key zzz", "the keys are: corpus.folders"),
        ("index: {keep: many}", "index.keep: ", "mend index.keep"),
        ("index: {keep: 1}", "index.keep: ", "mend index.keep"),
        ("index: {rerancer: x}", "unknown key index.rerancer", "did you mean index.reranker?"),
        ("index: {rerank_top: 1}", "index.rerank_top: ", "mend index.rerank_top"),
        ("- a\n- b", "is no mapping", "start it with `corpus:`"),
        ("corpus: [", "is no valid YAML", "mend "),
    ],
)
def test_a_slip_in_the_file_is_named_with_its_remedy(
    tmp_path: Path, text: str, what: str, remedy: str
) -> None:
    path = write(tmp_path, text)

    with pytest.raises(ConfigError) as error:
        load_settings(path)

    assert what in error.value.what
    assert remedy in error.value.remedy


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no config file at"):
        load_settings(tmp_path / "nowhere.yaml")


def test_a_token_in_the_file_is_refused_without_showing_it(tmp_path: Path) -> None:
    path = write(tmp_path, "telegram_token: 123:secret")

    with pytest.raises(ConfigError) as error:
        load_settings(path)

    assert "secret;" not in str(error.value).replace("secrets", "")
    assert "123:" not in str(error.value)


def test_the_token_comes_from_the_environment_and_is_never_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("GONGDA_TELEGRAM_TOKEN", "123:hush")

    settings = load_settings()

    assert settings.telegram_token is not None
    assert settings.telegram_token.get_secret_value() == "123:hush"
    assert "hush" not in repr(settings)


def test_settings_cannot_be_changed_after_loading() -> None:
    settings = load_settings()

    with pytest.raises(ValueError, match="frozen"):
        settings.corpus.paper = "x"  # type: ignore[misc]


def test_today_can_be_set_to_any_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGDA_BOT__TODAY", "2023-01-10")

    assert load_settings().bot.today == datetime.date(2023, 1, 10)


def test_a_day_that_is_none_is_refused_by_its_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGDA_BOT__TODAY", "yesterday")

    with pytest.raises(ConfigError, match=r"bot\.today"):
        load_settings()


def test_a_list_that_is_no_list_is_refused_by_its_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGDA_CORPUS__FOLDERS", "[/srv/a")

    with pytest.raises(ConfigError, match=r"corpus\.folders"):
        load_settings()


def test_the_environment_changes_one_key_of_a_section_and_leaves_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("gongda_bot__telegram__per_minute", "3")
    (tmp_path / "config.yaml").write_text("bot:\n  log: json\n  telegram:\n    per_hour: 9\n")

    settings = load_settings(tmp_path / "config.yaml")

    assert settings.bot.log == "json"
    assert (settings.bot.telegram.per_minute, settings.bot.telegram.per_hour) == (3, 9)


def test_an_unknown_key_of_a_section_in_the_environment_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("GONGDA_INDEX__FOLDR", "/srv")

    with pytest.raises(ConfigError, match=r"index\.foldr"):
        load_settings()
