"""What does a person see who marks a written answer?

In formgrader, beside each answer that a person marks, the model answer and what the marks are given
for, from the set's source. It is put in when the page is shown and is in no file that students get.
The page asks for nothing outside, sets formulas without a script, and nothing of a submission acts.
"""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell
from traitlets import Unicode

from autograder.errors import SourceError
from autograder.feedback.harmless import Harmless
from autograder.feedback.page import Cleaned
from autograder.problem_sets.source import read_source
from autograder.submission.cells import grade_id, is_solution

TITLE = "**Model answer, and what the marks are given for.** Only you see this."
TEMPLATES = Path(__file__).parent / "templates"
GUIDE = "autograder_guide"
# What formgrader tells of a submission when it shows one, and nobody else.
FORMGRADER = {"assignment_id", "submission_id", "index", "total"}
# Of these nbgrader's template puts the words into the page as they are.
NAMES = ("student", "first_name", "last_name", "notebook_path")
SOLUTION = re.compile(r"^[ \t]*### (?:BEGIN|END) SOLUTION\n?", re.MULTILINE)


class MarkingGuide(Preprocessor):
    """Puts the model answer beside each answer that a person marks, in formgrader alone."""

    enabled = True
    root = Unicode("", help="The course's folder.").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Put the guides in, where formgrader shows the notebook."""
        if not resources.keys() >= FORMGRADER:
            return nb, resources
        for name in NAMES:
            if resources.get(name):
                resources[name] = escape(str(resources[name]))
        found = guides(Path(self.root), str(resources["assignment_id"]))
        cells = []
        for cell in nb.cells:
            cell.metadata.pop(GUIDE, None)
            cells.append(cell)
            text = found.get(grade_id(cell) or "")
            if text is not None and is_solution(cell):
                about = {GUIDE: True}
                cells.append(new_markdown_cell(f"{TITLE}\n\n{text}", metadata=about))
        nb.cells = cells
        return nb, resources


def clean_filter(shown: str | bytes) -> str:
    """Return HTML of an output as formgrader may show it: the findings keep their looks.

    In place of nbconvert's filter of this name, which takes all style away. A picture in SVG, which
    it gets as bytes, becomes an image, where no script of it runs.
    """
    if isinstance(shown, bytes):
        return Harmless().figure("image/svg+xml", b64encode(shown).decode())
    # What `markdown_filter` made is clean, and its formulas would be lost.
    return shown if isinstance(shown, Cleaned) else Harmless().html(str(shown))


def guides(root: Path, problem_set: str) -> dict[str, str]:
    """Return grade id → model answer in Markdown, for the answers of a set that a person marks.

    Empty for a set whose source is not there or cannot be read.
    """
    path = root / "solutions" / f"{problem_set}.md"
    try:
        return _guides(root, problem_set, path.stat().st_mtime_ns)
    except (OSError, SourceError):
        return {}


@cache
def _guides(root: Path, problem_set: str, changed: int) -> dict[str, str]:
    found = {}
    for cell in read_source(root, problem_set).cells:
        name, about = grade_id(cell), cell.metadata.get("nbgrader", {})
        if name and about.get("grade") and about.get("solution"):
            text = SOLUTION.sub("", cell.source).strip()
            found[name] = text if cell.cell_type == "markdown" else f"```python\n{text}\n```"
    return found
