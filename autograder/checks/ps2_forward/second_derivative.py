"""f''(x) is the tangent of the tangent of f at (x + 1ε₁) + 1ε₂, and no level takes another's ε.

The answers are three: `second_derivative`, and `derivative` and `Dual` as its task changes them.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import FunctionType
from typing import Any

from autograder.checks import Case, Draw, Exercise
from autograder.checks.compare import Difference
from autograder.checks.ps2_forward import beside
from autograder.checks.ps2_forward.derivative import right as plain_derivative
from autograder.checks.ps2_forward.dual import pair
from autograder.checks.ps2_forward.functions import iterated, judged, parameter
from autograder.checks.ps2_forward.rules import Dual, PlainDual, depth


def derivative(f, x, levels=[0]):
    before, level = levels[0], 1 + max(levels[0], depth(x))
    while depth(x) < level - 1:
        x = Dual(x, 0.0)
    levels[0] = level
    try:
        y = f(Dual(x, 1.0))
    finally:
        levels[0] = before
    return y.tangent if depth(y) == level else 0.0


def right(f, x):
    return derivative(lambda y: derivative(f, y), x)


def judge(
    got: Any, want: Any, operator: str, source: str, x: Any, fails: bool = False
) -> Difference | None:
    """Judge a derivative, and that f was called at x with Duals of as many levels."""
    levels = 2 if operator == "second_derivative" or isinstance(x, tuple) else 1
    found = judged(got, want, x[0] if isinstance(x, tuple) else x, levels=levels, hint="not-nested")
    if fails and found and found.hint == "dual-returned":
        return Difference("wrong after a call of `derivative` that ended in an error", "level-kept")
    return found


RIGHT = {"second_derivative": right, "derivative": derivative, "Dual": Dual}
check = Exercise(
    __name__,
    RIGHT,
    answer=tuple(RIGHT),
    beside=beside.nested,
    earlier={"derivative": plain_derivative},
    built_on=("Dual",),
    judge=judge,
)


def curve(draw: Draw) -> Case:
    """Return the second derivative of an iterated map."""
    x = draw.sign() * draw.positive(0.4, 1.8)
    return Case(("second_derivative", iterated(parameter(draw)), x, False), "an iterated map")


@check.part("the second derivative", 1)
def _(draw: Draw) -> Iterator[Case]:
    for _ in draw.times(3, 6):
        yield curve(draw)
    says = "an iterated map, at a point where f' = 0"
    yield Case(("second_derivative", iterated(parameter(draw)), 0.0, False), says)
    x = "an iterated map, x an integer"
    yield Case(("second_derivative", iterated(parameter(draw)), 1, False), x)


@check.part("straight lines and constants", 0.5)
def _(draw: Draw) -> Iterator[Case]:
    for line in ("x", "x * 2 + 1", "3.0"):
        source = f"def f(x):\n    return {line}"
        yield Case(("second_derivative", source, draw.signed(), False), f"`f(x) = {line}`")
    # To tell a line from a curve is worth something; to return 0 is not.
    yield curve(draw)


@check.part("a derivative inside a derivative", 0.5, otherwise="earlier-first", own=True)
def _(draw: Draw) -> Iterator[Case]:
    for function in (
        "x * derivative(lambda y: x + y, {b})",
        "x * derivative(lambda y: x * y, {b})",
        "x * derivative(lambda y: x * y, x)",
        "x * derivative(lambda y: x * x, {b})",
        "x * derivative(lambda y: x * y * y, {b})",
        "x * derivative(lambda y: x * y, {b}) * derivative(lambda y: x + y, {b})",
        "x * derivative(lambda y: x * y + derivative(lambda z: z * y * x, {b}), {b})",
    ):
        x, b = pair(draw)
        source = f"def f(x):\n    return {function.format(b=b)}"
        yield Case(("derivative", source, x, False), f"d/dx of `{function.format(b='b')}`")
    source = "def f(x):\n    return x * x * x"
    yield Case(("derivative", source, pair(draw), False), "the derivative of x³ at a Dual")
    # Without a second derivative the changes of the earlier exercises win nothing.
    yield curve(draw)
    says = "d/dx of `x * x`, after a `derivative` that ended in an error"
    yield Case(("derivative", "def f(x):\n    return x * x", draw.signed(), True), says)


def over(Dual: Any, program: FunctionType) -> FunctionType:
    """Return the program, with another class of Duals."""
    names = {**program.__globals__, "Dual": Dual}
    return FunctionType(program.__code__, names, None, program.__defaults__)


def nested_by(program: Any) -> Any:
    """Return the second derivative by a derivative that may be wrong."""
    return lambda f, x: program(lambda y: program(f, y), x)


# Mistake → `second_derivative`
for name, program in [
    ("first-derivative", lambda f, x: derivative(f, x)),
    ("derivative-squared", lambda f, x: derivative(f, x) ** 2),
    ("taylor-coefficient", lambda f, x: right(f, x) / 2),
    ("third-derivative", lambda f, x: derivative(lambda y: right(f, y), x)),
    ("dual-returned", lambda f, x: getattr(f(Dual(Dual(x, 1.0), 1.0)), "tangent", 0.0)),
    ("not-nested", lambda f, x: (derivative(f, x + 1e-5) - derivative(f, x - 1e-5)) / 2e-5),
    ("number-at-the-end", lambda f, x: f(Dual(Dual(x, 1.0), 1.0)).tangent.tangent),
    ("number-at-the-end", lambda f, x: f(Dual(Dual(x, 1.0), Dual(1.0, 0.0))).tangent.tangent),
    ("number-for-a-function", lambda f, x: derivative(derivative(f, x), x)),
]:
    check.mistake(name)({**RIGHT, "second_derivative": program})


def nested(f, x, seeds, parts=("tangent", "tangent"), last=0.0):
    y = f(Dual(Dual(x, seeds[0]), Dual(seeds[1], last)))
    for part in parts:
        y = getattr(y, part, 0.0 if part == "tangent" else y)
    return y


for name, *how in [
    ("one-level-seeded", (0.0, 1.0)),
    ("one-level-seeded", (1.0, 0.0)),
    ("outer-seed-moves", (1.0, 1.0), ("tangent", "tangent"), 1.0),
    ("first-derivative", (1.0, 1.0), ("tangent", "value")),
    ("first-derivative", (1.0, 1.0), ("value", "tangent")),
]:
    program = lambda f, x, how=how: nested(f, x, *how)  # noqa: E731
    check.mistake(name)({**RIGHT, "second_derivative": program})


def zero_of_a_zero(f, x):
    y = f(Dual(Dual(x, 1.0), Dual(1.0, 0.0)))
    return y.tangent.tangent if y.value.tangent else 0.0


check.mistake("zero-where-the-slope-is")({**RIGHT, "second_derivative": zero_of_a_zero})


def by_depth(f, x):
    y = f(Dual(x, 1.0))
    return y.tangent if depth(y) > depth(x) else 0.0


def converted(f, x):
    return plain_derivative(f, float(x))


def of_any_level(f, x):
    found = []
    derivative(lambda y: found.append(f(y)), x)
    return getattr(found[0], "tangent", 0.0)


def derivative_by(
    level=lambda used, x: 1 + max(used, depth(x)), after=lambda before: before, moves=0.0
):
    """Return `derivative` with another level for a call, or after it, or another tangent around."""
    used = [0]

    def derivative(f, x):
        before, mine = used[0], level(used[0], x)
        while depth(x) < mine - 1:
            x = Dual(x, moves)
        used[0] = mine
        try:
            y = f(Dual(x, 1.0))
        finally:
            used[0] = after(before)
        return y.tangent if depth(y) == mine else 0.0

    return derivative


def hiding(f, x):
    try:
        return derivative(f, x)
    except Exception:
        return 0.0


# Mistake → `derivative`
for name, program in [
    ("levels-confused", plain_derivative),
    ("levels-confused", by_depth),
    ("levels-confused", over(PlainDual, plain_derivative)),
    ("levels-confused", over(PlainDual, derivative)),
    ("dual-converted", converted),
    ("dual-converted", lambda f, x: over(PlainDual, plain_derivative)(f, float(x))),
    ("level-of-the-result", of_any_level),
    ("error-hidden", hiding),
    ("inner-point-moves", derivative_by(moves=1.0)),
    ("level-kept", derivative_by(after=lambda before: 0)),
    ("depth-of-x-ignored", derivative_by(level=lambda used, x: 1 + used)),
]:
    check.mistake(name)({**RIGHT, "derivative": program})
    # A second derivative that calls it shares its mistake.
    second = nested_by(program)
    check.mistake(name)({**RIGHT, "derivative": program, "second_derivative": second})
