"""How can a program that computes a number also compute the number's derivatives?

Run the program once with *tracers* in place of its arguments.  A tracer looks like an array to
NumPy, so NumPy hands every operation on it to `apply`, which evaluates the operation and tells the
tracer's *trace*.  There are two kinds of trace.  `Forward` computes the tangent of each value as
soon as the value is known.  `Tape` writes each operation down as a *node*; walked from the first
node to the last a tape gives tangents, from the last to the first it gives adjoints.

What an operation's derivative is, a *primitive* knows: see `ufuncs`, `arrays` and `linalg`.
"""

import inspect
import itertools
import sys
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.reference.tree import flatten, unflatten
from autograder.reference.values import choose, copied, describe, like, owned, primal, zero

# ---------------------------------------------------------------- primitives

RULES: dict[Any, Any] = {}  # NumPy function -> the primitive or program for traced operands


class Primitive:
    """An operation with its two rules for each operand x_j; None where ∂out/∂x_j is zero.

    `function(*operands, **keywords)` is its value, of the operands' common floating type.
    `jvps[j](t, out, *operands, **keywords)` is (∂out/∂x_j) t, for a tangent t of x_j.
    `vjps[j](g, out, *operands, **keywords)` is (∂out/∂x_j)ᵀ g, for an adjoint g of out.
    Rules are NumPy code, so they are traced as well: that is all that higher orders need.
    `flops(out, *operands, **keywords)` is the number of scalar operations; None stands for 0.
    """

    __slots__ = ("accepts", "flops", "function", "jvps", "name", "vjps")

    def __init__(
        self, function: Callable[..., Any], jvps: Any, vjps: Any, flops: Any = None, name: str = ""
    ) -> None:
        self.function, self.jvps, self.vjps, self.flops = function, jvps, tuple(vjps), flops
        self.name = name or function.__name__.strip("_")
        self.accepts = accepts(next(filter(None, self.vjps), None), skip=2)

    def __call__(self, *operands: Any, **keywords: Any) -> Any:
        """Apply the primitive to plain or traced operands."""
        return apply(self, operands, keywords)


JOINTLY = "in place of jvps: the function is linear in all operands together"


def accepts(rule: Any, skip: int = 0) -> tuple[int, tuple[str, ...] | None]:
    """How many positional arguments a rule takes after `skip`, and the names of all; None: any."""
    code = getattr(rule, "__code__", None)
    if code is None or code.co_flags & inspect.CO_VARKEYWORDS:
        return sys.maxsize, None
    names = code.co_varnames[skip : code.co_argcount + code.co_kwonlyargcount]
    return sys.maxsize if code.co_flags & inspect.CO_VARARGS else code.co_argcount - skip, names


def elementwise(function: Any, *rules: Any, evaluate: Any = None) -> Primitive:
    """Declare an elementwise function: its Jacobian is diagonal, so one rule serves both modes.

    rules: for each operand (t, out, *operands) ↦ ∂out/∂x_j · t.  evaluate: in place of `function`,
    where its value is to be computed in another way.
    """
    return general(function, rules, rules, np.size, evaluate=evaluate)


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
    """A value under a trace: an array to NumPy, and a `mark` that only its trace understands."""

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


def apply(primitive: Primitive, operands: Any, keywords: dict[str, Any] = NOTHING) -> Any:
    """Evaluate an operation one trace further out, then let the innermost trace record it."""
    trace = None
    for x in operands:
        if type(x) is Tracer and (trace is None or x.owner.number > trace.number):
            trace = x.owner
    if trace is None:
        return primitive.function(*operands, **keywords)
    values, marks, deeper = [], [], False
    for x in operands:
        mark = None
        if type(x) is Tracer and x.owner is trace:
            mark, x = x.mark, x.value
        if type(x) is Tracer:
            deeper = True
        values.append(x)
        marks.append(mark)
    evaluate = primitive if deeper else primitive.function
    out = evaluate(*values, **keywords)
    if not primitive.vjps:
        return out
    if not deeper and out.dtype.kind != "f":
        raise TypeError(
            f"{primitive.name} gave {describe(out)}, but only real floating-point numbers can be "
            "differentiated; compute with the real and the imaginary part, not with object arrays"
        )
    return trace.record(primitive, values, marks, keywords, out)


