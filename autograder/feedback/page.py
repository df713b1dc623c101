"""What does a student read after grading?

One HTML page a notebook, ``templates/feedback/index.html.j2``: the marks on top, then exercise by
exercise the findings and hints, the student's code and its figures. The released text is left out:
the student has it. The page runs no script and its content security policy forbids every request.
"""

from __future__ import annotations

import os
import re
from base64 import b64encode
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import bleach
import nbformat
from bleach.css_sanitizer import CSSSanitizer
from jinja2 import Environment, FileSystemLoader, Template, pass_context
from nbconvert.filters import ansi2html, markdown2html
from nbformat import NotebookNode
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from autograder.checks import REPORT_MIME
from autograder.submission.cells import (
    CHECK_SUFFIX,
    METADATA_KEY,
    grade_id,
    is_check,
    is_solution,
    repairs,
)
from autograder.submission.marks import hidden_reports, last_report

TEMPLATES = Path(__file__).parent / "templates"

# HTML of a submission is its author's: enough for findings and tables, nothing that acts.
TAGS = frozenset("""
    a abbr b blockquote br caption code dd del div dl dt em h1 h2 h3 h4 h5 h6 hr i kbd li ol p pre
    s span strong sub sup table tbody td tfoot th thead tr u ul
""".split())  # fmt: skip  # noqa: SIM905
# A style that names an address would ask for it.
STYLES = """
    background-color border-left border-radius color font-weight margin margin-top max-width opacity
    padding text-align
""".split()  # noqa: SIM905
CSS = CSSSanitizer(allowed_css_properties=STYLES)
IMAGE = re.compile(r"data:image/(?:png|jpeg|gif);base64,[A-Za-z0-9+/=\s]+")

