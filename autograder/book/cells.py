"""What do a chapter's cells show? Tables of computed numbers, figures beside them, a set's tasks.

A cell imports from here in whatever folder its chapter lies; the import gives every figure of the
chapter its look.
"""

from __future__ import annotations

import ast
import html
import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from IPython.display import HTML, Markdown
from matplotlib_inline.backend_inline import set_matplotlib_formats
from nbformat import NotebookNode

from autograder.book.figures import STYLE
from autograder.book.listings import code_block
from autograder.checks import Exercise, exercises
from autograder.checks.hints import words_of
from autograder.errors import SourceError

np.set_printoptions(legacy="1.25")  # a number prints as a number: 2.0, not np.float64(2.0)
plt.style.use(STYLE)
set_matplotlib_formats("svg")


# --------------------------------------------------------------------------- tables


def table(header: Sequence[str], rows: Iterable[Sequence[object]], digits: int = 6) -> Markdown:
    """Show `rows` as a table of the page.

    Floats are rounded to `digits` significant digits, everything else is shown as it is; strings
    may hold Markdown and mathematics between dollar signs.
    """
    # Columns of numbers are aligned right, columns of text left.
    rows = [list(row) for row in rows]
    right = [
        all(isinstance(entry, int | float) for entry in column)
        for column in zip(*rows, strict=True)
    ]
    rule = ["---:" if number else ":---" for number in right]
    lines = [list(header), rule, *([_shown(entry, digits) for entry in row] for row in rows)]
    return Markdown("\n".join("| " + " | ".join(line) + " |" for line in lines))


def html_table(header: Sequence[str], rows: Iterable[Sequence[object]], digits: int = 5) -> str:
    """Write `rows` as an HTML table, for `beside`; the first entry of a row names the row."""
    head = "".join(f'<th scope="col">{name}</th>' for name in header)
    lines = [
        f'<tr><th scope="row">{_shown(row[0], digits)}</th>'
        + "".join(f"<td>{_shown(entry, digits)}</td>" for entry in row[1:])
        + "</tr>"
        for row in map(list, rows)
    ]
    return (
        f'<table class="table"><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(lines)}</tbody></table>"
    )


def _shown(entry: object, digits: int) -> str:
    return f"{entry:.{digits}g}" if isinstance(entry, float) else str(entry)


def beside(figure: Any, *tables: str) -> HTML:
    """Show a figure and HTML tables next to each other; on a narrow screen, one below the other."""
    parts = [figure.html, *tables]
    return HTML(f'<div class="beside">{"".join(f"<div>{part}</div>" for part in parts)}</div>')


# --------------------------------------------------------------------------- problem sets


@dataclass
class Task:
    """One numbered task of a set: an exercise with its check, or what a person marks.

    heading: the notebook's, with number, title and points. cells: the answer cells below it.
    """

    heading: str
    exercise: Exercise | None
    cells: list[NotebookNode]

    @property
    def number(self) -> str:
        """The number before the title."""
        return self.heading.partition(".")[0]

    @property
    def title(self) -> str:
        """The title alone."""
        if self.exercise:
            return self.exercise.words.title
        return re.sub(r"^\d+\. | \([^()]*\)$", "", self.heading)

    @property
    def points(self) -> float:
        """All that the task is worth."""
        return sum(points for _, points in self.parts)

    @property
    def parts(self) -> list[tuple[str, float]]:
        """What wins how many points."""
        if self.exercise:
            said = self.exercise.words.sections
            return [(said.get(p.title, p.title), p.points) for p in self.exercise.parts]
        return [
            (cell.metadata.nbgrader.grade_id, cell.metadata.nbgrader.points) for cell in self.cells
        ]


def problem_set(name: str, folder: Path | str = ".") -> Markdown:
    """Show the tasks of a problem set: a table of all, then each with its parts and its signature.

    All of it comes from the checks of the set and from its source, ``solutions/<name>.md`` in
    `folder`, where the chapter runs, or in the nearest folder above. A place on the page is named
    ``<set>-<exercise>``.

    Raises SourceError if there is no such source.
    """
    tasks = _tasks_of(name, folder)
    described = (_described(name, task) for task in tasks)
    return Markdown("\n\n".join([_points(name, tasks, folder), *described]))


def points_table(name: str, folder: Path | str = ".") -> Markdown:
    """Show what each task counts, with links to its description and to the section to read.

    name, folder: as for `problem_set`. Raises SourceError if there is no such source.
    """
    return Markdown(_points(name, _tasks_of(name, folder), folder))


