"""How was ``course.toml`` understood, and how far is each set?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.engine import make_url

from autograder.books.course import Course
from autograder.books.dates import shown
from autograder.books.roster import Roster
from autograder.books.settings import SETTINGS_FILE, Late
from autograder.books.statements import ASSIGNMENT, GRADE, SUBMISSION, SUBMITTED
from autograder.problem_sets.release import is_stale
from autograder.problem_sets.source import problem_sets


def status(root: Path) -> str:
    """Return the settings of the course in `root` and the state of each set as text."""
    course = Course.at(root)
    settings = course.settings
    lines = [
        f"course      {settings.name}, in {course.root}",
        f"time zone   {settings.zone}",
        f"late        {_late(settings.late)}",
        f"gradebook   {make_url(course.db_url).render_as_string(hide_password=True)}",
        "",
    ]
    kept = _kept(course)
    for name in problem_sets(course.root):
        due, recorded, waiting = kept.get(name, (None, 0, 0))
        dates = settings.dates.get(name)
        due = dates.due if dates is not None else due
        lines.append(name)
        if course.released(name).is_file():
            stale = is_stale(course.root, name)
            lines.append(f"  released    {'yes, but its source changed since' if stale else 'yes'}")
        else:
            lines.append("  released    no")
        if due is None:
            lines.append("  due         no due date")
        else:
            lines.append(f"  due         {shown(due, settings.zone)} ({shown(due)})")
        extensions = dates.extensions if dates is not None and dates.extensions else {}
        for student, more in sorted(extensions.items()):
            assert due is not None
            lines.append(f"  extension   {student}: until {shown(due + more, settings.zone)}")
        handed_in = len(course.students(name))
        lines.append(f"  handed in   {handed_in}, of these graded {recorded}")
        if waiting:
            lines.append(f"  to mark     {waiting} answers, by a person in formgrader")
    asked = doubts(course)
    if asked:
        lines += ["", *asked]
    return "\n".join(lines)


def doubts(course: Course) -> list[str]:
    """Return what in ``course.toml`` and ``submitted/`` names nothing that is there."""
    sets = problem_sets(course.root)
    people = {person.id for person in Roster.of(course).people}
    found = []
    for name, dates in course.settings.dates.items():
        if name not in sets:
            found.append(f"{SETTINGS_FILE}: [sets.{name}]: no such set{_meant(name, sets)}")
        for student in dates.extensions or {}:
            if people and student not in people:
                found.append(
                    f"{SETTINGS_FILE}: sets.{name}.extensions: nobody is called {student!r}"
                    f"{_meant(student, people)}"
                )
    submitted = course.folder("submitted", ".", ".")
    for folder in sorted(submitted.glob("*/*")) if submitted.is_dir() else []:
        hidden = folder.name.startswith(".") or folder.parent.name.startswith(".")
        if folder.is_dir() and not hidden and folder.name not in sets:
            found.append(f"{folder}: no such set{_meant(folder.name, sets)}")
    return found


def _meant(word: str, words: Iterable[str]) -> str:
    near = get_close_matches(word, list(words), 1)
    return f"; is {near[0]} meant?" if near else "."


def _late(late: Late | None) -> str:
    if late is None:
        return "as nbgrader_config.py says (nothing is taken off where it says nothing)"
    grace = f", after {late.grace_minutes:g} minutes of grace" if late.grace_minutes else ""
    if late.policy == "none":
        return "costs nothing"
    if late.policy == "zero":
        return f"costs all marks{grace}"
    most = f", {late.at_most_percent:g} % at most" if late.at_most_percent < 100 else ""
    return f"costs {late.percent_per_day:g} % of the marks for each 24 hours begun{most}{grace}"


def _kept(course: Course) -> dict[str, tuple[datetime | None, int, int]]:
    """Return set → due date, submissions recorded, and answers that wait for a person."""
    waiting = GRADE.c.needs_manual_grade & GRADE.c.manual_score.is_(None)
    with course.gradebook() as gradebook:
        rows = gradebook.db.execute(
            select(
                ASSIGNMENT.c.name,
                ASSIGNMENT.c.duedate,
                func.count(SUBMISSION.c.id.distinct()),
                func.count(GRADE.c.id).filter(waiting),
            )
            .outerjoin(SUBMISSION, SUBMISSION.c.assignment_id == ASSIGNMENT.c.id)
            .outerjoin(SUBMITTED, SUBMITTED.c.assignment_id == SUBMISSION.c.id)
            .outerjoin(GRADE, GRADE.c.notebook_id == SUBMITTED.c.id)
            .group_by(ASSIGNMENT.c.name, ASSIGNMENT.c.duedate)
        ).all()
    return {name: (due, recorded, left) for name, due, recorded, left in rows}
