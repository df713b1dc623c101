"""How does a worker answer: run this cell, call that function, add these two objects?

One request at a time, in the main thread. While a student's function runs it may call a function
of the trusted side; that asks the trusted side and serves what it asks in turn until it answers.
Nothing here is a wall: whatever a student makes this code do, the trusted side judges what
arrives.
"""

from __future__ import annotations

import builtins
import os
import signal
import socket
import time
import warnings
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Callable
from itertools import count
from types import MemberDescriptorType, ModuleType
from typing import Any, NamedTuple

import numpy as np

from autograder.isolation import wire
from autograder.isolation.inner import absent
from autograder.isolation.operations import OPERATIONS, mirror_class, special_methods

MESSAGE = 500
PRINTED = 10_000
WARNINGS = 20
TICK_SECONDS = 0.1
PIECE_BYTES = 65536
# Attributes that travel with an object: how many, through how many objects of the same class, and
# of how many objects a message.
FIELDS = 8
NESTED_FIELDS = 2
TOLD = 2000
_SIMPLE = {type(None), bool, int, float, *(dtype.type for dtype in wire.DTYPES)}
_NOTHING: Any = object()


class TimeLimit(BaseException):
    """The cell or call has used up its time."""


class TrustedError(Exception):
    """A function of the trusted side raised; `token` tells it which exception that was."""

    token: int


class _Nested(NamedTuple):
    """An object among the attributes of another that travel along."""

    value: Any
    depth: int


class _Class(NamedTuple):
    """A class of which the other side is to learn."""

    kind: type


class Mirror:
    """An object of the trusted side; its operations are asked for."""

    __slots__ = ("_number",)
    _number: int

    def __repr__(self) -> str:
        return "<function of the test>"


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


