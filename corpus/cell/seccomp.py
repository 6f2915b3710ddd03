"""seccomp: this process and its children open no socket and look into no other process.

A program of the kernel's packet filter looks at the number of each system call; see
https://docs.kernel.org/userspace-api/seccomp_filter.html. What is refused fails with EPERM. Next:
`corpus/cell/confine.py`.
"""

import ctypes
import platform
import struct

# How the kernel names the processor, and its numbers of: socket, ptrace, process_vm_readv,
# process_vm_writev, unshare, setns, mount, bpf, perf_event_open, userfaultfd, keyctl, add_key,
# request_key. The last three are the same everywhere: io_uring_setup, which opens sockets by
# itself, pidfd_getfd, which takes them from others, and process_madvise.
_EVERYWHERE = (425, 438, 440)
_PROCESSORS = {
    "x86_64": (0xC000003E, (41, 101, 310, 311, 272, 308, 165, 321, 298, 323, 250, 248, 249)),
    "aarch64": (0xC00000B7, (198, 117, 270, 271, 97, 268, 40, 280, 241, 282, 219, 217, 218)),
}
# Calls of the x32 convention have this bit, and numbers of their own.
_X32 = 0x40000000
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _REFUSE, _END = 0x7FFF0000, 0x00050000 | 1, 0x80000000
_SET_SECCOMP, _FILTER = 22, 2


class _Program(ctypes.Structure):
    """What the kernel takes: how many instructions of eight bytes, and where they lie."""

    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def refuse_network() -> bool:
    """Refuse this process sockets and other processes; say whether it holds.

    The caller has set "no new privileges". False where the kernel or the processor has no filter.
    """
    if platform.system() != "Linux" or platform.machine() not in _PROCESSORS:
        return False
    code = _program(*_PROCESSORS[platform.machine()])
    program = _Program(len(code) // 8, code)
    zero = ctypes.c_ulong(0)
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    kind = ctypes.c_ulong(_FILTER)
    return bool(prctl(_SET_SECCOMP, kind, ctypes.byref(program), zero, zero) == 0)


def _program(processor: int, numbers: tuple[int, ...]) -> bytes:
    """Write the filter: the processor, the convention, then one number after the other."""
    refused = (*numbers, *_EVERYWHERE)
    steps = [
        (_LOAD, 0, 0, 4),
        (_EQUAL, 1, 0, processor),
        (_RETURN, 0, 0, _END),
        (_LOAD, 0, 0, 0),
        (_AT_LEAST, len(refused) + 1, 0, _X32),
        *((_EQUAL, len(refused) - at, 0, number) for at, number in enumerate(refused)),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE),
    ]
    return b"".join(struct.pack("HBBI", *step) for step in steps)
