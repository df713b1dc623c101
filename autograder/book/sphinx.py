"""What does Sphinx need to know beyond its configuration, so that every build gives the same book?

``_config.yml`` names this module among its extensions. With it

- MathJax is copied from the package `sphinx-mathjax-offline`: no page loads it from a CDN;
- chapters are numbered by their file (``04_forward`` is chapter 4, whichever chapters exist);
- figures drawn by Matplotlib stand in the page itself, so that their colours follow its theme;
- the front page is written to ``index.html``, with its links made relative to that place;
- cells run in the book's language, and their results are kept for as long as the code that they
  import and the files that they read stay the same.
"""

from __future__ import annotations

import importlib.util
import os
import posixpath
import re
import shutil
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.transforms.post_transforms import SphinxPostTransform

from autograder.book.build import MADE_FROM, BookError, code_digest, pages
from autograder.book.figures import inline_figure
from autograder.checks.hints import LANGUAGE

# The files of MathJax that an SVG page may ask for: the program, TeX packages loaded on first
# use, and what its accessibility menu loads. SVG needs no font file, which matters for a book
# opened from disk: Firefox refuses fonts from file:// addresses.
MATHJAX_FILES = (
    "tex-svg.js",
    "input/tex/extensions/*.js",
    "a11y/*.js",
    "sre/mathmaps/base.json",
    "sre/mathmaps/en.json",
)


def setup(app: Any) -> dict[str, Any]:
    """Register with Sphinx."""
    _number_chapters_by_file()
    app.add_config_value(MADE_FROM, [], "env", list)
    app.add_config_value("book_code_digest", "", "env", str)
    app.connect("config-inited", _configure)
    app.connect("builder-inited", _copy_mathjax)
    app.add_post_transform(InlineFigures)
    app.add_post_transform(ReadableRuns)
    app.connect("build-finished", _correct_pages)
    app.connect("build-finished", _write_front_page, priority=900)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def _configure(app: Any, config: Any) -> None:
    source, build_folder = Path(app.srcdir), Path(app.outdir).parent
    # A chapter's output depends on our package as well as on its own cells, so the cache is kept
    # per state of the code, and a change of the code makes Sphinx read every page again.
    code = code_digest(source, config[MADE_FROM])
    config.book_code_digest = code
    cache = build_folder / ".jupyter_cache" / f"{code[:16]}-{config.language}"
    config.nb_execution_cache_path = str(cache)
    for obsolete in cache.parent.glob("*") if cache.parent.is_dir() else ():
        if obsolete != cache:
            shutil.rmtree(obsolete, ignore_errors=True)
    config.mathjax_path = "mathjax/tex-svg.js"
    os.environ.update(_kernel_environment(build_folder, config.language))
    # The source folder may be a project's root; everything there is excluded but the book's own
    # folders and files, so that no README, notebook or gradebook is taken for a page.
    own = {page.split("/")[0] for page in pages(source)} | {"_static"}
    others = {entry.name for entry in source.iterdir() if not {entry.name, entry.stem} & own}
    config.exclude_patterns = sorted({*config.exclude_patterns, *others, ".*", "**/.*"})


def _kernel_environment(build_folder: Path, language: str) -> dict[str, str]:
    # A profile of the book's own: whoever builds may have startup files that change what a cell
    # does. ipykernel warns at each start that it listens without encryption, on this machine only.
    profile = build_folder / "ipython" / "profile_default"
    profile.mkdir(parents=True, exist_ok=True)
    settings = profile / "ipython_kernel_config.py"
    settings.write_text('get_config().IPKernelApp.log_level = "ERROR"\n', encoding="utf-8")
    return {
        LANGUAGE: language,
        "IPYTHONDIR": str(profile.parent),
        "JAX_PLATFORMS": "cpu",
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    }


# --------------------------------------------------------------------------- MathJax


def _copy_mathjax(app: Any) -> None:
    target = Path(app.outdir) / "_static" / "mathjax"
    source = mathjax_source()
    for pattern in MATHJAX_FILES:
        found = sorted(source.glob(pattern))
        if not found:
            raise BookError(
                f"the installed package sphinx-mathjax-offline has no file {pattern}; "
                "install the version named in requirements.lock"
            )
        for path in found:
            copy = target / path.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)


def mathjax_source() -> Path:
    """Find MathJax in the installed package `sphinx-mathjax-offline`.

    Raises BookError if it is not installed.
    """
    # The package's name has hyphens, so it cannot be imported by an import statement.
    spec = importlib.util.find_spec("sphinx-mathjax-offline")
    if spec is None or spec.origin is None:
        raise BookError(
            "the package sphinx-mathjax-offline is not installed; run `make book`, "
            "which installs it, or `pip install autodiff-course[book]`"
        )
    return Path(spec.origin).parent / "static" / "mathjax"


# --------------------------------------------------------------------------- numbers of chapters


