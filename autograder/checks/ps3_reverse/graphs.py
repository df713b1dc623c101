"""Graphs as plain data: node i uses the earlier nodes parents[i], with the factors factors[i].

A vjp multiplies by its factor: a number or an array. The factor "same" hands on the very array that
came, "spread" repeats a number over the parent's shape, and "turned" turns the order of entries.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.checks import Draw

Parents = Sequence[tuple[int, ...]]
# (parents, factors, shape) for each node
Graph = list[tuple[tuple[int, ...], list[Any], tuple[int, ...]]]

DEEP = 3_000  # three times as deep as Python's stack, and as deep as takes some milliseconds
RUNGS = 8

ALONE: Parents = [()]
LINE: Parents = [(), (0,), (1,), (2,)]
SQUARE: Parents = [(), (0, 0)]
TREE: Parents = [(), (), (), (), (0, 1), (2, 3), (4, 5)]
TWO_USES: Parents = [(), (0,), (0,), (1, 2)]
PRODUCT: Parents = [(), (), (0, 0), (2, 1)]  # x·x·y
# w1, w2, v1 = log w1, v2 = w2·v1, v3 = √v2, L = v2 + v3.
LECTURE: Parents = [(), (), (0,), (1, 2), (3,), (3, 4)]
# A node used at once and by way of another.
DIAMOND: Parents = [(), (0,), (1,), (1, 2)]
# Each rung is a sum of two uses of the one below: 2**RUNGS paths lead from top to bottom.
LADDER: Parents = [(), *[p for i in range(0, 3 * RUNGS, 3) for p in [(i,), (i,), (i + 1, i + 2)]]]
# The longer of two ways leads up each rung: a node's longest path is found late, again and again.
DETOURS: Parents = [
    (),
    *[p for i in range(0, 400, 2) for p in [(i,), (i, i + 1) if i % 4 else (i + 1, i)]],
]

NAMED = {
    "a single node": ALONE,
    "a chain of 4 nodes": LINE,
    "x·x": SQUARE,
    "a tree of 7 nodes": TREE,
    "the lecture's example": LECTURE,
    "the lecture's example with `v3 + v2`": [*LECTURE[:-1], (4, 3)],
    "`a = f(x)`, `b = g(a)`, `L = h(a, b)`": DIAMOND,
    "`a = f(x)`, `b = g(a)`, `L = h(b, a)`": [*DIAMOND[:-1], (2, 1)],
}


def random_parents(draw: Draw, n: int) -> Parents:
    """Return the parents of a graph of n ≥ 3 nodes in which the last one uses all the others."""
    parents: list[tuple[int, ...]] = [()]
    for i in range(1, n - 1):
        uses = draw.rng.integers(0, i, draw.rng.integers(1, 4))
        parents.append(tuple(int(j) for j in uses))
    used = {j for p in parents for j in p}
    loose = [j for j in range(n - 1) if j not in used]
    return [*parents, tuple(int(j) for j in draw.rng.permutation(loose))]


def scaled(draw: Draw, parents: Parents, *shape: int) -> Graph:
    """Return the graph of `parents` with drawn factors: numbers, or arrays of `shape`.

    A node used twice by one child gets the same factor both times, as in x·x.
    """
    graph: Graph = []
    for used in parents:
        factor = {j: draw.sign() * draw.uniform(0.5, 1.5, *shape) for j in dict.fromkeys(used)}
        graph.append((used, [factor[j] for j in used], shape))
    return graph


def unscaled(parents: Parents) -> Graph:
    """Return the graph of `parents` with the factor 1 everywhere."""
    return [(used, [1.0] * len(used), ()) for used in parents]


def shared_arrays(*shape: int) -> Graph:
    """Return y = x + x, z = y + x, L = Σz: additions, whose vjps hand on the very array g."""
    return [
        ((), [], shape),
        ((0, 0), ["same", "same"], shape),
        ((1, 0), ["same", "same"], shape),
        ((2,), ["spread"], ()),
    ]


def spread(draw: Draw, *shape: int) -> Graph:
    """Return y = a x, entry by entry, and L = Σy, whose seed is a number beside arrays."""
    return [((), [], shape), ((0,), [draw.normal(*shape)], shape), ((1,), ["spread"], ())]


def turned(draw: Draw, n: int) -> Graph:
    """Return y = a x, entry by entry, and z, which holds the entries of y in the other order."""
    return [((), [], (n,)), ((0,), [draw.normal(n)], (n,)), ((1,), ["turned"], (n,))]


def stopped(draw: Draw) -> Graph:
    """Return a chain of numbers in which nothing gets past one factor, which is 0."""
    return [
        ((), [], ()),
        ((0,), [draw.signed()], ()),
        ((1,), [0.0], ()),
        ((2,), [draw.signed()], ()),
    ]


class Node:
    """The notebook's `Node`: a value, its parents, and what its adjoint contributes to each."""

    __array_ufunc__ = None

    def __init__(self, value: Any, parents: Any = (), vjps: Any = ()) -> None:
        self.value = np.asarray(value, dtype=np.float64)
        self.parents = parents
        self.vjps = vjps

    def __add__(self, other: Any) -> Node:
        return joined(np.add, self, other, lambda g, a, b: (g, g))

    def __mul__(self, other: Any) -> Node:
        return joined(np.multiply, self, other, lambda g, a, b: (g * b, g * a))

    __radd__, __rmul__ = __add__, __mul__

    def __pow__(self, n: float) -> Node:
        return Node(self.value**n, (self,), (lambda g: g * n * self.value ** (n - 1),))

    def exp(self) -> Node:
        return Node(np.exp(self.value), (self,), (lambda g: g * np.exp(self.value),))

    def tanh(self) -> Node:
        return Node(np.tanh(self.value), (self,), (lambda g: g * (1 - np.tanh(self.value) ** 2),))

    def sum(self) -> Node:
        return Node(self.value.sum(), (self,), (lambda g: np.broadcast_to(g, self.value.shape),))


def joined(operation: Any, x: Node, other: Any, rule: Any) -> Node:
    """Return the node of an operation on two operands of one shape, or of which one is a number."""
    y = other if isinstance(other, Node) else Node(other)
    a, b = x.value, y.value

    def vjp(k: int) -> Any:
        def call(g: Any) -> Any:
            part = rule(g, a, b)[k]
            return part if np.shape(part) == (a, b)[k].shape else np.sum(part)

        return call

    return Node(operation(a, b), (x, y), (vjp(0), vjp(1)))
