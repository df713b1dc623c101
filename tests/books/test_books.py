"""The books are nbgrader's, row by row and byte by byte, whatever stops their writer."""

import errno
import logging
import os
import shutil
import sqlite3
from contextlib import closing
from copy import deepcopy
from pathlib import Path
from unittest.mock import patch

import nbformat
import pytest
from gradebook_rows import rows, same_books
from nbformat.v4 import new_output
from nbgrader.converters import Autograde
from tiny_course import DOUBLE, NEGATE, PROJECT

from autograder.books import database as books_module
from autograder.books.course import Course
from autograder.books.gradebook import Books
from autograder.books.notebooks import to_bytes
from autograder.books.steps import Run
from autograder.errors import CourseError
from autograder.problem_sets.log import captured_log
from autograder.problem_sets.release import release
from autograder.submission import prepare
from autograder.submission.cells import find_cell, grade_id

SOURCE = """---
kernelspec:
  display_name: Python 3
  language: python
  name: python3
---

# One of each kind

"""
CELL = """```{{code-cell}}
---
nbgrader: {about}
---
{text}
```

"""
TEXT = """+++ {about}

{text}

"""
# grade id → kind of cell, its roles, points, text
CELLS = {
    "setup": ("code", "locked", None, "import numpy as np"),
    "double": ("code", "solution", None, "### BEGIN SOLUTION\nx = 1\n### END SOLUTION"),
    "double-check": (
        "code",
        "grade locked",
        3,
        "check(double)\n### BEGIN HIDDEN TESTS\ncheck.hidden(double)\n### END HIDDEN TESTS",
    ),
    "negate": ("code", "solution", None, "### BEGIN SOLUTION\nx = 1\n### END SOLUTION"),
    "negate-check": ("code", "grade locked", 2, "check(negate)"),
    "why": ("markdown", "grade solution", 4, "Because."),
    "plot": ("code", "grade solution", 5, "### BEGIN SOLUTION\nx = 1\n### END SOLUTION"),
    "essay": ("markdown", "task locked", 6, "Write a page about it."),
}
CONFIG = """
from nbgrader.plugins import BasePlugin


class Late(BasePlugin):
    "An hour late costs half, two hours less than nothing, three hours more than there is."

    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return {1: score / 2, 2: -1, 3: score + 1}.get(total_seconds_late // 3600)


c.AssignLatePenalties.plugin_class = Late
c.IgnorePattern.enabled = True
c.IgnorePattern.pattern = "of no interest"
c.LimitOutput.max_lines = 50
c.LimitOutput.max_traceback = 10
c.Autograde.exclude_overwriting = {"kinds": ["notes.txt"]}
"""
DUE = "2026-03-01 20:00:00 UTC"
IN_TIME = "2026-03-01 18:30:00.250000 UTC"
STUDENTS = {
    # student → answers, hours at which it was handed in (None: no timestamp.txt)
    "copies": ({"double": DOUBLE}, 19),
    "empty": ({}, 19),
    "files": ({"double": DOUBLE, "negate": NEGATE, "why": "I think so.", "plot": "draw()"}, 19),
    "late-1": ({"double": DOUBLE, "negate": NEGATE}, 21),
    "late-2": ({"double": DOUBLE, "negate": NEGATE}, 22),
    "late-3": ({"double": DOUBLE, "negate": NEGATE}, 23),
    "late-more": ({"double": DOUBLE}, 24 + 12),
    "right": ({"double": DOUBLE, "negate": NEGATE, "why": "Since it is."}, 19),
    "untimed": ({"double": "almost", "negate": NEGATE, "plot": "draw()"}, None),
    "wrong": ({"double": "wrong", "negate": "wrong", "why": "Ünklar 🤷 \u2028\x0c"}, 19),
}


def source_text():
    text = SOURCE
    for name, (kind, roles, points, content) in CELLS.items():
        about = {role: role in roles for role in ("grade", "locked", "solution", "task")}
        about |= {"grade_id": name, "schema_version": 3}
        about |= {"points": points} if points else {}
        written = str(about).replace("True", "true").replace("False", "false")
        if kind == "code":
            text += CELL.format(about=written, text=content)
        else:
            written = written.replace("'", '"')
            text += TEXT.format(about=f'{{"nbgrader": {written}}}', text=content)
    return text


