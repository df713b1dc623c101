"""Who is expected to hand in, and what are they called?"""

from __future__ import annotations

import csv
from dataclasses import dataclass

from autograder.books.course import Course


@dataclass(frozen=True)
class Person:
    """A student as the gradebook knows them; "" is what it does not know."""

    id: str
    name: str = ""
    email: str = ""


def expected(course: Course) -> list[str]:
    """Return the ids in the roster's column ``id``; without a roster, the gradebook's students."""
    path = course.root / course.settings.roster
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            ids = [str(row.get("id") or "").strip() for row in csv.DictReader(file)]
    except (OSError, ValueError, csv.Error):
        return sorted(people(course))
    return [student for student in ids if student]


def people(course: Course) -> dict[str, Person]:
    """Return everybody in the gradebook, by id."""
    with course.gradebook() as gradebook:
        return {
            s.id: Person(s.id, " ".join(n for n in (s.first_name, s.last_name) if n), s.email or "")
            for s in gradebook.students
        }
