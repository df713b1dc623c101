"""A class is graded to the end, whatever is in it, once each, by every way into nbgrader."""

import contextlib
import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from copy import deepcopy
from unittest.mock import patch

import nbformat
import pytest
from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from tiny_course import DOUBLE, NEGATE, submit

from autograder.books.course import SEED_FILE, Course, course_seed, load_config
from autograder.checks.exercise import SEED_VARIABLE
from autograder.classroom.batch import run_all
from autograder.classroom.grade import grade, write_feedback
from autograder.classroom.report import class_report, to_text
from autograder.classroom.table import write_table
from autograder.cli import main
from autograder.errors import CourseError
from autograder.submission.cells import find_cell
from autograder.submission.marks import last_report

LOOP = "def double(x):\n    while True:\n        pass"
DIES = "def double(x):\n    import os\n    os._exit(1)"
WARNS = "import warnings\n\n\ndef negate(x):\n    warnings.warn('careful')\n    return -x"
DRAWS = "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 2]);\n"

MARKS = {
    "broken-json": None,
    "copied": 5,
    "deleted": 2,
    "dies": 2,
    "draws": 5,
    "empty": 0,
    "loops": 2,
    "no-ids": 5,
    "one-wrong": 2,
    "typo": 2,
}


def copy_check(notebook):
    check = find_cell(notebook, "double-check")
    check.metadata["tags"] = ["skip-execution"]
    copy = deepcopy(check)
    copy["id"] = "pasted"
    notebook.cells.append(copy)


def delete_cells(notebook):
    for name in ("double", "double-check", "negate-check"):
        notebook.cells.remove(find_cell(notebook, name))


def drop_ids(notebook):
    for cell in notebook.cells:
        cell.metadata = nbformat.from_dict({})


@pytest.fixture(scope="module")
def graded(released_course, tmp_path_factory):
    """Grade a class in which nearly everybody has a problem; return (folder, outcomes, lines)."""
    root = tmp_path_factory.mktemp("class") / "course"
    shutil.copytree(released_course, root)
    submit(root, "broken-json").write_text('{"cells": [')
    submit(root, "copied", copy_check, double=DOUBLE, negate=NEGATE)
    submit(root, "deleted", delete_cells, negate=NEGATE)
    submit(root, "dies", double=DIES, negate=NEGATE)
    submit(root, "draws", double=DRAWS + DOUBLE, negate=NEGATE)
    submit(root, "empty")
    submit(root, "loops", double=LOOP, negate=NEGATE)
    submit(root, "no-ids", drop_ids, double=DOUBLE, negate=NEGATE)
    submit(root, "one-wrong", double="def double(x):\n    return x", negate=WARNS)
    submit(root, "typo", double="def double(x)\n    return 2 * x", negate=NEGATE)
    lines = []
    with patch.dict(os.environ):
        outcomes = grade(root, "tiny", tell=lines.append)
        write_feedback(root, "tiny")
    return root, {o.student: o for o in outcomes}, lines


def test_everybody_gets_the_marks_of_the_checks(graded):
    _, outcomes, _ = graded
    assert {name: o.marks for name, o in outcomes.items()} == MARKS


def test_the_gradebook_holds_what_the_hidden_checks_found(graded):
    root, _, _ = graded
    with Course.at(root).gradebook() as gradebook:
        for student, marks in MARKS.items():
            if marks is None:
                continue
            notebook = nbformat.read(
                root / "autograded" / student / "tiny" / "tiny.ipynb", as_version=4
            )
            found = {
                name: last_report(find_cell(notebook, name))
                for name in ("double-check", "negate-check")
            }
            assert all(report["hidden"] for report in found.values())
            for name, report in found.items():
                score = gradebook.find_grade(name, "tiny", "tiny", student).score
                assert score == report["marks"], (student, name)


@pytest.mark.parametrize(
    ("student", "exercise", "hint"),
    [
        ("dies", "double", "ended-python"),
        ("empty", "double", "not-solved"),
        ("loops", "double", "too-slow"),
        ("one-wrong", "double", "one-term"),
        ("typo", "double", "no-answer"),
    ],
)
def test_lost_marks_come_with_their_reason(graded, student, exercise, hint):
    root, _, _ = graded
    rows = {row.student: row for row in class_report(root, "tiny").rows}
    assert rows[student].results[exercise].hints == [hint]


