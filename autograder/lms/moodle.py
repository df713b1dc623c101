"""What does Moodle's grading worksheet say of whom, in any language, and how is a grade put in?

Moodle compares the worksheet's headers with its own translations, so the file that was downloaded
goes back, changed in the cells of the grades only. Which column is which is told by structure and
content: the first is the identifier (a word and a number); the maximum is a number that is the same
in every line, right of the grade; after it stands whether the grade can be changed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.books.roster import Person, Roster, key, name_key
from autograder.books.tables import Table
from autograder.errors import CourseError
from autograder.lms.words import EMAIL, NO, YES
from autograder.terminal import printable

IDENTIFIER = re.compile(r"(?P<word>.*?)(?P<number>\d+)", re.DOTALL)
NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
NOTHING = ("", "-", "–", "—")
# What Moodle takes out of a name when it makes a file's name of it.
NOT_IN_FILES = re.compile(r"[\x00-\x1f\x7f&<>\"`|':\\/]|\.\.+")
DECIMALS = 2


@dataclass(frozen=True)
class Line:
    """A line of the worksheet.

    row: where it is in the table. number: the participant's. others: what else the line says of
    the person: user name, id number. submitted: when they last handed in, in Moodle's words.
    """

    row: int
    number: str
    identifier: str
    name: str
    email: str
    others: tuple[str, ...]
    grade: str
    locked: bool
    submitted: str


class Worksheet:
    """Moodle's grading worksheet.

    grade_column: the header of the grades' column, where it cannot be told. Raises CourseError,
    which says what is missing, where the table is no such worksheet.
    """

    def __init__(self, table: Table, grade_column: str | None = None) -> None:
        self.table = table
        self.path = table.path
        self.header, rows = table.rows[0], table.rows[1:]
        uneven = [i for i, row in enumerate(rows, 1) if len(row) != len(self.header)]
        if uneven:
            raise self._wrong(
                f"line {table.line(uneven[0])} has {len(table.rows[uneven[0]])} cells and the "
                f"first line {len(self.header)}"
            )
        if not rows:
            raise self._wrong("it has no lines but the headers")
        self._check_identifiers(rows)
        columns = list(zip(*rows, strict=True))
        self._grade = self._find_grade(columns, grade_column)
        self.maximum = _number(next(c for c in columns[self._grade + 1] if c not in NOTHING))
        self._lock = self._find_lock(columns)
        self._submitted = self._find_submitted(columns)
        self.comma = self._has_commas(columns)
        self.lines = [self._line(i, row) for i, row in enumerate(rows, 1)]

    @classmethod
    def read(cls, path: Path, grade_column: str | None = None) -> Worksheet:
        """Read the worksheet in the file `path`."""
        return cls(Table.read(path), grade_column)

    def with_grades(self, grades: Mapping[int, float]) -> bytes:
        """Return the file with other grades, by row; every other byte is as it was."""
        return self.table.changed(
            {(row, self._grade): number(value, self.comma) for row, value in grades.items()}
        )

    # -- which column is which -------------------------------------------------------------------

    def _check_identifiers(self, rows: list[list[str]]) -> None:
        found = [IDENTIFIER.fullmatch(row[0]) for row in rows]
        words = {match["word"] for match in found if match}
        numbers = [match["number"] for match in found if match]
        if None in found or len(words) != 1 or words == {""}:
            raise self._wrong("its first column holds no identifiers such as `Participant 123`")
        if len(set(numbers)) < len(numbers):
            raise self._wrong("an identifier stands there twice")

    def _find_grade(self, columns: list[tuple[str, ...]], name: str | None) -> int:
        if name is not None:
            found = [i for i, text in enumerate(self.header) if key(text) == key(name)]
            if (
                len(found) != 1
                or found[0] + 1 >= len(columns)
                or not _is_maximum(columns[found[0] + 1])
            ):
                raise self._wrong(
                    f"it has no single column `{printable(name)}` with the maximum right of it; "
                    f"there are: {printable(', '.join(self.header))}"
                )
            return found[0]
        named = [
            i
            for i, text in enumerate(self.header[:-1])
            if key(text) == "grade" and _is_maximum(columns[i + 1])
        ]
        found = named or [
            i
            for i in range(1, len(columns) - 1)
            if _is_maximum(columns[i + 1]) and all(_is_grade(cell) for cell in columns[i])
        ]
        if len(found) == 1:
            return found[0]
        names = ", ".join(f"`{self.header[i]}`" for i in found)
        raise self._wrong(
            f"it may be any of {printable(names)} that holds the grades; say which: "
            "--grade-column NAME"
            if found
            else "no column of grades has a column with their maximum, a number, right of it (are "
            'grades "None" or a scale in this assignment?)'
        )

    def _find_lock(self, columns: list[tuple[str, ...]]) -> int | None:
        # With the marking workflow on, its state stands between.
        for i in range(self._grade + 2, min(self._grade + 4, len(columns))):
            if {key(cell) for cell in columns[i] if cell not in NOTHING} <= NO | YES:
                return i
        return None

    def _find_submitted(self, columns: list[tuple[str, ...]]) -> int | None:
        first = (self._grade + 1 if self._lock is None else self._lock) + 1
        for i in range(first, len(columns)):
            if all(cell in NOTHING or _is_time(cell) for cell in columns[i]):
                return i
        return None

    def _has_commas(self, columns: list[tuple[str, ...]]) -> bool:
        for cell in (*columns[self._grade + 1], *columns[self._grade]):
            if "," in cell or "." in cell:
                return "," in cell
        return False

    def _line(self, row: int, cells: list[str]) -> Line:
        identifier = IDENTIFIER.fullmatch(cells[0])
        assert identifier is not None
        about = cells[1 : self._grade]
        email = next((cell for cell in about if EMAIL.fullmatch(cell.strip())), "")
        return Line(
            row=row,
            number=identifier["number"],
            identifier=cells[0],
            name=about[0] if about and not EMAIL.fullmatch(about[0].strip()) else "",
            email=email.strip(),
            others=tuple(cell.strip() for cell in about[1:] if cell != email and cell.strip()),
            grade=cells[self._grade],
            locked=self._lock is not None and key(cells[self._lock]) in NO,
            submitted="" if self._submitted is None else cells[self._submitted],
        )

    def _wrong(self, what: str) -> CourseError:
        return CourseError(
            f"{self.path}: this is no grading worksheet of Moodle as it was downloaded: {what}. "
            'Download it again in the assignment: "Download grading worksheet".'
        )


def person_of(line: Line, roster: Roster, said: Mapping[str, str]) -> tuple[Person | None, str]:
    """Return who of `roster` a line is about, or None and why there is no telling.

    said: what the instructor said, a name, number or identifier → an id.
    """
    for words in (line.identifier, line.number, line.email, line.name):
        if key(words) in said:
            person = roster.by_id(said[key(words)])
            assert person is not None
            return person, ""
    found = {p.id: p for p in roster.by_email(line.email)}
    for other in line.others:
        person = roster.by_id(other)
        found |= {p.id: p for p in ([person] if person else roster.by_lms_id(other))}
    if line.email and not found:
        person = roster.by_id(line.email)
        found = {} if person is None else {person.id: person}
    if not found:
        found = {
            p.id: p
            for p in roster.by_name(line.name)
            if not (p.email and line.email and key(p.email) != key(line.email))
        }
    if len(found) == 1:
        return next(iter(found.values())), ""
    if found:
        return None, f"may be any of {', '.join(map(printable, found.values()))}"
    return None, "nobody of the roster has this name or address"


def name_in_files(name: str) -> str:
    """Return what Moodle makes of a person's name in the names of files."""
    return name_key(NOT_IN_FILES.sub("", name.replace("_", " ")))


def number(value: float, comma: bool = False) -> str:
    """Return marks as a table takes them: at most two decimals, no sign for thousands."""
    text = f"{value:.{DECIMALS}f}".rstrip("0").rstrip(".")
    text = "0" if text in ("-0", "") else text
    return text.replace(".", ",") if comma else text


def _number(text: str) -> float:
    return float(text.strip().replace(",", "."))


def _is_grade(cell: str) -> bool:
    return cell in NOTHING or NUMBER.fullmatch(cell.strip()) is not None


def _is_maximum(column: tuple[str, ...]) -> bool:
    values = {cell.strip() for cell in column}
    return len(values) == 1 and all(NUMBER.fullmatch(v) and _number(v) > 0 for v in values)


def _is_time(cell: str) -> bool:
    return re.search(r"\d\d\d\d", cell) is not None and re.search(r"\d:\d\d", cell) is not None
