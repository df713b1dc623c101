"""Does the stepper show the reference module's numbers, to every reader and at every step?"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from stepping import (
    assert_agrees,
    card,
    choose,
    finish,
    mathematics,
    move,
    place,
    status,
    table,
    visit,
)

from autograder.drawing import stepper
from autograder.drawing.notation import format_number
from autograder.drawing.rules import PRIMITIVES
from autograder.drawing.stepper import MODES
from autograder.reference import hessian, trace

pytestmark = pytest.mark.browser

RANGES = {"w1": (1.1, 5.0), "w2": (0.5, 5.0)}


def loss(w1: Any, w2: Any) -> Any:
    v2 = w2 * np.log(w1)
    return v2 + np.sqrt(v2)


def logistic(ω: Any, b: Any) -> Any:
    z = 2.0 * ω + b
    y = 1.0 / (1.0 + np.exp(-z))
    return (y - 1.0) ** 2 / 2.0 + 0.05 * ω**2


# Each primitive with each kind of operand: traced on the left, on the right, on both sides, twice.
PROGRAMS: dict[str, Callable[..., Any]] = {
    "log": lambda x, y: np.log(x) * y,
    "exp": lambda x, y: np.exp(x * y),
    "sin": lambda x, y: np.sin(x * y),
    "cos": lambda x, y: np.cos(x) + y,
    "tanh": lambda x, y: np.tanh(x - y),
    "sqrt": lambda x, y: np.sqrt(x + y),
    "square": lambda x, y: np.square(x) * y,
    "reciprocal": lambda x, y: np.reciprocal(x) + y,
    "negative": lambda x, y: -(x * y),
    "add": lambda x, y: (x + 2.0) + (1.0 + y) + (x + x),
    "subtract": lambda x, y: (x - 2.0) * (1.0 - y) - x,
    "multiply": lambda x, y: x * y * x * (3.0 * x) * (y * -0.5),
    "divide": lambda x, y: (x / y) / 3.0 + 2.0 / x,
    "power": lambda x, y: x**3 + y**-1.5 + 2.0**x + x**y,
}


@pytest.fixture(scope="module")
def running() -> str:
    """The stepper of the running example."""
    return stepper(loss, (2.0, 3.0), ("w1", "w2"), ranges=RANGES).html


@pytest.fixture(scope="module")
def whole() -> str:
    """The same with all modes."""
    return stepper(loss, (2.0, 3.0), ("w1", "w2"), ranges=RANGES, modes=MODES).html


# --- numbers -----------------------------------------------------------------------------------


def test_every_primitive_is_tried_here() -> None:
    assert set(PROGRAMS) == set(PRIMITIVES)
    for primitive, f in PROGRAMS.items():
        assert primitive in {n.primitive for n in trace(f, 1.5, 1.25).nodes}


@pytest.mark.parametrize("primitive", PROGRAMS)
def test_a_primitives_numbers_are_the_references(stepper_page: Any, primitive: str) -> None:
    f = PROGRAMS[primitive]
    ranges = {"x": (0.25, 3.0, 0.25), "y": (0.25, 3.0, 0.25)}
    page = stepper_page(stepper(f, (1.5, 1.25), ("x", "y"), ranges=ranges, modes=MODES).html)
    widget = page.locator(".ad-stepper")
    finish(widget, 2)
    assert {kind for kind, _, _ in table(widget)} == {"value", "tangent", "adjoint", "mixed"}
    wanted = list(itertools.product((0.25, 0.75, 1.0, 1.5, 3.0), (0.25, 1.0, 2.0, 2.75)))
    for inputs, (settled, numbers, _) in zip(wanted, visit(widget, wanted), strict=True):
        assert settled == list(inputs)
        assert_agrees(numbers, f, inputs)


@pytest.mark.parametrize(
    ("f", "names", "start", "ranges"),
    [
        (loss, ("w1", "w2"), (2.0, 3.0), RANGES),
        (logistic, ("ω", "b", None, "z"), (0.3, 0.2), {"ω": (-3.0, 3.0), "b": (-2.0, 2.0)}),
    ],
)
def test_the_numbers_follow_the_sliders(
    stepper_page: Any, f: Any, names: Any, start: Any, ranges: Any
) -> None:
    page = stepper_page(stepper(f, start, names, ranges=ranges, modes=MODES).html)
    widget = page.locator(".ad-stepper")
    finish(widget, 2)
    assert_agrees(table(widget), f, start)
    rng = np.random.default_rng(3)
    wanted = [[rng.uniform(*limit) for limit in ranges.values()] for _ in range(40)]
    for inputs, numbers, text in visit(widget, wanted):
        # A slider settles on its own grid; the numbers are those of where it settled.
        assert_agrees(numbers, f, inputs)
        assert "NaN" not in text


def test_a_slider_moved_by_the_keyboard_moves_the_picture(stepper_page: Any, running: str) -> None:
    widget = stepper_page(running).locator(".ad-stepper")
    widget.locator("[data-go=last]").click()
    slider = widget.get_by_role("slider", name="w 1")
    slider.press("ArrowRight")
    moved = float(slider.input_value())
    assert moved > 2.0
    assert card(widget, 0, "value").text_content() == format_number(moved)
    graph = trace(loss, moved, 3.0)
    assert card(widget, 5, "value").text_content() == format_number(float(graph.nodes[5].value))
    assert place(widget) == "Step 4 of 4", "the slider's arrow keys are its own"


# --- steps -------------------------------------------------------------------------------------


def test_the_evaluation_computes_one_node_a_step(stepper_page: Any, running: str) -> None:
    widget = stepper_page(running).locator(".ad-stepper")
    graph = trace(loss, 2.0, 3.0)
    for step in range(5):
        assert place(widget) == f"Step {step} of 4"
        known = {row for kind, _, row in table(widget) if kind == "value"}
        assert known == set(range(2 + step))
        if step:
            node = step + 1
            assert "ad-active" in widget.locator(f'svg:visible [data-node="{node}"]').get_attribute(
                "class"
            )
            number = format_number(float(graph.nodes[node].value))
            assert card(widget, node, "value").text_content() == number
            assert number in widget.locator(".ad-math").inner_text()
        # At the end the button is there and does nothing; click() would wait for it.
        widget.locator("[data-go=next]").dispatch_event("click")
    assert place(widget) == "Step 4 of 4", "there is nothing after the last step"
    widget.locator("[data-go=back]").click()
    assert place(widget) == "Step 3 of 4"
    assert {row for _, _, row in table(widget)} == set(range(5))


@pytest.mark.parametrize("seed", [0, 1])
def test_forward_mode_carries_the_tangent_of_the_chosen_seed(
    stepper_page: Any, running: str, seed: int
) -> None:
    widget = stepper_page(running).locator(".ad-stepper")
    tangents = trace(loss, 2.0, 3.0).tangents([float(seed == 0), float(seed == 1)])
    choose(widget, "forward", seed)
    assert [card(widget, i, "tangent").text_content() for i in (0, 1)] == [
        format_number(float(t)) for t in tangents[:2]
    ]
    for node in range(2, 6):
        assert (
            card(widget, node, "tangent")
            .locator("..")
            .evaluate("row => row.classList.contains('ad-pending')")
        )
        widget.locator("[data-go=next]").click()
        assert card(widget, node, "tangent").text_content() == format_number(float(tangents[node]))
    assert f"is ∂L/∂w{seed + 1}." in widget.locator(".ad-words").inner_text()


def test_forward_mode_writes_the_chain_rule_of_the_product(stepper_page: Any, running: str) -> None:
    widget = stepper_page(running).locator(".ad-stepper")
    choose(widget, "forward", 0)
    widget.locator("[data-go=next]").click()
    widget.locator("[data-go=next]").click()
    assert "=v1·ẇ2+w2·v̇1" in mathematics(widget)
    assert "=0.6931·0+3·0.5=1.5" in mathematics(widget)
    assert "v 2 dot = v 1 times w 2 dot plus w 2 times v 1 dot" in status(widget)
    labels = widget.locator("svg:visible .ad-factor:not(:empty)").all_text_contents()
    assert sorted(labels) == ["× 0.6931", "× 3"]


def test_reverse_mode_adds_the_contributions_one_at_a_time(stepper_page: Any, running: str) -> None:
    widget = stepper_page(running).locator(".ad-stepper")
    adjoints = [float(a) for a in trace(loss, 2.0, 3.0).adjoints()]
    choose(widget, "reverse")
    known = {kind: [] for kind in ("value", "adjoint")}
    for kind, _, row in table(widget):
        known[kind].append(row)
    assert known == {"value": list(range(6)), "adjoint": []}, "only the values are there at first"

    # L̄ = 1, then v̄3, then v̄2 in two contributions, then v̄1 and the inputs.
    after_v3 = 1 / (2 * np.sqrt(3 * np.log(2.0)))
    steps = [(5, 1.0), (4, 1.0), (3, after_v3), (3, adjoints[3]), (2, adjoints[2])]
    for step, (node, number) in enumerate(steps, start=1):
        widget.locator("[data-go=next]").click()
        shown = table(widget)["adjoint", "", node][0]
        assert shown == pytest.approx(number, rel=1e-12), f"step {step}"
    widget.locator("[data-go=back]").click()
    widget.locator("[data-go=back]").click()
    assert "Contribution 1 of 2" in widget.locator(".ad-words").inner_text()
    assert card(widget, 3, "adjoint").text_content() == format_number(after_v3) + " +"
    active = widget.locator("svg:visible .ad-edge.ad-active")
    assert active.evaluate_all("edges => edges.map(e => e.dataset.edge)") == ["4:0"]
    widget.locator("[data-go=next]").click()
    assert "Both contributions have arrived" in widget.locator(".ad-words").inner_text()
    assert active.evaluate_all("edges => edges.map(e => e.dataset.edge)") == ["5:0"]
    assert mathematics(widget).endswith("≈1.347")

    widget.locator("[data-go=last]").click()
    words = re.sub(r"\s", "", widget.locator(".ad-words").inner_text())
    assert f"∂L/∂w1≈{format_number(adjoints[0])}" in words
    assert f"∂L/∂w2≈{format_number(adjoints[1])}" in words


# --- second order ------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", [0, 1])
def test_the_last_step_of_second_order_is_a_column_of_the_hessian(
    stepper_page: Any, whole: str, seed: int
) -> None:
    widget = stepper_page(whole).locator(".ad-stepper")
    choose(widget, "second", seed)
    assert "All values and tangents are stored" in widget.locator(".ad-what-now").inner_text()
    assert place(widget) == "Step 0 of 7"
    widget.locator("[data-go=last]").click()
    H = hessian(lambda w: loss(w[0], w[1]))(np.array([2.0, 3.0]))
    numbers = table(widget)
    words = re.sub(r"\s", "", widget.locator(".ad-words").inner_text())
    for i in range(2):
        assert numbers["mixed", str(seed), i][0] == pytest.approx(H[i, seed], rel=1e-13)
        assert card(widget, i, "mixed").text_content() == format_number(H[i, seed])
        assert f"∂2L/∂w{i + 1}∂w{seed + 1}≈{format_number(H[i, seed])}" in words
    assert ("mixed", str(1 - seed), 0) not in numbers, "the other column needs another pass"


def test_second_order_writes_both_terms_of_each_edge(stepper_page: Any, whole: str) -> None:
    widget = stepper_page(whole).locator(".ad-stepper")
    choose(widget, "second", 0)
    widget.locator("[data-go=next]").click()
    assert {row for kind, _, row in table(widget) if kind == "mixed"} == {5}, "L bar dot is 0"
    for _ in range(3):  # to v2, which L and v3 read
        widget.locator("[data-go=next]").click()
    dot, change = 1.5, -1.5 / (4 * (3 * np.log(2.0)) ** 1.5)
    assert table(widget)["tangent", "0", 3][0] == dot
    assert table(widget)["mixed", "0", 3][0] == pytest.approx(change)
    text = mathematics(widget)
    bar, both = unicodedata.normalize("NFC", "v̄3"), unicodedata.normalize("NFC", "v̄̇3")
    assert f"{both}2√v2+{bar}·(12√v2)•+" in text
    assert f"+1·({format_number(change)})+0+1·0={format_number(change)}" in text
    assert "v 3 bar times the tangent of 1 over 2 times the root of v 2" in status(widget)
    for _ in range(3):  # to w1: the adjoint of v1 and its tangent both count
        widget.locator("[data-go=next]").click()
    labels = widget.locator("svg:visible .ad-factor:not(:empty)").all_text_contents()
    assert labels == ["× 0.5"]


def test_second_order_carries_a_column_with_the_mode_alone(stepper_page: Any) -> None:
    html = stepper(loss, (2.0, 3.0), ("w1", "w2"), ranges=RANGES, modes=("second",)).html
    widget = stepper_page(html).locator(".ad-stepper")
    assert widget.locator(".ad-tabs").is_hidden()
    assert {kind for kind, _, _ in table(widget)} == {"value", "tangent"}
    finish(widget, 2)
    assert_agrees(table(widget), loss, (2.0, 3.0))


def test_an_infinite_second_derivative_troubles_only_the_second_order(stepper_page: Any) -> None:
    ranges = {"x": (0.0, 2.0)}
    html = stepper(lambda x: x**1.5, (1.0,), ("x",), ranges=ranges, modes=MODES).html
    widget = stepper_page(html).locator(".ad-stepper")
    finish(widget, 1)
    move(widget, (0.0,))
    for mode in MODES:
        choose(widget, mode)
        troubled = "second derivative is infinite" in widget.locator(".ad-words").inner_text()
        assert troubled is (mode == "second")


def test_the_live_picture_and_table_are_those_that_stand_there_without_the_script(
    stepper_page: Any, whole: str
) -> None:
    """layout.py, figure.py and the table in Python against their counterparts in the page."""
    look = """root => [...root.querySelectorAll(".ad-node, .ad-edge path:first-child")].map(
        e => e.getAttribute("transform") || e.getAttribute("d").match(/[-\\d.]+/g).map(Number)
        ).concat([...root.querySelectorAll("svg.ad-graph")].map(e => e.getAttribute("viewBox")),
        [...root.querySelectorAll(".ad-graph desc, th, .ad-expression")]
            .map(e => e.textContent))"""
    wide = stepper(lambda x, y: (np.sin(x * y) + x) * np.exp(-y) / (x + y) - x**2, (1.0, 2.0)).html
    for html in (whole, wide, stepper(logistic, (0.3, 0.2)).html):
        still = stepper_page(html, java_script_enabled=False).locator(".ad-stepper")
        live = stepper_page(html).locator(".ad-stepper")
        before, after = (w.evaluate(look) for w in (still, live))
        assert len(before) > 30
        assert before == after


def test_a_node_used_twice_by_one_child_gets_two_contributions(stepper_page: Any) -> None:
    widget = stepper_page(stepper(lambda x: x * x, (3.0,), ("x",)).html).locator(".ad-stepper")
    choose(widget, "reverse")
    found = []
    for _ in range(3):
        widget.locator("[data-go=next]").click()
        found.append(table(widget).get(("adjoint", "", 0), (None,))[0])
    assert found == [None, 3.0, 6.0]


def test_an_input_that_nothing_reads_has_the_adjoint_zero(stepper_page: Any) -> None:
    html = stepper(lambda x, y: np.sin(x), (1.0, 2.0), ("x", "y")).html
    widget = stepper_page(html).locator(".ad-stepper")
    choose(widget, "reverse")
    widget.locator("[data-go=next]").click()
    widget.locator("[data-go=next]").click()
    assert "No node reads y" in widget.locator(".ad-what-now").inner_text()
    assert table(widget)["adjoint", "", 1][0] == 0.0


def test_each_mode_keeps_its_place(stepper_page: Any, running: str) -> None:
    widget = stepper_page(running).locator(".ad-stepper")
    widget.locator("[data-go=next]").click()
    choose(widget, "forward", 1)
    for _ in range(2):
        widget.locator("[data-go=next]").click()
    choose(widget, "reverse")
    widget.locator("[data-go=last]").click()
    choose(widget, "forward", 0)
    assert place(widget) == "Step 0 of 4"
    choose(widget, "forward", 1)
    assert place(widget) == "Step 2 of 4"
    choose(widget, "evaluation")
    assert place(widget) == "Step 1 of 4"


def test_the_tab_that_was_asked_for_is_open_first(stepper_page: Any) -> None:
    html = stepper(loss, (2.0, 3.0), ("w1", "w2"), ranges=RANGES, start="reverse").html
    widget = stepper_page(html).locator(".ad-stepper")
    assert widget.get_attribute("data-mode") == "reverse"
    assert widget.locator('input[value="reverse"]').is_checked()


def test_two_steppers_on_a_page_do_not_disturb_each_other(stepper_page: Any, running: str) -> None:
    page = stepper_page(running, running)
    first, second = page.locator(".ad-stepper").all()
    choose(first, "reverse")
    first.locator("[data-go=next]").click()
    move(first, (4.0, 1.0))
    assert place(second) == "Step 0 of 4"
    assert second.locator('input[value="evaluation"]').is_checked()
    assert table(second)["value", "", 0][0] == 2.0
    assert first.locator('input[value="reverse"]').is_checked()


# --- where a number does not exist -------------------------------------------------------------


@pytest.mark.parametrize(
    ("f", "start", "ranges", "to", "message"),
    [
        (loss, (2.0, 3.0), {"x": (-1.0, 5.0), "y": (0.5, 5.0)}, (-1.0, 3.0), "log needs a pos"),
        (loss, (2.0, 3.0), {"x": (0.5, 5.0), "y": (0.5, 5.0)}, (0.5, 3.0), "a root needs"),
        (loss, (2.0, 3.0), {"x": (1.0, 5.0), "y": (0.5, 5.0)}, (1.0, 3.0), "derivative is inf"),
        (
            lambda x, y: x / y,
            (1.0, 1.0),
            {"x": (-1.0, 1.0), "y": (-1.0, 1.0)},
            (1.0, 0.0),
            "division needs",
        ),
        (
            lambda x, y: x**0.5 + y,
            (1.0, 1.0),
            {"x": (-1.0, 1.0), "y": (-1.0, 1.0)},
            (-1.0, 0.0),
            "this power does not exist",
        ),
    ],
)
def test_an_undefined_value_is_explained(
    stepper_page: Any, f: Any, start: Any, ranges: Any, to: Any, message: str
) -> None:
    page = stepper_page(stepper(f, start, ("x", "y"), ranges=ranges).html)
    widget = page.locator(".ad-stepper")
    finish(widget, 2)
    move(widget, to)
    assert message in widget.locator(".ad-words").inner_text()
    assert message in status(widget)
    for mode in ("evaluation", "forward", "reverse"):
        choose(widget, mode)
        for wrong in ("NaN", "Infinity", "undefined ·"):
            assert wrong not in page.inner_text("body")
    move(widget, start)
    assert message not in page.inner_text("body"), "the way back works"
    assert_agrees(table(widget), f, start)


def test_a_value_stays_where_only_its_derivative_is_infinite(
    stepper_page: Any,
) -> None:
    ranges = {"w1": (1.0, 5.0), "w2": (0.5, 5.0)}
    html = stepper(loss, (2.0, 3.0), ("w1", "w2"), ranges=ranges).html
    widget = stepper_page(html).locator(".ad-stepper")
    widget.locator("[data-go=last]").click()
    move(widget, (1.0, 3.0))
    assert card(widget, 5, "value").text_content() == "0"
    assert "Undefined" not in widget.inner_text()


# --- every reader ------------------------------------------------------------------------------


def test_the_keyboard_reaches_and_does_everything(stepper_page: Any, running: str) -> None:
    page = stepper_page(running)
    widget = page.locator(".ad-stepper")
    reached = []
    for _ in range(11):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate(
                """() => { const e = document.activeElement;
                return e.dataset.go || e.name || e.dataset.input || e.className || e.tagName; }"""
            )
        )
    assert reached[:9] == [
        *("mode", "first", "back", "next", "last"),
        *("0", "1", "SUMMARY", "ad-scroll"),
    ]

    widget.locator('input[value="evaluation"]').focus()
    page.keyboard.press("ArrowRight")
    assert widget.get_attribute("data-mode") == "forward"
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    assert widget.locator('.ad-seeds input[value="1"]').is_checked()
    widget.locator("[data-go=next]").focus()
    page.keyboard.press("Enter")
    assert place(widget) == "Step 1 of 4"
    for key, where in (
        ("ArrowRight", 2),
        ("ArrowLeft", 1),
        ("End", 4),
        ("ArrowRight", 4),
        ("Home", 0),
        ("ArrowLeft", 0),
    ):
        page.keyboard.press(key)
        assert place(widget) == f"Step {where} of 4"
    assert page.evaluate("document.activeElement.dataset.go") == "next", "the focus stays"

    scrolled = page.evaluate("scrollBy(0, 40), scrollY")
    page.keyboard.press("End")
    page.keyboard.press("Home")
    assert page.evaluate("scrollY") == scrolled, "the keys step and do not scroll"


def test_a_step_is_announced(stepper_page: Any, running: str) -> None:
    widget = stepper_page(running).locator(".ad-stepper")
    assert widget.get_by_role("status").count() == 1
    assert status(widget) == "", "nothing is said before the reader does something"
    choose(widget, "reverse")
    widget.locator("[data-go=next]").click()
    assert status(widget).startswith("Step 1 of 7. L bar = 1.")
    move(widget, (3.0, 3.0))
    assert "Step 1 of 7" in status(widget)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_serious(stepper_page: Any, whole: str, theme: str, width: int) -> None:
    page = stepper_page(whole, width=width, theme=theme)
    widget = page.locator(".ad-stepper")
    for mode, step in (("evaluation", 2), ("forward", 2), ("reverse", 3), ("second", 4)):
        choose(widget, mode)
        for _ in range(step):
            widget.locator("[data-go=next]").click()
        found = [
            (violation["id"], node["html"], node["failureSummary"])
            for violation in Axe().run(page).response["violations"]
            if violation["impact"] in ("serious", "critical")
            for node in violation["nodes"]
        ]
        assert found == []


@pytest.mark.parametrize(
    ("theme", "data_theme", "dark"),
    [
        ("light", "", False),
        ("dark", "", True),
        ("light", "dark", True),
        ("dark", "light", False),
    ],
)
def test_the_theme_is_the_pages(
    stepper_page: Any, running: str, theme: str, data_theme: str, dark: bool
) -> None:
    page = stepper_page(running, theme=theme, data_theme=data_theme)
    ink = page.locator(".ad-title, .ad-math").first.evaluate("e => getComputedStyle(e).color")
    body = page.locator(".ad-body").evaluate("e => getComputedStyle(e).backgroundColor")

    def brightness(color: str) -> float:
        return sum(map(float, re.findall(r"[\d.]+", color)[:3])) / 3

    assert (brightness(body) < brightness(ink)) is dark


SVG_CONTRAST = """() => {
    // The contrast of every text of the picture with what is painted behind it (WCAG 2.2, 1.4.3).
    const linear = c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    const luminance = color => {
        const [r, g, b] = color.match(/[\\d.]+/g).map(Number);
        return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
    };
    const worst = [];
    for (const svg of document.querySelectorAll(".ad-graph")) {
        if (!svg.getBoundingClientRect().width) continue;
        for (const text of svg.querySelectorAll("text")) {
            if (!text.textContent || text.closest(".ad-pending")) continue;
            const card = text.closest(".ad-node")?.querySelector(".ad-card");
            const behind = card ? getComputedStyle(card).fill
                : getComputedStyle(document.querySelector(".ad-body")).backgroundColor;
            const [a, b] = [luminance(getComputedStyle(text).fill), luminance(behind)];
            const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            if (ratio < 4.5) worst.push([text.textContent, ratio]);
        }
    }
    return worst;
}"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_pictures_text_has_contrast(stepper_page: Any, whole: str, theme: str) -> None:
    page = stepper_page(whole, theme=theme)
    widget = page.locator(".ad-stepper")
    for mode in MODES:
        choose(widget, mode)
        for _ in range(3):
            widget.locator("[data-go=next]").click()
            assert page.evaluate(SVG_CONTRAST) == []


