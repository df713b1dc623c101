"""Which file did the student hand in, and which notebook is in it?

What students hand in has other names, other encodings, older formats and stray bytes; and it may
be made to mislead. `find_notebook` picks the file; `read_notebook` makes a notebook of it that
nbformat accepts, anew from the text of the cells. Both say what they had to do. What cannot be read
ends in a `NotebookError`, whose message says why and what to do.
"""

from __future__ import annotations

import base64
import binascii
import errno
import json
import os
import re
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import nbformat
from nbformat import NotebookNode

from autograder.errors import NotebookError
from autograder.terminal import printable

KINDS = ("code", "markdown", "raw")

MIB = 2**20
# Outputs, which nobody needs, make notebooks large; a grader must still be able to read them.
LARGEST_FILE = 128 * MIB
# Values in the JSON text, by its brackets and commas: each takes some 100 bytes of memory.
MOST_VALUES = 3_000_000
MOST_CELLS = 2000
LONGEST_CELL = MIB // 4
LONGEST_TEXT = 4 * MIB
LARGEST_ATTACHMENTS = 8 * MIB
# nbgrader's file with the time of handing in, beside the notebook; honest ones have 30 characters.
TIMESTAMP = "timestamp.txt"
LONGEST_TIMESTAMP = 200
# Of the folder that is handed in: files and folders in it, their depth, and where notebooks count.
MOST_FILES = 10_000
DEEPEST_FOLDER = 20
DEEPEST_NOTEBOOK = 2
# Notebooks that are read only to find out which one is meant.
MOST_CANDIDATES = 10
# What is repeated in a message of the student's own words.
SPOKEN = 60
MOST_TAGS = 5

# Windows has neither links that anybody may make nor pipes among its files, but two kinds of text.
NO_FOLLOW, NO_WAITING = getattr(os, "O_NOFOLLOW", 0), getattr(os, "O_NONBLOCK", 0)
AS_IT_IS = getattr(os, "O_BINARY", 0)

ASK_AGAIN = "Ask for it again."
IMAGES = ("image/png", "image/jpeg", "image/gif")
# Front ends paste pictures into the text itself, where they make it unreadable and long.
PASTED = re.compile(r"data:(image/(?:png|jpeg|gif));base64,([A-Za-z0-9+/=]+)")
ATTACHED = re.compile(r"attachment:([^)\s\"'<>]*)")
# Left out of texts: they stop Python's parser, or are not allowed in HTML.
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
NOTEBOOK_NAME = re.compile(r"\.ipynb(?:\.json|\.txt)?\Z", re.IGNORECASE)
# What browsers, Jupyter and people put behind a name, written backwards: " (1)", "-Copy2". Nothing
# that is matched is given back (`++`, `*+`), so the time is linear in the name.
ADDED_BACKWARDS = re.compile(r"(?:\)\d++\([ _-]*+|\d*+[ _-]?+(?:ypoc|eipok)[ _-]*+)*+")


# -------------------------------------------------------------------- which file


def find_notebook(
    folder: Path, problem_set: str, released: NotebookNode | None = None
) -> tuple[Path, str | None]:
    """Return the notebook of `problem_set` in `folder`, and a sentence if it is not where it ought.

    It ought to be ``folder/<problem_set>.ipynb``. Where it is not, or is still as in `released`,
    another one is taken if only one can be meant: a copy, a name with " (1)" or another case, one
    in a folder inside. Raises NotebookError where there is none, or no telling which one it is, or
    where the folder holds more than a submission can need.
    """
    expected = folder / f"{problem_set}.ipynb"
    if folder.is_symlink():
        raise NotebookError(
            f"the folder {_spoken(folder.name)} is a link to elsewhere. {ASK_AGAIN}"
        )
    found = _notebooks(folder)
    others = [path for path in found if path != expected]
    alike = [path for path in others if _plain(path.name) == _plain(problem_set)]
    if expected in found:
        solved = []
        if released and alike and _few([expected, *alike]) and _unsolved(expected, released):
            solved = [path for path in alike if not _unsolved(path, released)]
        if len(solved) == 1:
            return solved[0], (
                f"`{expected.name}` has no answers; `{_spoken(solved[0].name)}` was graded in its "
                "place."
            )
        return expected, None
    if expected.is_symlink():
        raise NotebookError(f"it is a link to elsewhere, not a notebook. {ASK_AGAIN}")
    if expected.is_dir() and not others:
        raise NotebookError(f"it is a folder, not a notebook. {ASK_AGAIN}")
    candidates = alike or others
    if released is not None and len(candidates) > 1 and _few(candidates):
        candidates = [p for p in candidates if not _unsolved(p, released)] or candidates
    if len(candidates) == 1:
        return candidates[0], (
            f"The file should be called `{expected.name}`; "
            f"`{_spoken(str(candidates[0].relative_to(folder)))}` was graded."
        )
    if candidates:
        names = ", ".join(_spoken(str(p.relative_to(folder))) for p in candidates[:5])
        raise NotebookError(
            f"the file is missing. There is {names}: rename the one that is meant to "
            f"{expected.name}."
        )
    raise NotebookError(f"the file is missing and there is no other notebook. {ASK_AGAIN}")