class Answers:
    """The worker's side of the conversation; `serve` never returns."""

    def __init__(self, channel: socket.socket, shell: Any, limits: dict[str, Any]) -> None:
        self._channel = channel
        self._shell = shell
        self._limits = limits
        self._alarm = Alarm(limits["wall_factor"])
        self._received = b""
        self._marks: dict[str, dict[str, Any]] = {}
        self._mirrors: dict[int, Mirror] = {}
        self._mirror_classes: dict[tuple[str, ...], type[Mirror]] = {}
        self._depth = 0
        self._printed: list[str] = []
        self._warned: list[tuple[str, str]] = []
        self._field_names: dict[type, tuple[str, ...] | None] = {}
        self._told: set[int] = set()
        self._functions: dict[int, Callable[..., Any]] = {}
        self._forget_objects()

    def _forget_objects(self) -> None:
        self._objects: list[Any] = []
        self._number_of: dict[int, int] = {}
        self._types: dict[type, int] = {}
        self._type_numbers = count()

    def serve(self) -> None:
        """Answer requests until the trusted side hangs up."""
        absent.install()
        self._shell.recorder.limit = self._limits["output"]
        self._shell.take_streams()
        while True:
            request, tracked, originals = self._receive()
            self._send(self._answer(request, tracked, originals))

    # -------------------------------------------------------------------- messages

    def _frame(self) -> bytes:
        buffer = bytearray(self._received)
        wanted = None
        while True:
            if wanted is None and len(buffer) >= 4:
                wanted = 4 + wire.frame_length(bytes(buffer[:4]))
            if wanted is not None and len(buffer) >= wanted:
                self._received = bytes(buffer[wanted:])
                return bytes(buffer[4:wanted])
            piece = self._channel.recv(PIECE_BYTES)
            if not piece:
                os._exit(0)  # the trusted side is done; no atexit of the student's runs
            buffer += piece

    def _receive(self) -> tuple[Any, list[Any], list[Any]]:
        """Return a message, the arrays and lists in it, and what is needed to see them change."""
        data = self._frame()
        tracked: list[Any] = []
        message = wire.decode(data, self._object, self._referred, tracked)
        return message, tracked, [_fingerprint(x) for x in tracked]

    def _send(self, message: Any) -> None:
        try:
            data = self._encode(message)
        except wire.WireError as error:
            kind = type(error).__name__
            data = wire.encode(("fault", message[1], kind, str(error)[:MESSAGE]))
        self._channel.sendall(wire.frame(data))

    def _encode(self, message: Any) -> bytes:
        self._told.clear()
        try:
            return wire.encode(message, self._refer)
        except wire.WireError:
            # Classes that this message was to introduce are still unknown over there.
            self._types.clear()
            raise

    # -------------------------------------------------------------------- objects that stay here

    def _object(self, number: int, kind: int) -> Any:
        return self._objects[number]

    def _referred(self, reference: Any) -> Any:
        """Return what a reference from the trusted side stands for."""
        what, *rest = reference
        if what == "numpy":
            found: Any = np
            for name in rest[0].split("."):
                found = getattr(found, name)
            return found
        if what == "builtin":
            return {t.__name__: t for t in (bool, int, float, complex, str, list, tuple, dict)}[
                rest[0]
            ]
        if what == "generator":
            generator = np.random.Generator(getattr(np.random, rest[0]["bit_generator"])())
            generator.bit_generator.state = rest[0]
            return generator
        number, methods = rest
        if number not in self._mirrors:
            known = tuple(methods)
            if known not in self._mirror_classes:
                self._mirror_classes[known] = mirror_class(Mirror, "function", known, self._ask)
            mirror = self._mirror_classes[known]()
            mirror._number = number
            self._mirrors[number] = mirror
        return self._mirrors[number]

    def _refer(self, value: Any) -> tuple[str, Any]:
        """Describe a value that is not plain data."""
        if type(value) is _Nested:
            return self._handle(value.value, value.depth)
        if type(value) is _Class:
            return "r", ("class", self._types[value.kind], *_description(value.kind))
        if isinstance(value, Mirror):
            return "r", ("trusted", value._number)
        if isinstance(value, ModuleType):
            return "r", ("module", value.__name__)
        if type(value) in (set, frozenset):
            return "r", ("set", list(value))
        if type(value) in (defaultdict, OrderedDict, Counter):
            return "v", dict(value)
        if type(value) is np.random.Generator and type(value.bit_generator) is np.random.PCG64:
            return "r", ("generator", value.bit_generator.state)
        if isinstance(value, np.ndarray):
            return "v", np.array(value, subok=False)
        if type(value).__module__.partition(".")[0] in ("jax", "jaxlib") and hasattr(
            value, "__array__"
        ):
            if "Tracer" in type(value).__name__:
                raise wire.MalformedError(
                    "a value that JAX is tracing cannot be sent; the test must send its function in"
                )
            return "v", np.array(value)
        return self._handle(value, NESTED_FIELDS)

    def _handle(self, value: Any, depth: int) -> tuple[str, Any]:
        """Describe an object that stays here; its attributes travel along, once a message."""
        number = self._number_of.get(id(value))
        if number is None:
            number = self._number_of[id(value)] = len(self._objects)
            self._objects.append(value)
        fields = None
        if number not in self._told and len(self._told) < TOLD:
            self._told.add(number)
            fields = self._fields(value, depth) if depth >= 0 else None
        kind = self._types.get(type(value))
        if kind is None:
            kind = self._types[type(value)] = next(self._type_numbers)
            # First of all: what comes along may be of the same class.
            fields = {"": _Class(type(value)), **(fields or {})}
        return ("H", (number, kind, fields)) if fields else ("h", (number, kind))

    # -------------------------------------------------------------------- requests

    def _answer(self, request: Any, tracked: list[Any], originals: list[Any]) -> Any:
        what, serial, *arguments = request
        if what == "cell":
            return "return", serial, self._cell(*arguments), [], "", []
        outermost = self._depth == 0
        if outermost:
            self._printed.clear()
            self._warned.clear()
        self._depth += 1
        try:
            result, error = self._guarded(outermost, getattr(self, f"_do_{what}"), arguments)
        finally:
            self._depth -= 1
        changed = [
            (i, x)
            for i, (x, before) in enumerate(zip(tracked, originals, strict=True))
            if _changed(x, before)
        ]
        if error is None and not (changed or self._printed or self._warned):
            # Who asks for one attribute asks for another next.
            fields = self._fields(arguments[0], NESTED_FIELDS) if what == "attribute" else None
            return ("done", serial, result, fields) if fields else ("done", serial, result)
        printed, told = "".join(self._printed)[:PRINTED], self._warned[:WARNINGS]
        self._printed.clear()
        self._warned.clear()
        if error is None:
            return "return", serial, result, changed, printed, told
        return "raise", serial, error, changed, printed, told

    def _fields(self, value: Any, depth: int) -> dict[str, Any] | None:
        """Return the attributes of an object that are plainly stored, if they are few.

        depth: through how many objects of the same class theirs come along.
        """
        kind = type(value)
        if kind not in self._field_names:
            self._field_names[kind] = _stored_names(kind)
        names = self._field_names[kind]
        if names is None:
            return None
        found = {name: getattr(value, name, _NOTHING) for name in names}
        for name, stored in getattr(value, "__dict__", {}).items():
            if not hasattr(kind, name) and name.isidentifier():
                found[name] = stored
        if len(found) > FIELDS:
            return None
        told: dict[str, Any] = {}
        for name, stored in found.items():
            if type(stored) in _SIMPLE:
                told[name] = stored
            elif type(stored) is kind:
                told[name] = _Nested(stored, depth - 1)
        return told

    def _print(self, _: str, text: str) -> None:
        """Take what a test's call prints; the cells are done, their recorder is not used again."""
        if len(self._printed) < 1000:
            self._printed.append(text[:PRINTED])

    def _warn(self, message: Any, category: Any, *_: Any, **__: Any) -> None:
        if len(self._warned) < WARNINGS:
            self._warned.append((category.__name__, str(message)[:MESSAGE]))

    def _guarded(
        self, outermost: bool, call: Callable[..., Any], arguments: list[Any]
    ) -> tuple[Any, Any]:
        """Call; return (result, None), or (None, description of what it raised)."""
        if outermost:
            self._alarm.start(self._limits["call_seconds"])
        try:
            self._alarm.enter()
            result = call(*arguments)
            self._alarm.leave()
            return result, None
        except BaseException as error:
            self._alarm.leave()
            return None, _told(error)

    def _cell(self, source: str) -> Any:
        self._alarm.start(self._limits["cell_seconds"])
        try:
            self._alarm.enter()
            try:
                return self._shell.run(source)
            finally:
                self._alarm.leave()
        except TimeLimit as error:
            # It rang while IPython itself was at work.
            self._shell._showtraceback(TimeLimit, error, [f"TimeLimit: {error}"])
            return False, self._shell.recorder.finished()

    def _do_mark(self, label: str) -> None:
        """Remember every name as it is now."""
        self._marks[label] = dict(self._shell.user_ns)

    def _do_restore(self, label: str) -> list[str]:
        """Give every name the value that it had at the mark; forget objects; return the names."""
        names = self._shell.user_ns
        kept = self._marks[label]
        names.clear()
        names.update(kept)
        self._forget_objects()
        self._mirrors.clear()
        self._shell.recorder.stream = self._print
        warnings.simplefilter("always")
        warnings.showwarning = self._warn
        hidden = self._shell.user_ns_hidden
        return [n for n in names if isinstance(n, str) and n not in hidden and n[:1] != "_"]

    def _do_get(self, names: list[str]) -> list[Any]:
        return [self._shell.user_ns[name] for name in names]

    def _do_attribute(self, target: Any, name: str) -> Any:
        return getattr(target, name)

    def _do_set(self, target: Any, name: str, value: Any) -> None:
        setattr(target, name, value)

    def _do_operation(self, target: Any, name: str, args: Any, kwargs: Any) -> Any:
        if name == "__iter__" and type(target).__iter__ in (tuple.__iter__, list.__iter__):
            return list(target)
        return OPERATIONS[name](target, *args, **kwargs)

    def _do_isinstance(self, target: Any, kind: Any) -> bool:
        return isinstance(target, kind)

    def _do_define(self, number: int, source: str, name: str, constants: Any) -> None:
        """Take over a test author's function."""
        names: dict[str, Any] = {"__name__": "test", **constants}
        exec(compile(source, "<test>", "exec"), names)
        self._functions[number] = names[name]

    def _do_inside(self, number: int, args: Any, kwargs: Any) -> Any:
        """Run a test author's function here."""
        return self._functions[number](*args, **kwargs)

    def _do_each(self, number: int, cases: Any, shared: Any) -> Any:
        """Run a test author's function for each of the cases, whatever becomes of the others."""
        function = self._functions[number]
        outcomes: list[tuple[bool, Any, Any]] = []
        kept, told = self._warned, False
        try:
            for case in cases:
                self._warned = []
                try:
                    outcome, told = function(*shared, *case), False
                except TimeLimit:
                    raise
                except BaseException as error:
                    outcome, told = _told(error), True
                outcomes.append((told, outcome, self._warned))
        finally:
            self._warned = kept
        return outcomes

    # -------------------------------------------------------------------- asking the trusted side

    def _ask(self, mirror: Mirror, operation: str, *args: Any, **kwargs: Any) -> Any:
        """Ask the trusted side for an operation on its object, and serve it until it answers."""
        self._alarm.leave()
        try:
            self._channel.sendall(
                wire.frame(self._encode(("ask", mirror._number, operation, args, kwargs)))
            )
            while True:
                message, tracked, originals = self._receive()
                if message[0] in ("answer", "same", "error", "run"):
                    break
                self._send(self._answer(message, tracked, originals))
        except wire.WireError as error:
            raise TypeError(str(error)) from None
        finally:
            self._alarm.enter()
        if message[0] == "error":
            raise _rebuilt(*message[1:])
        if message[0] == "same":
            return args[message[1]]
        if message[0] == "run":
            return self._do_inside(*message[1:])
        if operation == "__iter__" and type(message[1]) is list:
            return iter(message[1])
        return message[1]


