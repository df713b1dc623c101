"""A container grades by values and always leaves a result; no submission forges or reads it."""

import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import pytest
from tiny_course import DOUBLE, NEGATE, submit

from autograder.books.course import Course, course_seed
from autograder.cli import main
from autograder.lms.results import write_results

SH = shutil.which("sh")
STATUS_OF_A_TEST = {"visible", "hidden", "after_due_date", "after_published"}
BLOCKED = ["nbgrader", "jupytext", "sqlalchemy", "nbclient", "nbconvert", "jupyterlab", "nh3"]
FORGED = {"score": 1000.0, "tests": [], "output": "forged"}


def read_as_gradescope(path):
    """Return a results.json by Gradescope's documented rules: the score that it would show."""

    def refuse(word):
        raise AssertionError(f"{word} makes Gradescope wait for ever")

    about = json.loads(path.read_text(encoding="utf-8"), parse_constant=refuse)
    known = {"score", "execution_time", "output", "visibility", "stdout_visibility"}
    assert set(about) <= known | {"extra_data", "tests", "leaderboard"}
    assert about["visibility"] in STATUS_OF_A_TEST
    assert about["stdout_visibility"] in STATUS_OF_A_TEST
    for test in about["tests"]:
        allowed = {"score", "max_score", "name", "number", "output", "tags", "visibility"}
        assert set(test) <= allowed | {"extra_data"}
        assert isinstance(test["number"], str)
        assert test["visibility"] in STATUS_OF_A_TEST
        assert 0 <= test["score"] <= test["max_score"]
    return about, about.get("score", sum(test["score"] for test in about["tests"]))


class Container:
    """What Gradescope makes of the folder: `setup.sh` done, a submission, then run_autograder."""

    def __init__(self, root, folder):
        self.root = root
        shutil.copytree(folder, root / "source")
        shutil.copy(folder / "run_autograder", root / "run_autograder")
        [wheel] = (root / "source").glob("*.whl")
        with zipfile.ZipFile(wheel) as archive:  # as setup.sh does it
            archive.extractall(root / "source" / "package")
        (root / "results").mkdir()

    def grade(self, *files, isolated=True, python=sys.executable):
        """Return the result of the submission that consists of `files`."""
        place = self.root / "submission"
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        for file in files:
            shutil.copy(file, place)
        environment = {"AUTOGRADER_ROOT": str(self.root), "AUTOGRADER_PYTHON": str(python)}
        environment |= {"PATH": os.environ["PATH"] if isolated else "/nowhere", "LANG": "C.UTF-8"}
        command = [SH, str(self.root / "run_autograder")]
        if not isolated:
            # Python may lie where only root can go; there it can be read, in this process's view.
            command = [shutil.which("unshare"), "-m", SH, "-c", REACHABLE, SH, *command]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300)
        self.log = done.stdout + done.stderr
        assert done.returncode == 0, self.log
        return read_as_gradescope(self.root / "results" / "results.json")


HOME = Path("/root")
REACHABLE = f"""
export PATH={os.environ["PATH"]}
if [ -d {HOME}/.pyenv ]; then
    hold=$(mktemp -d) && chmod 755 $hold
    mount --rbind {HOME}/.pyenv $hold && mount -t tmpfs -o mode=755 none {HOME} &&
    mkdir {HOME}/.pyenv && mount --rbind $hold {HOME}/.pyenv
fi
export PATH=/nowhere
exec "$@"
"""


@pytest.fixture(scope="module")
def folder(released_course, tmp_path_factory):
    """Return the folder that the command writes for the tiny set."""
    place = tmp_path_factory.mktemp("gradescope") / "tiny"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "environ", dict(os.environ))
        patch.setattr(sys, "path", list(sys.path))
        assert main(["gradescope", "tiny", str(place), "--course", str(released_course)]) == 0
    return place


@pytest.fixture
def container(folder):
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)  # another user may go through, as in Gradescope's
        yield Container(Path(name), folder)


def test_the_folder_is_for_gradescope_and_says_so(folder, released_course):
    names = {path.name for path in folder.iterdir()}
    assert {"setup.sh", "run_autograder", "requirements.txt", "set.json", "README.md"} <= names
    assert str(course_seed(released_course)) in (folder / "set.json").read_text()
    assert "BEGIN SOLUTION" not in (folder / "released.ipynb").read_text()
    assert "Not for students" in (folder / "README.md").read_text()
    for path in folder.rglob("*"):
        assert not path.stat().st_mode & 0o077 or path.is_dir(), path
    assert not folder.stat().st_mode & 0o077
    for name in ("setup.sh", "run_autograder"):
        assert (folder / name).stat().st_mode & stat.S_IXUSR
        assert subprocess.run([SH, "-n", folder / name]).returncode == 0
    [wheel] = folder.glob("*.whl")
    assert f'source/{wheel.name}"' in (folder / "setup.sh").read_text()


