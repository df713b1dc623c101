"""A term from an empty folder to the marks in the LMS, by the commands of the instructor's page."""

import csv
import io
import re
import shutil
import zipfile

import nbformat
import pytest
from lms.lms_files import moodle_zip, worksheet
from tiny_course import DOUBLE, NEGATE

from autograder.cli import main
from autograder.submission.cells import find_cell

PEOPLE = [(f"student-0{i}", f"Name {i}", "Of O'Brien", str(100 + i)) for i in range(1, 9)]
ON_TIME, LATE = "Sunday, 1 March 2026, 6:30 PM", "Monday, 2 March 2026, 6:30 PM"
WRITTEN = """

## Why? (5 points)

+++ {"nbgrader": {"schema_version": 3, "grade": true, "grade_id": "why", "locked": false, \
"solution": true, "points": 5, "cell_type": "markdown"}}

2 marks for the reason, 3 for the example.
"""


@pytest.fixture
def project(released_course, tmp_path):
    """Return a project with two sets; the second has an answer that a person marks."""
    root = tmp_path / "project"
    shutil.copytree(released_course / "solutions", root / "solutions")
    text = (root / "solutions" / "tiny.md").read_text()
    (root / "solutions" / "second.md").write_text(text.rstrip() + WRITTEN)
    return root


def sheet(path, maximum, times):
    """Write Moodle's worksheet for everybody."""
    people = [
        (number, f"{first} {last}", f"{student}@uni.edu", False, times.get(student, ON_TIME))
        for student, first, last, number in PEOPLE
    ]
    path.write_bytes(worksheet(people, "ru", maximum=f"{maximum:.2f}"))
    return path


def hand_in(course, path, problem_set, who):
    """Write Moodle's archive of what those in `who` hand in: student → answers."""
    released = course / "exercises" / problem_set / f"{problem_set}.ipynb"
    submissions = []
    for student, first, last, number in PEOPLE:
        if student in who:
            notebook = nbformat.read(released, as_version=4)
            for name, text in who[student].items():
                find_cell(notebook, name).source = text
            files = {f"{problem_set}.ipynb": nbformat.writes(notebook).encode()}
            submissions.append((f"{first} {last}", number, files))
    return moodle_zip(path, submissions)


def grades(path):
    """Return what Moodle would read: participant's number → grade."""
    text = path.read_bytes().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    return {re.sub(r"\D", "", row[0]): row[4] for row in rows[1:]}


def test_a_term(project, released_course, tmp_path, capsys):
    course = tmp_path / "ad-2026"

    def run(*words, code=0):
        assert main([*map(str, words), "--course", str(course)]) == code, capsys.readouterr()
        return capsys.readouterr().out

    new = ["init", str(course), "--from", str(project), "--time-zone", "Europe/Berlin"]
    assert main(new) == 0
    capsys.readouterr()
    shutil.copytree(released_course / "tiny_checks", course / "tiny_checks")
    text = (course / "course.toml").read_text()
    text = text.replace('policy = "none"', 'policy = "percent"')
    text = text.replace(
        "[sets.tiny]\n",
        '[sets.tiny]\ndue = "2026-03-01 20:00"\nextensions = { "student-03" = "2 days" }\n',
    )
    (course / "course.toml").write_text(text)
    participants = tmp_path / "participants.csv"
    participants.write_text(
        "First name,Last name,ID number,Email address\n"
        + "".join(f"{f},{last},{s},{s}@uni.edu\n" for s, f, last, _ in PEOPLE)
    )
    assert "8 added" in run("roster", participants, "--columns", "id=ID number")
    run("release")
    assert "until 2026-03-03 20:00 +0100" in run("status")
    run("handout", "tiny", "--out", tmp_path / "week1.zip")
    assert "handout/tiny/tiny.ipynb" in zipfile.ZipFile(tmp_path / "week1.zip").namelist()

    # The first set: two came late, of whom one has an extension; one is wrong; two are missing.
    times = {"student-02": LATE, "student-03": LATE}
    both = {"double": DOUBLE, "negate": NEGATE}
    who = {student: both for student, *_ in PEOPLE[:6]}
    who["student-04"] = {"double": "def double(x):\n    return x", "negate": NEGATE}
    archive = hand_in(course, tmp_path / "first.zip", "tiny", who)
    told = run("collect", "tiny", archive, "--worksheet", sheet(tmp_path / "1.csv", 5, times))
    assert "6 collected" in told
    assert "2 missing" in told
    run("grade", "tiny")
    text = run("report", "tiny")
    assert text.count("not handed in") == 2
    assert run("mark", "tiny") == "tiny: 0 answers to mark\n"
    run("marks", "tiny", "--moodle", tmp_path / "1.csv", code=1)  # two have no mark
    found = grades(tmp_path / "1.csv")
    assert {k: float(v.replace(",", ".")) for k, v in found.items() if v} == {
        "101": 5,
        "102": 4.5,
        "103": 5,
        "104": 2,
        "105": 5,
        "106": 5,
    }

    # The second: marked by hand, once more after it was graded again.
    why = {**both, "why": "Because."}
    archive = hand_in(course, tmp_path / "second.zip", "second", {s: why for s, *_ in PEOPLE})
    second = sheet(tmp_path / "2.csv", 10, {})
    run("collect", "second", archive, "--worksheet", second)
    run("grade", "second")
    assert "second: 8 answers to mark" in run("mark", "second", code=1)
    run("marks", "second", "--moodle", second, code=1)
    assert set(grades(second).values()) == {""}  # nobody's is finished
    for i, (student, *_) in enumerate(PEOPLE):
        run("mark", "second", student, "why", i % 6, "--comment", "Which example?")
    run("grade", "second", "--force")
    run("feedback", "second")
    page = (course / "feedback" / "student-03" / "second" / "second.html").read_text()
    assert "<strong>7</strong> of 10" in page
    assert "Which example?" in page
    run("marks", "second", "--moodle", second)
    found = grades(second)
    assert [float(found[n].replace(",", ".")) for *_, n in PEOPLE] == [5, 6, 7, 8, 9, 10, 5, 6]
    back = tmp_path / "feedback.zip"
    run("return", "second", "--moodle", second, "--out", back)
    pages = [name for name in zipfile.ZipFile(back).namelist() if name.endswith(".html")]
    assert len(pages) == 8
    run("report", "--term", "--html", tmp_path / "term.html")
    assert "student-08" in (tmp_path / "term.html").read_text()
