"""How do cells run in order, and the tests after them, when a cell may kill its worker?

All cells run first, and only then the first test: a later cell could otherwise show what a hidden
test sent in. Where a test stands in the notebook every name is kept as it was there, and the test
gets those names. So a test sees the notebook as if it ran in its place.

A worker that dies is replaced: the new one runs the earlier cells again, without the culprit.
"""

from __future__ import annotations

import builtins
import math
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograder.isolation import outputs as kept_outputs
from autograder.isolation.beside import Opaque, Outcome
from autograder.isolation.faults import AnswerFault, NotRun, WorkerKilled
from autograder.isolation.limits import MIB, Limits
from autograder.isolation.link import Handle, Link
from autograder.isolation.workers import Server

MOST_NAMES = 10_000
MOST_SHOWN = 48 * MIB
# What a test may use of the notebook's imports; it is the trusted side's own.
MODULES = {"np": np, "numpy": np, "math": math}


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
    """A cell, or a test's place, as it has to be repeated in a new worker."""

    what: str
    text: str
    culprit: bool = False


class Namespace(dict[str, Any]):
    """The names of a test cell: its own, and those of the notebook, never of a built-in.

    was_there: whether there was a worker to ask. A check calls `run_cases`; a test that uses a name
    itself gets plain data, or a `Handle`.
    """

    def __init__(self, session: Session, label: str, names: Iterable[str] = ()) -> None:
        super().__init__(__name__="__main__", __builtins__=builtins)
        self._session, self._label = session, label
        self.was_there = bool(names)
        # A student's `abs` or `isinstance` must not stand in for Python's in a test.
        self._names = {name for name in names if not hasattr(builtins, name)}

    def __contains__(self, name: object) -> bool:
        return name in self._names or super().__contains__(name)

    def __missing__(self, name: str) -> Any:
        if name not in self._names:
            raise KeyError(name)
        if name in MODULES:
            return MODULES[name]
        value = self._session.link.value_of(name)
        kind = value.kind if isinstance(value, Opaque) else ""
        self[name] = Handle(self._session.link, name, kind) if kind else value
        return self[name]

    def run_cases(
        self,
        beside: Callable[..., Any] | None,
        names: Sequence[str],
        answers: int,
        cases: Sequence[Sequence[Any]],
        sources: Mapping[str, str],
        anew: bool = False,
    ) -> list[Outcome]:
        """See `Link.run_cases`. With programs of ours a worker that died gets a successor."""
        if sources and self._session.link.fault is not None:
            self._session.resume(self._label)
        return self._session.link.run_cases(beside, names, answers, cases, sources, anew)


class SessionOverError(Exception):
    """The submission has used up its time or its workers."""


class Session:
    """One submission. Use it as a context manager, or `close` it.

    files: path → bytes, laid into the folder in which the cells run, anew in each worker. First
    `run_cell` and `mark` in the order of the notebook, then `exercise` for each test.
    fault: what was wrong with the last exercise's answers, if anything was. killed: whether the
    kernel ended a worker, and it cannot be told for whose fault.
    """

    def __init__(
        self,
        server: Server,
        limits: Limits | None = None,
        files: Mapping[str, bytes] | None = None,
    ) -> None:
        self._server = server
        self._files = files or {}
        self._limits = limits or Limits()
        self._steps: list[_Step] = []
        self._link: Link | None = None
        self._workers = 0
        self._until = time.monotonic() + self._limits.session_seconds
        self._testing = False
        self.fault: AnswerFault | None = None
        self.killed = False
        self._shown = 0

    @property
    def link(self) -> Link:
        """The conversation with the worker that there is now."""
        assert self._link is not None
        return self._link

    def run_cell(self, source: str) -> CellOutcome:
        """Run a cell. Never raises for what the cell does."""
        if self._testing:
            raise RuntimeError("a cell may not run after a test: it could show hidden inputs")
        step = _Step("cell", source)
        try:
            self._ready()
        except SessionOverError as over:
            return CellOutcome("left out", [_error("NotRun", str(over))], str(over))
        self._steps.append(step)
        return self._run(step)

    def _run(self, step: _Step) -> CellOutcome:
        try:
            told = self.link.run_cell(step.text)
        except AnswerFault as fault:
            step.culprit = True
            self._note(fault)
            self._give_up()
            text = f"This cell was stopped: {fault}"
            return CellOutcome("stopped", [_error(type(fault).__name__, text)], str(fault))
        clean = kept_outputs.kept(told.outputs, self._limits.output)
        # However many cells there are: whoever grades holds all of them in memory.
        self._shown += kept_outputs.size(clean)
        if self._shown > MOST_SHOWN:
            text = "[the notebook's outputs are too large: this one is left out]\n"
            clean = [{"output_type": "stream", "name": "stderr", "text": text}]
        return CellOutcome("ok" if told.ok else "error", clean)

    def mark(self, label: str) -> None:
        """Note that the test `label` stands here in the notebook."""
        step = _Step("mark", label)
        try:
            self._ready()
        except SessionOverError:
            return
        self._steps.append(step)
        self._keep_names(label)

    def _keep_names(self, label: str) -> None:
        try:
            self.link.keep_names(label)
        except AnswerFault as fault:
            self._note(fault)
            self._give_up()

    @contextmanager
    def exercise(self, label: str) -> Iterator[Namespace]:
        """Give a test the names of its place. `fault` afterwards says what was wrong, if anything.

        The namespace serves as the globals of `exec`. Where no worker is to be had it is empty of
        the notebook's names.
        """
        self._testing = True
        self.fault = None
        try:
            names = self.resume(label)
        except AnswerFault as fault:
            self.fault = fault
            yield Namespace(self, label)
            return
        yield Namespace(self, label, names)
        self.fault = self.link.fault
        if self.fault is not None:
            self._note(self.fault)
        if self.link.dead:
            self._give_up()

    def resume(self, label: str) -> list[str]:
        """Have a worker stand where the test `label` does, and return the names that there are.

        Raises AnswerFault where that cannot be.
        """
        try:
            self._ready()
        except SessionOverError as over:
            raise NotRun(str(over)) from None
        limit = time.monotonic() + self._limits.exercise_seconds
        self.link.begin(min(limit, self._until))
        told = self.link.restore_names(label)[:MOST_NAMES]
        return [n for n in told if isinstance(n, str) and len(n) <= 60 and n.isidentifier()]

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
            self._link = Link(
                self._server.open(self._limits), self._limits, "jax" in self._server.packages
            )
            self._link.begin(self._until)
            self._lay_files()
            for step in self._steps:
                if self._link is None:
                    break
                if step.culprit:
                    continue
                if step.what == "mark":
                    self._keep_names(step.text)
                else:
                    self._run(step)

    def _lay_files(self) -> None:
        try:
            for path, data in self._files.items():
                self.link.lay_file(path, data)
        except AnswerFault as fault:
            self._note(fault)
            self._give_up()

    def _note(self, fault: AnswerFault) -> None:
        self.killed = self.killed or isinstance(fault, WorkerKilled)

    def _give_up(self) -> None:
        if self._link is not None:
            self._link.worker.end()
            self._link = None

    def close(self) -> None:
        """End the worker."""
        self._give_up()

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _error(name: str, text: str) -> dict[str, Any]:
    return {"output_type": "error", "ename": name, "evalue": text, "traceback": [f"{name}: {text}"]}
