"""Landlock, Linux 5.13 and newer: this process and its children open the files named, no others.

Names and numbers are those of https://docs.kernel.org/userspace-api/landlock.html. Any user may ask
for it, and nobody can take it back. Next: `corpus/cell/seccomp.py`.
"""

import ctypes
import os
import struct
from collections.abc import Iterable
from pathlib import Path

# The same on every processor.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_ASK_VERSION = 1
_PATH_BENEATH = 1
# Rights to files: execute, write, read, list; make, move and remove; truncate; control devices.
_READ = 1 << 0 | 1 << 2 | 1 << 3
_OF_FILES = 1 << 0 | 1 << 1 | 1 << 2 | 1 << 14
# By version: what the kernel can refuse.
_FILE_RIGHTS = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}
_NETWORK_RIGHTS = {4: 0b11}  # TCP: bind and connect
_SCOPES = {6: 0b11}  # abstract sockets of, and signals to, processes outside


def restrict_files(read: Iterable[Path], write: Iterable[Path]) -> bool:
    """Allow reading and running below some paths, everything below others; say whether it holds.

    Paths that do not exist are left out. False where the kernel has no Landlock.
    """
    version = _call(_CREATE_RULESET, None, 0, _ASK_VERSION)
    if version < 1:
        return False
    rights = _known(_FILE_RIGHTS, version)
    asked = struct.pack("QQQ", rights, _known(_NETWORK_RIGHTS, version), _known(_SCOPES, version))[
        : 24 if version >= 6 else 16 if version >= 4 else 8
    ]
    ruleset = _call(_CREATE_RULESET, asked, len(asked), 0)
    if ruleset < 0:
        return False
    try:
        for paths, allowed in ((read, _READ), (write, rights)):
            for path in paths:
                _allow(ruleset, path, allowed & rights)
        return _call(_RESTRICT_SELF, ruleset, 0) == 0
    finally:
        os.close(ruleset)


def _known(by_version: dict[int, int], version: int) -> int:
    return next((by_version[one] for one in sorted(by_version)[::-1] if one <= version), 0)


def _allow(ruleset: int, path: Path, rights: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        rule = struct.pack("=Qi", rights if path.is_dir() else rights & _OF_FILES, place)
        _call(_ADD_RULE, ruleset, _PATH_BENEATH, rule, 0)
    finally:
        os.close(place)


def _call(number: int, *arguments: bytes | int | None) -> int:
    """Make a system call; -1 if the kernel refuses it or does not know it."""
    words = [ctypes.c_long(one) if isinstance(one, int) else one for one in arguments]
    return int(ctypes.CDLL(None, use_errno=True).syscall(ctypes.c_long(number), *words))
