"""A check cell's marks are a number that its check computed; nothing else ever counts."""

import pytest
from nbformat.v4 import new_code_cell, new_output
from nbgrader.utils import determine_grade

from autograder.checks import REPORT_MIME
from autograder.submission.marks import last_report, pass_silent, settle


def result(text):
    return new_output("execute_result", data={"text/plain": text})


def hidden(marks):
    report = {"exercise": "double", "hidden": True, "marks": marks, "points": 3.0, "parts": []}
    return new_output("display_data", data={"text/plain": "", REPORT_MIME: report})


def settled(*outputs, reason=None):
    about = {"grade_id": "double-check", "grade": True, "solution": False, "points": 3}
    cell = new_code_cell("check", metadata={"nbgrader": about}, outputs=list(outputs))
    settle(cell, reason)
    return cell


def hints(cell):
    return [part["hint"] for part in last_report(cell)["parts"]]


@pytest.mark.parametrize("marks", ["3.0", "1.5", "0.0"])
def test_a_number_between_nothing_and_the_points_counts(marks):
    assert determine_grade(settled(hidden(float(marks)), result(marks)))[0] == float(marks)


def test_a_warning_costs_nothing():
    warning = new_output("stream", name="stderr", text="RuntimeWarning: overflow")
    assert determine_grade(settled(warning, hidden(3.0), result("3.0")))[0] == 3


@pytest.mark.parametrize("text", ["nan", "inf", "-1.0", "3.5", "[3.0]", "'3.0'", "None", ""])
def test_anything_else_gets_nothing(text):
    cell = settled(result(text))
    assert determine_grade(cell)[0] == 0
    assert hints(cell) == ["no-result"]


def test_no_output_gets_nothing():
    cell = settled()
    assert determine_grade(cell)[0] == 0
    assert hints(cell) == ["no-result"]


def test_a_result_that_its_own_findings_deny_gets_nothing():
    assert determine_grade(settled(hidden(1.0), result("3.0")))[0] == 0


def test_of_two_results_the_last_counts():
    assert determine_grade(settled(result("3.0"), hidden(1.0), result("1.0")))[0] == 1


@pytest.mark.parametrize(
    ("ename", "evalue", "hint"),
    [
        ("NameError", "name 'double' is not defined", "no-answer"),
        ("CellTimeoutError", "", "too-slow"),
        ("KeyboardInterrupt", "", "too-slow"),
        ("KeyError", "'x'", "stopped"),
    ],
)
def test_an_error_gets_nothing_and_says_why(ename, evalue, hint):
    error = new_output("error", ename=ename, evalue=evalue, traceback=["secret input 0.123"])
    cell = settled(error)
    assert determine_grade(cell)[0] == 0
    assert hints(cell) == [hint]
    assert "0.123" not in str(cell.outputs)


def test_a_cell_that_did_not_run_gets_nothing_and_says_so():
    cell = settled(reason="not-run")
    assert determine_grade(cell)[0] == 0
    assert hints(cell) == ["not-run"]


@pytest.mark.parametrize("outputs", [[], [result("True")], [result("(no number)")]])
def test_tests_that_only_assert_are_passed_where_nothing_is_raised(outputs):
    cell = settled()
    cell.outputs = outputs
    pass_silent(cell)
    settle(cell)
    assert determine_grade(cell)[0] == 3


@pytest.mark.parametrize(
    "outputs",
    [
        [new_output("error", ename="AssertionError", evalue="", traceback=[])],
        [hidden(1.0)],
        [result("nan")],
        [result("4.0")],
    ],
)
def test_silence_alone_is_passed(outputs):
    cell = settled()
    cell.outputs = outputs
    pass_silent(cell)
    settle(cell)
    assert determine_grade(cell)[0] == 0


@pytest.mark.parametrize("line", ["check.{}()", "checks.{}.hidden()", "check.{} ()"])
def test_a_check_of_ours_without_its_report_passes_nobody(line):
    cell = settled()
    cell.source = line.format(cell.metadata["nbgrader"]["grade_id"].removesuffix("-check"))
    cell.outputs = []
    pass_silent(cell)
    settle(cell)
    assert determine_grade(cell)[0] == 0
    assert hints(cell) == ["no-result"]
