"""The attacks and the honest accidents of `tests/submissions/`: read, handed in, graded, inspected.

`tests/submissions/README.md` says how their files are written. One class holds all of a kind, with
four classmates beside them whose marks and files must stay what they are.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch

import nbformat
import numpy as np
import psutil
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_code_cell

from autograder.books.course import Course
from autograder.checks import exercises
from autograder.checks.exercise import OPEN_SEED
from autograder.classroom.batch import start
from autograder.classroom.grade import grade, write_feedback
from autograder.problem_sets.release import release
from autograder.problem_sets.sample import without_markers
from autograder.problem_sets.source import read_source
from autograder.submission.cells import find_cell

PROJECT = Path(__file__).parents[1]
SUBMISSIONS = PROJECT / "tests" / "submissions"
SET = "ps2_forward"
POINTS = {exercise.name: exercise.points for exercise in exercises(SET)}
SEED = 271828182845904523

# What an attack writes where it gets through, so that it can be found.
TRACE = "left-behind-by-an-attack"

# Classmates: who solved what. One has nothing to lose and something to gain.
CLASSMATES = {
    "student-01": ["dual", "dual_functions"],
    "student-02": list(POINTS),
    "student-03": [],
    "student-04": ["dual"],
}
# A sentence in a classmate's notebook that no other may come to hold.
PRIVATE = "the thoughts of student-02 about dual numbers"

# Loops end soon; the limits themselves are tested with the worker.
LIMITS = """
c.Run.cell_seconds = 2
c.Run.call_seconds = 2
c.Run.exercise_seconds = 20
c.Run.session_seconds = 60
"""
# Most attacks wait for a limit, and need no processor meanwhile.
AT_ONCE = 6


@dataclass(frozen=True)
class Entry:
    """One file of the corpus.

    about: its first paragraph. where: what the file holds (see the README). solved: exercises
    solved before it acts. marks: what it must get, None where it cannot be graded. stock: whether
    it may be run under stock nbgrader. told, absent: text that must or may not be in what the
    student and the instructor read.
    """

    path: Path
    about: str
    where: str
    code: str
    solved: tuple[str, ...]
    marks: float | None
    stock: bool
    told: tuple[str, ...]
    absent: tuple[str, ...]

    @property
    def name(self) -> str:
        """The student's name in the class."""
        return self.path.stem


# In these exercises an honest notebook shows its accident; all seven would take a second each.
USUALLY_SOLVED = ("dual", "dual_functions", "derivative", "forward_table")
HEADER = re.compile(r'\A"""(.*?)"""\n?(.*)\Z', re.DOTALL)
KEYS = {"where", "solved", "marks", "stock", "told", "absent"}


def read(kind: str) -> list[Entry]:
    """Return the entries of `kind`, attacks or honest."""
    return [_entry(path, kind) for path in sorted((SUBMISSIONS / kind).glob("*.py"))]


def _entry(path: Path, kind: str) -> Entry:
    match = HEADER.match(path.read_text(encoding="utf-8"))
    assert match, f"{path}: it must begin with a docstring"
    about, *_, header = match[1].strip().split("\n\n")
    given: dict[str, list[str]] = {key: [] for key in KEYS}
    for line in header.splitlines():
        key, _, value = line.partition(": ")
        assert key in KEYS, f"{path}: {line!r} is no line of a header"
        given[key].append(value.strip())
    usual = USUALLY_SOLVED if kind == "honest" else ()
    solved = tuple(given["solved"][0].replace(",", " ").split()) if given["solved"] else usual
    if solved == ("all",):
        solved = tuple(POINTS)
    marks = sum(POINTS[name] for name in solved if name != "none")
    if given["marks"]:
        marks = None if given["marks"][0] == "none" else float(given["marks"][0])
    assert len(given["where"]) == 1, f"{path}: one line `where: …` is wanted"
    return Entry(
        path,
        " ".join(about.split()),
        given["where"][0],
        match[2],
        tuple(name for name in solved if name != "none"),
        marks,
        given["stock"] != ["unsafe"],
        tuple(given["told"]),
        tuple(given["absent"]),
    )


