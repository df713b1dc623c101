"""Does the page read a typed program as Python reads it, and differentiate it as the reference?"""

from __future__ import annotations

import ast
import math
import random
import re
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page
from stepping import choose, expected, mathematics, status

from autograder.drawing import explorer
from autograder.drawing.explorer import FUNCTIONS
from autograder.drawing.notation import format_number
from autograder.drawing.rules import PRIMITIVES
from autograder.drawing.stepper import MODES
from autograder.reference import trace

pytestmark = pytest.mark.browser

INPUTS = {"x": 0.7, "y": 1.3, "z": 2.1}

TYPE = """(widget, text) => {
    // Type a program, go to the last step of every mode, and read the table.
    const field = widget.querySelector(".ad-field input");
    field.value = text;
    field.dispatchEvent(new Event("change", { bubbles: true }));
    const wrong = widget.querySelector(".ad-wrong");
    if (wrong) return { wrong: wrong.textContent, at: widget.querySelector("mark")?.textContent };
    const choices = group => [...widget.querySelectorAll(`.ad-modes input[name="${group}"]`)];
    choices("mode").forEach((_, m) => {
        choices("mode")[m].click();
        const seeded = !widget.querySelector(".ad-seeds").hidden;
        (seeded ? choices("seed") : [null]).forEach((_, k) => {
            if (seeded) choices("seed")[k].click();
            widget.querySelector("[data-go=last]").click();
        });
    });
    return {
        names: [...widget.querySelectorAll("tbody th .ad-sr")].map(e => e.textContent),
        cells: [...widget.querySelectorAll("td[data-cell]")].map(cell => [
            cell.dataset.cell, cell.dataset.seed ?? "", Number(cell.parentNode.dataset.rowOf),
            Number(cell.querySelector("data")?.value ?? NaN), cell.textContent]),
        said: widget.innerText,
    };
}"""


@pytest.fixture(scope="module")
def typed() -> str:
    """An explorer with three inputs, whose values are those of INPUTS."""
    return explorer("x*y + z", INPUTS, ranges={n: (0.1, 4.1, 0.1) for n in INPUTS}).html


@pytest.fixture
def field(stepper_page: Callable[..., Page], typed: str) -> Callable[[str], Any]:
    """A function that types a program and reads the page."""
    widget = stepper_page(typed).locator(".ad-stepper")
    return lambda text: widget.evaluate(TYPE, text)


def program(text: str) -> Callable[..., Any]:
    """The same program as Python reads it."""

    def f(*given: Any, names: tuple[str, ...]) -> Any:
        scope: dict[str, Any] = {**FUNCTIONS, **dict(zip(names, given, strict=True))}
        real = re.sub(r"(?<![\w.])(\d+)(?![\w.])", r"\1.0", text)
        *lines, last = real.replace("^", "**").split(";")
        exec(";".join(line.strip() for line in lines), scope)
        return eval(last.strip(), scope)

    return f


def names_of(text: str) -> tuple[str, ...]:
    """The inputs of a program, in the order of INPUTS."""
    code = ast.walk(ast.parse(text.replace("^", "**").replace("; ", "\n")))
    read = {node.id for node in code if isinstance(node, ast.Name)}
    return tuple(name for name in INPUTS if name in read)


def assert_reads(found: Mapping[str, Any], text: str) -> None:
    names = names_of(text)
    f = program(text)
    reference = expected(lambda *x: f(*x, names=names), [INPUTS[name] for name in names])
    assert "wrong" not in found, (text, found)
    shown = {(kind, seed, row): (x, words) for kind, seed, row, x, words in found["cells"]}
    assert shown.keys() == reference.keys(), text
    largest = max(map(abs, reference.values()))
    for place, number in reference.items():
        assert abs(shown[place][0] - number) <= 1e-10 * max(1.0, largest), (text, place, number)
        assert shown[place][1] == format_number(shown[place][0])
    for wrong in ("NaN", "Infinity", "undefined"):
        assert wrong not in found["said"], text


