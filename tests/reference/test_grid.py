"""NumPy's meaning is a law: every call of the grid gives NumPy's value and right derivatives.

Or NumPy's own exception, where NumPy refuses; or an error of this module that names the function.
`python tests/reference/test_grid.py [room …]` prints the counts by kind, and the disagreements.
"""

import collections
import re
import sys
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from grid_calls import GRID, TRACED, Call

from autograder import reference as ad
from autograder.reference import NoRuleError, modes
from autograder.reference.composed import PROGRAMS
from autograder.reference.core import RULES


class Disagreement(Exception):  # noqa: N818
    """What NumPy and a traced call disagree about, and how."""


def flat(tree: Any) -> list[Any]:
    """The leaves of nested lists and tuples."""
    if isinstance(tree, list | tuple):
        return [leaf for part in tree for leaf in flat(part)]
    return [tree]


def nesting(tree: Any) -> Any:
    """The containers around the leaves."""
    if isinstance(tree, list | tuple):
        return type(tree).__name__, [nesting(part) for part in tree]
    return None


def real(leaf: Any) -> bool:
    """Whether a result can be differentiated."""
    return np.asarray(leaf).dtype.kind == "f"


def tolerance(*leaves: Any) -> float:
    """Of values, for the least precise of these."""
    worst = max((np.finfo(np.asarray(y).dtype).eps for y in leaves if real(y)), default=0.0)
    return float(max(1e-11, 64 * worst))


def close(ours: Any, theirs: Any, rtol: float) -> bool:
    """Whether two arrays agree, on the scale of the largest finite entry."""
    ours, theirs = np.asarray(ours), np.asarray(theirs)
    if theirs.dtype.kind not in "fiub":
        return bool(np.all(ours == theirs))
    finite = np.abs(theirs[np.isfinite(theirs)]).astype(float)
    scale = max(1.0, float(np.max(finite, initial=0.0)))
    return bool(np.allclose(ours, theirs, rtol=rtol, atol=rtol * scale, equal_nan=True))


def function_of(text: str) -> str:
    """The function that a call is about, as the caller typed it."""
    found = re.search(r"np\.(?:linalg\.|lib\.stride_tricks\.)?(\w+(?:\.(?!stride)\w+)?)", text)
    return found[1] if found else ""


OPERATORS = {"**": "power", "//": "floor_divide", "*": "multiply", "%": "remainder"}


def check(call: Call) -> str:
    """Compare a call with NumPy: "right", "refused as NumPy does" or "refused by name"."""
    code = compile(call.text, call.text, "eval")
    names = [name for name in call.arrays if name in TRACED]
    xs = tuple(call.arrays[name] for name in names)

    def f(*xs: Any) -> Any:
        return eval(code, {"np": np} | call.arrays | dict(zip(names, xs, strict=True)))

    try:
        theirs = f(*xs)
    except Exception as error:
        for run in (lambda: ad.jvp(f, xs, xs), lambda: ad.vjp(f, *xs)):
            must_raise(type(error), run)
        return "refused as NumPy does"

    rng = np.random.default_rng(5)
    ts = tuple(rng.normal(size=np.shape(x)).astype(x.dtype)[()] for x in xs)
    try:
        value, tangent = ad.jvp(f, xs, ts)
        again, pull = ad.vjp(f, *xs)
    except Exception as error:
        return refusal(call, error)
    same_value(value, theirs)
    same_value(again, theirs)
    out = [np.asarray(y) for y in flat(value)]
    dots = [np.asarray(d) for d in flat(tangent)]
    gs = [rng.normal(size=y.shape).astype(y.dtype if real(y) else float) for y in out]
    if not any(map(real, out)):
        return "right"
    if not all(map(real, out)):  # a cotangent of whole numbers is no number that can be given
        keep = [i for i, y in enumerate(out) if real(y)]
        _, pull = ad.vjp(lambda *xs: [flat(f(*xs))[i] for i in keep], *xs)
        out, dots, gs = ([part[i] for i in keep] for part in (out, dots, gs))
        cotangent: Any = gs
    else:
        cotangent = rebuilt(value, iter(gs))
    try:
        bars = pull(cotangent)
    except Exception as error:
        raise Disagreement("crash in the sweep", repr(error)[:150]) from error
    if any(d.shape != y.shape for d, y in zip(dots, out, strict=True)):
        raise Disagreement("tangent of another shape", [d.shape for d in dots])
    if any(np.shape(bar) != np.shape(x) for bar, x in zip(bars, xs, strict=True)):
        raise Disagreement("adjoint of another shape", [np.shape(bar) for bar in bars])
    if any(d.dtype != y.dtype for d, y in zip(dots, out, strict=True)):
        raise Disagreement("tangent of another type", [str(d.dtype) for d in dots])
    if any(np.asarray(bar).dtype != x.dtype for bar, x in zip(bars, xs, strict=True)):
        raise Disagreement("adjoint of another type", [str(np.asarray(b).dtype) for b in bars])
    if not all(np.all(np.isfinite(y)) for y in out):
        return "right"  # of an empty mean and its like nothing can be compared
    one = sum(np.sum(g * d, dtype=float) for g, d in zip(gs, dots, strict=True))
    other = sum(np.sum(bar * t, dtype=float) for bar, t in zip(bars, ts, strict=True))
    scale = sum(np.sum(np.abs(g * d), dtype=float) for g, d in zip(gs, dots, strict=True))
    eps = 1e-5 if "f4" in call.text else tolerance(*out, *xs)
    if not (abs(one - other) <= 100 * eps * max(1.0, scale) or np.isnan(one) or np.isnan(other)):
        raise Disagreement("modes", f"{one} and {other}")
    if np.isnan(one) != np.isnan(other):
        raise Disagreement("nan in one mode only", f"{one} and {other}")
    if eps < 1e-10 and np.size(xs[0]):
        derivatives(f, xs, ts, dots, gs)
    return "right"


