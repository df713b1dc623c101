"""The adjoints of all nodes: v̄_i = Σ over the edges from child j to i of v̄_j ∂φ_j/∂v_i."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.checks import Case, Draw, Exercise
from autograder.checks.compare import Difference, difference, kind_of
from autograder.checks.ps3_reverse.beside import adjoints
from autograder.checks.ps3_reverse.graphs import (
    ALONE,
    DEEP,
    LADDER,
    LINE,
    NAMED,
    PRODUCT,
    RUNGS,
    SQUARE,
    TWO_USES,
    Graph,
    Node,
    random_parents,
    scaled,
    shared_arrays,
    spread,
    stopped,
    turned,
    unscaled,
)  # fmt: skip
from autograder.checks.ps3_reverse.topological_order import right as topological_order

SEEN = {
    "deep": ("your code called itself at each step", "recursion"),
    "adjoint-missing": ("nodes have no adjoint, or there are others", "adjoint-missing"),
    "state-kept": ("in a later call nodes have no adjoint, or there are others", "state-kept"),
}


def right(output: Any, seed: Any = 1.0) -> dict[Any, Any]:
    adjoints = {output: seed}
    for node in topological_order(output):
        for parent, vjp in zip(node.parents, node.vjps):
            part = vjp(adjoints[node])
            adjoints[parent] = adjoints[parent] + part if parent in adjoints else part
    return adjoints


def judge(got: Any, want: Any, graph: Any, calls: Any) -> Difference | None:
    """Compare adjoints and values, or say what was seen beside the answer."""
    if isinstance(got, str) and got in SEEN:
        return Difference(*SEEN[got])
    if got is not None and not isinstance(got, tuple | np.ndarray):
        return Difference(f"{kind_of(got)} where a dict is asked", "wrong-type")
    if isinstance(want, np.ndarray):
        return difference(got, want)
    if not isinstance(got, tuple):
        return Difference("returned nothing", "returned-nothing")
    found = difference(got[:2], want[:2], 1e-13, 1e-15)
    if found is None and got[2] > 1:
        return Difference("vjps are called more than once", "vjp-called-again")
    if found is None and got[3] and len(calls) > 1:
        return Difference("the nodes hold something that they did not hold before", "nodes-changed")
    return found


check = Exercise(
    __name__,
    right,
    beside=adjoints,
    names={"Node": Node},
    earlier={"topological_order": topological_order},
    judge=judge,
)


def once(graph: Graph, seed: Any = None, *, of: str = "all") -> tuple[Any, ...]:
    """Return the arguments of one call from the last node; of: "all" nodes, or those "inputs"."""
    asked = [i for i, (used, _, _) in enumerate(graph) if of == "all" or not used]
    return graph, [(len(graph) - 1, seed, asked)]


@check.part("the adjoint of every node, for any seed", 1)
def _(draw: Draw) -> Iterator[Case]:
    for shape, name in itertools.product(
        [(), (3,), (2, 3)], ["a chain of 4 nodes", "a tree of 7 nodes"]
    ):
        seed = draw.normal(*shape) + 2.5
        of = f"arrays of shape {shape}" if shape else "numbers"
        yield Case(once(scaled(draw, NAMED[name], *shape), seed), f"{name}, {of}")
    yield Case(once(scaled(draw, ALONE), 2.5), "a single node")
    yield Case((DEEP, [(DEEP - 1, None, range(DEEP))]), f"a chain of {DEEP} nodes")
    yield Case(once(spread(draw, 2, 3), draw.normal()), "a sum of all entries of a matrix")
    yield Case(once(turned(draw, 3), draw.normal(3)), "an array in the opposite order")
    whole = np.array([1, -2, 3])
    yield Case(once(scaled(draw, NAMED["a chain of 4 nodes"], 3), whole), "a seed of integers")
    yield Case(once(stopped(draw), 2.5), "a chain in which one factor is 0")


@check.part("a node that is used twice", 1)
def _(draw: Draw) -> Iterator[Case]:
    yield Case(once(scaled(draw, SQUARE), of="inputs"), "x·x")
    yield Case(once(scaled(draw, TWO_USES), of="inputs"), "x used by two nodes, and their sum")
    yield Case(once(scaled(draw, PRODUCT), of="inputs"), "x·x·y")


@check.part("a node hands on its complete adjoint, once", 1, otherwise="too-early")
def _(draw: Draw) -> Iterator[Case]:
    for name, parents in NAMED.items():
        yield Case(once(scaled(draw, parents)), name)
    for i in draw.times(2, 6):
        yield Case(once(scaled(draw, random_parents(draw, 8))), f"random graph {i + 1}, 8 nodes")
    yield Case(once(unscaled(LADDER)), f"{RUNGS} sums of a node with itself, one upon another")


@check.part("arrays that nodes share stay as they are", 1, otherwise="shared-array")
def _(draw: Draw) -> Iterator[Case]:
    for shape in (3,), (2, 3):
        says = f"`y = x + x`, `z = y + x`, `L = sum(z)`, `x` of shape {shape}"
        yield Case(once(shared_arrays(*shape)), says)


@check.part("a second call starts from nothing", 1, otherwise="state-kept")
def _(draw: Draw) -> Iterator[Case]:
    line = scaled(draw, LINE)
    yield Case((line, [(3, None, [0]), (3, None, [0])]), "the same call twice")
    yield Case((line, [(3, None, [0]), (2, None, [0])]), "then another output of the same graph")
    yield Case((line, [(3, None, [0]), (3, 3.0, [0])]), "then the same output with another seed")


@check.mistake
def seed_ignored(output, seed=1.0):
    return right(output, np.ones_like(seed))


@check.mistake
def type_of_the_seed(output, seed=1.0):
    of = np.asarray(seed).dtype
    adjoints = {output: seed}
    for node in topological_order(output):
        for parent, vjp in zip(node.parents, node.vjps):
            part = np.asarray(vjp(adjoints[node])).astype(of)
            adjoints[parent] = adjoints[parent] + part if parent in adjoints else part
    return adjoints


check.mistake("type-of-the-seed")(
    lambda output, seed=1.0: {
        node: np.asarray(bar).astype(np.asarray(seed).dtype)
        for node, bar in right(output, seed).items()
    }
)


@check.mistake
def first_rule_alone(output, seed=1.0):
    adjoints = {output: seed}
    for node in topological_order(output):
        for parent in node.parents:
            part = node.vjps[0](adjoints[node])
            adjoints[parent] = adjoints[parent] + part if parent in adjoints else part
    return adjoints


@check.mistake
def overwritten(output, seed=1.0):
    adjoints = {output: seed}
    for node in topological_order(output):
        adjoints |= {p: vjp(adjoints[node]) for p, vjp in zip(node.parents, node.vjps)}
    return adjoints


@check.mistake
def edge_lost(output, seed=1.0):
    adjoints = {output: seed}
    for node in topological_order(output):
        for parent, vjp in dict(zip(node.parents, node.vjps)).items():
            adjoints[parent] = adjoints.get(parent, 0.0) + vjp(adjoints[node])
    return adjoints


@check.mistake
def counted_again(output, seed=1.0):
    adjoints, stack = {output: seed}, [output]
    while stack:
        node = stack.pop()
        for parent, vjp in zip(node.parents, node.vjps):
            adjoints[parent] = adjoints.get(parent, 0.0) + vjp(adjoints[node])
        stack.extend(reversed(node.parents))
    return adjoints


@check.mistake
def path_by_path(output, seed=1.0):
    adjoints, stack = {}, [(output, seed)]
    while stack:
        node, g = stack.pop()
        adjoints[node] = adjoints.get(node, 0.0) + g
        stack += [(p, vjp(g)) for p, vjp in zip(node.parents, node.vjps)]
    return adjoints


@check.mistake
def vjp_called_again(output, seed=1.0):
    adjoints = {output: seed}
    for node in topological_order(output):
        for parent, vjp in zip(node.parents, node.vjps):
            vjp(adjoints[node])
            adjoints[parent] = adjoints.get(parent, 0.0) + vjp(adjoints[node])
    return adjoints


@check.mistake
def shared_array(output, seed=1.0):
    adjoints = {output: seed}
    for node in topological_order(output):
        for parent, vjp in zip(node.parents, node.vjps):
            if parent in adjoints:
                adjoints[parent] += vjp(adjoints[node])
            else:
                adjoints[parent] = vjp(adjoints[node])
    return adjoints


@check.mistake
def recursion(output, seed=1.0):
    order, adjoints = [], {output: seed}

    def visit(node):
        for parent in node.parents:
            if parent not in order:
                visit(parent)
        order.append(node)

    visit(output)
    for node in reversed(order):
        for parent, vjp in zip(node.parents, node.vjps):
            adjoints[parent] = adjoints.get(parent, 0.0) + vjp(adjoints[node])
    return adjoints


@check.mistake
def state_kept(output, seed=1.0):
    order = topological_order(output)
    output.adjoint = seed
    for node in order:
        for parent, vjp in zip(node.parents, node.vjps):
            parent.adjoint = getattr(parent, "adjoint", 0.0) + vjp(node.adjoint)
    return {node: node.adjoint for node in order}


@check.mistake("state-kept")
def kept_for_each_output(output, seed=1.0):
    kept = output.parents  # and not the node itself, which stays as it is
    if not hasattr(kept, "found"):
        kept.found = right(output, seed)
    return kept.found


@check.mistake("counted-again")
def counted_again_at_once(output, seed=1.0):
    adjoints = {output: seed}

    def visit(node):
        for parent, vjp in zip(node.parents, node.vjps):
            adjoints[parent] = adjoints.get(parent, 0.0) + vjp(adjoints[node])
            visit(parent)

    visit(output)
    return adjoints


@check.mistake
def begins_at_one(output, seed=1.0):
    adjoints = {output: seed}
    for node in topological_order(output):
        for parent, vjp in zip(node.parents, node.vjps):
            adjoints[parent] = adjoints.get(parent, 1.0) + vjp(adjoints[node])
    return adjoints


@check.mistake
def values_overwritten(output, seed=1.0):
    adjoints = {output: seed}
    for node in topological_order(output):
        for parent, vjp in zip(node.parents, node.vjps):
            adjoints[parent] = adjoints.get(parent, 0.0) + vjp(adjoints[node])
        node.value = adjoints[node]
    return adjoints


@check.mistake
def seed_at_the_end(output, seed=1.0):
    return {node: adjoint * seed for node, adjoint in right(output, np.ones_like(seed)).items()}


@check.mistake
def zeros_left_out(output, seed=1.0):
    return {node: adjoint for node, adjoint in right(output, seed).items() if np.any(adjoint)}


@check.mistake
def adjoint_missing(output, seed=1.0):
    return {node: adjoint for node, adjoint in right(output, seed).items() if not node.parents}


@check.mistake
def averaged(output, seed=1.0):
    parts = {output: [seed]}
    for node in topological_order(output):
        for parent, vjp in zip(node.parents, node.vjps):
            parts.setdefault(parent, []).append(vjp(np.mean(parts[node], axis=0)))
    return {node: np.mean(found, axis=0) for node, found in parts.items()}


@check.mistake
def seed_again(output, seed=1.0):
    adjoints = {output: seed}
    for node in topological_order(output):
        for parent, vjp in zip(node.parents, node.vjps):
            adjoints[parent] = adjoints.get(parent, 0.0) + seed * vjp(adjoints[node])
    return adjoints


@check.mistake("seed-again")
def seed_at_both_ends(output, seed=1.0):
    return {node: adjoint * seed for node, adjoint in right(output, seed).items()}


@check.mistake
def seed_left_behind(output, seed=1.0):
    return right(output, np.ones_like(output.value)) | {output: seed}
