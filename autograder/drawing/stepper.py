"""How does a reader step through a program: its values, its tangents, its adjoints?

`stepper` traces the program once, with the reference module, and writes everything that the page
needs into one piece of HTML: the picture, a table of all numbers, and the trace as JSON for the
script, which recomputes the numbers as the reader moves the inputs. Without the script the picture
and the table stand there with the numbers of the reference module.
"""

from __future__ import annotations

import html
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from autograder.drawing.figure import Figure, Row, describe, views
from autograder.drawing.notation import (
    Name,
    NamedNode,
    format_number,
    name_graph,
    slots,
    tree_html,
)
from autograder.drawing.rules import PRIMITIVES
from autograder.drawing.widget import typeset_title, widget
from autograder.reference import jvp, trace

MODES = ("evaluation", "forward", "reverse", "second")
FIRST_ORDER = MODES[:3]
SHOWN_IN = {
    "value": MODES,
    "tangent": ("forward", "second"),
    "adjoint": ("reverse", "second"),
    "mixed": ("second",),
}
"""The four numbers of a node, and the modes in which they appear."""
WORDS = {"value": "Value", "tangent": "Tangent", "adjoint": "Adjoint", "mixed": "Adjoint’s tangent"}
STEPS = (1.0, 0.5, 0.25, 0.2, 0.1, 0.05, 0.025, 0.02, 0.01, 0.005, 0.002, 0.001)
"""Sizes of a slider's step that are tried, the largest first."""
POSITIONS = 40
"""A slider has at least so many positions."""


@dataclass(frozen=True)
class Slider:
    """An input that the reader moves."""

    node: int
    low: float
    high: float
    step: float


def stepper(
    f: Callable[..., Any],
    inputs: Sequence[float],
    names: Sequence[str | None] | None = None,
    *,
    ranges: Mapping[str, Sequence[float]] | None = None,
    modes: Sequence[str] = FIRST_ORDER,
    start: str | None = None,
    title: str | None = None,
) -> Figure:
    """Return a widget that steps through the scalar program `f`, for the last line of a cell.

    Parameters: `f` takes `len(inputs)` numbers and returns one, in plain NumPy with the primitives
    of `autograder.drawing.notation.PRIMITIVES`; `inputs` are the values at which it is traced and
    where the sliders start; `names` follows the evaluation order, inputs first, and may be short: a
    missing name or None becomes v1, v2, … and for the output L; `ranges` maps the name of an input
    to (low, high) or (low, high, step) of its slider, and these inputs are also those by which the
    forward mode can differentiate (default: every input, with a range around its value); `modes`
    are the tabs, of which "second" carries each adjoint's tangent along (forward over reverse) and
    is left out by default; `start` is the one that is open first; `title` is a line above the
    picture.

    Raises ValueError where the program cannot be stepped through (not scalar, an unknown primitive,
    an undefined value) or where names, ranges or modes do not fit it.
    """
    return stepped(f, inputs, names, ranges=ranges, modes=modes, start=start, title=title)


