"""Problem set ps2_forward: does a program carry the right tangents along, and if not, why?

An operation and its rule are written as a student writes them (``"x * y"``, ``"dx * y + x * dy"``)
and evaluated on both sides: on the student's Duals, and on plain numbers for what is right and for
what each mistake would give.

The functions that the later exercises differentiate use little of `Dual` (see `Watched`), so that
a mistake there costs little later.

Many small operations go to the answer in one message, and what they give is judged here. How often
an answer evaluates a function is counted here too, where it cannot be told otherwise.
"""

from __future__ import annotations

import functools
import math
import re
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import CodeType, MappingProxyType
from typing import Any, NamedTuple

import numpy as np

from autograder.checks.exercise import exercise
from autograder.checks.outcome import Outcome
from autograder.checks.trial import AnswerError, AnyOf, Trial, difference, kind_of
from autograder.isolation import each_inside, inside, reply_inside
from autograder.reference import grad, trace

Function = Callable[..., Any]

# A dual number's derivative is exact up to rounding, some 1e-15; a finite difference is not.
EXACT = 1e-13
# A class meets the same inputs: what is right for them is computed for the first submission only.
REMEMBERED = 4096
# Deeper than any Dual that a check asks for; an answer might make one without end.
DEEPEST = 8


# --- reading what a Dual carries ----------------------------------------------------------------


class Pair(NamedTuple):
    """A Dual's value and tangent."""

    value: Any
    tangent: Any


def is_dual(x: Any) -> bool:
    """Whether `x` carries a tangent."""
    return hasattr(x, "value") and hasattr(x, "tangent")


def read_pair(z: Any) -> Pair:
    """Return what the Dual `z` carries."""
    if z is None:
        raise AnswerError("returned nothing", "returned-nothing")
    if not is_dual(z):
        raise AnswerError(f"a `{kind_of(type(z))}` where a Dual is asked", "not-a-dual")
    return Pair(z.value, z.tangent)


def holds_dual(result: Any) -> bool:
    """Whether `result` is a Dual, or a list, tuple or array with one in it."""
    if isinstance(result, np.ndarray):
        result = result.tolist()
    return is_dual(result) or (isinstance(result, list | tuple) and any(map(holds_dual, result)))


def read_numbers(result: Any) -> Any:
    """Return `result` if no Dual is in it."""
    if holds_dual(result):
        raise AnswerError("a Dual where a number is asked", "dual-returned")
    return result


class Point(NamedTuple):
    """Where a Dual of any depth, or a number, stands."""

    value: float
    levels: int


def point_of(x: Any) -> Point:
    """Return the number that `x` stands at, and of how many levels of Duals it is made."""
    levels = 0
    while levels < DEEPEST and is_dual(x):
        x, levels = x.value, levels + 1
    try:
        return Point(float(x), levels)
    except (TypeError, ValueError):  # a complex number, an array
        return Point(math.nan, levels)


def called_at(calls: Sequence[Sequence[Point]], x: Any, levels: int = 1) -> bool:
    """Whether a call had Duals of so many levels among its inputs, and no call was beside x.

    calls: the inputs of each call. x: the number, or the numbers, to stand at.
    """
    at = np.atleast_1d(np.asarray(x, dtype=float))
    return any(z.levels >= levels for inputs in calls for z in inputs) and all(
        math.isclose(z.value, a, rel_tol=1e-6)
        for inputs in calls
        for z, a in zip(inputs, at, strict=True)
    )


# --- beside the answer --------------------------------------------------------------------------


@functools.cache
def compiled(expression: str) -> CodeType:
    """Return the code of an expression."""
    return compile(expression, "<expression>", "eval")


def made(Dual: Any, x: Any) -> Any:
    """Return the Dual of the pair `x`, whose parts may be pairs themselves; a number as it is."""
    return Dual(made(Dual, x[0]), made(Dual, x[1])) if isinstance(x, tuple) else x


def operated(
    functions: dict[str, Any], operation: str, operands: dict[str, Any]
) -> tuple[Any, Any, Any, bool]:
    """Return what an operation gives on operands of which pairs become Duals first.

    That is: the Dual's value and tangent, and None; or None twice, and what is no Dual. Then
    whether an operand has changed.
    """
    Dual = functions["Dual"]
    duals = {name: made(Dual, x) for name, x in operands.items()}
    z = eval(compiled(operation), {**functions, **duals})
    changed = any(
        isinstance(x, tuple)
        and not isinstance(x[0], tuple)
        and (duals[name].value, duals[name].tangent) != x
        for name, x in operands.items()
    )
    if hasattr(z, "value") and hasattr(z, "tangent"):
        return z.value, z.tangent, None, changed
    return None, None, z, changed


def called(function: Function, *args: Any) -> Any:
    """Return what the function gives."""
    return function(*args)


# --- here ---------------------------------------------------------------------------------------


@functools.cache
def derivative_of(expression: str, order: int) -> Function:
    """Return the derivative of so high an order of an expression in x."""
    if order:
        return grad(derivative_of(expression, order - 1))
    names = {name: getattr(np, name) for name in ("log", "sin", "cos", "exp", "sqrt", "tanh")}
    f: Function = eval(f"lambda x: {expression}", names)
    return f


@functools.lru_cache(REMEMBERED)
def curve(expression: str, x: float, order: int = 2) -> tuple[float, ...]:
    """Return the value at x of an expression in x, and its derivatives up to one of that order."""
    return tuple(float(derivative_of(expression, k)(x)) for k in range(order + 1))


# --- drawing ------------------------------------------------------------------------------------


def positive(t: Trial, low: float = 0.4, high: float = 2.5) -> float:
    """Draw a number of two decimals, which a student can type; not 1, where mistakes look right."""
    drawn = round(t.uniform(low, high), 2)
    return drawn if drawn != 1.0 else 1.07


def signed(t: Trial) -> float:
    """Draw a number of either sign, well away from 0."""
    return positive(t) if t.rng.random() < 0.5 else -positive(t)


# --- exercises 1 and 2: rules -------------------------------------------------------------------


class Rule(NamedTuple):
    """The tangent of an operation, and what mistakes give: hint → tangents, hint → errors.

    A wrong tangent may come with a wrong value: ``"value; tangent"``.
    """

    tangent: str
    wrong: dict[str, list[str]]
    errors: Mapping[str, tuple[type[Exception], ...]] = MappingProxyType({})


class Case(NamedTuple):
    """One operation to try: each Pair among the operands becomes a Dual first."""

    operation: str
    rule: Rule
    operands: dict[str, Any]


PLAIN: dict[str, Any] = {name: getattr(math, name) for name in ("log", "sin", "cos", "exp")}
PLAIN |= {"tanh": math.tanh, "sqrt": math.sqrt, "Dual": float, "math": math}


def tried(
    functions: dict[str, Any], cases: Sequence[tuple[str, dict[str, Any]]]
) -> Sequence[Outcome]:
    """Return what becomes of operations on Duals made of the operands."""
    return each_inside(
        operated,
        [
            (operation, {n: tuple(x) if isinstance(x, Pair) else x for n, x in operands.items()})
            for operation, operands in cases
        ],
        functions,
    )


def read_operated(got: Any) -> Pair:
    """Return what the Dual carries that an operation gave; see `operated`."""
    value, tangent, other, changed = got
    if value is None and tangent is None:
        return read_pair(other)
    if is_dual(value) or is_dual(tangent):
        raise AnswerError("a Dual of Duals where the operands held numbers", "packed-twice")
    if changed:
        raise AnswerError("an operand has changed", "operand-changed")
    return Pair(value, tangent)


def check_rules(t: Trial, cases: Sequence[Case], functions: dict[str, Any]) -> None:
    """Compare each operation with its rule.

    functions: what else the operations call, ``Dual`` among it.
    """
    outcomes = tried(functions, [(case.operation, case.operands) for case in cases])
    for case, outcome in zip(cases, outcomes, strict=True):
        check_rule(t, *case, outcome)


def check_rule(
    t: Trial,
    operation: str,
    rule: Rule,
    operands: dict[str, Any],
    outcome: Outcome,
    read: Callable[[Any], Pair] = read_operated,
) -> None:
    """Compare what became of ``operation``, as `read` reads it, with its rule."""
    plain: dict[str, Any] = dict(PLAIN)
    for name, x in operands.items():
        if isinstance(x, Pair):
            plain |= {name: x.value, f"d{name}": x.tangent}
        else:
            plain[name] = x

    def pair(tangent: str) -> Pair:
        value, _, tangent = tangent.rpartition("; ")
        return Pair(eval(compiled(value or operation), plain), eval(compiled(tangent), plain))

    def mistakes() -> dict[str, Any]:
        given = {
            hint: AnyOf(*rule.errors.get(hint, ()), *map(pair, rule.wrong.get(hint, ())))
            for hint in {**rule.wrong, **rule.errors}
        }
        return {**given, "calls-itself": RecursionError}

    t.compare(
        # The numbers of open inputs are told, so that a student can repeat the case.
        f"`{operation}`" if t.hidden else f"`{operation}` at `{shown(operands)}`",
        outcome,
        read=read,
        want=pair(rule.tangent),
        mistakes=mistakes,
        rtol=EXACT,
        atol=EXACT,
    )


