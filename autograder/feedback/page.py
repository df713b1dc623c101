"""What does a student read after grading?

One HTML page a notebook, ``templates/feedback/index.html.j2``: the marks on top, then exercise by
exercise the findings and hints, the student's code and its figures. The released text is left out:
the student has it. The page runs no script and its content security policy forbids every request.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from html import escape
from importlib.metadata import version
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, Template, pass_context
from nbformat import NotebookNode
from pygments.formatters import HtmlFormatter

from autograder.checks import REPORT_MIME
from autograder.feedback.harmless import Harmless
from autograder.submission.cells import (
    CHECK_SUFFIX,
    METADATA_KEY,
    about_files,
    grade_id,
    is_check,
    is_solution,
    read,
    read_released,
    repairs,
)
from autograder.submission.marks import hidden_reports, last_report
from autograder.submission.reading import LONGEST_TIMESTAMP, TIMESTAMP, regular_bytes

TEMPLATES = Path(__file__).parent / "templates"
PACKAGE = Path(__file__).parents[1]
# What a page is made by: a change of one of these makes the pages that there are out of date.
CODE = (
    "feedback/page.py",
    "feedback/formulas.py",
    "feedback/harmless.py",
    "feedback/signs.py",
    "feedback/templates/feedback/index.html.j2",
    "submission/cells.py",
    "submission/marks.py",
)
LIBRARIES = ("jinja2", "mistune", "nbconvert", "nh3", "pygments")
# Near the beginning of a page: a hash of all that it was made from.
MADE_FROM = re.compile(rb'<meta name="made-from" content="([0-9a-f]{64})">')
HEAD = 1000
# What nbgrader's exchange puts beside a submission, and looks for beside its feedback.
SECRET = "submission_secret.txt"


@dataclass
class Block:
    """One thing to show: `kind` is code, text, output, html, figure, error or comment."""

    kind: str
    html: str


@dataclass
class Section:
    """One exercise: its marks, the hints' titles, and the blocks to show in order."""

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
    notebook: NotebookNode,
    grades: Grades,
    released: NotebookNode,
    student: str,
    name: str,
    made_from: str = "",
) -> str:
    """Return the feedback on the autograded `notebook` of `student`, which is used up, as HTML.

    The same as nbgrader writes it with `steps.Arrange` and our template, and twenty times faster.
    made_from: a hash that the page is to say of itself.
    """
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
    feedback = {**resources_of(notebook, released), "made_from": made_from}
    return _template().render(resources={"nbgrader": about, "feedback": feedback})


@dataclass(frozen=True)
class Page:
    """A page to write: of `student` on the set `name`, from `graded` and `released` into `file`.

    grades: what the gradebook says. mode: the permissions of the file.
    """

    student: str
    name: str
    graded: Path
    released: Path
    file: Path
    grades: Grades
    mode: int


def made_from(what: Page) -> str:
    """Return a hash of all that a page is made from: notebooks, marks, comments, template, code.

    Raises OSError where one of the notebooks cannot be read.
    """
    total = hashlib.sha256(_code().encode())
    said = json.dumps([what.student, what.name, what.mode, asdict(what.grades)], sort_keys=True)
    beside = b"\0".join(_beside(what, name) for name in (TIMESTAMP, SECRET))
    for data in (said.encode(), beside, what.released.read_bytes()):
        total.update(hashlib.sha256(data).digest())
    total.update(what.graded.read_bytes())
    return total.hexdigest()


def is_made_from(what: Page) -> bool:
    """Say whether there is a page already that was made from the same."""
    try:
        with what.file.open("rb") as file:
            found = MADE_FROM.search(file.read(HEAD))
        return found is not None and found[1].decode() == made_from(what)
    except OSError:
        return False


def write_page(what: Page) -> None:
    """Write a page, whole or not at all."""
    by = made_from(what)
    released = read_released(what.released)
    text = page(read(what.graded), what.grades, released, what.student, what.name, by)
    folder = what.file.parent
    folder.mkdir(parents=True, exist_ok=True)
    # nbgrader compares one to see what is out of date; who knows the other may fetch the page.
    for name in (TIMESTAMP, SECRET):
        beside = _beside(what, name)
        if beside:
            _replace(folder / name, beside, what.mode)
    _replace(what.file, text.encode("utf-8", "replace"), what.mode)


def _beside(what: Page, name: str) -> bytes:
    try:
        return regular_bytes(what.graded.with_name(name), LONGEST_TIMESTAMP)
    except OSError:
        return b""


@cache
def _code() -> str:
    total = hashlib.sha256()
    for name in CODE:
        total.update((PACKAGE / name).read_bytes())
    return f"{total.hexdigest()} {[version(name) for name in LIBRARIES]}"


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
        "files": [_inline_code(sentence) for sentence in about_files(notebook)],
        "repairs": [_inline_code(sentence) for sentence in repairs(notebook)],
        "isolated": about.get("isolated", True),
        "hidden": any(_lost_on_hidden(cell) for cell in notebook.cells),
        "code_style": code_style(),
    }


