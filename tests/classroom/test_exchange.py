"""nbgrader's exchange works around our grading: from release to the page that a student fetches."""

import os
from pathlib import Path
from unittest.mock import patch

import nbformat
import pytest
from nbgrader.auth import Authenticator
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange.default import (
    ExchangeCollect,
    ExchangeFetchAssignment,
    ExchangeFetchFeedback,
    ExchangeReleaseAssignment,
    ExchangeReleaseFeedback,
    ExchangeSubmit,
)
from tiny_course import DOUBLE, NEGATE
from traitlets.config import Config

from autograder.books.course import Course
from autograder.classroom.grade import grade, write_feedback
from autograder.submission.cells import find_cell


@pytest.fixture
def exchange(tmp_path):
    """Return the folder of an exchange, where each user is told apart by a variable."""
    place = tmp_path / "exchange"
    place.mkdir()
    place.chmod(0o777)
    return place


def settings(exchange, more=()):
    config = Config()
    config.CourseDirectory.course_id = "autodiff"
    config.CourseDirectory.assignment_id = "tiny"
    config.Exchange.assignment_dir = "."
    config.Exchange.root = str(exchange)
    for part in more:
        config.merge(part)
    return config


def do(step, config, user, folder):
    """Do one step of the exchange as `user` in `folder`."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        with (
            patch("nbgrader.exchange.default.submit.get_username", return_value=user),
            patch("nbgrader.exchange.default.fetch_feedback.get_username", return_value=user),
        ):
            who = Authenticator(config=config)
        step(coursedir=CourseDirectory(config=config), authenticator=who, config=config).start()
    finally:
        os.chdir(before)


def test_the_whole_way_through_the_exchange(course, exchange, tmp_path):
    ours = settings(exchange, [Course.at(course).config])
    theirs = settings(exchange)
    theirs.Exchange.cache = str(tmp_path / "cache")
    home = tmp_path / "home"
    home.mkdir()
    do(ExchangeReleaseAssignment, ours, "teacher", course)
    do(ExchangeFetchAssignment, theirs, "student-01", home)
    path = home / "tiny" / "tiny.ipynb"
    notebook = nbformat.read(path, as_version=4)
    find_cell(notebook, "double").source = DOUBLE
    find_cell(notebook, "negate").source = NEGATE
    nbformat.write(notebook, path)
    do(ExchangeSubmit, theirs, "student-01", home)
    do(ExchangeCollect, ours, "teacher", course)
    [student] = Course.at(course).students("tiny")
    [result] = grade(course, "tiny", tell=lambda _: None)
    assert (result.student, result.marks, result.problem) == (student, 5, None)
    [page] = write_feedback(course, "tiny")
    do(ExchangeReleaseFeedback, ours, "teacher", course)
    do(ExchangeFetchFeedback, theirs, "student-01", home)
    fetched = list((home / "tiny" / "feedback").rglob("tiny.html"))
    assert [file.read_bytes() for file in fetched] == [page.read_bytes()]
