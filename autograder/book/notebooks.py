"""How does a reader get a chapter as a notebook, to run it and to change it?

Every numbered chapter is written out as a notebook beside its page, and the page ends with a link
to it. The cells run wherever this package is installed. A problem set's page gives out its
notebook. Where no address of the book is known its links lead to one that lies beside the notebook,
which a reader's copy has not: there the words stand alone.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import Any

import jupytext
import nbformat
from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from autograder.problem_sets.source import BOOK_BESIDE

CHAPTER = re.compile(r"(^|/)\d\d_\w+$")
"""Documents that are chapters."""
BESIDE = re.compile(rf"\[([^\[\]]+)\]\({re.escape(BOOK_BESIDE)}/[^()\s]+\)")
"""Links to a page of a book beside a notebook."""


class OfferNotebook(SphinxPostTransform):
    """End a chapter with a link to its notebook."""

    default_priority = 195
    formats = ("html",)

    def run(self, **_: Any) -> None:
        """Do it in one page."""
        name = self.env.docname
        if CHAPTER.search(name) and self.app.builder.name == "html":
            file = posixpath.basename(name) + ".ipynb"
            link = (
                f'<p class="notebook"><a href="{file}" download>This chapter as a notebook</a></p>'
            )
            self.document[-1].append(nodes.raw("", link, format="html"))


def write_notebooks(app: Any, exception: Exception | None) -> None:
    """Write the notebooks beside their pages."""
    if exception is not None or app.builder.name != "html":
        return
    for name in filter(CHAPTER.search, sorted(app.env.found_docs)):
        notebook = as_notebook(Path(app.env.doc2path(name)))
        nbformat.write(notebook, Path(app.outdir) / f"{name}.ipynb")
    for path in Path(app.outdir).glob("_downloads/*/*.ipynb"):
        text = path.read_text(encoding="utf-8")
        path.write_text(without_neighbours(text), encoding="utf-8")


def without_neighbours(text: str) -> str:
    """Return a notebook's text without its links to a book beside it; their words stay."""
    return BESIDE.sub(r"\1", text)


def as_notebook(chapter: Path) -> nbformat.NotebookNode:
    """Return a chapter as a notebook without outputs: its cells, and its text in MyST Markdown."""
    notebook = jupytext.read(chapter)
    notebook.metadata.pop("jupytext", None)
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = re.sub(r"^\([\w-]+\)=\n", "", cell.source, flags=re.MULTILINE)
    return notebook
