"""A damaged notebook comes back in the released shape, with the answers, and says what was done."""

from copy import deepcopy

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader.preprocessors import CheckCellMetadata, DeduplicateIds

from autograder.submission.cells import find_cell, grade_id
from autograder.submission.clean import clean

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


def answered(tiny, **answers):
    notebook = deepcopy(tiny)
    for name, text in answers.items():
        find_cell(notebook, name).source = text
    return notebook


def defined_at(notebook, check, name):
    """Return what `name` is bound to where the check cell `check` stands, run from the top."""
    names = {"x": 5}
    for cell in notebook.cells:
        if grade_id(cell) == check:
            return names.get(name)
        if cell.cell_type == "code" and "import" not in cell.source:
            exec(cell.source, names)
    return None


def test_an_unsolved_copy_between_answer_and_check_does_not_undo_the_answer(submission, tiny):
    at = submission.cells.index(find_cell(submission, "double"))
    submission.cells.insert(at + 1, deepcopy(find_cell(tiny, "double")))
    notebook, done = cleaned(submission, tiny)
    assert defined_at(notebook, "double-check", "double")(2) == 4
    assert done == ["The cell `double` was there 2 times; one of them counts."]


def test_of_two_solved_copies_the_one_before_the_check_counts(submission, tiny):
    copy = deepcopy(find_cell(submission, "double"))
    copy.source = "def double(x):\n    return 'a try'"
    submission.cells.append(copy)
    notebook, _ = cleaned(submission, tiny)
    assert defined_at(notebook, "double-check", "double")(2) == 4
    assert notebook.cells[-1].source == copy.source


def test_merged_answers_are_not_undone_by_the_released_cell(tiny):
    merged = answered(tiny, double=ANSWER + "\n\n\ndef negate(x):\n    return -x")
    merged.cells.remove(find_cell(merged, "negate"))
    notebook, done = cleaned(merged, tiny)
    assert defined_at(notebook, "negate-check", "negate")(2) == -2
    assert done == ["The cell `negate` was missing; its answer was found in another cell."]


@pytest.mark.parametrize("place", ["before", "between", "after"])
def test_an_answer_in_a_cell_of_the_student_s_own_counts(tiny, place):
    notebook = deepcopy(tiny)
    at = notebook.cells.index(find_cell(notebook, "double"))
    where = {"before": at, "between": at + 1, "after": len(notebook.cells)}[place]
    notebook.cells.insert(where, new_code_cell(ANSWER))
    notebook, done = cleaned(notebook, tiny)
    assert defined_at(notebook, "double-check", "double")(2) == 4
    told = ["The cell `double` is unsolved; its answer was found in another cell."]
    assert done == (told if place != "between" else [])


def test_a_check_before_its_answer_is_moved_behind_it(submission, tiny):
    answer = find_cell(submission, "double")
    submission.cells.remove(answer)
    submission.cells.append(answer)
    notebook, done = clean(submission, tiny)
    assert defined_at(notebook, "double-check", "double")(2) == 4
    assert done == ["The cell `double-check` stood before the answer that it checks; moved."]


def test_what_a_student_adds_to_a_locked_cell_stays_beside_it(submission, tiny):
    find_cell(submission, "setup").source += "\nhelper = 3"
    notebook, done = cleaned(submission, tiny)
    at = notebook.cells.index(find_cell(notebook, "setup"))
    assert notebook.cells[at].source == find_cell(tiny, "setup").source
    assert "helper = 3" in notebook.cells[at - 1].source
    assert done == ["The locked cell `setup` had been changed; its own text was put back."]


def test_an_answer_written_into_its_check_s_cell_counts(tiny):
    notebook = deepcopy(tiny)
    check = find_cell(notebook, "double-check")
    check.source = ANSWER + "\n\n" + check.source
    notebook.cells.remove(find_cell(notebook, "double"))
    notebook, _ = cleaned(notebook, tiny)
    answer = find_cell(notebook, "double")
    assert answer.source.startswith(ANSWER)
    check = find_cell(notebook, "double-check")
    assert check.source == find_cell(tiny, "double-check").source
    assert notebook.cells.index(answer) < notebook.cells.index(check)
