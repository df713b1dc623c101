"""Does the figure of a graph show the trace's own numbers, and can it be read by all?"""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import numpy as np
import pytest

from autograder import drawing
from autograder.drawing import graph_figure
from autograder.drawing.notation import format_number
from autograder.reference import trace

SVG = "{http://www.w3.org/2000/svg}"


def loss(w1, w2):
    v2 = w2 * np.log(w1)
    return v2 + np.sqrt(v2)


GRAPH = trace(loss, 2.0, 3.0)


def pictures(figure):
    """The figure's drawings, parsed: from left to right, from top to bottom."""
    return [ET.fromstring(svg) for svg in re.findall(r"<svg.*?</svg>", figure.html, re.S)]


def numbers(picture, kind):
    """What the figure writes, for each node, on its line of this kind."""
    found = {}
    for node in picture.iter("g"):
        if "data-node" in node.attrib:
            for row in node.iter("g"):
                if row.get("data-row") == kind:
                    text = next(t for t in row.iter("text") if t.get("class") == "ad-number")
                    found[int(node.get("data-node"))] = text.text
    return [found[i] for i in sorted(found)]


def test_values_tangents_and_adjoints_are_the_reference_modules():
    figure = graph_figure(GRAPH, ("w1", "w2"), tangents=(1.0, 0.0), adjoints=True)
    assert len(pictures(figure)) == 2
    for picture in pictures(figure):
        assert numbers(picture, "value") == [format_number(n.value) for n in GRAPH.nodes]
        tangents = GRAPH.tangents([1.0, 0.0])
        assert numbers(picture, "tangent") == list(map(format_number, tangents))
        assert numbers(picture, "adjoint") == list(map(format_number, GRAPH.adjoints()))


def test_what_is_not_asked_for_is_not_written():
    (picture, _) = pictures(graph_figure(GRAPH, values=False))
    for kind in ("value", "tangent", "adjoint"):
        assert numbers(picture, kind) == []


def test_every_operand_has_an_edge_repeats_included():
    graph = trace(lambda x: x * x, 3.0)
    (picture, _) = pictures(graph_figure(graph))
    edges = [g.get("data-edge") for g in picture.iter("g") if g.get("class") == "ad-edge"]
    assert sorted(edges) == ["1:0", "1:1"]


def test_partials_stand_on_the_edges():
    (picture, _) = pictures(graph_figure(GRAPH, ("w1", "w2"), partials=True))
    found = {
        g.get("data-edge"): "".join(g.itertext()).replace("\u200a", "").replace("\u2009", "")
        for g in picture.iter("g")
        if g.get("class") == "ad-edge-label"
    }
    # v1 = log w1, v2 = w2·v1, v3 = √v2, L = v2 + v3
    assert found == {
        "2:0": "1/w1",
        "3:0": "v1",
        "3:1": "w2",
        "4:0": "1/(2√v2)",
        "5:0": "1",
        "5:1": "1",
    }


def test_a_screen_reader_gets_title_and_description():
    figure = graph_figure(GRAPH, ("w1", "w2"), tangents=(1.0, 0.0))
    for svg in re.findall(r"<svg.*?</svg>", figure.html, re.S):
        assert 'role="img"' in svg
        assert "<title>Computational graph of L</title>" in svg
        description = re.search("<desc>(.*?)</desc>", svg)[1]
        assert "w 1 is an input" in description
        assert "v 2 = w 2 times v 1" in description
        assert "tangent 1.5" in description
    own = graph_figure(GRAPH, title="A <title>", description="Its & description")
    assert "<title>A &lt;title&gt;</title><desc>Its &amp; description</desc>" in own.html


def test_several_outputs_arrays_and_unknown_primitives_are_drawn():
    def f(A, x):
        return A @ x, np.sum(x)

    figure = graph_figure(trace(f, np.ones((2, 3)), np.ones(3)), ("A", "x", "y", "s"))
    (picture, _) = pictures(figure)
    assert numbers(picture, "value") == ["R2×3", "R3", "R2", "3"]
    outputs = [g for g in picture.iter("g") if "ad-output" in (g.get("class") or "")]
    assert len(outputs) == 2
    assert "sum of x" in figure.html


def test_seeds_must_fit_the_inputs():
    with pytest.raises(ValueError, match="1 seeds for 2 inputs"):
        graph_figure(GRAPH, tangents=(1.0,))


def test_a_long_graph_runs_from_top_to_bottom_only():
    def long(x):
        for _ in range(10):
            x = np.sin(x)
        return x

    assert len(pictures(graph_figure(trace(long, 1.0)))) == 1


def test_the_figure_needs_nothing_and_clashes_with_nothing():
    html = graph_figure(GRAPH).html
    assert not re.search(r'\sid="|<script|url\(|href|src=', html)
    assert html == graph_figure(trace(loss, 2.0, 3.0)).html


def test_both_ways_into_the_dark_have_the_same_colours():
    css = (Path(drawing.__file__).parent / "graph.css").read_text("utf-8")
    dark = [" ".join(b.split()) for b in re.findall(r"\{([^{}]*color-scheme: dark;[^{}]*)\}", css)]
    assert len(dark) == 2
    assert dark[0] == dark[1]
    light = re.search(r"\{([^{}]*color-scheme: light;[^{}]*)\}", css)[1]
    colours = set(re.findall(r"(--ad-[\w-]+): #", light))
    assert set(re.findall(r"(--ad-[\w-]+): #", dark[0])) == colours