def shown(operands: dict[str, Any]) -> str:
    """Return the operands as a student writes them."""
    return ", ".join(
        f"{name} = Dual({x.value}, {x.tangent})" if isinstance(x, Pair) else f"{name} = {x}"
        for name, x in operands.items()
    )


def read_nested(got: Any) -> Pair:
    """Return what a Dual of Duals carries, two Pairs; a part that is a number is constant."""
    value, tangent, other, _ = got
    whole = read_pair(other) if value is None and tangent is None else Pair(value, tangent)
    return Pair(*(read_pair(part) if is_dual(part) else Pair(part, 0.0) for part in whole))


def check_nested(t: Trial, operations: Sequence[str], functions: dict[str, Any]) -> None:
    """Compare each operation on a Dual of Duals x with the chain rule applied twice.

    A mistake that shows on a Dual of numbers already is told as such.
    """
    drawn = [(Pair(positive(t), signed(t)), Pair(signed(t), signed(t))) for _ in operations]
    plain = tried(functions, [(o, {"x": x}) for o, (x, _) in zip(operations, drawn, strict=True)])
    nested = tried(
        functions,
        [
            (o, {"x": (tuple(x), tuple(x_dot))})
            for o, (x, x_dot) in zip(operations, drawn, strict=True)
        ],
    )

    def is_wrong(outcome: Outcome, *want: float) -> bool:
        try:
            return difference(read_operated(outcome()), want, EXACT, EXACT) is not None
        except NotImplementedError:
            return False
        except Exception:
            return True

    for operation, (x, x_dot), simple, double in zip(operations, drawn, plain, nested, strict=True):
        inner = f"Dual({x.value}, {x.tangent}), Dual({x_dot.value}, {x_dot.tangent})"
        case = f"`{operation}`" if t.hidden else f"`{operation}` at `x = Dual({inner})`"
        value, slope, bend = curve(operation, x.value)
        with warnings.catch_warnings(action="ignore"):
            already = is_wrong(simple, value, slope * x.tangent)
        if already:
            t.require(case, False, "wrong for a Dual of numbers already", "plain-first")
            continue
        t.compare(
            case,
            double,
            read=read_nested,
            want=Pair(
                Pair(value, slope * x.tangent),
                Pair(slope * x_dot.value, slope * x_dot.tangent + bend * x.tangent * x_dot.value),
            ),
            mistakes={"numbers-inside": AnyOf(TypeError, AttributeError, ValueError)},
            rtol=EXACT,
            atol=EXACT,
        )


SUMS = {
    "x + y": Rule("dx + dy", {"sum-one-tangent": ["dx", "dy"]}),
    "x - y": Rule(
        "dx - dy", {"sum-one-tangent": ["dx", "-dy"], "minus-lost": ["dx + dy", "dy - dx"]}
    ),
    "-x": Rule("-dx", {"minus-lost": ["dx"]}),
}
SUMS_WITH_NUMBER = {
    "x + c": Rule("dx", {"constant-has-tangent": ["dx + 1"]}),
    "x - c": Rule("dx", {"constant-has-tangent": ["dx - 1", "dx + 1"]}),
    "x + Dual(c)": Rule("dx", {"constant-has-tangent": ["dx + 1"]}),
}
PRODUCTS = {
    "x * y": Rule(
        "dx * y + x * dy",
        {"product-one-term": ["dx * y", "x * dy"], "product-of-tangents": ["dx * dy"]},
    ),
    "x / y": Rule(
        "(dx * y - x * dy) / y**2",
        {
            "quotient-sign": ["(dx * y + x * dy) / y**2", "(x * dy - dx * y) / y**2"],
            "quotient-square": ["(dx * y - x * dy) / y", "dx * y - x * dy"],
            "quotient-of-tangents": ["dx / dy"],
        },
    ),
}
PRODUCTS_WITH_NUMBER = {
    "x * c": Rule("dx * c", {"constant-has-tangent": ["dx * c + x"], "constant-factor": ["0"]}),
    "x / c": Rule(
        "dx / c",
        {
            "constant-has-tangent": ["(dx * c - x) / c**2"],
            "quotient-sign": ["-dx / c"],
            "quotient-square": ["dx", "dx * c"],
        },
        {"quotient-of-tangents": (ZeroDivisionError,)},
    ),
}
MISSING = {"reflected-missing": (TypeError,)}
NUMBER_ON_THE_LEFT = {
    "c + x": Rule("dx", {"constant-has-tangent": ["dx + 1"]}, MISSING),
    "c - x": Rule(
        "-dx",
        {
            "reflected-order": ["x - c; dx"],
            "reflected-sign": ["dx"],
            "constant-has-tangent": ["1 - dx"],
        },
        MISSING,
    ),
    "c * x": Rule(
        "c * dx", {"constant-has-tangent": ["c * dx + x"], "constant-factor": ["0"]}, MISSING
    ),
    "c / x": Rule(
        "-c * dx / x**2",
        {
            "reflected-order": ["x / c; dx / c"],
            "reflected-sign": ["c * dx / x**2"],
            "constant-has-tangent": ["(x - c * dx) / x**2"],
            "quotient-square": ["-c * dx / x", "-c * dx"],
        },
        MISSING,
    ),
}
NONPOSITIVE = {"power-of-nonpositive": (ValueError, ZeroDivisionError)}
POWERS = {
    "x ** n": Rule(
        "n * x**(n - 1) * dx",
        {
            "power-exponent": ["n * x**n * dx"],
            "power-chain": ["n * x**(n - 1)"],
            "power-of-nonpositive": ["math.nan"],
        },
        NONPOSITIVE,
    ),
    "p ** y": Rule(
        "y * p**(y - 1) * dp + p**y * log(p) * dy",
        {
            "power-log": ["y * p**(y - 1) * dp + p**y * dy"],
            "power-one-operand": ["y * p**(y - 1) * dp", "p**y * log(p) * dy"],
            "power-exponent": ["y * p**y * dp + p**y * log(p) * dy"],
        },
    ),
    "c ** p": Rule(
        "c**p * log(c) * dp",
        {
            "power-log": ["c**p * dp"],
            "power-one-operand": ["p * c**(p - 1) * dp", "0"],
            "reflected-order": ["p**c; c * p**(c - 1) * dp"],
        },
        MISSING,
    ),
}
ABSOLUTE = {
    "abs(x)": Rule(
        "dx if x > 0 else -dx",
        {"abs-tangent": ["dx", "abs(dx)"], "abs-sign": ["x; dx", "-x; -dx"]},
    ),
}
NESTED = (
    "x * x + x",
    "1.5 - x * 2",
    "x / (x + 3)",
    "2 / x - x / 4",
    "x ** 3",
    "-(x - 1.5)",
)
COMPARISONS = ("==", "!=", "<", "<=", ">", ">=")

