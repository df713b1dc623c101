"""What do the figures look like that Matplotlib draws for a page, in the light and in the dark?

A cell draws in the colours of the light theme, by `STYLE`. `inline_figure` puts the drawing into
the page and replaces each colour by a variable of ``_static/course.css``, which knows both themes.
"""

from __future__ import annotations

import hashlib
import html
import re
from typing import Any

from cycler import cycler

COLOURS = {
    "ink": "#1f2937",
    "muted": "#6b7280",
    "grid": "#d1d5db",
    "blue": "#0b62a8",
    "orange": "#b4430f",
    "green": "#0f766e",
    "purple": "#8b2f8f",
}
"""Name → colour in the light theme; on a page it is the variable ``--figure-<name>``."""

VALUE, FORWARD, REVERSE = COLOURS["blue"], COLOURS["orange"], COLOURS["purple"]
"""What belongs to values, to tangents and forward mode, to adjoints and reverse mode.

As in the graphs. What belongs to none of them, such as difference quotients, is `OTHER` or ink.
"""
OTHER = COLOURS["green"]

FAMILY = "STIX Two Text, STIX Two Math, serif"

STYLE: dict[str, Any] = {
    "figure.figsize": (5.6, 3.4),
    "figure.dpi": 96,
    "figure.constrained_layout.use": True,
    "figure.constrained_layout.hspace": 0.1,
    "figure.facecolor": "none",
    "savefig.facecolor": "none",
    "savefig.transparent": True,
    "svg.fonttype": "none",  # text stays text, in the type that comes with the page
    "svg.hashsalt": "course",
    "font.family": "STIXGeneral",  # with the widths of STIX Two, to lay it out
    "font.size": 12,
    "mathtext.fontset": "stix",
    "text.color": COLOURS["ink"],
    "axes.labelcolor": COLOURS["ink"],
    "axes.edgecolor": COLOURS["muted"],
    "axes.facecolor": "none",
    "axes.linewidth": 0.8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "axes.prop_cycle": cycler(
        "color", [COLOURS[name] for name in ("blue", "orange", "green", "purple")]
    ),
    "grid.color": COLOURS["grid"],
    "grid.linewidth": 0.6,
    "xtick.color": COLOURS["muted"],
    "ytick.color": COLOURS["muted"],
    "xtick.labelcolor": COLOURS["ink"],
    "ytick.labelcolor": COLOURS["ink"],
    "xtick.minor.visible": False,
    "ytick.minor.visible": False,
    "lines.linewidth": 1.8,
    "lines.markersize": 5,
    "legend.frameon": False,
}
"""Matplotlib's settings for every figure of a book."""


def inline_figure(svg: str, alt: str) -> str:
    """Return the content of an SVG file as an element that follows the page's theme.

    alt: its accessible name. Identifiers get a prefix made from the drawing, so that two figures of
    one page share none.
    """
    prefix = "f" + hashlib.sha256(svg.encode()).hexdigest()[:6] + "-"
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"\s*<metadata>.*?</metadata>", "", svg, flags=re.S)
    # Matplotlib's style sheet would style the whole page; its rules go on the element instead.
    svg = re.sub(r"<style[^>]*>.*?</style>", "", svg, flags=re.S)
    svg = re.sub(r'\bid="', f'id="{prefix}', svg)
    svg = svg.replace('href="#', f'href="#{prefix}').replace("url(#", f"url(#{prefix}")
    svg = re.sub(r"<!--.*?-->", "", svg, flags=re.S)
    svg = svg.replace("font-family: 'STIXGeneral'; ", "")  # the whole drawing has it
    # A hundredth of a point is not to be seen, and a curve has thousands of numbers.
    svg = re.sub(r'\b(?:d|x|y)="[^"]*"', _rounded, svg)
    svg = re.sub(r"\s*\n\s*", "\n", svg)
    # Hundreds of markers of one curve look alike, and their group can say so once.
    svg = re.sub(r"<g([^>]*)>((?:\s*<use [^>]*/>)+)\s*</g>", _alike, svg)
    for name, colour in COLOURS.items():
        svg = re.sub(colour, f"var(--figure-{name})", svg, flags=re.I)
    head, body = svg.split(">", 1)
    width, height = re.findall(r'(?:width|height)="([\d.]+)pt"', head)[:2]
    box = re.search(r'viewBox="[^"]+"', head)
    view = box[0] if box else f'viewBox="0 0 {width} {height}"'
    return (
        f'<svg class="course-figure" role="img" aria-label="{html.escape(alt)}" {view} '
        f'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'style="width: {float(width) * 4 / 3:.0f}px; font-family: {FAMILY}">{body}'
    )


def _alike(group: re.Match[str]) -> str:
    attributes, markers = group.groups()
    looks = set(re.findall(r' style="[^"]*"', markers))
    if len(looks) != 1 or "style=" in attributes or markers.count("style=") < markers.count("<use"):
        return group[0]
    (look,) = looks
    return f"<g{attributes}{look}>{markers.replace(look, '')}\n</g>"


def _rounded(attribute: re.Match[str]) -> str:
    return re.sub(r"(\.\d\d)\d+", r"\1", attribute[0])
