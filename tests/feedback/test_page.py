"""A page is written when what it is made from changed, and only then."""

import os
from dataclasses import replace
from unittest.mock import patch

import nbformat
import pytest

from autograder.feedback import page as module
from autograder.feedback.page import Grades, Page, is_made_from, made_from, write_page
from autograder.submission.cells import find_cell

GRADES = Grades(3.0, 5.0, 0.0, {"double-check": 3.0}, {"double-check": 3.0}, {"double": None})


@pytest.fixture
def what(tmp_path, tiny):
    folder = tmp_path / "autograded"
    folder.mkdir()
    nbformat.write(tiny, folder / "tiny.ipynb")
    (folder / "timestamp.txt").write_text("2026-03-01 18:30:00 UTC")
    nbformat.write(tiny, tmp_path / "released.ipynb")
    return Page(
        "student-01",
        "tiny",
        folder / "tiny.ipynb",
        tmp_path / "released.ipynb",
        tmp_path / "feedback" / "tiny.html",
        GRADES,
        0o444,
    )


def test_a_page_says_what_it_was_made_from(what):
    assert not is_made_from(what)
    write_page(what)
    assert is_made_from(what)
    page = what.file.read_text()
    assert page.index(f'<meta name="made-from" content="{made_from(what)}">') < module.HEAD
    assert "<strong>3</strong> of 5 marks" in page
    assert what.file.stat().st_mode & 0o777 == 0o444
    assert what.file.with_name("timestamp.txt").read_text() == "2026-03-01 18:30:00 UTC"


def test_file_times_do_not_matter(what):
    write_page(what)
    for path in (what.graded, what.released):
        os.utime(path, (2e9, 2e9))
    os.utime(what.file, (1e9, 1e9))
    assert is_made_from(what)


@pytest.mark.parametrize(
    "grades",
    [
        replace(GRADES, score=2.0),
        replace(GRADES, max_score=6.0),
        replace(GRADES, late_penalty=1.0),
        replace(GRADES, scores={"double-check": None}),
        replace(GRADES, comments={"double": "Well done."}),
    ],
)
def test_other_marks_or_comments_make_another_page(what, grades):
    write_page(what)
    assert not is_made_from(replace(what, grades=grades))


@pytest.mark.parametrize("changed", ["graded", "released"])
def test_another_notebook_makes_another_page(what, changed, tiny):
    write_page(what)
    find_cell(tiny, "double").source = "def double(x):\n    return x + x"
    nbformat.write(tiny, getattr(what, changed))
    assert not is_made_from(what)


def test_another_time_makes_another_page(what):
    write_page(what)
    what.graded.with_name("timestamp.txt").write_text("2026-03-02 18:30:00 UTC")
    assert not is_made_from(what)


def test_other_code_or_another_template_makes_another_page(what, tmp_path):
    write_page(what)
    for name in module.CODE:
        copy = tmp_path / "package"
        for each in module.CODE:
            (copy / each).parent.mkdir(parents=True, exist_ok=True)
            (copy / each).write_bytes((module.PACKAGE / each).read_bytes())
        with (copy / name).open("ab") as file:
            file.write(b"\n")
        module._code.cache_clear()
        with patch.object(module, "PACKAGE", copy):
            assert not is_made_from(what), name
        module._code.cache_clear()
    assert is_made_from(what)


def test_a_page_of_an_earlier_version_is_written_again(what):
    what.file.parent.mkdir()
    what.file.write_text("<!DOCTYPE html><title>tiny: feedback</title>")
    assert not is_made_from(what)


@pytest.mark.parametrize("odd", ["pipe", "large"])
def test_a_time_stamp_that_is_none_does_not_hold_the_page_up(what, odd):
    path = what.graded.with_name("timestamp.txt")
    path.unlink()
    if odd == "pipe":
        os.mkfifo(path)
    else:
        path.touch()
        os.truncate(path, 2**40)
    write_page(what)
    assert is_made_from(what)
    assert not what.file.with_name("timestamp.txt").exists()
