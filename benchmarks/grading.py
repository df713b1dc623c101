"""How much faster than stock nbgrader is a class graded, and what does that take?

Both grade the same notebooks in one run of this script: nbgrader with its own configuration and its
own command, `nbgrader autograde`, and `autograder grade`. Both fill a gradebook and write the
autograded notebooks; the feedback that ours writes besides is timed apart. The class is made from
the known right and wrong answers; each notebook differs, so that no result is reused.

Stock is timed on a few submissions, ours on those and on whole classes; what stock would take for a
whole class is its start-up and so many times its time for one. Releasing a set, which has JAX
compile some operations beforehand, is not in these times. Memory is measured in a run of its
own, because looking costs time.
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
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell

from autograder.books.course import Places, course_seed
from autograder.classroom.batch import start
from autograder.classroom.grade import grade, write_feedback
from autograder.problem_sets.release import release
from autograder.problem_sets.sample import CLASS, notebook_of
from autograder.problem_sets.source import problem_sets, read_source

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
    parser.add_argument("--whole", type=int, default=300, help="the size of a whole class")
    parser.add_argument("--jax", type=int, default=24, help="the same for a set that uses JAX")
    parser.add_argument("--single", type=int, default=101, help="graded one after another")
    options = parser.parse_args()
    print(f"{os.cpu_count()} processors, Python {sys.version.split()[0]}, --jobs {JOBS}")
    for problem_set in options.sets:
        stock = beside_stock(problem_set, options.beside)
        jax = uses_jax(PROJECT / "solutions" / f"{problem_set}.md")
        whole_class(problem_set, options.jax if jax else options.whole, stock, 4.5 if jax else 20)
        one_by_one(problem_set, options.single)


def uses_jax(source: Path) -> bool:
    """Whether a set's notebooks import JAX."""
    return "import jax" in source.read_text()


def beside_stock(problem_set: str, students: int) -> tuple[float, float]:
    """Print how long both take for the same class; return stock's start-up and time for one."""
    with course(problem_set, students) as root, course(problem_set, students) as stock:
        (stock / "nbgrader_config.py").write_text(STOCK_CONFIG)
        shutil.rmtree(stock / "submitted")
        shutil.copytree(root / "submitted", stock / "submitted")
        one = min((stock / "submitted").iterdir()).name
        environment = {"AUTOGRADER_SEED": str(course_seed(root))}
        command = ["nbgrader", "autograde", problem_set]
        empty = timed(stock, ["nbgrader", "autograde", "--help"], environment)[0]
        stock_s, _ = timed(stock, command, environment)
        each = (stock_s - empty) / students
        first = timed(root, ["autograder", "grade", problem_set, "--student", one])[1][0]
        shutil.rmtree(root / "_build" / "graded")
        ours_s, _ = timed(root, grading(problem_set))
        print(f"\n{problem_set}, {students} submissions")
        row("stock nbgrader, a submission", f"{each:.2f} s")
        row("  its start-up beside", f"{empty:.1f} s")
        row("ours, start-up included", f"{ours_s / students:.3f} s")
        row("stock / ours, whole command", f"{stock_s / ours_s:.1f}")
        row("first marks after", f"{first:.2f} s", "< 2 s", first < 2)
        return empty, each


def whole_class(problem_set: str, students: int, stock: tuple[float, float], goal: float) -> None:
    """Print how long a whole class takes, beside stock's `stock` (its start-up, its time for one).

    goal: how many times as many submissions a second.
    """
    with course(problem_set, students) as root:
        gradebook = (root / "gradebook.db").read_bytes()
        seconds, marks = timed(root, grading(problem_set))
        print(f"\n{problem_set}, a class of {students}")
        most = {300: 25, 2000: 170}.get(students)
        reached = seconds < most if most else None
        row("graded and recorded in", f"{seconds:.1f} s", f"< {most} s" if most else "", reached)
        row("first marks after", f"{marks[0]:.2f} s", "< 2 s", marks[0] < 2)
        start, each = stock
        rate = each / ((seconds - marks[0]) / (len(marks) - 1))
        row("submissions a second, stock = 1", f"{rate:.1f}", f"≥ {goal}", rate >= goal)
        row("whole command, stock = 1", f"{(start + students * each) / seconds:.1f}")
        seconds, _ = timed(root, grading(problem_set))
        row("again, nothing changed", f"{seconds:.1f} s")
        seconds, _ = timed(root, ["autograder", "feedback", problem_set, "--force"])
        reached = seconds < 8 if students == 300 else None
        row("feedback for all", f"{seconds:.1f} s", "< 8 s" if students == 300 else "", reached)
        shutil.rmtree(root / "_build" / "graded")
        shutil.rmtree(root / "autograded")
        (root / "gradebook.db").write_bytes(gradebook)
        *_, peak = timed_with_memory(root, grading(problem_set))
        row("memory of all processes", f"{peak:.0f} MiB", "< 1536 MiB", peak < 1536)


def one_by_one(problem_set: str, students: int) -> None:
    """Print how long a grader that is there already takes from a submission to its page.

    What `autograder grade --watch` does when a submission has come.
    """
    with course(problem_set, students) as root:
        (root / "submitted").rename(root / "waiting")
        (root / "submitted").mkdir()
        seconds = []
        with start(JOBS, True, [Places(root).released(problem_set)]) as pool:
            for folder in sorted((root / "waiting").iterdir()):
                begin = time.perf_counter()
                folder.rename(root / "submitted" / folder.name)
                grade(root, problem_set, [folder.name], pool=pool, tell=lambda _: None)
                write_feedback(root, problem_set, [folder.name], pool=pool)
                seconds.append(time.perf_counter() - begin)
        print(f"\n{problem_set}, {students} submissions, one after another")
        warm = seconds[1:]  # the first waits for the sandbox to start
        middle = statistics.median(warm)
        row("from submission to page, median", f"{middle:.2f} s", "< 1 s", middle < 1)
        row("  worst", f"{max(warm):.2f} s")
        row("  the first, from cold", f"{seconds[0]:.2f} s")


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


def row(what: str, value: str, goal: str = "", reached: bool | None = None) -> None:
    """Print a line of the table."""
    verdict = "" if reached is None else f"  goal {goal}: {'yes' if reached else 'NO'}"
    print(f"  {what:<34}{value:>12}{verdict}")


if __name__ == "__main__":
    main()