EACH = {
    **{name: f"{name}(x*y)" for name in FUNCTIONS},
    "negative": "-(x + y)",
    "add": "x + y + 2",
    "subtract": "1 - x - y",
    "multiply": "x*y*3",
    "divide": "x/y/3 + 2/x",
    "power": "x^3 + y^-1.5 + 2^x + x^y + y^2 + z^1 + x^-1 + z^0 + y^2.3456789",
}


@pytest.mark.parametrize("primitive", PRIMITIVES)
def test_each_primitive_can_be_typed(field: Any, primitive: str) -> None:
    names = names_of(EACH[primitive])
    f = program(EACH[primitive])
    graph = trace(lambda *x: f(*x, names=names), *(INPUTS[name] for name in names))
    assert primitive in {node.primitive for node in graph.nodes}
    assert_reads(field(EACH[primitive]), EACH[primitive])


def typed_at_random(rng: random.Random, depth: int, names: list[str]) -> str:
    """A sum, product, quotient or power as one writes it, with brackets only here and there."""
    if depth == 0 or rng.random() < 0.15:
        return rng.choice([*names, *names, str(rng.choice([2, 3, 0.5, 1.25]))])

    def part() -> str:
        return typed_at_random(rng, depth - 1, names)

    kind = rng.random()
    if kind < 0.2:
        return f"{rng.choice(list(FUNCTIONS))}({part()})"
    if kind < 0.3:
        return f"-{part()}"
    if kind < 0.4:
        return f"({part()})"
    if kind < 0.5:
        return f"({part()})^{rng.choice(['2', '3', '-1', '0.5', '-x', '(y - 1)', '2^-1'])}"
    return part() + rng.choice([" + ", " - ", "*", "/", "*", "-"]) + part()


def some_programs(count: int) -> list[str]:
    """So many random programs whose numbers exist and are of a moderate size."""
    rng, found = random.Random(7), []
    while len(found) < count:
        text = typed_at_random(rng, 3, [*INPUTS])
        if rng.random() < 0.3:
            text = f"v = {text}; {typed_at_random(rng, 2, ['v', 'v', *INPUTS])}"
        names, f = names_of(text), program(text)
        if not names or "--" in text:
            continue
        given = [INPUTS[name] for name in names]
        with np.errstate(all="ignore"):
            try:
                graph = trace(lambda *x, f=f, names=names: f(*x, names=names), *given)
                if graph.nodes[-1].primitive in ("constant", "input") or len(graph.nodes) > 24:
                    continue
                # A value that is computed and not used would be named in another order.
                if [*graph.outputs] != [len(graph.nodes) - 1]:
                    continue
                numbers = expected(lambda *x, f=f, names=names: f(*x, names=names), given)
            except (ValueError, TypeError, ZeroDivisionError, OverflowError, FloatingPointError):
                continue
        if all(math.isfinite(x) and abs(x) < 1e6 for x in numbers.values()):
            found.append(text)
    return found


def test_sixty_typed_programs_have_the_references_numbers_in_every_mode(field: Any) -> None:
    programs = some_programs(60)
    assert sum("v =" in text for text in programs) > 10
    for text in programs:
        assert_reads(field(text), text)


WRONG = [
    ("", "Write an expression, for example", None),
    ("3 + 4", "This is the number 7, whatever the inputs are", "3 + 4"),
    ("x", "This is an input alone", "x"),
    ("x +", "Something is missing at the end", " "),
    ("x*sin(y", "This bracket is not closed", "("),
    ("x)*2", "This bracket was not opened", ")"),
    ("sin x", "Write sin(…)", "sin"),
    ("tan(x)", "No function here is called tan; the functions are log, exp, sin", "tan"),
    ("ln(x)", "Write log for ln", "ln"),
    ("x(y + 1) + x", "No function here is called x", "x"),
    ("x + x(y + 1)", "Write x*(…) for a product", "x"),
    ("2x", "An operator is missing before “x”", "x"),
    ("x +* y", "A number, a name or “(” is missing before “*”", "*"),
    ("x*$", "“$” means nothing here", "$"),
    ("x; y*x", "A result stands at the end", ";"),
    ("a = x; a = y; a*x", "Take another name: a has a value already", "a"),
    ("a*x; a = y", "A result stands at the end", ";"),
    ("x = x + 1", "The value of x cannot be computed from itself", "x"),
    ("x + y = z", "Only a single name may stand before “=”", "="),
    ("x + 1/0", "This number does not exist", "/"),
    ("+".join(["x"] * 30), "The graph has more than 24 nodes here", "+"),
    ("constructor(x)", "No function here is called constructor", "constructor"),
]


