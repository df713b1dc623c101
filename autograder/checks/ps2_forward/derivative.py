"""f'(x) is the tangent of f(x + 1ε)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from autograder.checks import Case, Counted, Draw, Exercise
from autograder.checks.compare import Difference
from autograder.checks.ps2_forward.beside import differentiated
from autograder.checks.ps2_forward.functions import iterated, judged, parameter
from autograder.checks.ps2_forward.rules import Dual


def right(f, x):
    return getattr(f(Dual(x, 1.0)), "tangent", 0.0)


def judge(got: Any, want: Any, source: str, count: Any, x: Any) -> Difference | None:
    """Judge the derivative, and that f was called at x."""
    return judged(got, want, x)


check = Exercise(
    __name__, right, beside=differentiated, names={"Dual": Dual}, built_on=("Dual",), judge=judge
)


def at(draw: Draw, source: str, x: Any, says: str, count: Counted | None = None) -> Case:
    """Return the case of f at x; on open inputs with x and the source."""
    lines = "; ".join(line.strip() for line in source.splitlines()[1:])
    says = says if draw.hidden else f"{says}: `{lines}` at `x = {x}`"
    return Case((source, count, x), says)


def curves(draw: Draw, open_cases: int, hidden_cases: int) -> Iterator[tuple[str, float]]:
    """Yield functions and points."""
    for _ in draw.times(open_cases, hidden_cases):
        yield iterated(parameter(draw)), draw.sign() * draw.positive(0.4, 1.8)


@check.part("the derivative", 1)
def _(draw: Draw) -> Iterator[Case]:
    for source, x in curves(draw, 3, 6):
        yield at(draw, source, x, "an iterated map")
    yield at(draw, iterated(parameter(draw)), x, "another iterated map, at the same x")
    yield at(draw, iterated(parameter(draw)), -1, "an iterated map, x an integer")
    line = f"def f(x):\n    return x * {draw.uniform(0.4, 0.9):.14f} + 1"
    yield at(draw, line, draw.signed(), "a straight line")
    square = "def f(x):\n    return x * x - 4"
    yield at(draw, square, 2.0 * draw.sign(), "a parabola, where it is 0")


@check.part("a function that returns a number", 0.5)
def _(draw: Draw) -> Iterator[Case]:
    for constant in ("3.0", "4", "Dual(5.0)", "np.exp(1.0)", "np.int64(7)"):
        source = f"def f(x):\n    return {constant}"
        yield at(draw, source, draw.signed(), f"`f(x) = {constant}`")
    # To tell a constant from what is none is worth something; to return 0 is not.
    for source, x in curves(draw, 1, 1):
        yield at(draw, source, x, "an iterated map")


@check.part("one evaluation", 0.5, calls=True)
def _(draw: Draw) -> Iterator[Case]:
    for source, x in curves(draw, 2, 4):
        yield at(draw, source, x, "an iterated map", Counted(lambda _: 0.0))


for name, program in [
    ("seed-zero", lambda f, x: getattr(f(Dual(x)), "tangent", 0.0)),
    ("seed-not-one", lambda f, x: getattr(f(Dual(x, x)), "tangent", 0.0)),
    ("constant-function", lambda f, x: f(Dual(x, 1.0)).tangent),
    ("dual-returned", lambda f, x: f(Dual(x, 1.0))),
    ("not-at-a-dual", lambda f, x: (f(x + 1e-6) - f(x - 1e-6)) / 2e-6),
]:
    check.mistake(name)(program)


@check.mistake("constant-function")
def of_two_types(f, x):
    y = f(Dual(x, 1.0))
    return 0.0 if type(y) in (int, float) else y.tangent


@check.mistake("constant-function")
def of_python_alone(f, x):
    y = f(Dual(x, 1.0))
    return 0.0 if isinstance(y, int | float) else y.tangent


@check.mistake
def zero_for_constant(f, x):
    y = f(Dual(x, 1.0))
    return getattr(y, "tangent", 0.0) if getattr(y, "value", y) else 0.0


@check.mistake
def rounded(f, x):
    return round(right(f, x), 8)


check.mistake("rounded")(lambda f, x: round(right(f, x), 10))
check.mistake("rounded")(lambda f, x: round(right(f, x), 6))


@check.mistake
def value_returned(f, x):
    y = f(Dual(x, 1.0))
    return getattr(y, "value", y)


@check.mistake("value-returned")
def constant_returned(f, x):
    y = f(Dual(x, 1.0))
    return getattr(y, "tangent", y)