def pretend(notebook):
    """Give `notebook` the outputs of a run, all kinds of them, without a kernel."""
    answers = {name: cell.source for cell in notebook.cells if (name := grade_id(cell))}
    for number, cell in enumerate(notebook.cells):
        if cell.cell_type != "code":
            continue
        cell.execution_count = number + 1
        name = grade_id(cell) or ""
        answer = answers.get(name.removesuffix("-check"), "")
        if name.endswith("-check"):
            points = cell.metadata.nbgrader.points
            right = "return" in answer
            marks = points if right else points / 3 if answer == "almost" else 0
            told = {"marks": marks, "cases": [1, 1.5e-9, float("nan"), None, True], "none": {}}
            data = {"text/html": "<p>\n</p>", "application/vnd.report+json": told, "text/plain": ""}
            cell.outputs = [
                new_output("display_data", data=data, metadata={"a": []}),
                new_output("execute_result", data={"text/plain": repr(marks)}, execution_count=7),
            ]
            continue
        cell.outputs = [
            new_output("stream", text="one\ntwo\r\nthree\x0b 🤷 \u2028 line\n"),
            new_output("stream", name="stderr", text="of no interest\n"),
            new_output("display_data", data={"image/png": "aGk=\n", "image/svg+xml": "<svg>\n"}),
        ]
        if answer == "wrong":
            cell.outputs += [
                new_output("stream", text="line\n" * 99),
                new_output("error", ename="E", evalue="e", traceback=["\x1b[0mline"] * 30),
            ]
    return notebook


def submit(root, student, change=None):
    answers, hour = STUDENTS[student]
    notebook = nbformat.read(root / "exercises" / "kinds" / "kinds.ipynb", as_version=4)
    for name, answer in answers.items():
        find_cell(notebook, name).source = answer
    folder = root / "submitted" / student / "kinds"
    folder.mkdir(parents=True, exist_ok=True)
    if student == "copies":
        notebook.cells.append(deepcopy(find_cell(notebook, "double-check")))
        notebook.cells[-1]["id"] = "pasted"
    if hour is not None:
        (folder / "timestamp.txt").write_text(
            IN_TIME if hour == 19 else f"2026-03-{1 + hour // 24:02} {hour % 24:02}:00:00 UTC"
        )
    if student == "files":
        for name in (
            "notes.txt",
            "data.csv",
            "deep/er/table.bin",
            "__pycache__/x.pyc",
            ".ipynb_checkpoints/kinds-checkpoint.ipynb",
            ".hidden",
            "other.ipynb",
        ):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(f"{name} of {student}")
        (folder / "notes.txt").chmod(0o755)
    nbformat.write(notebook, folder / "kinds.ipynb")


@pytest.fixture(scope="session")
def handed_in(tmp_path_factory):
    """Return a released course in which everybody has handed in and nobody is graded."""
    root = tmp_path_factory.mktemp("kinds") / "course"
    (root / "solutions").mkdir(parents=True)
    (root / "solutions" / "kinds.md").write_text(source_text())
    (root / "nbgrader_config.py").write_text((PROJECT / "nbgrader_config.py").read_text() + CONFIG)
    with patch.dict(os.environ):
        release(root, prove=False)  # no solution solves it: outputs are made up
        with Course.at(root).gradebook() as gradebook:
            gradebook.update_or_create_assignment("kinds", duedate=DUE)
    for name in ("data.csv", "notes.txt", "more/words.txt"):
        path = root / "_build" / "source" / "kinds" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{name} of the course")
    for student in STUDENTS:
        submit(root, student)
    return root


@pytest.fixture
def copies(handed_in, tmp_path):
    """Return a function that copies the course, under a name."""
    return lambda name: Path(shutil.copytree(handed_in, tmp_path / name))


def read(path):
    return nbformat.read(path, as_version=4)


def grade_with_nbgrader(root, students=tuple(STUDENTS)):
    """Grade as `nbgrader autograde --force` does; return what it made of each before the run."""
    course, before = Course.at(root), {}

    def run(self, nb, resources=None, *others):
        before[resources["nbgrader"]["student"]] = deepcopy(nb)
        return pretend(nb), resources

    for student in students:
        directory = course.directory("kinds", student)
        converter = Autograde(coursedir=directory, config=course.config)
        converter.force = True
        with captured_log(logging.CRITICAL), patch.object(Run, "preprocess", run):
            converter.start()
    return before


