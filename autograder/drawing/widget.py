"""How does a picture become a widget? Its script and its data are put beside it in the page.

The script is made of the files in ``page/``, each of which answers one question. A widget gets
those that it needs, and the rules of the primitives, which are written in `rules` alone.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from autograder.drawing.figure import Figure, Views, styles
from autograder.drawing.notation import NamedNode
from autograder.drawing.rules import RULES

PAGE = Path(__file__).parent / "page"
ALWAYS = ("numbers", "writing", "layout", "picture", "scalar", "table")


def widget(
    pictures: Views,
    program: dict[str, Any],
    *,
    title: str,
    output: str,
    table: str = "",
    parts: Sequence[str] = (),
) -> Figure:
    """Return a widget: `pictures` and `table` stand there without the script too.

    program: what the script reads, as JSON; title: HTML, may be empty; output: the result's name in
    words; parts: files of ``page/`` that this kind of widget needs besides the common ones.
    """
    return Figure(
        f'<div class="autodiff ad-stepper{" ad-tall" if pictures.tall else ""}" role="group" '
        f'aria-label="Steps through the computation of {html.escape(output)}" '
        f'data-mode="all" tabindex="-1">{styles("graph.css", "stepper.css")}<div class="ad-body">'
        + (f'<p class="ad-title">{title}</p>' if title else "")
        + f'<div class="ad-stage">{pictures.html}</div>{table}</div>'
        f'<script type="application/json">{_json(program)}</script>'
        f"<script>{_script((*ALWAYS, *parts, 'widget'))}</script></div>"
    )


@cache
def _script(parts: tuple[str, ...]) -> str:
    rules = {
        name: {key: value for key, value in asdict(rule).items() if value}
        for name, rule in RULES.items()
    }
    texts = [(PAGE / f"{part}.js").read_text("utf-8") for part in parts]
    return f'(() => {{\n"use strict";\nconst RULES = {_json(rules)};\n{"".join(texts)}}})();'


def _json(data: Any) -> str:
    """Return JSON that may stand in a `<script>`: no end tag can occur in it."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")


def typeset_title(title: str | None, nodes: Sequence[NamedNode]) -> str:
    """Typeset the names of nodes in a title: those with a subscript or next to a bracket."""
    text = html.escape(title or "")
    for name in sorted((n.name for n in nodes), key=lambda name: -len(name.plain)):
        after = r"(?!\w)" if name.subscript else r"(?=[(,)])"
        pattern = rf"(?<![\w<>/]){re.escape(html.escape(name.plain))}{after}"
        parts = re.split(pattern, text)
        text = f'<span class="ad-inline">{name.html()}</span>'.join(parts)
    return text
