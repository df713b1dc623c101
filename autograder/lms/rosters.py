"""Which people does a file of a learning management system name?

A plain table, Moodle's participants or grading worksheet, or Canvas's gradebook: told by content.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.books.roster import COLUMNS, Person, key
from autograder.books.tables import Table, unguarded
from autograder.errors import CourseError
from autograder.lms.canvas import CanvasGradebook, is_canvas, split_name
from autograder.lms.moodle import Worksheet
from autograder.lms.words import EMAIL, HEADERS
from autograder.terminal import printable

NAMEABLE = (*COLUMNS, "name")


@dataclass
class Import:
    """What a file is, and its people with the place where each stands.

    proposed: whether the file's ids are only what somebody new may be called.
    """

    kind: str
    people: list[tuple[str, Person]]
    proposed: bool = False


def read_people(path: Path, columns: Mapping[str, str] | None = None) -> Import:
    """Return the people whom the file `path` names.

    columns: one of `NAMEABLE` → the header of the file's column that holds it. Raises CourseError
    where the file says of nobody who it is, or no column is called so.
    """
    table = Table.read(path)
    said = dict(columns or {})
    if is_canvas(table):
        proposed = "id" not in said
        people = _from_canvas(CanvasGradebook(table), said)
        return Import("Canvas's gradebook", people, proposed)
    if not said:
        try:
            sheet = Worksheet(table)
        except CourseError:
            pass
        else:
            return Import("Moodle's grading worksheet", _from_worksheet(sheet))
    return Import("a table of people", _from_table(table, said))


def _from_worksheet(sheet: Worksheet) -> list[tuple[str, Person]]:
    people = [
        (f"line {sheet.table.line(line.row)}", Person("", line.name.strip(), email=line.email))
        for line in sheet.lines
    ]
    if not any(person.email or person.first_name for _, person in people):
        raise CourseError(
            f"{sheet.path}: the worksheet names nobody (is the assignment marked anonymously?). "
            "Import the participants' list of the course."
        )
    return people


def _from_canvas(book: CanvasGradebook, said: dict[str, str]) -> list[tuple[str, Person]]:
    people = []
    own = _named(book.table, said.pop("id", None))
    if said:
        raise CourseError(
            f"{book.path}: of Canvas's gradebook only the column of the id need be named: "
            "--columns id=NAME."
        )
    for line in book.lines:
        first, last = split_name(line.name)
        login = line.sis_login_id or line.sis_user_id
        student = login or line.user_id
        if own is not None:
            student = book.table.rows[line.row][own].strip()
        email = line.sis_login_id if EMAIL.fullmatch(line.sis_login_id) else ""
        people.append(
            (
                f"line {book.table.line(line.row)}",
                Person(student, first, last, email, line.user_id),
            )
        )
    return people


def _from_table(table: Table, said: dict[str, str]) -> list[tuple[str, Person]]:
    where = _columns(table, said)
    header = [cell.strip() for cell in table.rows[0]]
    people = []
    for i, row in enumerate(table.rows[1:], 1):
        cells = [unguarded(cell.strip()) for cell in row] + [""] * (len(header) - len(row))
        found = {name: cells[column] for name, column in where.items()}
        name = found.pop("name", "")
        if name and not (found.get("first_name") or found.get("last_name")):
            found["first_name"], found["last_name"] = split_name(name)
        rest = [c for c in range(len(header)) if c not in where.values() and header[c]]
        more = {header[c]: cells[c] for c in rest}
        person = Person(**{"id": "", **found}, more=more)
        people.append((f"line {table.line(i)}", person))
    return people


def _columns(table: Table, said: Mapping[str, str]) -> dict[str, int]:
    """Return which column holds what; what was `said` counts, else headers, else content."""
    header = table.rows[0]
    where = {
        name: column for name, text in said.items() if (column := _named(table, text)) is not None
    }
    taken = set(where.values())
    for name in ("id", "first_name", "last_name", "name", "lms_id"):
        # In the order of the roster's own words first: `id` before `username`.
        for i, text in sorted(enumerate(header), key=lambda pair: key(pair[1]) != name):
            if name not in where and i not in taken and key(text.strip()) in HEADERS[name]:
                where[name] = i
                taken.add(i)
    if "first_name" in where or "last_name" in where:
        where.pop("name", None) if "name" not in said else None
    if "email" not in where:
        holding = [i for i in range(len(header)) if i not in taken and _is_email(table, i)]
        named = [i for i in holding if "mail" in key(header[i])] or holding
        if named:
            where["email"] = named[0]
    if not {"id", "email"} & where.keys():
        raise CourseError(
            f"{table.path}: no column of it is an id or an e-mail address that is told by its "
            "header or content. Say which is which: --columns id=NAME,first_name=NAME,"
            f"last_name=NAME,email=NAME; there are: {printable(', '.join(header))}."
        )
    return where


def _named(table: Table, text: str | None) -> int | None:
    if text is None:
        return None
    header = table.rows[0]
    found = [i for i, name in enumerate(header) if key(name) == key(text)]
    if len(found) != 1:
        raise CourseError(
            f"{table.path}: {'no column is' if not found else 'more than one column is'} called "
            f"`{printable(text)}`; there are: {printable(', '.join(header))}."
        )
    return found[0]


def _is_email(table: Table, column: int) -> bool:
    """Whether a column holds addresses: most of its cells, the empty ones aside."""
    cells = [row[column].strip() for row in table.rows[1:] if column < len(row)]
    cells = [unguarded(cell) for cell in cells if cell]
    return bool(cells) and sum(bool(EMAIL.fullmatch(c)) for c in cells) > len(cells) / 2
