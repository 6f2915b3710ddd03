"""What must be set before a language model reads, and what members are told when one does."""

from pathlib import Path

import pytest

from bot.language_model.privacy import ModelRecipient, sent_to
from bot.readers import load_reader
from bot.telegram.text.command_messages import command_messages
from bot.web.pages.messages import web_messages
from corpus.config import BotSettings, Settings, load_settings
from corpus.errors import ConfigError
from corpus.settings.language_model import LanguageModelSettings

OTHERS = BotSettings(reader="bundled", language_model=LanguageModelSettings(address="http://a/v1"))
ELSEWHERE = BotSettings(
    reader="language_model",
    language_model=LanguageModelSettings(address="https://models.example:8443/v1", model="m-7b"),
)


def test_a_language_model_without_an_address_is_refused() -> None:
    with pytest.raises(ConfigError, match="no address or no model"):
        load_reader(Settings(bot=BotSettings(reader="language_model")))


def test_the_key_comes_from_the_environment_only_and_is_never_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "config.yaml"
    file.write_text("bot: {reader: quick}\n", encoding="utf-8")
    monkeypatch.setenv("GONGDA_LANGUAGE_MODEL_KEY", "a-secret")

    settings = load_settings(file)

    assert settings.language_model_key is not None
    assert settings.language_model_key.get_secret_value() == "a-secret"
    assert "a-secret" not in repr(settings)
    file.write_text("language_model_key: a-secret\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="secrets do not belong in a file"):
        load_settings(file)


def test_a_models_folder_counts_from_the_config_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GONGDA_BOT__READER", raising=False)
    (tmp_path / "model").mkdir()
    file = tmp_path / "config.yaml"
    file.write_text("bot: {reader: 'hf:model'}\n", encoding="utf-8")

    assert load_settings(file).bot.reader == f"hf:{tmp_path / 'model'}"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_members_are_told_model_and_machine_where_one_reads(language: str) -> None:
    sent = sent_to(ELSEWHERE)

    assert sent == ModelRecipient("m-7b", "models.example")
    frame = command_messages("zh" if language == "zh" else "en")
    page = web_messages("zh" if language == "zh" else "en")
    for words in (frame.goes, page.privacy_model):
        told = words.format(model=sent.model, host=sent.host)
        assert "m-7b" in told
        assert "models.example" in told


def test_where_none_reads_members_are_told_that_questions_stay() -> None:
    assert sent_to(OTHERS) is None
