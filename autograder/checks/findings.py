"""How does a student read a report?

The hint comes first, below it what failed for that reason; what passed is one line. Of an array
there is a small picture of what is wrong, and the numbers for those who ask.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from html import escape

import numpy as np

from autograder.checks.compare import wrong_entries
from autograder.checks.hints import is_common, titled
from autograder.checks.markup import (
    BAD,
    GOOD,
    HALF,
    NEUTRAL,
    QUIET,
    card,
    coded,
    linked,
    plain_words,
    sign,
    wrapped,
)
from autograder.checks.parts import Failure, Findings, Part
from autograder.isolation.beside import TEXT

# A part that fails in many cases fails for one reason; three cases show the pattern.
CASES_SHOWN = 3
# An array of more rows or columns is no picture that one takes in at a glance.
LARGEST_PICTURE = 12
FEW_NUMBERS = 12

TINT = "background-color:rgba(128,128,128,0.14)"
PRE = "margin:0.2em 0;white-space:pre-wrap;overflow-wrap:anywhere"

SIZE = re.compile(r"(relative error [^\s:,]+|not 0 where 0 is right|`nan` or `inf`)(?:: (.*))?$")
# Where in the form that a driver gives its findings; an answer that is a tuple has one such item.
ITEMS = re.compile(r"(?:item \d+: ){2,}")


def as_text(report: Findings) -> str:
    """Return the findings for a terminal, at most 80 columns where the words allow it."""
    if line := _one_line(report):
        return "\n".join(wrapped(line))
    lines = [report.title]
    for hints, parts in _reasons(report):
        lines += [""] if hints and len(lines) > 1 else []
        for title, text in hints:
            lines += wrapped(f"{title}. {plain_words(text)}", indent=2)
        for part, as_above in parts:
            above = ": as above" if as_above else ""
            lines += wrapped(f"FAILED  {_scored([part])}{above}", 2, 10)
            lines += [] if as_above else _cases_as_text(part)
    if passed := [part for part in report.parts if part.passed]:
        lines += wrapped(f"passed  {_scored(passed)}", 2, 10)
    for note in report.notes:
        lines += wrapped(f"Note: {note}", 2, 8)
    return "\n".join(lines)


def as_html(report: Findings) -> str:
    """Return the findings as HTML that keeps its look where style sheets are stripped."""
    if line := _one_line(report):
        return card(NEUTRAL, line, f'<span style="{QUIET}">{coded(line)}</span>')
    won = report.marks == report.points
    colour = GOOD if won else HALF if report.marks else BAD
    inputs = "hidden inputs" if report.hidden else "open inputs"
    out = [
        f"<div><strong><code>{escape(report.exercise)}</code></strong>&ensp;"
        f"<strong>{report.marks:g} of {report.points:g} marks</strong> "
        f'<span style="{QUIET}">on {inputs}</span></div>'
    ]
    for hints, parts in _reasons(report):
        for title, text in hints:
            out.append(
                f'<div style="{TINT};border-radius:4px;margin:0.6em 0 0.5em 0;padding:0.5em 0.8em">'
                f"<strong>{coded(title)}</strong><br>{linked(text, not report.hidden)}</div>"
            )
        for part, as_above in parts:
            above = f' <span style="{QUIET}">as above</span>' if as_above else ""
            out.append(
                f'<div style="margin-top:0.35em">{sign(BAD)} {coded(part.title)} '
                f'<span style="{QUIET}">({part.marks:g}/{part.points:g})</span>{above}</div>'
            )
            out += [] if as_above else _cases_as_html(part)
    if passed := [part for part in report.parts if part.passed]:
        line = f'{sign(GOOD)} <span style="{QUIET}">{coded(_scored(passed))}</span>'
        out.append(f'<div style="margin-top:0.35em">{line}</div>')
    for note in report.notes:
        out.append(f'<div style="margin-top:0.35em;{QUIET}">Note: {coded(note)}</div>')
    return card(colour, report.title, "".join(out))


def _one_line(report: Findings) -> str:
    """Return the whole report as one line, where there is no answer to speak of."""
    if not report.started:
        return f"{report.exercise}: not started, 0 of {report.points:g} marks"
    if report.hints == ["no-answer"] and not report.hidden:
        why = report.parts[0].failures[0].message
        return f"{report.exercise}, 0 of {report.points:g} marks. Run the cells above first: {why}."
    return ""


def _reasons(
    report: Findings,
) -> Iterator[tuple[list[tuple[str, str]], list[tuple[Part, bool]]]]:
    """Yield for each reason its hints, titled, and the failed parts; True: it fails as one above.

    A mistake that is named explains every part alike. Of a generic hint each part is a case of its
    own, unless the same was seen.
    """
    groups: dict[tuple[str, ...], list[Part]] = {}
    for part in report.parts:
        if not part.passed:
            groups.setdefault(tuple(part.hints), []).append(part)
    told: set[str] = set()
    for names, parts in groups.items():
        hints = [titled(name, parts[0].hints[name]) for name in names if name not in told]
        told.update(names)
        known = bool(names) and not any(map(is_common, names))
        seen: list[set[str]] = []
        judged = []
        for part in parts:
            messages = {failure.message for failure in part.failures}
            judged.append((part, messages in seen or (known and bool(seen))))
            seen.append(messages)
        yield hints, judged


def _scored(parts: Sequence[Part]) -> str:
    marks, points = sum(p.marks for p in parts), sum(p.points for p in parts)
    return f"{'; '.join(p.title for p in parts)} ({marks:g}/{points:g})"


# ------------------------------------------------------------------------------ cases


def _cases_as_text(part: Part) -> list[str]:
    lines = []
    numbers_shown = False
    for failure in part.failures[:CASES_SHOWN]:
        head, *rest = _words(failure).split("\n")
        lines += wrapped(f"{failure.case}: {head}", 10, 12)
        for line in rest:
            lines += wrapped(line, 12, 12)
        if failure.got is None or failure.want is None or failure.want.size <= 1:
            continue
        if (wrong := _picture(failure.got, failure.want)) is not None:
            lines += [f"{'':12}{' '.join('✗' if w else '✓' for w in row)}" for row in wrong]
        if failure.want.size <= FEW_NUMBERS and not numbers_shown:
            numbers_shown = True
            lines += [f"{'':12}{line}" for line in _numbers(failure.got, failure.want)]
    return [*lines, *(f"{'':10}{more}" for more in _more(part))]


def _cases_as_html(part: Part) -> list[str]:
    items = []
    for failure in part.failures[:CASES_SHOWN]:
        head, _, rest = _words(failure).partition("\n")
        item = f"{coded(failure.case)}: {coded(head)}"
        item += f'<pre style="{PRE}">{escape(rest)}</pre>' if rest else ""
        if failure.got is not None and failure.want is not None and failure.want.size > 1:
            item += _table(failure.got, failure.want)
            got, want = _in_lines(failure.got), _in_lines(failure.want)
            numbers = escape("\n".join(["got", *got, "expected", *want]))
            item += (
                f'<div><details><summary style="cursor:pointer;{QUIET}">the numbers</summary>'
                f'<pre style="margin:0.2em 0;overflow-x:auto">{numbers}</pre></details></div>'
            )
        items.append(f"<li>{item}</li>")
    items += [f'<li style="{QUIET}">{more}</li>' for more in _more(part)]
    return [f'<ul style="margin:0.15em 0 0.3em 0;padding-left:2.3em">{"".join(items)}</ul>']


def _more(part: Part) -> list[str]:
    more = len(part.failures) - CASES_SHOWN
    return [f"{more} more case{'s' * (more != 1)}"] if more > 0 else []


def _words(failure: Failure) -> str:
    """Return what was found in a case, with numbers for their difference where they may be told."""
    message = ITEMS.sub("", failure.message)
    head, colon, rest = message.partition(": ")
    if len(rest) >= TEXT:  # an error's text that was cut: not within a word
        rest = rest[: max(rest.rfind(" "), rest.rfind("\n"))].rstrip() + " …"
    if "\n" in rest:
        return f"{head}:\n{textwrap.dedent(rest).strip()}"
    message, got, want = head + colon + rest, failure.got, failure.want
    if got is None or want is None:
        return message
    if want.size == 1:
        numbers = "got {}, expected {}".format(*_apart(got.item(), want.item()))
        size = SIZE.search(message)
        if size is None:
            return f"{message} ({numbers})"
        relation = f": {size[2]}" if size[2] and size[2] != "it is 0" else ""
        return message[: size.start()] + numbers + relation
    wrong = wrong_entries(got, want)
    all_of_them = "both" if wrong.size == 2 else f"all {wrong.size}"
    every = f"{all_of_them} entries are wrong, " if wrong.all() else ""
    said = SIZE.sub(lambda size: size[2] or every + size[1], message)
    if wrong.all() or not wrong.any() or _picture(got, want) is not None:
        return said
    return f"{said}, {_where(wrong, got, want)}"


def _apart(a: float, b: float) -> tuple[str, str]:
    """Return two numbers with as many digits as tell them apart."""
    for digits in (6, 9, 12, 15, 17):
        one, other = f"{a:.{digits}g}", f"{b:.{digits}g}"
        if one != other:
            break
    return one, other


def _where(wrong: np.ndarray, got: np.ndarray, want: np.ndarray) -> str:
    """Say which entries of a large array are wrong."""
    if wrong.ndim == 2 and wrong.shape[0] == wrong.shape[1]:
        on = np.eye(len(wrong), dtype=bool)
        if np.array_equal(wrong, on):
            return "those on the diagonal"
        if np.array_equal(wrong, ~on):
            return "all but those on the diagonal"
    for axis in range(wrong.ndim):
        rest = tuple(i for i in range(wrong.ndim) if i != axis)
        some = np.flatnonzero(wrong.any(axis=rest))
        if len(some) == 1 and np.take(wrong, some[0], axis).all():
            index = [":"] * wrong.ndim
            index[axis] = str(some[0])
            return f"all at [{', '.join(index)}]"
    first = tuple(int(i) for i in np.argwhere(wrong)[0])
    one, other = _apart(float(got[first]), float(want[first]))
    return f"the first at {list(first)}: got {one}, expected {other}"


def _picture(got: np.ndarray, want: np.ndarray) -> np.ndarray | None:
    """Return which entries are wrong, by rows; None where a picture would show nothing."""
    wrong = np.atleast_2d(wrong_entries(got, want))
    fits = wrong.ndim == 2 and max(wrong.shape) <= LARGEST_PICTURE
    return wrong if fits and wrong.any() and not wrong.all() else None


def _table(got: np.ndarray, want: np.ndarray) -> str:
    if (wrong := _picture(got, want)) is None:
        return ""
    a, b = np.atleast_2d(got), np.atleast_2d(want)
    rows = []
    for i, row in enumerate(wrong):
        cells = []
        for j, is_wrong in enumerate(row):
            one, other = _apart(float(a[i, j]), float(b[i, j]))
            where = f"[{i}, {j}]" if want.ndim == 2 else f"[{j}]"
            says = f"{where}: got {one}, expected {other}" if is_wrong else f"{where}: {other}"
            colour, mark = (BAD_CELL, "✗") if is_wrong else (GOOD_CELL, "✓")
            cells.append(f'<td title="{says}" style="{CELL};{colour}">{mark}</td>')
        rows.append(f'<tr style="background-color:transparent">{"".join(cells)}</tr>')
    label = f"{int(wrong.sum())} of {wrong.size} entries are wrong"
    return (
        f'<table role="img" aria-label="{label}" style="border-collapse:separate;'
        "border-spacing:2px;border:none;margin:0.3em 0;width:auto;table-layout:auto;"
        f'line-height:1.2">{"".join(rows)}</table>'
    )


CELL = (
    "border:none;border-radius:3px;min-width:1.6em;padding:0.15em 0;text-align:center;"
    "font-size:0.85em"
)
BAD_CELL = f"background-color:{BAD};color:#ffffff"
GOOD_CELL = "background-color:rgba(46,160,67,0.2)"


def _numbers(got: np.ndarray, want: np.ndarray) -> list[str]:
    """Return both arrays for a terminal, one below the other."""
    both = [("got" if i == 0 else "", line) for i, line in enumerate(_in_lines(got))]
    both += [("expected" if i == 0 else "", line) for i, line in enumerate(_in_lines(want))]
    return [f"{name:<10}{line}" for name, line in both]


def _in_lines(array: np.ndarray) -> list[str]:
    with np.printoptions(precision=5, suppress=True, linewidth=56, threshold=200):
        lines = np.array2string(array, separator=", ").split("\n")
    return [line for line in lines if line.strip()]
