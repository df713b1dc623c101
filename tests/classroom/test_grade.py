"""Grading shows no student's word raw, and grades again what the machine broke."""

import csv
import json
import re
from collections import Counter
from unittest.mock import patch

import nbformat
import pytest
from tiny_course import DOUBLE, NEGATE, submit

from autograder.books.course import Course
from autograder.books.grades import class_grades
from autograder.books.roster import Roster
from autograder.books.steps import Clean
from autograder.classroom import grade as module
from autograder.classroom.grade import grade, write_feedback
from autograder.classroom.report import ClassReport, Row, Score, class_report, to_text
from autograder.classroom.table import table
from autograder.cli import main
from autograder.problem_sets.log import captured_log
from autograder.problem_sets.release import release
from autograder.submission.cells import find_cell

HOSTILE = "\x1b[2J\x1b]0;t\x07\u202ex\r\ntiny: 9 of 9  student-09  5 of 5\x85\u2028\x9b31m"


def told(root, **settings):
    lines = []
    results = grade(root, "tiny", tell=lines.append, **settings)
    return {r.student: r for r in results}, lines


def harmless(text):
    return all(c.isprintable() for c in text)


# -------------------------------------------------------------------- uncertain results


def make_uncertain(root, student):
    """Have `student` graded as where the kernel ended a worker for want of memory."""
    path = Course.at(root).graded(student, "tiny")
    notebook = json.loads(path.read_text())
    notebook["metadata"]["autograder"]["uncertain"] = True
    path.write_text(json.dumps(notebook))


def test_what_the_kernel_ended_is_graded_again_and_the_line_says_why(course):
    for i in (1, 2):
        submit(course, f"student-0{i}", double=DOUBLE)
    told(course)
    make_uncertain(course, "student-02")
    results, lines = told(course)
    assert {s: r.unchanged for s, r in results.items()} == {"student-01": True, "student-02": False}
    assert "tiny: 1 unchanged since they were graded, skipped" in lines
    assert any(
        re.match("tiny: student-02 is graded again: .* the kernel ended a process", line)
        for line in lines
    )
    assert all(result.unchanged for result in told(course)[0].values())


# -------------------------------------------------------------------- the instructor's terminal


def kernel(notebook):
    notebook.metadata["kernelspec"] = {"language": HOSTILE, "name": "x", "display_name": "x"}


def tags_and_ids(notebook):
    notebook.cells[0].metadata["tags"] = [HOSTILE, "`" + HOSTILE]
    notebook.cells[-1].metadata["nbgrader"] = {"grade_id": HOSTILE}


@pytest.fixture
def hostile(course):
    """Hand in submissions whose every word is hostile, and some from a hostile student."""
    student = "s" + HOSTILE.replace("/", "")
    submit(course, student, double=DOUBLE, negate=NEGATE)
    submit(course, "student-01", kernel)
    submit(course, "student-02", tags_and_ids)
    path = submit(course, "student-03")
    path.rename(path.with_name(f"tiny {HOSTILE}.ipynb"))
    for name in ("one", "two"):
        path = submit(course, "student-04")
        path.rename(path.with_name(f"{name}{HOSTILE}.ipynb"))
    submit(course, "student-05").write_text(f'{{"cells": [{HOSTILE}')
    path = submit(course, "student-06")
    path.with_name("timestamp.txt").write_text(HOSTILE)
    path = submit(course, "student-07")
    path.with_name(f"data{HOSTILE}").write_text("1")
    submit(course, "student-08", double=f"raise ValueError({HOSTILE!r})")
    return course


def test_no_word_of_a_submission_gets_to_the_terminal_raw(hostile):
    results, lines = told(hostile)
    assert len(results) == 9
    assert any("kernel for" in line for line in lines)
    assert any("NOT GRADED" in line for line in lines)
    assert all(harmless(line) for line in lines)
    progress = [line for line in lines if re.match(r"tiny: +\d+ of \d+ ", line)]
    assert len(progress) == 9


def test_no_command_prints_a_word_of_a_submission_raw(hostile, capsys, monkeypatch):
    monkeypatch.chdir(hostile)
    for command in (["grade", "tiny"], ["report", "tiny"], ["feedback", "tiny"]):
        main(command)
        out, err = capsys.readouterr()
        assert (out + err).strip()
        for line in (out + err).split("\n"):
            assert harmless(line), (command, line)
            assert not line.startswith("tiny: 9 of 9  student-09")


