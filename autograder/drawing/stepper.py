"""How does a reader step through a program: its values, its tangents, its adjoints?

`stepper` traces the program once, with the reference module, and writes everything that the page
needs into one piece of HTML: the picture, a table of all numbers, and the trace as JSON for the
script `stepper.js`, which recomputes the numbers as the reader moves the inputs. Without the script
the picture and the table stand there with the numbers of the reference module.
"""

from __future__ import annotations

import html
import json
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from autograder.drawing.figure import Figure, Row, describe, styles, views
from autograder.drawing.notation import (
    BAR,
    DOT,
    PRIMITIVES,
    Name,
    NamedNode,
    format_number,
    name_graph,
    slots,
    term,
    tree_html,
)
from autograder.reference import trace

MODES = {
    "evaluation": "Evaluation",
    "forward": 'Forward<span class="ad-sr"> mode</span>',
    "reverse": 'Reverse<span class="ad-sr"> mode</span>',
}
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
    modes: Sequence[str] = tuple(MODES),
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
    are the tabs, `start` the one that is open first; `title` is a line above the picture.

    Raises ValueError where the program cannot be stepped through (not scalar, an unknown primitive,
    an undefined value) or where names, ranges or modes do not fit it.
    """
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

    values = [float(n.value) for n in nodes]
    with np.errstate(all="ignore"):  # what is not finite is reported below, in our words
        tangents = {
            s.node: [float(t) for t in graph.tangents([float(i == s.node) for i in graph.inputs])]
            for s in sliders
        }
        adjoints = [float(a) for a in graph.adjoints()]
    for number in (*values, *adjoints, *(t for column in tangents.values() for t in column)):
        if not math.isfinite(number):
            raise ValueError(
                f"the program or a derivative is not finite at {tuple(inputs)}: "
                "choose inputs where it is"
            )

    output = nodes[graph.output].name
    # A reader without the script sees values and adjoints on the picture, and all in the table.
    rows = [Row("value", tuple(map(format_number, values)), 0)]
    if "forward" in modes:
        rows.append(Row("tangent", tuple("" for _ in nodes), 1))
    if "reverse" in modes:
        rows.append(Row("adjoint", tuple(map(format_number, adjoints)), 1))
    label = f"Computational graph of {output.speech()}"
    pictures = views(nodes, graph.outputs, rows, label, describe(nodes), steps=True)
    program = {
        "nodes": [_node_json(n, nodes) for n in nodes],
        "inputs": list(graph.inputs),
        "output": graph.output,
        "sliders": [s.node for s in sliders],
        "modes": list(modes),
        "start": start,
    }
    parts = [
        f'<div class="autodiff ad-stepper{" ad-tall" if pictures.tall else ""}" role="group" '
        f'aria-label="Steps through the computation of {html.escape(output.speech())}" '
        'data-mode="all" tabindex="-1">',
        styles("graph.css", "stepper.css"),
        '<div class="ad-body">',
        f'<p class="ad-title">{_title(title, nodes)}</p>' if title else "",
        _mode_bar(modes, [nodes[s.node].name for s in sliders]),
        f'<div class="ad-stage">{pictures.html}</div>',
        '<div class="ad-side">',
        _rule_panel(),
        _slider_bar(sliders, nodes),
        "</div>",
        _table(nodes, output, modes, sliders, values, tangents, adjoints),
        "</div>",
        f'<script type="application/json">{_json(program)}</script>',
        f"<script>{(Path(__file__).parent / 'stepper.js').read_text('utf-8')}</script>",
        "</div>",
    ]
    return Figure("".join(parts))


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


def _node_json(node: NamedNode, nodes: Sequence[NamedNode]) -> dict[str, Any]:
    """Return what the script must know of a node."""
    known: dict[str, Any] = {
        "op": node.primitive,
        "name": {
            "value": node.name.html(),
            "tangent": node.name.html(DOT),
            "adjoint": node.name.html(BAR),
            "say": node.name.speech(),
        },
        "value": float(node.value),
    }
    if node.operands:
        known["args"] = [
            int(operand) if traced else {"constant": float(operand)}
            for operand, traced in zip(node.operands, node.traced, strict=True)
        ]
        known["expression"] = node.rule.expression
        known["forward"] = [term(p, "forward") for p in node.partials]
        known["reverse"] = [term(p, "reverse") for p in node.partials]
    return known


def _json(program: Any) -> str:
    """Return JSON that may stand in a `<script>`: no end tag can occur in it."""
    return json.dumps(program, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")


def _title(title: str, nodes: Sequence[NamedNode]) -> str:
    """Typeset the names of nodes in a title: those with a subscript or next to a bracket."""
    text = html.escape(title)
    for name in sorted((n.name for n in nodes), key=lambda name: -len(name.plain)):
        after = r"(?!\w)" if name.subscript else r"(?=[(,)])"
        pattern = rf"(?<![\w<>/]){re.escape(html.escape(name.plain))}{after}"
        parts = re.split(pattern, text)
        text = f'<span class="ad-inline">{name.html()}</span>'.join(parts)
    return text


def _mode_bar(modes: Sequence[str], seeds: Sequence[Name]) -> str:
    tabs = "".join(
        f'<label class="ad-tab" data-mode="{mode}"><input type="radio" name="mode" value="{mode}">'
        f"<span>{MODES[mode]}</span></label>"
        for mode in modes
    )
    choices = "".join(
        f'<label class="ad-seed"><input type="radio" name="seed" value="{k}">'
        f'<span><span aria-hidden="true">∂/∂{name.html()}</span>'
        f'<span class="ad-sr">derivative by {html.escape(name.speech())}</span></span></label>'
        for k, name in enumerate(seeds)
    )
    # Forms of their own, so that the radio buttons of two widgets on a page do not mix.
    return (
        f'<form class="ad-modes{" ad-single" if len(modes) == 1 else ""}" hidden>'
        f'<fieldset class="ad-tabs"><legend class="ad-sr">What to step through</legend>{tabs}'
        "</fieldset>"
        '<div class="ad-about"><p class="ad-what"></p>'
        '<fieldset class="ad-seeds"><legend class="ad-sr">Seed of the forward mode</legend>'
        f"{choices}</fieldset></div></form>"
    )


def _rule_panel() -> str:
    def button(action: str, text: str, label: str) -> str:
        return (
            f'<button type="button" class="ad-button ad-{action}" data-go="{action}" '
            f'aria-label="{label}">{text}</button>'
        )

    return (
        '<div class="ad-rule" hidden><p class="ad-head-line"><span class="ad-count"></span> '
        '<span class="ad-what-now"></span></p><div class="ad-math" aria-hidden="true"></div>'
        '<p class="ad-words"></p></div>'
        '<div class="ad-steps" hidden>'
        + button("first", _icon("M5 3v12M15 3l-7 6 7 6"), "First step")
        + button("back", '<span aria-hidden="true">←</span> Back', "Back one step")
        + '<div class="ad-track" aria-hidden="true"><div></div></div>'
        + button("next", 'Next <span aria-hidden="true">→</span>', "Next step")
        + button("last", _icon("M13 3v12M3 3l7 6-7 6"), "Last step")
        + '</div><p class="ad-sr ad-status" role="status"></p>'
    )


def _icon(path: str) -> str:
    return f'<svg class="ad-icon" viewBox="0 0 18 18" aria-hidden="true"><path d="{path}"/></svg>'


def _slider_bar(sliders: Sequence[Slider], nodes: Sequence[NamedNode]) -> str:
    labels = []
    for s in sliders:
        node = nodes[s.node]
        labels.append(
            f'<label class="ad-slider"><span aria-hidden="true">{node.name.html()}</span>'
            f'<span class="ad-sr">{html.escape(node.name.speech())}</span>'
            f'<input type="range" min="{s.low:g}" max="{s.high:g}" step="{s.step:g}" '
            f'value="{float(node.value)!r}" data-input="{s.node}" autocomplete="off">'
            f'<output aria-hidden="true">{format_number(float(node.value))}</output></label>'
        )
    return f'<form class="ad-sliders" hidden>{"".join(labels)}</form>'


def _table(
    nodes: Sequence[NamedNode],
    output: Name,
    modes: Sequence[str],
    sliders: Sequence[Slider],
    values: Sequence[float],
    tangents: Mapping[int, Sequence[float]],
    adjoints: Sequence[float],
) -> str:
    def number(kind: str, x: float, seed: int | None = None) -> str:
        which = "" if seed is None else f' data-seed="{seed}"'
        return (
            f'<td class="ad-{kind}" data-cell="{kind}"{which}>'
            f'<data value="{x!r}">{format_number(x)}</data></td>'
        )

    heads = [("value", "Value", "<i>v</i>")]
    seeds = sliders if "forward" in modes else ()
    for s in seeds:
        name = nodes[s.node].name
        said = f'Tangent <span class="ad-sr">by {html.escape(name.speech())}</span>'
        heads.append(("tangent", said, f"∂<i>v</i>/∂{name.html()}"))
    if "reverse" in modes:
        heads.append(("adjoint", "Adjoint", f"∂{output.html()}/∂<i>v</i>"))
    head = "".join(
        f'<th scope="col" class="ad-{kind}"><span class="ad-word">{title}</span>'
        f'<span class="ad-symbol" aria-hidden="true">{symbol}</span></th>'
        for kind, title, symbol in heads
    )
    body = []
    for node in nodes:
        expression = (
            tree_html(node.rule.expression, slots(node, nodes)) if node.operands else "input"
        )
        cells = [number("value", values[node.index])]
        cells += [number("tangent", tangents[s.node][node.index], k) for k, s in enumerate(seeds)]
        if "reverse" in modes:
            cells.append(number("adjoint", adjoints[node.index]))
        body.append(
            f'<tr data-row-of="{node.index}"><th scope="row">'
            f'<span aria-hidden="true">{node.name.html()}</span>'
            f'<span class="ad-sr">{html.escape(node.name.speech())}</span></th>'
            f'<td class="ad-expression">{expression}</td>{"".join(cells)}</tr>'
        )
    return (
        '<details class="ad-numbers" open><summary>All numbers</summary>'
        '<div class="ad-scroll" role="group" aria-label="All numbers" tabindex="0"><table>'
        f'<caption class="ad-sr">Every node of the graph of {html.escape(output.speech())} '
        "with its numbers</caption>"
        '<thead><tr><th scope="col"><span class="ad-word">Node</span></th>'
        f'<th scope="col">Expression</th>{head}</tr></thead>'
        f"<tbody>{''.join(body)}</tbody></table></div></details>"
    )
