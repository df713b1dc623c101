"""No honest accident loses a mark.

`tests/submissions/honest/` holds them. All are handed in to one class, beside classmates who handed
in without an accident, and graded as an instructor grades.
"""

import os
from unittest.mock import patch

import nbformat
import pytest
from corpus import CLASSMATES, POINTS, Page, grade_class, read

HONEST = read("honest")


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    with patch.dict(os.environ):
        return grade_class(tmp_path_factory.mktemp("honest") / "course", HONEST)


def test_there_are_twenty_five_accidents():
    assert len(HONEST) >= 25
    assert [entry.name for entry in HONEST if not entry.solved or not entry.about] == []


@pytest.mark.parametrize("entry", HONEST, ids=lambda e: e.name)
def test_accident_costs_nothing(graded, entry):
    outcome = graded.outcomes[entry.name]
    assert outcome.marks == entry.marks, f"{outcome}\n{graded.scores.get(entry.name)}"
    assert outcome.problem is None


@pytest.mark.parametrize("entry", HONEST, ids=lambda e: e.name)
def test_the_gradebook_holds_these_marks(graded, entry):
    found = graded.scores[entry.name]
    assert sum(found.values()) == entry.marks
    assert all(found[name] == POINTS[name] for name in entry.solved)


@pytest.mark.parametrize("entry", HONEST, ids=lambda e: e.name)
def test_student_gets_a_notebook_and_a_page(graded, entry):
    nbformat.validate(nbformat.reads(graded.notebook(entry.name), as_version=4))
    page = graded.page(entry.name)
    assert f"<strong>{entry.marks:g}</strong> of 20 marks" in page
    assert Page(page).found == []


@pytest.mark.parametrize("entry", [e for e in HONEST if e.told], ids=lambda e: e.name)
def test_what_was_repaired_is_told(graded, entry):
    for text in entry.told:
        assert text in "\n".join(graded.outcomes[entry.name].repairs)
    assert "Your notebook was repaired" in graded.page(entry.name)


def test_what_needs_no_repair_is_left_alone(graded):
    for student in CLASSMATES:
        assert graded.outcomes[student].repairs == []
    for name in ("prints_and_warnings", "own_cells", "metadata_colab", "encoding_utf8_bom"):
        assert graded.outcomes[name].repairs == []
