"""Who is in the course, what are they called, and who may be meant by a name?

``roster.csv`` in the course's folder: a line a person, of which only ``id`` must be there. Columns
that nobody here knows are kept. Names are compared without regard to case and to the form in which
Unicode writes a letter; who cannot be told apart is named and never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from unicodedata import normalize

from autograder.books.course import Course
from autograder.books.tables import Table, guarded, to_bytes, unguarded, write_whole
from autograder.errors import CourseError
from autograder.terminal import printable

COLUMNS = ("id", "first_name", "last_name", "email", "lms_id")
# What a file system and the gradebook's columns take.
LONGEST_ID_BYTES = 200
LONGEST_ID = 128


def key(text: str) -> str:
    """Return what two names have in common that differ in case, normal form or spaces."""
    return normalize("NFC", normalize("NFD", " ".join(text.split())).casefold())


def name_key(text: str) -> str:
    """Return what two people's names have in common, whichever name stands first."""
    return " ".join(sorted(key(re.sub(r"[,\s]+", " ", text)).split()))


def trouble_with(student: str) -> str | None:
    """Return why `student` can be nobody's id, the name of a folder; None where it can."""
    if not student:
        return "is empty"
    if any(c in student for c in "/\\"):
        return "holds a `/` or `\\`, which separate folders"
    if student[0] in ".-":
        return f"begins with `{student[0]}`: such folders are hidden, or taken for an option"
    if not student.isprintable():
        return "holds a line end or a character that cannot be seen"
    if student != student.strip():
        return "begins or ends with a space"
    if any(c in student for c in "*?"):
        return "holds a `*` or `?`, which stand for any name"
    if len(student.encode()) > LONGEST_ID_BYTES or len(student) > LONGEST_ID:
        return (
            f"is longer than {LONGEST_ID} characters or {LONGEST_ID_BYTES} bytes, which is what "
            "the gradebook and file systems take"
        )
    return None


@dataclass(frozen=True)
class Person:
    """A person of the roster. more: the columns that only the course knows."""

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    lms_id: str = ""
    more: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name as it is spoken, or the id where there is none."""
        return " ".join(part for part in (self.first_name, self.last_name) if part) or self.id

    def __str__(self) -> str:
        return self.id if self.name == self.id else f"{self.id} ({self.name})"


@dataclass
class Merge:
    """What became of an import, a sentence each; `problems` were left out."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    unchanged: int = 0