def prepared(root, books, student):
    """Return a submission as it goes into a run, with what the course's Clean notes of it."""
    folder = root / "submitted" / student / "kinds"
    released = read(root / "exercises" / "kinds" / "kinds.ipynb")
    return prepare.prepared(folder, "kinds", released, books.source)[0]


def grade_with_books(root, students=tuple(STUDENTS)):
    marks = {}
    with Books(Course.at(root), "kinds") as books:
        for student in students:
            marks[student] = books.record(student, pretend(prepared(root, books, student)))
    return marks


def grade_by_hand(root):
    """Do what a grader does in formgrader after the first grading."""
    with Course.at(root).gradebook() as gradebook:

        def grade(student, cell, **marks):
            found = gradebook.find_grade(cell, "kinds", "kinds", student)
            for name, value in {**marks, "needs_manual_grade": False}.items():
                setattr(found, name, value)

        def comment(student, cell, text):
            gradebook.find_comment(cell, "kinds", "kinds", student).manual_comment = text

        grade("right", "why", manual_score=3.5, extra_credit=0.25)
        grade("right", "essay", manual_score=6)
        grade("wrong", "double-check", manual_score=1)
        grade("late-1", "negate-check", extra_credit=1)
        grade("empty", "why", manual_score=2)
        comment("right", "why", "Well put.")
        comment("right", "essay", "Long enough.")
        comment("empty", "plot", "Try it.")
        gradebook.find_submission_notebook("kinds", "kinds", "wrong").flagged = True
        gradebook.db.commit()
        gradebook.grant_extension("kinds", "late-3", hours=2)


def hand_in_again(root):
    with patch.dict(STUDENTS):
        STUDENTS["empty"] = ({"plot": "draw()", "double": "almost"}, 19)
        STUDENTS["late-more"] = ({"double": DOUBLE}, 19)
        STUDENTS["right"] = ({"double": "wrong"}, 21)
        for student in ("empty", "late-more", "right"):
            submit(root, student)
    # Its time stays in the gradebook.
    (root / "submitted" / "late-1" / "kinds" / "timestamp.txt").unlink()
    (root / "submitted" / "files" / "kinds" / "notes.txt").unlink()


def test_rows_and_files_are_those_of_nbgrader(copies):
    ours, theirs = copies("ours"), copies("theirs")
    before = grade_with_nbgrader(theirs)
    with Books(Course.at(ours), "kinds") as books:
        assert books.recorded() == set()
        for student, expected in before.items():
            assert prepared(ours, books, student) == expected, student
    marks = grade_with_books(ours)
    assert same_books(ours, theirs)
    with Course.at(theirs).gradebook() as gradebook:
        for student, (score, points, *_) in marks.items():
            theirs_say = gradebook.find_submission_notebook("kinds", "kinds", student)
            assert (score, points) == (theirs_say.score, theirs_say.max_score), student
    with Books(Course.at(ours), "kinds") as books:
        assert books.recorded() == set(STUDENTS)


def test_what_was_given_by_hand_survives_as_it_does_in_nbgrader(copies):
    ours, theirs = copies("ours"), copies("theirs")
    for root, grade in ((ours, grade_with_books), (theirs, grade_with_nbgrader)):
        grade(root)
        grade_by_hand(root)
        hand_in_again(root)
        marks = grade(root)
        if root == ours:
            with Course.at(root).gradebook() as gradebook:
                for student, (score, *_) in marks.items():
                    found = gradebook.find_submission_notebook("kinds", "kinds", student)
                    assert score == found.score, student
    assert same_books(ours, theirs)
    given = {row["manual_score"] for row in rows(ours)["grade"]} - {None}
    assert given == {1, 2, 3.5, 6}


