"""A student's notebook keeps when a check was run; a graded one does not."""

import json
import re

import pytest

from autograder.checks import REPORT_MIME, session
from autograder.checks.report import Report


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    monkeypatch.setattr(session, "_first", {})
    monkeypatch.setattr(session, "_runs", {})
    for name in session.GRADERS:
        monkeypatch.delenv(name, raising=False)


def test_first_last_and_number_of_runs_are_noted_and_nothing_else():
    session.noted("a")
    session.noted("b")
    found = session.noted("a")
    assert found.keys() == {"first", "last", "runs"}
    assert found["runs"] == 2
    for when in ("first", "last"):
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", found[when])


@pytest.mark.parametrize("name", session.GRADERS)
def test_a_grader_notes_nothing(monkeypatch, name):
    monkeypatch.setenv(name, "1")
    assert session.noted("a") is None


def test_a_report_without_it_is_the_same_as_before():
    report = Report("a", False, [])
    assert "session" not in report.to_json()
    report.session = session.noted("a")
    assert json.loads(json.dumps(report._repr_mimebundle_()[REPORT_MIME]))["session"]["runs"] == 1


def test_a_kernel_of_a_student_keeps_it(monkeypatch):
    from IPython.core.interactiveshell import InteractiveShell
    from IPython.utils.capture import capture_output

    shell = InteractiveShell.instance()
    try:
        with capture_output() as shown:
            for _ in range(2):
                shell.run_cell("from autograder.checks import ps2_forward as check\ncheck.jvp()")
    finally:
        InteractiveShell.clear_instance()
    reports = [o.data[REPORT_MIME] for o in shown.outputs if REPORT_MIME in o.data]
    assert [report["session"]["runs"] for report in reports] == [1, 2]
