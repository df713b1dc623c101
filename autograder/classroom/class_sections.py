"""How is what is known of one set set for its page, with names or without?"""

from __future__ import annotations

import hmac
import os
import shlex
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean, median
from urllib.parse import quote

from markupsafe import Markup

from autograder.books.course import Course, course_seed
from autograder.books.dates import shown
from autograder.checks.markup import coded, plain_words
from autograder.classroom.alike import without_author
from autograder.classroom.charts import histogram, timeline
from autograder.classroom.insight import Group, Insight, Mistake
from autograder.classroom.report import Row
from autograder.feedback.harmless import Harmless
from autograder.terminal import printable

# Answers of one mistake that are shown.
MOST_ANSWERS = 5
# Of fewer people no code is shown where nobody is to be known.
FEWEST = 3
LONGEST_ID = 60
LONGEST_CODE = 4_000
BINS = 10


@dataclass
class Cell:
    """One field of the heat map: its text, its class of colour, in words, where it leads."""

    text: str
    level: str
    words: str
    link: str = ""


@dataclass
class Line:
    """One row of the heat map. label: a number where nobody is to be known."""

    label: str
    anchor: str
    name: str = ""
    cells: list[Cell] = field(default_factory=list)
    penalty: str = ""
    total: str = ""
    notes: str = ""


@dataclass
class Shown:
    """An answer as it is shown: code in colours, how many wrote it, who."""

    code: Markup
    count: int
    who: list[tuple[str, str]]


@dataclass
class Entry:
    """A mistake as it is shown. command: what grades again who made it."""

    exercise: str
    title: str
    hint: str
    text: Markup
    parts: list[Markup]
    count: int
    who: list[tuple[str, str]]
    answers: list[Shown]
    more: int
    command: str


@dataclass
class Section:
    """One set, ready to be shown."""

    name: str
    anchor: str
    counts: list[tuple[str, int]]
    facts: list[str]
    problems: list[tuple[str, str]]
    missing: list[str]
    points: Mapping[str, str]
    full: str
    lines: list[Line]
    penalties: bool
    exercises: list[dict[str, str]]
    marks: Markup
    mistakes: list[Entry]
    unexplained: list[Entry]
    days: Markup | None
    tries: list[tuple[str, str]]
    each: list[tuple[str, str, str, str, str]]