class Roster:
    """The people of a course, in the order of the file."""

    def __init__(self, people: Iterable[Person] = (), columns: Iterable[str] = COLUMNS) -> None:
        self._people: dict[str, Person] = {}
        self._index: dict[tuple[str, str], list[str]] = {}
        self.columns = list(columns)
        for person in people:
            self._put(person)

    @property
    def people(self) -> list[Person]:
        """Everybody."""
        return list(self._people.values())

    @classmethod
    def read(cls, path: Path) -> Roster:
        """Return the roster in `path`, an empty one where there is no file.

        Raises CourseError, which names the line, where somebody's id cannot be one.
        """
        if not path.is_file():
            return cls()
        table = Table.read(path)
        header = [cell.strip() for cell in table.rows[0]]
        if "id" not in header:
            raise CourseError(
                f"{path}: its first line names no column `id`; there are: "
                f"{printable(', '.join(header))}. Import other files with `autograder roster FILE`."
            )
        roster = cls(columns=header)
        problems = []
        for i, row in enumerate(table.rows[1:], 1):
            cells = [unguarded(cell.strip()) for cell in row]
            found = dict(zip(header, cells, strict=False))
            more = {name: text for name, text in found.items() if name not in COLUMNS}
            person = Person(**{c: found.get(c, "") for c in COLUMNS}, more=more)
            problem = roster.problem_of(person)
            if problem:
                problems.append(f"line {table.line(i)}: {problem}")
            else:
                roster._put(person)
        if problems:
            raise CourseError(f"{path}: {'; '.join(problems)}. Correct the file.")
        return roster

    @classmethod
    def of(cls, course: Course) -> Roster:
        """Return the roster of `course`: its file, or where there is none, nbgrader's students."""
        path = course.roster
        if path.is_file():
            return cls.read(path)
        with course.gradebook() as gradebook:
            return cls(
                Person(
                    s.id, s.first_name or "", s.last_name or "", s.email or "", s.lms_user_id or ""
                )
                for s in gradebook.students
            )

    def nearest(self, words: str) -> Person | None:
        """Return whose id looks like `words`, if anybody's does: a slip of the pen."""
        found = get_close_matches(key(words), [key(student) for student in self._people], 1, 0.75)
        return self.by_id(found[0]) if found else None

    def write(self, path: Path) -> None:
        """Write the roster, whole or not at all, so that no spreadsheet takes a name as formula."""
        extra = dict.fromkeys(name for person in self.people for name in person.more)
        columns = list(dict.fromkeys([*self.columns, *COLUMNS, *extra]))
        rows = [columns]
        for person in self.people:
            known = {name: getattr(person, name) for name in COLUMNS} | dict(person.more)
            rows.append([guarded(known.get(name, "")) for name in columns])
        write_whole(path, to_bytes(rows))

    def problem_of(self, person: Person) -> str | None:
        """Return why `person` cannot be added to the roster; None where all is well."""
        trouble = trouble_with(person.id)
        if trouble:
            return f"the id `{printable(person.id, 60)}` {trouble}"
        other = self.by_id(person.id)
        if other is None:
            return None
        if other.id == person.id:
            return f"the id `{printable(person.id)}` is there twice"
        return (
            f"the ids `{printable(person.id)}` and `{printable(other.id)}` would be one folder "
            "where case or the form of a letter does not count"
        )

    def _put(self, person: Person) -> None:
        """Add a person, or put another description in the place of one."""
        old = self._people.get(person.id)
        if old is not None:
            for each in _keys(old):
                self._index[each].remove(old.id)
        self._people[person.id] = person
        for each in _keys(person):
            self._index.setdefault(each, []).append(person.id)

    def _found(self, kind: str, words: str) -> list[Person]:
        return [self._people[student] for student in self._index.get((kind, words), []) if words]

    # -- who is meant ----------------------------------------------------------------------------

    def by_id(self, student: str) -> Person | None:
        """Return the person with this id, whatever its case and form."""
        return next(iter(self._found("id", key(student))), None)

    def by_email(self, email: str) -> list[Person]:
        """Return who has this address."""
        return self._found("email", key(email))

    def by_lms_id(self, number: str) -> list[Person]:
        """Return who has this number in the LMS."""
        return self._found("lms_id", key(number))

    def by_name(self, name: str) -> list[Person]:
        """Return who is called so, whichever name stands first."""
        return self._found("name", name_key(name))

    def find(self, words: str) -> list[Person]:
        """Return who may be meant by `words`: an id, else an address, an LMS id, a name."""
        person = self.by_id(words)
        if person is not None:
            return [person]
        for found in (self.by_email(words), self.by_lms_id(words), self.by_name(words)):
            if found:
                return found
        return []

    # -- imports ---------------------------------------------------------------------------------

    def merge(self, rows: Iterable[tuple[str, Person]], *, proposed: bool = False) -> Merge:
        """Take in the people of an import, (place, person) each; nobody and no column is lost.

        A person without an id is found by address, LMS id or name; who is new gets the address as
        id. proposed: ids are for who is new only. What an import leaves empty stays as it is.
        """
        done = Merge()
        seen: dict[str, str] = {}
        for place, person in rows:
            known, doubt = self._known(person, proposed)
            if doubt:
                done.problems.append(f"{place}: {doubt}")
                continue
            if known is None:
                new = replace(person, id=person.id or person.email)
                problem = self.problem_of(new)
                if not new.id:
                    problem = (
                        f"{printable(person.name) or 'somebody'} is not in the roster and has "
                        "neither id nor e-mail address. Say which column is the id: --columns "
                        "id=NAME"
                    )
                if problem:
                    done.problems.append(f"{place}: {problem}; left out")
                    continue
                alike = self.by_name(new.name)
                self._put(new)
                seen[new.id] = place
                note = f"; {printable(alike[0])} has the same name: one person?" if alike else ""
                done.added.append(f"{new}{note}")
            elif known.id in seen:
                done.problems.append(
                    f"{place}: {known} stands in {seen[known.id]} already; left out. Keep one line "
                    "a person, or tell them apart by id or e-mail address"
                )
            else:
                seen[known.id] = place
                self._update(known, person, done)
        return done

    def _known(self, person: Person, proposed: bool) -> tuple[Person | None, str | None]:
        """Return who of the roster `person` is, and why that is in doubt."""
        if person.id and (known := self.by_id(person.id)) is not None:
            return known, None
        by_key = [*self.by_email(person.email), *self.by_lms_id(person.lms_id)]
        found = {p.id: p for p in by_key}
        if person.id and not proposed:
            if not found:
                return None, None
            return None, (
                f"{printable(person)} has the e-mail address or LMS id of "
                f"{printable(by_key[0])}; left out. Are they one? Then use one id"
            )
        if not found:
            # Of two people with one name, another address or number tells who is not meant.
            found = {p.id: p for p in self.by_name(person.name) if not _differ(p, person)}
        if len(found) > 1:
            names = ", ".join(printable(p) for p in found.values())
            return None, f"{printable(person.name)} may be any of {names}; left out"
        return next(iter(found.values()), None), None

    def _update(self, known: Person, new: Person, done: Merge) -> None:
        values = {name: getattr(new, name) for name in COLUMNS[1:] if getattr(new, name)}
        if name_key(known.name) == name_key(new.name):  # the same, perhaps not split in two
            values.pop("first_name", None)
            values.pop("last_name", None)
        elif values.get("first_name") and not values.get("last_name"):
            values["last_name"] = ""
        told = [
            f"{name} {printable(getattr(known, name), 60) or '(none)'} → {printable(value, 60)}"
            for name, value in values.items()
            if getattr(known, name) != value
        ]
        more = {**known.more, **{name: value for name, value in new.more.items() if value}}
        told += [
            f"{printable(name, 60)} {printable(known.more.get(name, ''), 60) or '(none)'} → "
            f"{printable(value, 60)}"
            for name, value in more.items()
            if known.more.get(name, "") != value
        ]
        if told:
            self._put(replace(known, **values, more=more))
            done.changed.append(f"{known.id}: {', '.join(told)}")
        else:
            done.unchanged += 1


