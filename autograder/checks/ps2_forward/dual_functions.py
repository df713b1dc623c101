"""The chain rule g(x + ẋε) = g(x) + g'(x)·ẋ·ε for six functions, of numbers and of Duals.

The six functions are their table of rules: name → tangent, where x is the value of the Dual, dx its
tangent and the functions are those of the same table. In place of the tangent a rule may be (value,
tangent), or a function of the Dual.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np

from autograder.checks import Case, Draw, Exercise
from autograder.checks.compare import Difference
from autograder.checks.ps2_forward.beside import applied
from autograder.checks.ps2_forward.dual import case, judge, pair
from autograder.checks.ps2_forward.rules import Dual, Rule, Rules, compiled

# fmt: off
RULES: dict[str, Rule] = {
    "sin": "cos(x) * dx", "cos": "-sin(x) * dx",
    "exp": "exp(x) * dx", "log": "dx / x",
    "sqrt": "dx / (2 * sqrt(x))", "tanh": "(1 - tanh(x) ** 2) * dx",
}
# fmt: on


def functions_of(
    rules: Rules, number: Callable[[str, Any], Any] = lambda name, x: getattr(np, name)(x)
) -> dict[str, Any]:
    """Return the functions of a table of rules; number: what one of them gives for a number."""
    functions: dict[str, Any] = {"np": np, "math": math}

    def function(name: str) -> Callable[[Any], Any]:
        rule = rules[name]
        value, tangent = rule if isinstance(rule, tuple) else (f"{name}(x)", rule)

        def call(z: Any) -> Any:
            if not hasattr(z, "tangent"):
                return number(name, z)
            if callable(tangent):
                return tangent(z)
            names = {"x": z.value, "dx": z.tangent, "z": z}
            parts = [eval(compiled(e), functions, names) for e in (value, tangent)]
            return type(z)(*parts)

        return call

    functions |= {name: function(name) for name in rules}
    return {name: functions[name] for name in rules}


def judge_function(got: Any, want: Any, *arguments: Any) -> Any:
    """Judge as for operations, but by relative errors alone; a number must give a number."""
    if isinstance(want[0][0], float) and isinstance(got[0][0], tuple):
        return Difference("a Dual where a number went in", "plain-number")
    return judge(got, want, *arguments, atol=0.0)


check = Exercise(
    __name__,
    functions_of(RULES),
    answer=tuple(RULES),
    beside=applied,
    names={"Dual": Dual},
    judge=judge_function,
)

# Where a derivative is small beside the function's value no difference quotient is exact.
STEEP = {
    "sin": (1.57, -4.71, 7.85),
    "cos": (3.14, -6.28, 9.42),
    "log": (1e150, 1e-200, 1e250),
}


def of_functions(draw: Draw, names: tuple[str, ...]) -> Iterator[Case]:
    """Yield cases of these functions, of numbers and of Duals."""
    for name in names:
        for i in draw.times(2, 3):
            x = draw.positive(0.3, 1.4)
            x = x if name in ("log", "sqrt") or i % 2 else -x
            yield case(draw, f"{name}(x)", x=x)
            yield case(draw, f"{name}(x)", x=(x, draw.signed() if i else -draw.positive()))
        yield case(draw, f"{name}(x)", x=2)
        yield case(draw, f"{name}(x)", x=(2, 1))
        for steep in STEEP.get(name, ()):
            x = float(f"{steep * draw.uniform(0.9999, 1.0001):.6g}")
            yield case(draw, f"{name}(x)", x=(x, draw.signed()))


for title, names in {
    "`sin` and `cos`": ("sin", "cos"),
    "`exp` and `log`": ("exp", "log"),
    "`sqrt` and `tanh`": ("sqrt", "tanh"),
}.items():
    check.part(title, 0.75)(partial(of_functions, names=names))


@check.part("Duals of Duals", 0.75, otherwise="nested-value")
def _(draw: Draw) -> Iterator[Case]:
    for name in RULES:
        x = (draw.positive(0.4, 1.4), draw.signed()), pair(draw)
        yield case(draw, f"{name}(x)", x=x)


def moved(z: Any, y: Any) -> Any:
    """The exponential, written into its operand."""
    z.value, z.tangent = y, y * z.tangent
    return z


# Mistake → the changed rules of each of its spellings.
# fmt: off
MISTAKES: dict[str, list[dict[str, Rule]]] = {
    "factor-missing": [
        {"sin": "cos(x)", "cos": "-sin(x)", "exp": "exp(x)", "log": "1 / x",
         "sqrt": "1 / (2 * sqrt(x))", "tanh": "1 - tanh(x) ** 2"},
        {"cos": "sin(x)"},
    ],
    "sign": [
        {"sin": "-cos(x) * dx", "cos": "sin(x) * dx", "tanh": "(1 + tanh(x) ** 2) * dx"},
        {"tanh": "(tanh(x) ** 2 - 1) * dx"},
    ],
    "function-of-tangent": [
        {name: f"{name}(dx)" for name in RULES},
        {name: f"math.{name}(dx)" for name in RULES},
        {"sin": "cos(dx)", "cos": "-sin(dx)", "log": "1 / dx"},
        {"sin": "cos(dx) * dx", "cos": "-sin(dx) * dx", "exp": "exp(dx) * dx", "log": "1.0"},
        {"sin": "cos(x * dx)", "cos": "-sin(x * dx)", "exp": "exp(x * dx)"},
    ],
    "input-and-output": [
        {"log": "dx / log(x)", "sqrt": "dx / (2 * x)", "tanh": "(1 - x ** 2) * dx"},
    ],
    "square-missing": [{"tanh": "(1 - tanh(x)) * dx"}],
    "half-missing": [{"sqrt": "dx / sqrt(x)"}],
    "exp-as-power": [{"exp": "x * exp(x - 1) * dx"}, {"exp": "x * exp(x) * dx"}],
    "numbers-inside": [
        {name: (f"{module}.{name}(x)", rule) for name, rule in RULES.items()}
        for module in ("np", "math")
    ],
    "calls-itself": [{name: (f"{name}(z)", "dx") for name in RULES}],
    "not-a-dual": [{"exp": lambda z: np.exp(z.value)}],
    "operand-changed": [{"exp": lambda z: moved(z, np.exp(z.value))}],
    "packed-twice": [{"sqrt": "0.5 * z ** -0.5 * dx"}],
}
# fmt: on
for name, spellings in MISTAKES.items():
    for changes in spellings:
        check.mistake(name)(functions_of(RULES | changes))
check.mistake("plain-number")(functions_of(RULES, number=lambda name, x: x.value))
check.mistake("plain-number")(
    functions_of(
        RULES, number=lambda name, x: getattr(np, name)(x if type(x) is float else x.value)
    )
)
check.mistake("plain-number")(
    functions_of(RULES, number=lambda name, x: Dual(getattr(np, name)(x)))
)


def with_numbers(numbers: dict[str, Callable[[Any], Any]]) -> dict[str, Any]:
    """Return the right functions, some of them with another value for a number."""
    return functions_of(RULES, number=lambda name, x: numbers.get(name, getattr(np, name))(x))


for logarithm in (np.log10, np.log2):
    check.mistake("another-base")(with_numbers({"log": logarithm}))
