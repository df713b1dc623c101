"""How is a submitted notebook brought back to the shape that nbgrader can grade?

Students copy, split, delete and retype cells, and some front ends drop metadata; nbgrader's own
steps then stop the whole class or give marks for nothing. `Clean` compares the submission with
the released notebook, repairs what it can, and keeps a sentence for every repair in the notebook's
metadata (`repairs`), where feedback and reports find it.
"""

from __future__ import annotations

import ast
import re
from copy import deepcopy
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_raw_cell
from nbgrader import utils
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Unicode

from autograder.grading.fingerprint import fingerprint
from autograder.grading.source import CHECK_SUFFIX, KERNELSPEC, LANGUAGE, grade_id

METADATA_KEY = "autograder"
NEW_CELL = {"code": new_code_cell, "markdown": new_markdown_cell, "raw": new_raw_cell}


def repairs(notebook: NotebookNode) -> list[str]:
    """Return what was repaired in an autograded `notebook`, a sentence each."""
    found = notebook.metadata.get(METADATA_KEY, {}).get("repairs", [])
    return [str(sentence) for sentence in found]


class Clean(NbGraderPreprocessor):
    """nbgrader's first step: repairs a submission and reports what it repaired."""

    release_directory = Unicode(
        "exercises", help="Folder of the released notebooks, as <set>/<set>.ipynb."
    ).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Repair `nb`; raises FileNotFoundError where its set was never released."""
        ids = resources["nbgrader"]
        path = Path(self.release_directory) / ids["assignment"] / f"{ids['notebook']}.ipynb"
        if not path.is_file():
            raise FileNotFoundError(
                f"{path} is missing: run `autograder release {ids['assignment']}` first."
            )
        cleaned, done = clean(nb, nbformat.read(path, as_version=4))
        for sentence in done:
            self.log.warning("%s/%s: %s", ids["student"], ids["notebook"], sentence)
        # Written anew: whatever stood here came from the student.
        cleaned.metadata[METADATA_KEY] = {"repairs": done}
        folder = resources.get("metadata", {}).get("path")
        if folder:
            submitted = Path(folder) / f"{ids['notebook']}.ipynb"
            cleaned.metadata[METADATA_KEY]["cleaned"] = fingerprint(submitted, path)
        return cleaned, resources


def clean(submission: NotebookNode, released: NotebookNode) -> tuple[NotebookNode, list[str]]:
    """Return `submission` with the cells and metadata of `released`, and what was repaired.

    Answers keep the student's text wherever they are recognised: by their id, else by what they
    define. Whatever was released locked gets its released text back; nbgrader's OverwriteCells
    then puts the hidden tests in.
    """
    done: list[str] = []
    cells = _well_formed(submission, done)
    known = {name: cell for cell in released.cells if (name := grade_id(cell))}
    _name_cells(cells, known, done)
    _drop_copies(cells, known, done)
    _find_lost(cells, known, done)
    _restore(cells, known, done)
    cells = _put_back(cells, known, done)
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
    nbformat.validate(cleaned)
    return cleaned, list(dict.fromkeys(done))


def _well_formed(submission: NotebookNode, done: list[str]) -> list[NotebookNode]:
    """Make each cell anew from its type, text and nbgrader metadata; the rest is not graded."""
    metadata = submission.get("metadata") or {}
    language = (metadata.get("kernelspec") or {}).get("language", "python")
    if str(language).lower() not in ("python", "python3", "ipython"):
        done.append(f"The notebook names a kernel for {language}; it was run with Python.")
    cells = []
    for i, cell in enumerate(submission.get("cells", []), 1):
        kind, source = cell.get("cell_type"), cell.get("source", "")
        if isinstance(source, list):
            source = "".join(map(str, source))
        if kind not in NEW_CELL or not isinstance(source, str):
            done.append(f"Cell {i} is no code, text or raw cell and was left out.")
            continue
        metadata = cell.get("metadata") or {}
        made = NEW_CELL[kind](source.replace("\r\n", "\n"))
        if kind == "markdown" and isinstance(cell.get("attachments"), dict):
            made["attachments"] = deepcopy(cell["attachments"])
        nbgrader = metadata.get("nbgrader")
        if isinstance(nbgrader, dict):
            made.metadata["nbgrader"] = deepcopy(nbgrader)
        tags = metadata.get("tags")
        if isinstance(tags, list) and tags:
            done.append(f"{_label(made, i)} had the tags {', '.join(map(str, tags))}; removed.")
        cells.append(made)
    return cells


def _name_cells(cells: list[NotebookNode], known: dict[str, NotebookNode], done: list[str]) -> None:
    """Keep nbgrader's metadata only where it names a cell of this set."""
    for i, cell in enumerate(cells, 1):
        if "nbgrader" not in cell.metadata:
            continue
        name = grade_id(cell)
        if name not in known:
            del cell.metadata["nbgrader"]
            if name:
                done.append(f"Cell {i} has the id `{name}`, which this set does not have; removed.")


