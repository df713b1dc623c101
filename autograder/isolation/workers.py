"""How is a worker started, spoken to within a time, and ended, whatever it does?

A `Server` is the trusted side's hold on one sandbox and the fork server in it; a `Worker` on one
process there, for one submission. Bytes only: what they mean is `link`'s affair.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable
from dataclasses import asdict
from itertools import count
from pathlib import Path
from typing import Any

from autograder.errors import SandboxError
from autograder.isolation import compiled, filter, sandbox, wire
from autograder.isolation.limits import WALL_FACTOR, Limits
from autograder.isolation.sandbox import BY_HAND

START_SECONDS = 120.0
PATIENCE_SECONDS = 2.0
TICK_SECONDS = 0.2
PIECE_BYTES = 65536
# JAX is imported before the first fork, but its backend, which makes threads, is left alone.
IMPORTS = {"jax": ("jax", "jax.numpy")}


class WorkerGoneError(Exception):
    """The worker ended; `status` is its wait status.

    by_the_kernel: it was killed, and neither by the trusted side nor for its processor time.
    """

    def __init__(self, status: int, by_the_kernel: bool) -> None:
        super().__init__(status)
        self.status, self.by_the_kernel = status, by_the_kernel

    @property
    def reason(self) -> str:
        """How it ended, in words for a student."""
        if os.WIFSIGNALED(self.status):
            number = os.WTERMSIG(self.status)
            if number == signal.SIGSEGV:
                return "it crashed (segmentation fault)"
            if number in (signal.SIGKILL, signal.SIGXCPU):
                return "it was stopped (processor time, or memory)"
            return f"it was ended by {signal.Signals(number).name}"
        return "it ended itself"


class TooLateError(Exception):
    """No message came in time."""


class Server:
    """A sandbox with a fork server. Use it as a context manager, or `close` it.

    It starts in the background; `ready`, or the first worker, waits for it.

    packages: distributions that notebooks may import. isolated: False runs the same fork server
    with no wall at all, for machines that have none; every report must then say so. user: without
    walls and where this process is root's, the number of a user as whom it runs; it then sees no
    file that others may not read. compile_into: an empty directory into which JAX is to write what
    it compiles, for `compiled.filling`.
    Start it in a thread that lives as long as it: bubblewrap ends with the thread that began it.
    Raises SandboxError, which says what to install, where isolation is not to be had.
    """

    def __init__(
        self,
        packages: Iterable[str] = BY_HAND,
        *,
        isolated: bool = True,
        user: int | None = None,
        compile_into: Path | None = None,
    ) -> None:
        if problem := sandbox.no_workers() if not isolated else sandbox.not_here():
            raise SandboxError(problem)
        self.isolated = isolated
        self._user = user
        self._compile_into = compile_into
        self.packages = tuple(packages)
        self._numbers = count(1)
        self._lock = threading.Lock()
        self._directory = None if isolated else tempfile.TemporaryDirectory()
        self._control, inner = socket.socketpair()
        self._replies = wire.Frames()
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115  (closed with the server)
        try:
            self._process = self._start(inner)
        except SandboxError:
            self.close()
            raise
        finally:
            inner.close()
        self._control.settimeout(START_SECONDS)
        self._is_ready = False

    @property
    def alive(self) -> bool:
        """Whether the sandbox still runs."""
        return self._process.poll() is None

    def ready(self) -> None:
        """Wait until the fork server has imported all it imports.

        Raises SandboxError, which says what to do, where it does not start.
        """
        with self._lock:
            if self._is_ready:
                return
            try:
                self._reply("ready")
            except (OSError, SandboxError, wire.WireError):
                raise self._failure() from None
            self._is_ready = True

    def _start(self, inner: socket.socket) -> subprocess.Popen[bytes]:
        imports = [m for p in self.packages for m in IMPORTS.get(p, ())]
        options = {
            "control": inner.fileno(),
            "walls": self.isolated,
            "imports": imports,
            "filter": filter.program().hex() if self.isolated else "",
        }
        program = ["-B", "-P", "-s", "-m", "autograder.isolation.inner.server", json.dumps(options)]
        if self.isolated:
            variables = sandbox.environment(sandbox.PACKAGES, sandbox.WORKER)
            if sandbox.library_path():
                variables["LD_LIBRARY_PATH"] = sandbox.library_path()
            extra, more = self._programs()
            variables |= more
            settings = [a for item in variables.items() for a in ("--setenv", *item)]
            walls = sandbox.command(self.packages, extra)
            command = [*walls, *settings, sandbox.inner_python(), *program]
            environment, directory = {}, None
            rights: dict[str, Any] = {}
        else:
            assert self._directory is not None
            directory, rights = self._directory.name, {}
            root = str(Path(__file__).parents[2])
            if self._user is not None:
                root, directory, rights = self._of_their_own(Path(directory), self._user)
            environment = {**sandbox.environment("", root), "HOME": directory}
            environment |= {"MPLCONFIGDIR": directory, "IPYTHONDIR": directory}
            command = [sys.executable, *program]
        try:
            return subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._errors,
                pass_fds=[inner.fileno()],
                env=environment,
                cwd=directory,
                **rights,
            )
        except OSError:
            raise self._failure() from None

    @staticmethod
    def _of_their_own(folder: Path, user: int) -> tuple[str, str, dict[str, Any]]:
        """Return where another user finds the worker's code and a home, and that user's rights."""
        code, home = folder / "code", folder / "home"
        sandbox.lay_worker_code(code)
        home.mkdir(mode=0o700)
        os.chown(home, user, user)
        for path in (folder, *code.rglob("*"), code):
            path.chmod(0o755 if path.is_dir() else 0o644)
        return str(code), str(home), {"user": user, "group": user, "extra_groups": []}

    def _programs(self) -> tuple[list[str], dict[str, str]]:
        """Return what shows JAX the compiled programs: arguments for bubblewrap, variables."""
        if "jax" not in self.packages:
            return [], {}
        if self._compile_into is not None:
            bind = ["--bind", str(self._compile_into), compiled.PLACE]
            return bind, compiled.variables(filling=True)
        ready = compiled.folder()
        if ready is None or not ready.is_dir():
            return [], {}
        return ["--ro-bind", str(ready), compiled.PLACE], compiled.variables(filling=False)

    def _failure(self) -> SandboxError:
        said = ""
        if not self._errors.closed:
            self._errors.seek(0)
            said = self._errors.read().decode(errors="replace").strip()[-1000:]
        self.close()
        found = sandbox.diagnose() if self.isolated else None
        if found is None:
            found = f"the fork server did not start: {said or 'it said nothing'}"
        return SandboxError(found)

    def _reply(self, wanted: str) -> Any:
        """Return what follows in the fork server's next message, which must be `wanted`."""
        while (frame := self._replies.take()) is None:
            data = self._control.recv(PIECE_BYTES)
            if not data:
                raise SandboxError("the fork server has ended")
            self._replies.add(data)
        message = wire.decode(frame)
        if type(message) is not list or len(message) != 2 or message[0] != wanted:
            raise SandboxError(f"the fork server cannot start a worker: {message!r:.500}")
        return message[1]

    def open(self, limits: Limits) -> Worker:
        """Start a worker. Raises SandboxError where the fork server cannot."""
        self.ready()
        number = next(self._numbers)
        ours, theirs = socket.socketpair()
        told = {
            **asdict(limits),
            "processor_seconds": limits.processor_seconds,
            "wall_factor": WALL_FACTOR,
        }
        with theirs, self._lock:
            try:
                message = wire.encode(["open", number, told])
                socket.send_fds(self._control, [message], [theirs.fileno()])
                self._reply("opened")
            except (OSError, wire.WireError, SandboxError) as error:
                ours.close()
                raise error if isinstance(error, SandboxError) else self._failure() from None
        return Worker(self, number, ours, limits)

    def end(self, number: int, patience: float) -> tuple[int, float, bool]:
        """End worker `number` and all that it started.

        patience: seconds to wait for it to end by itself. Returns its wait status, the processor
        time that it used, and whether it ended by itself.
        """
        with self._lock:
            try:
                self._control.sendall(wire.encode(["end", number, patience]))
                status, seconds, alone = self._reply("ended")
                return int(status), float(seconds), bool(alone)
            except (OSError, wire.WireError):
                raise self._failure() from None

    def close(self) -> None:
        """End the sandbox and everything in it."""
        self._control.close()
        process = getattr(self, "_process", None)
        if process is not None:
            process.kill()
            process.wait()
        self._errors.close()
        if self._directory is not None:
            self._directory.cleanup()

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Worker:
    """One process in the sandbox, at the other end of a socket."""

    def __init__(self, server: Server, number: int, channel: socket.socket, limits: Limits) -> None:
        self._server = server
        self._number = number
        self._channel = channel
        self._limits = limits
        # The kernel wakes us to look at the clock: cheaper than a time limit for each call.
        tick = struct.pack("@ll", 0, int(TICK_SECONDS * 1e6))
        for option in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
            channel.setsockopt(socket.SOL_SOCKET, option, tick)
        self._frames = wire.Frames()
        self._ended = False

    def send(self, frame: bytes, until: float) -> None:
        """Send a message before the time `until` of `time.monotonic`.

        Raises TooLateError, or WorkerGoneError.
        """
        rest = memoryview(frame)
        while rest:
            try:
                rest = rest[self._channel.send(rest) :]
            except BlockingIOError:
                if time.monotonic() > until:
                    raise TooLateError from None
            except OSError:
                raise self._gone() from None

    def receive(self, until: float) -> bytes:
        """Return the next message; raises TooLateError, WorkerGoneError, or wire.OversizedError."""
        while (frame := self._frames.take()) is None:
            try:
                piece = self._channel.recv(PIECE_BYTES)
            except BlockingIOError:
                if time.monotonic() > until:
                    raise TooLateError from None
                continue
            except OSError:
                piece = b""
            if not piece:
                raise self._gone()
            # A worker that sends one byte at a time must not outlive its time either.
            if time.monotonic() > until:
                raise TooLateError
            self._frames.add(piece)
        return frame

    def end(self) -> None:
        """End the process and all that it started, if it still runs."""
        if not self._ended:
            self._ended = True
            self._channel.close()
            self._server.end(self._number, 0.0)

    def _gone(self) -> WorkerGoneError:
        """Say how the process ended that has hung up: it is about to end by itself."""
        if self._ended:
            return WorkerGoneError(0, False)
        self._ended = True
        self._channel.close()
        status, seconds, alone = self._server.end(self._number, PATIENCE_SECONDS)
        killed = alone and os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        return WorkerGoneError(status, killed and seconds < 0.9 * self._limits.processor_seconds)