@pytest.mark.parametrize("f", [loss, logistic])
def test_a_phone_needs_no_sideways_scrolling_and_has_large_targets(
    stepper_page: Any, f: Any
) -> None:
    start = (2.0, 3.0) if f is loss else (0.3, 0.2)
    page = stepper_page(stepper(f, start, modes=MODES).html, width=360)
    widget = page.locator(".ad-stepper")
    for mode in MODES:
        choose(widget, mode)
        while widget.locator("[data-go=next]").get_attribute("aria-disabled") == "false":
            assert page.evaluate("document.documentElement.scrollWidth") == 360
            widget.locator("[data-go=next]").click()
        small = widget.locator(
            "button:visible, .ad-tab:visible, .ad-seed:visible, .ad-slider input, summary"
        ).evaluate_all(
            """targets => targets.map(t => [t.className, t.getBoundingClientRect()])
                .filter(([, box]) => box.width < 44 || box.height < 44)"""
        )
        assert small == []


OVERLAPS = """() => {
    // Texts that reach over the edge of their card, and labels that lie on a card or a label.
    const box = e => e.getBoundingClientRect();
    const shown = e => box(e).width > 0 && e.textContent && !e.closest(".ad-pending");
    const wrong = [];
    for (const text of document.querySelectorAll(".ad-node text")) {
        const card = box(text.closest(".ad-node").querySelector(".ad-card"));
        if (shown(text) && (box(text).right > card.right - 2 || box(text).left < card.left + 2))
            wrong.push(text.textContent);
    }
    const labels = [...document.querySelectorAll(".ad-factor")].filter(shown);
    const others = [...document.querySelectorAll(".ad-card"), ...labels];
    for (const label of labels) for (const other of others) {
        if (other === label || !box(other).width) continue;
        const [a, b] = [box(label), box(other)];
        if (a.left < b.right - 1 && b.left < a.right - 1 &&
            a.top + 3 < b.bottom && b.top + 3 < a.bottom)
            wrong.push([label.textContent, other.textContent]);
    }
    return wrong;
}"""


