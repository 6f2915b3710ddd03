"""Signed generations: a manifest is signed where it is built and checked where it answers.

The manifest holds the checksum of every file, so that one signature stands for all of them. Keys
and signatures have the format of the program `minisign` (https://jedisct1.github.io/minisign),
which checks them too: `minisign -Vm MANIFEST.json -P KEY`. The library comes with the extra `sign`
and is imported where there is a key. What is not guarded stands in docs/threats.md.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from corpus.errors import ConfigError, IndexUntrustedError
from index.store.manifest import MANIFEST, SIGNATURE

MAKE_KEYS = "type `gongda index keygen FILE`"


def new_keys(file: Path) -> str:
    """Write a new secret key, readable for its owner alone, and FILE.pub; return the public key.

    The secret key has no password, as a machine that builds by itself could not type it.

    Raises:
        ConfigError: The file is there already, or its folder cannot be written.
    """
    pair = _library().KeyPair.generate()
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as secret:
            secret.write(bytes(pair.secret_key) + b"\n")
        file.with_name(f"{file.name}.pub").write_bytes(bytes(pair.public_key) + b"\n")
    except OSError as error:
        raise ConfigError(
            f"{error.filename} cannot be written: {error.strerror}", "name another file"
        ) from None
    return str(pair.public_key.to_base64().decode())


def check_signing(key: Path | None, trusted: Sequence[str]) -> None:
    """Refuse, before anything is read, to build what would answer nobody here.

    Raises:
        ConfigError: Only what is signed answers here, and there is no key to sign with.
    """
    if trusted and key is None:
        raise ConfigError(
            "index.trusted_keys is set, index.signing_key is not: a build here would answer nobody",
            "build on the machine that has the secret key, and copy the generation from there",
        )


def sign(folder: Path, key: Path, name: str) -> None:
    """Sign the manifest of a folder with the secret key of a file; `name` says what it is.

    Raises:
        ConfigError: The key cannot be read or is none, or the library is missing.
    """
    library = _library()
    try:
        secret = library.SecretKey.from_bytes(key.read_bytes())
        signature = secret.sign((folder / MANIFEST).read_bytes(), trusted_comment=name)
    except (OSError, library.Error) as error:
        raise ConfigError(
            f"index.signing_key {key} cannot sign: {error}", f"{MAKE_KEYS}, or leave it out"
        ) from None
    (folder / SIGNATURE).write_bytes(bytes(signature) + b"\n")


def check_signature(folder: Path, trusted: Sequence[str]) -> None:
    """Check that one of the trusted keys has signed the manifest; without any, all is well.

    Raises:
        IndexUntrustedError: The signature is missing, of another key, or of other words.
        ConfigError: A trusted key is none, or the library is missing.
    """
    if not trusted:
        return
    library = _library()
    try:
        raw, content = ((folder / name).read_bytes() for name in (SIGNATURE, MANIFEST))
    except OSError:
        raise _untrusted(f"{folder} is not signed") from None
    # Every key is looked at: one that is none is told of, whichever has signed.
    signed = [_has_signed(key, content, raw, library) for key in trusted]
    if not any(signed):
        raise _untrusted(f"no key of index.trusted_keys has signed {folder / MANIFEST}")


def _has_signed(key: str, content: bytes, signature: bytes, library: ModuleType) -> bool:
    try:
        public = library.PublicKey.from_base64(key)
    except library.Error as error:
        raise ConfigError(
            f"index.trusted_keys holds {key!r}, which is no public key: {error}",
            "copy the second line of the file .pub that `gongda index keygen FILE` wrote",
        ) from None
    try:
        public.verify(content, library.Signature.from_bytes(signature))
    except library.Error:
        return False
    return True


def _untrusted(what: str) -> IndexUntrustedError:
    return IndexUntrustedError(
        what,
        "build it with index.signing_key, fetch it again from the machine that built it, or take "
        "the keys out of index.trusted_keys",
    )


def _library() -> ModuleType:
    """Import what reads and writes keys.

    Raises:
        ConfigError: It is not installed.
    """
    try:
        import minisign
    except ImportError as error:
        raise ConfigError(
            f"signing needs py-minisign, which cannot be imported: {error}",
            "type `python -m pip install 'gongda[sign]'`",
        ) from None
    library: ModuleType = minisign
    return library
