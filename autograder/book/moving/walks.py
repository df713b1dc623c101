"""What goes wrong where a node sends its adjoint on before all of it has arrived?"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from autograder.book.moving.player import Changes, Frame, Panel, Player
from autograder.drawing.notation import format_number

WIDE, TALL = 58, 46
"""A node's card, in pixels."""
BAR = "\u0304"


class Send(NamedTuple):
    """A node sends to a parent; adjoint: what the parent has then."""

    node: str
    parent: str
    adjoint: float
    sent: float
    arrived: float


def two_walks(
    partial: Mapping[tuple[str, str], float], walks: Mapping[str, Sequence[Send]]
) -> Player:
    """Show backward passes through one small graph side by side, a send at a time.

    partial: (parent, node) → local derivative, for each edge. walks: the name of a pass → what it
    sends, in its order; adjoint and arrived are numbers of that run, never computed here.
    """
    nodes = dict.fromkeys([name for edge in partial for name in edge])
    children = {node: [c for p, c in partial if p == node] for node in nodes}
    (output,) = [node for node in nodes if not children[node]]
    panels = [
        _panel(f"{k}", name, partial, _places(partial, output), output)
        for k, name in enumerate(walks)
    ]
    last = max(map(len, walks.values()))
    frames = [_start(walks, children, output)]
    for step in range(1, last + 1):
        parts: Changes = {}
        said: list[str] = []
        row: list[object] = [step]
        for k, (name, sends) in enumerate(walks.items()):
            parts |= _state(f"{k}", sends[:step], children, output, step <= len(sends))
            said.append(f"{name}: {_sentence(sends, step, children, output)}")
            row += _row(sends, step)
        frames.append(Frame(" ".join(said), row, parts))
    columns = [f"{name}: {what}" for name in walks for what in ("sends", "then there")]
    return Player(
        "Two walks from the result back to the input",
        panels,
        {"Two walks": frames},
        ["Step", *columns],
        ("Two walks", last),
    )


def _start(
    walks: Mapping[str, Sequence[Send]], children: Mapping[str, Sequence[str]], output: str
) -> Frame:
    parts: Changes = {}
    for k in range(len(walks)):
        parts |= _state(f"{k}", [], children, output, False)
    said = (
        f"Only {output} has its adjoint. Below a node stands how many of its outgoing edges have "
        "delivered."
    )
    return Frame(said, [0, *["–"] * (2 * len(walks))], parts)


def _places(
    partial: Mapping[tuple[str, str], float], output: str
) -> dict[str, tuple[float, float]]:
    """Where the nodes' centres are: the output at the right, each node left of all it sends to."""
    depth = {output: 0}
    for _ in partial:
        for parent, node in partial:
            if node in depth:
                depth[parent] = max(depth.get(parent, 0), depth[node] + 1)
    columns: dict[int, list[str]] = {}
    for node, column in depth.items():
        columns.setdefault(column, []).append(node)
    apart = (340 - WIDE - 2) / max(columns)
    return {
        node: (340 - WIDE / 2 - 1 - apart * column, 102 + 92 * (place - (len(names) - 1) / 2))
        for column, names in columns.items()
        for place, node in enumerate(names)
    }


