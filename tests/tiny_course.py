"""A course of one set with two small exercises, and what students hand in there."""

from pathlib import Path

import nbformat

from autograder.submission.cells import find_cell

PROJECT = Path(__file__).parents[1]
TINY = Path(__file__).parent / "tiny"

DOUBLE = "def double(x):\n    return 2 * x"
NEGATE = "def negate(x):\n    return -x"


def submit(root, student, change=None, *, double=None, negate=None, problem_set="tiny"):
    """Hand in the released notebook of `root` with these answers, after `change(notebook)`."""
    notebook = nbformat.read(
        root / "exercises" / problem_set / f"{problem_set}.ipynb", as_version=4
    )
    for name, answer in (("double", double), ("negate", negate)):
        if answer is not None:
            find_cell(notebook, name).source = answer
    if change:
        change(notebook)
    path = root / "submitted" / student / problem_set / f"{problem_set}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)
    return path


def hand_in_class(root, students):
    """Hand in so many notebooks, no two alike, of which some are right and some are not."""
    for i in range(students):
        answers = {"double": DOUBLE if i % 3 else None, "negate": NEGATE if i % 2 else None}
        submit(
            root,
            f"student-{i:02d}",
            lambda notebook, i=i: notebook.cells[0].update(source=f"Mine is number {i}."),
            **answers,
        )
