"""Students get what they need and no secret: in the archive, and in the package in it."""

import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest

from autograder.cli import main
from autograder.errors import CourseError
from autograder.handout import wheel
from autograder.handout.pack import hand_out
from autograder.handout.wheel import student_files, student_wheel
from autograder.problem_sets.release import release
from autograder.problem_sets.source import problem_sets
from autograder.submission.cells import find_cell

PROJECT = Path(__file__).parents[2]
SET = "ps2_forward"
SEED = 161803398874989484
PRIVATE = "an answer that somebody handed in"
# Right programs and mistakes stand in the checks, and derivatives in the reference module: open.
OPEN = ("autograder/checks/", "autograder/reference/")
# Where these stand in a file, something of a machine or of a course has got into it.
OF_A_COURSE = ("gradebook.db", "index-url", "file://", "BEGIN SOLUTION", "BEGIN HIDDEN TESTS")


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """Return a course of one's own, with a good deal of other content lying about in it."""
    root = tmp_path_factory.mktemp("own") / "my course"
    (root / "solutions").mkdir(parents=True)
    shutil.copy(PROJECT / "solutions" / f"{SET}.md", root / "solutions")
    shutil.copy(PROJECT / "nbgrader_config.py", root)
    (root / ".course_seed").write_text(f"{SEED}\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "environ", dict(os.environ))
        release(root)
    solution = (root / "solutions" / f"{SET}.md").read_text()
    for name in (
        f"exercises/{SET}/{SET}-solved.md",
        f"exercises/{SET}/.ipynb_checkpoints/{SET}-checkpoint.ipynb",
        f"exercises/{SET}/answers.py",
        f"submitted/student-01/{SET}/{SET}.ipynb",
        "tests/test_hidden.py",
        "notes.md",
        "pip.conf",
    ):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{solution}\n{PRIVATE}\n{SEED}\n{root}\nindex-url = file://{root}\n")
    return root


@pytest.fixture
def course(own, tmp_path):
    """Return a copy of that course which may be changed."""
    return Path(shutil.copytree(own, tmp_path / "course"))


def unpacked(archive):
    """Return the files of the archive and of the wheel in it: name → text."""
    found = {}
    with zipfile.ZipFile(archive) as outer:
        for name in outer.namelist():
            data = outer.read(name)
            if name.endswith(".whl"):
                with zipfile.ZipFile(io.BytesIO(data)) as inner:
                    assert inner.testzip() is None
                    found |= {each: inner.read(each).decode() for each in inner.namelist()}
            else:
                found[name] = data.decode()
    return found


def solution_lines():
    """Return the lines of all solution regions of the project, each at least nine characters."""
    found = set()
    for name in problem_sets(PROJECT):
        inside, given = False, set()
        mine = set()
        for line in (PROJECT / "solutions" / f"{name}.md").read_text().splitlines():
            if re.search(r"### (BEGIN|END) SOLUTION", line):
                inside = "BEGIN" in line
            else:
                (mine if inside else given).add(line.strip())
        found |= {line for line in mine - given if len(line) > 8}
    return found


def test_nothing_of_the_course_s_secrets_is_in_it(own, tmp_path):
    hand_out(own, [SET], tmp_path / "out.zip")
    secrets = {str(SEED), PRIVATE, str(own), str(PROJECT), str(Path.home()), *OF_A_COURSE}
    secrets -= {"/"}
    lines = solution_lines()
    assert len(lines) > 200
    for name, text in unpacked(tmp_path / "out.zip").items():
        assert [s for s in secrets if s in text] == [], name
        if name.startswith(OPEN):
            continue
        shown = text.splitlines()
        if name.endswith(".ipynb"):
            cells = nbformat.reads(text, as_version=4).cells
            shown = [line for cell in cells for line in cell.source.splitlines()]
        found = {line.strip() for line in shown} & lines
        # Code has everyday lines such as `return found`.
        assert {line for line in found if len(line) > 16 or not name.endswith(".py")} == set(), name


def test_only_what_is_named_is_in_it(own, tmp_path):
    made = hand_out(own, [SET], tmp_path / "out.zip")
    name, _ = student_wheel()
    assert made.files == sorted(["README.md", name, f"{SET}/{SET}.ipynb"])
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        assert sorted(archive.namelist()) == [f"handout/{file}" for file in made.files]
        notebook = archive.read(f"handout/{SET}/{SET}.ipynb")
    assert notebook == (own / "exercises" / SET / f"{SET}.ipynb").read_bytes()
    assert made.notes == [
        f"{SET}: not handed out: answers.py, {SET}-solved.md (only the notebook is)"
    ]


def test_the_package_is_without_what_only_an_instructor_needs():
    files = student_files()
    for room in ("books", "problem_sets", "classroom", "feedback", "handout", "book"):
        assert [f for f in files if f.startswith(f"{room}/")] == [], room
    assert [f for f in files if f.startswith("commands/")] == [
        "commands/__init__.py",
        "commands/base.py",
        "commands/check.py",
    ]
    assert not [f for f in files if f.startswith("isolation/inner")]
    for name in problem_sets(PROJECT):
        there = {f.name for f in (PROJECT / "autograder" / "checks" / name).glob("*.*")}
        assert {f.rpartition("/")[2] for f in files if f.startswith(f"checks/{name}/")} == there


def test_a_file_that_lies_about_in_the_package_stays_behind(tmp_path, monkeypatch):
    package = shutil.copytree(
        PROJECT / "autograder", tmp_path / "autograder", ignore=shutil.ignore_patterns("book")
    )
    before = student_files()
    monkeypatch.setattr(wheel, "PACKAGE", package)
    for name in ("checks/answers.py", f"checks/{SET}/old.py", f"checks/{SET}/notes.md", "x.css"):
        (package / name).write_text(PRIVATE)
    assert student_files() == before


def test_the_same_package_and_notebooks_give_the_same_bytes(own, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    for name in ("a", "b"):
        hand_out(own, [SET], tmp_path / f"{name}.zip")
        os.utime(own / "exercises" / SET / f"{SET}.ipynb")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.infolist()[0].date_time == (2023, 11, 14, 22, 13, 20)


def test_another_package_has_another_version(monkeypatch):
    """Or else pip, told to install it, would say that it is installed already."""
    name, _ = student_wheel()
    read = wheel._text
    monkeypatch.setattr(wheel, "_text", lambda path: read(path) + b"\n")
    other, _ = student_wheel()
    assert re.fullmatch(r"autodiff_course-[\d.]+\+h[0-9a-f]{8}-py3-none-any\.whl", other)
    assert other != name


# -------------------------------------------------------------------- what is refused


def test_a_set_that_is_not_released_is_refused(course, tmp_path, capsys):
    (course / "exercises" / SET / f"{SET}.ipynb").unlink()
    arguments = ["handout", SET, "--course", str(course), "--out", str(tmp_path / "out.zip")]
    assert main(arguments) == 2
    said = capsys.readouterr().err
    assert f"{SET} is not released yet. Run `autograder release {SET}`" in said
    assert not (tmp_path / "out.zip").exists()


def test_a_set_whose_source_changed_is_refused_whatever_the_clock_says(course, tmp_path):
    source = course / "solutions" / f"{SET}.md"
    source.write_text(source.read_text().replace("forward mode by hand", "forwards by hand"))
    os.utime(source, (0, 0))
    with pytest.raises(CourseError, match=r"is not what solutions/.* gives now \(other: `cell 1`"):
        hand_out(course, [SET], tmp_path / "out.zip")
    release(course)
    hand_out(course, [SET], tmp_path / "out.zip")


@pytest.mark.parametrize("where", ["answer", "output", "metadata"])
def test_a_notebook_that_somebody_worked_in_is_refused(course, tmp_path, where):
    path = course / "exercises" / SET / f"{SET}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    cell = find_cell(notebook, "jvp")
    if where == "answer":
        cell.source = "def jvp(f, x, v):\n    return 0.0"
    elif where == "output":
        cell.outputs = [nbformat.v4.new_output("stream", text=f"in {course}")]
    else:
        notebook.metadata["note"] = PRIVATE
    nbformat.write(notebook, path)
    with pytest.raises(CourseError, match="`jvp`" if where != "metadata" else "its metadata"):
        hand_out(course, [SET], tmp_path / "out.zip")


def test_a_source_that_names_the_seed_or_a_folder_is_refused(course, tmp_path):
    source = course / "solutions" / f"{SET}.md"
    text = source.read_text()
    for secret in (str(SEED), str(course)):
        source.write_text(text.replace("{points}", f"{{points}}\n\nSee {secret}.", 1))
        release(course)
        with pytest.raises(CourseError, match="which is not for students"):
            hand_out(course, [SET], tmp_path / "out.zip")


def test_an_unknown_set_is_named_with_those_that_exist(own, tmp_path):
    with pytest.raises(CourseError, match=rf"ps99: no such problem set\. There are: {SET}\."):
        hand_out(own, ["ps99"], tmp_path / "out.zip")


def test_a_module_of_the_course_that_the_notebook_needs_is_named(released_course, tmp_path):
    made = hand_out(released_course, ["tiny"], tmp_path / "out.zip")
    assert [note for note in made.notes if "tiny_checks, a module of this course" in note]


# -------------------------------------------------------------------- a folder


def test_a_folder_keeps_its_other_files_and_no_old_package(own, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    (tmp_path / "autodiff_course-0.0.1+h00000000-py3-none-any.whl").write_text("old")
    made = hand_out(own, [SET], tmp_path)
    assert (tmp_path / "mine.txt").read_text() == "mine"
    assert [p.name for p in tmp_path.glob("*.whl")] == [n for n in made.files if n[-3:] == "whl"]
    hand_out(own, [SET], tmp_path)


def test_answers_in_a_folder_are_not_overwritten(own, tmp_path):
    hand_out(own, [SET], tmp_path)
    path = tmp_path / SET / f"{SET}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    find_cell(notebook, "jvp").source = "def jvp(f, x, v):\n    return 0.0"
    nbformat.write(notebook, path)
    with pytest.raises(CourseError, match=r"holds answers \(jvp\)"):
        hand_out(own, [SET], tmp_path)
    hand_out(own, [SET], tmp_path, force=True)
    assert "return 0.0" not in path.read_text()


# -------------------------------------------------------------------- at a student's

# Takes away what this machine has besides: the package as it is installed, and instructors'.
ALONE = """
import sys
sys.meta_path[:] = [f for f in sys.meta_path if "editable" not in str(f).lower()]
for name in ("nbgrader", "jupytext", "msgpack", "nh3", "pyseccomp", "sqlalchemy"):
    sys.modules[name] = None
"""


@pytest.fixture(scope="module")
def student(own, tmp_path_factory):
    """Return a student's folder: the archive unpacked, the wheel installed by pip."""
    home = tmp_path_factory.mktemp("student")
    hand_out(own, [SET], home / "out.zip")
    shutil.unpack_archive(home / "out.zip", home)
    (found,) = (home / "handout").glob("*.whl")
    command = [sys.executable, "-m", "pip", "install", "--no-deps", "--no-index", "--quiet"]
    subprocess.run([*command, "--target", home / "packages", found], check=True)
    (home / "packages" / "sitecustomize.py").write_text(ALONE)
    (home / "before").mkdir()
    shutil.copy(home / "packages" / "sitecustomize.py", home / "before")
    return home


def run(home, *arguments, cwd=None, packages="packages"):
    ours = ("AUTOGRADER_SEED", "AUTOGRADER_BOOK")
    environment = {k: v for k, v in os.environ.items() if k not in ours}
    environment["PYTHONPATH"] = str(home / packages)
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd or home / "handout",
        env=environment,
        capture_output=True,
        text=True,
    )


def test_pip_finds_the_package_whole(student):
    code = """if True:
    import hashlib, base64
    from importlib.metadata import distribution
    about = distribution("autodiff-course")
    for file in about.files:
        if file.hash and "bin" not in file.parts:
            data = file.locate().read_bytes()
            digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
            assert (digest, len(data)) == (file.hash.value, file.size), file
    assert about.read_text("licenses/LICENSE")
    print([r for r in about.requires if r.startswith("jax")], about.entry_points)
    """
    done = run(student, "-c", code)
    assert done.returncode == 0, done.stderr
    assert "['jax>=0.6']" in done.stdout
    assert "autograder.cli:main" in done.stdout
    # What its METADATA require is what setuptools makes of the project's own file.
    required = re.findall(r"Requires-Dist: (.*)", wheel_metadata(student))
    assert required == [r for r in installed_requirements() if "extra ==" not in r]


def wheel_metadata(student):
    (path,) = (student / "packages").glob("*.dist-info")
    return (path / "METADATA").read_text()


def installed_requirements():
    from importlib.metadata import requires

    return requires("autodiff-course")


def test_all_checks_and_the_reference_module_are_there(student):
    names = [f"autograder.checks.{name}" for name in problem_sets(PROJECT)]
    code = f"""if True:
    import autograder, autograder.reference, autograder.reference.stochastic, autograder.drawing
    import autograder.cli, autograder.student.check, {", ".join(names)}
    assert {str(student)!r} in autograder.__file__
    """
    done = run(student, "-c", code)
    assert done.returncode == 0, done.stderr


def test_its_one_command_runs_the_notebook(student):
    done = run(student, "-m", "autograder.cli", "check", f"{SET}/{SET}.ipynb")
    assert "not started" in done.stdout, done.stdout + done.stderr
    assert "autograder:" not in done.stderr  # a kernel may complain of its own end
    assert done.returncode == 1
    told = run(student, "-m", "autograder.cli", "--help").stdout
    assert "check" in told
    assert "release" not in told


def test_hints_link_to_the_book_that_the_course_names(course, student, tmp_path):
    (course / "course.toml").write_text('book = "https://book.example/ad/"\n')
    release(course)
    hand_out(course, [SET], tmp_path)
    (found,) = tmp_path.glob("*.whl")
    assert "https://book.example/ad" in (tmp_path / SET / f"{SET}.ipynb").read_text()
    code = "from autograder.checks.markup import plain_words; print(plain_words('[a](b.html#c)'))"
    assert run(student, "-c", code).stdout == "a\n"
    shutil.unpack_archive(found, tmp_path / "packages", "zip")
    assert (
        run(tmp_path, "-c", code, cwd=tmp_path).stdout == "a (https://book.example/ad/b.html#c)\n"
    )


def first_cell():
    path = PROJECT / "exercises" / SET / f"{SET}.ipynb"
    cells = json.loads(path.read_text())["cells"]
    return "".join(next(c for c in cells if c["cell_type"] == "code")["source"])


def test_the_first_cell_says_that_all_is_there(student):
    done = run(student, "-c", first_cell(), cwd=student / "handout" / SET)
    assert done.stdout.startswith("All that this notebook needs is here.\n"), done.stderr


@pytest.mark.parametrize("colab", [False, True])
@pytest.mark.parametrize("place", ["nowhere", "beside", "above"])
def test_the_first_cell_says_how_to_install_the_package(student, tmp_path, colab, place):
    folder = tmp_path / "set"
    folder.mkdir()
    (found,) = (student / "handout").glob("*.whl")
    if place != "nowhere":
        shutil.copy(found, folder if place == "beside" else tmp_path)
    there = "import sys; sys.modules['google.colab'] = sys\n" * colab
    done = run(student, "-c", there + first_cell(), cwd=folder, packages="before")
    assert done.stderr == ""
    assert done.stdout.startswith("autograder is missing.")
    if place == "nowhere":
        assert ("Colab's files" if colab else "beside this notebook") in done.stdout
    else:
        path = ("../" if place == "above" else "") + found.name
        option = "--no-deps " if colab else ""
        assert f"\n%pip install {option}{path}\n" in done.stdout


def test_the_page_names_the_files_that_are_there(student):
    page = (student / "handout" / "README.md").read_text()
    (found,) = (student / "handout").glob("*.whl")
    assert page.count(found.name) >= 5
    assert f"`{SET}/{SET}.ipynb`" in page
    assert "$" not in page
    for system in ("### Windows", "### macOS and Linux", "### Google Colab"):
        assert system in page
