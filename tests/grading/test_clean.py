"""A damaged notebook comes back in the released shape, with the answers, and says what was done."""

from copy import deepcopy

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader.preprocessors import CheckCellMetadata, DeduplicateIds

from autograder.grading.clean import clean
from autograder.grading.source import find_cell, grade_id

ANSWER = "def double(x):\n    return x + x"


def ids(notebook):
    return [name for cell in notebook.cells if (name := grade_id(cell))]


@pytest.fixture
def submission(tiny):
    notebook = deepcopy(tiny)
    find_cell(notebook, "double").source = ANSWER
    return notebook


def cleaned(submission, tiny):
    """Clean, and prove that nbgrader's own next steps go through."""
    notebook, done = clean(submission, tiny)
    nbformat.validate(notebook)
    DeduplicateIds().preprocess(notebook, {})
    CheckCellMetadata().preprocess(notebook, {})
    assert ids(notebook) == ids(tiny)
    return notebook, done


def test_an_undamaged_notebook_needs_no_repair(submission, tiny):
    notebook, done = cleaned(submission, tiny)
    assert done == []
    assert [c.source for c in notebook.cells] == [c.source for c in submission.cells]


def test_cells_of_the_student_stay_where_they_are(submission, tiny):
    submission.cells.insert(4, new_code_cell("x = 1"))
    submission.cells.append(new_markdown_cell("My thoughts"))
    notebook, done = cleaned(submission, tiny)
    assert done == []
    assert notebook.cells[4].source == "x = 1"
    assert notebook.cells[-1].source == "My thoughts"


@pytest.mark.parametrize("tag", ["skip-execution", "remove-cell", "raises-exception"])
@pytest.mark.parametrize("name", ["setup", "double", "double-check"])
def test_tags_are_removed(submission, tiny, tag, name):
    find_cell(submission, name).metadata["tags"] = [tag]
    notebook, done = cleaned(submission, tiny)
    assert "tags" not in find_cell(notebook, name).metadata
    assert done == [f"The cell `{name}` had the tags {tag}; removed."]


def test_a_copied_check_counts_once(submission, tiny):
    check = find_cell(submission, "double-check")
    submission.cells.insert(submission.cells.index(check), deepcopy(check))
    _, done = cleaned(submission, tiny)
    assert done == ["The cell `double-check` was there 2 times; one of them counts."]


def test_of_a_copied_answer_the_one_with_work_in_it_counts(submission, tiny):
    submission.cells.append(deepcopy(find_cell(tiny, "double")))
    notebook, _ = cleaned(submission, tiny)
    assert find_cell(notebook, "double").source == ANSWER


@pytest.mark.parametrize("metadata", [{}, {"nbgrader": {"grade": True}}, {"nbgrader": 7}])
def test_cells_without_ids_are_recognised(submission, tiny, metadata):
    for cell in submission.cells:
        cell.metadata = nbformat.from_dict(metadata)
    notebook, done = cleaned(submission, tiny)
    assert find_cell(notebook, "double").source == ANSWER
    assert "The cell `double` had lost its id; recognised by its text." in done


def test_deleted_cells_are_put_back_in_their_place(submission, tiny):
    for name in ("setup", "double-check", "negate", "negate-check"):
        submission.cells.remove(find_cell(submission, name))
    notebook, done = cleaned(submission, tiny)
    assert find_cell(notebook, "double-check").source == find_cell(tiny, "double-check").source
    assert len(done) == 4
    assert "The cell `negate` was missing; put back as it was released." in done


def test_a_retyped_cell_gets_its_type_back(submission, tiny):
    cell = find_cell(submission, "double")
    submission.cells[submission.cells.index(cell)] = new_markdown_cell(
        cell.source, metadata=cell.metadata
    )
    notebook, done = cleaned(submission, tiny)
    assert find_cell(notebook, "double").cell_type == "code"
    assert find_cell(notebook, "double").source == ANSWER
    assert done == ["The cell `double` had become a markdown cell; changed back."]


def test_edited_checks_and_points_are_put_back(submission, tiny):
    cell = find_cell(submission, "double-check")
    cell.source = "3.0"
    cell.metadata["nbgrader"]["points"] = 100
    notebook, done = cleaned(submission, tiny)
    back = find_cell(notebook, "double-check")
    assert back.source == find_cell(tiny, "double-check").source
    assert back.metadata["nbgrader"]["points"] == 3
    assert done == ["The locked cell `double-check` had been changed; its own text was put back."]


def test_an_unknown_id_is_dropped(submission, tiny):
    extra = new_code_cell("5", metadata={"nbgrader": {"grade_id": "bonus", "grade": True}})
    submission.cells.append(extra)
    notebook, done = cleaned(submission, tiny)
    assert "nbgrader" not in notebook.cells[-1].metadata
    assert done == ["Cell 9 has the id `bonus`, which this set does not have; removed."]


def test_a_foreign_kernel_and_windows_line_ends_do_not_matter(submission, tiny):
    submission.metadata["kernelspec"] = {"name": "ir", "language": "R", "display_name": "R"}
    find_cell(submission, "double").source = ANSWER.replace("\n", "\r\n")
    notebook, done = cleaned(submission, tiny)
    assert notebook.metadata["kernelspec"]["name"] == "python3"
    assert find_cell(notebook, "double").source == ANSWER
    assert done == ["The notebook names a kernel for R; it was run with Python."]


def test_an_older_format_is_read(submission, tiny):
    old = nbformat.convert(deepcopy(submission), 3)
    old = nbformat.reads(nbformat.writes(old, version=3), as_version=4)
    notebook, _ = cleaned(old, tiny)
    assert find_cell(notebook, "double").source == ANSWER


def test_a_notebook_of_something_else_is_named(tiny):
    other = nbformat.v4.new_notebook(cells=[new_code_cell("print('hello')")])
    _, done = cleaned(other, tiny)
    assert done[0] == "None of this set's cells is in the notebook. Is it the right file?"