def _tasks_of(name: str, folder: Path | str) -> list[Task]:
    from autograder.problem_sets.source import read_source

    return list(_tasks(read_source(_course(Path(folder), name), name), exercises(name)))


def _points(name: str, tasks: Sequence[Task], folder: Path | str) -> str:
    said = words_of(__file__).sections
    here = Path(folder).resolve().relative_to(_course(Path(folder), name)).as_posix()

    def code(task: Task) -> str:
        return f" `{task.exercise.name}`" if task.exercise else ""

    rows = [
        f"| {task.number} | [{task.title}]({_place(name, task)}){code(task)}{_read(task, here)} "
        f"| {task.points:g} |"
        for task in tasks
    ]
    total = sum(task.points for task in tasks)
    given = sum(task.points for task in tasks if task.exercise is None)
    last = said["together"] + (
        f", {said['by-person'].format(points=f'{given:g}')}" if given else ""
    )
    head = [f"| | {said['task']} | {said['points']} |", "|---:|:---|---:|"]
    return "\n".join([*head, *rows, f"| | **{last}** | **{total:g}** |"])


def _read(task: Task, here: str) -> str:
    """Return a line with a link to the section that a task rests on, for a page in `here`.

    It is one of HTML, because the hints name places of the finished pages.
    """
    found = re.fullmatch(r"\[(.+)\]\((.+)\)", task.exercise.words.see if task.exercise else "")
    if found is None:
        return ""
    link = html.escape(posixpath.relpath(found[2], here))
    return f'<br><a class="reference internal" href="{link}">{html.escape(found[1])}</a>'


def _course(folder: Path, name: str) -> Path:
    for root in (folder.resolve(), *folder.resolve().parents):
        if (root / "solutions" / f"{name}.md").is_file():
            return root
    raise SourceError(
        f"{folder.resolve()}: neither here nor in a folder above is there solutions/{name}.md, "
        "from which a page shows the tasks of this set."
    )


def _tasks(notebook: NotebookNode, checked: Sequence[Exercise]) -> Iterator[Task]:
    """Yield the tasks of a set in the order of its notebook."""
    by_name = {exercise.name: exercise for exercise in checked}
    heading, task = "", None
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            for found in re.findall(r"^## +(.+?) *$", cell.source, re.MULTILINE):
                heading = found
        about = cell.metadata.get("nbgrader", {})
        if not about.get("solution"):
            continue
        exercise = by_name.get(about["grade_id"])
        if task is not None and task.heading == heading and exercise is None:
            task.cells.append(cell)
        elif exercise is not None or about.get("grade"):
            if task is not None:
                yield task
            task = Task(heading, exercise, [cell])
    if task is not None:
        yield task


def _place(name: str, task: Task) -> str:
    return f"{name}-{task.cells[0].metadata.nbgrader.grade_id}"


def _described(name: str, task: Task) -> str:
    """Say what one task asks, in Markdown."""
    said = [f"({_place(name, task)})=\n### {task.heading}"]
    if task.exercise:
        said += [task.exercise.words.task, code_block(signature(task.cells[0].source))]
    if len(task.parts) > 1:
        said.append("\n".join(f"- {title} ({points:g})" for title, points in task.parts))
    return "\n\n".join(filter(None, said))


def signature(answer: str) -> str:
    """Return the heads and docstrings of what an answer cell defines, without any solution.

    Of a class the head of ``__init__`` is shown as well. A cell that is all solution shows nothing.
    """
    given = re.sub(
        r"^([ \t]*)### BEGIN SOLUTION.*?### END SOLUTION", r"\1...", answer, flags=re.DOTALL | re.M
    )
    if given == answer:
        return ""
    lines = given.splitlines()
    shown = []
    for thing in ast.parse(given).body:
        if isinstance(thing, ast.FunctionDef):
            shown.append(_head(thing, lines))
        if isinstance(thing, ast.ClassDef):
            methods = [m for m in thing.body if isinstance(m, ast.FunctionDef)]
            inits = [m for m in methods if m.name == "__init__"]
            heads = [_head(thing, lines), *(f"{_head(m, lines)}\n        ..." for m in inits)]
            shown.append("\n\n".join(heads))
    return "\n\n\n".join(shown)


def _head(thing: ast.FunctionDef | ast.ClassDef, lines: Sequence[str]) -> str:
    """Return the lines of a definition from its name to the end of its docstring."""
    first = thing.body[0]
    documented = ast.get_docstring(thing) is not None
    end = first.end_lineno if documented else max(first.lineno - 1, thing.lineno)
    return "\n".join(lines[thing.lineno - 1 : end]).rstrip()
