"""How does a submission get a process of its own in milliseconds?

This program starts once, inside the sandbox, imports what notebooks import, and then forks a
short-lived process for each submission. It never runs a line of a student's. The trusted side
talks to it in small messages over a socket, and hands it the socket of each new worker.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Callable
from importlib import import_module
from typing import Any

from autograder.isolation import wire
from autograder.isolation.inner import walls

ORDINARY_USER = 65534
PIECE_BYTES = 65536
CHANNEL = 200
# Objects made before a worker's collector looks for cycles: most workers never make so many.
COLLECT_AFTER = 5_000
# Parts of NumPy that it imports at their first use, which would be in each worker anew.
EARLY = ("numpy.fft", "numpy.polynomial", "numpy.random")

Serve = Callable[[socket.socket, dict[str, Any]], None]


def main() -> None:
    """Serve the trusted side until it hangs up."""
    options = json.loads(sys.argv[1])
    control = socket.socket(fileno=options["control"])
    control.settimeout(None)
    namespace = None
    if options["walls"]:
        if os.getuid() == 0:
            walls.leave_root(ORDINARY_USER)
        namespace = walls.found_namespaces()
    # Not before: both import what only the sandbox has.
    from autograder.isolation.inner.answers import Answers
    from autograder.isolation.inner.shell import Shell

    for name in (*EARLY, *options["imports"]):
        import_module(name)
    shell = Shell.instance()
    shell.warm_up()
    # A worker's collector must not touch what is shared: it would copy every page, and close files
    # of objects that are garbage here, by numbers that mean other files there.
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER)
    control.sendall(wire.encode(["ready", _threads()]))
    workers: dict[int, int] = {}
    frames = wire.Frames()
    while True:
        descriptors: list[int] = []
        # One request at a time: what comes until its end belongs to it.
        while (frame := frames.take()) is None:
            piece, sent, _, _ = socket.recv_fds(control, PIECE_BYTES, 1)
            if not piece:
                return
            frames.add(piece)
            descriptors += sent
        what, number, *rest = wire.decode(frame)
        reply: list[Any]
        if what == "open":
            try:
                workers[number] = _fork(
                    lambda channel, limits: Answers(channel, shell, limits).serve(),
                    descriptors[0],
                    namespace,
                    rest[0] | {"filter": bytes.fromhex(options["filter"])},
                )
                reply = ["opened", number]
            except Exception as error:
                reply = ["failed", f"{type(error).__name__}: {error}"]
        else:
            reply = ["ended", _end(workers.pop(number), rest[0])]
        for descriptor in descriptors:
            os.close(descriptor)
        control.sendall(wire.encode(reply))


def _threads() -> int:
    try:
        return len(os.listdir("/proc/self/task"))
    except OSError:  # no /proc: not Linux, so not isolated either
        return 1


def _fork(serve: Serve, descriptor: int, namespace: int | None, limits: dict[str, Any]) -> int:
    """Fork a worker that does `serve` over `descriptor`; return its process id.

    namespace: see `walls.fork_apart`; None for no walls.
    """
    if _threads() != 1:
        # A lock that another thread holds at the fork stays locked in the child for ever.
        raise RuntimeError("the fork server has several threads, so it may not fork")
    reading, writing = os.pipe()
    process = os.fork() if namespace is None else walls.fork_apart(namespace)
    if process == 0:
        try:
            os.close(reading)
            _become_worker(descriptor, namespace is not None, limits, keep=writing)
            os.close(writing)
            serve(socket.socket(fileno=CHANNEL), limits)
        except BaseException as error:
            with contextlib.suppress(OSError):
                os.write(writing, f"{type(error).__name__}: {error}".encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        problem = pipe.read(4096).decode(errors="replace")
    if problem:
        os.waitpid(process, 0)
        raise RuntimeError(problem)
    return process


def _become_worker(descriptor: int, isolated: bool, limits: dict[str, Any], keep: int) -> None:
    """Put up the walls; leave no file open but the channel and `keep`."""
    if isolated:
        walls.enter_namespaces()
        walls.own_files(limits["scratch"])
    os.dup2(descriptor, CHANNEL)
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    os.closerange(3, keep)
    os.closerange(keep + 1, CHANNEL)
    os.closerange(CHANNEL + 1, 65536)
    # What lies where cells run, handed in or written by them, is behind all that is installed.
    os.chdir("/tmp" if isolated else tempfile.mkdtemp(dir=os.getcwd()))
    sys.path.append(os.getcwd())
    walls.set_limits(
        memory=limits["memory"],
        seconds=limits["processor_seconds"],
        scratch=limits["scratch"],
        threads=limits["threads"] if isolated else 4096,
        all_of_them=isolated,
    )
    if isolated:
        walls.forbid_system_calls(limits["filter"])


def _end(process: int, patience: float) -> list[Any]:
    """End `process` and all that it started; see `workers.Server.end` for what is returned.

    A worker is the first process of its namespace: the kernel ends the rest with it.
    """
    until = time.monotonic() + patience
    while True:
        done, status, used = os.wait4(process, os.WNOHANG)
        if done:
            return [status, used.ru_utime + used.ru_stime, True]
        if time.monotonic() > until:
            break
        time.sleep(0.001)
    os.kill(process, signal.SIGKILL)
    _, status, used = os.wait4(process, 0)
    return [status, used.ru_utime + used.ru_stime, False]


if __name__ == "__main__":
    main()
