"""Whole notebooks that are right get full marks, however they are written.

`tests/submissions/notebooks/<set>-*.py` hold them, cell by cell. `# %% name` begins the cell of
that name in the students' notebook, written anew; `# %%` alone begins a cell of the student's own,
after the one above it or before all others. What is not named stays as it was handed out.
"""

import re
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell

from autograder.checks import exercises
from autograder.checks.exercise import SEED_VARIABLE
from autograder.problem_sets.source import read_source
from autograder.submission.cells import CHECK_SUFFIX, find_cell, grade_id
from autograder.submission.marks import last_report
from autograder.submission.prepare import SourceCell, SourceCells, prepared
from autograder.submission.run import Settings, graded

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "tests" / "submissions" / "notebooks").glob("ps*.py"))
CELL = re.compile(r"^# %%(.*)\n", re.MULTILINE)


def handed_in(released, text):
    """Return the students' notebook with the cells that `text` writes."""
    _, *pairs = CELL.split(text)
    at = 0
    for i, (name, source) in enumerate(zip(pairs[::2], pairs[1::2], strict=True)):
        if name.strip():
            cell = find_cell(released, name.strip())
            cell.source = source.strip()
            at = released.cells.index(cell) + 1
        else:
            released.cells.insert(at, new_code_cell(source.strip(), id=f"own-{i}"))
            at += 1
    return released


def source_cells(problem_set):
    about = {grade_id(cell): cell for cell in read_source(ROOT, problem_set).cells}
    return SourceCells(
        {
            name: SourceCell(
                name, cell.cell_type, grade.locked, cell.source, "", grade.get("points")
            )
            for name, cell in about.items()
            if name and (grade := cell.metadata.nbgrader)
        },
        None,
    )


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_right_notebook_gets_full_marks(path, tmp_path, monkeypatch):
    monkeypatch.setenv(SEED_VARIABLE, "987654321")
    problem_set = path.stem.rpartition("-")[0]
    file = ROOT / "exercises" / problem_set / f"{problem_set}.ipynb"
    released = nbformat.read(file, as_version=4)
    notebook = handed_in(nbformat.read(file, as_version=4), path.read_text(encoding="utf-8"))
    nbformat.write(notebook, tmp_path / file.name)

    cells, files = prepared(tmp_path, problem_set, released, source_cells(problem_set))
    result = graded(cells, Settings(), files)

    reports = {
        e.name: last_report(find_cell(result, e.name + CHECK_SUFFIX))
        for e in exercises(problem_set)
    }
    lost = {name: r for name, r in reports.items() if r["marks"] != r["points"]}
    assert not lost, lost