def test_what_cannot_be_graded_is_named_with_file_and_reason(graded):
    root, outcomes, lines = graded
    problem = outcomes["broken-json"].problem
    assert str(root / "submitted" / "broken-json" / "tiny" / "tiny.ipynb") in problem
    assert "cannot be read as a notebook" in problem
    assert any(problem in line for line in lines)


def test_repairs_are_told_with_their_cell(graded):
    _, outcomes, lines = graded
    assert outcomes["copied"].repairs[-1] == (
        "The cell `double-check` was there 2 times; one of them counts."
    )
    assert "    repaired: " + outcomes["deleted"].repairs[0] in lines


def test_progress_says_how_far_and_how_long(graded):
    _, _, lines = graded
    told = re.compile(r"tiny: +\d+ of 10  [\w-]+ +(\d of 5|NOT GRADED)(   \d+ (s|min) left)?")
    assert len([line for line in lines if told.fullmatch(line)]) == 10


def test_grading_again_runs_nothing_again(graded):
    root, _, _ = graded
    before = {p: p.stat().st_mtime_ns for p in root.glob("*ed*/*/tiny/*")}
    lines = []
    with patch("autograder.classroom.grade.run_all", wraps=run_all) as run:
        outcomes = grade(root, "tiny", tell=lines.append)
        write_feedback(root, "tiny")
    assert {o.student for o in outcomes if not o.unchanged} == {"broken-json"}
    assert list(run.call_args.args[2]) == ["broken-json"]
    assert "tiny: 9 unchanged since they were graded, skipped" in lines
    assert {p: p.stat().st_mtime_ns for p in root.glob("*ed*/*/tiny/*")} == before


def test_the_report_fits_80_columns_and_names_the_hints(graded):
    root, _, _ = graded
    text = to_text(class_report(root, "tiny"))
    assert max(map(len, text.splitlines())) <= 80
    assert re.search(r"^one-wrong +0 +2 +2$", text, re.MULTILINE)
    assert re.search(r"^one-wrong +double +one-term$", text, re.MULTILINE)
    assert re.search(r"^empty +not solved: double, negate$", text, re.MULTILINE)
    assert re.search(r"^broken-json +not graded$", text, re.MULTILINE)


def test_the_csv_has_a_line_a_student(graded, tmp_path):
    root, _, _ = graded
    write_table(root, class_report(root, "tiny"), tmp_path / "marks.csv")
    text = (tmp_path / "marks.csv").read_text(encoding="utf-8-sig")
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(text))}
    assert len(rows) == 10
    wrong = rows["one-wrong"]
    assert (wrong["double"], wrong["negate"], wrong["total"]) == ("0", "2", "2")
    assert "one-term" in wrong["hints"]
    assert rows["broken-json"]["not_graded"]


def feedback(root, student):
    return (root / "feedback" / student / "tiny" / "tiny.html").read_text()


def test_feedback_shows_marks_hints_and_figures(graded):
    root, _, _ = graded
    page = feedback(root, "one-wrong")
    assert "<strong>2</strong> of 5 marks" in page
    assert "The product rule has two terms." in page
    assert "SyntaxError" in feedback(root, "typo")
    assert '<img alt="A figure that your code drew" src="data:image/png;base64,' in feedback(
        root, "draws"
    )
    assert "Your notebook was repaired" in feedback(root, "copied")


def test_feedback_asks_nothing_from_outside_and_runs_nothing(graded):
    root, _, _ = graded
    for student, marks in MARKS.items():
        if marks is not None:
            page = feedback(root, student)
            assert "default-src 'none'" in page
            assert not re.search(r"<(script|link|iframe|object)|\s(src|href)=\"(?!data:|#)", page)


def test_feedback_holds_no_hidden_test_and_no_path_of_the_machine(graded):
    root, _, _ = graded
    for student, marks in MARKS.items():
        if marks is not None:
            page = feedback(root, student)
            assert ".hidden(" not in page
            assert str(root) not in page
            assert str(course_seed(root)) not in page


