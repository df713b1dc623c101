"""A `Dual` is its table of rules: (x ∘ y)˙ for every operation ∘, of Duals and of numbers.

Operation → tangent: x and y stand for the values of Duals, dx and dy for their tangents, c for a
number. In place of the tangent may stand (value, tangent), where the value is another one too, a
function of the two operands, or None for an operation that is missing.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from functools import cache
from types import CodeType
from typing import Any

import numpy as np

Rule = str | tuple[str, str] | Callable[..., Any] | None
Rules = Mapping[str, Rule]

OPERATORS = {"+": "add", "-": "sub", "*": "mul", "/": "truediv", "**": "pow"}
COMPARISONS = {"==": "eq", "<": "lt", "<=": "le", ">": "gt", ">=": "ge"}

# fmt: off
RULES: dict[str, Rule] = {
    "x + y": "dx + dy", "x + c": "dx", "c + x": "dx",
    "x - y": "dx - dy", "x - c": "dx", "c - x": "-dx", "-x": "-dx",
    "x * y": "dx * y + x * dy", "x * c": "dx * c", "c * x": "c * dx",
    "x / y": "(dx * y - x * dy) / y**2", "x / c": "dx / c", "c / x": "-c * dx / x**2",
    "x ** c": "c * x**(c - 1) * dx",
    "x ** y": "y * x**(y - 1) * dx + x**y * log(x) * dy",
    "c ** x": "c**x * log(c) * dx",
    "abs(x)": "dx if x > 0 else -dx",
    **{f"x {sign} {other}": f"x {sign} {other}" for sign in COMPARISONS for other in "yc"},
}
# fmt: on


@cache
def compiled(expression: str) -> CodeType:
    """Return the code of an expression."""
    return compile(expression, "<rule>", "eval")


def depth(z: Any) -> int:
    """Return how deep Duals are nested in `z`."""
    return 1 + max(depth(z.value), depth(z.tangent)) if hasattr(z, "tangent") else 0


def log(z: Any) -> Any:
    """Return the logarithm of a number, or of a Dual of any depth."""
    return type(z)(log(z.value), z.tangent / z.value) if hasattr(z, "tangent") else math.log(z)


def dual_class(
    rules: Rules,
    constant: float = 0.0,
    part: Callable[[Any], Any] = lambda p: p,
    depth: Callable[[Any], int] = depth,
) -> Any:
    """Return the class `Dual` of a table of rules.

    constant: the tangent where none is given. part: what becomes of value and tangent. depth: of
    two Duals the one that has less of it is a constant beside the other.
    """

    class Dual:
        def __init__(self, value: Any, tangent: Any = constant) -> None:
            self.value, self.tangent = part(value), part(tangent)

        def __neg__(self) -> Any:
            return result("-x", self)

        def __abs__(self) -> Any:
            return result("abs(x)", self)

    def result(operation: str, *operands: Any) -> Any:
        rule = rules[operation]
        if rule is None:
            return NotImplemented
        if callable(rule):
            return rule(*operands)
        names = {"log": log, "np": np}
        for letter, z in zip(re.findall("[xyc]", operation), operands, strict=True):
            names |= {"c": z} if letter == "c" else {letter: z.value, f"d{letter}": z.tangent}
        if operation[2:-2] in COMPARISONS and isinstance(rule, str):
            return eval(compiled(rule), names)
        value, tangent = rule if isinstance(rule, tuple) else (operation, rule)
        return Dual(eval(compiled(value), names), eval(compiled(tangent), names))

    def of_two(sign: str) -> Callable[[Any, Any], Any]:
        def method(self: Any, other: Any) -> Any:
            if depth(self) < depth(other):
                return result(f"c {sign} x", self, other)
            return result(f"x {sign} {'y' if depth(self) == depth(other) else 'c'}", self, other)

        return method

    for sign, name in {**OPERATORS, **COMPARISONS}.items():
        setattr(Dual, f"__{name}__", of_two(sign))
    for sign, name in OPERATORS.items():
        reflected = f"c {sign} x"
        setattr(Dual, f"__r{name}__", lambda self, c, op=reflected: result(op, c, self))
    return Dual


Dual = dual_class(RULES)
# Knows no levels: of two Duals none is a constant.
PlainDual = dual_class(RULES, depth=lambda z: int(hasattr(z, "tangent")))
