"""How does a process shut itself in, for good?

bubblewrap is the outer wall, around the fork server. These are the inner walls, around each
submission: namespaces of its own, so that it sees neither its neighbours nor what they leave; no
new process, no program, no socket to the outside; limits. Everything goes through libc by ctypes,
so that nothing needs to be installed.
"""

from __future__ import annotations

import ctypes
import errno
import functools
import os
import platform
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
_CLONE_THREAD = 0x00010000
_MS_NOSUID, _MS_NODEV, _MS_NOEXEC, _MS_RDONLY = 2, 4, 8, 1
_MS_REC, _MS_PRIVATE = 0x4000, 0x40000
_PR_SET_DUMPABLE, _PR_SET_SECCOMP, _PR_CAPBSET_DROP = 4, 22, 24
_PR_SET_NO_NEW_PRIVS = 38
_SECCOMP_MODE_FILTER = 2

# Numbers of system calls: x86_64, aarch64 (None: the machine has no such call).
_DENIED: dict[str, tuple[int | None, int | None]] = {
    # other processes and programs
    "fork": (57, None),
    "vfork": (58, None),
    "execve": (59, 221),
    "execveat": (322, 281),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "process_madvise": (440, 440),
    "kcmp": (312, 272),
    "pidfd_open": (434, 434),
    "pidfd_getfd": (438, 438),
    "pidfd_send_signal": (424, 424),
    # other namespaces and file systems
    "unshare": (272, 97),
    "setns": (308, 268),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "mount_setattr": (442, 442),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "fanotify_init": (300, 262),
    # sockets; a pair of connected ones, which asyncio needs, stays allowed
    "socket": (41, 198),
    "connect": (42, 203),
    "bind": (49, 200),
    "listen": (50, 201),
    "accept": (43, 202),
    "accept4": (288, 242),
    # memory that no limit counts
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "shmget": (29, 194),
    "shmat": (30, 196),
    "msgget": (68, 186),
    "semget": (64, 190),
    "mq_open": (240, 180),
    # parts of the kernel with many past holes and no use here
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "personality": (135, 92),
    "syslog": (103, 116),
}
# machine: (audit architecture, column above, number of clone, of clone3)
_MACHINES = {"x86_64": (0xC000003E, 0, 56, 435), "aarch64": (0xC00000B7, 1, 220, 435)}


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


def set_limits(*, memory: int, seconds: int, scratch: int, threads: int) -> None:
    """Bound what this process may use; see `autograder.isolation.limits.Limits`."""
    for which, bound in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, scratch),
        (resource.RLIMIT_NPROC, threads),
        (resource.RLIMIT_NOFILE, 256),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_MEMLOCK, 0),
        (resource.RLIMIT_MSGQUEUE, 0),
    ):
        hard = resource.getrlimit(which)[1]
        if hard != resource.RLIM_INFINITY:
            bound = min(bound, hard)
        resource.setrlimit(which, (bound, bound))


def forbid_system_calls() -> None:
    """Drop every capability and forbid the system calls in `_DENIED`, without a way back."""
    _check(_prctl(_PR_SET_NO_NEW_PRIVS, 1), "prctl(PR_SET_NO_NEW_PRIVS)")
    for capability in range(64):
        if _prctl(_PR_CAPBSET_DROP, capability) != 0:
            break
    header, nothing = struct.pack("=Ii", 0x20080522, 0), bytes(24)
    _check(_libc.capset(header, nothing), "capset")
    program = system_call_filter()
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


@functools.cache
def system_call_filter() -> bytes:
    """Return the seccomp filter as a program of the kernel's packet filter (seccomp(2))."""
    if platform.machine() not in _MACHINES:
        raise WallError(errno.ENOSYS, f"no list of system calls for {platform.machine()}")
    architecture, column, clone, clone3 = _MACHINES[platform.machine()]

    def op(code: int, k: int, true: int = 0, false: int = 0) -> bytes:
        return struct.pack("=HBBI", code, true, false, k)

    load, equal, at_least, any_bit, give = 0x20, 0x15, 0x35, 0x45, 0x06
    kill, allow, deny = 0x80000000, 0x7FFF0000, 0x00050000 | errno.EPERM
    number, arch, first_argument = 0, 4, 16
    program = [
        op(load, arch),
        op(equal, architecture, 1, 0),
        op(give, kill),  # 32-bit calls have other numbers
        op(load, number),
        op(at_least, 0x40000000, 0, 1),
        op(give, deny),  # so have those of the x32 interface
        op(equal, clone3, 0, 1),
        op(give, 0x00050000 | errno.ENOSYS),  # its flags cannot be seen; libc then uses clone
        op(equal, clone, 0, 4),
        op(load, first_argument),
        op(any_bit, _CLONE_THREAD, 0, 1),
        op(give, allow),
        op(give, deny),
    ]
    for numbers in _DENIED.values():
        call = numbers[column]
        if call is not None:
            program += [op(equal, call, 0, 1), op(give, deny)]
    return b"".join([*program, op(give, allow)])
