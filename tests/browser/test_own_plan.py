"""Is the plan that a reader makes counted as the reference module counts it, for everybody?"""

from __future__ import annotations

import random
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from pictures import instructions

from autograder.book.moving import OwnPlan, marks_of
from autograder.book.moving.own_plan import WORDS, carry_out, judged
from autograder.reference import schedules

pytestmark = pytest.mark.browser

N = 16
LEAST = [0, *(schedules.cost(schedules.binomial(N, s)).forward_steps for s in range(1, N))]
BINOMIAL = marks_of(instructions(schedules.binomial(N, 4)), N)
GIVEN = {"Every fourth": [int(i % 4 == 0) for i in range(N)], "Nothing": [0] * N, "Best": BINOMIAL}


@pytest.fixture(scope="module")
def own() -> str:
    return OwnPlan(LEAST, GIVEN).html


def test_a_plan_costs_what_its_instructions_cost() -> None:
    draw = random.Random(5)
    for _ in range(300):
        marks = [draw.choice((0, 0, 1, 2, 3)) for _ in range(draw.randint(2, 20))]
        result = carry_out(marks)
        steps, at, stored, most = 0, 0, {0}, 1
        for instruction, i in result.plan:
            assert i in stored or instruction not in ("load", "take")
            steps += i - at if instruction == "run" else 0
            stored |= {i} if instruction == "store" else set()
            stored -= {i} if instruction == "take" else set()
            most, at = max(most, len(stored)), i
        assert [i for name, i in result.plan if name == "reverse"] == [*range(len(marks))][::-1]
        assert (steps, most) == (result.steps, result.most)
        best = schedules.cost(schedules.binomial(len(marks), most))
        assert result.steps >= best.forward_steps, "nothing beats the optimum"


def test_the_best_schedules_can_be_marked() -> None:
    found = 0
    for n in range(2, 25):
        for s in range(1, 8):
            schedule = schedules.binomial(n, s)
            try:
                result = carry_out(marks_of(instructions(schedule), n))
            except ValueError:
                continue
            cost = schedules.cost(schedule)
            assert result.steps == cost.forward_steps
            assert result.most <= cost.peak
            found += 1
    assert found > 100
    assert "No plan with so many places has fewer." in judged(carry_out(BINOMIAL), LEAST)


def test_the_page_counts_as_python_does(open_page: Any, own: str) -> None:
    page = open_page(own)
    widget = page.locator(".ad-own")
    draw = random.Random(12)
    marks = GIVEN["Every fourth"][:]
    for name, given in GIVEN.items():
        widget.get_by_role("button", name=name).click()
        marks = given[:]
        for k in range(60):
            result = carry_out(marks)
            shown = widget.evaluate(
                """e => [e.querySelector(".ad-say").textContent,
                    Object.fromEntries([...e.querySelectorAll("[data-path]")].map(
                        p => [p.dataset.path, p.getAttribute("d")])),
                    e.querySelector(".ad-lives").getAttribute("viewBox"),
                    [...e.querySelectorAll("[data-mark]")].map(b => b.ariaLabel)]"""
            )
            paths = {part: getattr(result, part) for part in ("stored", "work", "reversed")}
            assert shown[:3] == [judged(result, LEAST), paths, f"0 0 {result.clock} {N}"], (name, k)
            assert [label.split(", ")[1] for label in shown[3]] == [WORDS[m] for m in marks[1:]]
            i = draw.randrange(1, N)
            marks[i] = (marks[i] + 1) % 4
            widget.locator(f'[data-mark="{i}"]').evaluate("b => b.click()")


def test_a_keyboard_marks(open_page: Any, own: str) -> None:
    page = open_page(own)
    button = page.locator('[data-mark="5"]')
    button.focus()
    for word in (*WORDS[1:], WORDS[0]):
        page.keyboard.press("Enter")
        assert button.get_attribute("aria-label") == f"x₅, {word}"
    page.keyboard.press("Tab")
    page.keyboard.press(" ")
    assert page.locator('[data-mark="6"]').get_attribute("aria-label") == f"x₆, {WORDS[1]}"


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_everybody_can_use_it(open_page: Any, own: str, width: int, theme: str) -> None:
    page = open_page(own, width=width, theme=theme)
    page.locator(".ad-own summary").click()
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [f["id"] for f in found if f["impact"] in ("serious", "critical")] == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    for button in page.locator(".ad-own button").all():
        box = button.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44


def test_without_javascript_and_on_paper_a_plan_is_there(open_page: Any, own: str) -> None:
    for options in ({"java_script_enabled": False}, {}):
        page = open_page(own, **options)
        page.emulate_media(media="print" if not options else "screen")
        widget = page.locator(".ad-own")
        assert widget.locator("button:visible").count() == 0
        assert widget.locator(".ad-lives").is_visible()
        said = judged(carry_out(GIVEN["Every fourth"]), LEAST)
        assert widget.locator(".ad-say").inner_text() == said
    page.emulate_media(media="screen")
    widget.locator("summary").click()
    rows = widget.locator("tbody tr")
    assert rows.nth(2).inner_text().split("\t") == ["Best", "4", str(LEAST[4]), str(LEAST[4])]