@pytest.mark.parametrize("width", [360, 1280])
def test_no_number_leaves_its_card_and_no_label_covers_one(
    stepper_page: Any, whole: str, width: int
) -> None:
    page = stepper_page(whole, width=width)
    widget = page.locator(".ad-stepper")
    for mode in MODES[1:]:
        choose(widget, mode)
        for values in ((1.1, 0.5), (1.15, 4.95), (5.0, 5.0)):
            move(widget, values)
            widget.locator("[data-go=first]").press("Home")
            while widget.locator("[data-go=next]").get_attribute("aria-disabled") == "false":
                widget.locator("[data-go=next]").click()
                assert page.evaluate(OVERLAPS) == [], (mode, values, place(widget))


@pytest.mark.parametrize("width", [360, 1280])
def test_a_long_number_is_written_smaller(stepper_page: Any, width: int) -> None:
    ranges = {"x": (0.0, 2.0, 0.001)}
    html = stepper(lambda x: -(x**3) * x, (1.0,), ("x",), ranges=ranges).html
    page = stepper_page(html, width=width)
    widget = page.locator(".ad-stepper")
    finish(widget, 1)
    move(widget, (0.012,))
    assert card(widget, 3, "value").text_content() == format_number(-(0.012**4)) == "−2.074×10⁻⁸"
    for mode in ("evaluation", "forward", "reverse"):
        choose(widget, mode)
        widget.locator("[data-go=first]").press("Home")
        while widget.locator("[data-go=next]").get_attribute("aria-disabled") == "false":
            widget.locator("[data-go=next]").click()
            assert page.evaluate(OVERLAPS) == [], (mode, place(widget))


