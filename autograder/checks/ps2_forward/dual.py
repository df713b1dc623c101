"""A number that carries its tangent: value and tangent of every operation, for every operand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from autograder.checks import Case, Draw, Exercise
from autograder.checks.compare import Difference, difference, kind_of
from autograder.checks.ps2_forward.beside import operated
from autograder.checks.ps2_forward.rules import COMPARISONS, RULES, Dual, Rule, dual_class


class Parts(NamedTuple):
    """What a Dual carries, or an array of all that a Dual of Duals does."""

    value: Any
    tangent: Any


def is_dual(z: Any) -> bool:
    """Whether `beside.told` says this of a Dual."""
    return isinstance(z, tuple) and len(z) == 3 and isinstance(z[0], str) and z[0] == "Dual"


def parts(z: Any, depth: int) -> list[Any]:
    """Return the 2**depth numbers of what `beside.told` says of a Dual; a number is a constant."""
    if depth == 0:
        return [z]
    if not is_dual(z):
        z = ("Dual", z, 0.0)
    return [number for part in z[1:] for number in parts(part, depth - 1)]


def judge_result(got: Any, want: Any, rtol: float, atol: float) -> Difference | None:
    """Say how the result of an operation differs from the right one; see `beside.applied`."""
    (z, changed, operand), (right, _, _) = got, want
    if is_dual(z) and isinstance(right, bool):
        return Difference("a Dual where True or False is asked", "comparison-dual")
    if not isinstance(right, tuple):
        return difference(z, right, rtol, atol, True)
    if z is None:
        return Difference("returned nothing", "returned-nothing")
    if not is_dual(z):
        return Difference(f"{kind_of(z)} where a Dual is asked", "not-a-dual")
    if changed:
        return Difference("an operand has changed", "operand-changed")
    n = 2 if isinstance(right[1], tuple) else 1
    numbers, asked = parts(z, n), parts(right, n)
    if any(isinstance(number, tuple) for number in numbers):
        return Difference("a Dual stands where a number is asked", "packed-twice")
    # In a Dual of Duals tangents that cancel are as exact as the other parts.
    whole = np.array(asked) if n == 2 else Parts(*asked)
    found = difference(numbers, whole, rtol, atol, True)
    if found is None and operand:
        return Difference("an operand came back, and no new Dual", "operand-returned")
    return found


def judge(got: Any, want: Any, *_: Any, rtol: float = 1e-13, atol: float = 1e-13) -> Any:
    """Say how an operation's results differ: on numbers, and for Duals of Duals on those before."""
    if len(want) > 1 and judge_result(got[0], want[0], rtol, atol):
        return Difference("wrong for a Dual of numbers already", "plain-first")
    return judge_result(got[-1], want[-1], rtol, atol)


check = Exercise(__name__, Dual, answer="Dual", beside=operated, judge=judge)


def case(draw: Draw, operation: str, **operands: Any) -> Case:
    """Return a case of those operands that stand in the operation: numbers, pairs, pairs of pairs.

    On open inputs it is told with its numbers, for a student to repeat.
    """
    used = {name: z for name, z in operands.items() if name in operation}
    numbers = ", ".join(f"{name} = {str(z).replace('(', 'Dual(')}" for name, z in used.items())
    says = f"`{operation}`" if draw.hidden else f"`{operation}` at `{numbers}`"
    return Case((operation, used), says)


def pair(draw: Draw) -> tuple[float, float]:
    """Draw value and tangent, of either sign."""
    return draw.signed(), draw.signed()


@check.part("`+`, `-` and negation", 1)
def _(draw: Draw) -> Iterator[Case]:
    for i in draw.times(2, 3):
        x, y, c = pair(draw), pair(draw), draw.signed() if i else 3
        for operation in ("x + y", "x - y", "-x", "x + c", "x - c", "x + Dual(c)"):
            yield case(draw, operation, x=x, y=y, c=c)
    yield case(draw, "iadd(x, c)", x=pair(draw), c=draw.signed())
    yield case(draw, "x + c", x=pair(draw), c=0)


@check.part("`*` and `/`", 1)
def _(draw: Draw) -> Iterator[Case]:
    for i in draw.times(2, 3):
        x, y, c = pair(draw) if i else (5, 2.5), pair(draw), draw.signed() if i else 2
        for operation in ("x * y", "x / y", "x * c", "x / c"):
            yield case(draw, operation, x=x, y=y, c=c)
    for operation in ("x * c", "x / c"):
        yield case(draw, operation, x=pair(draw), c=1)


@check.part("a number on the left", 1)
def _(draw: Draw) -> Iterator[Case]:
    for i in draw.times(2, 3):
        for operation in ("c + x", "c - x", "c * x", "c / x"):
            yield case(draw, operation, x=pair(draw), c=draw.signed() if i else 2)
    yield case(draw, "c + x", x=pair(draw), c=0)
    yield case(draw, "c * x", x=pair(draw), c=1)


