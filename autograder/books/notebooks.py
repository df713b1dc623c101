"""Is a graded notebook as nbgrader needs it, and which bytes would nbgrader write for it?"""

from __future__ import annotations

import json
from functools import lru_cache
from json.encoder import encode_basestring
from math import isfinite
from typing import Any

import nbformat
from nbformat import NotebookNode, ValidationError
from nbformat.v4.rwbase import split_lines, strip_transient
from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.nbgraderformat.common import SchemaMismatchError
from nbgrader.nbgraderformat.common import ValidationError as MetadataError

from autograder.books.submitted import SubmissionError
from autograder.submission.cells import grade_id

CONSTANTS = {None: "null", True: "true", False: "false"}


def to_bytes(notebook: NotebookNode) -> bytes:
    """Return the bytes that nbformat and nbgrader would write for `notebook`, which is kept.

    Python's indented JSON costs ten times as much as this.
    """
    copy = NotebookNode(notebook)
    copy["metadata"] = NotebookNode(notebook.metadata)
    copy["cells"] = [_for_writing(cell) for cell in notebook.cells]
    text = _json(strip_transient(split_lines(copy)), "\n") + "\n"
    # A student's code can print half a character; nbgrader would give up here.
    return text.encode("utf-8", "replace")


def check_notebook(notebook: NotebookNode, name: str) -> None:
    """Raise SubmissionError where nbformat or nbgrader would refuse `notebook`, called `name`."""
    try:
        try:
            nbformat.validate(notebook)
        except ValidationError:
            # nbgrader allows further fields, but their schema takes longer.
            nbformat.validate(notebook, relax_add_props=True)
    except ValidationError as error:
        raise SubmissionError(f"{name}: no valid notebook came back: {error}") from error
    _check_metadata(notebook, name)


def _check_metadata(notebook: NotebookNode, name: str) -> None:
    """Do what nbgrader's CheckCellMetadata does; raises CourseError."""
    seen = set()
    for cell in notebook.cells:
        about = cell.metadata.get("nbgrader")
        if about is None:
            continue
        try:
            _check_cell(cell.cell_type, json.dumps(about, sort_keys=True))
        except (MetadataError, SchemaMismatchError) as error:
            raise SubmissionError(
                f"{name}, cell `{grade_id(cell)}`: nbgrader's metadata are not as they must be: "
                f"{getattr(error, 'message', error)}."
            ) from error
        if about["grade"] or about["solution"] or about["locked"]:
            if about["grade_id"] in seen:
                raise SubmissionError(f"{name}: the cell `{about['grade_id']}` is there twice.")
            seen.add(about["grade_id"])


@lru_cache(maxsize=4096)
def _check_cell(cell_type: str, about: str) -> None:
    """Check nbgrader's metadata of a cell, as JSON, once: the check costs a millisecond."""
    metadata = nbformat.from_dict({"nbgrader": json.loads(about)})
    _validator().validate_cell(NotebookNode(cell_type=cell_type, metadata=metadata, source=""))


@lru_cache(maxsize=1)
def _validator() -> MetadataValidator:
    return MetadataValidator()


def _for_writing(cell: NotebookNode) -> NotebookNode:
    """Copy `cell` as deep as nbformat's split_lines and strip_transient reach."""
    copy = NotebookNode(cell)
    copy["metadata"] = NotebookNode(cell.metadata)
    if "attachments" in cell:
        bundles = cell.attachments.items()
        copy["attachments"] = NotebookNode({key: NotebookNode(value) for key, value in bundles})
    if "outputs" in cell:
        copy["outputs"] = [NotebookNode(output) for output in cell.outputs]
        for output in copy.outputs:
            if "data" in output:
                output["data"] = NotebookNode(output.data)
    return copy


def _json(value: Any, line: str) -> str:
    """Return `value` as nbformat writes it; line: the line break and the indentation here."""
    if isinstance(value, str):
        return encode_basestring(value)
    if isinstance(value, dict):
        if not value:
            return "{}"
        inner = line + " "
        items = [f"{encode_basestring(k)}: {_json(v, inner)}" for k, v in sorted(value.items())]
        return "{" + inner + f",{inner}".join(items) + line + "}"
    if isinstance(value, list | tuple):
        if not value:
            return "[]"
        inner = line + " "
        return "[" + inner + f",{inner}".join([_json(v, inner) for v in value]) + line + "]"
    if value is None or value is True or value is False:
        return CONSTANTS[value]
    if isinstance(value, float) and isfinite(value):
        return float.__repr__(value)
    if isinstance(value, bytes):
        return encode_basestring(value.decode("ascii"))
    return json.dumps(value)