def files_in(
    folder: Path, skipped: Callable[[str, int], bool] = lambda *_: False
) -> Iterator[Path]:
    """Yield the regular files in `folder` and in the folders in it; no links, pipes or devices.

    A link could lead to the course's seed or to a classmate's work. skipped: told the name of a
    file or folder and how deep it lies, says whether to leave it out. Raises NotebookError where
    there are more than a submission can need, or where they lie too deep.
    """
    waiting = [(folder, 0)]
    seen = 0
    while waiting:
        place, depth = waiting.pop()
        try:
            entries = os.scandir(place)
        except OSError:  # not a folder, or none that may be read: nothing is found in it
            continue
        with entries:
            for entry in entries:
                seen += 1
                if seen > MOST_FILES or depth > DEEPEST_FOLDER:
                    raise NotebookError(
                        f"its folder holds more than {MOST_FILES:,} files, or folders more than "
                        f"{DEEPEST_FOLDER} deep. Move away what does not belong to the notebook, "
                        "then grade again."
                    )
                if skipped(entry.name, depth):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((Path(entry.path), depth + 1))
                elif entry.is_file(follow_symlinks=False):
                    yield Path(entry.path)


def regular_bytes(path: Path, most: int) -> bytes:
    """Return the bytes of the regular file `path`, which are at most `most`.

    Neither follows a link, nor reads a pipe or a device, nor waits for anything. Raises OSError,
    with the errno EINVAL where it is no regular file and EFBIG where it is larger.
    """
    if NO_FOLLOW == 0 and path.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    descriptor = os.open(path, os.O_RDONLY | NO_FOLLOW | NO_WAITING | AS_IT_IS)
    try:
        regular = stat.S_ISREG(os.fstat(descriptor).st_mode)
        file = os.fdopen(descriptor, "rb", closefd=False) if regular else None
        data = file.read(most + 1) if file is not None else b""
    finally:
        os.close(descriptor)
    if not regular:
        raise OSError(errno.EINVAL, "not a regular file", str(path))
    if len(data) > most:
        raise OSError(errno.EFBIG, f"larger than {most:,} bytes", str(path))
    return data


def _notebooks(folder: Path) -> list[Path]:
    """Return the files in `folder` that may be notebooks, sorted; no links, nothing hidden."""
    found = files_in(
        folder, lambda name, depth: name[0] == "." or name == "__MACOSX" or depth > DEEPEST_NOTEBOOK
    )
    return sorted(path for path in found if NOTEBOOK_NAME.search(path.name))


def _plain(name: str) -> str:
    """Return a file's name without what browsers, Jupyter and people add to it."""
    name = NOTEBOOK_NAME.sub("", name.lower())
    name = re.sub(r"\A(?:copy[ _-]of|kopie[ _-]von)", "", name)
    backwards = name[::-1]
    added = ADDED_BACKWARDS.match(backwards)
    kept = backwards[added.end() if added else 0 :][::-1]
    return re.sub(r"[^a-z0-9]", "", kept)


def _few(paths: Sequence[Path]) -> bool:
    """Whether `paths` can all be read only to compare them."""
    if len(paths) > MOST_CANDIDATES:
        return False
    return sum(path.lstat().st_size for path in paths) <= LARGEST_FILE


def _unsolved(path: Path, released: NotebookNode) -> bool:
    """Whether every code cell of the notebook at `path` is one of the released cells."""
    given = {cell.source.strip() for cell in released.cells}
    try:
        notebook = read_notebook(path)[0]
    except NotebookError:
        return True
    return all(c.source.strip() in given for c in notebook.cells if c.cell_type == "code")


# -------------------------------------------------------------------- what is in it