@pytest.mark.parametrize(("text", "words", "at"), WRONG, ids=[w[0][:12] for w in WRONG])
def test_what_cannot_be_read_is_said_at_its_place(
    field: Any, text: str, words: str, at: Any
) -> None:
    field("x*y")
    found = field(text)
    assert found["wrong"].startswith(words)
    assert found.get("at") == at
    assert "wrong" not in field("x/y"), "the way back works"


def test_the_program_before_stays_while_the_text_is_wrong(stepper_page: Any, typed: str) -> None:
    widget = stepper_page(typed).locator(".ad-stepper")
    box = widget.get_by_role("textbox", name="Expression")
    box.fill("sin(x")
    box.press("Enter")
    assert box.get_attribute("aria-invalid") == "true"
    assert widget.locator("svg:visible .ad-node").count() == 5
    assert "last expression that could be read" in widget.locator(".ad-note").inner_text()
    box.fill("sin(x)")
    box.press("Enter")
    assert box.get_attribute("aria-invalid") is None
    assert widget.locator("svg:visible .ad-node").count() == 2


def test_what_is_typed_is_read_after_a_moment_without_a_key(stepper_page: Any, typed: str) -> None:
    widget = stepper_page(typed).locator(".ad-stepper")
    widget.get_by_role("textbox").press("End")
    widget.get_by_role("textbox").press_sequentially(" + sin(q)")
    widget.get_by_role("slider", name="q").wait_for()
    assert widget.locator(".ad-seeds label").count() == 4


def test_a_reader_types_and_steps_without_a_mouse(stepper_page: Any, typed: str) -> None:
    page = stepper_page(typed, width=360)
    widget = page.locator(".ad-stepper")
    page.keyboard.press("Tab")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("u*exp(-u*t)")
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    assert widget.locator(".ad-count").inner_text() == "Step 0 of 4", "the field keeps its keys"
    choose(widget, "forward", 1)
    widget.locator("[data-go=next]").focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    assert "=u·v3" in mathematics(widget)
    assert status(widget).startswith("Step 4 of 4. L =")
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_an_input_keeps_its_value_when_the_text_changes(stepper_page: Any, typed: str) -> None:
    widget = stepper_page(typed).locator(".ad-stepper")
    widget.get_by_role("slider", name="y").press("ArrowRight")
    box = widget.get_by_role("textbox")
    box.fill("sin(y)")
    box.press("Enter")
    assert widget.get_by_role("slider", name="y").input_value() == "1.4"


def test_without_javascript_the_first_program_stands_there(stepper_page: Any) -> None:
    html = explorer("v = w2*log(w1); v + sqrt(v)", {"w1": 2.0, "w2": 3.0}).html
    look = """root => [...root.querySelectorAll(".ad-node, desc, th, .ad-expression")].map(
        e => e.getAttribute("transform") || e.textContent)"""
    still = stepper_page(html, java_script_enabled=False).locator(".ad-stepper")
    live = stepper_page(html).locator(".ad-stepper")
    assert still.evaluate(look) == live.evaluate(look)
    assert still.get_by_role("textbox").count() == 0
    assert still.locator("svg:visible").count() == 1


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("text", ["x*sin(y) + exp(-x^2)/y", "x*tan(y)"])
def test_axe_finds_nothing_serious(stepper_page: Any, typed: str, theme: str, text: str) -> None:
    page = stepper_page(typed, width=360, theme=theme)
    box: Locator = page.get_by_role("textbox")
    box.fill(text)
    box.press("Enter")
    found = [
        (violation["id"], node["html"], node["failureSummary"])
        for violation in Axe().run(page).response["violations"]
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert len(MODES) == page.locator(".ad-tab").count()


def test_where_a_constant_is_to_blame_another_expression_is_asked_for(
    field: Callable[[str], Any],
) -> None:
    assert "or type another expression" in field("x/(1 - 1)")["said"]
