"""Does a recorded trace show the reference module's arrays, and the rules that they follow?"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from stepping import card, choose, place, status

from autograder.drawing import array_stepper
from autograder.drawing.notation import format_number
from autograder.reference import grad, trace

pytestmark = pytest.mark.browser

rng = np.random.default_rng(11)
X, Y = rng.normal(size=(3, 2)), rng.normal(size=(3, 1))
C, TABLE = rng.normal(size=(2, 1)), rng.normal(size=(2, 3))


def network(w1: Any, w2: Any) -> Any:
    return np.sum((np.tanh(X @ w1) @ w2 - Y) ** 2) / 2


def solve(A: Any, b: Any) -> Any:
    return np.sum(C * np.linalg.solve(A, b))


def nuclear(W: Any) -> Any:
    s = np.linalg.svd(W, compute_uv=False)
    return np.sum((W - TABLE) ** 2) / 2 + 0.5 * np.sum(s)


def repeated(b: Any, w: Any) -> Any:
    return np.sum(np.exp(X * b) * w)


PROGRAMS: dict[str, tuple[Callable[..., Any], tuple[Any, ...], tuple[str, ...]]] = {
    "network": (network, (rng.normal(size=(2, 3)), rng.normal(size=(3, 1))), ("w1", "w2")),
    "solve": (solve, (rng.normal(size=(2, 2)), rng.normal(size=(2, 1))), ("A", "b", "x")),
    "nuclear": (nuclear, (rng.normal(size=(2, 3)),), ("W", "F", "s")),
    "repeated": (repeated, (rng.normal(size=2), 1.7), ("b", "w")),
}
CONSTANTS = {"x": X, "y": Y, "c": C, "Y": TABLE}
each = pytest.mark.parametrize("which", PROGRAMS)


def widget_of(which: str, **options: Any) -> str:
    f, inputs, names = PROGRAMS[which]
    known = {k: v for k, v in CONSTANTS.items() if k not in names}
    return array_stepper(f, inputs, names, constants=known, **options).html


def numbers(widget: Any) -> list[list[str]]:
    """The arrays that the panel shows, as they are written."""
    found: list[list[str]] = widget.locator(".ad-math .ad-matrix").evaluate_all(
        "all => all.map(m => [...m.children].map(x => x.textContent))"
    )
    return found


def written(value: Any) -> list[str]:
    return [format_number(float(x)) for x in np.ravel(value)]


@each
def test_every_step_shows_the_modules_numbers(stepper_page: Any, which: str) -> None:
    f, inputs, _ = PROGRAMS[which]
    graph, adjoints = trace(f, *inputs), trace(f, *inputs).adjoints()
    widget = stepper_page(widget_of(which)).locator(".ad-stepper")
    for node in graph.nodes[len(inputs) :]:
        widget.locator("[data-go=next]").click()
        parts = node.value if isinstance(node.value, tuple | list) else [node.value]
        expected = [written(part) for part in parts if np.ndim(part)]
        if expected:
            assert numbers(widget) == expected
        else:
            assert format_number(float(node.value)) in widget.locator(".ad-math").inner_text()
    choose(widget, "reverse")
    last = widget.locator("[data-go=next]")
    seen = 0
    while last.get_attribute("aria-disabled") == "false":
        last.click()
        active = widget.locator("svg:visible .ad-active.ad-node")
        node = int(active.get_attribute("data-node"))
        text = card(widget, node, "adjoint").text_content()
        parts = adjoints[node]
        if text.endswith("+") or isinstance(parts, tuple | list):
            continue
        seen += 1
        if np.ndim(parts):
            assert numbers(widget)[-1] == written(parts), "what has arrived is the adjoint"
        else:
            assert format_number(float(parts)) in widget.locator(".ad-math").inner_text()
    assert seen >= len(graph.nodes) - 1


@each
def test_the_last_adjoints_are_the_gradient(which: str) -> None:
    f, inputs, _ = PROGRAMS[which]
    html = widget_of(which)
    for k in range(len(inputs)):
        for text in written(grad(f, k)(*inputs)):
            assert f"<span>{text}</span>" in html or f">{text}<" in html


@pytest.mark.parametrize(
    ("which", "rules"),
    [
        ("network", ["⊙(1−", "w2⊤", "x⊤"]),
        ("solve", ["A−⊤x̄", "−A−⊤x̄x⊤"]),
        ("nuclear", ["Udiag(s̄)V⊤"]),
    ],
)
def test_the_rules_are_written(stepper_page: Any, which: str, rules: list[str]) -> None:
    widget = stepper_page(widget_of(which, start="reverse")).locator(".ad-stepper")
    seen = ""
    while widget.locator("[data-go=next]").get_attribute("aria-disabled") == "false":
        widget.locator("[data-go=next]").click()
        seen += "|" + "".join(widget.locator(".ad-math").inner_text().split())
        assert status(widget).startswith("Step ")
    seen = unicodedata.normalize("NFC", seen)
    for rule in rules:
        assert unicodedata.normalize("NFC", rule) in seen
    assert "One pass gave" in widget.locator(".ad-words").inner_text()


def test_what_is_used_twice_gets_two_shares_and_their_sum(stepper_page: Any) -> None:
    widget = stepper_page(widget_of("nuclear", start="reverse")).locator(".ad-stepper")
    widget.locator("[data-go=last]").click()
    f, (W,), _ = PROGRAMS["nuclear"]
    assert numbers(widget) == [written(W - TABLE), written(grad(f)(W))]
    widget.locator("[data-go=back]").click()
    U, _, Vt = np.linalg.svd(W, full_matrices=False)
    assert numbers(widget) == [written(0.5 * U @ Vt)]
    assert card(widget, 0, "adjoint").text_content() == "2×3 +"


@pytest.mark.parametrize("theme", ["light", "dark"])
@each
def test_a_phone_and_axe_have_nothing_to_complain(
    stepper_page: Any, which: str, theme: str
) -> None:
    page = stepper_page(widget_of(which, start="reverse"), width=360, theme=theme)
    widget = page.locator(".ad-stepper")
    for _ in range(4):
        widget.locator("[data-go=next]").click()
        assert page.evaluate("document.documentElement.scrollWidth") == 360
    widget.locator("summary").click()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    found = [
        (violation["id"], node["html"])
        for violation in Axe().run(page).response["violations"]
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]
    assert found == []
    assert place(widget).startswith("Step 4 of")


@each
def test_without_javascript_picture_and_table_are_there(stepper_page: Any, which: str) -> None:
    look = "root => [...root.querySelectorAll('.ad-node')].map(e => e.getAttribute('transform'))"
    still = stepper_page(widget_of(which), java_script_enabled=False).locator(".ad-stepper")
    live = stepper_page(widget_of(which)).locator(".ad-stepper")
    assert still.evaluate(look) == live.evaluate(look)
    assert still.locator("table .ad-matrix").count() > 3


@pytest.mark.parametrize(
    ("f", "inputs", "message"),
    [
        (lambda x: np.sum(np.cumsum(x)), (np.ones(3),), "for which no rule can be written"),
        (lambda x: np.sum(x), (np.ones((9, 9)),), "has 81 entries"),
    ],
)
def test_what_cannot_be_shown_is_refused(f: Any, inputs: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        array_stepper(f, inputs)
