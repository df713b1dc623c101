"""How does the memory fill and empty while a plan of chapter 12 is carried out?

A plan is a list of (instruction, i): run, store, load, take, reverse, as the chapter defines them.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from autograder.book.moving.player import Changes, Frame, Panel, Player

Plan = Sequence[tuple[str, int]]

CELL = 20
LEFT, RIGHT, TOP, BOTTOM = 26, 334, 22, 140
"""The edges of the axes of the second panel."""


@dataclass(frozen=True)
class Tick:
    """What has come about when the clock has ticked: after each step, forward or backward.

    at: the working value is x_at. left: the steps up to x_left are still to be reversed.
    """

    forward: int
    at: int
    left: int
    stored: frozenset[int]
    said: str
    short: str


def ticks(plan: Plan, n: int) -> list[Tick]:
    """Carry out a plan on a chain of n steps, of which only the order matters.

    Raises ValueError where the plan uses what is not there.
    """
    stored, at, left, forward = frozenset([0]), 0, n, 0
    loaded = taken = False
    found = [Tick(0, 0, n, stored, f"Only {sub(0)} is there, and it is stored.", "start")]
    for instruction, i in plan:
        if instruction in ("load", "take") and i not in stored:
            raise ValueError(f"{instruction} {i}: {sub(i)} is not stored")
        if instruction == "run":
            for _ in range(at, i):
                origin = f" from the stored {sub(at)}" if loaded else ""
                at, forward, loaded = at + 1, forward + 1, False
                said = f"Forward step {forward} computes {sub(at)}{origin}."
                found.append(Tick(forward, at, left, stored, said, f"{sub(at)} computed"))
        elif instruction == "store":
            stored |= {i}
            last = found.pop()
            said, short = f"{last.said[:-1]}, and it is stored.", f"{last.short} and stored"
            found.append(Tick(forward, at, left, stored, said, short))
        elif instruction == "reverse":
            if (at, left) != (i, i + 1):
                raise ValueError(f"reverse {i}: the working value is {sub(at)}, {left} are left")
            gone = ", which leaves the store" if taken else ""
            said = f"Step {left} is reversed at {sub(i)}{gone}."
            short = f"step {left} reversed at {sub(i)}"
            left, loaded = i, False
            found.append(Tick(forward, at, left, stored, said, short))
        else:
            at, loaded = i, True
            stored -= {i} if instruction == "take" else set()
        taken = instruction == "take"
    return found


def memory(plans: Mapping[str, Plan], n: int) -> Player:
    """Show plans for a chain of n steps, a forward or backward step at a time.

    plans: what the reader chooses from; paper gets the last of them, when its store is fullest.
    """
    runs = {name: ticks(plan, n) for name, plan in plans.items()}
    longest = max(map(len, runs.values())) - 1
    frames = {name: _frames(run, n, longest) for name, run in runs.items()}
    last = list(runs)[-1]
    fullest = max(range(len(runs[last])), key=lambda k: len(runs[last][k].stored))
    return Player(
        f"What is stored while {n} steps are reversed",
        [_chain(n), _chart(n, longest)],
        frames,
        ["Step", "What happens", "Stored", "Which"],
        (last, fullest),
    )


def sub(i: int) -> str:
    """Return x with an index."""
    return "x" + "".join("₀₁₂₃₄₅₆₇₈₉"[int(digit)] for digit in str(i))


def _frames(run: Sequence[Tick], n: int, longest: int) -> list[Frame]:
    heights = [len(tick.stored) for tick in run]
    peak = max(heights)
    points = itertools.chain.from_iterable(
        ((_x(k, longest), _y(h, n)), (_x(k + 1, longest), _y(h, n))) for k, h in enumerate(heights)
    )
    curve = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in list(points)[:-1])
    end = _x(len(run) - 1, longest)
    area = f"{curve}L{end:.1f} {BOTTOM}L{LEFT} {BOTTOM}Z"
    frames = []
    for k, tick in enumerate(run):
        count = len(tick.stored)
        now = _x(k, longest)
        parts: Changes = {
            "count": {"text": count},
            "steps": {"text": tick.forward},
            "at": {
                "cx": CELL * tick.at + CELL / 2,
                "class": "f-reverse" if tick.short.startswith("step") else "f-ink",
            },
            "curve": {"d": curve},
            "area": {"d": area},
            "peak": {"y1": _y(peak, n), "y2": _y(peak, n)},
            "most": {"y": _y(peak, n) - 5, "text": f"{peak} at most"},
            "curtain": {"x": now, "width": RIGHT + 2 - now},
            "now": {"x1": now, "x2": now},
        }
        parts |= {f"c{i}": {"class": "f-value s-value"} for i in tick.stored}
        parts |= {f"r{i}": {"class": "s-reverse ad-thick"} for i in range(tick.left, n)}
        are = "activation is" if count == 1 else "activations are"
        which = " ".join(map(str, sorted(tick.stored))) or "–"
        frames.append(
            Frame(f"{tick.said} {count} {are} stored.", (k, tick.short, count, which), parts)
        )
    return frames


def _chain(n: int) -> Panel:
    panel = Panel(CELL * (n + 1), 168, "The activations of the chain, and which are stored.")
    panel.text(0, 16, "Stored")
    panel.text(60, 16, "", "count", class_="f-value ad-big")
    panel.text(CELL * (n + 1) - 34, 16, "Forward steps", text_anchor="end")
    panel.text(CELL * (n + 1) - 28, 16, "", "steps", class_="f-ink ad-big")
    panel.add("circle", "at", cx=CELL / 2, cy=47, r=6, class_="f-ink")
    for i in range(n + 1):
        x = CELL * i
        panel.add(
            "rect",
            f"c{i}",
            x=x + 1.5,
            y=60,
            width=CELL - 3,
            height=34,
            rx=3,
            class_="ad-card s-muted",
        )
        if i < n:
            panel.line(x + 2, 102, x + CELL - 2, 102, f"r{i}", class_="s-grid")
        if i % 4 == 0:
            where = {"text_anchor": "middle", "class_": "f-muted ad-small"}
            panel.text(x + CELL / 2, 120, sub(i), **where)
    panel.add("rect", x=0, y=141, width=13, height=13, rx=3, class_="f-value")
    panel.text(18, 152, "stored", class_="f-ink")
    panel.add("circle", cx=92, cy=147.5, r=6, class_="f-ink")
    panel.text(103, 152, "working value", class_="f-ink")
    panel.line(214, 147.5, 232, 147.5, class_="s-reverse ad-thick")
    panel.text(238, 152, "step reversed", class_="f-ink")
    return panel


def _x(k: float, longest: int) -> float:
    return LEFT + (RIGHT - LEFT) * k / longest


def _y(height: float, n: int) -> float:
    return BOTTOM - (BOTTOM - TOP) * height / n


def _chart(n: int, longest: int) -> Panel:
    panel = Panel(340, 168, "How many activations are stored, after each step of the plan.")
    small = "f-muted ad-small"
    for height in range(0, n + 1, 4):
        y = _y(height, n)
        panel.line(LEFT, y, RIGHT, y, class_="s-grid")
        panel.text(LEFT - 6, y + 4, str(height), class_=small, text_anchor="end")
    panel.add("path", "area", class_="f-value ad-pale", d="", style="stroke:none")
    panel.add("path", "curve", class_="s-value", d="")
    panel.line(LEFT, 0, RIGHT, 0, "peak", class_="s-value", stroke_dasharray="3 4")
    panel.add(
        "rect", "curtain", class_="ad-curtain", x=LEFT, y=TOP - 2, width=0, height=BOTTOM - TOP + 1
    )
    panel.text(RIGHT, 0, "", "most", class_="f-value ad-halo", text_anchor="end")
    panel.line(LEFT, TOP - 4, LEFT, BOTTOM, "now", class_="s-ink")
    for k in range(0, longest + 1, 50):
        panel.text(_x(k, longest), 155, str(k), class_=small, text_anchor="middle")
    panel.text(RIGHT, 167, "steps carried out", class_=small, text_anchor="end")
    return panel
