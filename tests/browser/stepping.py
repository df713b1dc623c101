"""How do the tests step through a widget, and read what it shows?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import Any

from playwright.sync_api import Locator

from autograder.drawing.notation import format_number
from autograder.drawing.stepper import MODES
from autograder.reference import jvp, trace


def choose(widget: Locator, mode: str, seed: int = 0) -> None:
    widget.locator(f'.ad-modes input[value="{mode}"]').check()
    if mode in ("forward", "second"):
        widget.locator(f'.ad-seeds input[value="{seed}"]').check()


Numbers = dict[tuple[str, str, int], tuple[float, str]]

VISIT = """(widget, positions) => {
    // Move the sliders as a reader does, and read the table at each position.
    const sliders = [...widget.querySelectorAll(".ad-sliders input")];
    return positions.map(values => {
        sliders.forEach((slider, k) => {
            if (k >= values.length) return;
            slider.value = values[k];
            slider.dispatchEvent(new Event("input", { bubbles: true }));
            slider.dispatchEvent(new Event("change", { bubbles: true }));
        });
        return {
            inputs: sliders.map(slider => slider.valueAsNumber),
            cells: [...widget.querySelectorAll("td[data-cell]")].map(cell => [
                cell.dataset.cell, cell.dataset.seed ?? "",
                Number(cell.parentNode.dataset.rowOf),
                cell.querySelector("data")?.value ?? null, cell.textContent]),
            text: widget.innerText,
        };
    });
}"""


def visit(
    widget: Locator, positions: Sequence[Sequence[float]]
) -> list[tuple[list[float], Numbers, str]]:
    """Move to each position: where the sliders settled, the table's numbers, all the text."""
    return [
        (
            [float(x) for x in seen["inputs"]],
            {
                (kind, seed, row): (float(value), text)
                for kind, seed, row, value, text in seen["cells"]
                if value is not None
            },
            seen["text"],
        )
        for seen in widget.evaluate(VISIT, [list(p) for p in positions])
    ]


def move(widget: Locator, values: Sequence[float]) -> None:
    """Move the sliders to one position."""
    visit(widget, [values])


def finish(widget: Locator, seeds: int) -> None:
    """Go to the last step of every mode, so that the table is full."""
    for mode in MODES:
        if widget.locator(f'.ad-modes input[value="{mode}"]').count():
            for seed in range(seeds if mode in ("forward", "second") else 1):
                choose(widget, mode, seed)
                widget.locator("[data-go=last]").click()


def table(widget: Locator) -> Numbers:
    """The numbers that the table shows: exact, and as they are written."""
    ((_, numbers, _),) = visit(widget, [[]])
    return numbers


def expected(f: Callable[..., Any], inputs: Sequence[float]) -> dict[tuple[str, str, int], float]:
    """All numbers of a program by the reference module, those of the second order too."""
    inputs = tuple(map(float, inputs))
    graph = trace(f, *inputs)
    numbers = {("value", "", n.index): float(n.value) for n in graph.nodes}
    numbers |= {("adjoint", "", i): float(a) for i, a in enumerate(graph.adjoints())}
    for k in range(len(inputs)):
        seeds = tuple(float(i == k) for i in range(len(inputs)))
        _, mixed = jvp(lambda *x: list(trace(f, *x).adjoints()), inputs, seeds)
        for kind, found in (("tangent", graph.tangents(list(seeds))), ("mixed", mixed)):
            numbers |= {(kind, str(k), i): float(t) for i, t in enumerate(found)}
    return numbers


def assert_agrees(shown: Numbers, f: Callable[..., Any], inputs: Sequence[float]) -> None:
    """Hold a full table to the reference module, as far as its kinds of numbers go."""
    kinds = {kind for kind, _, _ in shown}
    reference = {place: x for place, x in expected(f, inputs).items() if place[0] in kinds}
    assert shown.keys() == reference.keys()
    for place, number in reference.items():
        size = max(1.0, abs(number))
        assert abs(shown[place][0] - number) <= 1e-11 * size, (place, inputs, shown[place], number)
        assert shown[place][1] == format_number(shown[place][0])


def card(widget: Locator, node: int, kind: str) -> Locator:
    """The number of a kind on a node's card, in the picture that is shown."""
    return widget.locator(f'svg:visible [data-node="{node}"] [data-row="{kind}"] .ad-number')


def place(widget: Locator) -> str:
    return widget.locator(".ad-count").inner_text()


def mathematics(widget: Locator) -> str:
    """What the panel writes, without its spaces."""
    text = widget.locator(".ad-math").inner_text()
    return unicodedata.normalize("NFC", re.sub(r"\s", "", text))


def status(widget: Locator) -> str:
    return widget.locator(".ad-status").text_content() or ""
