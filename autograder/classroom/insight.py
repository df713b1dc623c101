"""What did a class misunderstand, and what did its members do about it?

From the graded notebooks: which mistake cost whom what, with the answers behind it, the same
programs together; and which parts failed without a mistake that is known, where the next one hides.
From ``attempts/`` how the marks moved; from the notebooks that were handed in how long it took.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path

from nbformat import NotebookNode

from autograder.books.attempts import Attempt, attempts
from autograder.books.course import Course
from autograder.books.roster import Roster
from autograder.checks.hints import is_common, titled, words_of
from autograder.classroom.alike import same_as, vocabulary
from autograder.classroom.report import ClassReport, class_report
from autograder.classroom.working_time import Spent, spent, worked
from autograder.errors import CourseError
from autograder.submission.cells import (
    CHECK_SUFFIX,
    checks_module,
    exercise_names,
    grade_id,
    is_check,
    is_solution,
    read_released,
)
from autograder.submission.marks import last_report

# These say that there is no answer yet, or only that an earlier one is wrong: no misconceptions.
NOT_STARTED = frozenset({"not-solved", "no-answer", "not-run", "earlier-not-solved"})
FOLLOWS = "earlier-answer"


@dataclass
class Group:
    """Answers that are the same program: one of them, and whose they are."""

    source: str
    students: list[str] = field(default_factory=list)


@dataclass
class Mistake:
    """A mistake in one exercise: its hint, or where none names it the part that failed.

    text: the sentence that the student reads. parts: what failed.
    """

    exercise: str
    hint: str
    title: str
    text: str
    parts: list[str] = field(default_factory=list)
    groups: dict[str, Group] = field(default_factory=dict)

    @property
    def students(self) -> list[str]:
        """Who made it."""
        return [student for group in self.groups.values() for student in group.students]

    @property
    def answers(self) -> list[Group]:
        """The groups, the largest first."""
        return sorted(self.groups.values(), key=lambda group: -len(group.students))


@dataclass(frozen=True)
class Tries:
    """What a student's attempts came to, as parts of all points that a check gives."""

    student: str
    count: int
    first: float
    best: float
    last: float


@dataclass
class Insight:
    """One set, as its page shows it. due: in UTC. zone: in which days are counted."""

    report: ClassReport
    roster: Roster
    due: datetime | None
    zone: tzinfo
    mistakes: list[Mistake]
    unexplained: list[Mistake]
    not_started: dict[str, int]
    tries: list[Tries]
    days: dict[date, int]
    spent: dict[str, Spent]
    known: frozenset[str]

    @property
    def name(self) -> str:
        """The set."""
        return self.report.problem_set


