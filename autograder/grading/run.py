"""How is a submission run so that it can harm nothing, forge nothing and lose nothing by accident?

The student's cells run in a sandboxed worker, in their order; then each check cell runs here, on
what the worker's functions return (`autograder.isolation`). Afterwards every check cell has
explicit marks. What a notebook came to is kept (`cache`), so nothing is run twice.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool, Float, Integer, Unicode

from autograder.grading.cache import Cache, content_key
from autograder.grading.clean import METADATA_KEY
from autograder.grading.judge import judge
from autograder.grading.marks import settle
from autograder.grading.source import grade_id
from autograder.isolation import BY_HAND, WITH_JAX, Limits, Server, Session
from autograder.isolation.limits import MIB

JAX = re.compile(r"^\s*(?:import|from)\s+jax\b", re.MULTILINE)


class Servers:
    """Fork servers by what a notebook may import, started at first use and kept."""

    def __init__(self, isolated: bool) -> None:
        self._isolated = isolated
        self._process = os.getpid()
        self._running: dict[tuple[str, ...], Server] = {}

    def get(self, packages: tuple[str, ...]) -> Server:
        """Return the server for notebooks that may import `packages`, started if need be."""
        if self._process != os.getpid():
            self._running, self._process = {}, os.getpid()  # those belong to the parent
        server = self._running.get(packages)
        if server is None or not server.alive:
            if server is not None:
                server.close()
            server = self._running[packages] = Server(packages, isolated=self._isolated)
        return server

    def close(self) -> None:
        """End them all."""
        for server in self._running.values():
            server.close()
        self._running = {}


_servers = {True: Servers(True), False: Servers(False)}


def servers(isolated: bool) -> Servers:
    """Return this process's servers."""
    return _servers[isolated]


def packages_of(cells: list[NotebookNode]) -> tuple[str, ...]:
    """Return what a notebook may import: JAX where a released, locked cell imports it."""
    given = (cell.source for cell in cells if utils.is_locked(cell) and not utils.is_grade(cell))
    return WITH_JAX if any(JAX.search(source) for source in given) else BY_HAND


def is_check(cell: NotebookNode) -> bool:
    """Say whether `cell` is a check cell, which gives marks without a person."""
    return cell.cell_type == "code" and utils.is_grade(cell) and not utils.is_solution(cell)


def run(notebook: NotebookNode, server: Server, limits: Limits) -> None:
    """Run `notebook` on `server` and leave outputs in its cells, marks in its check cells.

    The cells must be as `Clean` and nbgrader's OverwriteCells leave them: each id once, each check
    cell with its own text. Raises SandboxError where there is no worker to be had, and nothing for
    what the student's code does.
    """
    told = notebook.metadata.setdefault(METADATA_KEY, {})
    problems = []
    with Session(server, limits) as session:
        checks = []
        for cell in notebook.cells:
            if is_check(cell):
                session.mark(str(grade_id(cell)))
                checks.append(cell)
            elif cell.cell_type == "code":
                outcome = session.run_cell(cell.source)
                cell.outputs = [nbformat.from_dict(output) for output in outcome.outputs]
        for cell in checks:
            name = str(grade_id(cell))
            with session.exercise(name) as names:
                cell.outputs = judge(cell.source, names)
            stopped = any(output.output_type == "error" for output in cell.outputs)
            if stopped and session.fault is not None:
                settle(cell, session.fault.hint)
            else:
                problems += [f"`{name}`: {problem}" for problem in _problems(cell)]
                settle(cell)
    number = 0
    for cell in notebook.cells:
        if cell.cell_type == "code":
            number += 1
            cell.execution_count = number
            for output in cell.outputs:
                if output.output_type == "execute_result":
                    output.execution_count = number
    told["isolated"] = server.isolated
    if problems:
        told["problems"] = problems


def _problems(cell: NotebookNode) -> list[str]:
    """Return what went wrong in a check itself, for the instructor."""
    return [
        f"the check stopped with {output.ename}: {' '.join(str(output.evalue).split())[:200]}"
        for output in cell.outputs
        if output.output_type == "error" and output.ename != "NameError"
    ]


class Run(NbGraderPreprocessor):
    """Stands where nbgrader's Execute stood; the marks it leaves are what nbgrader reads."""

    isolated = Bool(
        True, help="Run students' code in a sandbox. False puts the grader and its files at risk."
    ).tag(config=True)
    cell_seconds = Float(20.0, help="Processor time of one cell.").tag(config=True)
    call_seconds = Float(10.0, help="Processor time of one call by a check.").tag(config=True)
    exercise_seconds = Float(60.0, help="Time of one check cell.").tag(config=True)
    session_seconds = Float(300.0, help="Time of one submission.").tag(config=True)
    memory_mib = Integer(3072, help="Address space of a submission; JAX needs 2048.").tag(
        config=True
    )
    cache_directory = Unicode("", help="Where results are kept; none are where empty.").tag(
        config=True
    )

    def limits(self) -> Limits:
        """Return the limits as configured."""
        return Limits(
            cell_seconds=self.cell_seconds,
            call_seconds=self.call_seconds,
            exercise_seconds=self.exercise_seconds,
            session_seconds=self.session_seconds,
            memory=self.memory_mib * MIB,
        )

    def preprocess(self, nb: NotebookNode, resources: Any = None) -> tuple[NotebookNode, Any]:
        """Run `nb`, or take what it came to before."""
        return self.graded(nb), resources

    def graded(self, nb: NotebookNode) -> NotebookNode:
        """Return `nb` with outputs and marks. Raises SandboxError where it cannot be run safely."""
        limits = self.limits()
        whole, key = content_key(nb, limits, self.isolated)
        cache = Cache(Path(self.cache_directory)) if self.cache_directory else None
        done = cache.find(key) if cache is not None else None
        if done is None:
            run(nb, servers(self.isolated).get(packages_of(nb.cells)), limits)
            done = nb
            if cache is not None:
                cache.keep(key, nb)
        # Only now: a grader killed half-way leaves a notebook that does not pass for graded.
        about = done.metadata.setdefault(METADATA_KEY, {})
        told = nb.metadata.get(METADATA_KEY, {})
        for name in ("repairs", "submission"):
            if name in told:
                about[name] = told[name]
        about["set"], about["graded"] = whole, key
        return done