# -------------------------------------------------------------------- handing in


def make_course(root: Path, configuration: str = LIMITS) -> None:
    """Make a course of one set in `root` and release it; the environment is not kept."""
    (root / "solutions").mkdir(parents=True)
    shutil.copy(PROJECT / "solutions" / f"{SET}.md", root / "solutions")
    text = (PROJECT / "nbgrader_config.py").read_text(encoding="utf-8")
    (root / "nbgrader_config.py").write_text(text + configuration, encoding="utf-8")
    (root / ".course_seed").write_text(f"{SEED}\n", encoding="utf-8")
    with patch.dict(os.environ):
        release(root)


def released(root: Path) -> nbformat.NotebookNode:
    """Return the released notebook."""
    return nbformat.read(root / "exercises" / SET / f"{SET}.ipynb", as_version=4)


def hand_in(root: Path, entry: Entry) -> Path:
    """Lay the submission of `entry` into the course `root`; return its folder."""
    notebook = solve(released(root), entry.solved)
    folder = root / "submitted" / entry.name / SET
    folder.mkdir(parents=True)
    path = folder / f"{SET}.ipynb"
    kind, _, name = entry.where.partition(" ")
    act = SimpleNamespace(RELEASED=released(root))
    if kind in ("notebook", "bytes", "folder"):
        exec(compile(entry.code, str(entry.path), "exec"), act.__dict__)
    if kind == "first":
        notebook.cells.insert(0, new_code_cell(entry.code.strip(), id="own-first"))
    elif kind == "last":
        notebook.cells.append(new_code_cell(entry.code.strip(), id="own-last"))
    elif kind == "before":
        at = notebook.cells.index(find_cell(notebook, name))
        notebook.cells.insert(at, new_code_cell(entry.code.strip(), id="own-before"))
    elif kind == "answer":
        find_cell(notebook, name).source = entry.code.strip()
    elif kind == "notebook":
        changed = act.edit(notebook)
        notebook = notebook if changed is None else changed
    else:
        assert kind in ("bytes", "folder"), f"{entry.path}: where: {entry.where}?"
    data = nbformat.writes(notebook).encode("utf-8", "surrogatepass")
    path.write_bytes(act.damage(data) if kind == "bytes" else data)
    if kind == "folder":
        act.lay(folder)
    return folder


def solve(notebook: nbformat.NotebookNode, names: tuple[str, ...]) -> nbformat.NotebookNode:
    """Put the set's own solutions into the answer cells called `names`; return the notebook."""
    source = read_source(PROJECT, SET)
    for name in names:
        find_cell(notebook, name).source = without_markers(find_cell(source, name).source)
    return notebook


def hand_in_classmates(root: Path) -> None:
    """Hand in the classmates' notebooks."""
    for student, solved in CLASSMATES.items():
        notebook = solve(released(root), tuple(solved))
        if student == "student-02":
            notebook.cells.append(nbformat.v4.new_markdown_cell(PRIVATE, id="own-thoughts"))
        path = root / "submitted" / student / SET / f"{SET}.ipynb"
        path.parent.mkdir(parents=True)
        nbformat.write(notebook, path)


# -------------------------------------------------------------------- grading