def test_the_container_needs_no_package_that_it_does_not_install(container):
    installed = (container.root / "source" / "requirements.txt").read_text()
    code = f"""
import sys
for name in {BLOCKED!r}:
    sys.modules[name] = None
import autograder.lms.inside
print(autograder.__file__)
"""
    place = str(container.root / "source" / "package")
    done = subprocess.run(
        [sys.executable, "-P", "-c", code],
        env={"PYTHONPATH": place},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(place)
    assert not any(f"{name}==" in installed for name in BLOCKED)


def test_the_marks_are_those_of_grading_by_values(container, course):
    path = submit(course, "student-01", double=DOUBLE, negate="def negate(x):\n    return abs(x)")
    about, score = container.grade(path)
    assert score == 3
    assert [(t["name"], t["number"], t["score"], t["max_score"]) for t in about["tests"]] == [
        ("double", "1", 3, 3),
        ("negate", "2", 0, 2),
    ]
    assert "Sign" in about["tests"][1]["output"]
    assert about["extra_data"]["ran"] == "your code ran in a sandbox"


def test_no_number_of_a_hidden_input_is_shown(container, course):
    answer = "def double(x):\n    print('seen', x)\n    return 2 * x + 1"
    about, _ = container.grade(submit(course, "student-01", double=answer, negate=NEGATE))
    output = about["tests"][0]["output"]
    assert "double, hidden inputs: 0 of 3 marks" in output
    assert "numbers" in output
    assert "seen" not in output
    assert "0." not in output


def broken(path):
    path.write_text("{")
    return [path]


@pytest.mark.parametrize(
    "made",
    [lambda path: [], broken, lambda path: [path.rename(path.with_suffix(".txt"))]],
    ids=["missing", "broken", "another kind"],
)
def test_without_a_notebook_there_is_a_result_that_says_why(container, course, made):
    about, score = container.grade(*made(submit(course, "student-01", double=DOUBLE)))
    assert score == 0
    assert "Not graded" in about["output"]
    assert "Traceback" not in about["output"]


def test_a_grader_that_is_killed_or_cannot_start_leaves_a_result(container, course, tmp_path):
    path = submit(course, "student-01", double=DOUBLE)
    killed = tmp_path / "killed"
    killed.write_text("#!/bin/sh\nkill -9 $$\n")
    killed.chmod(0o755)
    for python in (killed, tmp_path / "missing"):
        about, score = container.grade(path, python=python)
        assert score == 0
        assert "stopped before it was done" in about["output"]
    (container.root / "source" / "set.json").unlink()
    about, score = container.grade(path)
    assert score == 0
    assert "no fault of your submission" in about["output"]
    assert "set.json" in container.log


ATTACK = f"""
import glob, json, os, sys
print(json.dumps({FORGED!r}))
places = ["ROOT", "/autograder", os.environ.get("AUTOGRADER_ROOT", "")]
for place in places:
    for name in ("results.json", "results/results.json"):
        try:
            open(os.path.join(place, name), "w").write(json.dumps({FORGED!r}))
        except OSError:
            pass
found = []
for place in [
    "ROOT/source/set.json", "ROOT/source/package/autograder/checks/exercise.py",
    "ROOT/source/modules/tiny_checks/double.py", *glob.glob("/proc/*/environ"),
]:
    try:
        text = open(place).read()
        found += [text] if "SEED" in text or "seed" in text or "def right" in text else []
    except OSError:
        pass
print("SECRETS", len(found), "USER", os.getuid())
def double(x):
    return "SECRETS" if found else 1 / 0
"""


@pytest.mark.parametrize("isolated", [True, False], ids=["sandbox", "another user"])
def test_a_submission_forges_no_result_and_reads_no_secret(container, course, isolated):
    if not isolated and (os.geteuid() != 0 or shutil.which("unshare") is None):
        pytest.skip("without root's rights there is no other user")
    attack = ATTACK.replace("ROOT", str(container.root))
    path = submit(course, "student-01", double=attack, negate=NEGATE)
    about, score = container.grade(path, isolated=isolated)
    assert score == 2, (about, container.log)
    assert about["tests"][0]["score"] == 0
    assert about["tests"][1]["score"] == 2
    # It would have returned a value, had it found a secret.
    assert "stopped with an error" in about["tests"][0]["output"], about
    ran = about["extra_data"]["ran"]
    assert ("without a sandbox" in ran) != isolated
    assert "forged" not in json.dumps(about)


def test_late_is_left_to_gradescope_and_a_nan_is_never_written(tmp_path):
    write_results(tmp_path, {"score": 1.0})
    with pytest.raises(ValueError, match="JSON"):
        write_results(tmp_path, {"score": float("nan")})
    assert json.loads((tmp_path / "results.json").read_text()) == {"score": 1.0}
    assert [path.name for path in tmp_path.iterdir()] == ["results.json"]


def test_each_student_s_result_out_of_the_gradebook(course, tmp_path, capsys):
    for student in ("student-01", "o'brien (2)", "Анна К."):
        submit(course, student, double=DOUBLE, negate="def negate(x):\n    return x")
    submit(course, "broken").write_text("{")
    assert main(["grade", "tiny", "--course", str(course), "--no-feedback", "--jobs", "1"]) == 1
    assert main(["mark", "tiny", "student-01", "negate", "1.5", "--course", str(course)]) == 0
    code = main(["marks", "tiny", "--gradescope", str(tmp_path / "g"), "--course", str(course)])
    assert code == 1
    assert "LEFT AS IT IS: broken" in capsys.readouterr().out
    found = {p.parent.name: read_as_gradescope(p)[1] for p in tmp_path.rglob("results.json")}
    assert found == {"student-01": 4.5, "o'brien (2)": 3, "Анна К.": 3}
    assert Course.at(course).graded("broken", "tiny").is_file() is False