def test_a_shared_course_is_writable_by_its_group(copies):
    ours, theirs = copies("ours"), copies("theirs")
    for root, grade in ((ours, grade_with_books), (theirs, grade_with_nbgrader)):
        config = root / "nbgrader_config.py"
        config.write_text(config.read_text() + "\nc.CourseDirectory.groupshared = True\n")
        grade(root, ["files", "untimed"])
    assert same_books(ours, theirs)
    assert (ours / "autograded").stat().st_mode & 0o2770 == 0o2770
    assert (ours / "autograded/files/kinds/notes.txt").stat().st_mode & 0o777 == 0o664


@pytest.mark.parametrize("grade", [grade_with_books, grade_with_nbgrader])
def test_a_second_notebook_that_was_not_handed_in_gets_nothing(copies, grade):
    root = copies("root")
    with Course.at(root).gradebook() as gradebook:
        gradebook.add_notebook("second", "kinds")
        gradebook.add_grade_cell("s", "second", "kinds", max_score=1, cell_type="code")
    for _ in range(2):
        grade(root, ["right"])
        with Course.at(root).gradebook() as gradebook:
            found = gradebook.find_grade("s", "second", "kinds", "right")
            assert (found.auto_score, found.needs_manual_grade) == (0, False)
            assert gradebook.find_submission("kinds", "right").score == 5


def test_notebooks_are_written_as_nbformat_writes_them(handed_in):
    notebook = pretend(read(handed_in / "submitted" / "wrong" / "kinds" / "kinds.ipynb"))
    notebook.metadata["signature"] = "strip me"
    notebook.cells[0].metadata["trusted"] = True
    notebook.cells[0]["attachments"] = {"a.svg": {"image/svg+xml": "<svg>\n</svg>"}}
    notebook.metadata["numbers"] = [0, -1, 2**70, 1e300, -0.0, float("inf"), [], {}, [[{}]], True]
    expected = nbformat.writes(deepcopy(notebook)) + "\n"
    before = deepcopy(notebook)
    assert to_bytes(notebook) == expected.encode()
    notebook.metadata.pop("numbers"), before.metadata.pop("numbers")
    assert notebook.cells == before.cells


def test_half_a_character_does_not_cost_a_student_the_grade(copies):
    root = copies("root")
    with Books(Course.at(root), "kinds") as books:
        graded = pretend(prepared(root, books, "right"))
        graded.cells[1].outputs[0].text = "half \udc00"
        assert books.record("right", graded)[0] == 5
    written = read(root / "autograded/right/kinds/kinds.ipynb")
    assert written.cells[1].outputs[0].text == "half ?"


def test_links_in_a_submission_bring_nothing_in(copies):
    root = copies("root")
    folder = root / "submitted" / "right" / "kinds"
    (folder / "mine.txt").symlink_to(root / ".course_seed")
    (folder / "all").symlink_to(root)
    (folder / "gone").symlink_to("nowhere")
    os.mkfifo(folder / "pipe")
    grade_with_books(root, ["right"])
    names = {path.name for path in (root / "autograded/right/kinds").rglob("*")}
    assert names == {"kinds.ipynb", "timestamp.txt", "data.csv", "more", "words.txt"}


def test_a_file_in_the_way_of_the_courses_gives_way(copies):
    root = copies("root")
    folder = root / "submitted" / "right" / "kinds"
    (folder / "more").write_text("a file where the course has a folder")
    (folder / "data.csv").mkdir()
    (folder / "data.csv" / "x").write_text("a folder where the course has a file")
    grade_with_books(root, ["right"])
    graded = root / "autograded" / "right" / "kinds"
    assert (graded / "more" / "words.txt").read_text() == "more/words.txt of the course"
    assert (graded / "data.csv").read_text() == "data.csv of the course"


# ---------------------------------------------------------------------------- kills


def die(*_, **__):
    os._exit(9)


def die_after(function):
    def call(*arguments, **settings):
        function(*arguments, **settings)
        os._exit(9)

    return call


def killed(root, student, place):
    """Grade `student` in a process of its own that dies at `place`; return how it ended."""
    child = os.fork()
    if child == 0:
        try:
            with Books(Course.at(root), "kinds") as books, place(books):
                books.record(student, pretend(prepared(root, books, student)))
        finally:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def on_renaming(number):
    def place(books):
        rename, calls = Path.rename, []

        def call(path, target):
            calls.append(target)
            if len(calls) == number:
                os._exit(9)
            return rename(path, target)

        return patch.object(Path, "rename", call)

    return place


