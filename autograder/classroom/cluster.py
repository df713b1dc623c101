"""How do other machines grade, when any of them may be killed, stall or lose its scheduler?

`Cluster` runs tasks on Dask distributed as `Pool` runs them on this machine. Here stays what must
happen once: which task is still to come to a result. A task that was with a worker that says
nothing any more, or with a scheduler that is gone, is handed out again under another name; what the
first one brings later is not asked for. Every wait ends, and then says what was waited for.

What Dask pickles: the function's name, and the task's bytes, on their way to a worker. Whoever
reaches a scheduler can run anything on its workers with that, so a scheduler belongs behind TLS
with certificates for both sides (``tls://``), or on one machine. Results are bytes, for which Dask
has a format without pickle; this side accepts no other.
"""

from __future__ import annotations

import logging
import queue
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import uuid4

from distributed import Client, Future, KilledWorker, Security

from autograder.classroom.pool import TaskError, Work
from autograder.classroom.scheduler import connected, let_go
from autograder.errors import ClusterError

# A worker that sends no sign of life for this long is taken to have stalled: it sends one a second.
STALLED_S = 20.0
# A scheduler that is restarted, and workers that find it again, are back in this time.
RESTART_S = 60.0
CALL_S = 10.0
CHECK_S = 1.0
TRIES = 4
LOST = object()


@dataclass
class _Flight:
    """A task on its way: how often it was handed out, until when it may take."""

    task: Any
    tries: int = 0
    until: float = 0.0
    future: Future | None = None


@dataclass
class _Worker:
    """A worker: how much it does at once, and when a new sign of life of it was seen here."""

    threads: int
    sign: float
    since: float
    stalled: bool = False


