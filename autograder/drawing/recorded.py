"""How does a reader step through a program of arrays: a network, a solve, a decomposition?

A trace of the reference module is recorded once. Its numbers do not move, so they are written out
here, with the rule by which each adjoint reaches an operand; the script only shows them in order.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.drawing.figure import Figure, Row, describe, views
from autograder.drawing.notation import (
    BAR,
    Name,
    NamedNode,
    format_number,
    name_graph,
    slots,
    tree_html,
    tree_runs,
    tree_speech,
)
from autograder.drawing.rules import ARRAYS, MINUS, Partial, T, Tree, frac, op, row
from autograder.drawing.widget import typeset_title, widget
from autograder.reference import trace
from autograder.reference.modes import Piece, unbroadcast

LARGEST = 40
"""Entries of an array that may be shown."""
ENTRYWISE = "The operation is done entry by entry, and so is its rule."
REPEATED = "The operand was repeated to fit, so its adjoint is a sum over the repetitions."


def array_stepper(
    f: Callable[..., Any],
    inputs: Sequence[Any],
    names: Sequence[str | None] | None = None,
    *,
    constants: Mapping[str, Any] | None = None,
    start: str = "evaluation",
    title: str | None = None,
) -> Figure:
    """Return a widget that steps through the evaluation of `f` and back, for a cell's last line.

    Parameters: `f` takes arrays or numbers and returns one number, in plain NumPy; `inputs` are
    what it is traced at, with at most `LARGEST` entries each; `names` follows the evaluation order
    as in `stepper`; `constants` gives names to arrays that `f` uses besides; `start` is
    "evaluation" or "reverse"; `title` is a line above the picture.

    Raises ValueError where an operation has no rule here, or an array is too large to be shown.
    """
    graph = trace(f, *inputs)
    nodes = [_written(node, constants or {}) for node in name_graph(graph, names)]
    adjoints = graph.adjoints()
    arrivals: list[list[dict[str, Any]]] = [[] for _ in nodes]
    totals: list[Any] = [None] * len(nodes)
    for node in nodes:
        if max(map(np.size, _parts(node.value))) > LARGEST:
            raise ValueError(
                f"node {node.name.plain} has {np.size(node.value)} entries; at most {LARGEST} "
                "can be shown"
            )
        for k, parent in enumerate(node.parents):
            share, words = _share(graph, node, k, adjoints[node.index])
            totals[parent] = share if totals[parent] is None else _plus(totals[parent], share)
            sign, tree = _rule(node, k)
            fill = _filler(node, nodes)
            arrivals[parent].append(
                {
                    "sign": sign,
                    "html": tree_html(tree, fill),
                    "said": tree_speech(tree, _filler(node, nodes, spoken=True)),
                    "words": words,
                    "share": _shown(share),
                    "total": _shown(totals[parent]) | {"short": _short(totals[parent])},
                }
            )

    rows = [
        Row("value", tuple(_short(n.value) for n in nodes), 0),
        Row("adjoint", tuple(map(_short, adjoints)), 1),
    ]
    output = nodes[graph.output].name
    description = describe(nodes)
    program = {
        "recorded": True,
        "description": description,
        "output": graph.output,
        "seeds": [],
        "sliders": [],
        "modes": ["evaluation", "reverse"],
        "start": start,
        "nodes": [
            {
                "called": node.name.plain,
                "op": node.primitive,
                "value": _shown(node.value),
                "adjoint": _shown(adjoints[node.index]),
                "shape": _short(node.value),
                "adjointShape": _short(adjoints[node.index]),
                "arrivals": arrivals[node.index],
            }
            | (
                {"args": list(node.parents), "written": _expression(node, nodes)}
                if node.operands
                else {}
            )
            for node in nodes
        ],
    }
    label = f"Computational graph of {output.speech()}"
    return widget(
        views(nodes, graph.outputs, rows, label, description, factors=True),
        program,
        title=typeset_title(title, nodes),
        output=output.speech(),
        table=_table(nodes, adjoints),
        parts=("recorded",),
    )


def _written(node: NamedNode, constants: Mapping[str, Any]) -> NamedNode:
    """Give an operation on arrays its way of being written, and its constants their names."""
    if node.primitive in ARRAYS:
        expression = ARRAYS[node.primitive].expression
        node = replace(node, rule=replace(node.rule, expression=expression))
    elif node.operands and not node.partials:
        raise ValueError(
            f"node {node.name.plain} is {node.primitive!r}, for which no rule can be written "
            f"here: {', '.join(ARRAYS)} and what is done entry by entry can"
        )

    def named(operand: Any, traced: bool) -> Any:
        if traced or not np.ndim(operand):
            return operand
        return next(
            (Name.parse(n) for n, x in constants.items() if np.array_equal(x, operand)), operand
        )

    pairs = zip(node.operands, node.traced, strict=True)
    return replace(node, operands=tuple(named(*pair) for pair in pairs))


def _rule(node: NamedNode, k: int) -> Partial:
    """Return what the k-th parent gets from the node's adjoint, written: a sign and a tree."""
    if node.primitive in ARRAYS:
        position = [j for j, traced in enumerate(node.traced) if traced][k]
        tree = ARRAYS[node.primitive].shares[position]
        if isinstance(tree, list) and tree[:2] == ["row", op(MINUS)]:
            return MINUS, ["row", *tree[2:]]
        return "+", tree
    sign, tree = node.partials[k]
    times = op("⊙" if np.ndim(node.value) else "·")

    def with_adjoint(rest: Tree) -> Tree:
        return T if rest == 1 else row(T, times, rest)

    if isinstance(tree, list) and tree[0] == "frac":
        return sign, frac(with_adjoint(tree[1]), tree[2])
    return sign, with_adjoint(tree)


