"""How do the two modes turn what a trace is told into tangents and adjoints?

`Forward` computes the tangent of each value as soon as the value is known.  `Tape` writes each
operation down as a *node*; walked from the first node to the last a tape gives tangents, from the
last to the first it gives adjoints.
"""

import inspect
import math
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.reference.core import JOINTLY, Primitive, Trace, Tracer
from autograder.reference.values import zero


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
    if total is not None and getattr(total, "shape", None) != out.shape:
        total = repeated(total, out.shape, primitive.name)
    return total


def repeated(t: Any, shape: tuple[int, ...], whose: str) -> Any:
    """A tangent as broadcasting repeats it; ValueError where it does not fit the result."""
    try:
        return np.broadcast_to(t, shape)
    except ValueError:
        raise ValueError(
            f"the jvp rule of {whose} returned a tangent of shape {np.shape(t)}, but the result "
            f"has shape {shape}; a tangent has the shape of its value"
        ) from None


class Tape(Trace):
    """Reverse mode: the mark of a tracer is the number of its node.

    A node is a tuple (primitive, operands' values, operands' nodes, keywords, value).  Operands
    come before results, so the tape is in topological order, and nodes refer to each other by
    number: a chain of a million operations is walked by a loop and freed without recursion.
    """

    __slots__ = ("nodes", "spare")

    def __init__(self, spare: bool = False) -> None:
        super().__init__()
        self.nodes: list[tuple[Any, ...]] = []
        self.spare = spare  # whether large values that no vjp rule reads are dropped

    def record(self, primitive: Any, values: Any, marks: Any, keywords: Any, out: Any) -> Any:
        """Write a node."""
        node = (primitive, values, marks, keywords, out)
        if self.spare and type(out) is np.ndarray and out.size > LARGE:
            kept, y = spared(primitive, values, marks, out)
            node = (primitive, kept, marks, keywords, y)
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
                    if getattr(part, "shape", None) != x.shape:
                        if isinstance(part, Piece):
                            pieces.setdefault(j, []).append(part)
                            continue
                        part = unbroadcast(part, x.shape, primitive.name)
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


def unbroadcast(g: Any, shape: tuple[int, ...], whose: str = "an operation") -> Any:
    """Sum over the axes along which an operand of this shape was repeated by broadcasting.

    This is where every adjoint passes that has not its operand's shape, and none may leave as such:
    ValueError where no broadcasting explains the difference, with the name of the operation.
    """
    extra = np.ndim(g) - len(shape)
    kept = np.shape(g)[max(extra, 0) :]
    if extra < 0 or any(n not in (1, m) for n, m in zip(shape, kept, strict=True)):
        raise ValueError(
            f"the vjp rule of {whose} returned an adjoint of shape {np.shape(g)}, but its operand "
            f"has shape {shape}; an adjoint has the shape of its value"
        )
    ones = [extra + k for k, (n, m) in enumerate(zip(shape, kept, strict=True)) if n != m]
    g = np.sum(g, axis=(*range(extra), *ones), keepdims=True)
    return np.reshape(g, shape) if extra else g


# ---------------------------------------------------------------- what a tape keeps

LARGE = 4000  # elements: of smaller values a stand-in would not be smaller by much


class Outline:
    """What is left of a value that no rule reads: its shape and its type."""

    __slots__ = ("dtype", "shape")

    def __init__(self, x: Any) -> None:
        self.shape, self.dtype = x.shape, x.dtype

    ndim = property(lambda x: len(x.shape))
    size = property(lambda x: math.prod(x.shape))


def spared(primitive: Primitive, values: Any, marks: Any, out: Any) -> tuple[list[Any], Any]:
    """Operands and result, with an outline in place of each that no vjp rule in use reads."""
    every = range(len(values) + 1)
    read: set[int] = set()
    for rule, mark in zip(primitive.vjps, marks, strict=False):
        if rule is not None and mark is not None:
            read.update(k for k in every if reads(rule, k))
    left = [x if k in read or not large(x) else Outline(x) for k, x in enumerate((out, *values))]
    return left[1:], left[0]


def large(x: Any) -> bool:
    """Whether it is worth while to drop a value."""
    return isinstance(x, np.ndarray | Tracer) and math.prod(x.shape) > LARGE


def reads(rule: Callable[..., Any], k: int) -> bool:
    """Whether a rule reads the result (k = 0) or the k-th operand: its name there says so."""
    code = getattr(rule, "__code__", None)
    if code is None:
        return True
    names = code.co_varnames[: code.co_argcount]
    if k + 1 < len(names):
        return not names[k + 1].startswith("_")
    rest = code.co_varnames[code.co_argcount + code.co_kwonlyargcount :][:1]
    return not (code.co_flags & inspect.CO_VARARGS and rest[0].startswith("_"))


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