DUAL_HINTS = {
    "not-a-dual": "An operation returned something that has no `.value` and `.tangent`. Every "
    "operation, `abs` and negation included, returns a new `Dual`.",
    "packed-twice": "The result holds a Dual where its operands hold numbers: a whole Dual stands "
    "in your rule where its `.value` or its `.tangent` belongs.",
    "calls-itself": "A method calls itself without end. In `__radd__`, for example, "
    "`other + self` makes Python call `__radd__` again; `self + other` calls `__add__`.",
    "operand-changed": "An operation changed one of its operands, which the rest of the program "
    "still needs. Build a new `Dual` from the parts and leave `self` and `other` as they are.",
    "number-not-lifted": "The other operand may be a plain number, which has no `.value` and no "
    "`.tangent`. Read both operands through `Dual.operands`, where a number has tangent 0.",
    "constant-has-tangent": "A plain number, or `Dual(c)`, got the tangent 1. A constant does not "
    "move when the input moves: its tangent is 0.",
    "sum-one-tangent": "The tangent of a sum or a difference came from one operand only. Both "
    "count: `(x + y)˙ = ẋ + ẏ` and `(x - y)˙ = ẋ - ẏ`.",
    "minus-lost": "A minus sign of the value is lost, or on the wrong term, in the tangent: "
    "`(x - y)˙ = ẋ - ẏ` and `(-x)˙ = -ẋ`.",
    "product-one-term": "The product rule has two terms, `(x·y)˙ = ẋ·y + x·ẏ`, and one of them is "
    "missing.",
    "product-of-tangents": "The tangent of a product is not the product of the tangents. The "
    "product rule is `(x·y)˙ = ẋ·y + x·ẏ`.",
    "constant-factor": "A number times x lost its tangent. Of the product rule `ẋ·y + x·ẏ` one "
    "term stays: `(c·x)˙ = c·ẋ`.",
    "quotient-sign": "A sign in the quotient rule is wrong: `(x/y)˙ = (ẋ·y - x·ẏ)/y²`. To see "
    "which term is positive, hold y fixed: `ẏ = 0` must leave `ẋ/y`.",
    "quotient-square": "The quotient rule divides by the square of the denominator: "
    "`(x/y)˙ = (ẋ·y - x·ẏ)/y²`.",
    "quotient-of-tangents": "The tangent of a quotient is not the quotient of the tangents. The "
    "quotient rule is `(x/y)˙ = (ẋ·y - x·ẏ)/y²`.",
    "reflected-missing": "Python found no way to work with a number on the left. For `2 - x` it "
    "calls `x.__rsub__(2)`: write `__radd__`, `__rsub__`, `__rmul__`, `__rtruediv__`, `__rpow__`.",
    "reflected-order": "The operands of a reflected operation are swapped: `2 - x` was computed as "
    "`x - 2`, or `2 / x` as `x / 2`, or `2 ** x` as `x ** 2`. In `x.__rsub__(2)` the number "
    "`other` is the left operand.",
    "reflected-sign": "With a number c on the left the tangent changes its sign: `(c - x)˙ = -ẋ` "
    "and `(c/x)˙ = -c·ẋ/x²`.",
    "power-exponent": "The exponent was not lowered by one: the rule is `(xⁿ)˙ = n·xⁿ⁻¹·ẋ`, not "
    "`n·xⁿ·ẋ`.",
    "power-chain": "The derivative of the power is there, but it was not multiplied by the tangent "
    "that arrives: `(xⁿ)˙ = n·xⁿ⁻¹·ẋ`.",
    "power-log": "The logarithm is missing where the exponent moves: `(c^x)˙ = c^x·log(c)·ẋ`, and "
    "`(x^y)˙ = y·x^(y-1)·ẋ + x^y·log(x)·ẏ`.",
    "power-one-operand": "In a power both the base and the exponent may move, and one of the two "
    "terms is missing or stands in the other's place: `(x^y)˙ = y·x^(y-1)·ẋ + x^y·log(x)·ẏ`.",
    "power-of-nonpositive": "`x ** n` with a number n failed for a base that is negative or 0: "
    "there `log(x)` or a division by x does not exist. Where the exponent is a number use "
    "`n·xⁿ⁻¹·ẋ` alone.",
    "abs-tangent": "The tangent of `abs(x)` is wrong. For a negative value `abs(x)` is `-x`, so "
    "its tangent is `-ẋ`; for a positive value it is `ẋ`, whatever the sign of `ẋ`.",
    "abs-sign": "The sign of `abs(x)` was chosen by the tangent, or not at all. The value decides: "
    "where it is negative both value and tangent change their sign.",
    "comparison-missing": "Python found no method for a comparison. Write `__eq__`, `__lt__`, "
    "`__le__`, `__gt__` and `__ge__`, each for a Dual and for a number on the right.",
    "comparison-tangents": "A comparison looked at the tangents. `x < y`, `x == y` and the others "
    "ask about the values alone, so that a program takes the same branch as with numbers.",
    "numbers-inside": "A Dual whose value and tangent are Duals failed: your code expects plain "
    "numbers inside. Take the parts as they come, without `float(...)` or `np.array(...)`, and "
    "combine them by `+ - * / **` alone.",
    "nested-value": "Duals of numbers pass, a Dual of Duals does not. Its parts are Duals: keep "
    "them whole, and combine them by the same rules with the operators `+ - * / **`.",
    "plain-first": "These operations are wrong for Duals of numbers already: mend the parts above "
    "first, and this one may follow by itself.",
}


@exercise(
    parts={
        "`+`, `-` and negation": 1,
        "`*` and `/`": 1,
        "a number on the left": 1,
        "`**`": 1,
        "`abs` and comparisons": 0.5,
        "a Dual of Duals": 0.5,
    },
    hints=DUAL_HINTS,
)
def dual(t: Trial, Dual: Any) -> None:
    """Every operation returns the right value and tangent, of Duals and of numbers."""
    functions = {"Dual": Dual}

    def pair() -> Pair:
        return Pair(signed(t), signed(t))

    def cases(rules: dict[str, Rule], **operands: Any) -> list[Case]:
        found = []
        for operation, rule in rules.items():
            names = re.findall(r"\w+", operation)
            used = {name: x for name, x in operands.items() if name in names}
            if not all(isinstance(x, Pair) for x in used.values()):
                rule = rule._replace(errors={**rule.errors, "number-not-lifted": (AttributeError,)})
            found.append(Case(operation, rule, used))
        return found

    with t.part("`+`, `-` and negation"):
        todo: list[Case] = []
        for i in t.draws(2, 3):
            todo += cases(SUMS, x=pair(), y=pair())
            todo += cases(SUMS_WITH_NUMBER, x=pair(), c=signed(t) if i else 3)
        check_rules(t, todo, functions)
    with t.part("`*` and `/`"):
        todo = []
        for i in t.draws(2, 3):
            todo += cases(PRODUCTS, x=pair(), y=pair())
            x = pair() if i else Pair(5, 3)
            todo += cases(PRODUCTS_WITH_NUMBER, x=x, c=signed(t) if i else 2)
        check_rules(t, todo, functions)
    with t.part("a number on the left"):
        todo = []
        for i in t.draws(2, 3):
            todo += cases(NUMBER_ON_THE_LEFT, x=pair(), c=signed(t) if i else 2)
        check_rules(t, todo, functions)
    with t.part("`**`"):
        todo, power = [], {"x ** n": POWERS["x ** n"]}
        for i in t.draws(2, 3):
            c, p = positive(t) if i else 2, Pair(positive(t), signed(t))
            todo += cases(POWERS, x=pair(), n=(2, 3)[i % 2], p=p, y=pair(), c=c)
            todo += cases(power, x=Pair(-positive(t), signed(t)), n=-1 - i % 2)
            todo += cases(power, x=Pair(positive(t), signed(t)), n=signed(t))
        todo += cases(power, x=Pair(0.0, signed(t)), n=2)
        todo += cases(power, x=pair(), n=0)
        check_rules(t, todo, functions)
    with t.part("`abs` and comparisons"):
        todo = cases(ABSOLUTE, x=Pair(-positive(t), signed(t)))
        todo += cases(ABSOLUTE, x=Pair(positive(t), -positive(t)))
        check_rules(t, todo, functions)
        low, high = sorted((positive(t, 0.4, 1.4), positive(t, 1.5, 2.5)))
        values: list[tuple[Pair | float, Pair | float]] = [
            (Pair(low, 2.0), Pair(high, 1.0)),
            (Pair(high, -1.0), Pair(low, 3.0)),
            (Pair(low, 1.0), Pair(low, 2.0)),
            (Pair(-high, 1.0), Pair(low, 2.0)),
            (Pair(-low, 2.0), Pair(-low, 1.0)),
            (low, Pair(high, -3.0)),
            (Pair(-high, 1.0), Pair(-high, 1.0)),
            (Pair(low, 0.0), low),
            (Pair(low, 1.0), high),
            (Pair(high, -1.0), high),
            (high, Pair(high, 2.0)),
        ]
        check_comparisons(t, Dual, values)
    with t.part("a Dual of Duals", otherwise="nested-value"):
        check_nested(t, NESTED, functions)


def compared(Dual: Any, sign: str, x: Any, y: Any) -> bool:
    """Return what a comparison of Duals made of pairs, or of numbers, gives."""
    return bool(eval(compiled(f"a {sign} b"), {"a": made(Dual, x), "b": made(Dual, y)}))


def check_comparisons(
    t: Trial, Dual: Any, values: Sequence[tuple[Pair | float, Pair | float]]
) -> None:
    """Compare ``x == y``, ``x < y`` and the others with what the values alone say."""
    unequal = {"==": [False], "!=": [True]}  # what Python says of any two objects by default
    cases = [(sign, *both) for both in values for sign in COMPARISONS]
    outcomes = each_inside(
        compared,
        [(sign, *(tuple(z) if isinstance(z, Pair) else z for z in both)) for sign, *both in cases],
        Dual,
    )
    for (sign, *both), outcome in zip(cases, outcomes, strict=True):
        a, b = (z if isinstance(z, Pair) else Pair(z, 0.0) for z in both)
        texts = [f"Dual({z.value}, {z.tangent})" if isinstance(z, Pair) else f"{z}" for z in both]
        t.compare(
            f"`x {sign} y`" if t.hidden else f"`{texts[0]} {sign} {texts[1]}`",
            outcome,
            want=compared_here(sign, a.value, b.value),
            mistakes=lambda sign=sign, a=a, b=b: {
                "comparison-tangents": AnyOf(
                    compared_here(sign, a, b), compared_here(sign, a.tangent, b.tangent)
                ),
                "comparison-missing": AnyOf(TypeError, *unequal.get(sign, ())),
                "number-not-lifted": AttributeError,
            },
        )


