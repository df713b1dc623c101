"""Kill the grader whenever you like: the next run goes on, and the books are as if undisturbed."""

import os
import random
import shutil
import signal
import time
from pathlib import Path

import pytest
from gradebook_rows import files, rows
from tiny_course import hand_in_class

from autograder.classroom.grade import grade

STUDENTS = 40
KILLS = 12


def grading_process(root):
    """Start to grade in a process of its own; return its number."""
    process = os.fork()
    if process == 0:
        try:
            os.setsid()
            grade(root, "tiny", jobs=2, tell=lambda line: None)
        finally:
            os._exit(0)
    return process


def about(process):
    """Return the command line and the parent of a process; b"" and 0 where it is gone."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text()
        return Path(f"/proc/{process}/cmdline").read_bytes(), int(
            stat.rpartition(")")[2].split()[1]
        )
    except OSError:
        return b"", 0


def sandboxes():
    """Return the sandboxes that this process, or nobody any more, has started.

    Other tests, which run at the same time, may have sandboxes too.
    """
    found = set()
    for path in Path("/proc").glob("[0-9]*"):
        command, parent = about(path.name)
        if b"autograder.isolation.inner.server" not in command:
            continue
        while parent > 1 and b"autograder.isolation.inner.server" in about(parent)[0]:
            parent = about(parent)[1]
        nobodys = parent == 1
        while parent > 1 and parent != os.getpid():
            parent = about(parent)[1]
        if nobodys or parent == os.getpid():
            found.add(path.name)
    return found


@pytest.fixture
def undisturbed(released_course, tmp_path):
    root = tmp_path / "undisturbed" / "course"
    shutil.copytree(released_course, root)
    hand_in_class(root, STUDENTS)
    begin = time.monotonic()
    outcomes = grade(root, "tiny", jobs=2, tell=lambda line: None)
    assert all(outcome.problem is None for outcome in outcomes)
    return root, time.monotonic() - begin


def test_a_dozen_kills_lose_nothing_and_grade_nothing_twice(course, undisturbed):
    other, seconds = undisturbed
    hand_in_class(course, STUDENTS)
    shutil.copy(other / ".course_seed", course)
    before = sandboxes()
    chance = random.Random(4)
    done = course / "autograded"
    for _ in range(KILLS):
        kept = {path: path.stat().st_mtime_ns for path in done.glob("*/tiny/tiny.ipynb")}
        process = grading_process(course)
        time.sleep(chance.uniform(0, seconds))
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        again = {p for p, when in kept.items() if not p.exists() or p.stat().st_mtime_ns != when}
        assert not again, "lost or graded twice"
    outcomes = grade(course, "tiny", tell=lambda line: None)
    assert len(outcomes) == STUDENTS
    assert rows(course) == rows(other)
    assert {n: f[1] for n, f in files(course).items()} == {n: f[1] for n, f in files(other).items()}
    until = time.monotonic() + 20
    while sandboxes() - before and time.monotonic() < until:
        time.sleep(0.2)
    assert not sandboxes() - before, "a process was left behind"