SCRIPTS = re.compile(r"<(script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)

# Markup beyond this is shown as plain text: its parsers take time with the square of the length,
# or of the depth.
LONGEST_MARKUP = 20_000
DEEPEST_MARKUP = 100


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
    blocks: list[Block] = field(default_factory=list)

    @property
    def verdict(self) -> str:
        """One word for the table: full, part, none or waiting (to be marked by hand)."""
        if self.marks is None:
            return "waiting"
        if self.marks >= self.points:
            return "full"
        return "part" if self.marks > 0 else "none"


@dataclass(frozen=True)
class Grades:
    """What the gradebook says of a notebook.

    score: with the penalty for coming late taken off. scores, points, comments: by grade id;
    a score is None where a person has still to give it.
    """

    score: float
    max_score: float
    late_penalty: float
    scores: dict[str, float | None]
    points: dict[str, float]
    comments: dict[str, str | None]


def page(
    notebook: NotebookNode, grades: Grades, released: NotebookNode, student: str, name: str
) -> str:
    """Return the feedback on the autograded `notebook` of `student` as HTML.

    The same as nbgrader writes it with `steps.Arrange` and our template, and twenty times faster.
    """
    notebook = deepcopy(notebook)
    for cell in notebook.cells:
        about, cell_name = cell.metadata.get("nbgrader", {}), grade_id(cell)
        if cell_name in grades.scores:
            about["score"], about["points"] = grades.scores[cell_name], grades.points[cell_name]
        if cell_name in grades.comments:
            about["comment"] = grades.comments[cell_name]
    about = {
        "student": student,
        "notebook": name,
        "score": grades.score,
        "max_score": grades.max_score,
        "late_penalty": grades.late_penalty,
    }
    resources = {"nbgrader": about, "feedback": resources_of(notebook, released)}
    return _template().render(resources=resources)


@dataclass(frozen=True)
class Page:
    """A page to write: of `student` on the set `name`, from `graded` and `released` into `file`."""

    student: str
    name: str
    graded: Path
    released: Path
    file: Path


def write_page(task: tuple[Page, Grades, int]) -> None:
    """Write a page with what the gradebook says and with these permissions, whole or not at all."""
    what, grades, mode = task
    notebook = nbformat.read(what.graded, as_version=4)
    released = nbformat.read(what.released, as_version=4)
    text = page(notebook, grades, released, what.student, what.name)
    folder = what.file.parent
    folder.mkdir(parents=True, exist_ok=True)
    when = what.graded.with_name("timestamp.txt")
    if when.is_file():  # nbgrader compares it to see what is out of date
        _replace(folder / when.name, when.read_bytes(), mode)
    _replace(what.file, text.encode("utf-8", "replace"), mode)


def _replace(file: Path, data: bytes, mode: int) -> None:
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        draft.write_bytes(data)
        draft.chmod(mode)
        os.replace(draft, file)
    finally:
        draft.unlink(missing_ok=True)


@cache
def _template() -> Template:
    """Return the page's template, as nbconvert would load it."""
    folder = TEMPLATES / "feedback"
    environment = Environment(loader=FileSystemLoader(folder), autoescape=False)
    return environment.get_template("index.html.j2")


def resources_of(notebook: NotebookNode, released: NotebookNode | None) -> dict[str, Any]:
    """Return what the page's template shows of a notebook whose cells hold the scores."""
    given = {cell.source.strip() for cell in released.cells} if released is not None else set()
    about = notebook.metadata.get(METADATA_KEY, {})
    return {
        "sections": arrange(notebook, given),
        "repairs": [_inline_code(sentence) for sentence in repairs(notebook)],
        "isolated": about.get("isolated", True),
        "hidden": any(_lost_on_hidden(cell) for cell in notebook.cells),
        "code_style": _code_style(),
    }


def arrange(notebook: NotebookNode, given: set[str]) -> list[Section]:
    """Return the sections of `notebook` in its order; cells whose text is in `given` are left out.

    Cells of the student's own are shown with the exercise that they precede.
    """
    sections: list[Section] = []
    waiting: list[Block] = []
    for cell in notebook.cells:
        meta = cell.metadata.get("nbgrader", {})
        name = grade_id(cell) or ""
        if is_check(cell):
            section = Section(name.removesuffix(CHECK_SUFFIX), blocks=waiting)
            _read_check(cell, section)
        elif meta.get("grade") or meta.get("task"):
            section = Section(name, blocks=[*waiting, *_blocks(cell)])
        else:
            own = is_solution(cell) or cell.source.strip() not in given
            shown = _blocks(cell)
            # A released cell is shown only for what is the student's own: a figure, an error.
            waiting += shown if own else [b for b in shown if b.kind in ("figure", "error")]
            if is_solution(cell):
                waiting += _comment(meta)
            continue
        section.marks, section.points = meta.get("score"), float(meta.get("points", 0))
        section.blocks += _comment(meta)
        sections.append(section)
        waiting = []
    if waiting:
        sections.append(Section("", blocks=waiting))
    return sections


def _lost_on_hidden(cell: NotebookNode) -> bool:
    """Whether `cell` is a check cell that hidden inputs cost marks."""
    return is_check(cell) and any(r["marks"] < r["points"] for r in hidden_reports(cell))


def _read_check(cell: NotebookNode, section: Section) -> None:
    graded = last_report(cell)
    section.hints = list(
        dict.fromkeys(p["hint"] for p in (graded or {}).get("parts", []) if p.get("hint"))
    )
    for output in cell.get("outputs", []):
        report = output.get("data", {}).get(REPORT_MIME)
        if isinstance(report, dict):
            section.findings += _clean(_joined(output.data.get("text/html", "")))
        elif output.output_type != "execute_result":
            section.blocks += _output(output)


def _blocks(cell: NotebookNode) -> list[Block]:
    if not cell.source.strip():
        return []
    if cell.cell_type != "code":
        return [Block("text", markdown(cell.source, cell.get("attachments")))]
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
        return [Block("text", markdown(_joined(data["text/markdown"])))]
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
    return [Block("comment", markdown(comment))]


def _joined(text: str | list[str]) -> str:
    return text if isinstance(text, str) else "".join(text)


def _allowed(tag: str, name: str, value: str) -> bool:
    if tag == "img":
        return name in ("alt", "title") or (name == "src" and IMAGE.fullmatch(value) is not None)
    return name in ("style", "role", "aria-label", "colspan", "rowspan", "scope")


def _clean(html: str) -> str:
    """Return `html` without what could act, ask for anything, or take long to clean."""
    if len(IMAGE.sub("", html)) > LONGEST_MARKUP or _depth(html) > DEEPEST_MARKUP:
        return f"<pre>{escape(html)}</pre>"
    html = SCRIPTS.sub("", html)  # their text would stay, as words that mean nothing
    protocols = ["http", "https", "mailto", "data"]
    return bleach.clean(
        html, TAGS | {"img"}, _allowed, protocols=protocols, css_sanitizer=CSS, strip=True
    )


def _depth(html: str) -> int:
    """Return a bound on how deep tags are nested: ends that are missing count as depth."""
    deepest = now = 0
    for end in re.findall(r"<(/?)(?!(?:br|hr|img|wbr|col)\b)[a-zA-Z]", html):
        now += -1 if end else 1
        deepest = max(deepest, now)
    return deepest


def markdown(text: str, attachments: Any = None) -> str:
    """Return Markdown as HTML that cannot act, with the images that are attached to its cell."""
    if len(text) > LONGEST_MARKUP:
        return f"<pre>{escape(text)}</pre>"

    def image(reference: re.Match[str]) -> str:
        bundle = attachments.get(reference[1], {}) if isinstance(attachments, dict) else {}
        for kind in ("image/png", "image/jpeg", "image/gif"):
            if isinstance(bundle, dict) and isinstance(bundle.get(kind), str):
                return f"data:{kind};base64,{bundle[kind]}".replace("\n", "")
        return "missing"

    return _clean(markdown2html(re.sub(r"attachment:([^\s)\"'>]+)", image, text)))


@pass_context
def markdown_filter(context: Any, text: str) -> str:
    """Return `markdown` of the cell that a template of nbconvert shows."""
    return markdown(text, context.get("cell", {}).get("attachments"))


def _inline_code(text: str) -> str:
    pieces = escape(text).split("`")
    return "".join(f"<code>{p}</code>" if i % 2 else p for i, p in enumerate(pieces))


@cache
def _code_style() -> str:
    light = HtmlFormatter(style="friendly").get_style_defs("pre.code")
    dark = HtmlFormatter(style="github-dark").get_style_defs("pre.code")
    return f"{light}\n@media (prefers-color-scheme: dark) {{\n{dark}\n}}"