def _filler(node: NamedNode, nodes: Sequence[NamedNode], spoken: bool = False) -> Any:
    names = slots(node, nodes)
    incoming = node.name.speech(BAR) if spoken else node.name.html(BAR)
    return lambda slot: incoming if slot == T else names(slot)


def _share(graph: Any, node: NamedNode, k: int, adjoint: Any) -> tuple[Any, str]:
    """Return what a node's adjoint adds to that of its k-th parent, by the module's own rule."""
    primitive, values, marks, keywords, out = graph.tape.nodes[node.index]
    position = [j for j, mark in enumerate(marks) if mark is not None][k]
    operand = values[position]
    share = primitive.vjps[position](adjoint, out, *values, **keywords)
    words = ARRAYS[node.primitive].words if node.primitive in ARRAYS else ""
    if isinstance(share, Piece):
        share = share.join([share], None, operand)
        if isinstance(share, list):  # of several values
            pairs = zip(share, graph.nodes[node.parents[k]].value, strict=True)
            share = tuple(np.zeros_like(x) if s is None else s for s, x in pairs)
        return share, words
    repeated = np.shape(share) != np.shape(operand)
    if repeated:
        share = unbroadcast(share, np.shape(operand))
    if not words:
        words = f"{ENTRYWISE * bool(np.ndim(out))} {REPEATED * repeated}".strip()
    return share, words


def _parts(value: Any) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, tuple | list) else (value,)


def _plus(a: Any, b: Any) -> Any:
    if isinstance(a, tuple):
        return tuple(x + y for x, y in zip(a, b, strict=True))
    return a + b


def _short(value: Any) -> str:
    """Return what a card has room for: a number, or the shape of an array."""
    if isinstance(value, tuple | list):
        return f"{len(value)} arrays"
    shape = np.shape(value)
    if not shape:
        return format_number(float(value))
    return f"{shape[0]} numbers" if len(shape) == 1 else "×".join(map(str, shape))


def _shown(value: Any) -> dict[str, str]:
    """Return a value as HTML and in words; several values have commas between them."""
    parts = _parts(value)
    return {
        "html": '<span class="ad-op">,</span>'.join(map(_matrix, parts)),
        "said": "; ".join(map(_said, parts)),
    }


def _matrix(value: Any) -> str:
    array = np.asarray(value)
    if array.ndim == 0:
        return format_number(float(array))
    rows = array.reshape(1, -1) if array.ndim == 1 else array
    entries = "".join(f"<span>{format_number(float(x))}</span>" for x in rows.flat)
    return f'<span class="ad-matrix" style="--ad-columns:{rows.shape[1]}">{entries}</span>'


def _said(value: Any) -> str:
    array = np.asarray(value)
    if array.ndim == 0:
        return format_number(float(array)).replace(MINUS, "minus ")
    rows = array.reshape(1, -1) if array.ndim == 1 else array
    texts = [", ".join(format_number(float(x)).replace(MINUS, "minus ") for x in r) for r in rows]
    if array.ndim == 1:
        return f"the numbers {texts[0]}"
    return f"{rows.shape[0]} by {rows.shape[1]}, " + "; ".join(
        f"row {k + 1}: {text}" for k, text in enumerate(texts)
    )


def _expression(node: NamedNode, nodes: Sequence[NamedNode]) -> dict[str, Any]:
    fill = slots(node, nodes)
    return {
        "expression": tree_html(node.rule.expression, fill),
        "said": tree_speech(node.rule.expression, fill),
        "runs": tree_runs(node.rule.expression, fill),
    }


def _table(nodes: Sequence[NamedNode], adjoints: Sequence[Any]) -> str:
    """Return all arrays in a table, folded: the panel shows them one at a time."""
    body = "".join(
        f'<tr data-row-of="{node.index}"><th scope="row">{node.name.html()}</th>'
        f'<td class="ad-expression">'
        f"{tree_html(node.rule.expression, slots(node, nodes)) if node.operands else 'input'}</td>"
        f'<td class="ad-value">{_shown(node.value)["html"]}</td>'
        f'<td class="ad-adjoint">{_shown(adjoints[node.index])["html"]}</td></tr>'
        for node in nodes
    )
    heads = ("Node", "Expression", "Value", "Adjoint")
    head = "".join(f'<th scope="col">{html.escape(text)}</th>' for text in heads)
    return (
        '<details class="ad-numbers"><summary>All numbers</summary>'
        '<div class="ad-scroll" role="group" aria-label="All numbers" tabindex="0"><table>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div></details>"
    )
