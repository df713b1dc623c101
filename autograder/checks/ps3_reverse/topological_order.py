"""An order of the nodes in which each stands after all nodes that use it (chapter 5)."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np

from autograder.checks import Case, Draw, Exercise
from autograder.checks.compare import Difference, kind_of
from autograder.checks.ps3_reverse.beside import order
from autograder.checks.ps3_reverse.graphs import (
    DEEP,
    DETOURS,
    LADDER,
    LECTURE,
    NAMED,
    RUNGS,
    Node,
    random_parents,
    unscaled,
)

SEEN = {
    "searched": ("the time for each node grows with the number of nodes", "slow-search"),
    "visited": ("a node was visited again and again", "every-path"),
    "left": ("the nodes hold something that they did not hold before", "nodes-changed"),
    "kept": ("the second call gave the list of the first, which was emptied", "list-kept"),
    "deep": ("your code called itself at each step", "recursion"),
}


def right(output):
    uses, found = {output: 0}, [output]
    for node in found:
        for parent in node.parents:
            if parent not in uses:
                uses[parent] = 0
                found.append(parent)
            uses[parent] += 1
    order, ready = [], [output]
    while ready:
        node = ready.pop()
        order.append(node)
        for parent in node.parents:
            uses[parent] -= 1
            if uses[parent] == 0:
                ready.append(parent)
    return order


def judge(
    places: Any, want: Any, graph: Any, values: Any = None, calls: int = 1
) -> Difference | None:
    """Say what is wrong with an order; any in which children stand before parents is right."""
    if isinstance(places, str) and places in SEEN:
        return Difference(*SEEN[places])
    if places is None:
        return Difference("returned nothing", "returned-nothing")
    if not isinstance(places, np.ndarray) or (places < 0).any():
        what = kind_of(places) if not isinstance(places, np.ndarray) else "other things"
        return Difference(f"{what} where a list of nodes of this graph is asked", "wrong-type")
    n = graph if isinstance(graph, int) else len(graph)
    listed = len(set(places.tolist()))
    if listed < len(places):
        return Difference("a node is listed more than once", "repeated-node")
    if listed < n:
        hint = "node-missing"
        if values and listed == 1:
            hint = "compared-by-value"
        if calls > 1 and listed < 2:
            hint = "marks-left-on-nodes"
        return Difference(f"{listed} of {n} nodes are listed", hint)
    at = {node: place for place, node in enumerate(places.tolist())}
    parents = (
        [(i - 1,) if i else () for i in range(n)]
        if isinstance(graph, int)
        else [g[0] for g in graph]
    )
    edges = [(i, j) for i, used in enumerate(parents) for j in used]
    if all(at[i] < at[j] for i, j in edges):
        return None
    if all(at[i] > at[j] for i, j in edges):
        return Difference("parents stand before their children", "reversed-order")
    return Difference("a node stands before a node that uses it", "listed-too-early")


check = Exercise(__name__, right, beside=order, names={"Node": Node}, judge=judge)


@check.part("each node is listed once", 1)
def _(draw: Draw) -> Iterator[Case]:
    for name, parents in NAMED.items():
        yield Case((unscaled(parents),), name)
    yield Case((unscaled(LECTURE), [1.0] * len(LECTURE)), "the lecture's example, all values equal")
    yield Case((unscaled(LECTURE), None, 2), "the lecture's example, a second call")


@check.part("a node comes after all nodes that use it", 2)
def _(draw: Draw) -> Iterator[Case]:
    for i in draw.times(4, 10):
        graph = unscaled(random_parents(draw, 12))
        yield Case((graph,), f"random graph {i + 1}, 12 nodes")
    yield Case((unscaled(LADDER),), f"{RUNGS} sums of a node with itself, one upon another")
    yield Case((unscaled(DETOURS),), "200 times `y = h(x, f(x))`, one upon another")


@check.part("a deep chain", 1)
def _(draw: Draw) -> Iterator[Case]:
    yield Case((DEEP,), f"a chain of {DEEP} nodes")


@check.mistake
def repeated_node(output):
    found = [output]
    for node in found:
        found.extend(node.parents)
        if len(found) > 100_000:
            raise MemoryError
    return found


@check.mistake
def node_missing(output):
    return [node for node in right(output) if node.parents]


@check.mistake
def compared_by_value(output):
    order = []
    for node in right(output):
        if all(node.value != other.value for other in order):
            order.append(node)
    return order


@check.mistake
def reversed_order(output):
    return right(output)[::-1]


def walk(output, turned, place, at_once, leaving):
    """A walk through the graph, each node once, which lists nodes when it comes to them.

    turned: the order of parents. place: from which end of the waiting nodes it takes the next.
    at_once: nodes are marked when they begin to wait. leaving: nodes are listed when left, and the
    list is turned.
    """
    order, waiting, seen = [], [(output, False)], {output} if at_once else set()
    while waiting:
        node, left = waiting.pop(place)
        if left:
            order.append(node)
            continue
        if not at_once and node in seen:
            continue
        seen.add(node)
        if leaving:
            waiting.append((node, True))
        else:
            order.append(node)
        for parent in node.parents[::turned]:
            if parent not in seen:
                waiting.append((parent, False))
                if at_once:
                    seen.add(parent)
    return order[::-1] if leaving else order


for turned, place, at_once in itertools.product((1, -1), (0, -1), (False, True)):
    check.mistake("first-visit-order")(
        partial(walk, turned=turned, place=place, at_once=at_once, leaving=False)
    )
for turned in (1, -1):
    check.mistake("marked-too-early")(
        partial(walk, turned=turned, place=-1, at_once=True, leaving=True)
    )


def counted(output, turned, place):
    """The right program, but for a count of children in the place of uses."""
    count, found = {output: 0}, [output]
    for node in found:
        for parent in dict.fromkeys(node.parents):
            found += [parent] if parent not in count else []
            count[parent] = count.get(parent, 0) + 1
    order, ready = [], [output]
    while ready:
        node = ready.pop(place)
        order.append(node)
        for parent in node.parents[::turned]:
            count[parent] -= 1
            ready += [parent] if count[parent] == 0 else []
    return order


def moved(output, turned):
    """Nodes in the order in which a walk meets them last, but it goes on from each once."""
    order, waiting = {output: None}, [output]
    for node in waiting:
        for parent in node.parents[::turned]:
            waiting += [] if parent in order else [parent]
            order.pop(parent, None)
            order[parent] = None
    return list(order)


for turned, place in itertools.product((1, -1), (0, -1)):
    check.mistake("children-counted-once")(partial(counted, turned=turned, place=place))
for turned in (1, -1):
    check.mistake("moved-alone")(partial(moved, turned=turned))


@check.mistake
def recursion(output):
    order, seen = [], set()

    def visit(node):
        seen.add(node)
        for parent in node.parents:
            if parent not in seen:
                visit(parent)
        order.append(node)

    visit(output)
    return order[::-1]


@check.mistake
def slow_search(output):
    order, waiting = [], [output]
    while waiting:
        node = waiting.pop()
        if node not in order:
            order.append(node)
            waiting.extend(node.parents)
    return right(output)


@check.mistake
def every_path(output):
    depth, waiting = {output: 0}, [output]
    for node in waiting:
        for parent in node.parents:
            if depth.get(parent, 0) <= depth[node]:
                depth[parent] = depth[node] + 1
                waiting.append(parent)
    return sorted(depth, key=depth.get)


@check.mistake("every-path")
def all_paths_at_once(output):
    return list(dict.fromkeys(reversed(repeated_node(output))))[::-1]


@check.mistake
def marks_left_on_nodes(output):
    new = [node for node in right(output) if node is output or not hasattr(node, "listed")]
    for node in new:
        node.listed = True
    return new
