"""Marks do not depend on how much the machine has to do."""

import os
import shutil
import subprocess
import sys
from unittest.mock import patch

import dask_cluster
import pytest
from gradebook_rows import marks, same_books
from tiny_course import DOUBLE, NEGATE, submit

from autograder.classroom.cluster import Cluster
from autograder.classroom.grade import grade

# An answer that needs half of the processor time that a call may have, so that it is waited for.
SLOW = """def double(x):
    import time
    begin = time.process_time()
    while time.process_time() - begin < 0.12:
        pass
    return 2 * x"""
LOOP = "def double(x):\n    while True:\n        pass"


def class_of(root):
    for i in range(16):
        double = [DOUBLE, SLOW, LOOP if i < 8 else DOUBLE, None][i % 4]
        submit(root, f"student-{i:02d}", double=double, negate=NEGATE if i % 2 else None)


def graded(root, **how):
    results = grade(root, "tiny", tell=lambda line: None, **how)
    assert [r.problem for r in results] == 16 * [None]


@pytest.fixture(scope="module")
def alone(released_course, tmp_path_factory):
    """Return the class graded by one job on a machine that does nothing else."""
    root = tmp_path_factory.mktemp("alone") / "course"
    shutil.copytree(released_course, root)
    class_of(root)
    with patch.dict(os.environ):
        graded(root, jobs=1)
    given = {(m[0], m[4]) for m in marks(f"sqlite:///{root / 'gradebook.db'}") if len(m) == 8}
    assert ("student-01", 3.0) in given, "what is slow is right, and is done in time"
    return root


@pytest.fixture
def course(course, alone):
    shutil.copy(alone / ".course_seed", course)
    class_of(course)
    return course


@pytest.fixture
def busy():
    """Keep two processors busy."""
    loops = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(2)]
    yield
    for loop in loops:
        loop.kill()
        loop.wait()


def test_sixteen_jobs_beside_two_busy_processes(course, alone, busy):
    graded(course, jobs=16)
    assert same_books(course, alone)


def test_workers_that_do_more_than_the_machine_can(course, alone, busy, tmp_path):
    with dask_cluster.running(tmp_path / "logs", workers=0) as machines:
        for i in range(2):
            machines.worker(f"worker-{i}", jobs=4)
        with Cluster(machines.address, print) as cluster:
            graded(course, jobs=1, cluster=cluster)
    assert same_books(course, alone)
