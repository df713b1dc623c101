"""How is a submitted notebook brought back to the shape that nbgrader can grade?

Students copy, split, delete and retype cells, and some front ends drop metadata; nbgrader's own
steps then stop the whole class or give marks for nothing. `clean` compares the submission with
the released notebook, repairs what it can, and returns a sentence for every repair. What is wrong
with the file itself is `reading`'s affair.
"""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import Any

import nbformat
from nbformat import NotebookNode

from autograder.submission.cells import (
    CHECK_SUFFIX,
    KERNELSPEC,
    LANGUAGE,
    grade_id,
    is_locked,
    is_solution,
)
from autograder.submission.reading import new_cell, well_formed

DEFINES = re.compile(
    r"^(?:(?:async +)?def|class)[ \t]+(\w+)"
    r"|^(\w+)[ \t]*(?::[^=\n]*)?=(?!=)"
    r"|^(?:from[ \t]+[\w.]+[ \t]+)?import[ \t]+([^#\n]+)",
    re.MULTILINE,
)
# Stands in an answer's cell where the answer is in another one.
ELSEWHERE = "# The answer is in another cell."


@dataclass(frozen=True)
class Original:
    """A cell as it was released, with all that is asked about it.

    text: its source without space around it. answer: whether it is for code of the student's.
    defines: the names that it defines; asked: those that an answer in it must define.
    """

    cell: NotebookNode
    text: str
    locked: bool
    solution: bool
    answer: bool
    defines: frozenset[str]
    asked: frozenset[str]


def clean(submission: NotebookNode, released: NotebookNode) -> tuple[NotebookNode, list[str]]:
    """Return any `submission` in the shape of `released`, and what was repaired; see `repair`."""
    done: list[str] = []
    notebook, repaired = repair(well_formed(submission, done), released)
    return notebook, list(dict.fromkeys([*done, *repaired]))


def repair(notebook: NotebookNode, released: NotebookNode) -> tuple[NotebookNode, list[str]]:
    """Return `notebook` with the cells and metadata of `released`, and what was repaired.

    Answers keep the student's text wherever they are recognised: by their id, else by what they
    define. Whatever was released locked gets its released text back; nbgrader's OverwriteCells
    then puts the hidden tests in. notebook: as `well_formed` or `read_notebook` makes it; it is
    used up. Raises NotebookError where it has no cells, or more than can be graded.
    """
    done: list[str] = []
    language = notebook.metadata["kernelspec"]["language"]
    if language.lower() not in ("python", "python3", "ipython"):
        done.append(f"The notebook names a kernel for {language}; it was run with Python.")
    cells = list(notebook.cells)
    try:
        known = {name: _original(cell) for cell in released.cells if (name := grade_id(cell))}
        _remove_tags(cells, done)
        _name_cells(cells, known, done)
        _drop_copies(cells, known, done)
        _keep_additions(cells, known)
        _find_lost(cells, known, done)
        _find_moved(cells, known, done)
        _restore(cells, known, done)
        _put_back(cells, known, done)
        _order(cells, known, done)
    finally:
        _defined.cache_clear()
    for i, cell in enumerate(cells):
        cell["id"] = f"cell-{i:03d}"
    cleaned = nbformat.from_dict(
        {
            "nbformat": 4,
            "nbformat_minor": 5,
            "metadata": {"kernelspec": KERNELSPEC, "language_info": LANGUAGE},
            "cells": cells,
        }
    )
    return cleaned, list(dict.fromkeys(done))


def _original(cell: NotebookNode) -> Original:
    solution, defines = is_solution(cell), _defined(cell.source)
    functions = frozenset(name for name, _, _ in DEFINES.findall(cell.source) if name)
    return Original(
        cell,
        cell.source.strip(),
        is_locked(cell),
        solution,
        solution and cell.cell_type == "code",
        defines,
        functions or defines,
    )


def _remove_tags(cells: list[NotebookNode], done: list[str]) -> None:
    for i, cell in enumerate(cells, 1):
        tags = cell.metadata.pop("tags", [])
        if tags:
            done.append(f"{_label(cell, i)} had the tags {', '.join(tags)}; removed.")