def stepped(
    f: Callable[..., Any],
    inputs: Sequence[float],
    names: Sequence[str | None] | None,
    *,
    ranges: Mapping[str, Sequence[float]] | None,
    modes: Sequence[str],
    start: str | None,
    title: str | None,
    expression: str | None = None,
) -> Figure:
    """Return the widget of `stepper`; with an `expression` the reader may type another one."""
    with np.errstate(all="ignore"):
        graph = trace(f, *(float(x) for x in inputs))
    if len(graph.outputs) != 1:
        raise ValueError(
            f"the program returns {len(graph.outputs)} values: the stepper shows one; "
            "use graph_figure for several"
        )
    nodes = name_graph(graph, names)
    _check(nodes)
    modes = tuple(modes)
    start = start or modes[0]
    for mode in (*modes, start):
        if mode not in MODES:
            raise ValueError(f"no mode {mode!r}: the modes are {', '.join(MODES)}")
    if start not in modes:
        raise ValueError(f"start={start!r} is not one of modes={modes}")
    sliders = _sliders(nodes, graph.inputs, ranges)

    numbers = _numbers(f, graph, [s.node for s in sliders], tuple(map(float, inputs)))
    seeds = [s.node for s in sliders]
    program: dict[str, Any] = {"modes": list(modes), "start": start}
    if expression is None:
        program["nodes"] = [_node_json(n) for n in nodes]
        program |= {"output": graph.output, "seeds": seeds, "sliders": [asdict(s) for s in sliders]}
    else:  # the page reads the nodes from it
        known = [asdict(s) | {"called": nodes[s.node].name.plain} for s in sliders]
        program["inputs"] = [k | {"value": float(nodes[k.pop("node")].value)} for k in known]
        program["expression"] = expression

    # What a reader without the script sees on the picture; the table has the rest.
    kinds = [k for k, filled in SHOWN_IN.items() if not {*filled}.isdisjoint(modes)]
    if start != "second" and len(kinds) > 2:
        kinds = ["value", "adjoint"]
    columns = {
        "value": numbers.value,
        "tangent": next(iter(numbers.tangent), []),
        "adjoint": numbers.adjoint,
        "mixed": next(iter(numbers.mixed), []),
    }
    rows = [Row(k, tuple(map(format_number, columns[k])), i) for i, k in enumerate(kinds)]
    output = nodes[graph.output].name
    label = f"Computational graph of {output.speech()}"
    return widget(
        views(nodes, graph.outputs, rows, label, describe(nodes), factors=True),
        program,
        title=typeset_title(title, nodes),
        output=output.speech(),
        table=_table(nodes, output, modes, seeds, numbers),
        parts=() if expression is None else ("parse", "explorer"),
    )


@dataclass(frozen=True)
class Numbers:
    """What the reference module makes of a program: one entry a node, or a list of those a seed."""

    value: list[float]
    tangent: list[list[float]]
    adjoint: list[float]
    mixed: list[list[float]]
    """The derivatives of the adjoints: forward over reverse."""


def _numbers(
    f: Callable[..., Any], graph: Any, seeds: Sequence[int], inputs: Sequence[float]
) -> Numbers:
    """Return all numbers of a traced program; raises ValueError where one is not finite."""

    def adjoints(*x: Any) -> list[Any]:
        return list(trace(f, *x).adjoints())

    directions = [tuple(float(i == s) for i in graph.inputs) for s in seeds]
    with np.errstate(all="ignore"):  # what is not finite is reported below, in our words
        numbers = Numbers(
            [float(n.value) for n in graph.nodes],
            [[float(t) for t in graph.tangents(list(d))] for d in directions],
            [float(a) for a in graph.adjoints()],
            [[float(t) for t in jvp(adjoints, tuple(inputs), d)[1]] for d in directions],
        )
    first = (numbers.value, numbers.adjoint, *numbers.tangent)
    if not all(math.isfinite(number) for column in first for number in column):
        raise ValueError(
            f"the program or a derivative is not finite at {tuple(inputs)}: "
            "choose inputs where it is"
        )
    return numbers


def _check(nodes: Sequence[NamedNode]) -> None:
    """Raise ValueError at the first node that the widget cannot step through."""
    for node in nodes:
        if node.primitive == "constant":
            raise ValueError("the program's result does not depend on its inputs")
        if node.operands and node.primitive not in PRIMITIVES:
            raise ValueError(
                f"node {node.name.plain} is {node.primitive!r}, which the stepper does not know; "
                f"it knows {', '.join(sorted(PRIMITIVES))}: write the program with these"
            )
        if getattr(node.value, "shape", ()) != ():
            raise ValueError(
                f"node {node.name.plain} has the shape {node.value.shape}: the stepper shows "
                "scalar programs; use graph_figure for arrays"
            )