def compared_here(sign: str, a: Any, b: Any) -> bool:
    """Return what a comparison of our own numbers or pairs gives."""
    return bool(eval(compiled(f"a {sign} b"), {"a": a, "b": b}))


FUNCTIONS = {
    "sin": Rule(
        "cos(x) * dx",
        {
            "factor-missing": ["cos(x)"],
            "sign": ["-cos(x) * dx"],
            "function-of-tangent": ["sin(dx)", "cos(dx)"],
        },
    ),
    "cos": Rule(
        "-sin(x) * dx",
        {
            "factor-missing": ["-sin(x)", "sin(x)"],
            "sign": ["sin(x) * dx"],
            "function-of-tangent": ["cos(dx)", "-sin(dx)"],
        },
    ),
    "exp": Rule(
        "exp(x) * dx",
        {
            "factor-missing": ["exp(x)"],
            "exp-as-power": ["x * exp(x - 1) * dx", "x * exp(x) * dx"],
            "function-of-tangent": ["exp(dx)"],
        },
    ),
    "log": Rule(
        "dx / x",
        {
            "factor-missing": ["1 / x"],
            "input-and-output": ["dx / log(x)"],
            "function-of-tangent": ["log(abs(dx))", "1 / dx"],
        },
        {"function-of-tangent": (ValueError,)},
    ),
    "sqrt": Rule(
        "dx / (2 * sqrt(x))",
        {
            "factor-missing": ["1 / (2 * sqrt(x))"],
            "input-and-output": ["dx / (2 * x)"],
            "half-missing": ["dx / sqrt(x)"],
            "function-of-tangent": ["sqrt(abs(dx))"],
        },
        {"function-of-tangent": (ValueError,)},
    ),
    "tanh": Rule(
        "(1 - tanh(x) ** 2) * dx",
        {
            "factor-missing": ["1 - tanh(x) ** 2"],
            "input-and-output": ["(1 - x**2) * dx"],
            "sign": ["(1 + tanh(x) ** 2) * dx", "(tanh(x) ** 2 - 1) * dx"],
            "function-of-tangent": ["tanh(dx)"],
        },
    ),
}

FUNCTION_HINTS = {
    "not-a-dual": "A function of a Dual returned something without `.value` and `.tangent`. Return "
    "a `Dual`: the value of the function, and its tangent.",
    "packed-twice": "The result holds a Dual where x holds numbers: `x` stands in your rule where "
    "`x.value` or `x.tangent` belongs.",
    "calls-itself": "A function calls itself with the same `x`, without end. Call it with "
    "`x.value`, which is nested one level less.",
    "operand-changed": "The function changed the Dual that it was given, which the rest of the "
    "program still needs. Return a new `Dual`.",
    "plain-number": "The function failed for a plain number, or made a Dual of it. Where x has no "
    "tangent return the number: use NumPy's function of the same name.",
    "factor-missing": "The derivative is there, but it was not multiplied by the tangent that "
    "arrives. The chain rule is `g(x)˙ = g'(x)·ẋ`.",
    "function-of-tangent": "The function, or its derivative, was applied to the tangent. The "
    "derivative is taken at the value and multiplies the tangent: `g(x)˙ = g'(x)·ẋ`.",
    "sign": "A sign is wrong in a derivative: `sin' = cos`, `cos' = -sin`, `tanh' = 1 - tanh²`.",
    "input-and-output": "Input and output are mixed up in a derivative. With the output y: "
    "`sqrt'(x) = 1/(2y)` and `tanh'(x) = 1 - y²`, but `log'(x) = 1/x` with the input.",
    "half-missing": "The 2 is missing: `sqrt(x) = x^(1/2)`, so its derivative is `1/(2·sqrt(x))`.",
    "exp-as-power": "`exp(x)` is no power of x, and the power rule does not apply: the derivative "
    "of `exp(x)` is `exp(x)` itself.",
    "numbers-inside": "A function failed where the value of x is a Dual itself: NumPy's functions "
    "take numbers only. Apply your own function to `x.value`: it comes to a number in the end.",
    "nested-value": "Duals of numbers pass, a Dual of Duals does not. Compute value and tangent "
    "from `x.value` and `x.tangent` by your own functions and operators. If the part `a Dual of "
    "Duals` of exercise 1 fails too, mend that first.",
    "plain-first": "These functions are wrong for Duals of numbers already: mend the parts above "
    "first, and this one may follow by itself.",
}


@exercise(
    parts={
        "`sin` and `cos`": 0.75,
        "`exp` and `log`": 0.75,
        "`sqrt` and `tanh`": 0.75,
        "Duals of Duals": 0.75,
    },
    hints=FUNCTION_HINTS,
)
def dual_functions(
    t: Trial,
    Dual: Any,
    sin: Function,
    cos: Function,
    exp: Function,
    log: Function,
    sqrt: Function,
    tanh: Function,
) -> None:
    """Each function returns a number for a number, and value and tangent for a Dual."""
    functions = {"sin": sin, "cos": cos, "exp": exp, "log": log, "sqrt": sqrt, "tanh": tanh}
    names = {"Dual": Dual, **functions}

    def read_number(got: Any) -> Any:
        value, tangent, y, _ = got
        if value is not None or tangent is not None:
            raise AnswerError("a Dual where a number went in", "plain-number")
        return y

    for title, pair in (
        ("`sin` and `cos`", ("sin", "cos")),
        ("`exp` and `log`", ("exp", "log")),
        ("`sqrt` and `tanh`", ("sqrt", "tanh")),
    ):
        with t.part(title):
            todo: list[tuple[str, float | Pair]] = []
            for name in pair:
                for i in t.draws(2, 3):
                    x = positive(t) if name in ("log", "sqrt") or i % 2 else -positive(t)
                    todo += [(name, x), (name, Pair(x, signed(t) if i else -positive(t)))]
            outcomes = tried(names, [(f"{name}(x)", {"x": x}) for name, x in todo])
            for (name, z), outcome in zip(todo, outcomes, strict=True):
                if isinstance(z, Pair):
                    rule = FUNCTIONS[name]
                    check_rule(t, f"{name}(x)", rule, {"x": z}, outcome)
                    continue
                t.compare(
                    f"`{name}(x)` of a number" if t.hidden else f"`{name}({z})`",
                    outcome,
                    read=read_number,
                    want=getattr(math, name)(z),
                    mistakes={"plain-number": AttributeError},
                    rtol=EXACT,
                    atol=EXACT,
                )
    with t.part("Duals of Duals", otherwise="nested-value"):
        check_nested(t, [f"{name}(x)" for name in functions], names)


# --- exercises 3 to 6: functions for the answers to call ------------------------------------------


def standing(y: Any, value: float) -> Any:
    """Return the Dual y, nested or not; raises an exception where it does not stand at `value`.

    So a number that a Dual of another make turns into, or one of another place, gets no further.
    """
    inner = y
    for _ in range(8):  # no check asks for deeper ones
        if not (hasattr(inner, "value") and hasattr(inner, "tangent")):
            break
        inner = inner.value
    if inner is y:
        raise TypeError("`x - number`, `x * number` or `x + y` of a Dual x is no Dual")
    if not abs(float(inner) - value) <= 1e-4 * (1 + abs(value)):
        raise ValueError("`x - number`, `x * number` or `x + y` of Duals has a wrong value")
    return y


def polynomial(step: Any, coefficients: list[float]) -> Any:
    """Return the polynomial in `step`, lowest coefficient first; of degree 0 a number."""
    *rest, y = coefficients
    while rest:
        y = step * y + rest.pop()
    return y


def combined(x: Any, at: float, left: list[float], right: list[float], added: list[float]) -> Any:
    """Return left · right + added, polynomials in ``x - at``, at the Dual x."""
    step = standing(x - at, 0.0)
    y = standing(polynomial(step, left), left[0])
    return standing(
        y * polynomial(step, right) + polynomial(step, added), left[0] * right[0] + added[0]
    )


def tangent_by(Dual: Any, x: Any, levels: int, at: float, *pieces: list[float]) -> Any:
    """Return the tangent, taken for each level, of `combined` at the Dual of the pair x."""
    y = combined(made(Dual, x), at, *pieces)
    for _ in range(levels):
        y = y.tangent
    return y