def arrange(notebook: NotebookNode, given: set[str]) -> list[Section]:
    """Return the sections of `notebook` in its order; cells whose text is in `given` are left out.

    Cells of the student's own are shown with the exercise that they precede.
    """
    sections: list[Section] = []
    waiting: list[Block] = []
    show = Harmless()
    for cell in notebook.cells:
        meta = cell.metadata.get("nbgrader", {})
        name = grade_id(cell) or ""
        if is_check(cell):
            section = Section(name.removesuffix(CHECK_SUFFIX), blocks=waiting)
            _read_check(cell, section, show)
        elif meta.get("grade") or meta.get("task"):
            section = Section(name, blocks=[*waiting, *_blocks(cell, show)])
        else:
            answer = is_solution(cell)
            own = answer or cell.source.strip() not in given
            waiting += _blocks(cell, show) if own else _drawn(cell, show)
            if answer:
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


def _read_check(cell: NotebookNode, section: Section, show: Harmless) -> None:
    graded = last_report(cell)
    parts = (graded or {}).get("parts", [])
    section.hints = list(dict.fromkeys(title for p in parts for title in p.get("titles", [])))
    for output in cell.get("outputs", []):
        report = output.get("data", {}).get(REPORT_MIME)
        if isinstance(report, dict):
            # Our own words have room whatever the student's take.
            words = _joined(output.data.get("text/html", ""))
            section.findings += Harmless().html(words, links=True)
        elif output.output_type != "execute_result":
            section.blocks += _output(output, show)


def _blocks(cell: NotebookNode, show: Harmless) -> list[Block]:
    if not cell.source.strip():
        return []
    if cell.cell_type != "code":
        return [Block("text", show.markdown(cell.source, cell.get("attachments")))]
    blocks = [Block("code", show.code(cell.source))]
    for output in cell.get("outputs", []):
        blocks += _output(output, show)
    return blocks


def _drawn(cell: NotebookNode, show: Harmless) -> list[Block]:
    """Return what is the student's own of a released cell: a figure, an error."""
    shown = [block for output in cell.get("outputs", []) for block in _output(output, show)]
    return [block for block in shown if block.kind in ("figure", "error")]


def _output(output: NotebookNode, show: Harmless) -> list[Block]:
    if output.output_type == "stream":
        return [Block("output", show.terminal(output.text))]
    if output.output_type == "error":
        return [Block("error", show.terminal("\n".join(output.traceback)))]
    data = output.get("data", {})
    for kind in ("image/png", "image/jpeg"):
        if kind in data:
            return [Block("figure", show.figure(kind, _joined(data[kind])))]
    if "image/svg+xml" in data:
        drawn = b64encode(_joined(data["image/svg+xml"]).encode("utf-8", "replace")).decode()
        return [Block("figure", show.figure("image/svg+xml", drawn))]
    if "text/html" in data:
        return [Block("html", show.html(_joined(data["text/html"])))]
    if "text/markdown" in data:
        return [Block("text", show.markdown(_joined(data["text/markdown"])))]
    if "text/plain" in data:
        return [Block("output", show.terminal(_joined(data["text/plain"])))]
    return []


def _comment(meta: NotebookNode) -> list[Block]:
    comment = meta.get("comment")
    # nbgrader's own comment on an untouched cell; the findings say it better.
    if not comment or comment == "No response.":
        return []
    return [Block("comment", Harmless().markdown(comment))]


def _joined(text: str | list[str]) -> str:
    return text if isinstance(text, str) else "".join(text)


class Cleaned(str):
    """HTML that cannot act any more."""


@pass_context
def markdown_filter(context: Mapping[str, Any], text: str) -> Cleaned:
    """Return Markdown as HTML that cannot act, for the cell that a template of nbconvert shows."""
    return Cleaned(Harmless().markdown(text, context.get("cell", {}).get("attachments")))


def _inline_code(text: str) -> str:
    pieces = escape(text).split("`")
    return "".join(f"<code>{p}</code>" if i % 2 else p for i, p in enumerate(pieces))


@cache
def code_style() -> str:
    """Return the rules for code in colours, each of which can be read on a tinted ground."""
    light = HtmlFormatter(style="default").get_style_defs("pre.code")
    dark = HtmlFormatter(style="github-dark").get_style_defs("pre.code")
    comments = ", ".join(f"pre.code .{kind}" for kind in ("c", "c1", "cm", "ch"))
    return (
        f"{light}\n{comments} {{ color: #2f6565 }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{\n{dark}\n"
        f"{comments} {{ color: #a3adb8 }}\n}}"
    )
