"""Has a figure a picture for paper, which needs neither a page nor its style sheets?"""

import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from IPython.core.formatters import DisplayFormatter

from autograder.drawing import graph_figure, stepper
from autograder.reference import trace

SVG = "{http://www.w3.org/2000/svg}"


def loss(w1, w2):
    v2 = w2 * np.log(w1)
    return v2 + np.sqrt(v2)


FIGURES = {
    "graph": graph_figure(trace(loss, 2.0, 3.0), ("w1", "w2"), partials=True, adjoints=True),
    "stepper": stepper(loss, (2.0, 3.0), ("w1", "w2")),
}
every_figure = pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)


@every_figure
def test_a_cell_gives_html_a_picture_for_paper_and_a_line_for_a_terminal(figure):
    given, _ = DisplayFormatter().format(figure)
    assert given["text/html"] == figure.html
    assert given["image/svg+xml"] == figure.svg
    assert given["text/plain"] == "<figure: Computational graph of L>"


@every_figure
def test_the_picture_is_a_file_of_its_own_with_a_size_and_a_text(figure):
    root = ET.fromstring(figure.svg)
    assert root.tag == f"{SVG}svg"
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"
    assert float(root.get("width")) > float(root.get("height"))  # the one from left to right
    assert root.find(f"{SVG}title").text == "Computational graph of L"
    assert "w 1 is an input" in root.find(f"{SVG}desc").text


@every_figure
def test_the_picture_uses_nothing_that_only_a_browser_knows(figure):
    assert not re.search(r"var\(|:is\(|@|<script|href=|calc\(|html", figure.svg)
    styles = ET.fromstring(figure.svg).find(f"{SVG}style").text
    rules = dict(re.findall(r"([^{}]+) \{([^{}]*)\}", styles))
    assert rules[".ad-card"] == "fill: #ffffff; stroke: #c3ccd6; stroke-width: 1.25;"
    assert rules[".ad-graph .ad-tangent .ad-name"] == rules[".ad-graph .ad-tangent .ad-number"]
    assert "width: 100%" not in styles


@every_figure
def test_the_picture_shows_the_numbers_of_the_page_and_no_empty_row(figure):
    graph = trace(loss, 2.0, 3.0)
    root = ET.fromstring(figure.svg)
    for kind in ("value", "adjoint"):
        rows = [g for g in root.iter(f"{SVG}g") if g.get("data-row") == kind]
        assert len(rows) == len(graph.nodes)
    numbers = [t.text for t in root.iter(f"{SVG}text") if t.get("class") == "ad-number"]
    assert len(numbers) == 2 * len(graph.nodes)
    assert all(numbers)


@every_figure
def test_each_edge_has_one_arrow(figure):
    root = ET.fromstring(figure.svg)
    edges = [g for g in root.iter(f"{SVG}g") if g.get("class") == "ad-edge"]
    assert len(edges) == 6
    for edge in edges:
        assert [path.get("class").split()[0] for path in edge] == ["ad-line", "ad-head"]