def _number_chapters_by_file() -> None:
    # sphinx_external_toc replaces Sphinx's collector by this one.
    from sphinx_external_toc.collectors import TocTreeCollectorWithStyles

    collector: Any = TocTreeCollectorWithStyles

    # Sphinx numbers chapters by their place in the table of contents. The chapters of a course
    # have fixed numbers, those of their file names, also while some of them are still to come.
    if getattr(collector.assign_section_numbers, "by_file", False):
        return
    by_place = collector.assign_section_numbers

    def assign_section_numbers(self: Any, env: Any) -> list[str]:
        before = env.toc_secnumbers
        by_place(self, env)
        for docname, numbers in env.toc_secnumbers.items():
            chapter = re.match(r"(\d+)_", posixpath.basename(docname))
            if chapter is None:
                continue
            first = int(chapter.group(1))
            env.toc_secnumbers[docname] = {
                anchor: number and (first, *number[1:]) for anchor, number in numbers.items()
            }
            for node in [env.titles[docname], *env.tocs[docname].findall()]:
                if getattr(node, "attributes", None) and node.get("secnumber"):
                    node["secnumber"] = [first, *node["secnumber"][1:]]
        return [name for name, new in env.toc_secnumbers.items() if new != before.get(name)]

    assign_section_numbers.by_file = True  # type: ignore[attr-defined]
    collector.assign_section_numbers = assign_section_numbers


# --------------------------------------------------------------------------- what cells showed


class InlineFigures(SphinxPostTransform):
    """Replace images drawn by cells as SVG with the drawing itself."""

    default_priority = 190  # before Sphinx picks image candidates and before ids are final
    formats = ("html",)

    def run(self, **_: Any) -> None:
        """Do it in one page."""
        for image in list(self.document.findall(nodes.image)):
            path = Path(self.env.srcdir) / image["uri"]
            drawn_here = Path(self.app.outdir).parent / "jupyter_execute"
            if path.suffix != ".svg" or drawn_here not in path.resolve().parents:
                continue
            drawing = inline_figure(path.read_text(encoding="utf-8"), image.get("alt", ""))
            image.replace_self(nodes.raw("", drawing, format="html"))


RUN_WORDS = {
    "Document": "Page",
    "Modified": "Ran on",
    "Run Time (s)": "Seconds",
    "Status": "Every check held",
    "✅": "yes",
    "❌": "no",
}


class ReadableRuns(SphinxPostTransform):
    """Name the pages in the table that ``nb-exec-table`` writes by their titles."""

    default_priority = 9  # after myst-nb has written the table (8), before links (10)
    formats = ("html",)

    def run(self, **_: Any) -> None:
        """Do it in one page."""
        tables = set()
        for link in list(self.document.findall(pending_xref)):
            title = self.env.titles.get(link.astext())
            if link.get("reftype") != "doc" or title is None:
                continue
            number = ".".join(map(str, title.get("secnumber") or ()))
            name = f"{number}. {title.astext()}" if number else title.astext()
            link.children = [nodes.inline(text=name)]
            table = link
            while not isinstance(table, nodes.table):
                table = table.parent
            tables.add(table)
        for table in tables:
            (group,) = table.findall(nodes.tgroup)
            group["cols"] -= 1
            group.remove(list(group.findall(nodes.colspec))[2])
            for row in table.findall(nodes.row):
                del row[2]  # how it was executed: every page through the cache
                for entry in row[1:] if row.parent.tagname == "tbody" else row:
                    (paragraph,) = entry.children
                    word = RUN_WORDS.get(paragraph.astext())
                    if word:
                        paragraph.children = [nodes.Text(word)]


# --------------------------------------------------------------------------- finished pages

# What the theme's and docutils' templates get wrong for a screen reader: (found, better).
PAGE_CORRECTIONS = (
    # A list may hold only list items, and these are not.
    ('<div role="list" class="citation-list">', '<div class="citation-list">'),
    # The sidebar holds the book's title and search beside its navigation: it is a landmark.
    (
        '<div id="pst-primary-sidebar" class="bd-sidebar-primary',
        '<div id="pst-primary-sidebar" role="complementary" aria-label="Book" '
        'class="bd-sidebar-primary',
    ),
    # Every theorem and algorithm has this id.
    (' id="proof-content"', ""),
)


def _correct_pages(app: Any, exception: Exception | None) -> None:
    if exception is not None or app.builder.name != "html":
        return
    for path in Path(app.outdir).rglob("*.html"):
        page = corrected = path.read_text(encoding="utf-8")
        for found, better in PAGE_CORRECTIONS:
            corrected = corrected.replace(found, better)
        if corrected != page:
            path.write_text(corrected, encoding="utf-8")


def _write_front_page(app: Any, exception: Exception | None) -> None:
    # The front page may lie in a folder; a reader opens index.html. The copy differs only in its
    # links, which start one folder higher.
    page = Path(app.outdir) / f"{app.config.root_doc}.html"
    front = Path(app.outdir) / "index.html"
    if exception is None and page.is_file() and page != front:
        folder = posixpath.dirname(app.config.root_doc)
        front.write_text(move_page(page.read_text(encoding="utf-8"), folder, ""), encoding="utf-8")


def move_page(page: str, old: str, new: str) -> str:
    """Rewrite the relative links of a page that moves from folder `old` to folder `new`."""

    def relink(match: re.Match[str]) -> str:
        before, link, after = match.groups()
        if not link or link.startswith(("#", "/", "data:")) or re.match(r"[a-z]+:", link):
            return match.group(0)
        path, sharp, rest = link.partition("#")
        path, query, arguments = path.partition("?")
        moved = posixpath.relpath(posixpath.join(old, path), new or ".")
        return before + moved + query + arguments + sharp + rest + after

    page = re.sub(r'(<[^>]*?\s(?:href|src|action)=")([^"]*)(")', relink, page)
    root = posixpath.relpath(".", new or ".") + "/"
    return re.sub(r'data-content_root="[^"]*"', f'data-content_root="{root}"', page)
