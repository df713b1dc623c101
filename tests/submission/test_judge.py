"""A check cell is run here, and of its checks the hidden ones alone where there are any."""

from nbformat.v4 import new_code_cell, new_notebook

from autograder.checks import Exercise
from autograder.checks.exercise import SEED_VARIABLE
from autograder.feedback.page import resources_of
from autograder.submission.judge import judge
from autograder.submission.marks import settle

OPEN = "check()"
HIDDEN = f"{OPEN}\n### BEGIN HIDDEN TESTS\ncheck.hidden()\n### END HIDDEN TESTS"


def judged(source, answer):
    """Return the settled cell and the kinds of inputs on which its check ran."""
    ran = []
    check = Exercise(__name__, lambda: 1.0, answer="answer")

    @check.part("the answer", 2)
    def _(draw):
        ran.append("hidden" if draw.hidden else "open")
        yield ()

    names = {"check": check, "answer": answer}
    cell = new_code_cell(source)
    cell.metadata["nbgrader"] = {"grade": True, "solution": False, "grade_id": "a-check"}
    cell.metadata["nbgrader"]["points"] = 2
    cell.outputs = judge(source, names)
    settle(cell)
    return cell, ran


def marks(cell):
    return float(cell.outputs[-1].data["text/plain"])


def test_open_checks_are_left_out_where_hidden_ones_give_the_marks(monkeypatch):
    monkeypatch.setenv(SEED_VARIABLE, "7")
    for value, won in ((1.0, 2.0), (0.0, 0.0)):
        cell, ran = judged(HIDDEN, lambda value=value: value)
        assert ran == ["hidden"]
        assert marks(cell) == won


def test_open_checks_give_the_marks_where_there_are_no_hidden_ones():
    for value, won in ((1.0, 2.0), (0.0, 0.0)):
        cell, ran = judged(OPEN, lambda value=value: value)
        assert ran == ["open"]
        assert marks(cell) == won


def test_the_page_says_where_the_numbers_are_when_hidden_inputs_cost_marks(monkeypatch):
    monkeypatch.setenv(SEED_VARIABLE, "7")
    for source, value, told in ((HIDDEN, 0.0, True), (HIDDEN, 1.0, False), (OPEN, 0.0, False)):
        cell, _ = judged(source, lambda value=value: value)
        assert resources_of(new_notebook(cells=[cell]), None)["hidden"] is told