def _stored_names(kind: type) -> tuple[str, ...] | None:
    """Return the names of the slots of a class of the notebook, None where others' code stores."""
    if kind.__module__ != "__main__" or issubclass(kind, type):
        return None
    if kind.__getattribute__ is not object.__getattribute__ or hasattr(kind, "__getattr__"):
        return None
    return tuple(n for n, v in vars(kind).items() if isinstance(v, MemberDescriptorType))


def _fingerprint(x: Any) -> Any:
    if isinstance(x, np.ndarray):
        return x.shape, x.dtype, x.tobytes()
    if isinstance(x, list):
        return list(x)
    return x.bit_generator.state


def _changed(x: Any, before: Any) -> bool:
    try:
        if isinstance(x, np.ndarray):
            return (x.shape, x.dtype, x.tobytes()) != before
        if isinstance(x, list):
            return len(x) != len(before) or any(a is not b for a, b in zip(x, before, strict=True))
        return bool(x.bit_generator.state != before)
    except Exception:
        return True


def _description(kind: type) -> tuple[str, list[str], Any]:
    """Return the name, the operations and NumPy's priority of a class's objects."""
    priority = getattr(kind, "__array_priority__", None)
    if getattr(kind, "__array_ufunc__", 0) is None:
        priority = "never"
    elif not isinstance(priority, int | float):
        priority = None
    methods = special_methods(kind)
    if issubclass(kind, type):
        methods.append("__instancecheck__")
    return kind.__name__, methods, priority


def _told(error: BaseException) -> tuple[list[str], str, int | None]:
    """Return the names of an exception's classes, its text, and its token if it is not ours."""
    token = error.token if isinstance(error, TrustedError) else None
    return [t.__name__ for t in type(error).__mro__ if t is not object], _text(error), token


def _text(error: BaseException) -> str:
    try:
        return str(error)[:MESSAGE]
    except Exception:
        return ""


def _rebuilt(names: list[str], text: str, token: int) -> TrustedError:
    """Make the exception that a function of the trusted side raised, of the nearest known class."""
    kinds = (getattr(builtins, name, None) for name in names)
    kind = next((k for k in kinds if isinstance(k, type) and issubclass(k, Exception)), Exception)
    bases = (TrustedError,) if kind is Exception else (TrustedError, kind)
    error: TrustedError = type(names[0], bases, {})(text)
    error.token = token
    return error
