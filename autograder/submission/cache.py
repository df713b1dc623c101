"""Has this notebook been run before, and what did it come to?

Marks depend on the cells of a notebook, on the checks and the code behind them, on the seed and on
the limits, and on nothing else: a hash of all these is the name under which a result is kept.
"""

from __future__ import annotations

import ast
import hashlib
import importlib.util
import json
import os
import platform
import sys
import sysconfig
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from autograder.checks.exercise import SEED_VARIABLE
from autograder.isolation.limits import Limits
from autograder.submission.cells import grade_id, is_check
from autograder.submission.files import Files, beside
from autograder.submission.reading import (
    LARGEST_FILE,
    LONGEST_TIMESTAMP,
    TIMESTAMP,
    regular_bytes,
)

# Folders of what pip or the system installed, wherever they are.
INSTALLED = {"site-packages", "dist-packages"}
PACKAGE = Path(__file__).parents[1]
# Whatever in the package can change a mark or an output.
CODE = ("checks", "reference", "isolation", "submission")
LIBRARIES = ("numpy", "jax", "jaxlib", "ipython", "matplotlib", "nbformat")


def set_key(checks: Mapping[str, tuple[str, float]], limits: Limits, isolated: bool) -> str:
    """Return a hash of all that marks depend on but the submission.

    checks: grade id → source of the set's check cells, hidden tests included, and their points.
    """
    sources = [source for source, _ in checks.values()]
    return _hash(
        sorted(checks.items()),
        asdict(limits),
        isolated,
        os.environ.get(SEED_VARIABLE, ""),
        _software(),
        _own(tuple(sorted(sources))),
    )


def content_key(
    notebook: NotebookNode, limits: Limits, isolated: bool, files: Files
) -> tuple[str, str]:
    """Return the `set_key` of a cleaned notebook, and a hash of all that its marks depend on."""
    checks = {
        str(grade_id(c)): (c.source, float(c.metadata["nbgrader"]["points"]))
        for c in notebook.cells
        if is_check(c)
    }
    whole = set_key(checks, limits, isolated)
    cells = [(c.cell_type, c.source, c.metadata.get("nbgrader")) for c in notebook.cells]
    return whole, _hash(whole, cells, files.key)


def stamp(submitted: Path) -> dict[str, str]:
    """Return hashes of a submission: its notebook with the files that go with it, its time, and
    what lies beside it and stays behind.

    Raises OSError where the notebook cannot be read.
    """
    try:
        when = regular_bytes(submitted.with_name(TIMESTAMP), LONGEST_TIMESTAMP)
    except OSError as error:  # there is none, or what is there holds no time
        when = os.strerror(error.errno or 0).encode()
    files = beside(submitted.parent)
    notebook = hashlib.sha256(regular_bytes(submitted, LARGEST_FILE)).hexdigest()
    return {
        "notebook": _hash(notebook, files.key) if files.given else notebook,
        "time": _hash(when.decode("utf-8", "replace")),
        "left_out": _hash(sorted(files.left_out.items())),
    }


class Cache:
    """Graded notebooks in a folder, each under its `content_key`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, key: str) -> NotebookNode | None:
        """Return what was kept under `key`; None where nothing was, or the file is damaged."""
        try:
            return nbformat.from_dict(json.loads(self._file(key).read_text(encoding="utf-8")))
        except (OSError, ValueError):
            return None

    def keep(self, key: str, notebook: NotebookNode) -> None:
        """Keep `notebook` under `key`: whole or not at all. Raises OSError where it cannot."""
        self.keep_text(key, json.dumps(notebook))

    def keep_text(self, key: str, notebook: str) -> None:
        """Keep a notebook that is JSON already."""
        file = self._file(key)
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = file.with_name(f".{file.name}.{os.getpid()}")
        try:
            draft.write_text(notebook, encoding="utf-8")
            os.replace(draft, file)
        finally:
            draft.unlink(missing_ok=True)

    def _file(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key}.json"


def _hash(*parts: Any) -> str:
    text = json.dumps(parts, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@cache
def _software() -> str:
    return _hash(software())


def software() -> dict[str, str]:
    """Return what this machine grades with, by name: two that agree give the same marks."""
    total = hashlib.sha256()
    files: list[Path] = []
    for folder in CODE:
        files += sorted(p for p in (PACKAGE / folder).rglob("*") if p.suffix in (".py", ".md"))
    for path in files:
        total.update(f"\0{path.relative_to(PACKAGE)}\0".encode() + path.read_bytes())
    return {
        "the course's package": total.hexdigest()[:16],
        "Python": sys.version,
        "processor": platform.machine(),
        **{name: _version(name) for name in LIBRARIES},
    }


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def own_modules(sources: Iterable[str]) -> dict[str, bytes]:
    """Return the files of the course's own modules that `sources` import: path → what is in it.

    With those that these import in turn; a package comes whole.
    """
    found: dict[str, bytes] = {}
    seen: set[str] = set()
    todo = list(sources)
    while todo:
        for name in sorted({name.partition(".")[0] for name in imported([todo.pop()])} - seen):
            seen.add(name)
            origin = _own_file(name)
            if origin is None:
                continue
            package = origin.name == "__init__.py"
            files = [p for p in origin.parent.rglob("*") if p.is_file()] if package else [origin]
            root = origin.parent.parent if package else origin.parent
            for file in files:
                if "__pycache__" not in file.parts:
                    found[str(file.relative_to(root))] = file.read_bytes()
                    if file.suffix == ".py":
                        todo.append(found[str(file.relative_to(root))].decode("utf-8", "replace"))
    return found


def imported(sources: Iterable[str]) -> set[str]:
    """Return the modules that the sources import; one that is no Python imports none."""
    names: set[str] = set()
    for source in sources:
        try:
            nodes = list(ast.walk(ast.parse(source)))
        except SyntaxError:
            continue
        for node in nodes:
            if isinstance(node, ast.Import):
                names.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module)
    return names


@cache
def _own(sources: tuple[str, ...]) -> str:
    """Return a hash of the course's own modules; once, as they are imported once."""
    files = own_modules(sources).items()
    return _hash(sorted((path, hashlib.sha256(data).hexdigest()) for path, data in files))


def _own_file(name: str) -> Path | None:
    """Return the file of a module of the course's own; None for what is installed or ours."""
    if name.split(".")[0] in {*sys.stdlib_module_names, "autograder"}:
        return None
    try:
        found = importlib.util.find_spec(name)
    except (ImportError, ValueError):
        return None
    origin = found.origin if found is not None else None
    if origin is None or origin.startswith(sysconfig.get_path("purelib")):
        return None
    file = Path(origin)
    return None if INSTALLED & set(file.parts) or not file.is_file() else file
