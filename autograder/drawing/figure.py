"""How does a traced graph become a picture?

`draw` writes one SVG: cards for nodes, curves for edges. The picture takes its colours from CSS
variables, so that it follows the page's theme, and its numbers stand in elements that the
stepper's script can find (`data-node`, `data-row`, `data-edge`). `graph_figure` is the picture on
its own; a wide column gets it from left to right, a narrow one from top to bottom. Paper gets the
wide one as a file of its own (`Figure.svg`).
"""

from __future__ import annotations

import html
import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from autograder.drawing.layout import Layout, Route, Sizes, lay_out
from autograder.drawing.notation import (
    MARKS,
    NamedNode,
    Run,
    name_graph,
    name_runs,
    shape_or_number,
    slots,
    tree_runs,
    tree_speech,
)
from autograder.drawing.rules import MINUS

LINE = 22
"""Height of a line of a card, in pixels."""
PADDING = 10
SIDE = 8
"""Free space at the left and right of a card's text."""
FACTOR = 54.0
"""Room of the factor on an edge of the stepper."""
EQUALS = 18
"""Room of an equals sign."""
LETTER = 8.4
"""Mean width of a letter at the cards' size of type; only the cards' width rests on it."""
WIDEST = 920
"""A picture from left to right that would be wider is drawn from top to bottom instead."""


@dataclass(frozen=True)
class Figure:
    """A figure for the last line of a notebook cell; `html` is what a page gets."""

    html: str

    @property
    def svg(self) -> str:
        """The picture alone, in the light colours: what paper gets, and what has no style sheets.

        Of a picture that comes in two shapes it is the one from left to right.
        """
        drawn = re.search(
            r'<svg class="ad-graph[^"]*" (viewBox="0 0 (\S+) (\S+)").*?</svg>', self.html
        )
        assert drawn is not None, "every figure begins with its widest picture"
        view, width, height = drawn.groups()
        inside = drawn[0].partition(">")[2]
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="ad-graph" {view} width="{width}" '
            f'height="{height}"><style>{_paper_styles()}</style>{inside}'
        )

    def __repr__(self) -> str:
        title = re.search("<title>(.*?)</title>", self.html)
        return f"<figure: {html.unescape(title[1]) if title else 'without a title'}>"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/html": self.html, "image/svg+xml": self.svg, "text/plain": repr(self)}


@dataclass(frozen=True)
class Row:
    """One line of numbers on the cards: its kind, and the text for each node."""

    kind: str
    texts: tuple[str, ...]
    line: int
    """On which line below the expression."""


def styles(*names: str) -> str:
    """Return the package's style sheets in one `<style>` element."""
    folder = Path(__file__).parent
    return f"<style>{''.join((folder / name).read_text('utf-8') for name in names)}</style>"


@cache
def _paper_styles() -> str:
    """Return the rules of ``graph.css`` for the pictures, as programs that draw SVG know them.

    Those have no variables, no `:is`, and no page around the picture whose width or theme to ask.
    """
    sheet = (Path(__file__).parent / "graph.css").read_text("utf-8")
    light = dict(re.findall(r"(--ad-[\w-]+): ([^;]+);", sheet[: sheet.index("}")]))
    rules = []
    for selector, body in re.findall(r"^\.autodiff (\.ad-[^{]+?) \{([^}]*)\}", sheet, re.MULTILINE):
        if selector in (".ad-stage", ".ad-graph.ad-wide"):
            continue
        body = re.sub(r"(?<![\w-])(display|width|max-width|height|overflow): [^;]*;", "", body)
        body = re.sub(r"var\(--ad-halo.*?\)\)", "#fff", body)
        body = re.sub(r"var\((--ad-[\w-]+)\)", lambda found: light[found[1]], body)
        choice = re.search(r":is\((.*?)\)", selector)
        for one in choice[1].split(", ") if choice else [""]:
            rules.append(f"{re.sub(r':is.*', one, selector)} {{{' '.join(body.split())}}}")
    return "".join(rules)


