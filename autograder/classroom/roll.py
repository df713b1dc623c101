"""Who is expected to hand in, and what are they called?"""

from __future__ import annotations

from dataclasses import dataclass

from autograder.books.course import Course
from autograder.books.roster import Roster


@dataclass(frozen=True)
class Person:
    """A student as the gradebook knows them; "" is what it does not know."""

    id: str
    name: str = ""
    email: str = ""


def expected(course: Course) -> list[str]:
    """Return the ids in the roster's column ``id``; without a roster, the gradebook's students."""
    if (course.root / course.settings.roster).is_file():
        return [person.id for person in Roster.of(course).people]
    return sorted(people(course))


def people(course: Course) -> dict[str, Person]:
    """Return everybody in the gradebook, by id."""
    with course.gradebook() as gradebook:
        return {
            s.id: Person(s.id, " ".join(n for n in (s.first_name, s.last_name) if n), s.email or "")
            for s in gradebook.students
        }