class Watched:
    """A function of one variable for an answer to call, which keeps what it was called with.

    Of f a Dual sees no more than the value and the derivative where it stands, and a Dual of Duals
    the second derivative. So f's Taylor polynomial there, of as high a degree as x is nested, is as
    good as f, and asks only for `x - number`, `x * number`, `x + number` and `x + y` of the
    student's Dual (where nested, for `x * y` too).

    An answer can see what its Dual is combined with. So the polynomial is computed as a product
    and a sum of polynomials that are drawn, and no number among theirs is a derivative of f.

    expression: of f, in x. rng: draws those polynomials.
    """

    def __init__(self, expression: str, rng: np.random.Generator) -> None:
        self.expression = expression
        self._drawn = drawn_numbers(rng, DEEPEST + 2)
        self.inputs: list[Point] = []

    def __call__(self, x: Any) -> Any:
        """Return f of the number or Dual `x`."""
        here = point_of(x)
        self.inputs.append(here)
        if not here.levels:
            return derivative_of(self.expression, 0)(x)
        return reply_inside(combined, x, here.value, *self.pieces(here))

    def tangent_of(self, Dual: Any, x: tuple[Any, Any], levels: int) -> Any:
        """Return the tangent, of the tangent where nested, of f of a Dual of ours, uncounted."""
        value: Any = x
        for _ in range(levels):
            value = value[0]
        return inside(tangent_by, Dual, x, levels, value, *self.pieces(Point(value, levels)))

    def pieces(self, here: Point) -> tuple[list[float], list[float], list[float]]:
        """Return coefficients (left, right, added); left · right + added is the polynomial."""
        found = curve(self.expression, here.value, here.levels)
        taylor = [derivative / math.factorial(k) for k, derivative in enumerate(found)]
        left, right = self._drawn[:2], self._drawn[2 : 2 + here.levels]
        product = np.convolve(left, right)
        return left.tolist(), right.tolist(), (taylor - product).tolist()


def drawn_numbers(rng: np.random.Generator, *shape: int) -> np.ndarray:
    """Draw numbers of either sign, of size 1 or so."""
    return rng.uniform(0.5, 1.5, shape) * rng.choice((-1.0, 1.0), shape)


def affine(
    inputs: list[Any],
    at: list[float],
    first: list[list[float]],
    between: list[float],
    second: list[list[float] | None],
    added: list[float],
    as_tuple: bool,
) -> Any:
    """Return the outputs of an affine map, of two layers, for Duals that stand at `at`.

    at, and the columns of `first`: for the Duals among the inputs. second: None for an output that
    is a number.
    """
    duals = [x for x in inputs if hasattr(x, "value") and hasattr(x, "tangent")]
    steps = [standing(x - a, 0.0) for x, a in zip(duals, at, strict=True)]

    def total(terms: list[Any], at: list[float], factors: list[float], y: Any) -> Any:
        value = y
        for z, a, factor in zip(terms, at, factors, strict=True):
            y, value = z * factor + y, a * factor + value
        return standing(y, value)

    origin = [0.0] * len(steps)
    hidden = [total(steps, origin, row, y) for row, y in zip(first, between, strict=True) if duals]
    outputs = [
        total(hidden, between, row, y) if row and duals else y
        for row, y in zip(second, added, strict=True)
    ]
    return tuple(outputs) if as_tuple else outputs


def pairs_by(Dual: Any, inputs: list[tuple[float, float]], *pieces: Any) -> Any:
    """Return values and tangents of `affine` at the Duals of the pairs."""
    outputs = affine([made(Dual, x) for x in inputs], *pieces)
    duals = [hasattr(y, "value") and hasattr(y, "tangent") for y in outputs]
    return (
        [y.value if is_dual else y for y, is_dual in zip(outputs, duals, strict=True)],
        [y.tangent if is_dual else 0.0 for y, is_dual in zip(outputs, duals, strict=True)],
    )


class WatchedMap:
    """A function from a sequence to a sequence, in the same manner.

    An output of f that depends on no input is returned as a plain number. The Jacobian is a product
    of two matrices, of which the first is drawn, and so is a column of the second.
    """

    def __init__(self, f: Map, rng: np.random.Generator, as_tuple: bool = False) -> None:
        self.f = f
        n = f.A.shape[1]
        # The first n rows are a rotation but for their lengths, so that they can be solved for.
        turned = np.linalg.qr(rng.standard_normal((n, n)))[0] * rng.uniform(0.5, 1.5, (n, 1))
        self._first = np.vstack([turned, drawn_numbers(rng, 1, n)])
        self._column = drawn_numbers(rng, len(f.A), 1)
        self._between = drawn_numbers(rng, n + 1)
        self.as_tuple = as_tuple
        self.inputs: list[list[Point]] = []
        self.unpacked = False
        self._last: tuple[list[float], list[Any], list[float]] = [], [], []

    def __call__(self, *arguments: Any) -> Any:
        """Return f of the sequence of numbers and Duals that is the one argument."""
        # Called as f(x1, x2) instead of f([x1, x2]), it says so later and goes on.
        unpacked = len(arguments) > 1 or is_dual(arguments[0])
        self.unpacked = self.unpacked or unpacked
        inputs = list(arguments if unpacked else arguments[0])
        self.inputs.append([point_of(x) for x in inputs])
        return reply_inside(affine, inputs, *self._pieces(self.inputs[-1]))

    def pairs_of(self, Dual: Any, inputs: list[tuple[float, float]]) -> Any:
        """Return what f of Duals of ours carries, uncounted."""
        pieces = self._pieces([Point(value, 1) for value, _ in inputs])
        return inside(pairs_by, Dual, inputs, *pieces)

    def _pieces(self, here: list[Point]) -> tuple[Any, ...]:
        at = [z.value for z in here]
        if at != self._last[0]:  # the columns of a Jacobian are taken at one point
            point = np.array(at)
            values, J = self.f(point), self.f.jacobian(point)
            rest = J - self._column @ self._first[-1:]
            second = np.hstack([np.linalg.solve(self._first[:-1].T, rest.T).T, self._column])
            added = values - second @ self._between
            held = [not row.any() for row in J]
            self._last = (
                at,
                [None if still else row for still, row in zip(held, second.tolist(), strict=True)],
                np.where(held, values, added).tolist(),
            )
        duals = [i for i, z in enumerate(here) if z.levels]
        _, rows, added = self._last
        first = self._first[:, duals].tolist()
        between = self._between.tolist()
        if not duals:
            return [], first, between, rows, self.f(np.array(at)).tolist(), self.as_tuple
        return [at[i] for i in duals], first, between, rows, added, self.as_tuple


def from_earlier(call: Callable[[], Any]) -> Callable[[], Any]:
    """Return a prediction: what `call`, a right answer made of the student's earlier ones, gives.

    It explains nothing where the earlier answers fail: the answer itself then fails with them.
    """

    def predicted() -> Any:
        try:
            with warnings.catch_warnings(action="ignore"):
                return call()
        except Exception:
            return None

    return predicted


# As a student reads them, and as they are computed.
SMOOTH = {
    "x**3 - 2x": "x**3 - 2 * x",
    "sin(2x) + x": "sin(2 * x) + x",
    "x exp(-x)": "x * exp(-x)",
    "1 / (1 + x**2)": "1 / (1 + x**2)",
}

SHARED_HINTS = {
    "dual-returned": "The result holds a Dual where a number is asked. Take the `.tangent` (or "
    "`.value`) of what f returns.",
    "not-at-a-dual": "f was not called with a Dual, or at other points than x. Differences of "
    "shifted values are an approximation: call f at x, with a `Dual` of tangent 1 (or `v[i]`), and "
    "the exact derivative comes out as the tangent.",
}

DERIVATIVE_HINTS = {
    **SHARED_HINTS,
    "seed-zero": "The derivative came out as 0: the input was not seeded. `Dual(x)` is a constant; "
    "the variable itself is `Dual(x, 1.0)`, since `dx/dx = 1`.",
    "seed-not-one": "The derivative is too large by the factor x: the input was seeded with x. Its "
    "tangent is `dx/dx = 1`, wherever x lies.",
    "value-returned": "That is the value f(x). The derivative is the `.tangent` of what f returns.",
    "constant-function": "f may return a plain number, which has no `.tangent`: its derivative is "
    "0. Look at what f returns before you take its tangent.",
    "one-evaluation": "f was called more than once. One call with `Dual(x, 1.0)` gives value and "
    "derivative together.",
    "earlier-answer": "Your `derivative` is right for your `Dual`, but that makes a mistake in "
    "`x - number`, `x * number`, `x + number` or `x + y`. Mend exercise 1, then run this check "
    "again.",
}


