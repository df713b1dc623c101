"""The gradient of f: R^shape → R, for f written with the operations of `Node`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.checks import Case, Counted, Draw, Exercise
from autograder.checks.ps3_reverse import beside
from autograder.checks.ps3_reverse.backward import right as backward
from autograder.checks.ps3_reverse.graphs import Node
from autograder.checks.ps3_reverse.topological_order import right as topological_order


def right(f):
    def gradient(x):
        node = Node(x)
        return backward(f(node)).get(node, np.zeros_like(node.value))

    return gradient


check = Exercise(
    __name__,
    right,
    beside=beside.gradients,
    names={"Node": Node},
    earlier={"topological_order": topological_order, "backward": backward},
    rtol=1e-13,
    atol=1e-15,
    double=True,
)


def case(expression: str, *xs: Any) -> Case:
    says = f"`f(x) = {expression}`" + (f", {len(xs)} inputs one after the other" if xs[1:] else "")
    return Case((expression, list(xs), Counted(lambda _: 0.0)), says)


@check.part("an input that is used once", 1)
def _(draw: Draw) -> Iterator[Case]:
    yield case("x.sum()", draw.normal(3))
    yield case("(x ** 3).sum()", draw.normal(2, 3))
    yield case("(2 * x).exp().sum()", draw.normal(3), draw.normal(3))
    yield case("(40 * x).tanh()", 0.02 * draw.normal())


@check.part("an input that is used several times, or not at all", 0.5)
def _(draw: Draw) -> Iterator[Case]:
    yield case("(x * x + x).sum()", draw.normal(3))
    yield case("x.sum() * (40 * x).tanh().sum()", 0.02 * draw.normal(3), 0.02 * draw.normal(2, 2))
    yield case("x.exp() + x.exp() * x.exp()", draw.normal())
    yield case("x", draw.normal())
    yield case("Node(3.0)", draw.normal(3))
    yield case("Node(3.0)", 2.0)
    yield case("x * 3.0 + x", np.array(3.0))
    yield case("x * x * 3.0", np.array(3.0))


@check.part("one run of `f` for each gradient", 0.5, calls=True)
def _(draw: Draw) -> Iterator[Case]:
    yield case("(x * x * x).sum()", draw.normal(3), draw.normal(2), draw.normal(3))


@check.mistake
def value_for_gradient(f):
    return lambda x: f(Node(x)).value


@check.mistake
def output_adjoint(f):
    def gradient(x):
        output = f(Node(x))
        return backward(output)[output]

    return gradient


@check.mistake("output-adjoint")
def ones(f):
    return lambda x: (f(Node(x)), np.ones(np.shape(x)))[1]


@check.mistake
def unused_input(f):
    def gradient(x):
        node = Node(x)
        return backward(f(node))[node]

    return gradient


@check.mistake("unused-input")
def number_for_unused(f):
    def gradient(x):
        node = Node(x)
        return backward(f(node)).get(node, 0.0)

    return gradient


@check.mistake
def old_graph(f):
    kept = []

    def gradient(x):
        if not kept:
            node = Node(x)
            kept.append(backward(f(node)).get(node, np.zeros_like(node.value)))
        return kept[0]

    return gradient


@check.mistake("old-graph")
def one_for_each_shape(f):
    kept = {}

    def gradient(x):
        if np.shape(x) not in kept:
            kept[np.shape(x)] = right(f)(x)
        return kept[np.shape(x)]

    return gradient


@check.mistake("old-graph")
def copied_for_each_shape(f):
    kept = {}

    def gradient(x):
        node = Node(x)
        if np.shape(x) not in kept:
            kept[np.shape(x)] = backward(f(node)).get(node, np.zeros(np.shape(x)))
        return kept[np.shape(x)].copy()

    return gradient


@check.mistake
def accumulated(f):
    total = [0.0]

    def gradient(x):
        total[0] = total[0] + right(f)(x)
        return total[0]

    return gradient


@check.mistake
def several_evaluations(f):
    def gradient(x):
        f(Node(x))
        return right(f)(x)

    return gradient


@check.mistake
def another_node(f):
    def gradient(x):
        return backward(f(Node(x)))[Node(x)]

    return gradient


@check.mistake("another-node")
def zeros_for_another_node(f):
    return lambda x: backward(f(Node(x))).get(Node(x), np.zeros(np.shape(x)))


@check.mistake
def array_given(f):
    def gradient(x):
        node = Node(x)
        return backward(f(x))[node]

    return gradient


@check.mistake
def found_by_value(f):
    def gradient(x):
        pairs = backward(f(Node(x))).items()
        bars = [bar for n, bar in pairs if not n.parents and np.array_equal(n.value, x)]
        return sum(bars, np.zeros(np.shape(x)))

    return gradient


@check.mistake("found-by-value")
def first_by_value(f):
    def gradient(x):
        pairs = backward(f(Node(x))).items()
        bars = [bar for n, bar in pairs if not n.parents and np.array_equal(n.value, x)]
        return bars[0] if bars else np.zeros(np.shape(x))

    return gradient


@check.mistake
def last_node(f):
    def gradient(x):
        node = Node(x)
        adjoints = backward(f(node))
        return [*adjoints.values()][-1] if node in adjoints else np.zeros(np.shape(x))

    return gradient


check.mistake("last-node")(lambda f: lambda x: [*backward(f(Node(x))).values()][-1])


@check.mistake
def output_may_be_input(f):
    def gradient(x):
        node = Node(x)
        output = f(node)
        zeros = np.zeros(node.value.shape)
        return backward(output).get(node, zeros) if output.parents else zeros

    return gradient


@check.mistake
def seed_is_value(f):
    def gradient(x):
        node = Node(x)
        output = f(node)
        return backward(output, output.value).get(node, np.zeros(node.value.shape))

    return gradient


@check.mistake
def number_has_no_shape(f):
    def gradient(x):
        node = Node(x)
        adjoints = backward(f(node))
        return adjoints[node] if node in adjoints else np.zeros(x.shape)

    return gradient