def graph_figure(
    graph: Any,
    names: Sequence[str | None] | None = None,
    *,
    values: bool = True,
    tangents: Sequence[float] | None = None,
    adjoints: bool = False,
    partials: bool = False,
    title: str | None = None,
    description: str | None = None,
) -> Figure:
    """Draw a traced graph.

    Parameters: `graph` as `autograder.reference.trace` returns it; `names` one a node in evaluation
    order, where a missing one or None becomes v1, v2, … and L; `values` writes each node's value;
    `tangents`, one seed an input, writes each node's tangent; `adjoints` writes each node's adjoint
    for the seed 1; `partials` writes on each edge the partial derivative of the child by the
    parent; `title` and `description` are read by screen readers and have defaults.

    Raises ValueError for names that do not fit the graph, and for seeds that do not fit its inputs.
    """
    nodes = name_graph(graph, names)
    rows = []
    if values:
        rows.append(Row("value", tuple(shape_or_number(n.value) for n in nodes), 0))
    if tangents is not None:
        if len(tangents) != len(graph.inputs):
            raise ValueError(
                f"{len(tangents)} seeds for {len(graph.inputs)} inputs: give one number an input"
            )
        found = graph.tangents(list(tangents))
        rows.append(Row("tangent", tuple(map(shape_or_number, found)), len(rows)))
    if adjoints:
        found = graph.adjoints()
        rows.append(Row("adjoint", tuple(map(shape_or_number, found)), len(rows)))
    ends = " and ".join(nodes[i].name.speech() for i in graph.outputs)
    title = title or f"Computational graph of {ends}"
    description = description or describe(nodes, rows)
    pictures = views(nodes, graph.outputs, rows, title, description, partials=partials)
    return Figure(
        f'<div class="autodiff ad-figure">{styles("graph.css")}'
        f'<div class="ad-stage">{pictures.html}</div></div>'
    )


def describe(nodes: Sequence[NamedNode], rows: Sequence[Row] = ()) -> str:
    """Describe a graph in words: its nodes in evaluation order, each with what it is."""
    sentences = []
    for node in nodes:
        name = node.name.speech()
        words = (
            "input" if not node.operands else tree_speech(node.rule.expression, slots(node, nodes))
        )
        sentence = f"{name} is an {words}" if not node.operands else f"{name} = {words}"
        for r in rows:
            number = r.texts[node.index].replace(MINUS, "minus ")
            sentence += f", {r.kind} {number}"
        sentences.append(sentence)
    return "; ".join(sentences) + "."


@dataclass(frozen=True)
class Views:
    """The pictures of one graph; `tall` when it runs from top to bottom in a wide column too."""

    html: str
    tall: bool


def views(
    nodes: Sequence[NamedNode],
    outputs: Sequence[int],
    rows: Sequence[Row],
    title: str,
    description: str,
    *,
    partials: bool = False,
    factors: bool = False,
) -> Views:
    """Draw the picture for wide columns and the one for narrow ones.

    partials: write them on the edges; factors: leave room for what a script writes there.
    """
    card = _card_width(nodes, rows)
    height = LINE * (1 + max((r.line + 1 for r in rows), default=0)) + 2 * PADDING - 6
    parents = [n.parents for n in nodes]
    # An edge that carries a label needs room for it.
    labels = partials or (factors and len(rows) > 1)
    room = FACTOR if labels else 44.0
    if partials:
        written = [_partial(n, k, nodes) for n in nodes for k in range(len(n.parents))]
        room = max(room, *(0.84 * _width(runs) + 10 for runs in written))
    across = lay_out(parents, Sizes(card, height, room, 20, 24, bend=14))
    down = lay_out(parents, Sizes(height, card, 40 if labels else 34, 18, 30, bend=22))
    tall = across.along > WIDEST
    options = (nodes, outputs, rows, title, description, card, height)
    narrow = _svg(*options, down, True, partials, "" if tall else "ad-narrow")
    if tall:
        return Views(narrow, True)
    wide = _svg(*options, across, False, partials, "ad-wide")
    return Views(wide + narrow, False)


