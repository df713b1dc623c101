"""A grader that stays grades each submission as it arrives, whole and once."""

import shutil
import subprocess
import sys

from tiny_course import DOUBLE, NEGATE, submit

from autograder.classroom.watch import arrivals


def test_a_submission_is_told_once_it_is_whole_and_again_when_it_changes(course):
    look = arrivals(course, "tiny")
    assert next(look) == []
    path = submit(course, "student-01", double=DOUBLE)
    assert next(look) == []  # it may still be copied
    assert next(look) == ["student-01"]
    assert next(look) == []
    path.with_name("timestamp.txt").write_text("2026-03-01 18:30:00 UTC")
    assert next(look) == []
    assert next(look) == ["student-01"]
    (path.parent / "helpers").mkdir()
    (path.parent / "helpers" / "dual.py").write_text("x = 1")
    assert next(look) == []
    assert next(look) == ["student-01"]
    with path.open("a") as file:
        for _ in range(3):  # as long as it grows, nothing is told
            file.write(" ")
            file.flush()
            assert next(look) == []
    assert next(look) == ["student-01"]
    shutil.rmtree(path.parent)
    assert next(look) == []
    submit(course, "student-01", double=DOUBLE)
    next(look)
    assert next(look) == ["student-01"]


def test_the_command_writes_marks_and_page_and_ends_when_it_is_told(course):
    command = [sys.executable, "-m", "autograder.cli", "grade", "tiny", "--watch", "--jobs", "1"]
    with subprocess.Popen(
        [*command, "--course", str(course)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert "waiting for submissions" in process.stdout.readline()
        for student in ("student-01", "student-02"):
            submit(course, student, double=DOUBLE, negate=NEGATE)
            seen = ""
            while "feedback in" not in seen:
                line = process.stdout.readline()
                assert line, seen  # it must not have ended
                seen += line
            assert f"{student}  5 of 5" in seen
            assert (course / "feedback" / student / "tiny" / "tiny.html").is_file()
        process.terminate()
        _, error = process.communicate(timeout=30)
    assert error.startswith("autograder: stopped.")
    assert process.returncode == 2