def _sliders(
    nodes: Sequence[NamedNode], inputs: Sequence[int], ranges: Mapping[str, Sequence[float]] | None
) -> list[Slider]:
    """Return the sliders; raises ValueError for a range that does not fit its input."""
    by_name = {nodes[i].name.plain: nodes[i] for i in inputs}
    if ranges is None:
        ranges = {name: _default_range(float(node.value)) for name, node in by_name.items()}
    sliders = []
    for name, limits in ranges.items():
        if name not in by_name:
            raise ValueError(f"ranges names {name!r}, but the inputs are {', '.join(by_name)}")
        node = by_name[name]
        value = float(node.value)
        low, high = float(limits[0]), float(limits[1])
        if not low <= value <= high:
            raise ValueError(f"{name} starts at {value}, outside its range {low} … {high}")
        steps = limits[2:] or [s for s in STEPS if (high - low) / s >= POSITIONS]
        fitting = [s for s in steps if _on_grid(value, low, s) and _on_grid(high, low, s)]
        if not fitting:
            raise ValueError(
                f"the slider of {name} from {low} to {high} cannot start at {value}: the start and "
                "the end must be low + k·step for whole numbers k; give (low, high, step)"
            )
        sliders.append(Slider(node.index, low, high, float(fitting[0])))
    return sorted(sliders, key=lambda s: s.node)


def _on_grid(value: float, low: float, step: float) -> bool:
    return abs((value - low) / step - round((value - low) / step)) < 1e-9


def _default_range(value: float) -> tuple[float, float, float]:
    """Return a range in which a positive input stays positive."""
    if value > 0:
        return (value / 4, 2 * value, value / 40)
    return (value - 2, value + 2, 0.1)


def _node_json(node: NamedNode) -> dict[str, Any]:
    """Return what the script must know of a node; it has the rules itself."""
    known: dict[str, Any] = {"called": node.name.plain, "op": node.primitive}
    if not node.operands:
        return known | {"value": float(node.value)}
    known["args"] = [
        int(operand) if traced else {"constant": float(operand)}
        for operand, traced in zip(node.operands, node.traced, strict=True)
    ]
    return known


def _table(
    nodes: Sequence[NamedNode],
    output: Name,
    modes: Sequence[str],
    seeds: Sequence[int],
    numbers: Numbers,
) -> str:
    """Return the table of all numbers, as `tableOf` in ``page/table.js`` writes it too."""
    columns: list[tuple[str, int | None, Sequence[float]]] = []
    heads = []
    for kind, filled in SHOWN_IN.items():
        if {*filled}.isdisjoint(modes):
            continue
        found = getattr(numbers, kind)
        of_seeds = kind in ("tangent", "mixed")
        for k, seed in enumerate(seeds if of_seeds else (None,)):
            columns.append((kind, k if of_seeds else None, found[k] if of_seeds else found))
            by = nodes[seed].name if seed is not None else output
            said = f' <span class="ad-sr">by {html.escape(by.speech())}</span>' * of_seeds
            symbol = {
                "value": "<i>v</i>",
                "tangent": f"∂<i>v</i>/∂{by.html()}",
                "adjoint": f"∂{output.html()}/∂<i>v</i>",
                "mixed": f"∂<sup>2</sup>{output.html()}/∂<i>v</i>∂{by.html()}",
            }[kind]
            heads.append(
                f'<th scope="col" class="ad-{kind}"><span class="ad-word">{WORDS[kind]}{said}'
                f'</span><span class="ad-symbol" aria-hidden="true">{symbol}</span></th>'
            )
    body = []
    for node in nodes:
        expression = (
            tree_html(node.rule.expression, slots(node, nodes)) if node.operands else "input"
        )
        cells = "".join(
            f'<td class="ad-{kind}" data-cell="{kind}"'
            + ("" if seed is None else f' data-seed="{seed}"')
            + f'><data value="{number!r}">{format_number(number)}</data></td>'
            for kind, seed, column in columns
            for number in (column[node.index],)
        )
        body.append(
            f'<tr data-row-of="{node.index}"><th scope="row">'
            f'<span aria-hidden="true">{node.name.html()}</span>'
            f'<span class="ad-sr">{html.escape(node.name.speech())}</span></th>'
            f'<td class="ad-expression">{expression}</td>{cells}</tr>'
        )
    return (
        '<details class="ad-numbers" open><summary>All numbers</summary>'
        '<div class="ad-scroll" role="group" aria-label="All numbers" tabindex="0"><table>'
        f'<caption class="ad-sr">Every node of the graph of {html.escape(output.speech())} '
        "with its numbers</caption>"
        '<thead><tr><th scope="col"><span class="ad-word">Node</span></th>'
        f'<th scope="col">Expression</th>{"".join(heads)}</tr></thead>'
        f"<tbody>{''.join(body)}</tbody></table></div></details>"
    )
