"""How do cells run in order, and the tests after them, when a cell may kill its worker?

All cells run first, and only then the first test: a later cell could otherwise show what a hidden
test sent in. A mark where a test stands in the notebook keeps every name as it was there, and the
test gets the names of its mark. So a test sees the notebook as if it ran in its place.

A worker that dies is replaced: the new one runs the earlier cells again, without the culprit.
"""

from __future__ import annotations

import builtins
import re
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

from autograder.isolation import outputs as kept_outputs
from autograder.isolation.faults import AnswerFault, MalformedAnswer, NotRun
from autograder.isolation.inside import answers_of
from autograder.isolation.limits import Limits
from autograder.isolation.standin import Link, safe_name
from autograder.isolation.workers import Server

MOST_NAMES = 10_000


@dataclass
class CellOutcome:
    """What became of a cell.

    status: "ok"; "error" (it raised); "stopped" (it was ended, or ended its process); "left out"
    (there was no time or no worker for it). outputs: as nbformat has them. fault: why it was
    stopped or left out, in our words.
    """

    status: str
    outputs: list[dict[str, Any]] = field(default_factory=list)
    fault: str | None = None


@dataclass
class _Step:
    """A cell, or a mark, as it has to be repeated in a new worker."""

    what: str
    text: str
    culprit: bool = False


class Namespace(dict[str, Any]):
    """The names of a test cell: its own, and stand-ins for the notebook's, never of a built-in.

    wanted: names that the test is known to use; those of the notebook are asked for together.
    """

    def __init__(
        self, link: Link | None, names: Iterable[str] = (), wanted: Iterable[str] = ()
    ) -> None:
        super().__init__(__name__="__main__", __builtins__=builtins)
        self._link = link
        # A student's `abs` or `isinstance` must not stand in for Python's in a test.
        self._names = {name for name in names if not hasattr(builtins, name)}
        self._wanted = self._names.intersection(wanted)

    def __missing__(self, name: str) -> Any:
        if self._link is None or name not in self._names:
            raise KeyError(name)
        asked = sorted({name, *self._wanted} - set(self))
        self._wanted = set()
        values = self._link.request("get", asked)
        if type(values) is not list or len(values) != len(asked):
            raise self._link.malformed()
        self.update(zip(asked, values, strict=True))
        return self[name]


class SessionOverError(Exception):
    """The submission has used up its time or its workers."""


class Session:
    """One submission. Use it as a context manager, or `close` it.

    First `run_cell` and `mark` in the order of the notebook, then `exercise` for each test.
    """

    def __init__(self, server: Server, limits: Limits | None = None) -> None:
        self._server = server
        self._limits = limits or Limits()
        self._steps: list[_Step] = []
        self._words: set[str] = set()
        self._link: Link | None = None
        self._workers = 0
        self._until = time.monotonic() + self._limits.session_seconds
        self._testing = False
        self.fault: AnswerFault | None = None

    def run_cell(self, source: str) -> CellOutcome:
        """Run a cell. Never raises for what the cell does."""
        if self._testing:
            raise RuntimeError("a cell may not run after a test: it could show hidden inputs")
        self._words.update(re.findall(r"[^\W\d]\w*", source))
        step = _Step("cell", source)
        try:
            self._ready()
        except SessionOverError as over:
            return CellOutcome("left out", [_error("NotRun", str(over))], str(over))
        self._steps.append(step)
        return self._run(step)

    def _run(self, step: _Step) -> CellOutcome:
        assert self._link is not None
        try:
            answer = self._link.cell(step.text, self._until)
            if not (isinstance(answer, tuple) and len(answer) == 2 and type(answer[0]) is bool):
                raise MalformedAnswer("the worker's report of the cell cannot be read")
        except AnswerFault as fault:
            step.culprit = True
            self._give_up()
            text = f"This cell was stopped: {fault}"
            return CellOutcome("stopped", [_error(type(fault).__name__, text)], str(fault))
        clean = kept_outputs.kept(answer[1], self._limits.output)
        return CellOutcome("ok" if answer[0] else "error", clean)

    def mark(self, label: str) -> None:
        """Note that the test `label` stands here in the notebook."""
        step = _Step("mark", label)
        try:
            self._ready()
        except SessionOverError:
            return
        self._steps.append(step)
        self._set_mark(label)

    def _set_mark(self, label: str) -> None:
        assert self._link is not None
        try:
            self._link.request("mark", label)
        except AnswerFault:
            self._give_up()

    @contextmanager
    def exercise(self, label: str, wanted: Iterable[str] = ()) -> Iterator[Namespace]:
        """Give a test the names of its mark. `fault` afterwards says what was wrong, if anything.

        wanted: names that the test uses, as far as they are known.

        The namespace serves as the globals of `exec`. Within, `inside` means the worker. Where no
        worker is to be had the namespace is empty of the notebook's names, and `fault` says why.
        """
        self._testing = True
        self.fault = None
        names: list[str] = []
        try:
            self._ready()
            assert self._link is not None
            limit = time.monotonic() + self._limits.exercise_seconds
            self._link.begin(min(limit, self._until))
            found = self._link.request("restore", label)
            told = found if isinstance(found, list) else []
            names = [name for name in told[:MOST_NAMES] if safe_name(name)]
        except SessionOverError as over:
            self.fault = NotRun(str(over))
        except AnswerFault as fault:
            self.fault = fault
        link = self._link
        if link is None or self.fault is not None:
            yield Namespace(None)
            return
        with answers_of(link):
            yield Namespace(link, names, wanted)
        self.fault = link.fault
        if link.dead:
            self._give_up()

    def _ready(self) -> None:
        """See to it that there is a worker in which all steps so far have been done.

        Raises SessionOverError where there will be none.
        """
        while self._link is None or self._link.dead:
            if time.monotonic() > self._until:
                raise SessionOverError("the time for the whole notebook is used up")
            if self._workers > self._limits.restarts:
                raise SessionOverError("too many cells have ended their process")
            self._workers += 1
            self._give_up()
            self._link = Link(self._server.open(self._limits), self._limits)
            self._link.words = self._words
            for step in self._steps:
                if step.culprit:
                    continue
                if step.what == "mark":
                    self._set_mark(step.text)
                else:
                    self._run(step)
                if self._link is None:
                    break

    def _give_up(self) -> None:
        if self._link is not None:
            self._link.worker.end()
            self._link = None

    def close(self) -> None:
        """End the worker."""
        self._give_up()

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()


def _error(name: str, text: str) -> dict[str, Any]:
    return {"output_type": "error", "ename": name, "evalue": text, "traceback": [f"{name}: {text}"]}
