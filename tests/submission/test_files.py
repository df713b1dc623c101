"""Of what lies beside a notebook small files of a few kinds go with it, and nothing else."""

import os

import pytest
from nbformat.v4 import new_code_cell, new_output

from autograder.submission import files
from autograder.submission.cache import content_key, stamp
from autograder.submission.files import LARGEST, MOST_FILES, beside, sentences, used
from autograder.submission.run import Settings, graded

LIMITS = Settings().limits


def lay(folder, **contents):
    for name, text in contents.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
    return beside(folder)


def test_small_files_of_the_known_kinds_are_given(tmp_path):
    contents = {
        "dual.py": "a",
        "Мои числа.csv": "b",
        "x (2).txt": "c",
        "a.NPY": b"\0",
        "helpers/__init__.py": "",
        "helpers/deep/one.py": "d",
    }
    found = lay(tmp_path, **contents)
    assert set(found.given) == set(contents)
    assert found.given["dual.py"] == b"a"
    assert found.left_out == {}


@pytest.mark.parametrize(
    "name",
    ["timestamp.txt", ".hidden.py", "__pycache__/a.py", "venv/a.py", "a/b/c/deep.py", "n.ipynb"],
)
def test_what_is_no_file_of_the_student_s_is_passed_over(tmp_path, name):
    found = lay(tmp_path, **{name: "x"})
    assert found == files.NO_FILES


@pytest.mark.parametrize(
    "name",
    [
        *("numpy.py", "random.py", "autograder/checks/x.py", "jax/__init__.py", "conftest.py"),
        *("sitecustomize.py", "usercustomize.py", "a\nb.py", "-x.csv", "=1.csv", "photo.png"),
        *("a.pth", "lib.so"),
    ],
)
def test_what_may_not_go_is_left_out_with_a_reason(tmp_path, name):
    found = lay(tmp_path, **{name: "x"})
    assert found.given == {}
    assert found.left_out[name]


