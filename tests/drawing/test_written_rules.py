"""Is the mathematics that a figure writes the mathematics that the reference module does?"""

import itertools
import math

import numpy as np
import pytest

from autograder.drawing.notation import (
    BAR,
    DOT,
    Name,
    format_number,
    name_graph,
    tree_html,
    tree_runs,
    tree_speech,
)
from autograder.drawing.rules import MINUS, PRIMITIVES
from autograder.reference import trace

PROGRAMS = {
    "log": np.log,
    "exp": np.exp,
    "sin": np.sin,
    "cos": np.cos,
    "tanh": np.tanh,
    "sqrt": np.sqrt,
    "square": np.square,
    "reciprocal": np.reciprocal,
    "negative": np.negative,
    "add": np.add,
    "subtract": np.subtract,
    "multiply": np.multiply,
    "divide": np.divide,
    "power": np.power,
}


def is_operator(tree):
    return isinstance(tree, list) and tree[0] == "op"


def number(tree, slots):
    """Evaluate a written formula, reading it as a person would."""
    if isinstance(tree, float | int):
        return float(tree)
    kind, *parts = tree
    if kind in ("a", "v"):
        return slots(tree)
    if kind == "frac":
        return number(parts[0], slots) / number(parts[1], slots)
    if kind == "root":
        return math.sqrt(number(parts[0], slots))
    if kind == "sup":
        return number(parts[0], slots) ** number(parts[1], slots)
    if kind == "fn":
        return getattr(math, parts[0])(number(parts[1], slots))
    if kind == "paren":
        return number(parts[0], slots)
    assert kind == "row"
    if is_operator(parts[0]):
        return -number(["row", *parts[1:]], slots)
    value, waiting = number(parts[0], slots), "·"
    for part in parts[1:]:
        if is_operator(part):
            waiting = part[1]
            continue
        right = number(part, slots)
        value = {"·": value * right, "+": value + right, MINUS: value - right}[waiting]
        waiting = "·"  # 2√x is a product
    return value


def test_every_primitive_is_tried_here():
    assert set(PROGRAMS) == set(PRIMITIVES)


CONSTANTS = [None, 3.0, 0.5, -1.0, -1.23456789, 1.0, 2.0]
CASES = [*itertools.product(PRIMITIVES, CONSTANTS), ("power", 0.0)]


@pytest.mark.parametrize(("primitive", "constant"), CASES)
def test_values_and_partials_are_written_right(primitive, constant):
    f = PROGRAMS[primitive]
    if f.nin == 1:
        graph = trace(f, 0.7)
    elif constant is None:
        graph = trace(f, 0.7, 1.9)
    else:
        graph = trace(lambda x: f(x, constant), 0.7)
    node = name_graph(graph, None)[-1]
    assert node.primitive == primitive
    values = [float(n.value) for n in graph.nodes]

    def fill(slot):
        if slot[0] == "v":
            return values[-1]
        operand = node.operands[slot[1]]
        return values[operand] if node.traced[slot[1]] else float(operand)

    assert number(node.rule.expression, fill) == pytest.approx(values[-1], rel=1e-14)
    assert len(node.partials) == len(node.parents)
    for k, (sign, tree) in enumerate(node.partials):
        seeds = [float(i == k) for i in range(len(graph.inputs))]
        expected = float(graph.tangents(seeds)[-1])
        sign = -1 if sign == MINUS else 1
        assert sign * number(tree, fill) == pytest.approx(expected, rel=1e-13)


def test_a_constant_in_front_of_the_traced_operand_keeps_its_place():
    node = name_graph(trace(lambda x: 3.0 - x, 0.5), None)[-1]
    assert node.parents == (0,)
    assert node.partials == ((MINUS, 1),)


@pytest.mark.parametrize(
    ("x", "text"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (2.0, "2"),
        (-2.5, "−2.5"),
        (math.log(2), "0.6931"),
        (9999.6, "1×10⁴"),
        (1234.4, "1234"),
        (0.001, "0.001"),
        (0.00012345, "1.234×10⁻⁴"),  # the float lies below the half
        (1.0625, "1.063"),  # an exact half is rounded up, as in JavaScript
        (-6.02e23, "−6.02×10²³"),
        (math.inf, "—"),
        (math.nan, "—"),
    ],
)
def test_numbers_have_four_digits(x, text):
    assert format_number(x) == text


def test_names_are_taken_apart():
    assert Name.parse("w1").html() == "<i>w</i><sub>1</sub>"
    assert Name.parse("v_10").html(DOT) == "<i>v\u0307</i><sub>10</sub>"
    assert Name.parse("L̃").html(BAR) == "<i>L\u0303\u0304</i>"
    assert Name.parse("v2").speech(BAR) == "v 2 bar"
    assert Name.parse("L̃").speech() == "L tilde"
    for text in ("", "7", " "):
        with pytest.raises(ValueError, match="cannot name a node"):
            Name.parse(text)


def test_missing_names_are_numbered_and_the_output_is_L():
    def loss(w1, w2):
        v2 = w2 * np.log(w1)
        return v2 + np.sqrt(v2)

    graph = trace(loss, 2.0, 3.0)
    names = [n.name.plain for n in name_graph(graph, ("w1", "w2"))]
    assert names == ["w1", "w2", "v1", "v2", "v3", "L"]
    names = [n.name.plain for n in name_graph(graph, ("a", "b", None, "z", None, "R"))]
    assert names == ["a", "b", "v1", "z", "v2", "R"]
    with pytest.raises(ValueError, match="7 names for 6 nodes"):
        name_graph(graph, list("abcdefg"))
    with pytest.raises(ValueError, match="two nodes are called 'a'"):
        name_graph(graph, ("a", "a"))


def test_a_negative_number_is_put_in_parentheses_where_it_needs_them():
    def fill(slot):
        return "−2"

    product = ["row", ["a", 0], ["op", "·"], ["a", 1]]
    assert tree_html(product, fill) == '−2<span class="ad-op">·</span>(−2)'
    assert tree_html(["sup", ["a", 0], 2], fill) == "(−2)<sup>2</sup>"
    assert tree_html(["root", ["a", 0]], fill).endswith("<span>−2</span></span>")
    assert "".join(text for _, text in tree_runs(["sup", ["a", 0], 2], fill)) == "(−2)2"


def test_a_formula_is_spoken():
    def fill(slot):
        return Name.parse("v2")

    tree = ["frac", 1, ["row", 2, ["root", ["a", 0]]]]
    assert tree_speech(tree, fill) == "1 over 2 times the root of v 2"
    assert tree_speech(["sup", ["a", 0], 2], fill) == "v 2 squared"
    assert tree_speech(["row", ["op", MINUS], ["a", 0]], fill) == "minus v 2"
