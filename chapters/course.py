"""What do all chapters share?  The style of figures, computed tables, listings of our own code.

Importing this module sets the style; a chapter runs in its own folder, so `import course` finds it.
"""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from collections.abc import Callable, Iterable, Sequence
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


def source(thing: Any, *, docstring: bool = True) -> str:
    """Return the source of a function, a class or a lambda, as it stands in its file.

    Of a lambda only the expression after its colon is returned.
    """
    if getattr(thing, "__name__", "") == "<lambda>":
        return _body_of_lambda(thing)
    text = textwrap.dedent(inspect.getsource(thing))
    (definition,) = ast.parse(text).body
    if not docstring and ast.get_docstring(definition) is not None:
        said = definition.body[0]
        kept = text.splitlines()
        del kept[said.lineno - 1 : said.end_lineno]
        if not kept[said.lineno - 1].strip():  # the blank line that followed
            del kept[said.lineno - 1]
        text = "\n".join(kept)
    return text.strip("\n")


def _body_of_lambda(function: Callable[..., Any]) -> str:
    file = Path(inspect.getsourcefile(function)).read_text(encoding="utf-8")
    places = [place for place in function.__code__.co_positions() if place[3]]
    start = min((line, column) for line, _, column, _ in places)
    end = max((line, column) for _, line, _, column in places)
    # Several lambdas may stand on one line: it is the smallest one around the compiled code.
    around = [
        node
        for node in ast.walk(ast.parse(file))
        if isinstance(node, ast.Lambda)
        and (node.body.lineno, node.body.col_offset) <= start
        and end <= (node.body.end_lineno, node.body.end_col_offset)
    ]
    body = min(around, key=lambda node: node.end_col_offset - node.col_offset).body
    return ast.get_source_segment(file, body)


def listing(*things: Any, docstring: bool = True) -> Markdown:
    """Show the source of functions and classes, read from their files when the page is built."""
    listed = "\n\n\n".join(source(thing, docstring=docstring) for thing in things)
    return Markdown(f"```python\n{listed}\n```")


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


def documentation(*things: Any, module: str, constructors: bool = True) -> Markdown:
    """Show signatures and docstrings of public functions and classes, for the page of the API.

    `module` is where a reader imports them from.  `constructors=False` leaves out how a class is
    built, where the module builds it.
    """
    return Markdown("\n\n".join(_entry(thing, module, constructors) for thing in things))


def _entry(thing: Any, module: str, constructors: bool) -> str:
    if inspect.isclass(thing):
        kind = "exception" if issubclass(thing, BaseException) else "class"
        call = _signature(thing) if constructors and kind == "class" else ""
        members = [
            _directive("method", name + _signature(member, method=True), member, "~~~~")
            if inspect.isfunction(member)
            else _directive("property", name, member, "~~~~")
            for name, member in vars(thing).items()
            if not name.startswith("_")
            and (inspect.isfunction(member) or isinstance(member, property))
            and not isinstance(vars(thing).get("_fields"), tuple)
        ]
        return _directive(kind, thing.__name__ + call, thing, "~~~~~~", module, members)
    return _directive("function", thing.__name__ + _signature(thing), thing, "~~~~", module)


def _directive(
    kind: str, head: str, thing: Any, fence: str, module: str = "", members: Sequence[str] = ()
) -> str:
    options = f":module: {module}\n\n" if module else ""
    body = "\n\n".join([inspect.getdoc(thing) or "", *members])
    return f"{fence}{{py:{kind}}} {head}\n{options}{body}\n{fence}"


def _signature(thing: Any, method: bool = False) -> str:
    """The call, without annotations that say nothing and without the modules of the others."""
    empty = inspect.Parameter.empty
    call = inspect.signature(thing)
    parameters = [
        parameter.replace(annotation=empty) if parameter.annotation is Any else parameter
        for parameter in list(call.parameters.values())[1 if method else 0 :]
    ]
    result = call.return_annotation
    if result in (Any, None) or inspect.isclass(thing):
        result = empty
    shown = str(call.replace(parameters=parameters, return_annotation=result))
    return re.sub(r"\b(collections\.abc|typing|numpy(\.\w+)*|autograder(\.\w+)*)\.(?=\w)", "", shown)
