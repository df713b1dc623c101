"""What does an instructor see of a class at a glance, and what may a lecture room see of it?

One HTML file a set, or a term: it asks for nothing, works without its script, and whatever a
student wrote in it only shows itself. Without names it holds no id, no link, no text of a
student's, and code only where three or more wrote the same program, in words that are nobody's.
"""

from __future__ import annotations

import hashlib
import os
from base64 import b64encode
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from autograder.books.course import Course
from autograder.classroom.class_sections import (
    FEWEST,
    LONGEST_ID,
    MOST_ANSWERS,
    Cell,
    Line,
    Section,
    Setter,
    cell_of,
    number,
)
from autograder.classroom.insight import Insight, insight
from autograder.errors import CourseError
from autograder.feedback.harmless import Harmless
from autograder.feedback.page import code_style
from autograder.terminal import printable

# Mistakes that are shown before the others are unfolded.
AT_ONCE = 10
TEMPLATES = Path(__file__).parent / "templates"


def write_class_page(
    root: Path, sets: Sequence[str], path: Path, *, anonymous: bool = False
) -> None:
    """Write the page of `sets` of the course `root` to `path`, whole or not at all.

    anonymous: without names, for the lecture room. Raises CourseError where there is nothing to
    show, or the file cannot be written.
    """
    course = Course.at(root)
    text = class_page(course, sets, path, anonymous=anonymous)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(text, encoding="utf-8", errors="replace")
        os.replace(draft, path)
    except OSError as error:
        raise CourseError(f"{path}: cannot be written: {error.strerror}.") from error
    finally:
        with suppress(OSError):
            draft.unlink()


def class_page(course: Course, sets: Sequence[str], path: Path, *, anonymous: bool = False) -> str:
    """Return the page of `sets`, which is to lie at `path`: links to feedback depend on that."""
    views = [insight(course, name) for name in sets]
    show = Harmless()
    sections = [
        Setter(course, view, path, anonymous, show, f"s{i}").section()
        for i, view in enumerate(views, 1)
    ]
    style, script = code_style() + _file("class.css"), _file("class.js")
    return (
        _environment()
        .get_template("class.html.j2")
        .render(
            sections=sections,
            term=_term(views, sections) if len(views) > 1 else None,
            course=course.settings.name,
            anonymous=anonymous,
            style=Markup(style),
            script=Markup(script),
            policy=f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}",
            most=MOST_ANSWERS,
            fewest=FEWEST,
            at_once=AT_ONCE,
        )
    )


def _term(views: Sequence[Insight], sections: Sequence[Section]) -> dict[str, object]:
    """Return the table student × set, for who may know who is who."""
    lines: list[Line] = []
    full = {view.name: sum(view.report.points.values()) for view in views}
    everybody = sorted({row.student for view in views for row in view.report.rows})
    by_set = [{row.student: row for row in view.report.rows} for view in views]
    for i, student in enumerate(everybody, 1):
        line = Line(printable(student, LONGEST_ID), f"t-{i}")
        lines.append(line)
        won = 0.0
        for view, rows in zip(views, by_set, strict=True):
            row = rows.get(student)
            if row is None:
                line.cells.append(Cell("", "no", "not handed in"))
            elif row.total is None:
                line.cells.append(Cell("", "no", "not graded"))
            else:
                won += row.total
                line.cells.append(cell_of(row.total, full[view.name], ""))
        line.total = number(won)
    return {
        "full": {name: number(points) for name, points in full.items()},
        "together": number(sum(full.values())),
        "lines": lines,
        "anchors": {section.name: section.anchor for section in sections},
    }


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _file(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
