"""How does a worker answer: run this cell, keep these names, run these cases of a check?

One request at a time, in the main thread. While a student's function runs it may call a function of
the trusted side, which is asked for. Nothing here is a wall: whatever a student makes this code do,
the trusted side judges what arrives.
"""

from __future__ import annotations

import builtins
import os
import signal
import socket
import time
from collections.abc import Callable
from importlib import import_module, invalidate_caches
from pathlib import Path
from typing import Any

from autograder.isolation import messages, wire
from autograder.isolation.beside import Outcome, fed, plain, run_case, unfed
from autograder.isolation.inner import absent

TICK_SECONDS = 0.1
PIECE_BYTES = 65536


class TimeLimit(BaseException):
    """The cell or call has used up its time."""


class Alarm:
    """Raises TimeLimit in the student's code, and only there.

    Two clocks tick all the time, one of processor time and one of wall time; setting them anew
    for each of many short calls would cost more than the calls.
    """

    def __init__(self, wall_factor: float) -> None:
        self._wall_factor = wall_factor
        self._in_student = False
        self._processor = self._wall = float("inf")
        for which, clock in (
            (signal.SIGPROF, signal.ITIMER_PROF),
            (signal.SIGALRM, signal.ITIMER_REAL),
        ):
            signal.signal(which, self._tick)
            signal.setitimer(clock, TICK_SECONDS, TICK_SECONDS)

    def _tick(self, *_: Any) -> None:
        if self._in_student and self._due():
            self._in_student = False
            raise TimeLimit("stopped: the time limit is reached")

    def _due(self) -> bool:
        return time.process_time() > self._processor or time.monotonic() > self._wall

    def start(self, seconds: float) -> None:
        """Allow so many seconds of processor time from now, and wall time in proportion."""
        self._processor = time.process_time() + seconds
        self._wall = time.monotonic() + seconds * self._wall_factor

    def enter(self) -> None:
        """From here on the student's code runs."""
        self._in_student = True

    def leave(self) -> None:
        """From here on our own code runs, which must not be torn."""
        self._in_student = False


class Distant:
    """A function of the trusted side; calling it asks for the call there."""

    def __init__(self, ask: Callable[..., Any], number: int) -> None:
        self._ask, self._number = ask, number

    def __deepcopy__(self, memo: Any) -> Distant:
        return self

    def __call__(self, *arguments: Any) -> Any:
        """Call it with plain arguments."""
        return self._ask(self._number, arguments)


class Answers:
    """The worker's side of the conversation; `serve` never returns."""

    def __init__(self, channel: socket.socket, shell: Any, limits: dict[str, Any]) -> None:
        self._channel = channel
        self._shell = shell
        self._limits = limits
        self._alarm = Alarm(limits["wall_factor"])
        self._frames = wire.Frames()
        self._kept: dict[str, dict[str, Any]] = {}

    def serve(self) -> None:
        """Answer requests until the trusted side hangs up."""
        absent.install()
        self._shell.recorder.limit = self._limits["output"]
        self._shell.take_streams()
        while True:
            request = self._receive()
            answer = getattr(self, f"_{type(request).__name__}")(request)
            try:
                data = wire.encode(messages.to_data(answer))
            except wire.OversizedError:
                data = wire.encode(messages.to_data(messages.Failed("OversizedAnswer")))
            except wire.WireError:
                data = wire.encode(messages.to_data(messages.Failed("MalformedAnswer")))
            self._channel.sendall(data)

    def _receive(self) -> messages.Message:
        while (frame := self._frames.take()) is None:
            piece = self._channel.recv(PIECE_BYTES)
            if not piece:
                os._exit(0)  # the trusted side is done; no atexit of the student's runs
            self._frames.add(piece)
        return messages.from_data(wire.decode(frame, lambda number: Distant(self._ask, number)))

    # -------------------------------------------------------------------- requests

    def _LayFile(self, request: messages.LayFile) -> messages.Done:
        path = Path(request.path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(request.data.tobytes())
        invalidate_caches()  # of the folders that were looked into before
        return messages.Done(None)

    def _RunCell(self, request: messages.RunCell) -> messages.CellRan:
        self._alarm.start(self._limits["cell_seconds"])
        try:
            self._alarm.enter()
            try:
                return messages.CellRan(*self._shell.run(request.source))
            finally:
                self._alarm.leave()
        except TimeLimit as error:
            # It rang while IPython itself was at work.
            self._shell._showtraceback(TimeLimit, error, [f"TimeLimit: {error}"])
            return messages.CellRan(False, self._shell.recorder.finished())

    def _KeepNames(self, request: messages.KeepNames) -> messages.Done:
        self._kept[request.label] = dict(self._shell.user_ns)
        return messages.Done(None)

    def _RestoreNames(self, request: messages.RestoreNames) -> messages.Done:
        names = self._shell.user_ns
        names.clear()
        names.update(self._kept[request.label])
        # What answers print and warn while a test runs is nobody's to read.
        self._shell.recorder.stream = lambda *_: None
        hidden = self._shell.user_ns_hidden
        return messages.Done(
            [n for n in names if isinstance(n, str) and n not in hidden and n[:1] != "_"]
        )

    def _GetValue(self, request: messages.GetValue) -> messages.Done:
        return messages.Done(plain(self._shell.user_ns.get(request.name)))

    def _RunCases(self, request: messages.RunCases) -> messages.CasesRan:
        module, _, name = request.beside.partition(":")
        drive = getattr(import_module(module), name) if module else None
        names = self._shell.user_ns
        self._alarm.start(request.seconds)
        before = fed(names, request.sources)
        try:
            objects = [names[name] for name in request.names]
            n = request.answers
            answer = dict(zip(request.names[:n], objects, strict=False)) if n else objects[0]
            rest = objects[max(n, 1) :]
            return messages.CasesRan(
                [
                    messages.outcome_to_data(self._case(drive, answer, rest, case, request.anew))
                    for case in request.cases
                ]
            )
        finally:
            unfed(names, before)

    def _case(
        self, drive: Any, answer: Any, rest: list[Any], case: list[Any], anew: bool
    ) -> Outcome:
        try:
            self._alarm.enter()
            try:
                return run_case(drive, answer, rest, case, anew)
            finally:
                self._alarm.leave()
        except TimeLimit:
            return Outcome(fault="too-slow")
        except BaseException:  # KeyboardInterrupt, GeneratorExit, or a class of the student's
            return Outcome(fault="ended-python")

    # -------------------------------------------------------------------- asking the trusted side

    def _ask(self, number: int, arguments: tuple[Any, ...]) -> Any:
        """Ask the trusted side for a call of its function."""
        self._alarm.leave()
        try:
            asked = messages.Ask(number, [plain(a) for a in arguments])
            self._channel.sendall(wire.encode(messages.to_data(asked)))
            answer = self._receive()
        except wire.WireError as error:
            raise TypeError(str(error)) from None
        finally:
            self._alarm.enter()
        assert isinstance(answer, messages.Answer)
        if answer.raised is not None:
            kind = getattr(builtins, answer.raised.names[0], Exception)
            raise kind(answer.raised.text)
        return answer.value