KILLS = {
    "while the files are copied": (
        False,
        lambda books: patch.object(shutil, "copyfile", die_after(shutil.copyfile)),
    ),
    "before the first row": (False, lambda books: patch.object(books._rows, "write", die)),
    "between rows and commit": (
        False,
        lambda books: patch.object(books._rows, "write", die_after(books._rows.write)),
    ),
    "between commit and files": (
        True,
        lambda books: patch.object(books._autograded, "publish", die),
    ),
    "at the first renaming": (True, on_renaming(1)),
    "at the second renaming": (True, on_renaming(2)),
    "after all": (
        True,
        lambda books: patch.object(
            books._autograded, "publish", die_after(books._autograded.publish)
        ),
    ),
    "while the old is removed": (
        True,
        lambda books: patch.object(books._autograded, "publish", dies_removing(books)),
    ),
}


def dies_removing(books):
    def call(student, staged):
        with patch.object(shutil, "rmtree", die):
            publish(student, staged)

    publish = books._autograded.publish
    return call


@pytest.mark.parametrize("graded_before", [False, True])
@pytest.mark.parametrize("place", KILLS)
def test_a_kill_loses_nothing_and_counts_nothing_twice(copies, place, graded_before):
    committed, kill = KILLS[place]
    root, undisturbed = copies("killed"), copies("undisturbed")
    if graded_before:
        for course in (root, undisturbed):
            grade_with_books(course, ["files", "wrong"])
            grade_by_hand_on(course, "wrong")
    before = rows(root)
    submit_again(root, undisturbed)
    ended = killed(root, "wrong", kill)
    # Where nothing was there before, there is nothing to move away or to remove.
    assert ended == (9 if graded_before or ("second" not in place and "old" not in place) else 1)
    if not committed:
        assert rows(root) == before
    Books(Course.at(root), "kinds").close()
    assert not list((root / "autograded").glob("*/.*"))
    path = root / "autograded" / "wrong" / "kinds" / "kinds.ipynb"
    if path.exists() and "almost" in path.read_text():
        assert rows(root) != before
    for course in (root, undisturbed):
        grade_with_books(course, ["files", "wrong"])
    assert same_books(root, undisturbed)


def grade_by_hand_on(root, student):
    with Course.at(root).gradebook() as gradebook:
        gradebook.find_grade("why", "kinds", "kinds", student).manual_score = 2
        gradebook.find_comment("why", "kinds", "kinds", student).manual_comment = "So so."
        gradebook.db.commit()


def submit_again(*roots):
    with patch.dict(STUDENTS):
        STUDENTS["wrong"] = ({"double": "almost", "why": "Ah."}, 19)
        for root in roots:
            submit(root, "wrong")


# ---------------------------------------------------------------------------- faults


def nothing_is_left(root, student):
    assert not (root / "autograded" / student / "kinds").exists()
    assert not list((root / "autograded").glob("*/.*"))
    assert not any(row["student_id"] == student for row in rows(root)["submitted_assignment"])


def recordable(root, books, student="right"):
    return pretend(prepared(root, books, student))


def test_a_locked_gradebook_is_named_and_nothing_is_lost(copies, monkeypatch):
    root = copies("root")
    monkeypatch.setattr(books_module, "PATIENCE_S", 0)
    with (
        Books(Course.at(root), "kinds") as books,
        closing(sqlite3.connect(root / "gradebook.db", isolation_level=None)) as other,
    ):
        graded = recordable(root, books)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(CourseError, match=r"gradebook\.db: right was not recorded: another pr"):
            books.record("right", graded)
        other.execute("ROLLBACK")
        nothing_is_left(root, "right")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(CourseError, match=r"gradebook\.db: kinds cannot be graded: another pr"):
            Books(Course.at(root), "kinds")
        other.execute("ROLLBACK")
        assert books.record("right", graded)[0] == 5


def test_a_lock_is_waited_for(copies):
    root = copies("root")
    with Books(Course.at(root), "kinds") as books, books._database.connection.begin():
        wait = books._database.connection.exec_driver_sql("PRAGMA busy_timeout").scalar()
    assert wait == 1000 * books_module.PATIENCE_S >= 30_000