def insight(course: Course, problem_set: str) -> Insight:
    """Return all that is known of how the class did on `problem_set`.

    Raises CourseError where the set was never released or nobody has handed it in.
    """
    mistakes: dict[tuple[str, str], Mistake] = {}
    unexplained: dict[tuple[str, str], Mistake] = {}
    not_started: dict[str, int] = {}
    released = course.released(problem_set)
    if not released.is_file():
        raise CourseError(f"{released}: missing. Run `autograder release {problem_set}` first.")
    notebook = read_released(released)
    known = vocabulary("\n".join(cell.source for cell in notebook.cells))
    told = _texts(notebook)

    def look(student: str, graded: NotebookNode) -> None:
        sources = {grade_id(c): c.source for c in graded.cells if is_solution(c)}
        for cell in graded.cells:
            said = last_report(cell) if is_check(cell) else None
            if said is None:
                continue
            exercise = str(grade_id(cell)).removesuffix(CHECK_SUFFIX)
            source = str(sources.get(exercise, ""))
            lost = [part for part in said["parts"] if part["marks"] < part["points"]]
            named: dict[str, list[str]] = {}
            silent: dict[str, list[str]] = {}
            for part in lost:
                hints = [str(hint) for hint in part.get("hints") or [part.get("hint")] if hint]
                mistaken = [hint for hint in hints if not is_common(hint)]
                for hint in mistaken:
                    named.setdefault(hint, []).append(str(part["title"]))
                if not mistaken and FOLLOWS not in hints:
                    silent.setdefault(hints[0] if hints else "", []).append(str(part["title"]))
            if silent.keys() and silent.keys() <= NOT_STARTED and not named:
                not_started[exercise] = not_started.get(exercise, 0) + 1
                continue
            for found, into in ((named, mistakes), (silent, unexplained)):
                for hint, parts in found.items():
                    title, text = titled(hint, told.get((exercise, hint), "")) if hint else ("", "")
                    place = (exercise, hint if into is mistakes else "\n".join([hint, *parts]))
                    one = into.setdefault(place, Mistake(exercise, hint, title, text))
                    one.parts = list(dict.fromkeys([*one.parts, *parts]))
                    group = one.groups.setdefault(same_as(source, known), Group(source))
                    group.students.append(student)

    report = class_report(course.root, problem_set, look)
    exercises = exercise_names(notebook)
    came = [row.student for row in report.rows]
    notebooks = [worked(course.submitted(who, problem_set), problem_set, exercises) for who in came]
    zone = course.settings.zone
    known_here = set(came)
    history = [a for a in attempts(course, problem_set) if a.points > 0 and a.student in known_here]
    return Insight(
        report,
        Roster.of(course),
        _due(course, problem_set),
        zone,
        _ordered(mistakes),
        _ordered(unexplained),
        not_started,
        list(_tries(history)),
        _days(history, zone),
        {exercise: spent(exercise, notebooks) for exercise in exercises},
        known,
    )


def _ordered(found: Mapping[tuple[str, str], Mistake]) -> list[Mistake]:
    return sorted(found.values(), key=lambda one: -len(one.students))


def _texts(released: NotebookNode) -> dict[tuple[str, str], str]:
    """Return (exercise, hint) → the text of the hint, where its file is to be found."""
    module = checks_module(released)
    try:
        found = importlib.util.find_spec(module) if module else None
        if module and found is None:
            found = importlib.util.find_spec(f"autograder.checks.{module}")
    except (ImportError, ValueError):
        found = None
    texts: dict[tuple[str, str], str] = {}
    for folder in (found.submodule_search_locations or []) if found else ():
        for exercise in exercise_names(released):
            words = words_of(str(Path(folder, f"{exercise}.py")))
            texts |= {(exercise, hint): text for hint, text in words.sections.items()}
    return texts


def _due(course: Course, problem_set: str) -> datetime | None:
    from nbgrader.api import MissingEntry

    dates = course.settings.dates.get(problem_set)
    if dates is not None:
        return dates.due
    with course.gradebook() as gradebook:
        try:
            due = gradebook.find_assignment(problem_set).duedate
        except MissingEntry:
            return None
    return due if isinstance(due, datetime) else None


def _different(history: Iterable[Attempt]) -> dict[str, list[Attempt]]:
    """Return the attempts of each student, each notebook once with the marks that it has now."""
    found: dict[str, dict[str, Attempt]] = {}
    for attempt in history:
        found.setdefault(attempt.student, {})[attempt.notebook] = attempt
    return {student: list(theirs.values()) for student, theirs in found.items()}


def _tries(history: Iterable[Attempt]) -> Iterable[Tries]:
    for student, theirs in _different(history).items():
        parts = [attempt.marks / attempt.points for attempt in theirs]
        yield Tries(student, len(parts), parts[0], max(parts), parts[-1])


def _days(history: Iterable[Attempt], zone: tzinfo) -> dict[date, int]:
    found: dict[date, int] = {}
    for theirs in _different(history).values():
        for attempt in theirs:
            time = attempt.handed_in or attempt.graded
            day = time.replace(tzinfo=time.tzinfo or UTC).astimezone(zone).date()
            found[day] = found.get(day, 0) + 1
    return dict(sorted(found.items()))