# ---------------------------------------------------------------- the two modes


class Forward(Trace):
    """Forward mode: the mark of a tracer is its tangent, and nothing else is kept."""

    __slots__ = ()

    def record(self, primitive: Any, values: Any, marks: Any, keywords: Any, out: Any) -> Any:
        """Push the operands' tangents through."""
        tangent = push(primitive, values, marks, keywords, out)
        return out if tangent is None else Tracer(self, out, tangent)


def push(primitive: Any, values: Any, tangents: Any, keywords: Any, out: Any) -> Any:
    """The tangent of one operation, Σ_j (∂out/∂x_j) ẋ_j; None stands for zero."""
    if primitive.jvps is JOINTLY:
        pairs = zip(tangents, values, strict=True)
        return primitive(*(zero(x) if t is None else t for t, x in pairs), **keywords)
    total = None
    for rule, t in zip(primitive.jvps, tangents, strict=False):
        if t is not None and rule is not None:
            part = rule(t, out, *values, **keywords)
            total = part if total is None else total if part is None else total + part
    if total is not None and total.shape != out.shape:
        total = np.broadcast_to(total, out.shape)
    return total


class Tape(Trace):
    """Reverse mode: the mark of a tracer is the number of its node.

    A node is a tuple (primitive, operands' values, operands' nodes, keywords, value).  Operands
    come before results, so the tape is in topological order, and nodes refer to each other by
    number: a chain of a million operations is walked by a loop and freed without recursion.
    """

    __slots__ = ("nodes",)

    def __init__(self) -> None:
        super().__init__()
        self.nodes: list[tuple[Any, ...]] = []

    def record(self, primitive: Any, values: Any, marks: Any, keywords: Any, out: Any) -> Any:
        """Write a node."""
        node = (primitive, values, marks, keywords, out)
        self.nodes.append(node)
        number = len(self.nodes) - 1
        while self.nodes[number] is not node:  # another thread under this trace was faster
            number -= 1
        return Tracer(self, out, number)

    def tangents(self, seeds: dict[int, Any]) -> list[Any]:
        """Tangents of all nodes, by a sweep from the first to the last, given some of them."""
        tangents: list[Any] = [None] * len(self.nodes)
        for i, (primitive, values, parents, keywords, out) in enumerate(self.nodes):
            if i in seeds:
                tangents[i] = seeds[i]
            elif parents:
                ts = [None if j is None else tangents[j] for j in parents]
                tangents[i] = push(primitive, values, ts, keywords, out)
        return tangents

    def adjoints(self, seeds: dict[int, Any], keep: bool = False) -> list[Any]:
        """Adjoints of the inputs (or `keep` all), by a sweep from the last node to the first.

        When a node is reached all its children have been, so its adjoint is complete; it is passed
        on to the operands and forgotten.  Adjoints live in this call, never on the nodes.
        """
        adjoints: list[Any] = [None] * len(self.nodes)
        for i, seed in seeds.items():
            adjoints[i] = seed
        pieces: dict[int, list[Piece]] = {}
        for i in range(max(seeds, default=-1), -1, -1):
            primitive, values, parents, keywords, out = self.nodes[i]
            if i in pieces:
                adjoints[i] = pieces[i][0].join(pieces.pop(i), adjoints[i], out)
            g = adjoints[i]
            if g is None:
                continue
            for rule, j, x in zip(primitive.vjps, parents, values, strict=False):
                if j is not None and rule is not None:
                    part = rule(g, out, *values, **keywords)
                    if part is None:
                        continue
                    if part.shape != x.shape:
                        if isinstance(part, Piece):
                            pieces.setdefault(j, []).append(part)
                            continue
                        part = unbroadcast(part, x.shape)
                    adjoints[j] = part if adjoints[j] is None else adjoints[j] + part
            if parents and not keep:
                adjoints[i] = None
        return adjoints


