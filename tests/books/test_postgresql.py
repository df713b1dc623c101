"""A gradebook on PostgreSQL holds the same marks as one on SQLite, whatever the server does."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from unittest.mock import patch
from uuid import uuid4

import postgres
import psycopg
import pytest
from gradebook_rows import files, marks
from nbgrader.apps import NbGraderAPI
from sqlalchemy import create_engine, text
from tiny_course import DOUBLE, NEGATE, submit

from autograder.books import database
from autograder.books.course import Course
from autograder.books.database import bounded, explained, shown
from autograder.books.gradebook import Books
from autograder.books.rows import Rows
from autograder.classroom.grade import grade, write_feedback
from autograder.classroom.report import class_report
from autograder.cli import main
from autograder.errors import CourseError
from autograder.problem_sets.release import release


def hand_in(root):
    submit(root, "student-01", double=DOUBLE, negate=NEGATE)
    submit(root, "student-02", double=DOUBLE)
    path = submit(root, "Анна К.", negate=NEGATE)
    path.with_name("timestamp.txt").write_text("2026-03-01 18:30:00 UTC")


def quietly(root, **settings):
    return {r.student: r for r in grade(root, "tiny", tell=lambda line: None, **settings)}


def execute(url, command):
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text(command))
    engine.dispose()


@pytest.fixture(scope="module")
def graded_once(released_course, postgresql, tmp_path_factory):
    root = tmp_path_factory.mktemp("graded") / "course"
    url = postgres.moved(released_course, root, postgresql, "graded_once")
    with patch.dict(os.environ):
        release(root)
        hand_in(root)
        quietly(root)
    return root, url


@pytest.fixture
def graded(graded_once, postgresql, tmp_path):
    """Return the course, released and graded on PostgreSQL, and its URL."""
    once, url = graded_once
    root, name = tmp_path / "course", f"course_{uuid4().hex}"
    shutil.copytree(once, root)
    postgresql.sql(f"create database {name} template graded_once owner grader")
    config = root / "nbgrader_config.py"
    config.write_text(config.read_text().replace(url, postgresql.url(name)))
    return root, postgresql.url(name)


def test_the_marks_are_those_of_sqlite_the_first_time_and_again(
    on_postgresql, released_course, tmp_path, capsys
):
    root, url = on_postgresql
    other = tmp_path / "other"
    shutil.copytree(released_course, other)
    (other / ".course_seed").write_text((root / ".course_seed").read_text())
    for _ in range(2):
        assert main(["release", "--course", str(root)]) == 0
    for place in (root, other):
        hand_in(place)
    for again in (False, True):
        assert all(r.unchanged == again for r in quietly(root).values())
        quietly(other)
        assert len(write_feedback(root, "tiny")) == 3
        assert class_report(root, "tiny").rows == class_report(other, "tiny").rows
        assert marks(url) == marks(f"sqlite:///{other / 'gradebook.db'}")
        assert files(root) == files(other)
    assert all(r.marks is not None for r in quietly(root, force=True).values())
    assert marks(url) == marks(f"sqlite:///{other / 'gradebook.db'}")
    assert not (root / "gradebook.db").exists()
    capsys.readouterr()
    assert main(["grade", "tiny", "--course", str(root)]) == 0
    said = capsys.readouterr().out
    assert re.search(r"gradebook postgresql://grader@/tmp/\S+/course_\w+$", said, re.MULTILINE)
    assert "s3cret" not in said


def nbgrader(root, *arguments):
    command = Path(sys.executable).with_name("nbgrader")
    subprocess.run(
        [command, *arguments], cwd=root, check=True, capture_output=True, stdin=subprocess.DEVNULL
    )


def test_nbgraders_own_commands_write_the_same_books(graded):
    root, url = graded
    before = marks(url)
    execute(url, "delete from grade; delete from comment")
    execute(url, "delete from submitted_notebook; delete from submitted_assignment")
    for _ in range(2):
        nbgrader(root, "autograde", "tiny", "--force")
        assert marks(url) == before
    nbgrader(root, "generate_feedback", "tiny", "--force")
    lists = NbGraderAPI(config=Course.at(root).config)  # what formgrader shows
    (about,) = lists.get_assignments()
    assert about["num_submissions"] == 3
    students = {s["id"]: s["score"] for s in lists.get_students() if s["score"]}
    assert students == {"student-01": 5, "student-02": 3, "Анна К.": 2}
    assert {s["student"] for s in lists.get_submissions("tiny")} == students.keys()
    assert len(lists.get_notebook_submissions("tiny", "tiny")) == 3
    assert len(list((root / "feedback").glob("*/tiny/tiny.html"))) == 3
    assert not (root / "gradebook.db").exists()


# ------------------------------------------------------------------------- refusals


def with_url(root, url):
    with (root / "nbgrader_config.py").open("a") as file:
        file.write(f"\nc.CourseDirectory.db_url = {url!r}\n")


def refused(root):
    with pytest.raises(CourseError) as error:
        quietly(root)
    assert "s3cret" not in str(error.value)
    return str(error.value)


def test_a_database_that_does_not_exist_is_told_with_the_command_that_makes_it(
    on_postgresql, postgresql, capsys
):
    root, _ = on_postgresql
    hand_in_elsewhere(root)
    with_url(root, postgresql.url("nowhere"))
    said = refused(root)
    assert "the server has no such database" in said
    assert f"Make it with `createdb -h {postgresql.folder} -U grader nowhere`" in said
    assert not (root / "gradebook.db").exists()
    capsys.readouterr()
    assert main(["release", "--course", str(root)]) == 2
    assert "Make it with `createdb" in capsys.readouterr().err


def hand_in_elsewhere(root):
    """Hand in a file; what is in it does not matter where no gradebook is to be had."""
    folder = root / "submitted" / "student-01" / "tiny"
    folder.mkdir(parents=True)
    (folder / "tiny.ipynb").write_text("{}")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"password": "other"}, "does not let this user in"),
        ({"user": "nobody-here"}, "does not let this user in"),
    ],
)
def test_who_may_not_in_is_told(on_postgresql, postgresql, change, words):
    root, url = on_postgresql
    hand_in_elsewhere(root)
    with_url(root, postgresql.url(url.partition("?")[0].rpartition("/")[2], **change))
    assert words in refused(root)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("postgresql+psycopg://grader@/x?host=/nowhere", "no connection to the server"),
        ("postgresql+psycopg://grader:s3cret@127.0.0.1:1/x", "no connection to the server"),
        ("marks.db", "names no database"),
        ("nosuch://grader@host/x", "is not installed"),
    ],
)
def test_an_address_that_leads_nowhere_is_told(on_postgresql, url, words):
    root, _ = on_postgresql
    hand_in_elsewhere(root)
    with_url(root, url)
    assert words in refused(root)


def test_a_server_that_takes_no_changes_is_told(graded):
    root, url = graded
    name = url.partition("?")[0].rpartition("/")[2]
    execute(url, f"alter database {name} set default_transaction_read_only = on")
    submit(root, "student-03", double=DOUBLE)
    assert "read-only" in refused(root)


def test_a_table_that_is_missing_is_told(graded):
    root, url = graded
    execute(url, "drop table comment")
    execute(url, "create table comment (id text)")
    submit(root, "student-03", double=DOUBLE)
    assert "tables are not those that this nbgrader expects" in refused(root)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (
            psycopg.errors.DiskFull("no space"),
            "the disk of the server is full (it said: no space). Make room",
        ),
        (psycopg.errors.TooManyConnections("x"), "no connection left"),
        (psycopg.errors.QueryCanceled("x"), "did not get it done in 60 s"),
        (psycopg.errors.IoError("x"), "reports an error"),
        (psycopg.errors.UndefinedObject("x y"), "the server refused (it said: x y)"),
    ],
)
def test_what_a_server_may_refuse_is_told(graded, monkeypatch, error, words):
    root, _ = graded
    with Books(Course.at(root), "tiny") as books:
        monkeypatch.setattr(
            books._database._engine.dialect, "do_execute", lambda *_, **__: throw(error)
        )
        with pytest.raises(CourseError) as said:
            books.recorded()
    assert words in str(said.value)


def throw(error):
    raise error


def test_a_lock_is_waited_for_and_then_told(graded, monkeypatch):
    root, url = graded
    monkeypatch.setattr(database, "PATIENCE_S", 1)
    submit(root, "student-03", double=DOUBLE)
    engine = create_engine(url)
    with engine.connect() as other, other.begin():
        other.execute(text("lock table grade in exclusive mode"))
        assert "student-03 was not recorded: another program has kept it locked" in refused(root)
    engine.dispose()
    assert quietly(root)["student-03"].marks == 3


def test_a_name_that_is_too_long_costs_its_own_submission(graded):
    root, _ = graded
    long = "student-" + 130 * "x"
    submit(root, long, double=DOUBLE)
    submit(root, "student-99", double=DOUBLE)
    results = quietly(root)
    assert "an id of at most 128 characters" in results[long].problem
    assert results["student-99"].marks == 3
    assert not (root / "autograded" / long / "tiny").exists()


# ------------------------------------------------------------------------- two writers


def test_marks_given_by_hand_in_between_are_kept(graded, monkeypatch):
    root, url = graded
    given = []
    untouched = Rows._penalty

    def meanwhile(books, *arguments):
        if not given:  # after the rows are read, before they are written
            given.append(True)
            execute(
                url,
                "update grade set manual_score = 1.5 where id = (select grade.id from grade "
                "join submitted_notebook n on n.id = grade.notebook_id "
                "join submitted_assignment a on a.id = n.assignment_id "
                "join base_cell on base_cell.id = grade.cell_id "
                "where student_id = 'student-01' and base_cell.name = 'negate-check')",
            )
        return untouched(books, *arguments)

    monkeypatch.setattr(Rows, "_penalty", meanwhile)
    results = quietly(root, students=["student-01"], force=True)
    assert results["student-01"].marks == 4.5
    ((manual, again),) = [
        (row[5], row[7])
        for row in marks(url)
        if row[0] == "student-01" and row[3] == "negate-check"
    ]
    assert (manual, again) == (1.5, True)


# ------------------------------------------------------------------------- a server that goes


def again_from_nothing(root, url):
    execute(url, "delete from grade; delete from comment; delete from submitted_notebook")
    execute(url, "delete from submitted_assignment; delete from student")


@pytest.mark.parametrize("how", ["kill", "stop"])
@pytest.mark.parametrize("when", ["before it writes", "before it commits", "after it committed"])
def test_a_server_that_is_restarted_costs_nothing(graded, postgresql, monkeypatch, how, when):
    root, url = graded
    before = marks(url)
    again_from_nothing(root, url)
    untouched, done = Rows.write, []

    def restart():
        done.append(True)
        getattr(postgresql, how)()
        postgresql.start()

    def rows_written(rows, *arguments):
        if not done and when == "before it writes":
            restart()
        score = untouched(rows, *arguments)
        if not done and when == "before it commits":
            restart()
        if not done and when == "after it committed":
            commit = rows._database._engine.dialect.do_commit

            def and_gone(connection):
                commit(connection)
                monkeypatch.undo()
                restart()
                raise psycopg.OperationalError("server closed the connection unexpectedly")

            monkeypatch.setattr(rows._database._engine.dialect, "do_commit", and_gone)
        return score

    monkeypatch.setattr(Rows, "write", rows_written)
    assert all(r.problem is None for r in quietly(root, force=True).values())
    assert done
    assert marks(url) == before


def test_a_server_that_stays_away_is_told_and_what_was_graded_is_kept(
    graded, postgresql, monkeypatch
):
    root, url = graded
    before = marks(url)
    monkeypatch.setattr(database, "RESTART_S", 1)
    with Books(Course.at(root), "tiny") as books:
        postgresql.stop()
        try:
            with pytest.raises(CourseError, match="no connection to the server"):
                books.recorded()
        finally:
            postgresql.start()
        assert books.recorded() == {"student-01", "student-02", "Анна К."}
    assert marks(url) == before


def test_a_server_that_says_nothing_is_given_up_in_time(graded, postgresql, monkeypatch):
    root, _ = graded
    for name, seconds in (("SILENCE_S", 1), ("RESTART_S", 1), ("CONNECT_S", 2)):
        monkeypatch.setattr(database, name, seconds)
    with Books(Course.at(root), "tiny") as books:
        backend = books._database.connection.connection.driver_connection.info.backend_pid
        stopped = [backend, postgresql.process]
        for process in stopped:
            os.kill(process, signal.SIGSTOP)
        begin = time.monotonic()
        try:
            with pytest.raises(CourseError, match="no connection to the server"):
                books.recorded()
        finally:
            for process in stopped:
                os.kill(process, signal.SIGCONT)
        assert time.monotonic() - begin < 30  # not for ever
        assert len(books.recorded()) == 3


# ------------------------------------------------------------------------- words


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("sqlite:////x/gradebook.db", "/x/gradebook.db"),
        ("postgresql+psycopg://u:p@host:99/n?password=p", "postgresql://u@host:99/n"),
        ("postgresql://host/n", "postgresql://host/n"),
        ("postgresql+psycopg://u:p@/n?host=/run/pg", "postgresql://u@/run/pg/n"),
        ("p", "c.CourseDirectory.db_url"),
    ],
)
def test_a_database_is_named_without_its_password(url, words):
    assert shown(url) == words


def test_nobody_waits_without_end(graded):
    root, url = graded
    known = Course.at(root)  # which sets what nbgrader's own commands go by
    plain = create_engine(url)
    with known.gradebook() as ours, plain.connect() as theirs:
        for connection in (ours.db, theirs):
            for name in ("lock_timeout", "statement_timeout"):
                assert connection.execute(text(f"show {name}")).scalar() in ("30s", "1min")
    plain.dispose()


def test_limits_of_ones_own_stand():
    url = "postgresql+psycopg://u:p%2F%25@h/n?connect_timeout=3"
    assert "connect_timeout=3" in bounded(url)
    assert "lock_timeout" in bounded(url)
    assert "u:p%2F%25@h" in bounded(url)
    assert bounded("sqlite:///x") == "sqlite:///x"


def test_a_driver_that_is_missing_is_told():
    with (
        pytest.raises(CourseError, match=r"pip install '\.\[cluster\]'"),
        explained("postgresql://u@h/n", "the gradebook cannot be used"),
    ):
        raise ModuleNotFoundError("No module named 'psycopg2'", name="psycopg2")