def test_without_javascript_the_picture_and_the_table_are_there(
    stepper_page: Any, running: str
) -> None:
    page = stepper_page(running, java_script_enabled=False)
    widget = page.locator(".ad-stepper")
    graph, adjoints = trace(loss, 2.0, 3.0), trace(loss, 2.0, 3.0).adjoints()
    assert widget.locator("svg:visible").count() == 1
    assert widget.get_by_role("table").is_visible()
    assert widget.get_by_role("columnheader").count() == 6
    for node in graph.nodes:
        row = widget.locator(f'tr[data-row-of="{node.index}"]')
        assert format_number(float(node.value)) in row.inner_text()
        assert card(widget, node.index, "value").text_content() == format_number(float(node.value))
        assert card(widget, node.index, "adjoint").text_content() == format_number(
            float(adjoints[node.index])
        )
    for control in ("button", ".ad-modes", ".ad-sliders", ".ad-rule"):
        assert widget.locator(control).first.is_hidden(), "nothing that does not work is shown"


def test_motion_is_reduced_where_the_reader_asks(stepper_page: Any, running: str) -> None:
    names = []
    for preference in ("reduce", "no-preference"):
        page = stepper_page(running, reduced_motion=preference)
        widget = page.locator(".ad-stepper")
        widget.locator("[data-go=next]").click()
        line = widget.locator("svg:visible .ad-edge.ad-active .ad-line").first
        names.append(line.evaluate("e => getComputedStyle(e).animationName"))
    assert names == ["none", "ad-flow"]