class Cluster:
    """The workers of the Dask scheduler at `address`. Use it as a context manager.

    say: called with a line where something has to be waited for. secured: as `scheduler.security`
    returns it, for an address that begins with ``tls://``.

    Raises ClusterError where there is no scheduler.
    """

    def __init__(
        self,
        address: str,
        say: Callable[[str], None],
        *,
        secured: Security | None = None,
        stalled_s: float = STALLED_S,
        restart_s: float = RESTART_S,
    ) -> None:
        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what matters is said here
        self.address = address
        self._say = say
        self._secured = secured
        self._stalled_s, self._restart_s = stalled_s, restart_s
        self._client: Client | None = None
        self._done: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._flights: dict[str, _Flight] = {}
        self._again: deque[_Flight] = deque()
        self._workers: dict[str, _Worker] = {}
        self._workless_since: float | None = None
        self._told_workless = False
        self._checked = 0.0
        self._connect(time.monotonic())  # once: who mistyped the address need not wait

    # -- the same as a Pool's --------------------------------------------------------------------

    def run(self, work: Work, tasks: Iterable[Any], *, seconds: float) -> Iterator[tuple[Any, Any]]:
        """Yield (task, result of ``work(task)``) as they come in, in any order.

        work: a function of a module that the workers have, of bytes to bytes. seconds: the longest
        that a task may take. In place of a result stands a TaskError where the workers that did the
        task ended or stalled again and again. A task that is None gives the caller a turn.

        Raises ClusterError where nobody is left to do the tasks.
        """
        source, empty = iter(tasks), False
        self._flights, self._again, self._workless_since = {}, deque(), None
        self._look_after()
        while True:
            while not empty and not self._again and len(self._flights) < self._room():
                task = next(source, self)
                if task is None:
                    yield None, None
                elif task is self:
                    empty = True
                else:
                    self._hand_out(work, _Flight(task), seconds)
            while self._again and len(self._flights) < self._room():
                flight = self._again.popleft()
                if flight.tries < TRIES:
                    self._hand_out(work, flight, seconds)
                else:
                    yield (
                        flight.task,
                        TaskError(
                            f"it was handed out {TRIES} times, and each time the worker ended or "
                            "stalled, or took too long"
                        ),
                    )
            if empty and not self._flights and not self._again:
                return
            key = self._next()
            flight_done = self._flights.pop(key, None) if key is not None else None
            if flight_done is not None:
                result = self._result(flight_done)
                if result is LOST:
                    self._again.append(flight_done)
                else:
                    yield flight_done.task, result
            if time.monotonic() - self._checked > CHECK_S:
                self._look_after()

    def close(self) -> None:
        """Let go of the scheduler; what was handed out is dropped."""
        self._flights = {}
        if self._client is not None:
            let_go(self._client)
            self._client = None

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- one task --------------------------------------------------------------------------------

    def _room(self) -> int:
        """How many tasks to hand out at once: all that the workers do, and one for who is first."""
        threads = sum(w.threads for w in self._workers.values() if not w.stalled)
        return threads + max(2, threads // 4) if threads else 0

    def _hand_out(self, work: Work, flight: _Flight, seconds: float) -> None:
        client = self._connected()
        key = f"autograder-{uuid4().hex}"
        good = [name for name, worker in self._workers.items() if not worker.stalled]
        chosen = {}
        if len(good) < len(self._workers):
            chosen = {"workers": good, "allow_other_workers": True}
        flight.tries += 1
        # One may stand in line before it.
        flight.until = time.monotonic() + 2 * seconds + CALL_S
        flight.future = client.submit(work, flight.task, key=key, pure=False, **chosen)
        self._flights[key] = flight
        flight.future.add_done_callback(partial(_report, self._done))

    def _next(self) -> str | None:
        try:
            return self._done.get(timeout=CHECK_S / 4)
        except queue.Empty:
            return None

    def _result(self, flight: _Flight) -> Any:
        future = flight.future
        assert future is not None
        try:
            if future.status == "finished":
                return future.result(timeout=CALL_S)
            if future.status == "error":
                error = future.exception(timeout=CALL_S)
                if not isinstance(error, KilledWorker):
                    raise self._cannot(error)
        except (TimeoutError, CancelledError, OSError):
            pass  # the worker or the scheduler went away with it
        except TypeError as error:
            raise self._cannot(error) from error
        finally:
            with suppress(Exception):
                future.release()
        return LOST

    def _cannot(self, error: object) -> ClusterError:
        reason = str(error).strip().splitlines() or [""]
        return ClusterError(
            f"{self.address}: what grades cannot be run there ({type(error).__name__}: "
            f"{reason[0]}). Install the same version of the course where the scheduler and the "
            "workers run, start "
            f"them again as `dask scheduler` and `autograder worker {self.address}`, then run the "
            "command again; nothing that was graded is lost."
        )

    # -- the scheduler and the workers -----------------------------------------------------------

    def _connected(self) -> Client:
        """Return the connection to the scheduler, a new one where the last is gone."""
        if self._client is not None and self._client.status == "running":
            return self._client
        self._connect(time.monotonic() + self._restart_s)
        assert self._client is not None
        return self._client

    def _connect(self, until: float) -> None:
        if self._client is not None:
            self._say(
                f"{self.address}: the scheduler is gone; waiting for it, {self._restart_s:g} s at "
                "most"
            )
            let_go(self._client)
            self._client = None
        while True:
            try:
                self._client = connected(self.address, self._secured)
                # Nobody there knows what was handed out.
                self._again.extend(self._flights.values())
                self._workers, self._flights = {}, {}
                return
            except (OSError, TimeoutError, ValueError, TypeError, RuntimeError) as error:
                if time.monotonic() > until:
                    raise ClusterError(
                        f"{self.address}: no scheduler answers ({' '.join(str(error).split())}). "
                        "Start one with `dask scheduler`, see that it can be reached from here, "
                        "then run the command again; nothing that was graded is lost."
                    ) from error
            time.sleep(0.2)

    def _call(self, name: str, **arguments: Any) -> Any:
        """Ask the scheduler, for `CALL_S` at most; raises OSError or TimeoutError."""
        client = self._connected()
        try:
            ask = getattr(client.scheduler, name)
            return client.sync(ask, callback_timeout=CALL_S, **arguments)
        except (AttributeError, CancelledError, RuntimeError) as error:  # it closed meanwhile
            raise OSError(str(error)) from error

    def _look_after(self) -> None:
        """See who is there and who has stalled; what is lost is handed out again."""
        before = self._client
        try:
            seen = self._call("identity", n_workers=-1)["workers"]
        except (OSError, TimeoutError):
            if self._client is not None and self._client is before:
                self._connect(time.monotonic() + self._restart_s)
            seen = {}
        now = self._checked = time.monotonic()
        self._workers = {name: self._seen(name, told, now) for name, told in seen.items()}
        stalled = [name for name, worker in self._workers.items() if worker.stalled]
        if len(stalled) == len(self._workers):
            self._wait_for_workers(now, bool(stalled))
        else:
            self._workless_since, self._told_workless = None, False
            if stalled:
                self._take_from(stalled)
        for key, flight in list(self._flights.items()):
            if now > flight.until:
                self._drop(key)

    def _seen(self, name: str, told: dict[str, Any], now: float) -> _Worker:
        known, sign = self._workers.get(name), told["last_seen"]
        if known is None or known.sign != sign:
            return _Worker(told["nthreads"], sign, now)
        if not known.stalled and now - known.since > self._stalled_s:
            known.stalled = True
            self._say(
                f"{name}: this worker has shown no sign of life for {self._stalled_s:g} s; others "
                "get its submissions"
            )
        return known

    def _wait_for_workers(self, now: float, stalled: bool) -> None:
        state = "no worker there shows a sign of life" if stalled else "no worker is there"
        if self._workless_since is None:
            self._workless_since = now
        elif now - self._workless_since > self._restart_s:
            raise ClusterError(
                f"{self.address}: {state} after {self._restart_s:g} s. Start one with `autograder "
                f"worker {self.address}`, then run the command again; nothing that was graded is "
                "lost."
            )
        elif now - self._workless_since <= 2 * CHECK_S:
            return  # it may be coming
        elif not self._told_workless:
            self._told_workless = True
            self._say(
                f"{self.address}: {state}; waiting {self._restart_s:g} s at most. `autograder "
                f"worker {self.address}` starts one"
            )

    def _take_from(self, stalled: list[str]) -> None:
        try:
            processing = self._call("processing", workers=None)
        except (OSError, TimeoutError):
            return  # the next look finds out why
        for name in stalled:
            for key in processing.get(name, ()):
                if key in self._flights:
                    self._drop(key)

    def _drop(self, key: str) -> None:
        flight = self._flights.pop(key)
        if flight.future is not None:
            with suppress(Exception):
                flight.future.release()
        self._again.append(flight)


def _report(done: queue.SimpleQueue[str], future: Future) -> None:
    done.put(str(future.key))
