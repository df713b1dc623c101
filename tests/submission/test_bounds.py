"""Reading and repairing a submission takes bounded work, whatever a student put into it."""

import os
import time
from unittest.mock import patch

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from autograder.errors import NotebookError
from autograder.submission import cache, clean, reading
from autograder.submission.cells import find_cell
from autograder.submission.reading import files_in, find_notebook, read_notebook, regular_bytes

# Honest inputs take milliseconds; work that grows with a square or worse takes minutes.
LIMIT_S = 5


@pytest.fixture
def in_time():
    begin = time.process_time()
    yield
    assert time.process_time() - begin < LIMIT_S


def lay(folder, *names, data=b"{}"):
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


# -------------------------------------------------------------------- names of files


@pytest.mark.parametrize(
    "piece", ["copy", "-copy", "copy 1", "(1)", " (1)", "(1", ")", "_-_ ", "1", "copy of ", "kopie"]
)
@pytest.mark.parametrize("end", ["", "!", "x"])
def test_what_was_added_to_a_name_is_found_in_time_linear_in_the_name(in_time, piece, end):
    for length in (50, 250, 1_000, 100_000):
        reading._plain(piece * (length // len(piece)) + end + ".ipynb")


@pytest.mark.parametrize(
    "name",
    [
        "tiny.ipynb",
        "Tiny (1).ipynb",
        "tiny-Copy2.ipynb",
        "tiny - copy.ipynb.txt",
        "Copy of tiny.ipynb",
        "tiny(1)-Copy1 (23).IPYNB.json",
        "kopie_von ti_ny - Kopie.ipynb",
    ],
)
def test_what_was_added_to_a_name_is_taken_off(name):
    assert reading._plain(name) == "tiny"


def test_the_number_of_files_is_bounded_and_the_message_says_what_to_do(tmp_path):
    lay(tmp_path, "tiny.ipynb", *(f"a/{i}" for i in range(60)))
    with patch.object(reading, "MOST_FILES", 62):
        assert find_notebook(tmp_path, "tiny")[0] == tmp_path / "tiny.ipynb"
    seen = []
    scandir = os.scandir
    with (
        patch.object(reading, "MOST_FILES", 50),
        patch.object(os, "scandir", lambda path: seen.append(path) or scandir(path)),
        pytest.raises(NotebookError, match=r"more than 50 files.* Move away"),
    ):
        find_notebook(tmp_path, "tiny")
    assert len(seen) == 2


def test_folders_in_folders_are_bounded(tmp_path):
    lay(tmp_path, "tiny.ipynb", "a/" * 30 + "deep")
    assert find_notebook(tmp_path, "tiny")[0].name == "tiny.ipynb"
    with pytest.raises(NotebookError, match="folders more than 20 deep"):
        list(files_in(tmp_path))


def test_what_is_left_out_is_not_counted_on(tmp_path):
    lay(tmp_path, "tiny.ipynb", *(f".venv/{i}" for i in range(60)))
    with patch.object(reading, "MOST_FILES", 10):
        assert find_notebook(tmp_path, "tiny")[0].name == "tiny.ipynb"


@pytest.mark.parametrize("expected", [True, False])
def test_few_notebooks_are_read_to_find_out_which_is_meant(tmp_path, tiny, expected):
    data = nbformat.writes(tiny).encode()
    lay(tmp_path, *(f"tiny ({i}).ipynb" for i in range(50)), data=data)
    if expected:
        lay(tmp_path, "tiny.ipynb", data=data)
    with patch.object(reading, "read_notebook", wraps=read_notebook) as read:
        if expected:
            assert find_notebook(tmp_path, "tiny", tiny)[0].name == "tiny.ipynb"
        else:
            with pytest.raises(NotebookError, match="rename the one that is meant"):
                find_notebook(tmp_path, "tiny", tiny)
    assert read.call_count <= reading.MOST_CANDIDATES + 1


# -------------------------------------------------------------------- files that are none


def pipe(path):
    os.mkfifo(path)


def folder(path):
    path.mkdir()


def device(path):
    path.symlink_to("/dev/zero")


def other_file(path):
    path.with_name("other").write_text("2026-03-01 18:30:00 UTC")
    path.symlink_to("other")


def terabyte(path):
    with path.open("wb") as file:
        file.truncate(2**40)


ODD_FILES = [pipe, folder, device, other_file, terabyte]


@pytest.mark.parametrize("odd", ODD_FILES)
def test_only_small_regular_files_are_read(in_time, tmp_path, odd):
    odd(tmp_path / "x")
    with pytest.raises(OSError, match="x"):
        regular_bytes(tmp_path / "x", 1000)


def test_a_device_is_not_read(in_time):
    with pytest.raises(OSError, match="not a regular file"):
        regular_bytes(os.path.realpath("/dev/zero"), 1000)


def test_a_regular_file_is_read_up_to_its_bound(tmp_path):
    (tmp_path / "x").write_bytes(b"12345")
    assert regular_bytes(tmp_path / "x", 5) == b"12345"
    with pytest.raises(OSError, match="larger than 4 bytes"):
        regular_bytes(tmp_path / "x", 4)


@pytest.mark.parametrize("odd", ODD_FILES)
def test_whatever_stands_for_a_time_stamp_a_submission_has_its_stamp(in_time, tmp_path, odd):
    lay(tmp_path, "tiny.ipynb")
    without = cache.stamp(tmp_path / "tiny.ipynb")
    odd(tmp_path / "timestamp.txt")
    assert cache.stamp(tmp_path / "tiny.ipynb") not in ("", without)


@pytest.mark.parametrize("odd", ODD_FILES)
def test_whatever_stands_for_a_notebook_is_refused(in_time, tmp_path, odd):
    odd(tmp_path / "tiny.ipynb")
    with pytest.raises((NotebookError, OSError)):
        cache.stamp(tmp_path / "tiny.ipynb")
    with pytest.raises(NotebookError):
        read_notebook(find_notebook(tmp_path, "tiny")[0])


# -------------------------------------------------------------------- texts of cells


# What the patterns begin with, again and again, without what they end with.
PIECES = [
    "a",
    "a ",
    "a:",
    "a: b",
    "a\t:",
    "a.b",
    "a=\n",
    "=",
    " ",
    "\t",
    "\n",
    "\r",
    "\x00",
    "`",
    "é",
]
PIECES += ["from ", "from a ", "import ", "import a,", "def ", "async ", "async  def ", "class a"]
PIECES += ["attachment:", "attachment:a ", "data:image/png;base64,", "data:image/png;base64,A"]


@pytest.mark.parametrize("piece", PIECES)
def test_a_cell_is_repaired_in_time_linear_in_its_text(in_time, tiny, piece):
    text = piece * (reading.LONGEST_CELL // len(piece))
    for kind in ("code", "markdown"):
        notebook = {"cells": [{"cell_type": kind, "source": text} for _ in range(4)]}
        clean.clean(notebook, tiny)


def test_a_cell_of_the_most_text_is_searched_once_for_names(in_time, tiny):
    text = "a = 1\n" * (reading.LONGEST_CELL // 6)
    cells = [new_code_cell(text) for _ in range(16)]
    with patch.object(clean, "DEFINES", wraps=clean.DEFINES) as search:
        clean.clean(new_notebook(cells=cells), tiny)
    searched = sum(call.args[0] == text for call in search.findall.call_args_list)
    assert searched == 1


def test_copies_of_a_cell_are_compared_in_time_linear_in_their_number(in_time, tiny):
    answer = find_cell(tiny, "double")
    text = "def double(x):\n    return x\n" + "#" * 1000
    cells = [{**answer, "source": text} for _ in range(reading.MOST_CELLS - 10)]
    notebook, done = clean.clean({"cells": cells}, tiny)
    assert find_cell(notebook, "double").source == text
    assert any("was there 1990 times" in sentence for sentence in done)


def test_tags_that_are_no_words_are_left_out(tiny):
    deep = []
    for _ in range(500):
        deep = [deep]
    cells = [{"cell_type": "code", "source": "1", "metadata": {"tags": [deep, "x" * 10**6, 7]}}]
    _, done = clean.clean({"cells": cells}, tiny)
    assert sum(map(len, done)) < 1000