def _keys(person: Person) -> list[tuple[str, str]]:
    """Return under what a person is found: an id may be a name's place holder, and is no name."""
    name = f"{person.first_name} {person.last_name}"
    return [
        ("id", key(person.id)),
        ("email", key(person.email)),
        ("lms_id", key(person.lms_id)),
        ("name", name_key(name)),
    ]


def _differ(one: Person, other: Person) -> bool:
    """Whether an address or a number says that these are two people."""
    return any(
        key(getattr(one, name)) != key(getattr(other, name))
        for name in ("email", "lms_id")
        if getattr(one, name) and getattr(other, name)
    )


def write_students(course: Course, roster: Roster) -> list[str]:
    """Write the people of `roster` into nbgrader's gradebook; return what is in doubt.

    Nobody is taken out of it: marks would go with them.
    """
    from nbgrader.api import Student

    doubts = []
    with course.gradebook() as gradebook:
        there = {student.id: student for student in gradebook.students}
        alike = {key(student): student for student in there}
        for person in roster.people:
            row = there.get(person.id)
            if row is None:
                other = alike.get(key(person.id))
                if other is not None:
                    doubts.append(
                        f"the gradebook has `{printable(other)}` and the roster "
                        f"`{printable(person.id)}`: use one spelling, or they are two students"
                    )
                row = Student(id=person.id)
                gradebook.db.add(row)
            for column, value in (
                ("first_name", person.first_name),
                ("last_name", person.last_name),
                ("email", person.email),
                ("lms_user_id", person.lms_id),
            ):
                if value:
                    setattr(row, column, value[:LONGEST_ID])
        gradebook.db.commit()
    return doubts
