"""How does a reader try a program of their own? They type it into a field above the stepper.

The page parses what is typed (``page/parse.js``) and builds its graph. The program that stands
there first is traced here too, so that a reader without the script has its picture and its numbers.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from autograder.drawing.figure import Figure
from autograder.drawing.rules import RULES
from autograder.drawing.stepper import MODES, stepped
from autograder.reference import trace

FUNCTIONS = {
    name: getattr(np, name)
    for name, rule in RULES.items()
    if " " not in name and len(rule.partials) == 1 and name != "negative"
}
"""What an expression may call: the primitives of one operand, with a name of their own."""


def explorer(
    expression: str,
    inputs: Mapping[str, float],
    *,
    ranges: Mapping[str, Sequence[float]] | None = None,
    modes: Sequence[str] = MODES,
    start: str | None = None,
    title: str | None = None,
) -> Figure:
    """Return a stepper with a field for its expression, for the last line of a cell.

    Parameters: `expression` as a reader types it, with ^ for powers and the functions of
    `FUNCTIONS`; what is used twice gets a name, as in ``v = w2*log(w1); v + sqrt(v)``. `inputs`
    gives each name's first value; `ranges`, `modes`, `start` and `title` are those of `stepper`.
    An input that the reader makes up gets a slider of its own.

    Raises ValueError where `inputs` are not the names of the expression, and where `stepper` does.
    """
    lines = [_line(text) for text in re.split("[;\n]", expression) if text.strip()]
    assigned = [target for target, _ in lines if target]
    read = {
        node.id
        for _, formula in lines
        for node in ast.walk(ast.parse(formula, mode="eval"))
        if isinstance(node, ast.Name)
    }
    wanted = read - set(FUNCTIONS) - set(assigned)
    if wanted != set(inputs):
        raise ValueError(
            f"the inputs of {expression!r} are {', '.join(sorted(wanted))}, and values are given "
            f"for {', '.join(inputs) or 'none'}"
        )

    def values(*given: Any) -> list[Any]:
        """Return the value of each line."""
        scope = {**FUNCTIONS, **dict(zip(inputs, given, strict=True))}
        found = []
        for target, formula in lines:
            # The author's own text; what a reader types never comes here.
            found.append(eval(formula, {"__builtins__": {}}, scope))
            if target:
                scope[target] = found[-1]
        return found

    start_at = tuple(map(float, inputs.values()))
    named = trace(lambda *given: tuple(values(*given)), *start_at)
    names: list[str | None] = [*inputs, *[None] * (len(named.nodes) - len(inputs))]
    for (target, _), index in zip(lines, named.outputs, strict=True):
        names[index] = names[index] or target
    return stepped(
        lambda *given: values(*given)[-1],
        start_at,
        names,
        ranges=ranges,
        modes=modes,
        start=start,
        title=title,
        expression=expression,
    )


def _line(text: str) -> tuple[str | None, str]:
    """Return the name that a line gives, if it gives one, and its formula in Python."""
    target, equals, formula = text.rpartition("=")
    # A whole number is a real one here, as in the page.
    formula = re.sub(r"(?<![\w.])(\d+)(?![\w.])", r"\1.0", formula.strip())
    return (target.strip() if equals else None), formula.replace("^", "**")