@check.part("`**`", 1)
def _(draw: Draw) -> Iterator[Case]:
    for i in draw.times(2, 3):
        x, y, c = (draw.positive(), draw.signed()), pair(draw), draw.positive() if i else 2
        yield case(draw, "x ** y", x=x, y=y)
        yield case(draw, "c ** x", x=x, c=c)
        yield case(draw, "x ** c", x=x, c=draw.signed())
        yield case(draw, "x ** c", x=pair(draw), c=2 + i)
        yield case(draw, "x ** c", x=(-draw.positive(), draw.signed()), c=3 - i % 2)
        yield case(draw, "x ** c", x=(-draw.positive(), draw.signed()), c=-1 - i)
        yield case(draw, "x ** c", x=(-draw.positive(), draw.signed()), c=2.0 + i)
    yield case(draw, "x ** c", x=(0.0, draw.signed()), c=2)
    yield case(draw, "x ** c", x=pair(draw), c=0)
    yield case(draw, "x ** c", x=(0.0, draw.signed()), c=1)
    yield case(draw, "x ** c", x=pair(draw), c=1)


@check.part("`abs` and comparisons", 0.5)
def _(draw: Draw) -> Iterator[Case]:
    for size in (0.4, 0.9), (1.1, 2.5):
        for value in (-draw.positive(*size), draw.positive(*size)):
            for tangent in (-draw.positive(), draw.positive()):
                yield case(draw, "abs(x)", x=(value, tangent))
    yield case(draw, "abs(x)", x=(draw.sign() * 1e-200, draw.signed()))
    low, high = draw.positive(0.4, 1.4), draw.positive(1.5, 2.5)
    for x, y in [
        ((low, 2.0), (high, 1.0)),
        ((high, -1.0), (low, 3.0)),
        ((low, 1.0), (low, 2.0)),
        ((-high, 1.0), (low, 2.0)),
        ((-low, 2.0), (-low, 1.0)),
        (low, (high, -3.0)),
        ((-high, 1.0), (-high, 1.0)),
        ((low, 0.0), low),
        ((low, 1.0), high),
        ((high, -1.0), high),
        (high, (high, 2.0)),
    ]:
        for sign in (*COMPARISONS, "!="):
            yield case(draw, f"x {sign} y", x=x, y=y)


@check.part("a Dual of Duals", 0.5, otherwise="nested-value")
def _(draw: Draw) -> Iterator[Case]:
    for operation in (
        "x * x + x",
        "1.5 - x * 2",
        "x / (x + 3)",
        "2 / x - x / 4",
        "x ** 3",
        "2 ** x",
        "-(x - 1.5)",
        "abs(x)",
        "x < 1.5",
    ):
        yield case(draw, operation, x=((draw.positive(), draw.signed()), pair(draw)))


def in_place(x: Any, y: Any) -> Any:
    """x + y, written into x."""
    x.value, x.tangent = x.value + y.value, x.tangent + y.tangent
    return x


def power_by_log(x: Any, c: Any, by_log: bool) -> Any:
    """x ** c, through the logarithm or by the rule for a constant exponent."""
    value = np.exp(c * np.log(x.value)) if by_log else x.value**c
    return type(x)(value, c * value / x.value * x.tangent)


def by_products(x: Any, factors: range) -> Any:
    """x multiplied so many times."""
    power = type(x)(1.0, 0.0)
    for _ in factors:
        power = power * x
    return power


def whole(x: Any, y: Any) -> Any:
    """x · y, with the whole y in the tangent."""
    return type(x)(x.value * y.value, x.tangent * y + x.value * y.tangent)


LEFT = [key for key in RULES if key.startswith("c ")]
WITH_NUMBER = [key for key in RULES if "c" in key.split()]
COMPARED = [key for key in RULES if key[2:-2] in COMPARISONS]
BY_LOG = "c * x**(c - 1) * dx + x**c * {}(x) * 0.0"

