"""How does a page show a run as a picture that moves: by frames, and one of them on paper?

The frames are computed here. `Player` writes the picture as it is in the most telling of them, a
table of all, and the changes from frame to frame as JSON for ``player.js``, which plays and steps.
Without the script the picture and the table stand there.
"""

from __future__ import annotations

import html
import itertools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.book.figures import COLOURS, FORWARD, OTHER, REVERSE, VALUE
from autograder.drawing.figure import styles

Changes = dict[str, dict[str, Any]]
"""Name of a part → attribute → value; the attribute ``text`` is what a text says."""

INKS = {
    "value": VALUE,
    "forward": FORWARD,
    "reverse": REVERSE,
    "other": OTHER,
    "ink": COLOURS["ink"],
    "muted": COLOURS["muted"],
    "grid": COLOURS["grid"],
}
"""What a part can be drawn in: class ``f-<name>`` fills it, ``s-<name>`` strokes it."""

NOTHING = "~"
"""Stands for an attribute that is empty."""

PLAYED = 24.0
"""A run is played in about so many seconds …"""
SHORTEST, LONGEST = 0.15, 1.6
"""… but a frame is seen for so many seconds at least, and at most."""


@dataclass(frozen=True)
class Frame:
    """What one frame shows.

    say: a sentence. row: its line of the table. parts: how it differs from the bare picture.
    mark: the slider's position in words; otherwise frame and frames are counted.
    """

    say: str
    row: Sequence[object]
    parts: Changes
    mark: str = ""


@dataclass
class Panel:
    """A drawing, in units that are pixels on a phone; label: what it shows, in words."""

    width: int
    height: int
    label: str
    elements: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)

    def add(self, tag: str, part: str = "", **attributes: Any) -> None:
        """Draw an element; `part` is the name by which frames change it.

        An underscore in an attribute's name stands for a hyphen, and at the end for nothing.
        """
        named = {name.rstrip("_").replace("_", "-"): v for name, v in attributes.items()}
        self.elements.append((tag, part, named))

    def text(self, x: float, y: float, text: str, part: str = "", **attributes: Any) -> None:
        """Write at (x, y), by default in ink and from there to the right."""
        look = {"class_": "f-ink", **attributes}
        self.add("text", part, x=x, y=y, text=text, **look)

    def line(self, x1: float, y1: float, x2: float, y2: float, part: str = "", **a: Any) -> None:
        """Draw a line, by default a thin grey one."""
        self.add("line", part, x1=x1, y1=y1, x2=x2, y2=y2, **{"class_": "s-muted", **a})

    def html(self, changed: Changes) -> str:
        """Return the drawing with these changes."""
        drawn = []
        for tag, part, attributes in self.elements:
            shown = {**attributes, **changed.get(part, {})}
            text = html.escape(str(shown.pop("text", "")))
            named = f' data-part="{part}"' if part else ""
            written = "".join(
                f' {name}="{html.escape(_written(value))}"' for name, value in shown.items()
            )
            drawn.append(f"<{tag}{named}{written}>{text}</{tag}>")
        return (
            f'<svg class="ad-panel" viewBox="0 0 {self.width} {self.height}" role="img" '
            f'aria-label="{html.escape(self.label)}">{"".join(drawn)}</svg>'
        )


