"""How long does the book take to build: cold, serially, with one chapter changed, unchanged?

All in one run, in a copy of the project with caches of its own. Serially means one chapter after
another, as MyST-NB runs them; else as many at once as there are processors.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).parents[1]
CHANGED = "chapters/08_what_ad_is_not.md"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "project"
        kept = shutil.ignore_patterns(".git", ".venv", "_build", ".*_cache", "*.egg-info")
        shutil.copytree(PROJECT, root, ignore=kept)
        build(root, {})  # fetches the formulas' program and the type, which is no part of it
        serial = build(root, {"BOOK_JOBS": "1"}, cold=True)
        parallel = build(root, {}, cold=True)
        page = root / CHANGED
        page.write_text(page.read_text() + "\nA sentence more.\n")
        changed = build(root, {})
        unchanged = build(root, {})
    print(f"{os.cpu_count()} processors, Python {sys.version.split()[0]}")
    row("cold, one chapter after another", serial)
    row("cold, several at once", parallel, 240)
    print(f"  {'several at once / one after another':<40}{parallel / serial:>8.2f}  goal <= 0.6")
    row("text of one chapter changed", changed)
    row("nothing changed", unchanged, 5)


def build(root: Path, environment: dict[str, str], *, cold: bool = False) -> float:
    """Return the seconds of a build in `root`; cold: without what builds before left."""
    if cold:
        for name in ("html", "jupyter_execute", "book.stamp", ".doctrees", ".jupyter_cache"):
            place = root / "_build" / name
            if place.is_dir():
                shutil.rmtree(place)
            else:
                place.unlink(missing_ok=True)
    begin = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "autograder.book"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stdout[-2000:] + done.stderr[-2000:])
    return time.perf_counter() - begin


def row(what: str, seconds: float, goal: int | None = None) -> None:
    """Print a line of the table."""
    print(f"  {what:<40}{seconds:>6.0f} s" + (f"  goal <= {goal} s" if goal else ""))


if __name__ == "__main__":
    main()
