"""How are many submissions run at once, when any of them may end or hang the process that runs it?

A few processes, each with a sandbox of its own, started before the first task is known: importing
and starting sandboxes takes longer than a submission. A task whose process dies or does not answer
in time is told so, its process is replaced, and the others go on.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import pickle
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

PR_SET_PDEATHSIG = 1

Work = Callable[[Any], Any]


class TaskError(Exception):
    """A task came to no result; the message says why."""


@dataclass
class _Job:
    """One process: what it works on, and until when it may."""

    process: BaseProcess
    connection: Connection
    task: Any = None
    until: float = float("inf")


class Pool:
    """Processes that do tasks. Use it as a context manager, or `close` it.

    jobs: how many processes. preload: modules to import once, before the processes are forked.
    start: called first in each process, with `arguments`.
    """

    def __init__(
        self,
        jobs: int,
        preload: Iterable[str],
        start: Callable[..., None],
        arguments: tuple[Any, ...] = (),
    ) -> None:
        methods = multiprocessing.get_all_start_methods()
        self._context: Any = multiprocessing.get_context(
            "forkserver" if "forkserver" in methods else "spawn"
        )
        self._context.set_forkserver_preload(list(preload))
        self._start = start
        self._arguments = arguments
        self._jobs = [self._new() for _ in range(jobs)]

    def _new(self) -> _Job:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(
            target=_serve, args=(theirs, os.getpid(), self._start, self._arguments), daemon=True
        )
        with _main_module_unnamed():
            process.start()
        theirs.close()
        return _Job(process, ours)

    def run(self, work: Work, tasks: Iterable[Any], *, seconds: float) -> Iterator[tuple[Any, Any]]:
        """Yield (task, result of ``work(task)``) as they come in, in any order.

        work: a function of a module. seconds: the longest that a task may take. In place of a
        result stands the exception that it raised, or a TaskError where its process died or took
        too long.
        """
        waiting = deque(tasks)
        idle = list(self._jobs)
        busy: dict[Connection, _Job] = {}
        done: deque[tuple[Any, Any]] = deque()
        while waiting or busy or done:
            while waiting and idle:
                job = idle.pop()
                job.task, job.until = waiting.popleft(), time.monotonic() + seconds
                try:
                    job.connection.send((work, job.task))
                except OSError:  # it died while it had nothing to do
                    waiting.appendleft(job.task)
                    idle.append(self._replace(job))
                    continue
                busy[job.connection] = job
            if done:  # all have something to do while the caller looks at a result
                yield done.popleft()
                continue
            soonest = min(job.until for job in busy.values())
            ready = wait(list(busy), max(soonest - time.monotonic(), 0))
            for connection, job in list(busy.items()):
                if connection not in ready and time.monotonic() < job.until:
                    continue
                del busy[connection]
                done.append((job.task, self._result(job, seconds)))
                failed = isinstance(done[-1][1], TaskError)
                idle.append(self._replace(job) if failed else job)

    @staticmethod
    def _result(job: _Job, seconds: float) -> Any:
        if not job.connection.poll():
            return TaskError(f"the process that graded it took longer than {seconds:g} s")
        try:
            return job.connection.recv()
        except (EOFError, OSError, pickle.UnpicklingError):
            job.process.join(1)
            return TaskError(f"the process that graded it ended (exit code {job.process.exitcode})")

    def _replace(self, job: _Job) -> _Job:
        self._end(job)
        fresh = self._new()
        self._jobs[self._jobs.index(job)] = fresh
        return fresh

    @staticmethod
    def _end(job: _Job) -> None:
        job.connection.close()
        job.process.kill()
        job.process.join()

    def close(self) -> None:
        """End all processes, at once."""
        for job in self._jobs:
            self._end(job)
        self._jobs = []

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _main_module_unnamed:  # noqa: N801  (a context manager)
    """Keeps a new process from importing the main script again, which would run it."""

    def __enter__(self) -> None:
        self._main = sys.modules["__main__"]
        self._kept = {
            name: getattr(self._main, name)
            for name in ("__file__", "__spec__")
            if hasattr(self._main, name)
        }
        for name in self._kept:
            setattr(self._main, name, None)

    def __exit__(self, *_: object) -> None:
        for name, value in self._kept.items():
            setattr(self._main, name, value)


def _serve(
    connection: Connection, parent: int, start: Callable[..., None], arguments: tuple[Any, ...]
) -> None:
    """Do tasks until the parent hangs up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it, and ends us
    if sys.platform == "linux":  # elsewhere it ends when the parent's end of the pipe does
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    start(*arguments)
    while True:
        try:
            work, task = connection.recv()
        except (EOFError, OSError):
            return
        try:
            result = work(task)
        except Exception as error:
            result = error
        try:
            connection.send(result)
        except (pickle.PicklingError, TypeError, AttributeError) as error:
            connection.send(TaskError(f"its result cannot be told: {error}"))