@dataclass(frozen=True)
class Player:
    """A picture that moves, for the last line of a cell.

    panels: its drawings, side by side where there is room. runs: name → frames; with more than one
    the reader chooses. head: the columns of the table. still: which run and frame paper and a
    reader without scripts get. slider: what the slider counts. drag: a part, and the horizontal
    position in its panel for each frame, by which it can be dragged.

    Raises ValueError for a run without frames, and for rows that do not fit the head.
    """

    title: str
    panels: Sequence[Panel]
    runs: Mapping[str, Sequence[Frame]]
    head: Sequence[str]
    still: tuple[str, int]
    slider: str = "Step"
    drag: tuple[str, Sequence[float]] | None = None
    first: int = 0
    """The frame that is shown when the page opens."""

    def __post_init__(self) -> None:
        for name, frames in self.runs.items():
            if not frames:
                raise ValueError(f"the run {name!r} has no frames")
            for frame in frames:
                if len(frame.row) != len(self.head):
                    raise ValueError(f"{frame.row} has not the columns {self.head}")

    @property
    def html(self) -> str:
        """The element, with its styles and its script."""
        run, still = self.still
        shown = self.runs[run][still]
        said = shown.say if len(self.runs) == 1 else f"{run}. {shown.say}"
        names = list(self.runs)
        data = {
            "base": self._base(),
            "runs": [self._run(frames) for frames in self.runs.values()],
            "still": [names.index(run), still],
            "said": said,
            "first": self.first,
        }
        if self.drag:
            data["drag"] = [self.drag[0], [round(x, 1) for x in self.drag[1]]]
        own = Path(__file__).parent
        return "".join(
            [
                f'<div class="autodiff ad-player" role="group" tabindex="-1" '
                f'aria-label="{html.escape(self.title)}">',
                styles("graph.css"),
                f"<style>{ink_rules()}{(own / 'player.css').read_text('utf-8')}</style>",
                f'<div class="ad-body"><p class="ad-title">{html.escape(self.title)}</p>',
                self._choice(),
                f'<div class="ad-panels">{"".join(p.html(shown.parts) for p in self.panels)}</div>',
                f'<p class="ad-say" aria-live="polite">{html.escape(said)}</p>',
                self._controls(),
                self._tables(),
                "</div>",
                f'<script type="application/json">{as_json(data)}</script>',
                f"<script>{(own / 'player.js').read_text('utf-8')}</script></div>",
            ]
        )

    def __repr__(self) -> str:
        return f"<moving picture: {self.title}>"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": repr(self)}

    def _base(self) -> dict[str, str]:
        """What the changing attributes are in the bare picture, by part and name."""
        bare = {part: a for panel in self.panels for _, part, a in panel.elements if part}
        return {
            f"{part} {name}": _written(bare[part].get(name, ""))
            for frame in itertools.chain(*self.runs.values())
            for part, attributes in frame.parts.items()
            for name in attributes
        }

    def _run(self, frames: Sequence[Frame]) -> dict[str, Any]:
        """The sentences of a run, and of each attribute its values, of which repeated ones are "".

        The values stand between bars in one string, which is shorter than anything else.
        """
        base = self._base()
        columns: dict[str, str] = {}
        for column, before in base.items():
            part, name = column.split()
            values = []
            for frame in frames:
                now = frame.parts.get(part, {})
                value = _written(now[name]) if name in now else base[column]
                values.append("" if value == before else value or NOTHING)
                before = value
            if any(values):
                columns[column] = "|".join(values).rstrip("|")
        pause = min(max(PLAYED / len(frames), SHORTEST), LONGEST)
        return {
            "say": [frame.say for frame in frames],
            "marks": [frame.mark for frame in frames] if frames[0].mark else [],
            "columns": columns,
            "pause": round(1000 * pause),
        }

    def _choice(self) -> str:
        if len(self.runs) == 1:
            return ""
        labels = "".join(
            f'<label class="ad-tab"><input type="radio" name="run" value="{k}">'
            f"<span>{html.escape(name)}</span></label>"
            for k, name in enumerate(self.runs)
        )
        return (
            f'<form class="ad-runs" hidden><fieldset><legend class="ad-sr">What to play</legend>'
            f"{labels}</fieldset></form>"
        )

    def _controls(self) -> str:
        def button(go: str, label: str, path: str) -> str:
            icon = f'<svg viewBox="0 0 18 18" aria-hidden="true"><path d="{path}"/></svg>'
            return f'<button type="button" data-go="{go}" aria-label="{label}">{icon}</button>'

        return (
            '<div class="ad-controls" hidden>'
            + button("first", "First frame", "M5 3v12M15 3l-7 6 7 6")
            + button("back", "Back one frame", "M12 3L5 9l7 6")
            + button("play", "Play", "M5 2.5v13L15.5 9z")
            + button("next", "Next frame", "M6 3l7 6-7 6")
            + button("last", "Last frame", "M13 3v12M3 3l7 6-7 6")
            + f'<label class="ad-frame"><span>{html.escape(self.slider)}</span>'
            '<input type="range" min="0" step="1" value="0" autocomplete="off">'
            '<output aria-hidden="true"></output></label></div>'
        )

    def _tables(self) -> str:
        head = "".join(f'<th scope="col">{html.escape(name)}</th>' for name in self.head)
        tables = []
        for name, frames in self.runs.items():
            rows = "".join(
                '<tr><th scope="row">'
                + "</th><td>".join(html.escape(str(entry)) for entry in frame.row[:2])
                + "".join(f"</td><td>{html.escape(str(entry))}" for entry in frame.row[2:])
                + "</td></tr>"
                for frame in frames
            )
            hidden = ' class="ad-sr"' if len(self.runs) == 1 else ""
            tables.append(
                f"<table><caption{hidden}>{html.escape(name)}</caption>"
                f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
            )
        return (
            '<details class="ad-numbers"><summary>All frames in a table</summary>'
            f'<div class="ad-scroll" role="group" aria-label="All frames" tabindex="0">'
            f"{''.join(tables)}</div></details>"
        )


def ink_rules() -> str:
    """Return the rules for the classes of `INKS`, in colours that follow the page's theme."""
    names = {colour: name for name, colour in COLOURS.items()}
    return "".join(
        f".ad-player .f-{ink}{{fill:var(--figure-{names[colour]})}}"
        f".ad-player .s-{ink}{{stroke:var(--figure-{names[colour]})}}"
        for ink, colour in INKS.items()
    )


def as_json(data: Any) -> str:
    """Return JSON that may stand in a `<script>`: no end tag can occur in it."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")


def _written(value: Any) -> str:
    """Return an attribute as it is written; a tenth of a pixel is not to be seen."""
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0")
    return str(value)