def _width(runs: Sequence[Run]) -> float:
    small = sum(len(text) for style, text in runs if style in ("sub", "sup", "supi"))
    full = sum(len(text.replace("\u2009", "").replace("\u200a", "")) for _, text in runs) - small
    thin = sum(text.count("\u2009") + text.count("\u200a") for _, text in runs)
    return LETTER * full + 0.7 * LETTER * small + 0.35 * LETTER * thin


def _name_width(nodes: Sequence[NamedNode]) -> float:
    return max(20.0, *(_width(name_runs(n.name)) + 4 for n in nodes))


def _card_width(nodes: Sequence[NamedNode], rows: Sequence[Row]) -> float:
    """Return the width that the longest formula needs, at least that of seven digits."""
    longest = max(_width(_expression(n, nodes)) for n in nodes)
    numbers = [(len(t) - 0.5) * LETTER for r in rows for t in r.texts]
    content = max(longest, 6.9 * LETTER, *numbers) if rows else max(longest, 4 * LETTER)
    return round(2 * SIDE + _name_width(nodes) + EQUALS + content)


def _expression(node: NamedNode, nodes: Sequence[NamedNode]) -> list[Run]:
    return tree_runs(node.rule.expression, slots(node, nodes)) if node.operands else []


def _text(runs: Sequence[Run], x: float, y: float, anchor: str = "", kind: str = "") -> str:
    """Return one line of SVG text."""
    spans, shift = [], 0.0
    for style, text in runs:
        level = {"sub": 4.0, "sup": -6.0, "supi": -6.0}.get(style, 0.0)
        move = f' dy="{_number(level - shift)}"' if level != shift else ""
        shift = level
        look = {"i": "ad-i", "supi": "ad-i ad-small", "n": ""}.get(style, "ad-small")
        look = f' class="{look}"' if look else ""
        spans.append(f"<tspan{look}{move}>{html.escape(text)}</tspan>")
    where = f' text-anchor="{anchor}"' if anchor else ""
    named = f' class="{kind}"' if kind else ""
    return f'<text{named} x="{_number(x)}" y="{_number(y)}"{where}>{"".join(spans)}</text>'


def _number(x: float) -> str:
    """Return a coordinate: two decimals are a fiftieth of a pixel."""
    return f"{x:.2f}".rstrip("0").rstrip(".") if x else "0"


def _svg(
    nodes: Sequence[NamedNode],
    outputs: Sequence[int],
    rows: Sequence[Row],
    title: str,
    description: str,
    card: float,
    height: float,
    layout: Layout,
    down: bool,
    partials: bool,
    view: str,
) -> str:
    margin = 8.0

    def at(along: float, across: float) -> tuple[float, float]:
        return (across + margin, along + margin) if down else (along + margin, across + margin)

    # The labels beside the outermost edges of a picture from top to bottom need a little room.
    size = (layout.across, layout.along) if down else (layout.along, layout.across)
    width, tallness = size[0] + 2 * margin, size[1] + 2 * margin
    edges = "".join(_edge(r, at, down) for r in layout.routes)
    cards = "".join(
        _card(n, nodes, rows, at(*layout.centres[n.index]), card, height, n.index in outputs)
        for n in nodes
    )
    labels = _labels(layout, nodes, at, down) if partials else ""
    return (
        f'<svg class="ad-graph {view}" viewBox="0 0 {_number(width)} {_number(tallness)}" '
        f'style="--ad-width:{_number(width)}px" role="img" aria-label="{html.escape(title)}">'
        f"<title>{html.escape(title)}</title><desc>{html.escape(description)}</desc>"
        f"{edges}{cards}{labels}</svg>"
    )


def _curve(points: Sequence[tuple[float, float]], down: bool) -> str:
    """Return a path through the points: straight past a layer, bent between two layers."""
    path = f"M{_number(points[0][0])} {_number(points[0][1])}"
    for k, ((x0, y0), (x1, y1)) in enumerate(itertools.pairwise(points)):
        if k % 2 == 1:
            path += f"L{_number(x1)} {_number(y1)}"
            continue
        if down:
            middle = (y0 + y1) / 2
            controls = ((x0, middle), (x1, middle))
        else:
            middle = (x0 + x1) / 2
            controls = ((middle, y0), (middle, y1))
        (a, b), (c, d) = controls
        path += "C" + " ".join(map(_number, (a, b, c, d, x1, y1)))
    return path


