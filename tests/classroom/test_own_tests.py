"""Tests that only assert, as most sets for nbgrader have them, give what nbgrader gives."""

import pytest
from tiny_course import DOUBLE, NEGATE, submit

from autograder.classroom.grade import grade
from autograder.problem_sets.release import release

ASSERTS = {
    "double": "assert double(3) == 6\nassert np.allclose(double(np.ones(3)), 2)",
    # A test that swallows every error is passed by what raises one, but not by what dies.
    "negate": "try:\n    negate('x')\nexcept Exception:\n    pass\n(negate(3) == -3)",
}


@pytest.fixture
def own_tests(course):
    path = course / "solutions" / "tiny.md"
    text = path.read_text()
    for name, test in ASSERTS.items():
        begin = text.index(f"import tiny_checks as check\n\ncheck.{name}()")
        text = text[:begin] + test + "\n" + text[text.index("```", begin) :]
    path.write_text(text)
    release(course)
    return course


@pytest.mark.parametrize("isolated", [True, False])
def test_what_raises_nothing_gets_all_and_what_dies_nothing(own_tests, isolated):
    dies = "def {}(x):\n    import os\n    os._exit(0)"
    answers = {
        "right": ({"double": DOUBLE, "negate": NEGATE}, 5),
        "wrong": ({"double": "def double(x):\n    return x", "negate": NEGATE}, 2),
        "raises": ({"double": DOUBLE, "negate": "def negate(x):\n    raise ValueError"}, 3),
        "dies": ({"double": dies.format("double"), "negate": dies.format("negate")}, 0),
        "empty": ({}, 0),
    }
    for student, (cells, _) in answers.items():
        submit(own_tests, student, **cells)
    results = grade(own_tests, "tiny", tell=lambda _: None, isolated=isolated)
    assert {r.student: r.marks for r in results} == {s: m for s, (_, m) in answers.items()}