class Piece:
    """An adjoint of some elements only, which a rule may return: reading x[i] then costs what it
    reads, however large x is.  `join` adds the pieces up when the adjoint of x is needed.
    """

    shape = "a piece"

    def join(self, pieces: list[Any], g: Any, x: Any) -> Any:
        """The adjoint of x: these pieces, and g where it is not None."""
        raise NotImplementedError


def unbroadcast(g: Any, shape: tuple[int, ...]) -> Any:
    """Sum over the axes along which an operand of this shape was repeated by broadcasting."""
    extra = len(g.shape) - len(shape)
    ones = [extra + k for k, n in enumerate(shape) if n == 1 and g.shape[extra + k] != 1]
    g = np.sum(g, axis=(*range(extra), *ones), keepdims=True)
    return np.reshape(g, shape) if extra else g


INPUT = Primitive(lambda: None, (), (), name="input")


def of(y: Any, trace: Trace) -> bool:
    """Whether y is a tracer of this trace."""
    return type(y) is Tracer and y.owner is trace


def peel(y: Any, trace: Trace) -> Any:
    """The value of a result, without this trace's tracer around it."""
    return settled(y.value if of(y, trace) else y)


def settled(x: Any) -> Any:
    """A result as its caller gets it: `spectra.Limit` is a trace that no caller started."""
    return x.owner.settle(x) if type(x) is Tracer else x


def gather(tape: Tape, outs: list[Any], cotangents: list[Any]) -> dict[int, Any]:
    """Seeds of the reverse sweep: results that are one and the same node add up."""
    seeds: dict[int, Any] = {}
    for y, g in zip(outs, cotangents, strict=True):
        if of(y, tape):
            seeds[y.mark] = seeds[y.mark] + g if y.mark in seeds else g
    return seeds


# ---------------------------------------------------------------- transformations


def record(f: Callable[..., Any], primals: Any) -> tuple[Tape, Any, Any, Any, Any]:
    """Run f on tracers of a new tape: the tape, and leaves and structures of inputs and outputs."""
    tape = Tape()
    leaves, structure = flatten(primals)
    leaves = [primal(x, "an input") for x in leaves]
    tracers = [tape.record(INPUT, (), (), NOTHING, x) for x in leaves]
    outs, out_structure = flatten(f(*unflatten(structure, tracers)))
    return tape, leaves, structure, outs, out_structure


def jvp(f: Callable[..., Any], primals: Any, tangents: Any) -> tuple[Any, Any]:
    """f(*primals) and the derivative of f there along the tangents, in one forward sweep.

    `primals` is a sequence of arguments of f, each a real float, an array of floats, or a tree of
    these; `tangents` nests as it does and has the same shapes.  Returns f's result and its tangent
    Σ_j (∂f/∂x_j) ẋ_j, of the result's shape.  Nothing is stored on the way.

    Raises TypeError for arguments that are not real floating-point numbers, ValueError for tangents
    of another nesting or shape, NoRuleError for a NumPy function without a rule.  Forward mode:
    Wengert (1964); one sweep costs a small multiple of f, whatever the number of arguments.
    """
    trace = Forward()
    leaves, structure = flatten(tuple(primals))
    leaves = [primal(x, "a primal") for x in leaves]
    seeds = like(tuple(tangents), leaves, structure, "tangent")
    tracers = [Tracer(trace, x, t) for x, t in zip(leaves, seeds, strict=True)]
    outs, out_structure = flatten(f(*unflatten(structure, tracers)))
    values = [peel(y, trace) for y in outs]
    pairs = zip(outs, values, strict=True)
    dots = [settled(y.mark) if of(y, trace) else zero(v) for y, v in pairs]
    return unflatten(out_structure, values), unflatten(out_structure, owned(dots, seeds))


