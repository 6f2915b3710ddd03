"""Signed generations: what a trusted key has not signed answers nobody."""

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from corpus.config import IndexSettings, Settings, load_settings
from corpus.errors import ConfigError, IndexDamagedError, IndexUntrustedError
from index.building.build import build_generation
from index.reader import open_reader
from index.store.generation import current, rollback
from index.store.manifest import MANIFEST, SIGNATURE, write_manifest
from index.store.pointer import Pointer, write_pointer
from index.store.signature import new_keys
from index.verify import verify

PAGE = "## 站点\n\n本报讯（记者 张晶）共有三百个站点。\n"


@pytest.fixture
def signing(settings: Settings, tmp_path: Path) -> Settings:
    """Return settings that sign what is built, and trust it."""
    public = new_keys(tmp_path / "key")
    return with_index(settings, signing_key=tmp_path / "key", trusted_keys=(public,))


def with_index(settings: Settings, **more: object) -> Settings:
    return settings.model_copy(update={"index": settings.index.model_copy(update=more)})


def not_signed(signing: Settings, key: Path | None = None) -> Settings:
    """Return the settings of another machine, which signs with another key or not at all."""
    return with_index(signing, signing_key=key, trusted_keys=())


def build(settings: Settings, body: str = PAGE) -> Path:
    (settings.corpus.folders[0] / "2023-01-05_02.md").write_text(body, encoding="utf-8")
    build_generation(settings)
    return current(settings.index.folder).folder


def is_refused(index: IndexSettings) -> str:
    """Return why nothing is answered."""
    with pytest.raises(IndexUntrustedError) as caught:
        open_reader(index).index()
    assert [caught.value.what] == verify(index.folder, trusted=index.trusted_keys)
    return caught.value.what


def test_what_is_signed_answers(signing: Settings) -> None:
    build(signing)

    assert "三百" in open_reader(signing.index).index().search("多少站点")[0].passage.text
    assert verify(signing.index.folder, trusted=signing.index.trusted_keys) == []


def test_what_nobody_signed_is_refused(signing: Settings) -> None:
    folder = build(not_signed(signing))

    assert is_refused(signing.index) == f"{folder} is not signed"


def test_what_another_key_signed_is_refused(signing: Settings, tmp_path: Path) -> None:
    new_keys(tmp_path / "other")
    folder = build(not_signed(signing, tmp_path / "other"))

    assert (
        is_refused(signing.index) == f"no key of index.trusted_keys has signed {folder / MANIFEST}"
    )


def test_one_of_several_keys_is_enough(signing: Settings, tmp_path: Path) -> None:
    old = new_keys(tmp_path / "old")
    build(signing)

    both = with_index(signing, trusted_keys=(old, *signing.index.trusted_keys))

    assert open_reader(both.index).index().name == "gen-000001"


def test_a_manifest_that_was_written_anew_is_refused(signing: Settings) -> None:
    folder = build(signing)

    forged = replace(current(signing.index.folder).manifest, papers=("别的报",))
    digest = write_manifest(folder, forged)
    write_pointer(signing.index.folder, Pointer(folder.name, digest, folder.name))

    assert current(signing.index.folder).manifest.papers == ("别的报",)
    assert (
        is_refused(signing.index) == f"no key of index.trusted_keys has signed {folder / MANIFEST}"
    )


def test_a_signature_that_is_none_is_refused(signing: Settings) -> None:
    folder = build(signing)
    (folder / SIGNATURE).write_text("x")

    assert (
        is_refused(signing.index) == f"no key of index.trusted_keys has signed {folder / MANIFEST}"
    )


