"""A number that carries its tangent: (x ∘ y)˙ for every operation ∘, of Duals and of numbers.

A `Dual` is its table of rules. Operation → tangent: x and y stand for the values of Duals, dx and dy
for their tangents, c for a number. In place of the tangent a rule may be (value, tangent), where the
value is another one too, or a function of the two operands; None for an operation that is missing.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from types import CodeType
from typing import Any, NamedTuple

import numpy as np

from autograder.checks import Case, Draw, Exercise
from autograder.checks.compare import Difference, difference, kind_of
from autograder.checks.ps2_forward.beside import operated

Rule = str | tuple[str, str] | Callable[..., Any] | None
Rules = Mapping[str, Rule]
Operands = dict[str, Any]  # name → number, or pair of value and tangent, or pair of pairs

OPERATORS = {"+": "add", "-": "sub", "*": "mul", "/": "truediv", "**": "pow"}
COMPARISONS = {"==": "eq", "<": "lt", "<=": "le", ">": "gt", ">=": "ge"}

RULES: dict[str, Rule] = {
    "x + y": "dx + dy",
    "x + c": "dx",
    "c + x": "dx",
    "x - y": "dx - dy",
    "x - c": "dx",
    "c - x": "-dx",
    "-x": "-dx",
    "x * y": "dx * y + x * dy",
    "x * c": "dx * c",
    "c * x": "c * dx",
    "x / y": "(dx * y - x * dy) / y**2",
    "x / c": "dx / c",
    "c / x": "-c * dx / x**2",
    "x ** c": "c * x**(c - 1) * dx",
    "x ** y": "y * x**(y - 1) * dx + x**y * log(x) * dy",
    "c ** x": "c**x * log(c) * dx",
    "abs(x)": "dx if x > 0 else -dx",
    **{f"x {sign} y": f"x {sign} y" for sign in COMPARISONS},
    **{f"x {sign} c": f"x {sign} c" for sign in COMPARISONS},
}


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

    def result(operation: str, names: dict[str, Any], *operands: Any) -> Any:
        rule = rules[operation]
        if rule is None:
            return NotImplemented
        if callable(rule):
            return rule(*operands)
        value, tangent = rule if isinstance(rule, tuple) else (operation, rule)
        found = eval(compiled(tangent), {"log": log, "np": np}, names)
        if operation.split()[1:2] and operation.split()[1] in COMPARISONS:
            return found
        return Dual(eval(compiled(value), {}, names), found)

    def of_two(sign: str) -> Callable[[Any, Any], Any]:
        def method(self: Any, other: Any) -> Any:
            deeper = depth(self) - depth(other)
            mine = {"x": self.value, "dx": self.tangent, "c": other}
            if deeper > 0:
                return result(f"x {sign} c", mine, self, other)
            theirs = {"x": other.value, "dx": other.tangent, "c": self}
            if deeper < 0:
                if sign in COMPARISONS:
                    return result(f"x {sign} c", {"x": self, "c": other.value}, self, other)
                return result(f"c {sign} x", theirs, self, other)
            return result(
                f"x {sign} y", mine | {"y": other.value, "dy": other.tangent}, self, other
            )

        return method

    def reflected(sign: str) -> Callable[[Any, Any], Any]:
        def method(self: Any, other: Any) -> Any:
            names = {"x": self.value, "dx": self.tangent, "c": other}
            return result(f"c {sign} x", names, other, self)

        return method

    def of_one(operation: str) -> Callable[[Any], Any]:
        return lambda x: result(operation, {"x": x.value, "dx": x.tangent}, x)

    for sign, name in {**OPERATORS, **COMPARISONS}.items():
        setattr(Dual, f"__{name}__", of_two(sign))
    for sign, name in OPERATORS.items():
        setattr(Dual, f"__r{name}__", reflected(sign))
    for operation, name in {"-x": "neg", "abs(x)": "abs"}.items():
        setattr(Dual, f"__{name}__", of_one(operation))
    return Dual


Dual = dual_class(RULES)
# Knows no levels: of two Duals none is a constant.
PlainDual = dual_class(RULES, depth=lambda z: int(hasattr(z, "tangent")))


# ---------------------------------------------------------------------- judging


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


# ---------------------------------------------------------------------- cases


def case(draw: Draw, operation: str, **operands: Any) -> Case:
    """Return a case with those of the operands that stand in the operation."""
    used = {n: x for n, x in operands.items() if n in operation.replace("abs", "")}
    return Case((operation, used), shown(draw, operation, used))


def shown(draw: Draw, operation: str, operands: Operands) -> str:
    """Return an operation in words; with its numbers, for a student to repeat, on open inputs."""

    def text(x: Any) -> str:
        return f"Dual({text(x[0])}, {text(x[1])})" if isinstance(x, tuple) else f"{x}"

    if draw.hidden:
        return f"`{operation}`"
    return f"`{operation}` at `{', '.join(f'{name} = {text(x)}' for name, x in operands.items())}`"


def pair(draw: Draw) -> tuple[float, float]:
    """Draw value and tangent, of either sign."""
    return draw.signed(), draw.signed()


@check.part("`+`, `-` and negation", 1)
def _(draw: Draw) -> Iterator[Case]:
    for i in draw.times(2, 3):
        x, y, c = pair(draw), pair(draw), draw.signed() if i else 3
        for operation in ("x + y", "x - y", "-x", "x + c", "x - c", "x + Dual(c)"):
            yield case(draw, operation, x=x, y=y, c=c)


@check.part("`*` and `/`", 1)
def _(draw: Draw) -> Iterator[Case]:
    for i in draw.times(2, 3):
        x, y, c = pair(draw) if i else (5, 3), pair(draw), draw.signed() if i else 2
        for operation in ("x * y", "x / y", "x * c", "x / c"):
            yield case(draw, operation, x=x, y=y, c=c)


@check.part("a number on the left", 1)
def _(draw: Draw) -> Iterator[Case]:
    for i in draw.times(2, 3):
        for operation in ("c + x", "c - x", "c * x", "c / x"):
            yield case(draw, operation, x=pair(draw), c=draw.signed() if i else 2)


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
    yield case(draw, "x ** c", x=(0.0, draw.signed()), c=2)
    yield case(draw, "x ** c", x=pair(draw), c=0)


@check.part("`abs` and comparisons", 0.5)
def _(draw: Draw) -> Iterator[Case]:
    for value in (-draw.positive(), draw.positive()):
        for tangent in (-draw.positive(), draw.positive()):
            yield case(draw, "abs(x)", x=(value, tangent))
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


# ---------------------------------------------------------------------- mistakes


def in_place(x: Any, y: Any) -> Any:
    """x + y, written into x."""
    x.value, x.tangent = x.value + y.value, x.tangent + y.tangent
    return x


def whole(x: Any, y: Any) -> Any:
    """x · y, with the whole y in the tangent."""
    return type(x)(x.value * y.value, x.tangent * y + x.value * y.tangent)


LEFT = [key for key in RULES if key.startswith("c ")]
WITH_NUMBER = [key for key in RULES if "c" in key.split()]
COMPARED = [key for key in RULES if key.split()[1:] and key.split()[1] in COMPARISONS]
BY_LOG = "c * x**(c - 1) * dx + x**c * {}(x) * 0.0"

# Mistake → the changed rules of each of its spellings; of two that explain the same, the first counts.
MISTAKES: dict[str, list[dict[str, Rule]]] = {
    "power-of-nonpositive": [
        {"x ** c": BY_LOG.format("log")},
        {"x ** c": BY_LOG.format("np.log")},
        {"x ** c": "c * x**c / x * dx"},
    ],
    "number-not-lifted": [dict.fromkeys(WITH_NUMBER, lambda x, y: (x.value, y.value))],
    "constant-has-tangent": [
        {"x + c": "dx + 1", "c + x": "dx + 1", "x - c": "dx - 1", "c - x": "1 - dx"},
        {"x * c": "dx * c + x", "c * x": "c * dx + x", "x - c": "dx + 1"},
        {"x / c": "(dx * c - x) / c**2", "c / x": "(x - c * dx) / x**2"},
        {"x ** c": "c * x**(c - 1) * dx + x**c * log(x)"},
        {"c ** x": "x * c**(x - 1) + c**x * log(c) * dx"},
    ],
    "sum-one-tangent": [
        {"x + y": "dx", "x - y": "dx"},
        {"x + y": "dy", "x - y": "-dy"},
    ],
    "minus-lost": [{"x - y": "dx + dy", "-x": "dx"}, {"x - y": "dy - dx"}],
    "constant-factor": [{"x * c": "0.0", "c * x": "0.0"}],
    "product-one-term": [{"x * y": "dx * y"}, {"x * y": "x * dy", "x * c": "0.0"}],
    "product-of-tangents": [{"x * y": "dx * dy", "x * c": "0.0"}],
    "quotient-sign": [
        {"x / y": "(dx * y + x * dy) / y**2"},
        {"x / y": "(x * dy - dx * y) / y**2", "x / c": "-dx / c"},
    ],
    "quotient-square": [
        {"x / y": "(dx * y - x * dy) / y", "x / c": "dx", "c / x": "-c * dx / x"},
        {"x / y": "dx * y - x * dy", "x / c": "dx * c", "c / x": "-c * dx"},
    ],
    "quotient-of-tangents": [{"x / y": "dx / dy", "x / c": "dx / 0.0"}],
    "reflected-missing": [dict.fromkeys(LEFT)],
    "reflected-order": [
        {
            "c - x": ("x - c", "dx"),
            "c / x": ("x / c", "dx / c"),
            "c ** x": ("x ** c", "c * x**(c - 1) * dx"),
        }
    ],
    "reflected-sign": [{"c - x": "dx", "c / x": "c * dx / x**2"}],
    "power-exponent": [
        {"x ** c": "c * x**c * dx", "x ** y": "y * x**y * dx + x**y * log(x) * dy"}
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
        {key: f"dx {key.split()[1]} {'dy' if 'y' in key else '0.0'}" for key in COMPARED},
        {key: f"(x, dx) {key.split()[1]} ({'y, dy' if 'y' in key else 'c, 0.0'})" for key in COMPARED},
    ],
    "calls-itself": [dict.fromkeys(LEFT, lambda c, x: c + x)],
    "not-a-dual": [{"-x": lambda x: (-x.value, -x.tangent), "abs(x)": lambda x: abs(x.value)}],
    "operand-changed": [{"x + y": in_place}],
    "operand-returned": [{"abs(x)": lambda x: x if x.value > 0 else -x}],
    "packed-twice": [{"x * y": whole}],
}  # fmt: skip
for name, spellings in MISTAKES.items():
    for changes in spellings:
        check.mistake(name)(dual_class(RULES | changes))
check.mistake("constant-has-tangent")(dual_class(RULES, constant=1.0))
check.mistake("numbers-inside")(dual_class(RULES, part=float))