def must_raise(kind: type[Exception], run: Any) -> None:
    """NumPy raised; so must this, in the same way."""
    try:
        run()
    except kind:
        return
    except NoRuleError:
        return
    except Exception as error:
        raise Disagreement("another exception", f"{kind.__name__}: {error!r:.120}") from error
    raise Disagreement("NumPy refuses, ours answers", kind.__name__)


def refusal(call: Call, error: Exception) -> str:
    """NumPy accepts; this may refuse, by the name of the function."""
    name = function_of(call.text)
    if not isinstance(error, NoRuleError | NotImplementedError):
        raise Disagreement("crash", repr(error)[:200]) from error
    if name not in str(error) and name.split(".")[0] not in str(error):
        raise Disagreement("refused without the name", repr(error)[:200]) from error
    return "refused by name"


def same_value(ours: Any, theirs: Any) -> None:
    """Equal nesting, shapes, types and values."""
    if nesting(ours) != nesting(theirs):
        raise Disagreement("nesting", f"{nesting(ours)} for {nesting(theirs)}")
    for a, b in zip(flat(ours), flat(theirs), strict=True):
        if np.shape(a) != np.shape(b):
            raise Disagreement("shape of the value", f"{np.shape(a)} for {np.shape(b)}")
        if np.asarray(a).dtype != np.asarray(b).dtype:
            kinds = f"{np.asarray(a).dtype} for {np.asarray(b).dtype}"
            raise Disagreement("type of the value", kinds)
        if not close(a, b, tolerance(a, b)):
            raise Disagreement("value", f"{a} for {b}")


def rebuilt(tree: Any, leaves: Any) -> Any:
    """A tree of the same nesting with these leaves."""
    if isinstance(tree, list | tuple):
        parts = [rebuilt(part, leaves) for part in tree]
        return getattr(tree, "_make", type(tree))(parts)
    return next(leaves)[()]


