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
    """Return the ids of the roster; without one, of the gradebook's students."""
    return [person.id for person in Roster.of(course).people]


def people(course: Course) -> dict[str, Person]:
    """Return everybody in the gradebook, by id."""
    with course.gradebook() as gradebook:
        return {
            s.id: Person(s.id, " ".join(n for n in (s.first_name, s.last_name) if n), s.email or "")
            for s in gradebook.students
        }