def test_html_of_a_submission_cannot_act(course):
    def attack(notebook):
        notebook.cells[0].source += "\n<script>alert(1)</script><img src='http://x.example/y'>"
        show = "from IPython.display import HTML\nHTML('<script>alert(2)</script><b>bold</b>')"
        notebook.cells.append(nbformat.v4.new_code_cell(show))

    submit(course, "sly", attack)
    grade(course, "tiny", tell=lambda line: None)
    write_feedback(course, "tiny")
    page = feedback(course, "sly")
    assert "<script" not in page
    assert "http://x.example" not in page
    assert "<b>bold</b>" in page


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own
def test_formgraders_way_uses_the_same_preprocessors(course):
    path = submit(course, "student-01", copy_check, double="pass")
    config = load_config(course)
    api = NbGraderAPI(CourseDirectory(config=config), config=config)
    with contextlib.redirect_stderr(io.StringIO()):
        answer = api.autograde("tiny", "student-01")
    assert answer["success"], answer.get("error")
    graded = nbformat.read(str(path).replace("submitted", "autograded"), as_version=4)
    assert last_report(find_cell(graded, "double-check"))["parts"][0]["hint"] == "no-answer"
    assert len(graded.metadata["autograder"]["repairs"]) == 2
    with Course.at(course).gradebook() as gradebook:
        assert gradebook.find_submission("tiny", "student-01").score == 0


def test_nbgraders_commands_work_in_the_courses_folder(course):
    submit(course, "student-01", double=DOUBLE)
    submit(course, "student-02", copy_check, negate=NEGATE)
    commands = [["autograde", "tiny"], ["generate_feedback", "tiny"], ["export"]]
    # One process: nbgrader takes two seconds to import. No PATH: as in no activated environment.
    script = (
        "import json, sys\n"
        "from nbgrader.apps.nbgraderapp import NbGraderApp\n"
        f"for command in {json.dumps(commands)}:\n"
        "    NbGraderApp.launch_instance(command)\n"
        "    NbGraderApp.clear_instance()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=course,
        env={**os.environ, "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "<strong>3</strong> of 5 marks" in feedback(course, "student-01")
    assert "<strong>2</strong> of 5 marks" in feedback(course, "student-02")
    lines = (course / "grades.csv").read_text().splitlines()
    assert len(lines) == 3


def test_the_seed_is_drawn_once_and_is_its_owners(course):
    seed = course_seed(course)
    assert (course / SEED_FILE).stat().st_mode & 0o777 == 0o600
    load_config(course)
    assert os.environ[SEED_VARIABLE] == str(seed) == (course / SEED_FILE).read_text().strip()
    (course / SEED_FILE).unlink()
    assert course_seed(course) != seed
    (course / SEED_FILE).write_text("x")
    with pytest.raises(CourseError, match="holds no seed"):
        course_seed(course)


def test_a_source_that_cannot_be_read_does_not_stop_grading(course, capsys):
    (course / "solutions" / "tiny.md").write_text("```{code-cell}\n---\nnbgrader: {\n---\n```")
    load_config(course)
    assert "warning: " in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["grade", "ps99"], "nobody has handed in 'ps99'"),
        (["grade", "tiny", "--student", "nobody"], "no such submission"),
        (["report", "ps99"], "nothing is known of 'ps99'"),
        (["feedback", "tiny"], "nothing is graded yet"),
        (["release", "ps99"], "no such problem set"),
        (["release", "--course", "/nonexistent"], "no course here"),
    ],
)
def test_errors_are_one_line_and_exit_with_2(course, capsys, monkeypatch, arguments, message):
    monkeypatch.chdir(course)
    submit(course, "student-01")
    assert main(arguments) == 2
    error = capsys.readouterr().err
    assert message in error
    assert len(error.strip().splitlines()) == 1


def test_a_file_under_another_name_is_graded_and_pointed_out(course, capsys, monkeypatch):
    monkeypatch.chdir(course)
    path = submit(course, "student-01", double=DOUBLE)
    path.rename(path.with_name("tiny (1).ipynb"))
    assert main(["grade", "tiny"]) == 0
    said = capsys.readouterr().out
    assert "student-01  3 of 5" in said
    assert "The file should be called `tiny.ipynb`; `tiny (1).ipynb` was graded." in said