def derivatives(f: Any, xs: Any, ts: Any, dots: Any, gs: Any) -> None:
    """First and second order against differences, Jacobians against tangents, two compositions."""

    def leaves(*xs: Any) -> list[Any]:
        return [y for y in flat(f(*xs)) if getattr(y, "dtype", np.dtype(int)).kind == "f"]

    def at(h: float) -> list[Any]:
        return leaves(*[x + h * t for x, t in zip(xs, ts, strict=True)])

    for k, d in enumerate(dots):
        if not any(close(d, central(lambda h: at(h)[k], h), rtol) for h, rtol in STEPS):
            raise Disagreement("first order", f"result {k}: {d}")

    for mode in ("forward", "reverse"):  # many sweeps in one
        for rows, d in zip(jacobian(leaves, xs, mode), dots, strict=True):
            parts = [np.tensordot(J, t, np.ndim(t)) for J, t in zip(rows, ts, strict=True)]
            if not close(sum(parts), d, 1e-9):
                raise Disagreement(f"Jacobian, {mode}", f"{parts} for {d}")

    def loss(xs: Any) -> Any:
        pairs = zip(gs, leaves(*xs), strict=True)
        return sum(np.sum(g * y + 0.5 * y * y) for g, y in pairs)

    def gradient(h: float) -> Any:
        return ad.grad(loss)(tuple(x + h * t for x, t in zip(xs, ts, strict=True)))

    try:
        product = ad.hvp(loss, xs, ts)
        again = ad.hvp(loss, xs, ts, mode="reverse-over-reverse")
    except Exception as error:
        raise Disagreement("crash at second order", repr(error)[:150]) from error
    for j, (one, other) in enumerate(zip(product, again, strict=True)):
        if np.shape(one) != np.shape(xs[j]) or np.shape(other) != np.shape(xs[j]):
            raise Disagreement("adjoint of another shape", "at second order")
        if not close(one, other, 1e-9):
            raise Disagreement("second order in two modes", f"{one} and {other}")
        if not any(close(one, central(lambda h: gradient(h)[j], h), 10 * r) for h, r in STEPS):
            raise Disagreement(
                "second order", f"{one} for {central(lambda h: gradient(h)[j], 1e-3)}"
            )


def jacobian(f: Any, xs: Any, mode: str) -> Any:
    """The Jacobian of each result with respect to each argument."""
    try:
        return ad.jacobian(f, tuple(range(len(xs))), mode)(*xs)
    except Exception as error:
        raise Disagreement(f"crash of the Jacobian, {mode}", repr(error)[:150]) from error


STEPS = (1e-3, 1e-7), (1e-9, 1e-4)  # the second where a jump is nearer than the first


def central(f: Any, h: float) -> Any:
    """The derivative of f at 0, from four values; its error falls with the fourth power of h."""
    return (f(-2 * h) - 8 * f(-h) + 8 * f(h) - f(2 * h)) / (12 * h)


def tally(calls: Any) -> tuple[collections.Counter[str], list[tuple[Call, str, str]]]:
    """How often each outcome came, and the disagreements."""
    counts: collections.Counter[str] = collections.Counter()
    wrong = []
    with (
        warnings.catch_warnings(),
        np.errstate(all="ignore"),
        pytest.MonkeyPatch.context() as patch,
    ):
        warnings.simplefilter("ignore")
        patch.setattr(modes, "LARGE", -1)  # so that no rule reads what a tape would not keep
        for call in calls:
            try:
                counts[check(call)] += 1
            except Disagreement as found:
                what, how = found.args
                counts[what] += 1
                wrong.append((call, what, str(how)))
    return counts, wrong


def test_every_claimed_function_is_in_the_grid() -> None:
    texts = " ".join(call.text for room in GRID.values() for call in room())
    operators = {"getitem", "empty_like", "may_share_memory", "shares_memory"}
    for function in RULES | PROGRAMS:
        whole, *method = function if isinstance(function, tuple) else (function,)
        name = ".".join([whole.__name__.strip("_"), *method])
        assert name in operators or f".{name}(" in texts, f"no call of {name}"


@pytest.mark.parametrize("room", GRID)
def test_every_call_has_numpys_meaning_and_right_derivatives(room: str) -> None:
    counts, wrong = tally(GRID[room]())
    print(f"{room}: {dict(counts)}")
    assert not wrong, "\n".join(
        f"{call.text} {[np.shape(x) for x in call.arrays.values()]}: {what}, {how}"
        for call, what, how in wrong[:20]
    )


if __name__ == "__main__":
    total: collections.Counter[str] = collections.Counter()
    for room in sys.argv[1:] or GRID:
        counts, wrong = tally(GRID[room]())
        total += counts
        print(f"{room:12s} {sum(counts.values()):6d}  {dict(counts)}")
        for call, what, how in wrong:
            shapes = [
                np.shape(x) if np.shape(x) or name in TRACED else x
                for name, x in call.arrays.items()
            ]
            print(f"    {what}: {call.kind}: {call.text} {shapes}: {how}".replace("\n", " "))
    print(f"{'together':12s} {sum(total.values()):6d}  {dict(total)}")
