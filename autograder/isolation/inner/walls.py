"""How does a process shut itself in, for good?

bubblewrap is the outer wall, around the fork server. These are the inner walls, around each
submission: namespaces of its own, so that it sees neither its neighbours nor what they leave; no
new process, no program, no socket to the outside; limits. Everything goes through libc by ctypes:
the sandbox holds no library for it.
"""

from __future__ import annotations

import ctypes
import os
import resource
import struct
from typing import Any

_libc = ctypes.CDLL(None, use_errno=True)

CLONE_NEWNS, CLONE_NEWCGROUP, CLONE_NEWUTS = 0x00020000, 0x02000000, 0x04000000
CLONE_NEWIPC, CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = (
    0x08000000,
    0x10000000,
    0x20000000,
    0x40000000,
)
_NAMESPACES = (
    CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWIPC | CLONE_NEWNET | CLONE_NEWUTS | CLONE_NEWCGROUP
)
_MS_NOSUID, _MS_NODEV, _MS_NOEXEC, _MS_RDONLY = 2, 4, 8, 1
_MS_REC, _MS_PRIVATE = 0x4000, 0x40000
_PR_SET_DUMPABLE, _PR_SET_SECCOMP, _PR_CAPBSET_DROP = 4, 22, 24
_PR_SET_NO_NEW_PRIVS = 38
_SECCOMP_MODE_FILTER = 2


class WallError(OSError):
    """A wall could not be put up; the message says which."""


def _check(result: int, what: str) -> None:
    if result != 0:
        code = ctypes.get_errno()
        raise WallError(code, f"{what}: {os.strerror(code)}")


def _prctl(option: int, argument: Any = 0) -> int:
    zero = ctypes.c_ulong(0)
    if isinstance(argument, int):
        argument = ctypes.c_ulong(argument)
    result: int = _libc.prctl(option, argument, zero, zero, zero)
    return result


def leave_root(uid: int) -> None:
    """Become the ordinary user `uid`, with no capability; limits on processes do not bind root."""
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)
    # The kernel takes /proc/self away from a process that changes its user; it is needed below.
    _check(_prctl(_PR_SET_DUMPABLE, 1), "prctl(PR_SET_DUMPABLE)")


def found_namespaces() -> int:
    """Go on as the first process of a namespace in which `fork_apart` works; return its file.

    Whoever called this waits for that process and then ends as it did.
    """
    _unshare(CLONE_NEWUSER | CLONE_NEWPID)
    process = os.fork()
    if process:
        os._exit(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) & 255)
    return os.open("/proc/self/ns/pid", os.O_RDONLY | os.O_CLOEXEC)


def fork_apart(namespace: int) -> int:
    """Fork; the child is the first process of a namespace of its own.

    namespace: what `found_namespaces` returned; children would otherwise all join the same one.
    """
    _check(_libc.unshare(CLONE_NEWPID), "unshare")
    process = os.fork()
    if process:
        _check(_libc.setns(namespace, CLONE_NEWPID), "setns")
    return process


def enter_namespaces() -> None:
    """Enter new namespaces of every kind but that of processes."""
    _unshare(_NAMESPACES)


def _unshare(kinds: int) -> None:
    uid, gid = os.getuid(), os.getgid()
    _check(_libc.unshare(kinds), "unshare")
    for name, text in (
        ("setgroups", "deny"),
        ("gid_map", f"{gid} {gid} 1"),
        ("uid_map", f"{uid} {uid} 1"),
    ):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(text)


def _mount(kind: str | None, target: str, flags: int, options: str = "") -> None:
    source = kind.encode() if kind else b"none"
    _check(
        _libc.mount(source, target.encode(), source, flags, options.encode()),
        f"mount on {target}",
    )


def own_files(scratch: int) -> None:
    """Give this process an empty /tmp of at most `scratch` bytes, and take /proc away."""
    _mount(None, "/", _MS_REC | _MS_PRIVATE)
    _mount("tmpfs", "/proc", _MS_NOSUID | _MS_NODEV | _MS_NOEXEC | _MS_RDONLY, "size=4k,mode=555")
    # Programs cannot be started anyway; but JAX may load what it has compiled.
    _mount("tmpfs", "/tmp", _MS_NOSUID | _MS_NODEV, f"size={scratch},nr_inodes=4096,mode=700")


def set_limits(*, memory: int, seconds: int, scratch: int, threads: int, all_of_them: bool) -> None:
    """Bound what this process may use; see `autograder.isolation.limits.Limits`.

    all_of_them: whether one that this system does not have, or refuses, is an error. It is one in
    a sandbox; systems without sandboxes lack some.
    """
    for name, bound in (
        ("RLIMIT_CPU", seconds),
        ("RLIMIT_AS", memory),
        ("RLIMIT_FSIZE", scratch),
        ("RLIMIT_NPROC", threads),
        ("RLIMIT_NOFILE", 256),
        ("RLIMIT_CORE", 0),
        ("RLIMIT_MEMLOCK", 0),
        ("RLIMIT_MSGQUEUE", 0),
    ):
        try:
            which = getattr(resource, name)
            hard = resource.getrlimit(which)[1]
            if hard != resource.RLIM_INFINITY:
                bound = min(bound, hard)
            resource.setrlimit(which, (bound, bound))
        except (AttributeError, ValueError, OSError):
            if all_of_them:
                raise


def forbid_system_calls(program: bytes) -> None:
    """Drop every capability and put up a filter of system calls, without a way back.

    program: of the kernel's packet filter (seccomp(2)), as `filter.program` makes it.
    """
    _check(_prctl(_PR_SET_NO_NEW_PRIVS, 1), "prctl(PR_SET_NO_NEW_PRIVS)")
    for capability in range(64):
        if _prctl(_PR_CAPBSET_DROP, capability) != 0:
            break
    header, nothing = struct.pack("=Ii", 0x20080522, 0), bytes(24)
    _check(_libc.capset(header, nothing), "capset")
    buffer = ctypes.create_string_buffer(program, len(program))
    fprog = struct.pack("@HP", len(program) // 8, ctypes.addressof(buffer))
    _check(
        _libc.prctl(
            _PR_SET_SECCOMP,
            ctypes.c_ulong(_SECCOMP_MODE_FILTER),
            ctypes.create_string_buffer(fprog, len(fprog)),
            ctypes.c_ulong(0),
            ctypes.c_ulong(0),
        ),
        "prctl(PR_SET_SECCOMP)",
    )
