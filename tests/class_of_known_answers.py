"""A class of the tiny course whose answers, names, times and attempts are known."""

import json
import os
import shutil
from unittest.mock import patch

import nbformat
from tiny_course import DOUBLE, NEGATE, submit

from autograder.checks import REPORT_MIME
from autograder.classroom.grade import grade, write_feedback
from autograder.submission.cells import find_cell

HOSTILE = "<img src=x onerror=alert(1)>"
# What must be nowhere on a page without names: ids, names, addresses, words of students.
SECRETS = [
    *("anna", "o'brien", "берта", "student-0", "zoltan", "onerror", "petrova", "schmidt"),
    *("uni.example", "my secret comment", "my docstring", "my text", "hanna_helper", "7654321"),
]
SAME = """
def double(x):
    '''my docstring {0}'''
    # my secret comment {0}
    hanna_helper{0} = x
    note = "my text"
    return hanna_helper{0} + 0 * 7654321
"""
WORDS = "# my secret comment\ndef double(x):\n    return 7 * x"
CLASS = {
    "anna@uni.example": (DOUBLE, NEGATE),
    "o'brien (2)": (SAME.format(1), NEGATE),
    "Берта К.": (SAME.format(22), "def negate(x):\n    return abs(x)"),
    "student-04": (SAME.format(333), NEGATE),
    "student-05": ("def double(x):\n    return x", "def negate(x):\n    return np.abs(x)"),
    "student-06": (WORDS, NEGATE),
    HOSTILE: (f"# {HOSTILE}\ndef double(x):\n    return '{HOSTILE}'", NEGATE),
    "student-08": (None, None),
}
MISSING = "zoltan"
LATER = "later"


def noted(first, last, runs):
    """Return a change of a notebook: what a check leaves in a student's notebook."""
    report = {
        "exercise": "double",
        "session": {
            "first": f"2026-03-01T{first}:00Z",
            "last": f"2026-03-01T{last}:00Z",
            "runs": runs,
        },
    }

    def change(notebook):
        find_cell(notebook, "double-check").outputs = nbformat.from_dict(
            [{"output_type": "display_data", "metadata": {}, "data": {REPORT_MIME: report}}]
        )

    return change


TIMES = {
    "anna@uni.example": noted("10:00", "10:30", 5),
    "student-04": noted("10:00", "10:10", 3),
    "student-05": noted("11:00", "10:00", 3),  # impossible
}


def known_class(released, root):
    """Grade the class in `root`, a copy of the course `released`; student-05 hands in twice."""
    shutil.copytree(released, root)
    people = "".join(
        f'"{student}",Hanna,Petrova,hp{i}@uni.example\n'
        for i, student in enumerate([*CLASS, MISSING])
    )
    text = f"id,first_name,last_name,email\n{people}"
    (root / "roster.csv").write_text(text, encoding="utf-8")
    with patch.dict(os.environ):
        submit(root, "student-05", double=DOUBLE, negate=NEGATE)
        stamp(root, "student-05", "2026-02-27 12:00:00 UTC")
        grade(root, "tiny", jobs=1, tell=lambda line: None)
        for student, (double, negate) in CLASS.items():
            submit(root, student, TIMES.get(student), double=double, negate=negate)
            stamp(root, student, "2026-03-01 18:30:00 UTC")
        grade(root, "tiny", jobs=1, tell=lambda line: None)
        write_feedback(root, "tiny")
    with (root / "attempts" / "tiny.jsonl").open("a", encoding="utf-8") as file:
        for line in damaged():
            file.write(json.dumps(line) + "\n")
    return root


def stamp(root, student, time):
    """Say when `student` handed in."""
    (root / "submitted" / student / "tiny" / "timestamp.txt").write_text(time)


def damaged():
    """Return lines that nobody's program wrote."""
    line = {
        "student": "student-06",
        "notebook": HOSTILE,
        "handed_in": "2026-02-28T10:00:00",
        "graded": "2026-02-28T10:00:00+03:00",
        "again": None,
        "marks": 1.0,
        "points": 5.0,
    }
    for change in (
        {"marks": "many"},
        {"points": 0},
        {"marks": float("nan")},
        {"notebook": [1]},
        {"student": [HOSTILE]},
        {"student": HOSTILE, "marks": HOSTILE},
        {"graded": 5},
    ):
        yield {**line, **change}