def test_a_gradebook_that_cannot_be_written_is_named(copies):
    root = copies("root")
    with Books(Course.at(root), "kinds") as books:
        graded = recordable(root, books)
        books._database.connection.connection.execute("PRAGMA query_only = 1")
        with pytest.raises(CourseError, match=r"gradebook\.db: right was not recorded: it cannot"):
            books.record("right", graded)
        nothing_is_left(root, "right")


def test_a_disk_that_is_full_for_the_gradebook_is_named(copies):
    root = copies("root")
    recorded, refused = set(), {}
    with Books(Course.at(root), "kinds") as books:
        connection = books._database.connection.connection
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")
        for student in STUDENTS:
            try:
                books.record(student, recordable(root, books, student))
                recorded.add(student)
            except CourseError as error:
                refused[student] = str(error)
        assert books.recorded() == recorded
    assert refused
    for student, message in refused.items():
        assert f"gradebook.db: {student} was not recorded: the disk is full. Make" in message
        nothing_is_left(root, student)


def full(*_, **__):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "autograded/right")


@pytest.mark.parametrize(
    ("owner", "function"), [(shutil, "copyfile"), (Path, "write_bytes"), (Path, "mkdir")]
)
def test_a_disk_that_is_full_for_the_files_is_named(copies, owner, function):
    root = copies("root")
    with Books(Course.at(root), "kinds") as books:
        graded = recordable(root, books)
        (root / "autograded" / "right").mkdir(parents=True)
        with (
            patch.object(owner, function, full),
            pytest.raises(CourseError, match="autograded/right: right was not recorded: No space"),
        ):
            books.record("right", graded)
        nothing_is_left(root, "right")
        assert books.record("right", graded)[0] == 5


def test_marks_recorded_without_their_notebook_are_told_and_made_good(copies):
    root, undisturbed = copies("root"), copies("undisturbed")
    with Books(Course.at(root), "kinds") as books:
        with (
            patch.object(Path, "rename", full),
            pytest.raises(CourseError, match="marks of right are recorded, but not the notebook"),
        ):
            books.record("right", recordable(root, books))
        assert not (root / "autograded" / "right" / "kinds").exists()
    grade_with_books(root, ["right"])
    grade_with_books(undisturbed, ["right"])
    assert same_books(root, undisturbed)


def test_a_time_that_is_none_is_named(copies):
    root = copies("root")
    (root / "submitted" / "right" / "kinds" / "timestamp.txt").write_text("yesterday")
    with (
        Books(Course.at(root), "kinds") as books,
        pytest.raises(CourseError, match=r"timestamp\.txt: .*yesterday.* is no time"),
    ):
        books.record("right", recordable(root, books))
    nothing_is_left(root, "right")


def test_a_set_that_is_not_in_the_gradebook_is_named(copies):
    root = copies("root")
    with pytest.raises(CourseError, match=r"does not know 'other'. Run `autograder release other`"):
        Books(Course.at(root), "other")


def test_an_unknown_student_is_named_where_none_may_be_created(copies):
    root = copies("root")
    config = root / "nbgrader_config.py"
    config.write_text(config.read_text() + "\nc.Autograde.create_student = False\n")
    with (
        Books(Course.at(root), "kinds") as books,
        pytest.raises(CourseError, match="has no student 'right'"),
    ):
        books.record("right", recordable(root, books))
    nothing_is_left(root, "right")


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (
            lambda cell: cell.update(outputs=[{"output_type": "stream"}]),
            "no valid notebook",
        ),
        (lambda cell: cell.metadata.nbgrader.update(points=-1), "cell `double-check`: nbgrader's"),
        (lambda cell: cell.metadata.nbgrader.update(grade_id="x"), "gradebook has no such cell"),
        (lambda cell: cell.metadata.nbgrader.update(grade_id="negate-check"), "is there twice"),
    ],
)
def test_a_run_that_brings_no_valid_notebook_is_named(copies, damage, message):
    root = copies("root")
    with Books(Course.at(root), "kinds") as books:
        graded = recordable(root, books)
        damage(find_cell(graded, "double-check"))
        with pytest.raises(CourseError, match=f"right/kinds.*{message}"):
            books.record("right", graded)
    nothing_is_left(root, "right")