@dataclass
class Graded:
    """A graded class, and what there was before and after."""

    root: Path
    entries: dict[str, Entry]
    outcomes: dict[str, object] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    files_before: dict[str, str] = field(default_factory=dict)
    files_after: dict[str, str] = field(default_factory=dict)
    processes: list[str] = field(default_factory=list)
    scores: dict[str, dict[str, float | None]] = field(default_factory=dict)

    def page(self, student: str) -> str:
        """Return the student's feedback; empty where there is none."""
        path = self.root / "feedback" / student / SET / f"{SET}.html"
        return path.read_text(encoding="utf-8") if path.is_file() else ""

    def notebook(self, student: str) -> str:
        """Return the text of the student's autograded notebook; empty where there is none."""
        path = self.root / "autograded" / student / SET / f"{SET}.ipynb"
        return path.read_text(encoding="utf-8") if path.is_file() else ""

    def told(self, student: str) -> str:
        """Return all that may reach the student: the page, and the notebook but for its checks.

        nbgrader puts the text of the hidden tests into the check cells; that stays with the
        instructor.
        """
        outcome = self.outcomes[student]
        pieces = [self.page(student), *outcome.repairs, *outcome.files]
        text = self.notebook(student)
        if text:
            for cell in nbformat.reads(text, as_version=4).cells:
                own = not cell.metadata.get("nbgrader", {}).get("grade")
                pieces += [cell.source] if own else []
                pieces.append(json.dumps(cell.get("outputs", []), ensure_ascii=False))
        return "\n".join(pieces)

    def submitted(self, student: str) -> str:
        """Return the text of the cells that the student handed in."""
        path = self.root / "submitted" / student / SET / f"{SET}.ipynb"
        if path.is_symlink() or not path.is_file():
            return ""
        try:
            cells = json.loads(path.read_bytes())["cells"]
            return "\n".join("".join(cell["source"]) for cell in cells)
        except (ValueError, KeyError, TypeError, RecursionError):
            return ""

    def said(self, student: str) -> str:
        """Return all that student and instructor read about a submission."""
        outcome = self.outcomes[student]
        told = [*outcome.repairs, *outcome.files]
        return "\n".join([self.page(student), str(outcome.problem), *told])


def grade_class(root: Path, entries: list[Entry]) -> Graded:
    """Hand in `entries` and the classmates', grade them as an instructor does, and look around."""
    make_course(root)
    for entry in entries:
        hand_in(root, entry)
    hand_in_classmates(root)
    graded = Graded(root, {entry.name: entry for entry in entries})
    graded.files_before = digests(root)
    notebook = root / "exercises" / SET / f"{SET}.ipynb"
    with patch.dict(os.environ), start(AT_ONCE, True, [notebook]) as pool:
        outcomes = grade(root, SET, tell=graded.lines.append, pool=pool)
        write_feedback(root, SET, pool=pool)
        graded.outcomes = {outcome.student: outcome for outcome in outcomes}
        graded.scores = scores(root)
    graded.files_after = digests(root)
    graded.processes = strangers()
    return graded


def scores(root: Path) -> dict[str, dict[str, float | None]]:
    """Return what the gradebook says: student → exercise → marks."""
    found: dict[str, dict[str, float | None]] = {}
    with Course.at(root).gradebook() as gradebook:
        for submission in gradebook.assignment_submissions(SET):
            grades = submission.notebooks[0].grades
            found[submission.student.id] = {
                g.name.removesuffix("-check"): g.score for g in grades if g.auto_score is not None
            }
    return found


def digests(root: Path) -> dict[str, str]:
    """Return a hash of every file below `root` that grading has no business to change."""
    found = {}
    for place, folders, files in os.walk(root):
        if Path(place) == root:
            written = ("autograded", "feedback", "attempts", "_build")
            folders[:] = [f for f in folders if f not in written]
        for name in files:
            path = Path(place, name)
            if name.startswith("gradebook.db") or not path.is_file() or path.is_symlink():
                continue
            found[str(path.relative_to(root))] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def strangers() -> list[str]:
    """Return the processes on this machine that an attack started: its mark is in their command."""
    found = []
    for process in psutil.process_iter(["cmdline"]):
        line = " ".join(process.info["cmdline"] or [])
        if TRACE in line and process.pid != os.getpid():
            found.append(line)
    return found


def traces(root: Path) -> list[str]:
    """Return the files with the attacks' mark in their name where an attack could have put one."""
    places = {root, PROJECT, Path.home(), Path.cwd(), Path(tempfile.gettempdir()), Path("/dev/shm")}
    found = [str(p) for place in places if place.is_dir() for p in place.glob(f"*{TRACE}*")]
    found += [str(p) for p in root.rglob(f"*{TRACE}*") if "submitted" not in p.parts]
    return sorted(set(found))


# -------------------------------------------------------------------- secrets