def _shortened(route: Route, start: float, end: float) -> list[tuple[float, float]]:
    (a, b), *middle, (c, d) = route.points
    return [(a + start, b), *middle, (c - end, d)]


def _edge(route: Route, at: Any, down: bool) -> str:
    head, clear = 8.0, 2.0
    forward = _curve([at(*p) for p in _shortened(route, 1, head)], down)
    along, across = route.points[-1]
    tip = at(along - clear, across)
    key = f"{route.child}:{route.operand}"
    parts = [
        f'<path class="ad-line ad-to-child" pathLength="1" d="{forward}"/>',
        f'<path class="ad-head ad-to-child" d="{_head(tip, down, head)}"/>',
    ]
    return f'<g class="ad-edge" data-edge="{key}">{"".join(parts)}</g>'


def _head(tip: tuple[float, float], down: bool, length: float) -> str:
    x, y = tip
    half = abs(length) / 2
    if down:
        corners = ((x, y), (x - half, y - length), (x + half, y - length))
    else:
        corners = ((x, y), (x - length, y - half), (x - length, y + half))
    return "M" + "L".join(f"{_number(a)} {_number(b)}" for a, b in corners) + "Z"


def _labels(
    layout: Layout,
    nodes: Sequence[NamedNode],
    at: Callable[[float, float], tuple[float, float]],
    down: bool,
) -> str:
    """Return the partial derivatives on the edges."""
    texts = [_partial(nodes[r.child], r.operand, nodes) for r in layout.routes]
    widths = [0.84 * _width(t) if t else FACTOR for t in texts]
    places = [] if down else _places_beside(layout.routes, widths)
    parts = []
    for k, (route, runs) in enumerate(zip(layout.routes, texts, strict=True)):
        if down:
            # Beside the arrow's head, on the outer side.
            along, across = route.points[-1]
            x, y = at(along - 5, across + 9 * route.side)
            anchor = "end" if route.side < 0 else "start"
        else:
            x, y = at(*places[k])
            anchor = "middle"
        text = _text(runs, x, y, anchor, "ad-factor")
        key = f"{route.child}:{route.operand}"
        parts.append(f'<g class="ad-edge-label" data-edge="{key}">{text}</g>')
    return "".join(parts)


def _places_beside(routes: Sequence[Route], widths: Sequence[float]) -> list[tuple[float, float]]:
    """Return where the factors of a picture from left to right stand, covering as little as can be.

    A factor belongs in the last gap of its edge, or along a level run past a layer. Above the
    higher end of a curve there is no card, so this is tried first, then below the lower end, then
    the curve itself.
    """
    curves = [_samples(route) for route in routes]
    taken: list[tuple[float, float, float, float]] = []
    places = []

    def box(place: tuple[float, float], width: float) -> tuple[float, float, float, float]:
        return (place[0] - width / 2, place[0] + width / 2, place[1] - 12, place[1] + 4)

    for k, route in enumerate(routes):
        bends = len(route.points) > 2
        (a0, b0), (a1, b1) = route.points[-3:-1] if bends else route.points[-2:]
        middle = (a0 + a1) / 2 - (0 if bends else 2)
        candidates = [(middle, min(b0, b1) - 7), (middle, max(b0, b1) + 16)]
        if route.side > 0 and abs(b0 - b1) < 20:
            candidates.reverse()
        candidates.append((middle, (b0 + b1) / 2 + 5))

        def covered(place: tuple[float, float], k: int = k) -> float:
            left, right, top, bottom = box(place, widths[k])
            total = 0.0
            for other, points in enumerate(curves):
                inside = sum(left < x < right and top < y < bottom for x, y in points)
                total += inside * (0.5 if other == k else 1.0)
            for low, high, above, under in taken:
                total += 100 * (low < right and left < high and above < bottom and top < under)
            return total

        places.append(min(candidates, key=covered))
        taken.append(box(places[-1], widths[k]))
    return places


