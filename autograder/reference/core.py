"""How can a program that computes a number also compute the number's derivatives?

Run the program once with *tracers* in place of its arguments.  A tracer looks like an array to
NumPy, so NumPy hands every operation on it to `apply`, which evaluates the operation and tells the
tracer's *trace*.  What a trace makes of it, `modes` says: one kind computes tangents, the other
writes the operation down for a sweep in either direction.

What an operation's derivative is, a *primitive* knows: see `ufuncs`, `arrays`, `reductions`,
`products` and `linalg`.
"""

import inspect
import itertools
import sys
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.reference.values import NoRuleError, describe, plain

# ---------------------------------------------------------------- primitives

RULES: dict[Any, Any] = {}  # NumPy function -> the primitive or program for traced operands


class Primitive:
    """An operation with its two rules for each operand x_j; None where ∂out/∂x_j is zero.

    `function(*operands, **keywords)` is its value, of the operands' common floating type.
    `jvps[j](t, out, *operands, **keywords)` is (∂out/∂x_j) t, for a tangent t of x_j.
    `vjps[j](g, out, *operands, **keywords)` is (∂out/∂x_j)ᵀ g, for an adjoint g of out.
    Rules are NumPy code, so they are traced as well: that is all that higher orders need.
    A parameter that a rule calls by a name with a leading underscore has only a shape and a type
    when the rule runs: large values that no rule reads are not kept.
    `flops(out, *operands, **keywords)` is the number of scalar operations; None stands for 0.
    `wide(n)` is the primitive whose rules take n tangents or adjoints at once, along a first axis,
    where `batches` could not know; or None.
    """

    __slots__ = ("accepts", "flops", "function", "jvps", "name", "pointwise", "vjps", "wide")

    def __init__(
        self,
        function: Callable[..., Any],
        jvps: Any,
        vjps: Any,
        flops: Any = None,
        name: str = "",
        pointwise: bool = False,
        wide: Any = None,
    ) -> None:
        self.function, self.jvps, self.vjps, self.flops = function, jvps, tuple(vjps), flops
        self.name = name or function.__name__.strip("_")
        self.pointwise, self.wide = pointwise, wide
        self.accepts = accepts(next(filter(None, self.vjps), None), skip=2)

    def __call__(self, *operands: Any, **keywords: Any) -> Any:
        """Apply the primitive to plain or traced operands."""
        return apply(self, operands, keywords)


JOINTLY = "in place of jvps: the function is linear in all operands together"


def accepts(rule: Any, skip: int = 0) -> tuple[int, tuple[str, ...] | None]:
    """How many positional arguments a rule takes after `skip`, and the names of all; None: any."""
    code = getattr(getattr(rule, "__wrapped__", rule), "__code__", None)
    if code is None or code.co_flags & inspect.CO_VARKEYWORDS:
        return sys.maxsize, None
    names = code.co_varnames[skip : code.co_argcount + code.co_kwonlyargcount]
    return sys.maxsize if code.co_flags & inspect.CO_VARARGS else code.co_argcount - skip, names


def elementwise(function: Any, *rules: Any, evaluate: Any = None) -> Primitive:
    """Declare an elementwise function: its Jacobian is diagonal, so one rule serves both modes.

    rules: for each operand (t, out, *operands) ↦ ∂out/∂x_j · t.  evaluate: in place of `function`,
    where its value is to be computed in another way.  Rules get operands of the result's type.
    """
    name = function.__name__.strip("_")
    RULES[function] = Primitive(evaluate or function, rules, rules, np.size, name, True)
    return RULES[function]


def linear(function: Any, *vjps: Any, flops: Any = None, name: str = "") -> Primitive:
    """Declare a function that is linear in each operand: its jvp is the function itself.

    vjps, flops: as for `Primitive`; a vjp is None where the operand is not differentiated.
    """

    def insert(j: int) -> Any:
        def jvp(t: Any, out: Any, *operands: Any, **keywords: Any) -> Any:
            return function(*operands[:j], t, *operands[j + 1 :], **keywords)

        return jvp

    jvps = [vjp and insert(j) for j, vjp in enumerate(vjps)]
    return general(function, jvps, vjps, flops, name)


def general(
    function: Any, jvps: Any, vjps: Any, flops: Any = None, name: str = "", evaluate: Any = None
) -> Primitive:
    """Declare any other function by its two rules for each operand, as for `Primitive`."""
    name = name or function.__name__.strip("_")
    RULES[function] = primitive = Primitive(evaluate or function, jvps, vjps, flops, name)
    return primitive


