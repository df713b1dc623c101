"""Does a picture that moves show Python's numbers, and can everybody step through it?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from pictures import MODES, PICTURES, QUOTIENTS, SCHEDULES, STAGES, TARGET
from playwright.sync_api import Locator, expect

from autograder.book.moving import memory
from autograder.book.moving.player import Frame, Panel, Player
from autograder.drawing.notation import format_number
from autograder.reference import schedules

pytestmark = pytest.mark.browser


every_picture = pytest.mark.parametrize("name", PICTURES)


@pytest.fixture(scope="module")
def pictures() -> dict[str, Player]:
    return {name: make() for name, make in PICTURES.items()}


# What the picture looks like: each part with the attributes that frames change.
STATE = """function state(root) {
    const given = JSON.parse(root.querySelector('script[type="application/json"]').textContent);
    const state = {};
    for (const column in given.base) {
        const [name, attribute] = column.split(" ");
        const part = root.querySelector(`[data-part="${name}"]`);
        state[column] = attribute === "text" ? part.textContent : part.getAttribute(attribute);
    }
    return state;
}"""
# The same at each frame of a run, by the button from first to last, and by the slider back.
STEPS = f"""root => {{
    {STATE}
    const slider = root.querySelector(".ad-frame input");
    const next = root.querySelector("[data-go=next]");
    const seen = [], back = [];
    const say = root.querySelector(".ad-say");
    const look = () => [root.dataset.frame, say.textContent, state(root)];
    root.querySelector("[data-go=first]").click();
    for (let k = 0; k <= slider.max; k++) {{ seen.push(look()); next.click(); }}
    for (let k = slider.max; k >= 0; k--) {{
        slider.value = k;
        slider.dispatchEvent(new Event("input", {{ bubbles: true }}));
        back.push(look());
    }}
    return [seen, back.reverse()];
}}"""


def state(widget: Locator) -> dict[str, str]:
    return widget.evaluate(f"root => {{ {STATE} return state(root); }}")


def wanted(player: Player, frame: Frame) -> dict[str, str]:
    """The same as the frame has it; numbers to a tenth."""
    bare = {part: a for panel in player.panels for _, part, a in panel.elements if part}
    found = {}
    for every in (each for frames in player.runs.values() for each in frames):
        for part, attributes in every.parts.items():
            for name in attributes:
                value = frame.parts.get(part, {}).get(name, bare[part].get(name, ""))
                found[f"{part} {name}"] = (
                    f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)
                )
    return found


def at(widget: Locator) -> int:
    return int(widget.get_attribute("data-frame") or -1)


def choose(widget: Locator, player: Player, run: str) -> None:
    if len(player.runs) > 1:
        widget.locator(".ad-runs input").nth(list(player.runs).index(run)).check()


def go(widget: Locator, frame: int) -> None:
    widget.locator(".ad-frame input").fill(str(frame))


# --------------------------------------------------------------------------- what all promise


@every_picture
def test_each_frame_shows_what_python_computed(
    open_page: Any, pictures: dict[str, Player], name: str
) -> None:
    player = pictures[name]
    widget = open_page(player.html).locator(".ad-player")
    for run, frames in player.runs.items():
        choose(widget, player, run)
        seen, back = widget.evaluate(STEPS)
        assert seen == back
        assert [(number, said) for number, said, _ in seen] == [
            (str(k), frame.say) for k, frame in enumerate(frames)
        ]
        for (_, _, shown), frame in zip(seen, frames, strict=True):
            assert shown == wanted(player, frame), frame.say


@every_picture
def test_the_table_has_every_frame(open_page: Any, pictures: dict[str, Player], name: str) -> None:
    player = pictures[name]
    widget = open_page(player.html).locator(".ad-player")
    widget.locator("summary").click()
    for table, frames in zip(widget.locator("table").all(), player.runs.values(), strict=True):
        rows = table.evaluate(
            "t => [...t.tBodies[0].rows].map(r => [...r.cells].map(c => c.textContent))"
        )
        assert rows == [[str(entry) for entry in frame.row] for frame in frames]
        assert table.locator("thead th").all_inner_texts() == list(player.head)


def test_keys_step_and_leave_the_rest_to_the_page(
    open_page: Any, pictures: dict[str, Player]
) -> None:
    player = pictures["walks"]
    page = open_page(player.html, reduced_motion="no-preference")
    widget = page.locator(".ad-player")
    last = len(player.runs["Two walks"]) - 1
    for where in ("[data-go=next]", ".ad-frame input"):
        widget.locator(where).focus()
        for key, frame in [
            ("End", last), ("ArrowRight", last), ("ArrowLeft", last - 1), ("Home", 0),
            ("ArrowLeft", 0), ("ArrowRight", 1),
        ]:  # fmt: skip
            page.keyboard.press(key)
            assert at(widget) == frame, (where, key)
    page.keyboard.press("Space")  # on the slider
    assert widget.locator("[data-go=play]").get_attribute("aria-label") == "Pause"
    page.keyboard.press("Space")
    assert widget.locator("[data-go=play]").get_attribute("aria-label") == "Play"
    widget.locator("summary").click()
    widget.locator(".ad-scroll").focus()
    before = at(widget)
    page.keyboard.press("End")
    assert at(widget) == before, "what scrolls has arrow keys of its own"


def test_it_plays_to_the_end_and_stops(open_page: Any, pictures: dict[str, Player]) -> None:
    page = open_page(pictures["walks"].html, clock=True, reduced_motion="no-preference")
    widget = page.locator(".ad-player")
    button = widget.locator("[data-go=play]")
    last = len(pictures["walks"].runs["Two walks"]) - 1
    for _ in range(2):  # from the end it begins again
        button.press("Enter")
        assert at(widget) == 0
        assert widget.locator(".ad-say").get_attribute("aria-live") == "off"
        page.clock.run_for(4000)
        assert 0 < at(widget) < last
        page.clock.run_for(20000)
        assert at(widget) == last
        assert button.get_attribute("aria-label") == "Play"
        assert widget.locator(".ad-say").get_attribute("aria-live") == "polite"


@every_picture
def test_nothing_moves_by_itself(open_page: Any, pictures: dict[str, Player], name: str) -> None:
    for motion in ("reduce", "no-preference"):
        page = open_page(pictures[name].html, reduced_motion=motion)
        widget = page.locator(".ad-player")
        first = at(widget)
        page.wait_for_timeout(400)
        assert at(widget) == first
        reduced = motion == "reduce"
        assert widget.locator("[data-go=play]").is_hidden() == reduced
        widget.locator("[data-go=next]").press(" ")
        assert at(widget) == first + 1
        page.locator(".ad-frame input").press(" ")
        assert (widget.get_attribute("data-playing") is None) == reduced
        widget.evaluate("e => e.setAttribute('data-playing', '')")
        transition = "e => getComputedStyle(e).transitionDuration"
        moves = widget.locator("[data-part]").first.evaluate(transition)
        assert (moves == "0s") == reduced


@every_picture
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_everybody_can_read_it(
    open_page: Any, pictures: dict[str, Player], name: str, width: int, theme: str
) -> None:
    page = open_page(pictures[name].html, width=width, theme=theme)
    page.locator(".ad-player summary").click()
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    serious = [
        f"{finding['id']}: {node['html'][:200]}"
        for finding in found
        if finding["impact"] in ("serious", "critical")
        for node in finding["nodes"]
    ]
    assert serious == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    small = page.locator(
        ".ad-player :is(button:not([hidden]), .ad-tab, input[type=range], summary)"
    )
    assert all(box["height"] >= 44 for box in (e.bounding_box() for e in small.all()) if box)
    # No text is smaller than eleven pixels, and none is cut off.
    letters = page.evaluate(
        """[...document.querySelectorAll('.ad-panel text')].filter(t => t.textContent).map(t => {
            const scale = t.getScreenCTM().a, box = t.getBoundingClientRect();
            const body = t.closest('.ad-body').getBoundingClientRect();
            return [scale * parseFloat(getComputedStyle(t).fontSize),
                box.left >= body.left && box.right <= body.right, t.textContent];
        })"""
    )
    assert [t for size, inside, t in letters if size < 11 or not inside] == []


@every_picture
def test_without_javascript_there_are_a_picture_and_the_table(
    open_page: Any, pictures: dict[str, Player], name: str
) -> None:
    player = pictures[name]
    widget = open_page(player.html, java_script_enabled=False).locator(".ad-player")
    run, frame = player.still
    assert widget.locator("svg.ad-panel:visible").count() == len(player.panels)
    assert player.runs[run][frame].say in widget.locator(".ad-say").inner_text()
    for control in (".ad-controls", ".ad-runs"):
        assert widget.locator(f"{control}:visible").count() == 0, "nothing that does not work"
    widget.locator("summary").click()
    assert widget.locator("table").first.is_visible()


@every_picture
def test_paper_gets_the_telling_frame(
    open_page: Any, pictures: dict[str, Player], name: str
) -> None:
    player = pictures[name]
    page = open_page(player.html)
    widget = page.locator(".ad-player")
    go(widget, 0)
    before = state(widget)
    page.emulate_media(media="print")
    run, frame = player.still
    shown = player.runs[run][frame]
    expect(widget.locator(".ad-say")).to_contain_text(shown.say)
    assert state(widget) == wanted(player, shown)
    assert widget.locator(".ad-controls").is_hidden()
    page.emulate_media(media="screen")
    expect(widget.locator(".ad-say")).not_to_contain_text(shown.say)
    assert state(widget) == before


def test_a_run_must_fit_its_table() -> None:
    panel = Panel(10, 10, "nothing")
    with pytest.raises(ValueError, match="no frames"):
        Player("None", [panel], {"a": []}, ["Step"], ("a", 0))
    with pytest.raises(ValueError, match="columns"):
        Player("None", [panel], {"a": [Frame("s", (1, 2), {})]}, ["Step"], ("a", 0))


# --------------------------------------------------------------------------- each picture


def test_the_walk_in_depth_ends_with_22_and_the_one_in_order_with_16(
    open_page: Any, pictures: dict[str, Player]
) -> None:
    widget = open_page(pictures["walks"].html).locator(".ad-player")
    go(widget, 6)
    for key, number in (("0x", "22"), ("1x", "16"), ("0v", "8"), ("1v", "8")):
        assert widget.locator(f'[data-part="{key}"]').text_content() == number


def test_the_memory_holds_what_the_schedule_stores(
    open_page: Any, pictures: dict[str, Player]
) -> None:
    player = pictures["memory"]
    widget = open_page(player.html).locator(".ad-player")
    for name, schedule in SCHEDULES.items():
        choose(widget, player, name)
        seen, _ = widget.evaluate(STEPS)
        shown = [parts for _, _, parts in seen]
        filled = [
            sum(parts[f"c{i} class"] == "f-value s-value" for i in range(16)) for parts in shown
        ]
        assert filled == [int(parts["count text"]) for parts in shown]
        cost = schedules.cost(schedule)
        assert max(filled) == cost.peak
        assert shown[-1]["most text"] == f"{cost.peak} at most"
        assert int(shown[-1]["steps text"]) == cost.forward_steps


def test_a_plan_that_uses_what_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="x₃ is not stored"):
        memory({"wrong": [("load", 3)]}, 4)
    with pytest.raises(ValueError, match="the working value is x₀, 4 are left"):
        memory({"wrong": [("reverse", 0)]}, 4)


def test_the_numbers_of_a_quotient_are_those_that_were_recorded(
    open_page: Any, pictures: dict[str, Player]
) -> None:
    player = pictures["quotients"]
    widget = open_page(player.html).locator(".ad-player")
    for name, quotients in QUOTIENTS.items():
        choose(widget, player, name)
        for (_, said, parts), q in zip(widget.evaluate(STEPS)[0], quotients, strict=True):
            assert parts["quotient text"] == f"{q.value:.12f}"
            for part in ("error", "truncation", "rounding"):
                assert parts[f"{part}-said text"] == format_number(getattr(q, part))
            assert said.startswith(f"With h = {format_number(q.h)} ")


def test_h_can_be_dragged_and_stays_when_the_quotient_changes(
    open_page: Any, pictures: dict[str, Player]
) -> None:
    player = pictures["quotients"]
    page = open_page(player.html)
    widget = page.locator(".ad-player")
    assert player.drag is not None
    box = widget.locator('[data-part="hold"]').bounding_box()
    panel = widget.locator(".ad-panel").nth(1).bounding_box()
    assert box is not None
    assert panel is not None
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 5, middle)
    assert at(widget) == player.first, "only a press takes hold"
    page.mouse.down()
    for frame in (0, 9, 32, 17):
        scale = panel["width"] / player.panels[1].width
        page.mouse.move(panel["x"] + player.drag[1][frame] * scale, middle)
        assert at(widget) == frame
    page.mouse.up()
    page.mouse.move(box["x"] + 5, middle)
    assert at(widget) == 17
    choose(widget, player, "Central")
    assert at(widget) == 17


def test_bars_are_as_long_as_what_was_counted(open_page: Any, pictures: dict[str, Player]) -> None:
    player = pictures["modes"]
    widget = open_page(player.html).locator(".ad-player")
    for name, run in MODES.items():
        choose(widget, player, name)
        for (_, _, parts), one in zip(widget.evaluate(STEPS)[0], run, strict=True):
            for k, what in enumerate(("Passes", "Operations", "Microseconds")):
                costs = (one.forward[k], one.reverse[k])
                widths = [float(parts[f"{mode}-{what} width"]) for mode in ("forward", "reverse")]
                assert max(widths) == 200
                assert widths == pytest.approx([200 * cost / max(costs) for cost in costs], abs=0.1)
                if what != "Microseconds":
                    said = [parts[f"{mode}-{what}-said text"] for mode in ("forward", "reverse")]
                    assert [int(text.replace(",", "")) for text in said] == list(costs)


def test_cities_are_where_the_iterates_have_them(
    open_page: Any, pictures: dict[str, Player]
) -> None:
    player = pictures["maps"]
    widget = open_page(player.html).locator(".ad-player")
    for name, stages in STAGES.items():
        choose(widget, player, name)
        for (_, said, parts), stage in zip(widget.evaluate(STEPS)[0], stages, strict=True):
            drawn = [
                [float(parts[f"city{k} c{axis}"]) for axis in "xy"] for k in range(len(TARGET))
            ]
            # Up to one scale, and with north up, the distances are those of the places.
            moved = np.array(drawn) * [1, -1]
            shape = (moved - moved[0]) / np.linalg.norm(moved[1] - moved[0])
            true = stage.places - stage.places[0]
            assert shape == pytest.approx(true / np.linalg.norm(true[1]), abs=0.02)
            off = 1000 * np.mean(np.linalg.norm(stage.places - TARGET, axis=1))
            assert f"{off:,.0f} km" in said
