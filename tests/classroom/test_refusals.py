"""What the machine or its owner refuses ends in one line that says what to do."""

import os
import shutil
import signal
import subprocess
import sys
import time

import pytest
from tiny_course import DOUBLE, NEGATE, PROJECT, submit

from autograder.classroom.grade import grade

# Root may write everything; without this capability it may what others may.
WEAK = [
    "setpriv",
    "--bounding-set=-dac_override,-dac_read_search,-fowner",
    "--inh-caps=-dac_override,-dac_read_search,-fowner",
]
needs_root = pytest.mark.skipif(
    os.geteuid() != 0 or shutil.which("setpriv") is None,
    reason="only root can give a course to somebody else",
)


def heed_signals():
    """Let a command hear what a shell lets its background jobs ignore."""
    for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)


def autograder(*words, weak=False, **options):
    command = [*(WEAK if weak else []), sys.executable, "-m", "autograder.cli", *map(str, words)]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    return subprocess.Popen(
        command,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=heed_signals,
        **options,
    )


def ended(process):
    out, error = process.communicate(timeout=120)
    assert "Traceback" not in out + error
    return process.returncode, out, error


@pytest.fixture
def somebody_elses(course):
    """Return a graded course that belongs to another user, with one submission not graded yet."""
    submit(course, "student-01", double=DOUBLE)
    grade(course, "tiny", tell=lambda _: None)
    submit(course, "student-02", double=DOUBLE, negate=NEGATE)
    for path in [course, *course.rglob("*")]:
        os.chown(path, 12345, 12345)
        path.chmod(0o755 if path.is_dir() else 0o644)
    return course


@needs_root
@pytest.mark.parametrize("command", ["grade", "release"])
def test_a_course_that_one_may_not_write_is_named(somebody_elses, command):
    code, _, error = ended(autograder(command, "tiny", "--course", somebody_elses, weak=True))
    assert code == 2
    refusals = [line for line in error.splitlines() if line.startswith("autograder: ")]
    assert len(refusals) == 1
    assert f"autograder: {somebody_elses}" in refusals[0]
    assert "you may not" in refusals[0]


@needs_root
@pytest.mark.parametrize("command", [["report", "tiny"], ["status"]])
def test_what_only_reads_works_in_a_course_that_one_may_not_write(somebody_elses, command):
    code, out, _ = ended(autograder(*command, "--course", somebody_elses, weak=True))
    assert code in (0, 1)
    assert "tiny" in out


@needs_root
def test_a_seed_that_one_may_not_read_is_named(somebody_elses):
    (somebody_elses / ".course_seed").chmod(0o600)
    code, _, error = ended(autograder("report", "tiny", "--course", somebody_elses, weak=True))
    assert code == 2
    assert ".course_seed: you may not read or write it" in error


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_command_that_is_stopped_says_so_and_goes_on_from_there(course, name):
    for i in range(6):
        submit(course, f"student-{i}", double=f"import time\ntime.sleep(0.5)\n{DOUBLE}")
    process = autograder("grade", "tiny", "--jobs", "1", "--course", course)
    seen = ""
    while " 1 of 6" not in seen:
        line = process.stdout.readline()
        assert line, seen  # it must not have ended
        seen += line
    process.send_signal(getattr(signal, name))
    code, _, error = ended(process)
    assert code == 2
    assert error.strip() == (
        "autograder: stopped. What was graded is kept; the same command goes on from there."
    )
    time.sleep(0.1)
    results = grade(course, "tiny", tell=lambda _: None)
    assert all(result.problem is None for result in results)
    assert any(result.unchanged for result in results)


def test_a_report_before_anything_was_graded_says_so(course):
    submit(course, "student-01")
    code, out, _ = ended(autograder("report", "tiny", "--course", course))
    assert code == 1
    assert "0 of 1 graded" in out