def _samples(route: Route) -> list[tuple[float, float]]:
    """Return points along an edge of a picture from left to right."""
    points = []
    for k, ((x0, y0), (x1, y1)) in enumerate(itertools.pairwise(route.points)):
        for step in range(13):
            t = step / 12
            # Straight past a layer; else the Bézier curve of `_curve`.
            right, lower = (t, t) if k % 2 else (1.5 * t * (1 - t) + t**3, t * t * (3 - 2 * t))
            points.append((x0 + (x1 - x0) * right, y0 + (y1 - y0) * lower))
    return points


def _partial(child: NamedNode, operand: int, nodes: Sequence[NamedNode]) -> list[Run]:
    """Return the partial derivative of a node by one of its parents, as a line of text."""
    if not child.partials:
        return []
    sign, tree = child.partials[operand]
    if isinstance(tree, list) and tree[0] == "paren" and sign != MINUS:
        tree = tree[1]
    runs = tree_runs(tree, slots(child, nodes))
    return [("n", MINUS), *runs] if sign == MINUS else runs


def _card(
    node: NamedNode,
    nodes: Sequence[NamedNode],
    rows: Sequence[Row],
    centre: tuple[float, float],
    width: float,
    height: float,
    is_output: bool,
) -> str:
    x, y = centre[0] - width / 2, centre[1] - height / 2
    is_input = not node.operands
    # The ends of an input's card are round: its text, which is short, keeps clear of them.
    equals = SIDE + _name_width(nodes) + (8 if is_input else 0)
    lines = []

    def line(level: float, label: str, left: list[Run], right: str, kind: str) -> None:
        base = PADDING + 12 + LINE * level
        name = _text(left, equals, base, "end", "ad-name") if left else ""
        lines.append(
            f'<g class="ad-row ad-{kind}" data-row="{kind}">{name}'
            f'<text class="ad-equals" x="{_number(equals + 4)}" y="{_number(base)}">=</text>'
            f'<text class="ad-number" x="{_number(equals + EQUALS)}" y="{_number(base)}">'
            f"{html.escape(right)}</text></g>"
        )

    # An input has no expression, so its value stands on the line of its name.
    up = 1 if is_input and any(r.kind == "value" for r in rows) else 0
    count = 1 - up + max((r.line + 1 for r in rows), default=0)
    total = 1 + max((r.line + 1 for r in rows), default=0)
    if not is_input:
        base = PADDING + 12
        lines.append(
            _text(name_runs(node.name), equals, base, "end", "ad-name")
            + f'<text class="ad-equals" x="{_number(equals + 4)}" y="{base}">=</text>'
            + _text(_expression(node, nodes), equals + EQUALS, base, "", "ad-expression")
        )
    elif not up:
        lines.append(_text(name_runs(node.name), width / 2, PADDING + 12, "middle", "ad-name"))
    for r in rows:
        mark = MARKS[r.kind]
        left = name_runs(node.name, mark) if r.kind != "value" or is_input else []
        line(1 + r.line - up, r.kind, left, r.texts[node.index], r.kind)
    kind = "ad-input" if is_input else "ad-output" if is_output else "ad-inner"
    radius = min(height / 2, 26) if is_input else 10
    shift = (total - count) * LINE / 2
    box = f'width="{_number(width)}" height="{_number(height)}" rx="{_number(radius)}"'
    inner = f'x="4" y="4" width="{_number(width - 8)}" height="{_number(height - 8)}" rx="7"'
    ring = f'<rect class="ad-ring" {inner}/>' if is_output else ""
    return (
        f'<g class="ad-node {kind}" data-node="{node.index}" '
        f'transform="translate({_number(x)} {_number(y)})">'
        f'<rect class="ad-card" {box}/>{ring}'
        f'<g transform="translate(0 {_number(shift)})"><g class="ad-lines">{"".join(lines)}</g></g>'
        "</g>"
    )