def secrets(root: Path) -> dict[str, str]:
    """Return what no submission may come to hold: text → what it is."""
    found = {str(SEED): "the course's seed", PRIVATE: "a classmate's text", str(root): "a path"}
    found[str(PROJECT)] = "a path of the grader"
    source = read_source(PROJECT, SET)
    given = {line.strip() for cell in released(root).cells for line in cell.source.splitlines()}
    hidden = False
    for cell in source.cells:
        for line in cell.source.splitlines():
            if re.search(r"### (BEGIN|END) (SOLUTION|HIDDEN TESTS)", line):
                hidden = "BEGIN" in line
            elif hidden and len(line.strip()) > 25 and line.strip() not in given:
                found[line.strip()] = "a line of the solution or of a hidden test"
    return found


def inputs(hidden: bool) -> set[str]:
    """Return the numbers that the checks draw on hidden or on open inputs, as they are printed."""
    seed = SEED if hidden else OPEN_SEED
    drawn: list[float] = []

    def collect(value):
        if isinstance(value, list | tuple):
            for item in value:
                collect(item)
        elif isinstance(value, dict):
            collect(list(value.values()))
        elif isinstance(value, float | np.ndarray):
            drawn.extend(np.ravel(value).tolist())

    for check in exercises(SET):
        for cases in check._plan(seed, hidden):
            collect([case.arguments for case in cases])
    # The checks round some to two digits.
    numbers = {f"{abs(x):.2f}" for x in drawn} | {repr(abs(x)) for x in drawn}
    return {number for number in numbers if re.fullmatch(r"\d+\.\d\d+", number)}


def numbers_shown(graded: Graded, student: str) -> set[str]:
    """Return the numbers in the outputs of the student's autograded notebook."""
    text = graded.notebook(student)
    outputs = [
        output
        for cell in (nbformat.reads(text, as_version=4).cells if text else [])
        for output in cell.get("outputs", [])
    ]
    told = re.sub(r"<[^>]*>", " ", json.dumps(outputs))
    return set(re.findall(r"\d+\.\d\d+", told))


# -------------------------------------------------------------------- pages


def formgrader_page(graded: Graded, student: str) -> str:
    """Return the page on which the instructor marks by hand, as nbgrader's formgrader makes it."""
    import nbgrader.server_extensions.formgrader.handlers as formgrader

    config = Course.at(graded.root).config
    config.HTMLExporter.template_name = "formgrade"
    config.HTMLExporter.extra_template_basedirs = [formgrader.template_path]
    resources = {
        **dict.fromkeys(("assignment_id", "notebook_id"), SET),
        **dict.fromkeys(("submission_id", "student", "base_url", "notebook_path"), "x"),
        **{"index": 0, "total": 1, "last_name": None, "first_name": None},
    }
    path = graded.root / "autograded" / student / SET / f"{SET}.ipynb"
    return HTMLExporter(config=config).from_filename(str(path), resources=resources)[0]


class Page(HTMLParser):
    """What acts in a page: scripts, handlers, frames, forms, and addresses that a browser fetches.

    Links that a reader has to click are let through, if they lead to the web.
    """

    ACTS = ("script", "iframe", "frame", "object", "embed", "form", "base", "link", "input", "svg")
    ALLOWED = ("data:image/", "#")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.scripts = ""
        self.feed(text)
        self.close()

    def handle_data(self, data: str) -> None:
        """Note the text of scripts."""
        if self.cdata_elem == "script":
            self.scripts += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what `tag` could do."""
        if tag in self.ACTS:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            text = (value or "").strip().lower()
            if name.startswith("on") or name in ("srcdoc", "formaction", "background", "ping"):
                self.found.append(f"{name}={value}")
            if name in ("src", "srcset", "poster", "data") and not text.startswith(self.ALLOWED):
                self.found.append(f"{name}={value}")
            if name in ("href", "action") and re.sub(r"\s", "", text).startswith(
                ("javascript:", "data:", "vbscript:", "file:")
            ):
                self.found.append(f"{name}={value}")
            if name == "style" and re.search(r"url\s*\(|position|expression|@import|z-index", text):
                self.found.append(f"style={value}")
            if tag == "meta" and name == "http-equiv" and text == "refresh":
                self.found.append("<meta refresh>")