def test_of_a_signed_generation_every_file_is_compared_however_large(
    signing: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.reader.CHECKED_AT_ONCE", 0)
    folder = build(signing)
    vectors = folder / "vectors.faiss"
    raw = bytearray(vectors.read_bytes())
    raw[-1] ^= 1
    vectors.write_bytes(bytes(raw))

    with pytest.raises(
        IndexDamagedError, match=r"vectors\.faiss has changed since it was published"
    ):
        open_reader(signing.index).index()


def test_a_reader_goes_on_with_what_it_has_until_something_signed_comes(signing: Settings) -> None:
    build(signing)
    reader = open_reader(signing.index)
    first = reader.index()
    build(not_signed(signing), f"{PAGE}\n另有四百个。\n")
    unsigned = reader.index()
    build(signing, f"{PAGE}\n另有五百个。\n")

    assert unsigned is first
    assert reader.index().name == "gen-000003"


def test_nothing_unsigned_is_rolled_back_to(signing: Settings) -> None:
    build(not_signed(signing))
    build(signing)

    with pytest.raises(IndexUntrustedError, match="gen-000001 is not signed"):
        rollback(signing.index.folder, signing.index.trusted_keys)
    assert rollback(signing.index.folder) == "gen-000001"


def test_a_machine_builds_nothing_that_it_would_not_answer_from(
    signing: Settings, tmp_path: Path
) -> None:
    new_keys(tmp_path / "other")
    build(signing)

    with pytest.raises(ConfigError, match="a build here would answer nobody"):
        build(with_index(signing, signing_key=None))
    with pytest.raises(IndexUntrustedError, match="no key of index"):
        build(with_index(signing, signing_key=tmp_path / "other"), f"{PAGE}\n另有四百个。\n")

    assert open_reader(signing.index).index().name == "gen-000001"


def test_verify_sends_nobody_to_build_where_another_machine_does(
    signing: Settings, tmp_path: Path
) -> None:
    folder = build(not_signed(signing))
    [public] = signing.index.trusted_keys
    config = tmp_path / "config.yaml"
    keys = f"trusted_keys: ['{public}'], encoder: bundled-static"
    config.write_text(f"index: {{folder: {signing.index.folder}, {keys}}}", encoding="utf-8")

    said = CliRunner().invoke(main, ["index", "verify", "--config", str(config)])

    assert said.exit_code == 2
    assert said.output.startswith(f"{folder} is not signed\n")
    assert "fetch it again from the machine that built it" in said.output
    assert "index build" not in said.output


def test_the_command_makes_keys_that_nobody_else_reads_and_overwrites_none(tmp_path: Path) -> None:
    made = CliRunner().invoke(main, ["index", "keygen", str(tmp_path / "key")])
    again = CliRunner().invoke(main, ["index", "keygen", str(tmp_path / "key")])

    public = (tmp_path / "key.pub").read_text().splitlines()[1]
    assert made.exit_code == 0
    assert made.output.endswith(f"index.trusted_keys: {public}\n")
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600
    assert again.exit_code == 2
    assert "cannot be written: File exists" in again.output


def test_a_key_counts_from_the_config_file_and_one_that_is_none_is_named(
    signing: Settings, tmp_path: Path
) -> None:
    (tmp_path / "config.yaml").write_text("index: {signing_key: key}", encoding="utf-8")
    (tmp_path / "torn").write_text("torn")

    assert load_settings(tmp_path / "config.yaml").index.signing_key == tmp_path / "key"
    with pytest.raises(ConfigError, match="torn cannot sign: "):
        build(with_index(signing, signing_key=tmp_path / "torn"))
    build(signing)
    with pytest.raises(ConfigError, match="holds 'abc', which is no public key"):
        open_reader(with_index(signing, trusted_keys=("abc",)).index).index()


@pytest.mark.skipif(shutil.which("minisign") is None, reason="there is no minisign here")
def test_the_program_minisign_checks_it_too(signing: Settings) -> None:
    folder = build(signing)
    [public] = signing.index.trusted_keys

    said = subprocess.run(
        ["minisign", "-Vm", folder / MANIFEST, "-P", public], capture_output=True, text=True
    )

    assert "Signature and comment signature verified" in said.stdout
    assert "Trusted comment: gen-000001" in said.stdout
