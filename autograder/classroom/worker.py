"""How does a machine grade what a Dask scheduler hands out?

The process that speaks with the scheduler runs nothing of a submission. For each that it grades at
once it has a process of its own with its own sandboxes (`Pool`): one that ends or hangs costs its
submission, and the worker goes on. Where the scheduler is gone it is looked for again.
"""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import queue
import shutil
import tempfile
import threading
import time
from collections.abc import Callable
from functools import partial
from hashlib import sha256
from pathlib import Path

from distributed import Security, Worker

from autograder.classroom import batch
from autograder.classroom.parcels import failed, graded_here, modules_of, refusal, refused
from autograder.classroom.pool import Pool
from autograder.errors import ClusterError

REGISTER_S = 10


class Bench:
    """One process that grades, and the course's own modules in a folder of its own."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="autograder-"))
        self._modules = ""
        self._pool: Pool | None = None

    def prepare(self, files: dict[str, bytes]) -> None:
        """See that the process has imported no modules of a course but those in `files`."""
        digest = sha256(repr(sorted(files.items())).encode()).hexdigest()[:16]
        if self._pool is not None and digest == self._modules:
            return
        self._modules = digest
        for name, data in files.items():
            file = self._folder / digest / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        if self._pool is not None:
            self._pool.close()
        self._pool = batch.start(1, True, [])

    def grade(self, about: bytes, notebook: bytes, seconds: float) -> bytes:
        """Return the answer to a notebook; see `parcels`."""
        assert self._pool is not None
        work = partial(graded_here, about, str(self._folder / self._modules))
        ((_, answer),) = self._pool.run(work, [notebook], seconds=seconds)
        return answer if isinstance(answer, bytes) else failed(str(answer))

    def close(self) -> None:
        """End the process and remove the folder."""
        if self._pool is not None:
            self._pool.close()
        shutil.rmtree(self._folder, ignore_errors=True)


class Benches:
    """As many benches as are used at once; one that is missing is made."""

    def __init__(self) -> None:
        self._free: queue.SimpleQueue[Bench] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._all: list[Bench] = []

    def make(self, jobs: int) -> None:
        """Make `jobs` benches before they are needed, for sets without modules of their own."""
        for _ in range(jobs):
            bench = Bench()
            bench.prepare({})
            self._all.append(bench)
            self._free.put(bench)

    def grade(self, about: bytes, notebook: bytes, seconds: float) -> bytes:
        """Grade on a bench that is free."""
        with self._lock:  # processes are started one after another
            try:
                bench = self._free.get_nowait()
            except queue.Empty:
                bench = Bench()
                self._all.append(bench)
            bench.prepare(modules_of(about))
        try:
            return bench.grade(about, notebook, seconds)
        finally:
            self._free.put(bench)

    def close(self) -> None:
        """End them all."""
        for bench in self._all:
            bench.close()
        self._all = []


_benches = Benches()


def grade_afar(about: bytes, seconds: float, notebook: bytes) -> bytes:
    """Do what a worker is asked for: return the answer to a notebook, as bytes."""
    answer = refusal(about)
    if answer is not None:
        return answer
    if multiprocessing.current_process().daemon:
        return refused(
            "it was started under a nanny, which lets it start no processes; start it "
            "with `autograder worker`, or with `dask worker --no-nanny`"
        )
    return _benches.grade(about, notebook, seconds)


def serve(
    address: str,
    jobs: int,
    say: Callable[[str], None],
    *,
    secured: Security | None = None,
    patience_s: float,
) -> None:
    """Grade what the scheduler at `address` hands out, `jobs` at once, until interrupted.

    patience_s: how long a scheduler is looked for. Raises ClusterError where it is not found.
    """
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        _benches.make(jobs)
        asyncio.run(_serve(address, jobs, say, secured, patience_s))
    finally:
        _benches.close()


async def _serve(
    address: str,
    jobs: int,
    say: Callable[[str], None],
    secured: Security | None,
    patience_s: float,
) -> None:
    missing_since, told = time.monotonic(), False
    with tempfile.TemporaryDirectory(prefix="autograder-worker-") as folder:
        while True:
            try:
                async with Worker(
                    address,
                    nthreads=jobs,
                    death_timeout=REGISTER_S,
                    memory_limit=0,
                    local_directory=folder,
                    security=secured,
                ) as worker:
                    say(f"{worker.address}: grades for {address}, {jobs} at once")
                    await worker.finished()
                missing_since, told = time.monotonic(), False
                reason = "it went away"
            except (OSError, TimeoutError, RuntimeError, ValueError, TypeError) as error:
                reason = " ".join(str(error).split()) or type(error).__name__
            if time.monotonic() - missing_since > patience_s:
                raise ClusterError(
                    f"{address}: no scheduler answers for {patience_s:g} s ({reason}). Start one "
                    "with `dask scheduler`, then start this worker again."
                )
            if not told:
                told = True
                say(f"{address}: no scheduler ({reason}); looking for it, {patience_s:g} s at most")
            await asyncio.sleep(0.5)