def derived(function: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare a function by NumPy code that computes it from functions that have rules."""

    def declare(program: Callable[..., Any]) -> Callable[..., Any]:
        RULES[function] = program
        return program

    return declare


def constant(*functions: Any) -> None:
    """Declare functions whose derivative is zero where it exists; their values are not traced."""
    for function in functions:
        RULES[function] = Primitive(function, (), ())


# ---------------------------------------------------------------- tracing


class Tracer:
    """A value under a trace: an array to NumPy, and a `mark` that only its trace understands.

    It is no np.ndarray and no float, so a program that asks `isinstance(x, np.ndarray)`,
    `isinstance(x, float)` or `np.isscalar(x)` takes another branch than with plain values; so does
    one that asks `hasattr(x, "__len__")`, which is true of a traced number and false of a float.
    np.ndim, np.shape, np.iterable and x.dtype answer as they do for the value.
    """

    __slots__ = ("mark", "owner", "value")

    def __init__(self, owner: "Trace", value: Any, mark: Any) -> None:
        self.owner, self.value, self.mark = owner, value, mark

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of the value."""
        return self.value.shape

    @property
    def dtype(self) -> np.dtype[Any]:
        """The type of the value's elements."""
        return self.value.dtype


class Trace:
    """One call of a transformation.

    A trace that starts inside another has the larger number, and its tracers wrap those of the
    other: an operation goes to the innermost trace first.  Numbers only grow, so nothing has to be
    restored after an exception, and no two calls, in whatever thread, take one for the other.
    """

    __slots__ = ("number",)
    numbers = itertools.count()
    transparent = False  # whether functions with rules of their own are looked into

    def __init__(self) -> None:
        self.number = next(Trace.numbers)

    def record(self, primitive: Any, values: Any, marks: Any, keywords: Any, out: Any) -> Any:
        """Take note of an operation on values under this trace, and return its traced value."""
        raise NotImplementedError

    def settle(self, x: Tracer) -> Any:
        """What to hand out in place of a tracer of this trace."""
        return x


NOTHING: dict[str, Any] = {}
WEAK = float, int  # Python's numbers take the type of the array that they meet


def apply(primitive: Primitive, operands: Any, keywords: dict[str, Any] = NOTHING) -> Any:
    """Evaluate an operation one trace further out, then let the innermost trace record it."""
    trace = None
    for x in operands:
        if type(x) is Tracer and (trace is None or x.owner.number > trace.number):
            trace = x.owner
    if trace is None:
        return primitive.function(*operands, **keywords)
    values, marks, deeper, mixed, weak = [], [], False, False, False
    for x in operands:
        mark = None
        if type(x) is Tracer:
            if x.owner is trace:
                mark, x = x.mark, x.value
            if type(x) is Tracer:
                deeper = True
        elif type(x) in WEAK:
            weak = True
        else:
            x, mixed = plain(x, primitive.name), True
            if holds_tracers(x):
                return apply(primitive, [*map(gathered, operands)], keywords)
        values.append(x)
        marks.append(mark)
    evaluate = primitive if deeper else primitive.function
    out = evaluate(*values, **keywords)
    if not primitive.vjps:
        return out
    if not deeper and out.dtype.kind != "f":
        raise NoRuleError(
            f"{primitive.name} gave {describe(out)}, but only real floating-point numbers can be "
            "differentiated; compute with the real and the imaginary part, not with object arrays"
        )
    if primitive.pointwise and (mixed or (not weak and differ(values))):
        values = [x if type(x) in WEAK or x.dtype == out.dtype else cast(x, out) for x in values]
    return trace.record(primitive, values, marks, keywords, out)


def differ(values: list[Any]) -> bool:
    """Whether operands have different types."""
    return len(values) > 1 and values[0].dtype is not values[1].dtype


def cast(x: Any, like: Any) -> Any:
    """An operand in the type of the result, so that a rule does not overflow in a smaller one."""
    return x.astype(like.dtype)


def bare(x: Any) -> Any:
    """The value of x without any trace."""
    while type(x) is Tracer:
        x = x.value
    return x


def holds_tracers(x: Any) -> bool:
    """Whether x is an array of objects, as np.array([a, b]) makes of traced numbers."""
    return type(x) is np.ndarray and x.dtype == object and Tracer in map(type, x.flat)


def gathered(x: Any) -> Any:
    """Such an array as one traced array; everything else as it is."""
    return np.reshape(np.stack([*x.flat]), x.shape) if holds_tracers(x) else x