def test_links_pipes_and_links_to_folders_are_not_there(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    folder = tmp_path / "handed-in"
    folder.mkdir()
    (folder / "a.txt").symlink_to(secret)
    (folder / "b.csv").symlink_to("/dev/zero")
    (folder / "all").symlink_to(tmp_path)
    os.mkfifo(folder / "c.txt")
    assert beside(folder) == files.NO_FILES
    (tmp_path / "link").symlink_to(folder)
    (folder / "d.txt").write_text("mine")
    assert beside(tmp_path / "link") == files.NO_FILES
    assert set(beside(folder).given) == {"d.txt"}


def test_sizes_are_bounded(tmp_path):
    full = b"x" * LARGEST
    found = lay(tmp_path, **{f"{i}.txt": full for i in range(5)}, **{"z.txt": full + b"x"})
    assert set(found.given) == {f"{i}.txt" for i in range(4)}
    assert "too large" in found.left_out["4.txt"]
    assert "too large" in found.left_out["z.txt"]


def test_the_number_is_bounded_and_those_at_the_top_come_first(tmp_path):
    many = {f"a/{i:03}.txt": "x" for i in range(MOST_FILES)}
    found = lay(tmp_path, **many, **{"z.txt": "x"})
    assert len(found.given) == MOST_FILES
    assert "z.txt" in found.given
    assert list(found.left_out) == [f"a/{MOST_FILES - 1:03}.txt"]


def test_what_stays_behind_makes_no_other_submission(tmp_path):
    """Or a Thumbs.db that the system added would count as handing in once more, later."""
    (tmp_path / "tiny.ipynb").write_text("{}")
    before = stamp(tmp_path / "tiny.ipynb")
    lay(tmp_path, **{"Thumbs.db": "x"})
    after = stamp(tmp_path / "tiny.ipynb")
    assert before["notebook"] == after["notebook"]
    assert before != after


def test_what_the_notebook_uses_is_found_through_other_files(tmp_path):
    found = lay(
        tmp_path,
        **{"a.py": "import b", "b.py": "open('data/n.csv')", "data/n.csv": "1", "unused.py": ""},
    )
    cells = [new_code_cell("x = 1\nfrom a import f")]
    assert used(found, cells) == ["a.py", "b.py", "data/n.csv"]
    assert used(found, [new_code_cell("ab = 1  # a")]) == []


def test_what_stays_behind_is_told_where_a_cell_names_it(tmp_path):
    found = lay(tmp_path, **{"numpy.py": "", "photo.png": "", "never.png": ""})
    cells = [new_code_cell("import numpy as np"), new_code_cell("imread('photo.png')")]
    assert sentences(found, cells) == [
        "Cell 1 uses `numpy.py`, which is left out: a module of that name is there already, or is "
        "run by other programs.",
        "Cell 2 uses `photo.png`, which is left out: only .py, .npy, .npz, .csv and .txt files are "
        "given to a notebook.",
    ]


@pytest.mark.parametrize(
    ("ename", "evalue", "told"),
    [
        ("ModuleNotFoundError", "No module named 'dual'", "no file `dual.py`"),
        ("ModuleNotFoundError", "No module named 'a.b'", "no file `a.py`"),
        ("ModuleNotFoundError", "No module named 'autograder.books'", None),
        ("ModuleNotFoundError", "No module named '`<b>'", None),
        ("FileNotFoundError", "[Errno 2] No such file or directory: 'n.csv'", "opens `n.csv`"),
        ("FileNotFoundError", "n.csv not found.", "opens `n.csv`"),
        ("FileNotFoundError", "[Errno 2] No such file or directory: '/etc/x'", None),
        ("ValueError", "No module named 'dual'", None),
    ],
)
def test_what_was_not_handed_in_is_told(ename, evalue, told):
    cell = new_code_cell("…")
    cell.outputs = [new_output("error", ename=ename, evalue=evalue, traceback=[])]
    said = sentences(files.NO_FILES, [cell])
    assert said == [] if told is None else told in said[0]


def test_the_key_of_a_result_holds_the_files(tmp_path, tiny):
    (tmp_path / "tiny.ipynb").write_text("{}")
    seen = set()
    for contents in ({}, {"a.py": "1"}, {"a.py": "2"}, {"b.py": "2"}, {"b.py": "2", "c.txt": ""}):
        for old in [*tmp_path.glob("*.py"), *tmp_path.glob("*.txt")]:
            old.unlink()
        found = lay(tmp_path, **contents)
        stamped = stamp(tmp_path / "tiny.ipynb")["notebook"]
        seen.add((content_key(tiny, LIMITS, True, found)[1], stamped))
    assert len(seen) == 5
    assert len({key for key, _ in seen}) == 5
    assert len({each for _, each in seen}) == 5


@pytest.mark.parametrize("isolated", [True, False])
def test_each_submission_sees_its_own_files_alone(tmp_path, tiny, isolated):
    """Also where there are no walls, and also after a worker that was replaced."""
    settings = Settings(isolated=isolated)

    def shown(name, text):
        folder = tmp_path / name
        folder.mkdir()
        found = lay(folder, **{f"{name}.py": f"who = '{text}'", "n.txt": text})
        notebook = tiny.copy()
        sources = [
            "import os\nos._exit(1)",
            f"import {name}, os\nprint({name}.who, open('n.txt').read(), sorted(os.listdir('.')))",
            "open('left.txt', 'w').close()",
        ]
        notebook.cells = [new_code_cell(source) for source in sources]
        result = graded(notebook, settings, found)
        return result.cells[1].outputs[0].text

    assert shown("one", "first").startswith("first first ['n.txt', 'one.py'")
    told = shown("two", "second")
    assert told.startswith("second second ['n.txt'")
    assert "one.py" not in told
    assert "left.txt" not in told