def _name_cells(cells: list[NotebookNode], known: dict[str, Original], done: list[str]) -> None:
    """Keep nbgrader's metadata only where it names a cell of this set."""
    for i, cell in enumerate(cells, 1):
        if "nbgrader" not in cell.metadata:
            continue
        name = grade_id(cell)
        if name not in known:
            del cell.metadata["nbgrader"]
            if name:
                done.append(f"Cell {i} has the id `{name}`, which this set does not have; removed.")


def _drop_copies(cells: list[NotebookNode], known: dict[str, Original], done: list[str]) -> None:
    """Leave each id on one cell.

    Of an answer that is the last with work in it before the check, as the student's own run from
    the top would have it. The others stay as cells of the student's own; unsolved ones go, since
    they would undo the answer.
    """
    places: dict[str, list[NotebookNode]] = {}
    for cell in cells:
        if name := grade_id(cell):
            places.setdefault(name, []).append(cell)
    gone: set[int] = set()
    for name, original in known.items():
        copies = [cell for cell in places.get(name, ()) if id(cell) not in gone]
        answered = [c for c in copies if _changed(c, original)]
        if original.answer and answered:
            gone.update(id(cell) for cell in cells if _same(cell, original))
        if len(copies) < 2:
            continue
        kept = copies[-1]
        if original.solution and answered:
            before = {id(c) for c in cells[: _place(cells, name + CHECK_SUFFIX, len(cells))]}
            kept = ([c for c in answered if id(c) in before] or answered)[-1]
        for cell in copies:
            if cell is not kept:
                cell.metadata.pop("nbgrader")
        done.append(f"The cell `{name}` was there {len(copies)} times; one of them counts.")
    cells[:] = [cell for cell in cells if id(cell) not in gone]


def _keep_additions(cells: list[NotebookNode], known: dict[str, Original]) -> None:
    """Before a locked cell that is to get its text back, keep what the student defined in it."""
    for cell in list(cells):
        original = known.get(grade_id(cell) or "")
        if original is None or not original.locked or original.cell.cell_type != "code":
            continue
        if _changed(cell, original) and _defined(cell.source) - original.defines:
            cells.insert(_index(cells, cell), new_cell("code", cell.source))


def _find_lost(cells: list[NotebookNode], known: dict[str, Original], done: list[str]) -> None:
    """Recognise cells that lost their id by their text, or an answer by what it defines."""
    present = {grade_id(cell) for cell in cells}
    for name, original in known.items():
        if name in present:
            continue
        free = [c for c in cells if "nbgrader" not in c.metadata]
        same = [c for c in free if _same(c, original)]
        if not same and original.answer:
            wanted = original.asked
            same = sorted(free, key=lambda c: len(wanted & _defined(c.source)))[-1:]
            same = [c for c in same if wanted & _defined(c.source)]
        if same:
            same[-1].metadata["nbgrader"] = NotebookNode(grade_id=name)
            done.append(f"The cell `{name}` had lost its id; recognised by its text.")


def _find_moved(cells: list[NotebookNode], known: dict[str, Original], done: list[str]) -> None:
    """See that an unsolved cell does not undo an answer that the student wrote in another one."""
    for name, original in known.items():
        stub = next((c for c in cells if grade_id(c) == name), None)
        if stub is None or not original.answer or _changed(stub, original):
            continue
        written = [i for i, c in enumerate(cells) if c is not stub and _answers(c, original)]
        start, end = _index(cells, stub), _place(cells, name + CHECK_SUFFIX, len(cells))
        if not written or any(start < place < end for place in written):
            continue
        if written[0] < start:
            stub.source = ELSEWHERE
        elif "nbgrader" not in cells[written[0]].metadata:
            cells.insert(start + 1, cells.pop(written[0]))
        else:
            continue
        done.append(f"The cell `{name}` is unsolved; its answer was found in another cell.")