@exercise(
    parts={"the derivative": 1, "a function that returns a number": 0.5, "one evaluation": 0.5},
    hints=DERIVATIVE_HINTS,
)
def derivative(t: Trial, derivative: Function, Dual: Any) -> None:
    """The derivative of f at x, exact, by one evaluation of f at a Dual."""

    def by_hand(f: Watched, x: float) -> Any:
        return f.tangent_of(Dual, (float(x), 1.0), 1)

    def compare(name: str, f: Watched, x: float, outcome: Callable[[], Any], seen: int = 0) -> None:
        """Compare the derivative at x; seen: how many calls of f were for another x."""
        value, slope, _ = curve(f.expression, float(x))
        case = f"`f(x) = {name}`" if t.hidden else f"`f(x) = {name}` at `x = {x}`"
        t.compare(
            case,
            outcome,
            read=read_numbers,
            want=slope,
            mistakes={
                "earlier-answer": from_earlier(partial(by_hand, f, x)),
                "seed-zero": 0.0,
                "seed-not-one": x * slope,
                "value-returned": value,
            },
            rtol=EXACT,
            atol=EXACT,
        )
        if f.inputs[seen:]:
            there = called_at([[z] for z in f.inputs[seen:]], x)
            message = "f was called with numbers only, or beside x"
            t.require(case, there, message, "not-at-a-dual")

    with t.part("the derivative"):
        drawn = [
            (name, signed(t) if i or name != "x**3 - 2x" else 3)
            for i in t.draws(1, 2)
            for name in SMOOTH
        ]
        functions = [Watched(SMOOTH[name], t.rng) for name, _ in drawn]
        outcomes = each_inside(
            called,
            [(derivative, f, x) for f, (_, x) in zip(functions, drawn, strict=True)],
        )
        for (name, x), f, outcome in zip(drawn, functions, outcomes, strict=True):
            compare(name, f, x, outcome)
    with t.part("a function that returns a number"):
        for case, constant in (
            ("`f(x) = 3.0`", lambda x: 3.0),
            ("`f(x) = 4`, an integer", lambda x: 4),
            ("`f(x) = Dual(5.0)`", lambda x: Dual(5.0)),
        ):
            t.compare(
                case,
                derivative,
                constant,
                signed(t),
                read=read_numbers,
                want=0.0,
                mistakes={
                    "constant-function": AnyOf(AttributeError, TypeError),
                    "value-returned": lambda constant=constant: constant(0),
                },
            )
        # To tell a constant from what is none is worth something; to return 0 is not.
        f, x = Watched(SMOOTH["sin(2x) + x"], t.rng), signed(t)
        compare("sin(2x) + x", f, x, partial(derivative, f, x))
    with t.part("one evaluation"):
        f = Watched(SMOOTH["x**3 - 2x"], t.rng)
        for calls in (1, 2):
            x = signed(t)
            compare("x**3 - 2x", f, x, partial(derivative, f, x), len(f.inputs))
            message = f"{len(f.inputs)} evaluations of f after {calls} calls of derivative"
            t.require("`f(x) = x**3 - 2x`", len(f.inputs) == calls, message, "one-evaluation")


SHAPES = ((3, 2), (2, 4), (3, 3))

JVP_HINTS = {
    **SHARED_HINTS,
    "unpacked": "f was called as `f(x1, x2, …)`. It takes one argument, a sequence: call "
    "`f([x1, x2, …])`.",
    "one-evaluation": "f was evaluated more than once. Seed all inputs at the same time, input i "
    "with the tangent `v[i]`: one evaluation then carries `J v` along.",
    "direction-ignored": "The inputs were seeded with 1 and not with the direction. Input i is "
    "`Dual(x[i], v[i])`.",
    "point-and-direction": "Point and direction are swapped: the values are x, the tangents v, so "
    "input i is `Dual(x[i], v[i])`.",
    "tangents-first": "Values and tangents stand in each other's place: return "
    "`(values, tangents)`.",
    "one-of-two": "Only one of the two results came back: return `(values, tangents)`.",
    "jacobian-returned": "The tangents have the shape of a Jacobian. The product `J v` has one "
    "number for each output of f.",
    "truncated": "The results were cut to integers because x holds integers. Give your arrays "
    "`dtype=float`: `np.zeros_like(x)` takes the type of x over.",
    "constant-output": "An output of f may be a plain number, which has no `.value` and no "
    "`.tangent`: its value is itself, its tangent 0.",
    "earlier-answer": "Your `jvp` is right for your `Dual`, but that makes a mistake in "
    "`x - number`, `x * number`, `x + number` or `x + y`. Mend exercise 1, then run this check "
    "again.",
}


@dataclass(frozen=True)
class Map:
    """The function x ↦ sin(A x) + A x, smooth and without symmetry.

    held: outputs that are 2 whatever the input.
    """

    A: np.ndarray
    held: tuple[int, ...] = ()

    def __call__(self, x: np.ndarray) -> np.ndarray:
        """Return the outputs."""
        y = np.asarray(self.A @ x)
        y = np.sin(y) + y
        y[list(self.held)] = 2.0
        return y

    def jacobian(self, x: np.ndarray) -> np.ndarray:
        """Return ∂y/∂x: (cos(A x) + 1) times A, row by row."""
        J = (np.cos(self.A @ x) + 1)[:, np.newaxis] * self.A
        J[list(self.held)] = 0.0
        return J


def drawn_map(t: Trial, m: int, n: int, held: tuple[int, ...] = ()) -> Map:
    """Draw a function from n numbers to m."""
    return Map(np.array(t.normal(m, n)), held)


Todo = tuple[str, WatchedMap, tuple[Any, ...]]


class Run(NamedTuple):
    """A call of an answer: the case in words, the function, what it got besides, what it gave."""

    case: str
    f: WatchedMap
    args: tuple[Any, ...]
    outcome: Outcome


def runs_of(answer: Function, todo: Sequence[Todo]) -> list[Run]:
    """Call the answer for each case."""
    outcomes = each_inside(called, [(answer, f, *args) for _, f, args in todo])
    return [Run(*one, outcome) for one, outcome in zip(todo, outcomes, strict=True)]


@exercise(
    parts={"values and tangents": 1.5, "outputs that are numbers": 0.5, "one evaluation": 1},
    hints=JVP_HINTS,
)
def jvp(t: Trial, jvp: Function, Dual: Any) -> None:
    """Values f(x) and tangents J v from one evaluation of f at Duals."""

    def compare(run: Run, **mistakes: Any) -> None:
        f, (x, v) = run.f, run.args
        point, direction = np.array(x, dtype=float), np.array(v, dtype=float)
        values, J = f.f(point), f.f.jacobian(point)
        tangents = J @ direction

        def by_hand() -> Any:
            return f.pairs_of(Dual, [(float(a), float(b)) for a, b in zip(x, v, strict=True)])

        t.compare(
            run.case,
            run.outcome,
            read=read_numbers,
            want=Jvp(values, tangents),
            mistakes=lambda: {
                "earlier-answer": from_earlier(by_hand),
                "direction-ignored": (values, J.sum(axis=1)),
                "point-and-direction": (f.f(direction), f.f.jacobian(direction) @ point),
                "tangents-first": (tangents, values),
                "one-of-two": AnyOf(tangents, values),
                "jacobian-returned": AnyOf((values, J), (values, J * direction)),
                "truncated": AnyOf(
                    (np.trunc(values), np.trunc(tangents)),
                    (values, np.trunc(tangents)),
                    (np.trunc(values), tangents),
                ),
                **{name.replace("_", "-"): mistake for name, mistake in mistakes.items()},
            },
            rtol=EXACT,
            atol=EXACT,
        )
        if f.inputs:
            message = "f was called with numbers only, or beside x"
            t.require(run.case, called_at(f.inputs, x), message, "not-at-a-dual")

    runs: list[Run] = []
    with t.part("values and tangents"):
        todo: list[Todo] = []
        for m, n in (*SHAPES, (1, 3), (3, 1)):
            f = WatchedMap(drawn_map(t, m, n), t.rng, as_tuple=m == 3)
            todo.append((f"f from R^{n} to R^{m}", f, (t.normal(n), t.normal(n))))
        f = WatchedMap(drawn_map(t, 2, 3), t.rng)
        x, v = t.rng.integers(1, 4, 3), t.rng.choice((-2, -1, 2, 3), 3)
        todo.append(("f from R^3 to R^2, arrays of integers", f, (x, v)))
        f = WatchedMap(drawn_map(t, 2, 3), t.rng)
        todo.append(("f from R^3 to R^2, lists", f, ([0.5, -1.0, 2.0], [1.0, 0.0, -2.0])))
        runs = runs_of(jvp, todo)
        for run in runs:
            compare(run)
    with t.part("outputs that are numbers"):
        todo = []
        for rows in ((0,), (2,), (0, 1, 2)):
            f = WatchedMap(drawn_map(t, 3, 2, held=rows), t.rng)
            case = f"f from R^2 to R^3, {len(rows)} of the outputs a plain number"
            todo.append((case, f, (t.normal(2), t.normal(2))))
        for run in runs_of(jvp, todo):
            compare(run, constant_output=AnyOf(AttributeError, TypeError))
    with t.part("one evaluation"):
        for run in runs[: len(SHAPES)]:
            compare(run)  # one evaluation of something else is worth nothing
            case, f = run.case, run.f
            t.require(
                case, not f.unpacked, f"f was called with {f.f.A.shape[1]} arguments", "unpacked"
            )
            times = len(f.inputs)
            t.require(case, times == 1, f"{times} evaluations where 1 is asked", "one-evaluation")