def _panel(
    key: str,
    name: str,
    partial: Mapping[tuple[str, str], float],
    places: Mapping[str, tuple[float, float]],
    output: str,
) -> Panel:
    panel = Panel(340, 214, f"{name}: the graph, and the adjoints that have arrived at its nodes.")
    panel.text(1, 16, name, class_="f-ink ad-big")
    for (parent, node), factor in partial.items():
        (x1, y1), (x2, y2) = places[node], places[parent]
        x1, x2 = x1 - WIDE / 2, x2 + WIDE / 2 + 2
        edge = f"{key}{node}{parent}"
        panel.line(x1, y1, x2, y2, edge)
        panel.add("path", f"{edge}h", class_="s-muted", d=_tip(x1, y1, x2, y2))
        panel.text(
            (x1 + x2) / 2,
            (y1 + y2) / 2 - (5 if y1 == y2 else 10 if min(y1, y2) < 100 else -19),
            format_number(factor),
            class_="f-muted ad-small ad-halo",
            text_anchor="middle",
        )
    for node, (x, y) in places.items():
        panel.add(
            "rect",
            f"{key}{node}c",
            class_="ad-card s-muted",
            x=x - WIDE / 2,
            y=y - TALL / 2,
            width=WIDE,
            height=TALL,
            rx=8,
        )
        look = {"text_anchor": "middle", "class_": "f-ink ad-i"}
        panel.text(x, y - 4, f"{node}{BAR}", **look)
        panel.text(x, y + 15, "", f"{key}{node}", class_="f-reverse ad-big", text_anchor="middle")
        waits = "f-muted ad-small"
        if node != output:
            panel.text(
                x, y + TALL / 2 + 15, "", f"{key}{node}w", class_=waits, text_anchor="middle"
            )
    panel.text(1, 210, "", f"{key}now", class_="f-reverse")
    return panel


def _tip(x1: float, y1: float, x2: float, y2: float) -> str:
    """Return the path of an arrow's tip at the end of a line."""
    angle = math.atan2(y1 - y2, x1 - x2)
    one, other = (
        f"{x2 + 9 * math.cos(angle + turn):.1f} {y2 + 9 * math.sin(angle + turn):.1f}"
        for turn in (0.45, -0.45)
    )
    return f"M{one}L{x2:.1f} {y2:.1f}L{other}"


def _state(
    key: str,
    sends: Sequence[Send],
    children: Mapping[str, Sequence[str]],
    output: str,
    moving: bool,
) -> Changes:
    """How the picture looks after these sends."""
    parts: Changes = {f"{key}{output}": {"text": format_number(1.0)}}
    delivered = {(send.node, send.parent) for send in sends}
    for send in sends:
        parts[f"{key}{send.parent}"] = {"text": format_number(send.arrived)}
    for node, below in children.items():
        if node != output:
            there = sum((child, node) in delivered for child in below)
            parts[f"{key}{node}w"] = {"text": f"{there} of {len(below)}"}
    for node, parent in delivered:
        parts[f"{key}{node}{parent}"] = parts[f"{key}{node}{parent}h"] = {"class": "s-reverse"}
    if sends and moving:
        now = sends[-1]
        for end in "", "h":
            parts[f"{key}{now.node}{now.parent}{end}"] = {"class": "s-reverse ad-thick"}
        parts[f"{key}{now.node}c"] = {"class": "ad-card s-reverse ad-thick"}
        parts[f"{key}{now.parent}c"] = {"class": "ad-card s-reverse"}
        parts[f"{key}now"] = {"text": f"{_sending(now)}, sent from {now.node} to {now.parent}"}
    return parts


def _sending(send: Send) -> str:
    factor = send.sent / send.adjoint
    return " ".join(
        (format_number(send.adjoint), "·", format_number(factor), "=", format_number(send.sent))
    )


def _sentence(
    sends: Sequence[Send], step: int, children: Mapping[str, Sequence[str]], output: str
) -> str:
    if step > len(sends):
        return "all has been sent."
    now, before = sends[step - 1], sends[: step - 1]
    said = f"{now.node} sends {_sending(now)} to {now.parent}"
    delivered = {send.node for send in before if send.parent == now.node}
    missing = [child for child in children[now.node] if child not in delivered]
    again = sum(send.sent for send in before if send[:2] == now[:2])
    if missing:
        said += f", before {' and '.join(missing)} {'has' if len(missing) == 1 else 'have'} sent"
    if again:
        said += f", although {format_number(again)} of it has been sent before"
    return f"{said}; {now.parent} has {format_number(now.arrived)}."


def _row(sends: Sequence[Send], step: int) -> list[str]:
    if not 0 < step <= len(sends):
        return ["–", "–"]
    now = sends[step - 1]
    return [f"{now.node} → {now.parent}: {_sending(now)}", format_number(now.arrived)]
