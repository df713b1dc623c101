"""Students on Windows and macOS run everything that they need; instructors on macOS can grade.

Tried on this system, where the package's own modules see one that lacks what those lack
(`sitecustomize.py`).
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tiny_course import DOUBLE, NEGATE, submit

from autograder.problem_sets.source import problem_sets

HERE = Path(__file__).parent
PROJECT = HERE.parents[1]
SYSTEMS = ["windows", "macos"]


@pytest.fixture(scope="module", params=SYSTEMS)
def system(request):
    return request.param


@pytest.fixture(scope="module")
def python(system, tmp_path_factory):
    """Return a Python for the system: every Python that it starts is one too."""
    path = tmp_path_factory.mktemp(system) / "python"
    path.write_text(
        f"#!/bin/sh\nexport SYSTEM={system} PYTHON_AS={path}\n"
        f'PYTHONPATH="{HERE}:{PROJECT}:$PYTHONPATH" exec "{sys.executable}" "$@"\n'
    )
    path.chmod(0o755)
    return path


def run(python, *arguments, cwd=PROJECT):
    return subprocess.run(
        [python, *arguments], cwd=cwd, capture_output=True, text=True, timeout=300
    )


def test_the_package_sees_another_system(python, system):
    """Or else the tests below would show nothing."""
    code = """if True:
    inside = {"__name__": "autograder.probe"}
    exec("import sys, os, socket, ctypes", inside)
    print(inside["sys"].platform, hasattr(inside["socket"], "SOCK_SEQPACKET"))
    try:
        exec("import fcntl", inside)
    except ModuleNotFoundError:
        print("no fcntl")
    try:
        print(hasattr(inside["ctypes"].CDLL(None), "prctl"))
    except TypeError:
        print("no library")
    print(hasattr(inside["os"], "fork"))
    """
    said = run(python, "-c", code).stdout.split("\n")
    expected = {
        "windows": ["win32 False", "no fcntl", "no library", "False", ""],
        "macos": ["darwin False", "False", "True", ""],
    }
    assert said == expected[system]


def test_what_a_student_imports_is_there(python):
    names = [f"autograder.checks.{name}" for name in problem_sets(PROJECT)]
    done = run(
        python,
        "-c",
        "import autograder.cli, autograder.reference, autograder.reference.stochastic, "
        f"autograder.drawing, autograder.student.check, {', '.join(names)}",
    )
    assert done.returncode == 0, done.stderr


def test_a_student_s_command_runs_the_notebook(python):
    done = run(python, "-m", "autograder.cli", "check", "exercises/ps2_forward/ps2_forward.ipynb")
    assert "not started" in done.stdout, done.stdout + done.stderr
    assert done.stderr == ""
    assert done.returncode == 1


def test_signs_that_a_terminal_lacks_do_not_stop_the_command(python):
    """A pipe on Windows takes letters of one country only."""
    command = [python, "-m", "autograder.cli", "check", "exercises/ps2_forward/ps2_forward.ipynb"]
    done = subprocess.run(
        command,
        cwd=PROJECT,
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "cp1252"},
        timeout=300,
    )
    assert b"Unicode" not in done.stderr
    assert b"0 of 20" in done.stdout
    assert done.returncode == 1


def test_the_rooms_of_grading_can_be_imported(python):
    done = run(
        python,
        "-c",
        "import autograder.classroom.grade, autograder.classroom.report, "
        "autograder.problem_sets.release, autograder.handout.pack, autograder.books.gradebook",
    )
    assert done.returncode == 0, done.stderr


def test_isolation_is_refused_in_a_line_that_says_what_to_do(python, system, course):
    submit(course, "student-01", double=DOUBLE, negate=NEGATE)
    done = run(python, "-m", "autograder.cli", "grade", "tiny", "--course", course)
    assert done.returncode == 2, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    (line,) = done.stderr.splitlines()
    assert "Linux" in line
    assert "--no-isolation" in line
    assert ("WSL" in line) == (system == "windows")


def test_a_class_is_graded_without_isolation_where_there_are_processes(python, system, course):
    submit(course, "student-01", double=DOUBLE, negate=NEGATE)
    submit(course, "student-02", double=DOUBLE, negate="def negate(x):\n    return x")
    submit(course, "student-03", double="import os\nos._exit(1)", negate=NEGATE)
    submit(course, "student-04", double="while True:\n    pass", negate=NEGATE)
    arguments = ["-m", "autograder.cli", "grade", "tiny", "--no-isolation", "--course", course]
    done = run(python, *arguments)
    if system == "windows":
        assert done.returncode == 2
        assert "WSL" in done.stderr
        assert "Traceback" not in done.stderr
        return
    assert done.returncode == 0, done.stdout + done.stderr
    assert "NOT ISOLATED" in done.stdout
    report = run(python, "-m", "autograder.cli", "report", "tiny", "--course", course).stdout
    for student, marks in (
        ("student-01", "5"),
        ("student-02", "3"),
        ("student-03", "2"),
        ("student-04", "2"),
    ):
        (row,) = [line for line in report.splitlines() if line.strip().startswith(student)][:1]
        assert row.split()[3] == marks, row
    again = run(python, *arguments)
    assert "4 unchanged" in again.stdout


def test_a_second_writer_is_kept_out(python, system, course):
    code = """if True:
    import subprocess, sys
    from pathlib import Path
    from autograder.books.locking import locked
    again = "from pathlib import Path\\nfrom autograder.books.locking import locked\\n"
    again += "with locked(Path('lock')) as alone: print(alone)"
    def other():
        return subprocess.run([sys.executable, "-c", again], capture_output=True, text=True).stdout
    with locked(Path("lock")) as alone:
        print(alone, other().strip())
    print(other().strip())
    """
    if system == "windows":
        pytest.skip("its lock, msvcrt.locking, is on Windows alone")
    done = run(python, "-c", code, cwd=course)
    assert done.stdout.splitlines() == ["True False", "True"], done.stderr