# Mistake → the changed rules of each of its spellings. Of two that explain all, the first counts.
# fmt: off
MISTAKES: dict[str, list[dict[str, Rule]]] = {
    "power-of-nonpositive": [
        {"x ** c": BY_LOG.format("log")},
        {"x ** c": BY_LOG.format("np.log")},
        {"x ** c": "c * x**c / x * dx"},
        {"x ** c": "c * x**(c - 1) * dx if x else 0.0"},
        {"x ** c": lambda x, c: power_by_log(x, c, type(c) is not int)},
    ],
    "number-not-lifted": [dict.fromkeys(WITH_NUMBER, lambda x, y: (x.value, y.value))],
    "constant-has-tangent": [
        {"x + c": "dx + 1", "c + x": "dx + 1", "x - c": "dx - 1", "c - x": "1 - dx"},
        {"x * c": "dx * c + x", "c * x": "c * dx + x", "x - c": "dx + 1"},
        {"x / c": "(dx * c - x) / c**2", "c / x": "(x - c * dx) / x**2"},
        {"x ** c": "c * x**(c - 1) * dx + x**c * log(x)"},
        {"c ** x": "x * c**(x - 1) + c**x * log(c) * dx"},
    ],
    "sum-one-tangent": [{"x + y": "dx", "x - y": "dx"}, {"x + y": "dy", "x - y": "-dy"}],
    "minus-lost": [{"x - y": "dx + dy", "-x": "dx"}, {"x - y": "dy - dx"}],
    "constant-factor": [{"x * c": "0.0", "c * x": "0.0"}],
    "product-one-term": [{"x * y": "dx * y"}, {"x * y": "x * dy", "x * c": "0.0"}],
    "product-sign": [{"x * y": "dx * y - x * dy"}, {"x * y": "x * dy - dx * y"}],
    "second-order-kept": [{"x * y": "dx * y + x * dy + dx * dy"}],
    "product-of-tangents": [{"x * y": "dx * dy", "x * c": "0.0"}],
    "quotient-sign": [
        {"x / y": "(dx * y + x * dy) / y**2"},
        {"x / y": "(x * dy - dx * y) / y**2", "x / c": "-dx / c"},
    ],
    "quotient-square": [
        {"x / y": "(dx * y - x * dy) / y", "x / c": "dx", "c / x": "-c * dx / x"},
        {"x / y": "dx * y - x * dy", "x / c": "dx * c", "c / x": "-c * dx"},
        {"x / y": "dx * y - x * dy / y**2", "x / c": "dx * c"},
    ],
    "quotient-of-tangents": [{"x / y": "dx / dy", "x / c": "dx / 0.0"}],
    "reflected-missing": [dict.fromkeys(LEFT)],
    "reflected-order": [{
        "c - x": ("x - c", "dx"),
        "c / x": ("x / c", "dx / c"),
        "c ** x": ("x ** c", "c * x**(c - 1) * dx"),
    }, {"c - x": ("x - c", "-dx"), "c / x": ("x / c", "-c * dx / x**2")}],
    "reflected-tangent": [{"c + x": "0.0", "c * x": "dx", "c - x": "0.0"}],
    "reflected-sign": [{"c - x": "dx", "c / x": "c * dx / x**2"}],
    "power-by-products": [
        {"x ** c": lambda x, c: by_products(x, range(int(c)))},
        {"x ** c": lambda x, c: by_products(x, range(c))},
    ],
    "power-exponent": [
        {"x ** c": "c * x**c * dx", "x ** y": "y * x**y * dx + x**y * log(x) * dy"},
    ],
    "power-chain": [{"x ** c": "c * x**(c - 1)", "c ** x": "c**x * log(c)"}],
    "power-log": [{"x ** y": "y * x**(y - 1) * dx + x**y * dy", "c ** x": "c**x * dx"}],
    "power-one-operand": [
        {"x ** y": "y * x**(y - 1) * dx", "c ** x": "x * c**(x - 1) * dx"},
        {"x ** y": "x**y * log(x) * dy", "c ** x": "0.0"},
    ],
    "abs-tangent": [{"abs(x)": "dx"}, {"abs(x)": "abs(dx)"}],
    "abs-sign": [
        {"abs(x)": ("x", "dx")},
        {"abs(x)": ("-x", "-dx")},
        {"abs(x)": ("x if dx > 0 else -x", "abs(dx)")},
    ],
    "comparison-missing": [dict.fromkeys(COMPARED)],
    "comparison-tangents": [
        {key: key.replace("x", "dx").replace("y", "dy").replace("c", "0.0") for key in COMPARED},
        {key: key.replace("x", "(x, dx)").replace("y", "(y, dy)").replace("c", "(c, 0.0)")
         for key in COMPARED},
        {"x < y": "(x, dx) < (y, dy)", "x < c": "(x, dx) < (c, 0.0)"},
        {"x <= y": "(x, dx) <= (y, dy)", "x <= c": "(x, dx) <= (c, 0.0)"},
        {"x > y": "(x, dx) > (y, dy)", "x > c": "(x, dx) > (c, 0.0)"},
        {"x >= y": "(x, dx) >= (y, dy)", "x >= c": "(x, dx) >= (c, 0.0)"},
    ],
    "comparison-strict": [
        {"x <= y": "x < y", "x <= c": "x < c"},
        {"x >= y": "x > y", "x >= c": "x > c"},
        {"x <= y": "x < y", "x <= c": "x < c", "x >= y": "x > y", "x >= c": "x > c"},
        {"x < y": "x <= y", "x < c": "x <= c"},
        {"x > y": "x >= y", "x > c": "x >= c"},
    ],
    "comparison-dual": [{key: (key, "0.0") for key in COMPARED}],
    "calls-itself": [dict.fromkeys(LEFT, lambda c, x: c + x)],
    "not-a-dual": [{"-x": lambda x: (-x.value, -x.tangent), "abs(x)": lambda x: abs(x.value)}],
    "operand-changed": [{"x + y": in_place}],
    "operand-returned": [{"abs(x)": lambda x: x if x.value > 0 else -x}],
    "packed-twice": [{"x * y": whole}],
}
# fmt: on
for name, spellings in MISTAKES.items():
    for changes in spellings:
        check.mistake(name)(dual_class(RULES | changes))
check.mistake("constant-has-tangent")(dual_class(RULES, constant=1.0))
check.mistake("numbers-inside")(dual_class(RULES, part=float))
