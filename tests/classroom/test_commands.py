"""The commands teach, check a student's notebook without nbgrader, and count the known answers."""

import subprocess
import sys

import nbformat
import pytest
from tiny_course import DOUBLE, NEGATE, TINY, submit

from autograder.cli import main
from autograder.problem_sets.answers import tally, to_table
from autograder.submission.cells import find_cell

COMMANDS = ["check", "release", "handout", "grade", "feedback", "report", "answers", "demo"]

# A student's installation, in which instructors' packages cannot be imported.
STUDENT = (
    "import sys\n"
    "for name in ('nbgrader', 'jupytext', 'nbconvert', 'sqlalchemy'):\n"
    "    sys.modules[name] = None\n"
    "from autograder.cli import main\n"
    "sys.exit(main(sys.argv[1:]))\n"
)


def as_student(*arguments, cwd):
    return subprocess.run(
        [sys.executable, "-c", STUDENT, *map(str, arguments)],
        cwd=cwd,
        env={"PYTHONPATH": str(TINY), "PATH": "/usr/bin:/bin", "HOME": str(cwd)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_help_lists_every_command_with_a_students_example(capsys):
    with pytest.raises(SystemExit) as exit_:
        main(["--help"])
    text = capsys.readouterr().out
    assert exit_.value.code == 0
    assert all(f"    {command} " in text for command in COMMANDS)
    assert "autograder check ps2_forward/ps2_forward.ipynb" in text
    assert max(map(len, text.splitlines())) <= 100


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command_shows_examples(command, capsys):
    with pytest.raises(SystemExit):
        main([command, "--help"])
    assert f"examples:\n  autograder {command}" in capsys.readouterr().out


def test_check_shows_findings_and_marks_without_nbgrader(course):
    path = submit(course, "me", double="def double(x):\n    return x", negate=NEGATE)
    before = path.read_bytes()
    done = as_student("check", path, cwd=course)
    assert done.returncode == 1, done.stderr
    assert "double, open inputs: 0 of 3 marks" in done.stdout
    assert "One term. The product rule has two terms." in done.stdout
    assert "together     2 of 5" in done.stdout
    assert path.read_bytes() == before


def test_check_of_a_right_notebook_succeeds(course, capfd, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(TINY))
    assert main(["check", str(submit(course, "me", double=DOUBLE, negate=NEGATE))]) == 0
    assert "together     5 of 5" in capfd.readouterr().out


def test_check_names_a_cell_that_stops_and_goes_on(course, capfd, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(TINY))
    path = submit(course, "me", double="def double(x):\n    return y\n1 / 0", negate="import os")
    assert main(["check", str(path)]) == 1
    out = capfd.readouterr().out
    assert "The cell `double` stopped with ZeroDivisionError: division by zero" in out
    assert "Run the cells above first" in " ".join(out.split())


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("missing.ipynb", None, "there is no such file"),
        ("answer.py", "x = 1", "a file whose name ends in .ipynb is expected"),
        ("broken.ipynb", "{", "cannot be read as a notebook"),
        (
            "other.ipynb",
            nbformat.writes(nbformat.v4.new_notebook()),
            "no check cell of this course",
        ),
    ],
)
def test_check_of_a_wrong_file_says_what_is_expected(tmp_path, capsys, name, text, message):
    if text is not None:
        (tmp_path / name).write_text(text)
    assert main(["check", str(tmp_path / name)]) == 2
    error = capsys.readouterr().err
    assert error.startswith(f"autograder: {tmp_path / name}: ")
    assert message in error
    assert len(error.splitlines()) == 1


def test_check_names_a_missing_check_cell(tmp_path, capfd):
    notebook = nbformat.read("exercises/ps3_reverse/ps3_reverse.ipynb", as_version=4)
    notebook.cells.remove(find_cell(notebook, "vjp_sum-check"))
    nbformat.write(notebook, tmp_path / "mine.ipynb")
    assert main(["check", str(tmp_path / "mine.ipynb")]) == 1
    assert "The check of `vjp_sum` is missing" in capfd.readouterr().out


def test_an_instructors_command_says_what_to_install(course):
    done = as_student("grade", "tiny", cwd=course)
    assert done.returncode == 2
    assert "pip install '.[instructor]'" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_answers_are_counted_and_a_misjudged_one_is_named(course, monkeypatch):
    monkeypatch.syspath_prepend(str(TINY))
    folder = course / "tests" / "submissions" / "tiny" / "double"
    folder.mkdir(parents=True)
    (folder / "right_sum.py").write_text("def double(x):\n    return x + x\n")
    (folder / "right_not_really.py").write_text("def double(x):\n    return 3 * x\n")
    (folder / "wrong_once.py").write_text(
        '"""hint: one-term"""\n\n\ndef double(x):\n    return x\n'
    )
    (folder / "wrong_hint.py").write_text('"""hint: raised"""\n\n\ndef double(x):\n    return 0\n')
    double, negate = tally(course)
    # The mistake that the check names is one of the wrong answers.
    assert (double.wrong, double.caught, double.hinted) == (3, 3, 2)
    assert (double.right, double.accepted) == (2, 1)
    assert double.empty_gets_nothing
    assert negate.empty_gets_nothing
    assert [str(folder / n) for n in ("wrong_hint.py", "right_not_really.py")] == [
        fault.partition(":")[0] for fault in double.faults
    ]
    last = to_table([double, negate]).splitlines()[-1]
    assert last.split() == ["together", "4", "4", "3", "2", "1", "yes"]