def _restore(cells: list[NotebookNode], known: dict[str, Original], done: list[str]) -> None:
    """Give recognised cells their released type and metadata, and locked ones their text."""
    for i, cell in enumerate(cells):
        name = grade_id(cell)
        if name is None:
            continue
        original = known[name]
        source = cell.source
        kind = original.cell.cell_type
        if cell.cell_type != kind:
            done.append(f"The cell `{name}` had become a {cell.cell_type} cell; changed back.")
        if original.locked and _changed(cell, original):
            done.append(f"The locked cell `{name}` had been changed; its own text was put back.")
            source = original.cell.source
        made = new_cell(kind, source, _released_metadata(original.cell))
        if kind == "markdown" and "attachments" in cell:
            made["attachments"] = cell["attachments"]
        cells[i] = made


def _put_back(cells: list[NotebookNode], known: dict[str, Original], done: list[str]) -> None:
    """Insert what was deleted: a check after its answer, else after the cell that it followed."""
    if known and not any(grade_id(cell) for cell in cells):
        done.append("None of this set's cells is in the notebook. Is it the right file?")
    before: str | None = None
    for name, original in known.items():
        if _place(cells, name, -1) < 0:
            answer = name.removesuffix(CHECK_SUFFIX)
            after = answer if answer != name and _place(cells, answer, -1) >= 0 else before
            source = original.cell.source
            if original.answer and any(_answers(c, original) for c in cells):
                source = ELSEWHERE  # two cells were merged; the released text would undo the answer
            made = new_cell(original.cell.cell_type, source, _released_metadata(original.cell))
            cells.insert(_place(cells, after, -1) + 1 if after is not None else 0, made)
            done.append(
                f"The cell `{name}` was missing; its answer was found in another cell."
                if source == ELSEWHERE
                else f"The cell `{name}` was missing; put back as it was released."
            )
        before = name


def _order(cells: list[NotebookNode], known: dict[str, Original], done: list[str]) -> None:
    """Move a check that stands before its answer to behind it."""
    for name in known:
        check = name + CHECK_SUFFIX
        if check in known and _place(cells, check, 0) < _place(cells, name, 0):
            moved = cells.pop(_place(cells, check, 0))
            cells.insert(_place(cells, name, 0) + 1, moved)
            done.append(f"The cell `{check}` stood before the answer that it checks; moved.")


def _released_metadata(original: NotebookNode) -> dict[str, Any]:
    kept = ("nbgrader", "deletable", "editable")
    return {key: deepcopy(original.metadata[key]) for key in kept if key in original.metadata}


def _label(cell: NotebookNode, number: int) -> str:
    name = grade_id(cell)
    return f"The cell `{name}`" if name else f"Cell {number}"


def _index(cells: list[NotebookNode], cell: NotebookNode) -> int:
    """Return where `cell` itself stands: cells of equal text are equal."""
    return next(i for i, other in enumerate(cells) if other is cell)


def _place(cells: list[NotebookNode], name: str | None, otherwise: int) -> int:
    """Return where the cell with the id `name` stands, or `otherwise`."""
    return next((i for i, cell in enumerate(cells) if grade_id(cell) == name), otherwise)


def _same(cell: NotebookNode, original: Original) -> bool:
    return bool(cell.source.strip() == original.text)


def _changed(cell: NotebookNode, original: Original) -> bool:
    return not _same(cell, original)


def _answers(cell: NotebookNode, original: Original) -> bool:
    """Whether `cell` holds code of the student's that defines what `original` asks for."""
    return (
        cell.cell_type == "code"
        and not original.asked.isdisjoint(_defined(cell.source))
        and _changed(cell, original)
        and not is_locked(cell)
    )


@cache  # emptied after each notebook: a cell is asked again for every exercise
def _defined(source: str) -> frozenset[str]:
    """Return the names that `source` defines, imports or assigns at its top level.

    By the lines' beginnings: cells hold magics and mistakes that no parser takes, and some are
    made to break one.
    """
    names: set[str] = set()
    for defined, assigned, imported in DEFINES.findall(source):
        names |= {defined or assigned} if not imported else set(re.findall(r"\w+", imported))
    return frozenset(names - {"as"})
