"""Five hundred notebooks damaged at random: each ends in a message, or in a notebook to grade."""

import json
import os
import random
from pathlib import Path
from unittest.mock import patch

import nbformat
import pytest
from nbgrader.preprocessors import CheckCellMetadata, DeduplicateIds
from tiny_course import DOUBLE, NEGATE, submit

from autograder.classroom.grade import grade
from autograder.errors import NotebookError
from autograder.submission.cells import find_cell, grade_id
from autograder.submission.clean import clean
from autograder.submission.reading import files_in, find_notebook, read_notebook

EACH = 100
IN_CLASS = 20
# What may stand anywhere in a JSON file.
ODD = [
    *(None, True, -1, 10**40, 1e308, float("nan"), "", "x", "\u0000\ud800", "dual", [], {}, [[]]),
    *({"nbgrader": {"grade_id": "double", "grade": True, "points": 1e9}}, ["a", 1], "code"),
    {"cell_type": "code", "source": "double = negate = None", "metadata": {}},
    {"output_type": "execute_result", "data": {"text/plain": "3"}},
]


def places(value, path=()):
    """Yield the path of every value in a JSON document."""
    yield path
    if isinstance(value, dict):
        for key in value:
            yield from places(value[key], (*path, key))
    elif isinstance(value, list):
        for i, item in enumerate(value):
            yield from places(item, (*path, i))


def holder(document, path):
    for key in path[:-1]:
        document = document[key]
    return document


def change_types(data, chance):
    """Put something else into one to five places."""
    document = json.loads(data)
    for _ in range(chance.randint(1, 5)):
        found = [p for p in places(document) if p]
        if found:
            path = chance.choice(found)
            holder(document, path)[path[-1]] = json.loads(json.dumps(chance.choice(ODD)))
    return json.dumps(document).encode()


def change_structure(data, chance):
    """Delete, double, swap or shuffle parts."""
    document = json.loads(data)
    for _ in range(chance.randint(1, 6)):
        found = [p for p in places(document) if p]
        if not found:
            break
        path = chance.choice(found)
        inside = holder(document, path)
        what = chance.choice(["delete", "double", "shuffle", "empty"])
        if what == "delete":
            del inside[path[-1]]
        elif what == "double" and isinstance(inside, list):
            inside.insert(chance.randrange(len(inside) + 1), inside[path[-1]])
        elif what == "shuffle" and isinstance(inside, list):
            chance.shuffle(inside)
        else:
            inside[path[-1]] = type(inside[path[-1]])()
    return json.dumps(document).encode()


def change_cells(data, chance):
    """Copy, drop, retype, split, merge and rename cells, as clumsy hands do."""
    document = json.loads(data)
    cells = document["cells"]
    for _ in range(chance.randint(1, 8)):
        cell = chance.choice(cells)
        what = chance.choice(["copy", "drop", "retype", "split", "rename", "move", "tag"])
        if what == "copy":
            cells.insert(chance.randrange(len(cells)), json.loads(json.dumps(cell)))
        elif what == "drop" and len(cells) > 1:
            cells.remove(cell)
        elif what == "retype":
            cell["cell_type"] = chance.choice(["code", "markdown", "raw", "heading", "html", 3])
        elif what == "split":
            text = "".join(cell["source"])
            at = chance.randint(0, len(text))
            cells.append({**cell, "source": text[at:]})
            cell["source"] = text[:at]
        elif what == "rename":
            about = cell["metadata"].setdefault("nbgrader", {})
            about["grade_id"] = chance.choice(["double", "negate-check", "setup", "other", 7, None])
        elif what == "move":
            cells.sort(key=lambda c: chance.random())
        else:
            cell["metadata"]["tags"] = chance.choice([["skip-execution"], "x", [1, None], {}])
    return json.dumps(document).encode()


def change_bytes(data, chance):
    """Overwrite, insert and remove bytes."""
    changed = bytearray(data)
    for _ in range(chance.choice([1, 2, 5, 50])):
        at = chance.randrange(len(changed))
        length = chance.choice([1, 1, 2, 20])
        new = bytes(chance.choice([chance.randrange(256), 0, 34, 123]) for _ in range(length))
        changed[at : at + chance.choice([0, 1, length])] = new
    return bytes(changed)


def cut(data, chance):
    """Cut off the end or the beginning, encode anew, or add to it."""
    at = chance.randrange(len(data))
    return chance.choice(
        [
            data[:at],
            data[at:],
            data + data[at:],
            data.decode().encode(chance.choice(["utf-16", "utf-32", "utf-16-be", "utf-8-sig"])),
            b"\0" * chance.randint(1, 9) + data,
            data.replace(b"\n", b"\r\n") + b"\0" * 100,
        ]
    )


WAYS = [change_types, change_structure, change_cells, change_bytes, cut]


@pytest.fixture(scope="module")
def intact(released_course):
    path = released_course / "exercises" / "tiny" / "tiny.ipynb"
    notebook = nbformat.read(path, as_version=4)
    find_cell(notebook, "double").source = DOUBLE
    find_cell(notebook, "negate").source = NEGATE
    return nbformat.writes(notebook).encode()


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_a_damaged_notebook_gets_a_message_or_is_brought_into_shape(intact, tiny, tmp_path, way):
    path = tmp_path / "tiny.ipynb"
    ended = {"message": 0, "notebook": 0}
    for seed in range(EACH):
        path.write_bytes(way(intact, random.Random(f"{way.__name__} {seed}")))
        try:
            notebook, _ = read_notebook(path)
            nbformat.validate(notebook)
            cleaned, _ = clean(notebook, tiny)
        except NotebookError as error:
            ended["message"] += str(error).endswith(".")
            continue
        ended["notebook"] += 1
        nbformat.validate(cleaned)
        nbformat.writes(cleaned).encode()
        DeduplicateIds().preprocess(cleaned, {})
        CheckCellMetadata().preprocess(cleaned, {})
        ids = filter(None, map(grade_id, cleaned.cells))
        assert sorted(ids) == sorted(filter(None, map(grade_id, tiny.cells))), seed
        for cell in cleaned.cells:
            released = next((c for c in tiny.cells if grade_id(c) == grade_id(cell)), None)
            if grade_id(cell):
                assert cell.metadata == released.metadata
                assert cell.source == released.source or not released.metadata.nbgrader.locked
    assert sum(ended.values()) == EACH
    assert ended["notebook"] > 0


