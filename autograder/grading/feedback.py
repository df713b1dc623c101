"""What does a student read after grading?

nbgrader's GenerateFeedback writes one HTML file a notebook. `Arrange` prepares what
``templates/feedback/index.html.j2`` shows: the marks on top, then exercise by exercise the
findings and hints, the student's code and its figures. The released text is left out: the student
has it. The page runs no script and its content security policy forbids every request.
"""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

import bleach
import nbformat
from bleach.css_sanitizer import CSSSanitizer
from nbconvert.filters import ansi2html, markdown2html
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.preprocessors import NbGraderPreprocessor
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer
from traitlets import Unicode

from autograder.checks import REPORT_MIME
from autograder.grading.clean import repairs
from autograder.grading.marks import last_report
from autograder.grading.source import CHECK_SUFFIX, grade_id

# HTML of a submission is its author's: enough for findings and tables, nothing that acts.
TAGS = frozenset("""
    a abbr b blockquote br caption code dd del div dl dt em h1 h2 h3 h4 h5 h6 hr i kbd li ol p pre
    s span strong sub sup table tbody td tfoot th thead tr u ul
""".split())  # fmt: skip  # noqa: SIM905
ATTRIBUTES = {"*": ["style", "role", "aria-label", "colspan", "rowspan", "scope"]}
STYLES = """
    background border-left border-radius color font-weight margin margin-top max-width opacity
    padding text-align
""".split()  # noqa: SIM905
CSS = CSSSanitizer(allowed_css_properties=STYLES)


@dataclass
class Block:
    """One thing to show: `kind` is code, text, output, html, figure, error or comment."""

    kind: str
    html: str


@dataclass
class Section:
    """One exercise: its marks, the hints' names, and the blocks to show in order."""

    name: str
    marks: float | None = None
    points: float = 0.0
    hints: list[str] = field(default_factory=list)
    findings: str = ""
    open_findings: str = ""
    blocks: list[Block] = field(default_factory=list)

    @property
    def verdict(self) -> str:
        """One word for the table: full, part, none or waiting (to be marked by hand)."""
        if self.marks is None:
            return "waiting"
        if self.marks >= self.points:
            return "full"
        return "part" if self.marks > 0 else "none"


class Arrange(NbGraderPreprocessor):
    """Puts the sections and notes of the feedback page into the template's resources."""

    release_directory = Unicode(
        "exercises", help="Folder of the released notebooks, as <set>/<set>.ipynb."
    ).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Arrange the autograded notebook `nb`, whose cells hold the gradebook's scores."""
        ids = resources["nbgrader"]
        path = Path(self.release_directory) / ids["assignment"] / f"{ids['notebook']}.ipynb"
        given: set[str] = set()
        if path.is_file():
            given = {cell.source.strip() for cell in nbformat.read(path, as_version=4).cells}
        resources["feedback"] = {
            "sections": arrange(nb, given),
            "repairs": [_inline_code(sentence) for sentence in repairs(nb)],
            "code_style": _code_style(),
        }
        return nb, resources


def arrange(notebook: NotebookNode, given: set[str]) -> list[Section]:
    """Return the sections of `notebook` in its order; cells whose text is in `given` are left out.

    Cells of the student's own are shown with the exercise that they precede.
    """
    sections: list[Section] = []
    waiting: list[Block] = []
    for cell in notebook.cells:
        meta = cell.metadata.get("nbgrader", {})
        name = grade_id(cell) or ""
        if utils.is_grade(cell) and not utils.is_solution(cell):
            section = Section(name.removesuffix(CHECK_SUFFIX), blocks=waiting)
            _read_check(cell, section)
        elif utils.is_grade(cell) or utils.is_task(cell):
            section = Section(name, blocks=[*waiting, *_blocks(cell)])
        else:
            own = utils.is_solution(cell) or cell.source.strip() not in given
            shown = _blocks(cell)
            # A released cell is shown only for what is the student's own: a figure, an error.
            waiting += shown if own else [b for b in shown if b.kind in ("figure", "error")]
            if utils.is_solution(cell):
                waiting += _comment(meta)
            continue
        section.marks, section.points = meta.get("score"), float(meta.get("points", 0))
        section.blocks += _comment(meta)
        sections.append(section)
        waiting = []
    if waiting:
        sections.append(Section("", blocks=waiting))
    return sections


def _read_check(cell: NotebookNode, section: Section) -> None:
    graded = last_report(cell)
    section.hints = list(
        dict.fromkeys(p["hint"] for p in (graded or {}).get("parts", []) if p.get("hint"))
    )
    for output in cell.get("outputs", []):
        report = output.get("data", {}).get(REPORT_MIME)
        if isinstance(report, dict):
            html = _clean(_joined(output.data.get("text/html", "")))
            if report.get("hidden"):
                section.findings = html
            else:
                section.open_findings = html
        elif output.output_type != "execute_result":
            section.blocks += _output(output)


def _blocks(cell: NotebookNode) -> list[Block]:
    if not cell.source.strip():
        return []
    if cell.cell_type != "code":
        return [Block("text", _markdown(cell.source))]
    code = highlight(cell.source, PythonLexer(), HtmlFormatter(nowrap=True))
    return [Block("code", code), *_outputs(cell)]


def _outputs(cell: NotebookNode) -> list[Block]:
    return [block for output in cell.get("outputs", []) for block in _output(output)]


def _output(output: NotebookNode) -> list[Block]:
    if output.output_type == "stream":
        return [Block("output", ansi2html(output.text))]
    if output.output_type == "error":
        return [Block("error", ansi2html("\n".join(output.traceback)))]
    data = output.get("data", {})
    for kind in ("image/png", "image/jpeg"):
        if kind in data:
            return [_figure(kind, _joined(data[kind]).strip())]
    if "image/svg+xml" in data:
        return [
            _figure("image/svg+xml", b64encode(_joined(data["image/svg+xml"]).encode()).decode())
        ]
    if "text/html" in data:
        return [Block("html", _clean(_joined(data["text/html"])))]
    if "text/markdown" in data:
        return [Block("text", _markdown(_joined(data["text/markdown"])))]
    if "text/plain" in data:
        return [Block("output", ansi2html(_joined(data["text/plain"])))]
    return []


def _figure(kind: str, encoded: str) -> Block:
    text = re.sub(r"[^A-Za-z0-9+/=]", "", encoded)
    return Block(
        "figure", f'<img alt="A figure that your code drew" src="data:{kind};base64,{text}">'
    )


def _comment(meta: NotebookNode) -> list[Block]:
    comment = meta.get("comment")
    # nbgrader's own comment on an untouched cell; the findings say it better.
    if not comment or comment == "No response.":
        return []
    return [Block("comment", _markdown(comment))]


def _joined(text: str | list[str]) -> str:
    return text if isinstance(text, str) else "".join(text)


def _clean(html: str) -> str:
    return bleach.clean(html, TAGS, ATTRIBUTES, css_sanitizer=CSS, strip=True)


def _markdown(text: str) -> str:
    return _clean(markdown2html(text))


def _inline_code(text: str) -> str:
    pieces = escape(text).split("`")
    return "".join(f"<code>{p}</code>" if i % 2 else p for i, p in enumerate(pieces))


def _code_style() -> str:
    light = HtmlFormatter(style="friendly").get_style_defs("pre.code")
    dark = HtmlFormatter(style="github-dark").get_style_defs("pre.code")
    return f"{light}\n@media (prefers-color-scheme: dark) {{\n{dark}\n}}"
