"""What runs beside the answers of this set: graphs are built from the notebook's own `Node`.

Nothing here knows what is right.
"""

from __future__ import annotations

import gc
import itertools
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

# A stack of so many frames is no loop's.
DEEP_STACK = 1_000
# Nodes of a chain are compared so often each where an answer searches lists, and hardly ever else.
COMPARISONS = 100
# Parents of one node are read so often where an answer follows paths, and hardly ever else.
READS = 64
# More items than any list of nodes here can have.
LONGEST = 100_000


class TooManyError(Exception):
    """Nodes were compared, or visited, again and again."""


class Parents(tuple):
    """Parents of a node that count how often they are read, and notice a deep stack while read."""

    reads = 0
    most = float("inf")
    deep = False

    def __iter__(self) -> Iterator[Any]:
        self._read()
        return super().__iter__()

    def __getitem__(self, key: Any) -> Any:
        self._read(isinstance(key, slice) or key in (0, -len(self)))  # each of them in turn: once
        return super().__getitem__(key)

    def _read(self, anew: bool = True) -> None:
        self.reads += anew
        if self.reads > self.most:
            raise TooManyError
        try:
            sys._getframe(DEEP_STACK)
            self.deep = True
        except ValueError:
            pass


def built(Node: Any, graph: Sequence[Any], calls: Counter[Any], values: Any = None) -> list[Any]:
    """Return the nodes of a graph of `graphs`; `calls` counts the calls of each vjp."""
    nodes: list[Any] = []

    def vjp(i: int, k: int, factor: Any, shape: tuple[int, ...]) -> Callable[[Any], Any]:
        def call(g: Any) -> Any:
            calls[i, k] += 1
            if isinstance(factor, str):
                if factor == "turned":
                    return g[::-1].copy()
                return g if factor == "same" else np.broadcast_to(g, shape).copy()
            return factor(g) if callable(factor) else g * factor

        return call

    for i, (used, factors, shape) in enumerate(graph):
        vjps = [vjp(i, k, f, graph[j][2]) for k, (j, f) in enumerate(zip(used, factors))]
        value = np.full(shape, i + 1.0) if values is None else values[i]
        nodes.append(Node(value, Parents(nodes[j] for j in used), tuple(vjps)))
    return nodes


def chain(Node: Any, n: int) -> list[Any]:
    """Return the nodes of a chain; its vjps are `np.negative`."""
    nodes = [Node(-1.0)]
    collecting = gc.isenabled()
    gc.disable()  # nothing here is garbage, and looking for it takes nine tenths of the time
    try:
        for i in range(1, n):
            nodes.append(Node(float(i), Parents((nodes[-1],)), (np.negative,)))
    finally:
        if collecting:
            gc.enable()
    return nodes


def deep(nodes: Sequence[Any]) -> bool:
    """Whether parents of the nodes were read from a deep stack."""
    return any(node.parents.deep for node in nodes if isinstance(node.parents, Parents))


def places(order: Any, nodes: Sequence[Any]) -> Any:
    """Return the indices of the nodes that are listed, -1 for what is none of them.

    What is no list comes back as it is.
    """
    if not isinstance(order, list | tuple):
        return order
    index = {id(node): i for i, node in enumerate(nodes)}
    return np.array([index.get(id(n), -1) for n in itertools.islice(order, LONGEST)], dtype=int)


def order(topological_order: Any, Node: Any, graph: Any, values: Any = None, calls: int = 1) -> Any:
    """Return the order that the last of some calls gives, or a word on how it was looked for."""
    if isinstance(graph, int):
        return order_of_chain(topological_order, Node, graph)
    nodes = built(Node, graph, Counter(), values)
    before = held(nodes)
    # The output does not depend on these, so that it takes a walk to list the others.
    beside = [Node(1.0, (nodes[0],), (np.negative,)), Node(1.0)]
    for parents in (node.parents for node in nodes if isinstance(node.parents, Parents)):
        parents.most = READS * calls
    try:
        found = topological_order(nodes[-1])
        for _ in range(calls - 1):
            first = found
            if isinstance(first, list):
                first.clear()  # it is its caller's
            found = topological_order(nodes[-1])
            if found is first:
                return "kept"
    except TooManyError:
        return "visited"
    del beside
    listed = places(found, nodes)
    left = calls > 1 and isinstance(listed, np.ndarray) and len(listed) == len(nodes)
    return "left" if left and held(nodes) != before else listed


def held(nodes: Sequence[Any]) -> list[set[str]]:
    """Return the names of what each node holds."""
    return [set(vars(node)) for node in nodes]


def order_of_chain(topological_order: Any, Node: Any, n: int) -> Any:
    """Return the order in a deep chain, or a word on the way that it was looked for."""
    counts = [0]

    class Compared(Node):
        __hash__ = object.__hash__

        def __eq__(self, other: object) -> bool:
            counts[0] += 1
            if counts[0] > COMPARISONS * n:
                raise TooManyError
            return self is other

    nodes = chain(Compared, n)
    beside = Compared(1.0, (nodes[0],), (np.negative,))
    try:
        found = topological_order(nodes[-1])
    except TooManyError:
        return "searched"
    del beside
    return "deep" if deep(nodes) else places(found, nodes)


def adjoints(backward: Any, Node: Any, graph: Any, calls: Sequence[tuple[int, Any, Any]]) -> Any:
    """Return what several calls find in one graph: for each (output, seed, nodes) their adjoints.

    graph: an int for a chain of so many nodes. seed: None for a call without one. Returned are the
    adjoints for each call, the values of the nodes afterwards, how often in a call a vjp was
    called, at most, and whether the nodes hold something new; or a word on what is wrong.
    """
    often: Counter[Any] = Counter()
    nodes = chain(Node, graph) if isinstance(graph, int) else built(Node, graph, often)
    found: list[Any] = []
    before = held(nodes)
    for output, seed, asked in calls:
        told = backward(nodes[output]) if seed is None else backward(nodes[output], seed)
        if not hasattr(told, "keys"):
            return told
        if any(nodes[i] not in told for i in asked):
            return "state-kept" if found else "adjoint-missing"
        if len(told) > output + 1:
            return "state-kept"
        found.append([told[nodes[i]] for i in asked])
    if deep(nodes):
        return "deep"
    if isinstance(graph, int):
        return np.array(found)  # one array crosses more quickly than a list of numbers
    most = -(-max(often.values(), default=0) // len(calls))
    return found, [float(np.sum(node.value)) for node in nodes], most, held(nodes) != before


def gradients(grad: Any, Node: Any, expression: str, xs: Sequence[Any], run: Any) -> list[Any]:
    """Return what ``grad(f)`` gives at each of xs; f is an expression in the node x.

    run: is called with 0.0 each time that f is.
    """

    def f(x: Any) -> Any:
        run(0.0)
        return eval(expression, {"Node": Node, "x": x})

    gradient = grad(f)
    return [gradient(x) for x in xs]
