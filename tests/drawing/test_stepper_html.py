"""Is the stepper complete, right and reproducible before any script runs?"""

import re
from html.parser import HTMLParser

import numpy as np
import pytest

from autograder.drawing import stepper
from autograder.drawing.notation import format_number
from autograder.reference import trace

RANGES = {"w1": (1.1, 5.0), "w2": (0.5, 5.0)}


def loss(w1, w2):
    v2 = w2 * np.log(w1)
    return v2 + np.sqrt(v2)


def logistic(ω, b):
    z = 2.0 * ω + b
    y = 1.0 / (1.0 + np.exp(-z))
    return (y - 1.0) ** 2 / 2.0 + 0.05 * ω**2


class Table(HTMLParser):
    """The cells of the stepper's table: the exact number and the text of each."""

    def __init__(self, html):
        super().__init__()
        self.cells = []
        self.place = None
        self.row = None
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        known = dict(attributes)
        if tag == "tr" and "data-row-of" in known:
            self.row = int(known["data-row-of"])
        if tag == "td" and "data-cell" in known:
            self.place = (known["data-cell"], known.get("data-seed"), self.row)
        if tag == "data" and self.place:
            self.cells.append([self.place, float(known["value"]), ""])

    def handle_data(self, text):
        if self.place and self.cells:
            self.cells[-1][2] += text

    def handle_endtag(self, tag):
        if tag == "td":
            self.place = None


@pytest.mark.parametrize(
    ("f", "inputs", "names"),
    [(loss, (2.0, 3.0), ("w1", "w2")), (logistic, (0.3, 0.2), ("ω", "b", None, "z"))],
)
def test_the_table_holds_the_reference_modules_numbers(f, inputs, names):
    graph = trace(f, *inputs)
    expected = {("value", None): [n.value for n in graph.nodes]}
    expected["adjoint", None] = graph.adjoints()
    for k in range(len(inputs)):
        seeds = [float(i == k) for i in range(len(inputs))]
        expected["tangent", str(k)] = graph.tangents(seeds)
    table = Table(stepper(f, inputs, names).html)
    assert len(table.cells) == len(expected) * len(graph.nodes)
    for (kind, seed, row), number, text in table.cells:
        assert number == float(expected[kind, seed][row])
        assert text == format_number(number)


def test_two_builds_give_the_same_bytes_and_no_ids():
    first = stepper(loss, (2.0, 3.0), ("w1", "w2"), ranges=RANGES).html
    assert first == stepper(loss, (2.0, 3.0), ("w1", "w2"), ranges=RANGES).html
    # Without ids nothing can clash when one stepper stands on a page twice.
    assert not re.search(r'<[^>]*\sid="', re.sub(r"<script.*?</script>", "", first, flags=re.S))


def test_nothing_is_asked_from_outside_the_page():
    html = stepper(loss, (2.0, 3.0), ("w1", "w2"), ranges=RANGES).html
    assert not re.search(r"https?:|url\(|\ssrc=|\shref=|@import|fetch\(", html)


def test_a_name_cannot_end_the_script():
    html = stepper(loss, (2.0, 3.0), ("</script>", "w2")).html
    data = re.search(r'<script type="application/json">(.*?)</script>', html, re.S)[1]
    assert data.endswith("}")
    assert "&lt;/script&gt;" in html


def test_a_title_typesets_the_names_in_it():
    html = stepper(loss, (2.0, 3.0), ("w1", "w2"), title="All of L(w1, w2) & more").html
    title = re.search(r'<p class="ad-title">(.*?)</p>', html)[1]
    assert "<i>w</i><sub>1</sub>" in title
    assert "<i>L</i></span>(" in title
    assert title.startswith("All of")
    assert title.endswith("&amp; more")


def test_evaluation_alone_says_nothing_of_derivatives():
    html = stepper(loss, (2.0, 3.0), ("w1", "w2"), modes=("evaluation",)).html
    kinds = {place[0] for place, _, _ in Table(html).cells}
    assert kinds == {"value"}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"modes": ("backward",)}, "no mode 'backward'"),
        ({"modes": ("forward",), "start": "reverse"}, "start='reverse' is not one of"),
        ({"ranges": {"w3": (1.0, 2.0)}}, "ranges names 'w3', but the inputs are w1, w2"),
        ({"ranges": {"w1": (3.0, 5.0)}}, "w1 starts at 2.0, outside its range"),
        ({"ranges": {"w1": (1.0, 5.0, 0.3)}}, "the slider of w1 from 1.0 to 5.0 cannot start"),
        ({"inputs": (1.0, 3.0)}, "not finite at"),
    ],
)
def test_what_does_not_fit_is_refused(change, message):
    settings = {"inputs": (2.0, 3.0), "names": ("w1", "w2"), **change}
    with pytest.raises(ValueError, match=re.escape(message)):
        stepper(loss, settings.pop("inputs"), settings.pop("names"), **settings)


@pytest.mark.parametrize(
    ("f", "message"),
    [
        (lambda x: np.arctan(x), "'arctan', which the stepper does not know"),
        (lambda x: np.sum(x * np.ones(3)), "has the shape (3,)"),
        (lambda x: (x, x + 1.0), "returns 2 values"),
        (lambda x: 7.0, "does not depend on its inputs"),
    ],
)
def test_a_program_that_cannot_be_stepped_through_is_refused(f, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        stepper(f, (1.5,))