def read_notebook(path: Path) -> tuple[NotebookNode, list[str]]:
    """Return the notebook in the file `path` in today's format, and what was repaired.

    Of a cell only its type, text, tags, attached images and nbgrader's metadata are kept. Raises
    NotebookError where there is no notebook to be had.
    """
    done: list[str] = []
    text = _decoded(_bytes(path), done)
    return well_formed(_parsed(text), done), done


def _bytes(path: Path) -> bytes:
    try:
        return regular_bytes(path, LARGEST_FILE)
    except OSError as error:
        reason = {
            errno.EINVAL: f"it is no file, so it cannot be read as a notebook. {ASK_AGAIN}",
            errno.EFBIG: f"it is larger than {LARGEST_FILE // MIB} MiB. Ask for it again with its "
            "outputs cleared.",
        }.get(error.errno or 0, f"it cannot be opened ({error.strerror}). {ASK_AGAIN}")
        raise NotebookError(reason) from None


def _decoded(data: bytes, done: list[str]) -> str:
    data = data.rstrip(b"\0 \r\n") + b"\n" if data[:2] not in (b"\xff\xfe", b"\xfe\xff") else data
    encoding: str = json.detect_encoding(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        encoding = "cp1252"
        text = data.decode(encoding, "replace")
    if encoding not in ("utf-8", "utf-8-sig"):
        done.append(f"The file is not in UTF-8; it was read as {encoding.upper()}.")
    return text.lstrip("\ufeff")


def _parsed(text: str) -> Any:
    if not text.strip():
        raise NotebookError(f"it is empty, so it cannot be read as a notebook. {ASK_AGAIN}")
    if sum(map(text.count, "[{,")) > MOST_VALUES:
        raise NotebookError(
            f"it holds more than {MOST_VALUES:,} values. Ask for it again with its outputs cleared."
        )
    try:
        # strict=False: line ends and tabulators inside of a text, as some editors leave them.
        return json.loads(text, strict=False, parse_int=_whole_number)
    except RecursionError:
        reason = "its JSON is nested too deep"
    except ValueError as error:
        reason = re.sub(r"\s+", " ", f"not JSON: {error}")[:160]
    raise NotebookError(f"it cannot be read as a notebook ({reason}). {ASK_AGAIN}")


def _whole_number(digits: str) -> int:
    # No number of a notebook that matters here is long, and long ones are slow to read.
    return int(digits) if len(digits) < 20 else 0


def new_cell(kind: str, source: str, metadata: Mapping[str, Any] | None = None) -> NotebookNode:
    """Return a cell of the type `kind` without outputs and without an id.

    nbformat's own functions hold every cell against their schema, which takes a millisecond each;
    a notebook is held against it as a whole.
    """
    cell = NotebookNode(cell_type=kind, source=source, metadata=nbformat.from_dict(metadata or {}))
    if kind == "code":
        cell["execution_count"], cell["outputs"] = None, []
    return cell


def well_formed(notebook: Any, done: list[str]) -> NotebookNode:
    """Make a notebook anew from the cells of `notebook`, whatever that is.

    done: gets a sentence for what was left out. Raises NotebookError where there are no cells, or
    more than can be graded.
    """
    found = _cells(notebook)
    if len(found) > MOST_CELLS:
        raise NotebookError(
            f"it has {len(found)} cells and at most {MOST_CELLS} can be graded. {ASK_AGAIN}"
        )
    cells: list[NotebookNode] = []
    room = {"text": LONGEST_TEXT, "attachments": LARGEST_ATTACHMENTS}
    for number, cell in enumerate(found, 1):
        made = _cell(cell, number, room, done)
        if made is not None:
            made["id"] = f"cell-{number:03d}"
            cells.append(made)
    made_anew = {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {"kernelspec": _kernel(notebook)},
        "cells": cells,
    }
    result: NotebookNode = nbformat.from_dict(made_anew)
    return result


def _cells(notebook: Any) -> list[Any]:
    if isinstance(notebook, dict):
        cells = notebook.get("cells")
        if isinstance(cells, list):
            return cells
        # format 3 and older
        sheets = notebook.get("worksheets")
        if isinstance(sheets, list):
            inner = [s.get("cells") for s in sheets if isinstance(s, dict)]
            return [cell for cells in inner if isinstance(cells, list) for cell in cells]
    raise NotebookError(f"it cannot be read as a notebook (it has no list of cells). {ASK_AGAIN}")


def _kernel(notebook: dict[str, Any]) -> dict[str, str]:
    metadata = notebook.get("metadata")
    kernel = metadata.get("kernelspec") if isinstance(metadata, dict) else None
    language = kernel.get("language") if isinstance(kernel, dict) else None
    spoken = _spoken(language) if isinstance(language, str) else "python"
    return {"name": "python3", "display_name": "Python 3", "language": spoken or "python"}


def _cell(cell: Any, number: int, room: dict[str, int], done: list[str]) -> NotebookNode | None:
    """Return cell `number` anew, or None where it is none; `room` is what may still be kept."""
    label = f"Cell {number}"
    if not isinstance(cell, dict):
        done.append(f"{label} is no code, text or raw cell and was left out.")
        return None
    kind, source = cell.get("cell_type"), cell.get("source", cell.get("input", ""))
    if kind == "heading":  # format 3
        level = cell.get("level")
        hashes = "#" * (level if type(level) is int and 0 < level < 7 else 1)
        kind, source = "markdown", f"{hashes} {_joined(source) or ''}"
    source = _joined(source)
    if not isinstance(kind, str) or kind not in KINDS or source is None:
        done.append(f"{label} is no code, text or raw cell and was left out.")
        return None
    attachments = _attachments(cell.get("attachments")) if kind == "markdown" else {}
    if kind == "markdown":
        source = PASTED.sub(lambda m: _take_out(m[1], m[2], attachments), source)
        linked = ATTACHED.sub(lambda m: _address(m[1], attachments), source)
        if linked.count("attachment:") < source.count("attachment:"):
            done.append(f"{label} shows an attached picture that is not in the notebook.")
        source = linked
    cleaned = CONTROLS.sub("", source.replace("\r\n", "\n").replace("\r", "\n"))
    cleaned = cleaned.encode("utf-8", "replace").decode("utf-8")
    if len(cleaned) != len(source.replace("\r\n", "\n")):
        done.append(f"{label} had control characters in its text; removed.")
    if len(cleaned) > min(LONGEST_CELL, room["text"]):
        done.append(f"{label} is too long to be graded ({len(cleaned):,} characters); left out.")
        return None
    room["text"] -= len(cleaned)
    made = new_cell(kind, cleaned)
    size = sum(len(data) for images in attachments.values() for data in images.values())
    if attachments and size <= room["attachments"]:
        room["attachments"] -= size
        made["attachments"] = attachments
    elif attachments:
        done.append(f"{label} has attached images that are too large; left out.")
    metadata = cell.get("metadata")
    if isinstance(metadata, dict):
        nbgrader = metadata.get("nbgrader")
        # Of it only the id is ever believed.
        if isinstance(nbgrader, dict) and isinstance(nbgrader.get("grade_id"), str):
            made.metadata["nbgrader"] = NotebookNode(grade_id=nbgrader["grade_id"][:SPOKEN])
        tags = metadata.get("tags")
        if isinstance(tags, list):
            words = [_spoken(tag) for tag in tags[:MOST_TAGS] if isinstance(tag, str)]
            made.metadata["tags"] = words
    return made


def _joined(source: Any) -> str | None:
    if isinstance(source, str):
        return source
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        return "".join(source)
    return None


def _attachments(found: Any) -> dict[str, dict[str, str]]:
    """Return the attached images that are well formed."""
    kept: dict[str, dict[str, str]] = {}
    for name, images in found.items() if isinstance(found, dict) else ():
        if isinstance(images, dict):
            good = {k: images[k] for k in IMAGES if _is_base64(images.get(k))}
            if good and re.fullmatch(r"[\w .()-]{1,100}", name):
                kept[name] = good
    return kept


def _take_out(kind: str, data: str, attachments: dict[str, dict[str, str]]) -> str:
    """Put an image that was pasted into the text among the attachments; return its new address."""
    name = f"pasted-{len(attachments) + 1}.{kind.partition('/')[2]}"
    if not _is_base64(data):
        return ""
    attachments[name] = {kind: data}
    return f"attachment:{name}"


def _address(name: str, attachments: dict[str, dict[str, str]]) -> str:
    """Return the address of the attached image `name`; a missing one stops nbconvert."""
    plain = unquote(name)
    if name not in attachments and plain in attachments:
        attachments[name] = attachments.pop(plain)
    return f"attachment:{name}" if name in attachments else "missing"


def _is_base64(data: Any) -> bool:
    if not isinstance(data, str):
        return False
    try:
        base64.b64decode(data.replace("\n", ""), validate=True)
    except (binascii.Error, ValueError):
        return False
    return True


def _spoken(text: str) -> str:
    """Return the beginning of a student's word, fit to stand between backticks in a message."""
    return printable(text[: 8 * SPOKEN].replace("`", ""), SPOKEN)
