"""Who has how many marks, and which mistake cost them?

Marks come from the gradebook, so what was marked by hand and penalties for coming late count. The
names of the hints come from the reports that the checks left in the autograded notebooks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import wrap

from nbformat import NotebookNode

from autograder.books.course import Course
from autograder.books.grades import Standing, class_grades
from autograder.books.roster import Roster, key
from autograder.classroom.glance import unusual
from autograder.errors import CourseError
from autograder.submission.cells import (
    CHECK_SUFFIX,
    METADATA_KEY,
    grade_id,
    is_check,
    read,
    read_released,
    repairs,
)
from autograder.submission.files import beside
from autograder.submission.marks import last_report
from autograder.terminal import printable

COLUMNS = 80
LONGEST_NAME = 40
HINTS_IN_SUMMARY = 5
NOT_SOLVED = "not-solved"


@dataclass
class Score:
    """One student's marks for one exercise; None where it is still to be marked by hand."""

    marks: float | None
    hints: list[str] = field(default_factory=list)
    by_person: bool = False


@dataclass
class Row:
    """One student: results by exercise, the total after penalties, and what to know about it."""

    student: str
    results: dict[str, Score] = field(default_factory=dict)
    total: float | None = None
    penalty: float = 0.0
    late: bool = False
    repaired: int = 0
    isolated: bool = True
    unusual: list[tuple[str, str]] = field(default_factory=list)
    problem: str | None = None

    @property
    def name(self) -> str:
        """The student as the report shows them."""
        return printable(self.student, LONGEST_NAME)

    @property
    def to_mark(self) -> int:
        """How many answers are still to be marked by a person."""
        return sum(result.marks is None for result in self.results.values())


@dataclass
class ClassReport:
    """One set: the points of each exercise, in the notebook's order, and a row a student.

    missing: who of the roster has not handed in. strangers: folders that the roster does not know.
    """

    problem_set: str
    points: dict[str, float]
    rows: list[Row]
    missing: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)


def class_report(
    root: Path, problem_set: str, look: Callable[[str, NotebookNode], None] | None = None
) -> ClassReport:
    """Collect the marks and hints of everybody who handed in `problem_set`.

    look: is shown each student's graded notebook. Raises CourseError where the set was never
    released or nobody has handed it in.
    """
    course = Course.at(root)
    students = course.students(problem_set)
    released = course.released(problem_set)
    if not released.is_file() or not students:
        raise CourseError(
            f"{course.root}: nothing is known of {problem_set!r}. Expected are {released} and "
            f"submissions in submitted/<student>/{problem_set}/; see `autograder grade --help`."
        )
    points = {
        _exercise(str(grade_id(cell))): float(cell.metadata["nbgrader"]["points"])
        for cell in read_released(released).cells
        if cell.metadata.get("nbgrader", {}).get("grade")
    }
    grades = class_grades(course, problem_set)
    listed = {person.id for person in Roster.read(course.roster).people}
    strangers = [student for student in students if listed and student not in listed]
    students = [student for student in students if student not in strangers]
    rows = [_row(course, problem_set, student, grades.get(student), look) for student in students]
    here = {key(student) for student in students}
    missing = [person.id for person in Roster.of(course).people if key(person.id) not in here]
    return ClassReport(problem_set, points, rows, missing, strangers)


def to_text(report: ClassReport) -> str:
    """Return `report` as text of at most 80 columns: a table, then the hints by student."""
    names = list(report.points)
    full = sum(report.points.values())
    graded = [row for row in report.rows if row.total is not None]
    mean = sum(row.total or 0.0 for row in graded) / len(graded) if graded else 0.0
    lines = [
        f"{report.problem_set}: {len(graded)} of {len(report.rows)} graded, "
        f"mean {mean:.1f} of {full:g} marks",
        "",
    ]
    open_to_forgery = sum(not row.isolated for row in graded)
    if open_to_forgery:
        lines += [f"NOT ISOLATED: {open_to_forgery} of these were graded without a sandbox.", ""]
    missing = [printable(student, LONGEST_NAME) for student in report.missing]
    strangers = [printable(student, LONGEST_NAME) for student in report.strangers]
    first = max(map(len, ["student", *(row.name for row in report.rows), *missing, *strangers]))
    marks = [_number(r.marks) for row in report.rows for r in row.results.values()]
    width = max([4, *(len(number) + 1 for number in marks)])
    head = "".join(f"{i:>{width}}" for i in range(1, len(names) + 1))
    penalties = any(row.penalty for row in report.rows)
    off = "   late" if penalties else ""
    lines += [
        f"{'student':<{first}}{head}{off}   total",
        f"{'of':<{first}}"
        + "".join(f"{report.points[n]:>{width}g}" for n in names)
        + " " * len(off)
        + f"{full:>8g}",
    ]
    for row in report.rows:
        if row.problem:
            lines.append(f"{row.name:<{first}}  not graded")
            continue
        cells = "".join(f"{_number(row.results[n].marks):>{width}}" for n in names)
        off = f"{_number(-row.penalty) if row.penalty else '':>7}" if penalties else ""
        late = " late" if row.late else ""
        to_mark = f" {row.to_mark} to mark" if row.to_mark else ""
        lines.append(f"{row.name:<{first}}{cells}{off}{_number(row.total):>8}{late}{to_mark}")
    lines += [f"{name:<{first}}  not handed in" for name in missing]
    lines += [f"{name:<{first}}  a folder that is nobody's in the roster" for name in strangers]
    # No-break spaces keep a number with its name.
    legend = "  ".join(f"{i}\xa0{name}" for i, name in enumerate(names, 1))
    text = wrap(f"Exercises: {legend}", COLUMNS, subsequent_indent=" " * 11)
    lines += ["", *(line.replace("\xa0", " ") for line in text)]
    lost = _lost_marks(report)
    if lost:
        lines += ["", "Where marks were lost, and the hint that names the mistake", *lost]
    common = _common_hints(report)
    if common:
        lines += ["", "Most frequent", *common]
    looks = _to_look_at(report)
    if looks:
        lines += ["", "To look at yourself: values alone cannot tell", *looks]
    return "\n".join(map(printable, lines))