def test_an_intact_notebook_keeps_its_answers_through_reading_and_cleaning(intact, tiny, tmp_path):
    (tmp_path / "tiny.ipynb").write_bytes(intact)
    notebook, done = read_notebook(tmp_path / "tiny.ipynb")
    cleaned, repaired = clean(notebook, tiny)
    assert (done, repaired) == ([], [])
    assert find_cell(cleaned, "double").source == DOUBLE


def test_a_class_of_damaged_notebooks_is_graded_to_its_end(course, intact):
    good = submit(course, "zz-intact", double=DOUBLE, negate=NEGATE)
    for i in range(IN_CLASS):
        chance = random.Random(f"class {i}")
        path = good.parents[2] / f"damaged-{i:02d}" / "tiny" / "tiny.ipynb"
        path.parent.mkdir(parents=True)
        path.write_bytes(WAYS[i % len(WAYS)](intact, chance))
    with patch.dict(os.environ):
        outcomes = {o.student: o for o in grade(course, "tiny", tell=lambda line: None)}
    assert len(outcomes) == IN_CLASS + 1
    assert outcomes["zz-intact"].marks == 5
    for name, outcome in outcomes.items():
        if outcome.problem is None:
            assert outcome.marks is not None
            nbformat.read(course / "autograded" / name / "tiny" / "tiny.ipynb", as_version=4)
        else:
            assert f"{name}/tiny" in outcome.problem
            assert outcome.marks is None
    assert any(o.problem for o in outcomes.values())
    assert any(o.marks for o in outcomes.values())


# -------------------------------------------------------------------- which file


def lay(folder: Path, *names: str, data: bytes = b"{}") -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


@pytest.mark.parametrize(
    ("files", "chosen"),
    [
        (["tiny.ipynb"], "tiny.ipynb"),
        (["tiny (1).ipynb"], "tiny (1).ipynb"),
        (["Tiny.IPYNB", "notes.txt"], "Tiny.IPYNB"),
        (["tiny-Copy2.ipynb", "other.ipynb"], "tiny-Copy2.ipynb"),
        (["tiny.ipynb.json"], "tiny.ipynb.json"),
        (["mine.ipynb"], "mine.ipynb"),
        (["a/tiny.ipynb", ".ipynb_checkpoints/tiny-checkpoint.ipynb"], "a/tiny.ipynb"),
        (["tiny.ipynb", "tiny (1).ipynb"], "tiny.ipynb"),
    ],
)
def test_the_notebook_is_found_under_other_names(tmp_path, files, chosen):
    lay(tmp_path, *files)
    path, sentence = find_notebook(tmp_path, "tiny")
    assert path == tmp_path / chosen
    assert (sentence is None) == (chosen == "tiny.ipynb")
    assert sentence is None or chosen in sentence


def test_a_solved_copy_is_taken_for_the_unsolved_original(tmp_path, tiny, intact):
    lay(tmp_path, "tiny.ipynb", data=nbformat.writes(tiny).encode())
    lay(tmp_path, "tiny-Copy1.ipynb", data=intact)
    path, sentence = find_notebook(tmp_path, "tiny", tiny)
    assert path.name == "tiny-Copy1.ipynb"
    assert "has no answers" in sentence


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ([], "there is no other notebook"),
        (["notes.txt"], "there is no other notebook"),
        (["one.ipynb", "two.ipynb"], "There is one.ipynb, two.ipynb: rename"),
        (["tiny (1).ipynb", "tiny (2).ipynb"], "rename the one that is meant"),
    ],
)
def test_without_a_notebook_or_with_too_many_the_message_says_so(tmp_path, files, message):
    lay(tmp_path, *files)
    with pytest.raises(NotebookError, match=message.replace(".", r"\.")):
        find_notebook(tmp_path, "tiny")


def test_links_and_pipes_are_neither_followed_nor_opened(tmp_path):
    folder, secret = tmp_path / "in", tmp_path / "secret.ipynb"
    secret.write_text('{"cells": []}')
    folder.mkdir()
    (folder / "tiny.ipynb").symlink_to(secret)
    with pytest.raises(NotebookError, match="link"):
        find_notebook(folder, "tiny")
    with pytest.raises(NotebookError, match="cannot be opened"):
        read_notebook(folder / "tiny.ipynb")
    os.mkfifo(folder / "pipe.ipynb")
    with pytest.raises(NotebookError, match="no file"):
        read_notebook(folder / "pipe.ipynb")
    assert list(files_in(folder)) == []


def test_names_of_files_cannot_write_into_the_message(tmp_path):
    lay(tmp_path, "a`<b>\x1b[31m\u202e.ipynb")
    _, sentence = find_notebook(tmp_path, "tiny")
    assert sentence.count("`") == 4
    assert "\x1b" not in sentence
    assert "\u202e" not in sentence