def test_a_file_that_cannot_be_copied_is_named_harmlessly(hostile):
    def refuse(source, target):
        raise OSError(13, "Permission denied", str(source))

    with patch("autograder.books.gradebook.shutil.copyfile", refuse):
        results, lines = told(hostile, students=["student-07"])
    assert "Permission denied" in results["student-07"].problem
    assert all(harmless(line) for line in lines)


def test_a_flood_of_repairs_is_told_in_a_few_lines(course):
    def flood(notebook):
        for cell in notebook.cells:
            cell.metadata["tags"] = ["x"]
        for i in range(200):
            own = nbformat.v4.new_code_cell("1", id=f"own-{i}", metadata={"tags": ["x"]})
            notebook.cells.append(own)

    submit(course, "student-01", flood)
    results, lines = told(course)
    assert len(results["student-01"].repairs) > 100
    assert len(lines) < module.TOLD_REPAIRS + 5
    assert any("more; the feedback lists them" in line for line in lines)


def test_nbgraders_log_gets_no_raw_word(hostile):
    known = Course.at(hostile)
    notebook = nbformat.read(known.submitted("student-02", "tiny") / "tiny.ipynb", as_version=4)
    ids = {"student": HOSTILE, "assignment": "tiny", "notebook": "tiny"}
    with captured_log() as log:
        Clean(config=known.config).preprocess(notebook, {"nbgrader": ids})
    assert any("had the tags" in line for line in log.lines)
    assert all(harmless(line) for line in log.lines)


# -------------------------------------------------------------------- reports


def test_a_table_of_hostile_names_is_plain():
    row = Row("=cmd" + HOSTILE, {"double": Score(1.0, ["-hint", HOSTILE])}, total=1.0)
    long = Row("s" * 200, problem="not graded" + HOSTILE)
    report = ClassReport("tiny", {"double": 3.0}, [row, long])
    assert all(harmless(line) for line in to_text(report).split("\n"))
    lines = table(report, Roster(), Counter()).decode("utf-8-sig").splitlines()
    assert len(lines) == 3
    cells = next(csv.DictReader(lines))
    assert cells["id"].startswith("'=cmd")
    assert cells["hints"].startswith("double: -hint")
    for row in csv.reader(lines):
        assert all(harmless(cell) and not cell.startswith(("=", "+", "-", "@")) for cell in row)


def test_the_released_notebook_is_read_once_by_a_process(course):
    for i in range(4):
        submit(course, f"student-0{i}", double=DOUBLE)
    told(course)
    released = Course.at(course).released("tiny")
    with patch("nbformat.read", wraps=nbformat.read) as read:
        told(course, force=True)
        class_report(course, "tiny")
        write_feedback(course, "tiny")
    assert sum(call.args[0] == released for call in read.call_args_list) <= 1


def test_force_runs_what_is_kept_once_more(course):
    clock = f"import time\nprint(time.time_ns())\n{DOUBLE}"
    submit(course, "student-01", double=clock)

    def printed():
        return (
            find_cell(
                nbformat.read(Course.at(course).graded("student-01", "tiny"), as_version=4),
                "double",
            )
            .outputs[0]
            .text
        )

    told(course)
    first = printed()
    told(course)
    assert printed() == first
    told(course, force=True)
    assert printed() != first


def test_points_that_change_change_the_marks_without_force(course):
    source = course / "solutions" / "tiny.md"
    text = source.read_text()
    begin = text.index("import tiny_checks as check\n\ncheck.negate()")
    end = text.index("```", begin)
    source.write_text(text[:begin] + "assert negate(3) == -3\n" + text[end:])
    release(course, force=True)
    submit(course, "student-01", double=DOUBLE, negate=NEGATE)
    assert class_grades(Course.at(course), "tiny") == {}
    told(course)
    assert class_grades(Course.at(course), "tiny")["student-01"].grades.score == 5
    source.write_text(source.read_text().replace("points: 2", "points: 4"))
    release(course)
    told(course)
    standing = class_grades(Course.at(course), "tiny")["student-01"].grades
    assert (standing.score, standing.max_score) == (7, 7)