class Jvp(NamedTuple):
    """What `jvp` returns."""

    values: Any
    tangents: Any


JACOBIAN_HINTS = {
    "dual-returned": "The matrix holds Duals. Column j is made of the tangents alone, which are "
    "numbers.",
    "not-at-a-dual": SHARED_HINTS["not-at-a-dual"],
    "unpacked": JVP_HINTS["unpacked"],
    "transposed": "The matrix is transposed. Row i belongs to output i, column j to input j; the "
    "tangents that seed j gives are column j: stack them with `axis=1`.",
    "seed-not-reset": "Each column holds the sum of the columns before it: the seed of the input "
    "before was not set back to 0. Seed j is 1 at input j and 0 everywhere else.",
    "not-a-matrix": "One output or one input still gives a matrix, of shape (1, n) or (m, 1). Do "
    "not flatten or squeeze.",
    "truncated": "The entries were cut to integers because x holds integers. Give the matrix and "
    "the seeds `dtype=float`: `np.zeros_like(x)` takes the type of x over.",
    "number-of-evaluations": "f must be evaluated once for each input, `len(x)` times in all. One "
    "evaluation gives a whole column; take the number of outputs from what it returns.",
    "constant-output": "An output of f may be a plain number, which has no `.tangent`: its row of "
    "the Jacobian is 0.",
    "earlier-answer": "Your `jacobian` puts together rightly what your `jvp` (or your `Dual`) "
    "gives, and that is wrong. Mend the earlier exercise, then run this check again.",
}


@exercise(
    parts={
        "the matrix": 1.5,
        "one output or one input": 0.5,
        "`len(x)` evaluations": 1,
    },
    hints=JACOBIAN_HINTS,
)
def jacobian(t: Trial, jacobian: Function, jvp: Function) -> None:
    """The matrix of shape (m, n), column by column, in as many evaluations as inputs."""

    def compare(run: Run, **mistakes: Any) -> None:
        f, (x,) = run.f, run.args
        n = len(x)
        J = f.f.jacobian(np.array(x, dtype=float))

        def by_jvp() -> Any:
            point, again = np.array(x, dtype=float), WatchedMap(f.f, np.random.default_rng(0))
            found = each_inside(called, [(jvp, again, point, e) for e in np.eye(n)])
            return np.stack([np.asarray(one()[1], dtype=float) for one in found], axis=1)

        t.compare(
            run.case,
            run.outcome,
            read=read_numbers,
            want=J,
            mistakes=lambda: {
                "earlier-answer": from_earlier(by_jvp),
                "not-a-matrix": AnyOf(J.ravel(), J.squeeze()),
                "transposed": AnyOf(J.T, J.T.reshape(J.shape)),
                "seed-not-reset": np.cumsum(J, axis=1),
                "truncated": np.trunc(J),
                **{name.replace("_", "-"): mistake for name, mistake in mistakes.items()},
            },
            rtol=EXACT,
            atol=EXACT,
        )
        if f.inputs:
            message = "f was called with numbers only, or beside x"
            t.require(run.case, called_at(f.inputs, x), message, "not-at-a-dual")

    def evaluations_of_jvp(m: int, n: int) -> int:
        f = WatchedMap(drawn_map(t, m, n), t.rng)
        from_earlier(lambda: jvp(f, np.ones(n), np.ones(n)))()
        return len(f.inputs)

    runs: list[Run] = []
    with t.part("the matrix"):
        todo: list[Todo] = []
        for m, n in SHAPES:
            f = WatchedMap(drawn_map(t, m, n), t.rng, as_tuple=m == 3)
            todo.append((f"f from R^{n} to R^{m}", f, (t.normal(n),)))
        f = WatchedMap(drawn_map(t, 2, 3), t.rng)
        todo.append(("f from R^3 to R^2, x of integers", f, (t.rng.integers(1, 4, 3),)))
        f = WatchedMap(drawn_map(t, 3, 2), t.rng)
        todo.append(("f from R^2 to R^3, x a list", f, ([0.5, -1.0],)))
        f = WatchedMap(drawn_map(t, 3, 2, held=(1,)), t.rng)
        todo.append(("f from R^2 to R^3, one output a plain number", f, (t.normal(2),)))
        runs = runs_of(jacobian, todo)
        for run in runs[:-1]:
            compare(run)
        compare(runs[-1], constant_output=AnyOf(AttributeError, TypeError))
    with t.part("one output or one input"):
        todo = []
        for m, n in ((1, 3), (3, 1), (1, 1)):
            f = WatchedMap(drawn_map(t, m, n), t.rng)
            todo.append((f"f from R^{n} to R^{m}", f, (t.normal(n),)))
        narrow = runs_of(jacobian, todo)
        for run in narrow:
            compare(run)
        runs = runs[: len(SHAPES)] + narrow[1:2]
    with t.part("`len(x)` evaluations"):
        for run in runs[: len(SHAPES) + 1]:
            compare(run)  # so many evaluations for something else are worth nothing
            case, f = run.case, run.f
            m, n = f.f.A.shape
            t.require(case, not f.unpacked, f"f was called with {n} arguments", "unpacked")
            times = len(f.inputs)
            message = f"{times} evaluations where {n} are asked"
            # A jvp of several evaluations has cost its marks already.
            right = times == n or times == n * evaluations_of_jvp(m, n)
            t.require(case, right, message, "number-of-evaluations")


SECOND_HINTS = {
    "dual-returned": "The result is a Dual where a number is asked: one level is still packed. "
    "Take the `.tangent` once for each level.",
    "first-derivative": "That is the first derivative. The second needs two levels: differentiate "
    "`derivative(f, ·)` once more.",
    "derivative-squared": "That is the first derivative squared. `d²f/dx²` means the derivative of "
    "the derivative.",
    "taylor-coefficient": "That is half of the second derivative, the coefficient of a Taylor "
    "polynomial. Nested Duals give the derivative itself: nothing to divide by.",
    "one-level-seeded": "The second derivative came out as 0: only one of the two levels was "
    "seeded. Both Duals, the outer and the one inside, need a tangent 1 of their own.",
    "dual-converted": "Something takes a Dual for a plain number. When `derivative` is nested, the "
    "inner call gets a Dual as its x: take it as it comes, without `float(x)`.",
    "not-nested": "f was not called with a Dual of Duals at x. A difference of first derivatives "
    "is only an approximation: let `derivative` differentiate `derivative`.",
    "number-at-the-end": "For a straight line, or a function that returns a number, the first "
    "derivative may be a plain number, which has no `.tangent`. Its derivative is 0.",
    "levels-confused": "The tangents of two derivatives were mixed up (perturbation confusion). "
    "`Dual.operands` must take a Dual of lower `depth` for a constant, and each `derivative` under "
    "way must seed a Dual deeper than those of the calls around it, as the task describes.",
    "earlier-first": "This part uses `+` and `*` of your `Dual` and your `derivative`, nested. "
    "Where a part of exercise 1 or 3, or one above, fails, mend that first; then compare your "
    "changes with the three steps of the task.",
    "earlier-answer": "Your `second_derivative` is right for your `Dual`, but that makes a mistake "
    "in sums or products of Duals of Duals. Mend exercise 1, then run this check again.",
}


