"""What does the whole course look like, and which chapter needs which?

The directive ``course-map`` draws the chapters as the nodes of a graph, with an edge to each from
those that it rests on, and at a chapter the problem set that practises it. Titles and parts are
those of the pages and of the table of contents.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from autograder.book.build import parts

NEEDS: Mapping[int, Sequence[int]] = {
    2: (1,),
    4: (3,),
    5: (3,),
    6: (4, 5),
    7: (5,),
    8: (2, 5),
    9: (4, 5),
    10: (11,),
    11: (9,),
    12: (5,),
    13: (5,),
    14: (13,),
    15: (13,),
    16: (5,),
}
"""Chapter → the chapters that it rests on at once."""

SETS: Mapping[int, str] = {
    2: "ps1",
    4: "ps2",
    7: "ps3",
    6: "ps4",
    9: "ps5",
    10: "ps6",
    12: "ps7",
    14: "ps8",
    15: "ps8",
    16: "ps9",
}
"""Chapter → the problem set that one can solve after it; where it takes two, it stands at both."""

PLACES: Mapping[int, tuple[float, int]] = {
    **{3: (2, 0), 1: (5, 0), 2: (6, 0)},
    **{4: (1, 1), 5: (3, 1)},
    **{9: (0, 2), 6: (1, 2), 12: (2, 2), 13: (3, 2), 7: (4, 2), 16: (5, 2), 8: (6, 2)},
    **{11: (0, 3), 14: (2.5, 3), 15: (3.5, 3)},
    **{10: (0, 4)},
}
"""Chapter → column and row."""

WIDTH, HEIGHT, ACROSS, DOWN = 99, 64, 107, 100
"""Of a node, and from one to the next."""
LETTERS = 14
"""As many fit into a line of a node."""


@dataclass(frozen=True)
class Chapter:
    """A chapter on the map: its number, its title, the number of its part, the link to its page."""

    number: int
    title: str
    part: int
    page: str


class MapNode(nodes.General, nodes.Element):
    """Where the map is to stand."""


class CourseMap(SphinxDirective):
    """``course-map``: the map of the course. It takes nothing."""

    def run(self) -> list[nodes.Node]:
        """Leave a place for the map; the page is read at each build, for others have its titles."""
        self.env.note_reread()
        return [MapNode()]


class DrawMap(SphinxPostTransform):
    """Draw the map where there is a place for it."""

    default_priority = 190
    formats = ("html",)

    def run(self, **_: Any) -> None:
        """Do it in one page."""
        places = list(self.document.findall(MapNode))
        if not places:
            return
        by_part = [
            (caption, [name for name in names if re.match(r"\d\d_", posixpath.basename(name))])
            for caption, names in parts(Path(self.app.srcdir))
        ]
        by_part = [(caption, names) for caption, names in by_part if names]
        chapters = [
            Chapter(
                int(posixpath.basename(name)[:2]),
                self.env.titles[name].astext(),
                part,
                self.app.builder.get_relative_uri(self.env.docname, name),
            )
            for part, (_, names) in enumerate(by_part, 1)
            for name in names
        ]
        drawing = course_map([caption for caption, _ in by_part], chapters)
        for place in places:
            place.replace_self(nodes.raw("", drawing, format="html"))


def course_map(captions: Sequence[str], chapters: Sequence[Chapter]) -> str:
    """Draw the map; on a narrow screen it scrolls in its own box. captions: of the parts."""
    there = {chapter.number: chapter for chapter in chapters}
    place = {number: (column * ACROSS, 4 + row * DOWN) for number, (column, row) in PLACES.items()}
    width = max(x for x, _ in place.values()) + WIDTH + 2
    height = max(y for _, y in place.values()) + HEIGHT + 4
    edges = [
        _edge(place[before], place[after])
        for after, needed in NEEDS.items()
        for before in needed
        if {before, after} <= there.keys()
    ]
    drawn = [_node(chapter, *place[chapter.number]) for chapter in chapters]
    legend = [
        f'<li class="map-part-{i}">{html.escape(caption)}</li>'
        for i, caption in enumerate(captions, 1)
    ]
    return (
        f'<div class="course-map"><svg viewBox="-1 0 {width:g} {height:g}" role="group" '
        f'aria-label="Map of the course: chapters, and which of them rests on which" '
        f'style="min-width: {width * 0.9:.0f}px">'
        f"{''.join(edges)}{''.join(drawn)}</svg><ul>{''.join(legend)}</ul></div>"
    )


def _edge(before: tuple[float, float], after: tuple[float, float]) -> str:
    (x, y), (u, v) = before, after
    if y == v:
        path = f"M{x + WIDTH:g},{y + HEIGHT / 2:g} H{u:g}"
    else:
        start, end, half = x + WIDTH / 2, u + WIDTH / 2, (DOWN - HEIGHT) * 0.8
        path = (
            f"M{start:g},{y + HEIGHT:g} "
            f"C{start:g},{y + HEIGHT + half:g} {end:g},{v - half:g} {end:g},{v:g}"
        )
    return f'<path class="map-edge" d="{path}"/>'


def _node(chapter: Chapter, x: float, y: float) -> str:
    number = chapter.number
    practised, said = SETS.get(number, ""), f"Chapter {number}: {html.escape(chapter.title)}"
    if practised:
        said += f", practised by problem set {practised[2:]}"
    lines = "".join(
        f'<tspan x="{x + 9:g}" dy="{13 if i else 0}">{html.escape(line)}</tspan>'
        for i, line in enumerate(_lines(chapter.title))
    )
    return (
        f'<a class="map-part-{chapter.part}" href="{chapter.page}" aria-label="{said}">'
        f'<rect x="{x:g}" y="{y:g}" width="{WIDTH}" height="{HEIGHT}" rx="7"/>'
        f'<text class="map-number" x="{x + 9:g}" y="{y + 15:g}">{number}</text>'
        f'<text class="map-set" x="{x + WIDTH - 8:g}" y="{y + 15:g}">{practised}</text>'
        f'<text x="{x + 9:g}" y="{y + 29:g}">{lines}</text></a>'
    )


def _lines(title: str) -> list[str]:
    lines = [""]
    for word in title.split():
        if lines[-1] and len(lines[-1]) + len(word) >= LETTERS:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