def _drop_copies(
    cells: list[NotebookNode], known: dict[str, NotebookNode], done: list[str]
) -> None:
    """Leave each id on one cell: the last with an answer, else the last."""
    for name, original in known.items():
        copies = [cell for cell in cells if grade_id(cell) == name]
        if len(copies) < 2:
            continue
        answered = [c for c in copies if c.source.strip() != original.source.strip()]
        kept = (answered if utils.is_solution(original) and answered else copies)[-1]
        for cell in copies:
            if cell is not kept:
                del cell.metadata["nbgrader"]
        done.append(f"The cell `{name}` was there {len(copies)} times; one of them counts.")


def _find_lost(cells: list[NotebookNode], known: dict[str, NotebookNode], done: list[str]) -> None:
    """Recognise cells that lost their id by their text, or an answer by what it defines."""
    present = {grade_id(cell) for cell in cells}
    for name, original in known.items():
        if name in present:
            continue
        free = [c for c in cells if "nbgrader" not in c.metadata]
        same = [c for c in free if c.source.strip() == original.source.strip()]
        if not same and utils.is_solution(original) and original.cell_type == "code":
            wanted = _definitions(original.source)
            same = sorted(free, key=lambda c: len(wanted & _definitions(c.source)))[-1:]
            same = [c for c in same if wanted & _definitions(c.source)]
        if same:
            same[-1].metadata["nbgrader"] = NotebookNode(grade_id=name)
            done.append(f"The cell `{name}` had lost its id; recognised by its text.")


def _restore(cells: list[NotebookNode], known: dict[str, NotebookNode], done: list[str]) -> None:
    """Give recognised cells their released type and metadata, and locked ones their text."""
    for i, cell in enumerate(cells):
        name = grade_id(cell)
        if name is None:
            continue
        original = known[name]
        source = cell.source
        if cell.cell_type != original.cell_type:
            done.append(f"The cell `{name}` had become a {cell.cell_type} cell; changed back.")
        if utils.is_locked(original) and source.strip() != original.source.strip():
            done.append(f"The locked cell `{name}` had been changed; its own text was put back.")
            source = original.source
        cells[i] = NEW_CELL[original.cell_type](source, metadata=_released_metadata(original))


def _put_back(
    cells: list[NotebookNode], known: dict[str, NotebookNode], done: list[str]
) -> list[NotebookNode]:
    """Insert what was deleted: a check after its answer, else after the cell that it followed."""
    present = [grade_id(cell) for cell in cells]
    if known and not any(present):
        done.append("None of this set's cells is in the notebook. Is it the right file?")
    before: str | None = None
    for name, original in known.items():
        if name not in present:
            answer = name.removesuffix(CHECK_SUFFIX)
            after = answer if answer != name and answer in present else before
            place = present.index(after) + 1 if after is not None else 0
            made = NEW_CELL[original.cell_type](
                original.source, metadata=_released_metadata(original)
            )
            cells.insert(place, made)
            present.insert(place, name)
            done.append(f"The cell `{name}` was missing; put back as it was released.")
        before = name
    return cells


def _released_metadata(original: NotebookNode) -> dict[str, Any]:
    kept = ("nbgrader", "deletable", "editable")
    return {key: deepcopy(original.metadata[key]) for key in kept if key in original.metadata}


def _label(cell: NotebookNode, number: int) -> str:
    name = grade_id(cell)
    return f"The cell `{name}`" if name else f"Cell {number}"


def _definitions(source: str) -> set[str]:
    """Return the names of functions and classes that `source` defines at its top level."""
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError):
        return set(re.findall(r"^(?:def|class)\s+(\w+)", source, flags=re.MULTILINE))
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    return {node.name for node in body if isinstance(node, kinds)}
