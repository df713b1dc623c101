"""What do all chapters share?  The style of the figures, and tables of computed numbers.

Importing this module sets the style; a chapter runs in its own folder, so `import course` finds it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from IPython.display import HTML, Markdown
from matplotlib_inline.backend_inline import set_matplotlib_formats

from autograder.checks import exercises

np.set_printoptions(legacy="1.25")  # a number prints as a number: 2.0, not np.float64(2.0)
plt.style.use(Path(__file__).with_name("course.mplstyle"))
set_matplotlib_formats("svg")


def table(header: Sequence[str], rows: Iterable[Sequence[object]], digits: int = 6) -> Markdown:
    """Show `rows` as a table of the page.

    Floats are rounded to `digits` significant digits, everything else is shown as it is; strings
    may hold Markdown and mathematics between dollar signs.
    """

    def shown(entry: object) -> str:
        return f"{entry:.{digits}g}" if isinstance(entry, float) else str(entry)

    # Columns of numbers are aligned right, columns of text left.
    rows = [list(row) for row in rows]
    right = [
        all(isinstance(entry, int | float) for entry in column)
        for column in zip(*rows, strict=True)
    ]
    rule = ["---:" if number else ":---" for number in right]
    lines = [list(header), rule, *([shown(entry) for entry in row] for row in rows)]
    return Markdown("\n".join("| " + " | ".join(line) + " |" for line in lines))


def problem_set(name: str) -> Markdown:
    """Show the exercises of a problem set with their parts and points, as the checks count them."""
    lines, total = [], 0.0
    for number, exercise in enumerate(exercises(name), start=1):
        asked = (exercise.__doc__ or "").strip().splitlines()[0]
        lines += [f"{number}. **`{exercise.name}`**, {exercise.points:g} points. {asked}", ""]
        lines += [f"   - {title} ({points:g})" for title, points in exercise.parts.items()]
        lines.append("")
        total += exercise.points
    return Markdown("\n".join([*lines, f"**{total:g} points together.**"]))


def beside(figure: Any, *tables: Markdown | str) -> HTML:
    """Show a figure and HTML tables next to each other; on a narrow screen, one below the other."""
    parts = [figure._repr_html_(), *tables]
    return HTML(f'<div class="beside">{"".join(f"<div>{part}</div>" for part in parts)}</div>')


def html_table(header: Sequence[str], rows: Iterable[Sequence[object]], digits: int = 5) -> str:
    """Write `rows` as an HTML table, for `beside`; the first entry of a row names the row."""

    def shown(entry: object) -> str:
        return f"{entry:.{digits}g}" if isinstance(entry, float) else str(entry)

    head = "".join(f'<th scope="col">{name}</th>' for name in header)
    lines = [
        f'<tr><th scope="row">{shown(row[0])}</th>'
        + "".join(f"<td>{shown(entry)}</td>" for entry in row[1:])
        + "</tr>"
        for row in map(list, rows)
    ]
    return (
        f'<table class="table"><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(lines)}</tbody></table>"
    )
