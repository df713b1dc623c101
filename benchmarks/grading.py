"""How much faster than stock nbgrader is a class graded, and what does that take?

Both grade the same notebooks in one run of this script: nbgrader with its own configuration and its
own command, `nbgrader autograde`, and `autograder grade`. Both fill a gradebook and write the
autograded notebooks; the feedback that ours writes besides is timed apart. The class is made from
the known right and wrong answers; each notebook differs, so that no result is reused.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell

from autograder.grading.course import course_seed
from autograder.grading.release import release
from autograder.grading.sample import CLASS, notebook_of
from autograder.grading.source import problem_sets, read_source

PROJECT = Path(__file__).parents[1]
SCRIPTS = Path(sys.executable).parent
JOBS = 2
STOCK_CONFIG = """\
from pathlib import Path
c.CourseDirectory.root = str(Path(__file__).parent)
c.CourseDirectory.course_id = "autodiff"
c.CourseDirectory.source_directory = "_build/source"
c.CourseDirectory.release_directory = "exercises"
"""


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sets", nargs="*", default=problem_sets(PROJECT))
    parser.add_argument("--beside", type=int, default=12, help="submissions graded by both")
    parser.add_argument("--whole", type=int, default=300, help="the size of the whole class")
    options = parser.parse_args()
    print(f"{os.cpu_count()} processors, Python {sys.version.split()[0]}, --jobs {JOBS}")
    for problem_set in options.sets:
        beside_stock(problem_set, options.beside)
    whole_class(options.sets[0], options.whole)


def beside_stock(problem_set: str, students: int) -> None:
    """Print how long stock nbgrader and ours take for the same class."""
    with course(problem_set, students) as root, course(problem_set, students) as stock:
        (stock / "nbgrader_config.py").write_text(STOCK_CONFIG)
        shutil.rmtree(stock / "submitted")
        shutil.copytree(root / "submitted", stock / "submitted")
        one = next((stock / "submitted").iterdir()).name
        environment = {"AUTOGRADER_SEED": str(course_seed(root))}
        command = ["nbgrader", "autograde", problem_set]
        empty = timed(stock, ["nbgrader", "autograde", "--help"], environment)[0]
        stock_s, _ = timed(stock, command, environment)
        first = timed(root, ["autograder", "grade", problem_set, "--student", one])[1][0]
        shutil.rmtree(root / "_build" / "graded")
        ours_s, _, peak = timed_with_memory(root, grading(problem_set))
        print(f"\n{problem_set}, {students} submissions")
        row("stock nbgrader, a submission", f"{(stock_s - empty) / students:.2f} s")
        row("  its start-up beside", f"{empty:.1f} s")
        row("ours, a submission", f"{ours_s / students:.3f} s")
        ratio = stock_s / ours_s
        released = root / "exercises" / problem_set / f"{problem_set}.ipynb"
        goal = 4 if "import jax" in released.read_text() else 20
        row("stock / ours, whole command", f"{ratio:.1f}", f"≥ {goal}", ratio >= goal)
        row("first marks after", f"{first:.2f} s", "< 3 s", first < 3)
        row("memory of all processes", f"{peak:.0f} MiB", "< 1536 MiB", peak < 1536)


def whole_class(problem_set: str, students: int) -> None:
    """Print how long a whole class takes."""
    with course(problem_set, students) as root:
        seconds, marks, peak = timed_with_memory(root, grading(problem_set))
        print(f"\n{problem_set}, a class of {students}")
        row("graded and recorded in", f"{seconds:.1f} s", "< 30 s", seconds < 30)
        row("median between two marks", f"{1000 * statistics.median(gaps(marks)):.0f} ms")
        row("memory of all processes", f"{peak:.0f} MiB", "< 1536 MiB", peak < 1536)
        seconds, _ = timed(root, ["autograder", "feedback", problem_set, "--force"])
        row("feedback for all", f"{seconds:.1f} s")
        seconds, _ = timed(root, grading(problem_set))
        row("again, nothing changed", f"{seconds:.1f} s")


def grading(problem_set: str) -> list[str]:
    """Return our command, without the feedback."""
    return ["autograder", "grade", problem_set, "--jobs", str(JOBS), "--no-feedback"]


@contextmanager
def course(problem_set: str, students: int) -> Iterator[Path]:
    """Make a released course with so many submissions of one set."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "solutions").mkdir()
        shutil.copy(PROJECT / "solutions" / f"{problem_set}.md", root / "solutions")
        shutil.copy(PROJECT / "nbgrader_config.py", root)
        release(root)
        source = read_source(PROJECT, problem_set)
        released = nbformat.read(root / "exercises" / problem_set / f"{problem_set}.ipynb", 4)
        for i in range(students):
            name = f"student-{i + 1:03d}"
            student = replace(CLASS[i % len(CLASS)], name=name, habit="")
            notebook = notebook_of(PROJECT, problem_set, source, released, student)
            notebook.cells.append(new_code_cell(f"print('{name}')", id="own"))
            path = root / "submitted" / name / problem_set / f"{problem_set}.ipynb"
            path.parent.mkdir(parents=True)
            nbformat.write(notebook, path)
        yield root


def timed(
    root: Path, command: list[str], environment: dict[str, str] | None = None
) -> tuple[float, list[float]]:
    """Run a command in `root`; return its seconds, and when each line with marks came."""
    begin = time.perf_counter()
    marks = []
    with subprocess.Popen(
        [str(SCRIPTS / command[0]), *command[1:]],
        cwd=root,
        env={**os.environ, **(environment or {}), "PATH": f"{SCRIPTS}:{os.environ['PATH']}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        assert process.stdout is not None
        said = []
        for line in process.stdout:
            said.append(line)
            if re.search(r": +\d+ of \d+ ", line):
                marks.append(time.perf_counter() - begin)
    if process.returncode:
        raise SystemExit("".join(said[-20:]))
    return time.perf_counter() - begin, marks


def timed_with_memory(root: Path, command: list[str]) -> tuple[float, list[float], float]:
    """Also return the largest sum of the memory of all processes of the command, in MiB."""
    peak, done = [0.0], threading.Event()

    def watch() -> None:
        while not done.wait(0.1):
            peak[0] = max(peak[0], sum(map(proportional, descendants(os.getpid()))))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        return (*timed(root, command), peak[0])
    finally:
        done.set()
        watcher.join()


def descendants(process: int) -> list[int]:
    """Return the processes that `process` started, and theirs."""
    children: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            text = path.read_text()
        except OSError:
            continue
        parent = int(text.rpartition(")")[2].split()[1])
        children.setdefault(parent, []).append(int(path.parent.name))
    found, waiting = [], list(children.get(process, []))
    while waiting:
        found.append(waiting.pop())
        waiting += children.get(found[-1], [])
    return found


def proportional(process: int) -> float:
    """Return a process's share of the memory it uses, in MiB (shared pages are divided)."""
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    return int(re.search(r"^Pss: +(\d+) kB", text, re.MULTILINE)[1]) / 1024  # type: ignore[index]


def gaps(times: list[float]) -> list[float]:
    """Return the times between neighbours."""
    return [b - a for a, b in pairwise(times)]


def row(what: str, value: str, goal: str = "", reached: bool | None = None) -> None:
    """Print a line of the table."""
    verdict = "" if reached is None else f"  goal {goal}: {'yes' if reached else 'NO'}"
    print(f"  {what:<34}{value:>12}{verdict}")


if __name__ == "__main__":
    main()