def _row(
    course: Course,
    problem_set: str,
    student: str,
    standing: Standing | None,
    look: Callable[[str, NotebookNode], None] | None = None,
) -> Row:
    row = Row(student)
    path = course.graded(student, problem_set)
    if not path.is_file():
        row.problem = f"not graded; see `autograder grade {problem_set} --student {student}`"
        return row
    if standing is None:
        row.problem = f"not in the gradebook; run `autograder grade {problem_set}`"
        return row
    notebook, grades = read(path), standing.grades
    if look is not None:
        look(student, notebook)
    row.repaired = len(repairs(notebook))
    row.isolated = bool(notebook.metadata.get(METADATA_KEY, {}).get("isolated", False))
    row.unusual = unusual(notebook, beside(path.parent))
    row.penalty, row.late, row.total = grades.late_penalty, standing.late, grades.score
    for cell in notebook.cells:
        name = grade_id(cell)
        if name not in grades.scores:
            continue
        parts = (last_report(cell) or {}).get("parts", [])
        hints = list(dict.fromkeys(part["hint"] for part in parts if part.get("hint")))
        # An answer for a person to mark that is still as it was released.
        if not hints and name in standing.blank:
            hints = [NOT_SOLVED]
        row.results[_exercise(name)] = Score(grades.scores[name], hints, not is_check(cell))
    return row


def _exercise(name: str) -> str:
    return name.removesuffix(CHECK_SUFFIX)


def _number(marks: float | None) -> str:
    return "–" if marks is None else f"{round(marks, 2):g}"


def _lost_marks(report: ClassReport) -> list[str]:
    lines = []
    first = max((len(row.name) for row in report.rows), default=0) + 2
    width = max(len(name) for name in report.points) + 2
    for row in report.rows:
        said, unsolved = [], []
        for name, result in row.results.items():
            if result.marks is None or result.marks >= report.points[name]:
                continue
            if result.hints == [NOT_SOLVED]:
                unsolved.append(name)
            else:
                nothing = "marked by a person" if result.by_person else "no hint"
                what = ", ".join(result.hints) or nothing
                said += _filled(f"{name:<{width}}", what, first)
        if unsolved:
            said += _filled("not solved: ", ", ".join(unsolved), first)
        if row.penalty:
            said.append(f"{row.penalty:g} marks off for coming late")
        if row.repaired:
            said.append(f"notebook repaired in {row.repaired} places; the feedback says where")
        if row.problem:
            said = [row.problem]
        label = row.name
        for line in said:
            lines.append(f"{label:<{first}}{line}")
            label = ""
    return lines


def _to_look_at(report: ClassReport) -> list[str]:
    first = max((len(row.name) for row in report.rows), default=0) + 2
    lines = []
    for row in report.rows:
        said = [s for name, what in row.unusual for s in _filled(f"{name}: ", what, first)]
        names = [row.name, *[""] * len(said)]
        lines += [f"{name:<{first}}{text}" for name, text in zip(names, said, strict=False)]
    return lines


def _filled(label: str, text: str, indent: int) -> list[str]:
    return wrap(
        label + text,
        COLUMNS - indent,
        subsequent_indent=" " * len(label),
        break_on_hyphens=False,
        drop_whitespace=True,
    )


def _common_hints(report: ClassReport) -> list[str]:
    counts: Counter[tuple[str, str]] = Counter()
    for row in report.rows:
        for name, result in row.results.items():
            counts.update((name, hint) for hint in result.hints if hint != NOT_SOLVED)
    shared = [(pair, n) for pair, n in counts.most_common(HINTS_IN_SUMMARY) if n > 1]
    return [f"{n:>3} students  {exercise}: {hint}" for (exercise, hint), n in shared]