def linearize(f: Callable[..., Any], *primals: Any) -> tuple[Any, Callable[..., Any]]:
    """f(*primals) and the linear map from tangents of the primals to tangents of the result.

    f is evaluated once; the map takes one tangent for each primal, as `jvp` does, and may be called
    many times.  It keeps copies: changing primals or the result in place afterwards does no harm.
    Raises as `jvp` does.
    """
    tape, leaves, structure, outs, out_structure = record(f, copied(primals))
    values = [peel(y, tape) for y in outs]

    def f_jvp(*tangents: Any) -> Any:
        seeds = like(tangents, leaves, structure, "tangent")
        sweep = tape.tangents(dict(enumerate(seeds)))
        dots = [sweep[y.mark] if of(y, tape) else None for y in outs]
        pairs = zip(dots, values, strict=True)
        dots = [zero(v) if t is None else settled(t) for t, v in pairs]
        return unflatten(out_structure, owned(dots, seeds))

    return copied(unflatten(out_structure, values)), f_jvp


def vjp(f: Callable[..., Any], *primals: Any) -> tuple[Any, Callable[[Any], tuple[Any, ...]]]:
    """f(*primals) and the linear map from a cotangent of the result to those of the primals.

    The map takes a cotangent g that nests as the result does, with its shapes, and returns a tuple
    with (∂f/∂x_j)ᵀ g for each primal x_j, of the shape of x_j and zero where f does not depend on
    it.  It may be called many times and keeps copies, so changing primals or the result in place
    afterwards does no harm; other arrays that f used must not be changed while the map is in use.

    Raises TypeError for primals that are not real floating-point numbers, ValueError for a
    cotangent of another nesting or shape, NoRuleError for a NumPy function without a rule.  Reverse
    mode: Linnainmaa (1970); one call costs a small multiple of f, whatever the number of primals.
    """
    value, f_vjp = pullback(f, copied(primals))
    return copied(value), f_vjp


def pullback(f: Callable[..., Any], primals: Any) -> tuple[Any, Callable[[Any], tuple[Any, ...]]]:
    """`vjp`, right as long as nobody changes the primals or the result in place."""
    tape, leaves, structure, outs, out_structure = record(f, primals)
    values = [peel(y, tape) for y in outs]

    def f_vjp(cotangent: Any) -> tuple[Any, ...]:
        seeds = like(cotangent, values, out_structure, "cotangent")
        adjoints = tape.adjoints(gather(tape, outs, seeds))[: len(leaves)]
        pairs = zip(adjoints, leaves, strict=True)
        bars = [zero(x) if g is None else settled(g) for g, x in pairs]
        return unflatten(structure, owned(bars, seeds))

    return unflatten(out_structure, values), f_vjp


def value_and_grad(f: Callable[..., Any], argnums: Any = 0) -> Callable[..., tuple[Any, Any]]:
    """The function that returns f(*args) and its gradient with respect to args[argnums].

    f must return one real number, of shape ().  The gradient has the nesting and the shapes of
    args[argnums]; with a tuple of argnums it is a tuple of gradients.  Keyword arguments are passed
    on and not differentiated.

    Raises TypeError for another result and for arguments that are not real floating-point numbers,
    ValueError for an argnum that is not there, NoRuleError for a NumPy function without a rule.
    """

    def value_and_gradient(*args: Any, **keywords: Any) -> tuple[Any, Any]:
        g, chosen = choose(f, argnums, args, keywords)
        value, g_vjp = pullback(g, chosen)
        if not isinstance(value, float) and (
            getattr(value, "shape", None) != () or value.dtype.kind != "f"
        ):
            raise TypeError(
                f"grad needs a function with one real number as its result, but "
                f"{getattr(f, '__name__', f)} returned {describe(value)}; use jacobian or vjp"
            )
        bars = g_vjp(1.0)
        return value, bars[0] if isinstance(argnums, int) else bars

    return value_and_gradient


def grad(f: Callable[..., Any], argnums: Any = 0) -> Callable[..., Any]:
    """The function that returns the gradient of f with respect to args[argnums].

    f must return one real number; shapes and errors are those of `value_and_grad`.
    """
    both = value_and_grad(f, argnums)
    return lambda *args, **keywords: both(*args, **keywords)[1]
