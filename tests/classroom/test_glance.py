"""A glance at the code finds what values cannot tell, and nothing in the known right answers."""

from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from autograder.classroom.glance import LONG_CELL, unusual
from autograder.classroom.report import ClassReport, Row, Score, to_text

ANSWERS = sorted(Path(__file__).parents[1].glob("submissions/ps[123]*/*/right_*.py"))


def seen(source):
    return [words for _, words in unusual(new_notebook(cells=[new_code_cell(source)]))]


@pytest.mark.parametrize(
    ("source", "word"),
    [
        ("def f(x):\n    return (g(x + 1e-30j)).imag / 1e-30", "complex"),
        ("h = complex(0, 1e-30)", "complex"),
        ("x = np.asarray(x, dtype=np.complex128)", "complex"),
        ("h = np.longdouble(1e-5)", "long double"),
        ("from numpy import longdouble as real", "long double"),
        ("import ctypes.util", "memory"),
        ("x = 1\n" * LONG_CELL + "y = 2", "lines"),
    ],
)
def test_what_values_cannot_tell_is_named(source, word):
    (words,) = seen(source)
    assert word in words


def test_each_is_named_once_and_a_syntax_error_is_nothing():
    assert len(seen("a = 1j + 2j + complex(1)")) == 1
    assert seen("def f(:") == []


@pytest.mark.parametrize("path", ANSWERS, ids=lambda path: path.stem)
def test_no_right_answer_is_named(path):
    assert seen(path.read_text()) == []


def test_the_report_names_student_and_cell():
    row = Row("student-01", {"derivative": Score(1.0)}, 1.0)
    row.unusual = [("derivative", "computes with complex numbers")]
    text = to_text(ClassReport("ps2_forward", {"derivative": 1.0}, [row]))
    assert "student-01  derivative: computes with complex numbers" in text