class Setter:
    """Sets one set's part of the page."""

    def __init__(
        self,
        course: Course,
        view: Insight,
        path: Path,
        anonymous: bool,
        show: Harmless,
        anchor: str,
    ) -> None:
        self.course, self.view, self.path = course, view, path
        self.anonymous, self.show, self.anchor = anonymous, show, anchor
        rows = view.report.rows
        if anonymous:
            rows = _shuffled(course, view.name, [row for row in rows if row.total is not None])
        self.rows = rows
        self.penalties = any(row.penalty for row in rows)
        self.anchors = {row.student: f"{anchor}-{i}" for i, row in enumerate(rows, 1)}

    def section(self) -> Section:
        """Return the part of the page."""
        view, report = self.view, self.view.report
        graded = [row for row in report.rows if row.total is not None]
        full = sum(report.points.values())
        waiting = [r for r in graded if any(s.marks is None for s in r.results.values())]
        counts = [
            ("handed in", len(report.rows)),
            ("graded", len(graded)),
            ("wait for a person", len(waiting)),
            ("late", sum(row.late for row in graded)),
            ("missing", len(report.missing)),
        ]
        if len(report.rows) > len(graded):
            counts.insert(2, ("not graded", len(report.rows) - len(graded)))
        tries = [one for one in view.tries if one.count > 1]
        return Section(
            view.name,
            self.anchor,
            counts,
            self._facts(graded, full),
            [] if self.anonymous else self._problems(),
            [] if self.anonymous else [self._label(who) for who in report.missing],
            {name: number(points) for name, points in report.points.items()},
            number(full),
            [self._line(i, row) for i, row in enumerate(self.rows, 1)],
            self.penalties and not self.anonymous,
            [self._exercise(name, graded) for name in report.points],
            _distribution(graded, full),
            [self._entry(one) for one in view.mistakes],
            [self._entry(one) for one in view.unexplained],
            timeline(view.days, view.due, view.zone) if view.days else None,
            self._movement(),
            [
                (self._label(t.student), str(t.count), _percent(t.first), _percent(t.best),
                 _percent(t.last))
                for t in ([] if self.anonymous else tries)
            ],
        )  # fmt: skip

    def _facts(self, graded: list[Row], full: float) -> list[str]:
        totals = [row.total or 0.0 for row in graded]
        said = []
        if totals:
            middle = number(median(totals))
            said.append(f"Mean {mean(totals):.1f} and median {middle} of {full:g} marks.")
        if self.view.due:
            said.append(f"Due {shown(self.view.due, self.view.zone)}.")
        if self.penalties:
            said.append("Totals are less what coming late takes off.")
        forged = sum(not row.isolated for row in graded)
        if forged:
            said.append(f"Not isolated: {forged} were graded without a sandbox.")
        return said

    def _problems(self) -> list[tuple[str, str]]:
        found = [(row.student, row.problem) for row in self.rows if row.problem]
        found += [
            (row.student, f"{cell}: {what}") for row in self.rows for cell, what in row.unusual
        ]
        return [(self._label(student), printable(what)) for student, what in found]

    def _label(self, student: str) -> str:
        return printable(student, LONGEST_ID)

    def _line(self, place: int, row: Row) -> Line:
        line = Line(str(place) if self.anonymous else self._label(row.student),
                    self.anchors[row.student])  # fmt: skip
        link = ""
        if not self.anonymous:
            person = self.view.roster.by_id(row.student)
            line.name = self._label(person.name) if person and person.name != person.id else ""
            link = self._feedback(row.student)
            notes = ["late"] * row.late + ["not graded"] * bool(row.problem)
            line.notes = ", ".join(notes)
        for name, points in self.view.report.points.items():
            score = row.results.get(name)
            if score is None:
                line.cells.append(Cell("", "no", "not graded"))
                continue
            to = f"{link}#{quote(name)}" if link else ""
            line.cells.append(cell_of(score.marks, points, to))
        line.penalty = number(-row.penalty) if row.penalty else "0"
        line.total = "–" if row.total is None else number(row.total)
        return line

    def _feedback(self, student: str) -> str:
        page = self.course.feedback(student, self.view.name)
        here = self.path.resolve().parent
        if not here.is_relative_to(self.course.root) or not page.is_file():
            return ""
        return quote(os.path.relpath(page, here))

    def _exercise(self, name: str, graded: list[Row]) -> dict[str, str]:
        points = self.view.report.points[name]
        scores = [row.results[name].marks for row in graded if name in row.results]
        given = [marks for marks in scores if marks is not None]
        took = self.view.spent.get(name)
        minutes = took.minutes if took else None
        return {
            "name": name,
            "points": number(points),
            "mean": f"{sum(given) / len(given):.2g}" if given else "–",
            "full": str(sum(marks >= points for marks in given)),
            "none": str(sum(marks <= 0 for marks in given)),
            "idle": str(self.view.not_started.get(name, 0)),
            "waiting": str(len(scores) - len(given)),
            "minutes": "–" if minutes is None else _minutes(minutes),
            "longest": _minutes(took.longest) if took and took.longest is not None else "–",
            "runs": f"{took.runs:g}" if took and took.runs is not None else "–",
            "said": f"{took.notebooks} ({took.noted})" if took else "0",
        }

    def _entry(self, one: Mistake) -> Entry:
        groups = one.answers
        if self.anonymous:
            few = len(one.students) < FEWEST
            groups = [g for g in groups if not few and len(g.students) >= FEWEST]
        answers = [a for g in groups[:MOST_ANSWERS] if (a := self._answer(g)) is not None]
        command = ["autograder", "grade", self.view.name, "--hint", one.hint]
        return Entry(
            one.exercise,
            plain_words(one.title),
            one.hint,
            Markup(coded(plain_words(one.text))),
            [Markup(coded(part)) for part in one.parts],
            len(one.students),
            [] if self.anonymous else self._who(one.students),
            answers,
            0 if self.anonymous else len(groups) - len(answers),
            shlex.join([*command, "--exercise", one.exercise]) if one.hint else "",
        )

    def _answer(self, group: Group) -> Shown | None:
        source: str | None = group.source
        if self.anonymous:
            source = without_author(group.source, self.view.known)
            if source is None:
                return None
        elif not group.source.strip():
            source = "# the cell is empty"
        text = source or ""
        if len(text) > LONGEST_CODE:
            text = f"{text[:LONGEST_CODE]}\n# …"
        who = [] if self.anonymous else self._who(group.students)
        return Shown(Markup(self.show.code(text)), len(group.students), who)

    def _who(self, students: Iterable[str]) -> list[tuple[str, str]]:
        return [(self._label(s), self.anchors.get(s, "")) for s in dict.fromkeys(students)]

    def _movement(self) -> list[tuple[str, str]]:
        tries = self.view.tries
        again = [one for one in tries if one.count > 1]
        if not tries:
            return []
        said = [
            ("students with an attempt", str(len(tries))),
            ("handed in more than one version", str(len(again))),
        ]
        if again and (not self.anonymous or len(again) >= FEWEST):
            for words, values in (
                ("first", [one.first for one in again]),
                ("best", [one.best for one in again]),
                ("last", [one.last for one in again]),
            ):
                said.append((f"their mean at the {words} attempt", _percent(mean(values))))
        return said


def _shuffled(course: Course, name: str, rows: Sequence[Row]) -> list[Row]:
    """Return `rows` in an order that only who has the course's seed can know."""
    seed = str(course_seed(course.root, course.settings.seed_file)).encode()

    def place(row: Row) -> bytes:
        return hmac.digest(seed, f"{name}\0{row.student}".encode("utf-8", "replace"), "sha256")

    return sorted(rows, key=place)


def cell_of(marks: float | None, points: float, link: str = "") -> Cell:
    """Return the field for so many marks."""
    if marks is None:
        return Cell("?", "w", "waits for a person", link)
    share = marks / points if points else 1.0
    if share >= 1:
        level, words = "4", "full marks"
    elif share <= 0:
        level, words = "0", "no marks"
    else:
        level, words = "1" if share < 0.4 else "2" if share < 0.75 else "3", "part of the marks"
    return Cell(number(marks), level, words, link)


def _distribution(graded: Sequence[Row], full: float) -> Markup:
    shares = [(row.total or 0.0) / full if full else 0.0 for row in graded]
    bins = Counter(min(BINS, max(0, int(share * BINS + 1e-9))) for share in shares)
    edges = [full * i / BINS for i in range(BINS)]
    labels = [f"{edge:.3g}" for edge in edges] + [f"{full:g}"]
    spoken = [f"{edge:.3g} to under {full * (i + 1) / BINS:.3g}" for i, edge in enumerate(edges)]
    return histogram(
        [bins[i] for i in range(BINS + 1)], labels, [*spoken, f"all {full:g}"], "marks", "students"
    )


def number(marks: float) -> str:
    """Return marks as people write them."""
    return f"{round(marks, 2):g}"


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _minutes(minutes: float) -> str:
    return f"{minutes:.0f} min" if minutes < 90 else f"{minutes / 60:.1f} h"
