"""Makes this Python look like another system's, to the modules of this package alone.

Loaded by every Python that `systems.python` starts. SYSTEM is "windows" or "macos". What other
packages do on their systems is their own affair and tested by them.
"""

import builtins
import ctypes
import os
import sys

if "PYTHON_AS" in os.environ:
    sys.executable = os.environ["PYTHON_AS"]

ABSENT = {
    "windows": {
        "modules": "fcntl resource pwd grp termios tty pty syslog readline posix",
        "os": "fork forkpty geteuid getuid getgid setuid setgid setsid setresuid setresgid wait4 "
        "WIFSIGNALED WTERMSIG O_NOFOLLOW O_NONBLOCK O_CLOEXEC uname nice getloadavg "
        "sched_getaffinity killpg",
        "signal": "SIGHUP SIGKILL SIGALRM SIGPROF SIGUSR1 SIGXCPU setitimer ITIMER_REAL "
        "ITIMER_PROF",
        "socket": "AF_UNIX SOCK_SEQPACKET send_fds recv_fds",
        "libc": "prctl unshare setns mount capset fflush",
    },
    "macos": {
        "modules": "",
        "os": "setresuid setresgid sched_getaffinity",
        "signal": "",
        "socket": "SOCK_SEQPACKET",
        "libc": "prctl unshare setns mount capset",
        "resource": "RLIMIT_MSGQUEUE",
    },
}[os.environ["SYSTEM"]]
PLATFORM = {"windows": "win32", "macos": "darwin"}[os.environ["SYSTEM"]]
LACKS = {name: set(words.split()) for name, words in ABSENT.items()}


class View:
    """A module without some of its names, and with some others."""

    def __init__(self, module, **others):
        self._module, self._others = module, others
        self._lacks = LACKS.get(module.__name__, set())

    def __getattr__(self, name):
        if name in self._others:
            return self._others[name]
        if name in self._lacks:
            raise AttributeError(f"module {self._module.__name__!r} has no attribute {name!r}")
        return getattr(self._module, name)


class Libc:
    def __init__(self, name, **settings):
        if name is None and PLATFORM == "win32":
            raise TypeError("bad argument type for built-in operation")
        self._library = ctypes.CDLL(name, **settings)

    def __getattr__(self, name):
        if name in LACKS["libc"]:
            raise AttributeError(f"dlsym: symbol not found: {name}")
        return getattr(self._library, name)


def listdir(path="."):
    if str(path).startswith("/proc"):
        raise FileNotFoundError(2, "No such file or directory", path)
    return os.listdir(path)


def setrlimit(which, limits):
    import resource

    if which == resource.RLIMIT_AS:
        raise ValueError("current limit exceeds maximum limit")
    resource.setrlimit(which, limits)


VIEWS = {
    "sys": View(sys, platform=PLATFORM),
    "os": View(os, listdir=listdir),
    "ctypes": View(ctypes, CDLL=Libc),
}
plain_import = builtins.__import__


def seen(name, globals=None, locals=None, fromlist=(), level=0):
    module = plain_import(name, globals, locals, fromlist, level)
    importer = (globals or {}).get("__name__", "")
    about = (globals or {}).get("__spec__")
    if importer == "__main__" and about is not None:
        importer = about.name
    if level or importer.partition(".")[0] != "autograder":
        return module
    if name in LACKS["modules"]:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)
    if name not in VIEWS and name in LACKS:
        VIEWS[name] = View(module, **({"setrlimit": setrlimit} if name == "resource" else {}))
    return VIEWS.get(name, module)


builtins.__import__ = seen
