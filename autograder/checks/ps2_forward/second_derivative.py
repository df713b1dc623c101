"""f''(x) is the tangent of the tangent of f at (x + 1ε₁) + 1ε₂, and no level takes another's ε.

The answers are three: `second_derivative`, and `derivative` and `Dual` as its task changes them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from autograder.checks import Case, Draw, Exercise
from autograder.checks.compare import Difference
from autograder.checks.ps2_forward import beside
from autograder.checks.ps2_forward.derivative import right as plain_derivative
from autograder.checks.ps2_forward.dual import Dual, PlainDual, depth, pair
from autograder.checks.ps2_forward.functions import iterated, judged, parameter


def right(f, x):
    y = f(Dual(Dual(x, 1.0), Dual(1.0, 0.0)))
    for _ in range(2):
        y = y.tangent if hasattr(y, "tangent") else 0.0
    return y


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


def judge(
    got: Any, want: Any, operator: str, source: str, x: Any, fails: bool = False
) -> Difference | None:
    """Judge a derivative, and that f was called at x with Duals of as many levels."""
    levels = 2 if operator == "second_derivative" else 1
    found = judged(got, want, x, levels=levels, hint="not-nested")
    if found and fails:
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
    for operator, sign, function in [
        ("derivative", "d/dx", "x * derivative(lambda y: x + y, {b})"),
        ("derivative", "d/dx", "x * derivative(lambda y: x * y, {b})"),
        ("derivative", "d/dx", "x * derivative(lambda y: x * y, x)"),
        ("derivative", "d/dx", "x * derivative(lambda y: x * x, {b})"),
        ("derivative", "d/dx", "x * derivative(lambda y: x * y + derivative(lambda z: z * y, x), {b})"),
        ("derivative", "d/dx", "x * second_derivative(lambda y: x * y * y, {b})"),
        ("second_derivative", "d²/dx²", "x * x * derivative(lambda y: x * y * y, {b})"),
    ]:  # fmt: skip
        x, b = pair(draw)
        source = f"def f(x):\n    return {function.format(b=b)}"
        yield Case((operator, source, x, False), f"{sign} of `{function.format(b='b')}`")
    says = "d/dx of `x * x`, after a `derivative` that ended in an error"
    yield Case(("derivative", "def f(x):\n    return x * x", draw.signed(), True), says)


def mistake(program: Any) -> Any:
    """Add a mistake in `second_derivative` alone."""
    return check.mistake(program.__name__.replace("_", "-"))(
        {**RIGHT, "second_derivative": program}
    )


def after(seed: Any) -> Callable[..., Any]:
    """Return what takes two tangents of f of the Dual that `seed` makes."""

    def program(f, x):
        y = f(seed(x))
        for _ in range(2):
            y = y.tangent if hasattr(y, "tangent") else 0.0
        return y

    return program


for seed in (
    lambda x: Dual(Dual(x, 1.0), Dual(0.0, 0.0)),
    lambda x: Dual(Dual(x, 0.0), Dual(1.0, 0.0)),
):
    check.mistake("one-level-seeded")({**RIGHT, "second_derivative": after(seed)})


@mistake
def first_derivative(f, x):
    y = f(Dual(Dual(x, 1.0), Dual(1.0, 0.0)))
    y = y.tangent if hasattr(y, "tangent") else 0.0
    return y.value if hasattr(y, "tangent") else y


@mistake
def derivative_squared(f, x):
    return first_derivative["second_derivative"](f, x) ** 2


@mistake
def taylor_coefficient(f, x):
    return right(f, x) / 2


@mistake
def dual_returned(f, x):
    y = f(Dual(Dual(x, 1.0), Dual(1.0, 0.0)))
    return y.tangent if hasattr(y, "tangent") else 0.0


@mistake
def not_nested(f, x):
    return (plain_derivative(f, x + 1e-5) - plain_derivative(f, x - 1e-5)) / 2e-5


@mistake
def number_at_the_end(f, x):
    return f(Dual(Dual(x, 1.0), 1.0)).tangent.tangent


def by_depth(f, x):
    y = f(Dual(x, 1.0))
    return y.tangent if depth(y) > depth(x) else 0.0


def any_level(f, x):
    before = derivative.__defaults__[0][0]
    level = 1 + max(before, depth(x))
    found = []

    def watched(y):
        found.append(f(y))
        return found[-1]

    derivative(watched, x)
    return found[0].tangent if hasattr(found[0], "tangent") else 0.0 * level


def converted(f, x):
    return plain_derivative(f, float(x))


for name, changes in [
    ("levels-confused", {"derivative": plain_derivative}),
    ("levels-confused", {"derivative": by_depth}),
    ("levels-confused", {"derivative": plain_derivative, "Dual": PlainDual}),
    ("levels-confused", {"Dual": PlainDual}),
    ("level-of-the-result", {"derivative": any_level}),
    ("dual-converted", {"derivative": converted}),
    ("dual-converted", {"derivative": converted, "Dual": PlainDual}),
]:
    nested = after(lambda x: Dual(Dual(x, 1.0), Dual(1.0, 0.0)))
    check.mistake(name)({**RIGHT, **changes})
