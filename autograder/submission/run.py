"""How is a submission run so that it can harm nothing, forge nothing and lose nothing by accident?

The student's cells run in a sandboxed worker, in their order; then each check cell runs here, on
what the worker's functions return (`autograder.isolation`). Afterwards every check cell has
explicit marks. What a notebook came to is kept (`cache`), so nothing is run twice.
"""

from __future__ import annotations

import contextlib
import os
import re
from copy import deepcopy
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from unittest.mock import patch

import nbformat
from nbformat import NotebookNode

from autograder.checks.exercise import SEED_VARIABLE
from autograder.errors import SandboxError
from autograder.isolation.compiled import filling, is_filled
from autograder.isolation.limits import Limits
from autograder.isolation.sandbox import BY_HAND, WITH_JAX
from autograder.isolation.session import Session
from autograder.isolation.workers import Server
from autograder.submission.cache import Cache, content_key
from autograder.submission.cells import METADATA_KEY, grade_id, is_check, is_locked
from autograder.submission.files import NO_FILES, Files, sentences
from autograder.submission.judge import has_hidden_tests, judge
from autograder.submission.marks import pass_silent, settle


@dataclass(frozen=True)
class Settings:
    """How a set is run. isolated: in a sandbox. cache: where results are kept; None for nowhere.

    again: whether what is kept is run once more, and kept anew.
    """

    limits: Limits = field(default_factory=Limits)
    isolated: bool = True
    cache: Path | None = None
    again: bool = False


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
    given = (cell.source for cell in cells if is_locked(cell) and not is_check(cell))
    return WITH_JAX if any(JAX.search(source) for source in given) else BY_HAND


def run(notebook: NotebookNode, server: Server, limits: Limits, files: Files = NO_FILES) -> None:
    """Run `notebook` on `server` and leave outputs in its cells, marks in its check cells.

    The cells must be as `Clean` and nbgrader's OverwriteCells leave them: each id once, each check
    cell with its own text. Raises SandboxError where there is no worker to be had, and nothing for
    what the student's code does.
    """
    told = notebook.metadata.setdefault(METADATA_KEY, {})
    problems = []
    with Session(server, limits, files.given) as session:
        checks = []
        for cell in notebook.cells:
            if is_check(cell):
                session.mark(str(grade_id(cell)))
                checks.append(cell)
            elif cell.cell_type == "code":
                outcome = session.run_cell(cell.source)
                cell.outputs = [nbformat.from_dict(output) for output in outcome.outputs]
        # What answers raise on open inputs is told: before they have seen hidden ones.
        for cell in sorted(checks, key=lambda cell: has_hidden_tests(cell.source)):
            with session.exercise(str(grade_id(cell))) as names:
                cell.outputs = judge(cell.source, names)
            unmarked = not any(o.output_type == "execute_result" for o in cell.outputs)
            if session.fault is not None and (unmarked or not names.was_there):
                settle(cell, session.fault.hint)
            else:
                problems += [f"`{grade_id(cell)}`: {problem}" for problem in _problems(cell)]
                if session.fault is None:  # a test may swallow what a dying process raises
                    pass_silent(cell)
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
    if session.killed:
        problems.append(
            "the kernel ended a process of this submission; the machine may have been short of "
            "memory. Grade it again when it is not"
        )
        told["uncertain"] = True
    if problems:
        told["problems"] = problems


def _problems(cell: NotebookNode) -> list[str]:
    """Return what went wrong in a check itself, for the instructor."""
    return [
        f"the check stopped with {output.ename}: {' '.join(str(output.evalue).split())[:200]}"
        for output in cell.outputs
        if output.output_type == "error" and output.ename != "NameError"
    ]


def graded(notebook: NotebookNode, settings: Settings, files: Files = NO_FILES) -> NotebookNode:
    """Return a cleaned notebook with outputs and marks: run now, or taken from the cache.

    files: what was handed in with it. Raises SandboxError where it cannot be run safely.
    """
    done = kept(notebook, settings, files)
    if done is not None:
        return done
    whole, key = content_key(notebook, settings.limits, settings.isolated, files)
    about = dict(notebook.metadata.get(METADATA_KEY, {}))
    try:
        _run(notebook, settings, files)
    except SandboxError:  # the fork server died: with a new one it must work
        _run(notebook, settings, files)
    if settings.cache is not None and not notebook.metadata[METADATA_KEY].get("uncertain"):
        # A full disk costs the cache only; whoever writes the marks finds it out as well.
        with contextlib.suppress(OSError):
            Cache(settings.cache).keep(key, notebook)
    about["files"] = sentences(files, notebook.cells)
    return _named(notebook, about, whole, key)


def kept(
    notebook: NotebookNode, settings: Settings, files: Files = NO_FILES
) -> NotebookNode | None:
    """Return what `notebook`, cleaned, came to before; None where that is not known."""
    if settings.cache is None or settings.again:
        return None
    whole, key = content_key(notebook, settings.limits, settings.isolated, files)
    done = Cache(settings.cache).find(key)
    if done is None:
        return None
    about = dict(notebook.metadata.get(METADATA_KEY, {}))
    about["files"] = sentences(files, done.cells)
    return _named(done, about, whole, key)


def _named(done: NotebookNode, about: dict[str, object], whole: str, key: str) -> NotebookNode:
    # What the cleaner said of this very file; and only now that it is graded: a grader killed
    # half-way leaves a notebook that does not pass for graded.
    done.metadata[METADATA_KEY] = {
        **done.metadata.get(METADATA_KEY, {}),
        **about,
        "set": whole,
        "graded": key,
    }
    return done


def compile_shared(notebook: NotebookNode) -> None:
    """Run the instructor's `notebook`, so that students' need not compile what all of them do.

    Only where it uses JAX, and once for each version of it. Where it cannot be done, each compiles.
    """
    if packages_of(notebook.cells) != WITH_JAX:
        return
    texts = "\n".join(cell.source for cell in notebook.cells)
    by = sha256(texts.encode()).hexdigest()[:16]
    if is_filled(by):
        return
    with (
        contextlib.suppress(SandboxError, OSError),
        patch.dict(os.environ, {SEED_VARIABLE: "0"}),  # not the course's: its inputs stay secret
        filling(by) as place,
        Server(WITH_JAX, compile_into=place) as server,
    ):
        run(deepcopy(notebook), server, Limits())


def _run(notebook: NotebookNode, settings: Settings, files: Files) -> None:
    server = servers(settings.isolated).get(packages_of(notebook.cells))
    run(notebook, server, settings.limits, files)
