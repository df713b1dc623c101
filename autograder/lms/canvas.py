"""What does Canvas's gradebook say of whom, and what may go back to it?

What goes back is a part of what was exported: the columns that say who it is, and one assignment,
for those who have a mark. What is not in an import stays as it is in Canvas; other assignments
would be set back to what they were when the file was exported.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.books.roster import Person, Roster, key
from autograder.books.tables import Table
from autograder.errors import CourseError
from autograder.lms.moodle import number
from autograder.terminal import printable

POINTS = "Points Possible"
# Columns that Canvas computes, and takes for no assignment.
COMPUTED = re.compile(
    "Current Score|Current Points|Current Grade|Final Score|Final Points|Final Grade|"
    "Override Score|Override Grade|Override Status"
)
TITLE = re.compile(r"(?P<title>.*?)(?:\s*\((?P<id>\d+)\))?", re.DOTALL)
NUMBER = re.compile(r"\d[\d.,]*")
TEST_STUDENT = "student, test"


@dataclass(frozen=True)
class CanvasLine:
    """A line of the gradebook: who it is about, and the cells of the columns that say so."""

    row: int
    name: str
    user_id: str
    sis_user_id: str
    sis_login_id: str


class CanvasGradebook:
    """A gradebook that was exported from Canvas.

    Raises CourseError where the table is none.
    """

    def __init__(self, table: Table) -> None:
        self.table = table
        self.path = table.path
        header = table.rows[0]
        self._names = 2 if header[:2] == ["LastName", "FirstName"] else 1
        if not is_canvas(table):
            raise CourseError(
                f"{self.path}: this is no gradebook exported from Canvas: its first line should "
                "begin with `Student,ID` and name a `Section`. Export it again: Grades > Export."
            )
        self.header = header
        self._section = next(i for i, text in enumerate(header) if "Section" in text)
        self._points = next(
            (i for i, row in enumerate(table.rows) if row[0].strip().startswith(POINTS)), None
        )
        self._first = 1 if self._points is None else self._points + 1
        self.lines = [self._line(i) for i in range(self._first, len(table.rows))]
        self.lines = [line for line in self.lines if key(line.name) not in ("", TEST_STUDENT)]

    @classmethod
    def read(cls, path: Path) -> CanvasGradebook:
        """Read the gradebook in the file `path`."""
        return cls(Table.read(path))

    @property
    def titles(self) -> list[str]:
        """The assignments' titles, without their numbers."""
        return [self._title(i) for i in self._assignments()]

    def column(self, title: str) -> int:
        """Return the column of the assignment `title`, with or without its number in brackets.

        Raises CourseError where there is none, or more than one.
        """
        found = [i for i in self._assignments() if key(title) == key(self.header[i])] or [
            i for i in self._assignments() if _alike(title, self._title(i))
        ]
        if len(found) == 1:
            return found[0]
        there = ", ".join(
            f"`{printable(self.header[i], 80)}`" for i in found or self._assignments()
        )
        raise CourseError(
            f"{self.path}: {'more than one' if found else 'no'} assignment is called "
            f"`{printable(title)}`. Say which is meant: --title TITLE; there are: "
            f"{there or 'none'}."
        )

    def points(self, column: int) -> float | None:
        """Return the points of an assignment, where the file says them."""
        if self._points is None:
            return None
        text = self._cell(self._points, column)
        return canvas_number(text) if NUMBER.fullmatch(text) else None

    def is_excused(self, row: int, column: int) -> bool:
        """Whether the student need not do this assignment."""
        return self._cell(row, column).casefold() == "ex"

    def with_marks(self, column: int, marks: Mapping[int, float]) -> bytes:
        """Return the file for Canvas: its head, and the lines that have marks, by row."""
        if not marks:
            return self.table.kept([*range(self._first)], [*self._students(), column], {})
        new = {(row, column): number(value) for row, value in marks.items()}
        rows = [*range(self._first), *sorted(marks)]
        return self.table.kept(rows, [*self._students(), column], new)

    def _students(self) -> range:
        return range(self._section + 1)

    def _assignments(self) -> list[int]:
        return [
            i
            for i in range(self._section + 1, len(self.header))
            if not COMPUTED.search(self.header[i])
        ]

    def _title(self, column: int) -> str:
        found = TITLE.fullmatch(self.header[column].strip())
        assert found is not None
        return found["title"]

    def _cell(self, row: int, column: int) -> str:
        cells = self.table.rows[row]
        return cells[column].strip() if column < len(cells) else ""

    def _line(self, row: int) -> CanvasLine:
        def named(*words: str) -> str:
            found = [i for i in self._students() if self.header[i].strip() in words]
            return self._cell(row, found[0]) if found else ""

        names = [self._cell(row, i) for i in range(self._names)]
        return CanvasLine(
            row, ", ".join(names), named("ID"), named("SIS User ID"), named("SIS Login ID")
        )


def _alike(one: str, other: str) -> bool:
    """Whether two titles are one but for case and underscores, as in the name of a set."""
    return key(one.replace("_", " ")) == key(other.replace("_", " "))


def is_canvas(table: Table) -> bool:
    """Say whether `table` begins as Canvas's export does, by the rules of its own importer."""
    row = table.rows[0]
    one = len(row) > 3 and "Student" in row[0] and "ID" in row[1]
    two = len(row) > 4 and "LastName" in row[0] and "FirstName" in row[1] and "ID" in row[2]
    return (one or two) and any("Section" in text for text in row)


def split_name(name: str) -> tuple[str, str]:
    """Return first and last name of Canvas's `Last, First`; all as first where no comma is."""
    last, comma, first = name.partition(",")
    return (first.strip(), last.strip()) if comma else (name.strip(), "")


def canvas_number(text: str) -> float:
    """Read a number as Canvas does: the last comma or full stop is the decimal sign."""
    parts = re.split(r"[.,]", text)
    return float(text) if len(parts) == 1 else float(f"{''.join(parts[:-1])}.{parts[-1]}")


def canvas_person(
    line: CanvasLine, roster: Roster, said: Mapping[str, str]
) -> tuple[Person | None, str]:
    """Return who of `roster` a line is about, or None and why there is no telling.

    In Canvas's own order: ID, SIS ids, name. said: as in `moodle.person_of`.
    """
    for words in (line.user_id, line.sis_login_id, line.sis_user_id, line.name):
        if words and key(words) in said:
            return roster.by_id(said[key(words)]), ""
    found = {p.id: p for p in roster.by_lms_id(line.user_id)}
    if not found:
        for words in (line.sis_user_id, line.sis_login_id):
            person = roster.by_id(words)
            found |= {p.id: p for p in ([person] if person else roster.by_email(words))}
    if not found:
        known = line.user_id
        found = {p.id: p for p in roster.by_name(line.name) if not (p.lms_id and known)}
    if len(found) == 1:
        return next(iter(found.values())), ""
    if found:
        return None, f"may be any of {', '.join(map(printable, found.values()))}"
    return None, "nobody of the roster has this number, id or name"


def name_in_archives(person: Person) -> str:
    """Return what Canvas makes of a person's name in the names of a submission archive's files."""
    sortable = key(f"{person.last_name}, {person.first_name}")
    return re.sub(r"\W", "", re.sub(r"_(\d+)_", r"\1", sortable))
