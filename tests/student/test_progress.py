"""What a student is told about the whole set: in the notebook's last cell, and by the command."""

import json
import sys

import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from tiny_course import DOUBLE, TINY, submit

from autograder.checks import Exercise
from autograder.checks.exercise import SEED_VARIABLE
from autograder.checks.progress import Overview, Progress, Row
from autograder.isolation.inner.absent import AbsentCheck
from autograder.student.check import check, to_table

STUB = "def negate(x):\n    raise NotImplementedError('negate')"


@pytest.fixture
def progress(monkeypatch):
    """Return the last cell's call for the tiny set, whose essay a person marks."""
    monkeypatch.syspath_prepend(str(TINY))
    import tiny_checks

    monkeypatch.setattr(tiny_checks, "BY_PERSON", {"essay": 5}, raising=False)
    yield Progress("tiny_checks")
    for name in [n for n in sys.modules if n.partition(".")[0] == "tiny_checks"]:
        del sys.modules[name]


def answers(*sources):
    names = {}
    for source in sources:
        exec(source, names)
    return names


def test_the_set_is_seen_at_a_glance(progress):
    wrong = "def double(x):\n    return x"
    assert progress.of(answers(wrong, STUB)).to_text().splitlines() == [
        "exercise  marks       what is left",
        "double       0 of 3   One term",
        "negate       0 of 2   not started",
        "essay        – of 5   your instructor gives these",
        "together     0 of 5, and 5 that your instructor gives",
    ]


def test_what_is_right_leaves_nothing_and_what_is_missing_says_what_to_run(progress):
    lines = progress.of(answers(DOUBLE)).to_text().splitlines()
    assert lines[1:3] == ["double       3 of 3", "negate       0 of 2   run the cells above first"]


def test_prints_and_errors_of_answers_are_dropped(progress, capfd):
    noisy = (
        "import sys\ndef double(x):\n    print('loud'); print('loud', file=sys.stderr)\n    1 / 0"
    )
    assert "Raised" in progress.of(answers(noisy)).to_text()
    assert capfd.readouterr() == ("", "")


def test_it_finds_the_answers_of_the_cell_that_calls_it(progress, capsys):
    exec("progress()", answers(DOUBLE) | {"progress": progress})
    assert "together     3 of 5, and 5 that your instructor gives" in capsys.readouterr().out


def test_it_shows_itself_also_where_the_secret_seed_is_set(progress, capsys, monkeypatch):
    """A server that is started in the course's folder reads its configuration, which sets it."""
    monkeypatch.setenv(SEED_VARIABLE, "1")
    exec("progress()", answers(DOUBLE) | {"progress": progress})
    assert "together     3 of 5" in capsys.readouterr().out


def test_nbgraders_validator_does_not_wait_for_it(progress, capsys, monkeypatch):
    monkeypatch.setenv("NBGRADER_VALIDATING", "1")
    calls = []
    exec("progress()", {"progress": progress, "double": calls.append})
    assert (calls, capsys.readouterr().out) == ([], "")


def test_in_a_sandbox_it_prints_nothing(capsys):
    AbsentCheck("progress")()
    assert capsys.readouterr().out == ""
    AbsentCheck("double")()
    assert "`double`" in capsys.readouterr().out


def test_in_a_notebook_it_is_one_table(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(TINY))
    cells = [
        new_code_cell("def double(x):\n    print('loud')\n    return 2 * x\nnegate = abs"),
        new_code_cell(
            "from autograder.checks.progress import Progress\nprogress = Progress('tiny_checks')\n"
            "progress()"
        ),
    ]
    resources = {"metadata": {"path": str(tmp_path)}}
    NotebookClient(new_notebook(cells=cells), resources=resources).execute()
    (output,) = cells[1].outputs
    assert output.output_type == "display_data", "no number stands beside it"
    assert "together     3 of 5" in output.data["text/plain"]
    assert "loud" not in json.dumps(output)
    assert output.data["text/html"].count("<tr") == 2


def test_a_long_list_of_what_is_left_stays_in_80_columns():
    overview = Overview([Row("a_name_of_some_length", 0.25, 10, "many words, " * 20)])
    lines = overview.to_text().splitlines()
    assert max(map(len, lines)) <= 80
    assert len(lines) > 4


# ------------------------------------------------------------------------------ the command


def with_essay(notebook):
    essay = new_markdown_cell("An essay.")
    essay.metadata["nbgrader"] = {
        "grade": True, "solution": True, "grade_id": "essay", "points": 5, "locked": False,
        "schema_version": 3, "task": False, "cell_type": "markdown",
    }  # fmt: skip
    last = new_code_cell("raise SystemExit('the command has a table of its own')")
    last.metadata["nbgrader"] = {"grade": False, "solution": False, "grade_id": "progress"}
    notebook.cells += [essay, last]


def test_the_command_shows_the_same_table_with_the_marks_that_a_person_gives(course, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(TINY))
    said = []
    found = check(submit(course, "me", with_essay, double=DOUBLE), tell=said.append)
    assert to_table(found).splitlines() == [
        "exercise  marks       what is left",
        "double       3 of 3",
        "negate       0 of 2   not started",
        "essay        – of 5   your instructor gives these",
        "together     3 of 5, and 5 that your instructor gives",
    ]
    assert [line for line in said if "SystemExit" in line] == []


def test_a_check_that_was_deleted_is_a_row_of_the_table(course, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(TINY))
    lost = Exercise("tiny.lost", abs)
    lost.part("value", 2)(lambda draw: [])
    path = submit(course, "me", double=DOUBLE)
    monkeypatch.setattr("autograder.student.check._missing", lambda checks: [lost])
    found = check(path, tell=lambda line: None)
    assert "lost         0 of 2   its check is missing" in to_table(found).splitlines()
    assert "The check of `lost` is missing" in [c.findings for c in found][-1]