@exercise(
    parts={
        "the second derivative": 1,
        "straight lines and constants": 0.5,
        "a derivative inside a derivative": 0.5,
    },
    hints=SECOND_HINTS,
)
def second_derivative(
    t: Trial, second_derivative: Function, derivative: Function, Dual: Any
) -> None:
    """The second derivative by nesting, and derivatives of functions that differentiate."""

    def by_hand(f: Watched, x: float, constant: bool) -> Any:
        seed = (1.0, 0.0) if constant else 1.0
        return f.tangent_of(Dual, ((float(x), 1.0), seed), 2)

    def compare_all(drawn: Sequence[tuple[str, float]]) -> None:
        functions = [Watched(SMOOTH[name], t.rng) for name, _ in drawn]
        outcomes = each_inside(
            called,
            [(second_derivative, f, x) for f, (_, x) in zip(functions, drawn, strict=True)],
        )
        for (name, x), f, outcome in zip(drawn, functions, outcomes, strict=True):
            _, first, second = curve(f.expression, float(x))
            case = f"`f(x) = {name}`" if t.hidden else f"`f(x) = {name}` at `x = {x}`"
            t.compare(
                case,
                outcome,
                read=read_numbers,
                want=second,
                mistakes={
                    "earlier-answer": AnyOf(
                        from_earlier(partial(by_hand, f, x, False)),
                        from_earlier(partial(by_hand, f, x, True)),
                    ),
                    "first-derivative": first,
                    "derivative-squared": first**2,
                    "taylor-coefficient": second / 2,
                    "one-level-seeded": 0.0,
                    "dual-converted": TypeError,
                },
                rtol=EXACT,
                atol=EXACT,
            )
            if f.inputs:
                there = called_at([[z] for z in f.inputs], x, levels=2)
                message = "f was never called with a Dual of Duals, or beside x"
                t.require(case, there, message, "not-nested")

    with t.part("the second derivative"):
        compare_all(
            [
                (name, signed(t) if i or name != "x**3 - 2x" else 3)
                for i in t.draws(1, 2)
                for name in SMOOTH
            ]
        )
    with t.part("straight lines and constants"):
        lines = ("x", "x * 2 + 1", "3.0")
        outcomes = each_inside(
            differentiated, [(second_derivative, f, signed(t), {}) for f in lines]
        )
        for line, outcome in zip(lines, outcomes, strict=True):
            t.compare(
                f"`f(x) = {line}`",
                outcome,
                read=read_numbers,
                want=0.0,
                mistakes={"number-at-the-end": AttributeError, "dual-converted": TypeError},
            )
        # To tell a line from a curve is worth something; to return 0 is not.
        compare_all([("x**3 - 2x", signed(t))])
    with t.part("a derivative inside a derivative", otherwise="earlier-first"):
        for _ in t.draws(1, 2):
            a, b = signed(t), signed(t)
            names = {"derivative": derivative, "b": b}
            nested: tuple[tuple[str, Any, str, float, float | None], ...] = (
                ("d/dx", derivative, "x * derivative(lambda y: x + y, b)", 1.0, 2.0),
                ("d/dx", derivative, "x * derivative(lambda y: x * y, b)", 2 * a, a + b),
                ("d/dx", derivative, "x * derivative(lambda y: x * y, x)", 2 * a, 3 * a),
                ("d/dx", derivative, "derivative(lambda y: x * x, b)", 0.0, 0.0),
                ("d²/dx²", second_derivative, "x * x * x", 6 * a, None),
            )
            outcomes = each_inside(differentiated, [(n[1], n[2], a, names) for n in nested])
            for (sign, _, text, want, confused), outcome in zip(nested, outcomes, strict=True):
                t.compare(
                    f"{sign} of `{text}`",
                    outcome,
                    read=read_numbers,
                    want=want,
                    mistakes={} if confused is None else {"levels-confused": confused},
                    rtol=EXACT,
                    atol=EXACT,
                )


def differentiated(operator: Function, f: str, x: float, names: dict[str, Any]) -> Any:
    """Return what an answer gives for the function f of x at the number x."""
    return operator(eval(f"lambda x: {f}", dict(names)), x)


TABLE_HINTS = {
    "rows": "The rows must be `(name, value, tangent)` for `w1 w2 v1 v2 v3 L`, in this order, the "
    "names as strings.",
    "dual-returned": "A row holds a Dual. It holds three plain things: the name, the `.value` and "
    "the `.tangent`.",
    "both-seeded": "Both inputs were seeded, which gives the sum of the two derivatives. Only the "
    "input named by `wrt` has the tangent 1; the other stands still, tangent 0.",
    "other-seeded": "The wrong input was seeded: the tangents belong to the other variable. Let "
    "`wrt` decide which of the two gets the tangent 1.",
    "not-seeded": "No input was seeded, so every tangent is 0. The input named by `wrt` needs the "
    "tangent 1.",
    "term-missing": "`L = v2 + v3` has two parents, and the tangents of both arrive: "
    "`L̇ = v̇2 + v̇3`.",
    "adjoints": "Those are the adjoints `∂L/∂v` of reverse mode. The table asks for the tangents "
    "`∂v/∂w`, which start at the inputs.",
    "earlier-answer": "Your table shows rightly what your `Dual`, `log` and `sqrt` give, and that "
    "is wrong. Mend exercise 1 or 2, then run this check again.",
}


class Table(NamedTuple):
    """The rows of the running example's table, by name."""

    w1: Pair
    w2: Pair
    v1: Pair
    v2: Pair
    v3: Pair
    L: Pair


def read_table(rows: Any) -> Table:
    """Return the rows of a student's table."""
    if rows is None:
        raise AnswerError("returned nothing", "returned-nothing")
    try:
        names = tuple(str(row[0]) for row in rows)
        pairs = [Pair(*row[1:]) for row in rows]
    except (TypeError, IndexError, KeyError):
        raise AnswerError("no list of (name, value, tangent)", "rows") from None
    if names != Table._fields:
        raise AnswerError("other names, or another order", "rows")
    read_numbers([x for pair in pairs for x in pair])  # objects to Duals
    return Table(*pairs)


class Seeds(NamedTuple):
    """The tangents of the inputs."""

    tangent_of_w1: float
    tangent_of_w2: float


def read_seeds(rows: Any) -> Seeds:
    """Return the tangents in the first two rows of a student's table."""
    table = read_table(rows)
    return Seeds(table.w1.tangent, table.w2.tangent)


def running_example(w1: Any, w2: Any) -> Any:
    """L(w1, w2) = w2·log w1 + √(w2·log w1) of chapter 4."""
    v1 = np.log(w1)
    v2 = w2 * v1
    v3 = np.sqrt(v2)
    return v2 + v3


@functools.lru_cache(REMEMBERED)
def columns_of(
    w1: float, w2: float
) -> tuple[list[float], dict[tuple[float, float], list[float]], list[float]]:
    """Return the values, the tangents for each pair of seeds, and the adjoints of the example."""
    graph = trace(running_example, w1, w2)
    seeds = ((1.0, 0.0), (0.0, 1.0), (1.0, 1.0))
    columns = {seed: list(map(float, graph.tangents(seed))) for seed in seeds}
    values = [float(node.value) for node in graph.nodes]
    return values, columns, list(map(float, graph.adjoints()))


def rows_by(
    Dual: Any, log: Function, sqrt: Function, w1: tuple[float, float], w2: tuple[float, float]
) -> list[tuple[Any, Any]]:
    """Return values and tangents of the running example, by an answer's Dual and functions."""
    x1, x2 = made(Dual, w1), made(Dual, w2)
    v1 = log(x1)
    v2 = x2 * v1
    v3 = sqrt(v2)
    return [(z.value, z.tangent) for z in (x1, x2, v1, v2, v3, v2 + v3)]


@exercise(parts={'`wrt="w1"`': 1, '`wrt="w2"`': 1}, hints=TABLE_HINTS)
def forward_table(
    t: Trial, forward_table: Function, Dual: Any, log: Function, sqrt: Function
) -> None:
    """Value and tangent of every intermediate of the running example, for either input."""
    seeds = {"w1": (1.0, 0.0), "w2": (0.0, 1.0)}

    def by_duals(w1: float, w2: float, wrt: str) -> Table:
        pairs = list(zip((w1, w2), seeds[wrt], strict=True))
        return Table(*[Pair(*row) for row in inside(rows_by, Dual, log, sqrt, *pairs)])

    for wrt, other in (("w1", "w2"), ("w2", "w1")):
        with t.part(f'`wrt="{wrt}"`'):
            todo: list[tuple[float, float]] = []
            for i in range(3):
                # Either log w1 and w2 are both positive, or both negative; once, integers.
                w1, w2 = positive(t, 1.3, 4), positive(t)
                if i % 3 == 1:
                    w1, w2 = positive(t, 0.2, 0.8), -positive(t)
                if i % 3 == 2:
                    w1, w2 = 2, 3
                todo.append((w1, w2))
            outcomes = each_inside(called, [(forward_table, *ws, wrt) for ws in todo])
            for (w1, w2), outcome in zip(todo, outcomes, strict=True):
                values, columns, adjoints = columns_of(float(w1), float(w2))

                def table(tangents: Sequence[Any], values: Sequence[Any] = values) -> Table:
                    return Table(*map(Pair, values, tangents))

                tangents = columns[seeds[wrt]]
                right = table(tangents)
                case = "`forward_table`" if t.hidden else f'`forward_table({w1}, {w2}, "{wrt}")`'
                # The seeds show even where an earlier mistake spoils the rows below.
                t.compare(
                    case,
                    outcome,
                    read=read_seeds,
                    want=Seeds(*seeds[wrt]),
                    mistakes={
                        "both-seeded": (1.0, 1.0),
                        "other-seeded": seeds[other],
                        "not-seeded": (0.0, 0.0),
                    },
                )
                t.compare(
                    case,
                    outcome,
                    read=read_table,
                    want=right,
                    mistakes={
                        "earlier-answer": from_earlier(partial(by_duals, w1, w2, wrt)),
                        "both-seeded": table(columns[1.0, 1.0]),
                        "other-seeded": table(columns[seeds[other]]),
                        "term-missing": AnyOf(
                            right._replace(L=Pair(values[-1], tangents[-2])),
                            right._replace(L=Pair(values[-1], tangents[-3])),
                        ),
                        "adjoints": table(adjoints),
                    },
                    rtol=EXACT,
                    atol=EXACT,
                )
