"""What must happen around `jupyter-book build` so that the book is complete, offline and readable?

Two parts.  `build` (behind `make book` and `python -m autograder.book`) runs Jupyter Book with
warnings as errors.  `setup` makes this module a Sphinx extension, so that a bare
`jupyter-book build .` gives the same pages:

- MathJax is copied from the package `sphinx-mathjax-offline`; no page loads it from a CDN;
- chapters are numbered by their file (`04_forward` is chapter 4, whichever chapters exist);
- figures drawn by Matplotlib are put inline, so that their colours follow the page's theme;
- the front page is written to `index.html`, with its links made relative to that place;
- executed notebooks are cached for as long as the code that they import stays the same.
"""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import importlib.metadata
import importlib.util
import os
import posixpath
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent

# The files of MathJax that an SVG page may ask for: the program, TeX packages loaded on first
# use, and what its accessibility menu loads.  SVG needs no font file, which matters for a book
# opened from disk: Firefox refuses fonts from file:// addresses.
MATHJAX_FILES = ("tex-svg.js", "input/tex/extensions/*.js", "a11y/*.js", "sre/mathmaps/base.json",
                 "sre/mathmaps/en.json")  # fmt: skip

# The parts of this package that chapters import.
PACKAGES_OF_CHAPTERS = ("checks", "drawing", "reference")

# Packages whose versions decide what a cell prints.
PACKAGES_IN_CELLS = ("jax", "jaxlib", "matplotlib", "myst-nb", "numpy")

# Colours of chapters/course.mplstyle and the CSS variables of _static/course.css that replace them.
FIGURE_COLOURS = {
    "#1f2937": "--figure-ink",
    "#6b7280": "--figure-muted",
    "#d1d5db": "--figure-grid",
    "#0b62a8": "--figure-blue",
    "#b4430f": "--figure-orange",
    "#0f766e": "--figure-green",
    "#8b2f8f": "--figure-purple",
}


class BookError(Exception):
    """The book cannot be built; the message says what is missing and what to do."""


# --------------------------------------------------------------------------- building


def build(root: Path = ROOT, *, fresh: bool = False) -> int:
    """Build the book of the project in `root` into `root/_build/html`.

    `root` holds `_config.yml`, `_toc.yml` and the chapters.  `fresh` forgets earlier pages and
    earlier executions.  Returns 0, or the exit status of Jupyter Book if a cell failed, a
    reference is broken or Sphinx warned.  Two builds of the same root wait for each other.
    """
    html = root / "_build" / "html"
    with _lock(root / "_build" / "book.lock"):
        if fresh:
            for stale in (html, root / "_build" / ".doctrees", root / "_build" / ".jupyter_cache"):
                shutil.rmtree(stale, ignore_errors=True)
        inputs = digest(root)
        _stamp(root).unlink(missing_ok=True)
        # jupyter-book has no __main__, and its script need not be on the PATH.
        command = [sys.executable, "-c", "from jupyter_book.cli.main import main; main()", "build"]
        command += [str(root), "-W", "-n", "--keep-going"]
        status = subprocess.run(command, check=False).returncode
        if status == 0:
            _stamp(root).write_text(inputs + "\n", encoding="utf-8")
        return status


def is_current(root: Path = ROOT) -> bool:
    """Say whether `root/_build/html` was built without a warning from today's files."""
    stamp = _stamp(root)
    return stamp.is_file() and stamp.read_text(encoding="utf-8").strip() == digest(root)


def digest(root: Path = ROOT) -> str:
    """Hash everything that the pages are made from: chapters, styles, notebooks, code, versions."""
    parts = [root / "_config.yml", root / "_toc.yml"]
    for folder in ("chapters", "_static", "exercises"):
        parts += _files(root / folder, ("*",))
    return _hash(parts, root, extra=code_digest())


def code_digest() -> str:
    """Hash the code that a chapter's cells may run: our own package and the libraries' versions."""
    versions = [f"{name} {importlib.metadata.version(name)}" for name in PACKAGES_IN_CELLS]
    sources = [Path(__file__), *_files(ROOT / "chapters", ("*.py", "*.mplstyle"))]
    sources += _files(ROOT / "tests" / "reference", ("derivative_cases.py",))
    for package in PACKAGES_OF_CHAPTERS:
        sources += _files(ROOT / "autograder" / package, ("*.py", "*.js", "*.css"))
    return _hash(sources, ROOT, extra="\n".join([sys.version, *versions]))


def _files(folder: Path, patterns: Iterable[str]) -> list[Path]:
    found = {path for pattern in patterns for path in folder.rglob(pattern) if path.is_file()}
    hidden = ("__pycache__", ".ipynb_checkpoints", "jupyter_execute")
    return sorted(p for p in found if not any(part in hidden for part in p.parts))


def _hash(files: Iterable[Path], base: Path, extra: str) -> str:
    total = hashlib.sha256(extra.encode())
    for path in files:
        total.update(f"\0{path.relative_to(base)}\0".encode())
        total.update(path.read_bytes() if path.is_file() else b"absent")
    return total.hexdigest()


def _stamp(root: Path) -> Path:
    return root / "_build" / "book.stamp"


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def pages(root: Path = ROOT) -> list[str]:
    """List the pages of the table of contents as document names, front page first."""
    toc = yaml.safe_load((root / "_toc.yml").read_text(encoding="utf-8"))
    found = [toc["root"]]
    for part in toc.get("parts", [toc]):
        found += [entry["file"] for entry in part.get("chapters", [])]
    return found


def main(arguments: list[str] | None = None) -> int:
    """Run `python -m autograder.book`."""
    parser = argparse.ArgumentParser(
        prog="python -m autograder.book",
        description="Build the book into _build/html. A failing cell, a broken reference or any "
        "other Sphinx warning makes the command fail.",
    )
    parser.add_argument("--fresh", action="store_true", help="run every chapter again")
    options = parser.parse_args(arguments)
    start = time.perf_counter()
    try:
        status = build(fresh=options.fresh)
    except BookError as error:
        print(f"book: {error}", file=sys.stderr)
        return 1
    seconds = time.perf_counter() - start
    if status:
        print(
            f"book: the build failed after {seconds:.0f} s; the warnings above name the file and "
            "the line. Correct them and run `make book` again.",
            file=sys.stderr,
        )
    else:
        print(f"book: built in {seconds:.0f} s; open {ROOT / '_build' / 'html' / 'index.html'}")
    return status


# --------------------------------------------------------------------------- Sphinx extension


def setup(app: Any) -> dict[str, Any]:
    """Register with Sphinx; `_config.yml` names this module among its extensions."""
    _number_chapters_by_file()
    app.add_config_value("course_code_digest", "", "env", str)
    app.connect("config-inited", _configure)
    app.connect("builder-inited", _copy_mathjax)
    app.add_post_transform(_inline_figures_transform())
    app.add_post_transform(_readable_runs_transform())
    app.connect("build-finished", _correct_pages)
    app.connect("build-finished", _write_front_page, priority=900)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def _configure(app: Any, config: Any) -> None:
    # A chapter's output depends on our package as well as on its own cells, so the cache is kept
    # per state of the code, and a change of the code makes Sphinx read every page again.
    code = code_digest()
    config.course_code_digest = code
    cache = Path(app.outdir).parent / ".jupyter_cache" / code[:16]
    config.nb_execution_cache_path = str(cache)
    for obsolete in cache.parent.glob("*") if cache.parent.is_dir() else ():
        if obsolete != cache:
            shutil.rmtree(obsolete, ignore_errors=True)
    config.mathjax_path = "mathjax/tex-svg.js"
    os.environ.update(_kernel_environment(Path(app.outdir).parent))
    # The source folder is the project's root; everything there is excluded but the book's own
    # folders, so that no README, notebook or gradebook is taken for a page.
    own = {docname.split("/")[0] for docname in pages(Path(app.srcdir))} | {"_static"}
    others = {entry.name for entry in Path(app.srcdir).iterdir()} - own
    config.exclude_patterns = sorted({*config.exclude_patterns, *others, ".*", "**/.*"})


def _kernel_environment(build_folder: Path) -> dict[str, str]:
    # A profile of the book's own: whoever builds may have startup files that change what a cell
    # does.  ipykernel warns at each start that it listens without encryption, on this machine only.
    profile = build_folder / "ipython" / "profile_default"
    profile.mkdir(parents=True, exist_ok=True)
    settings = profile / "ipython_kernel_config.py"
    settings.write_text('get_config().IPKernelApp.log_level = "ERROR"\n', encoding="utf-8")
    return {
        "IPYTHONDIR": str(profile.parent),
        "JAX_PLATFORMS": "cpu",
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    }


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
    """Find MathJax in the installed package `sphinx-mathjax-offline`."""
    # The package's name has hyphens, so it cannot be imported by an import statement.
    spec = importlib.util.find_spec("sphinx-mathjax-offline")
    if spec is None or spec.origin is None:
        raise BookError(
            "the package sphinx-mathjax-offline is not installed; run `make setup`, or "
            "`pip install autodiff-course[book]`"
        )
    return Path(spec.origin).parent / "static" / "mathjax"


def _number_chapters_by_file() -> None:
    # sphinx_external_toc replaces Sphinx's collector by this one.
    from sphinx_external_toc.collectors import TocTreeCollectorWithStyles

    collector: Any = TocTreeCollectorWithStyles

    # Sphinx numbers chapters by their place in the table of contents.  The chapters of this course
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


def _inline_figures_transform() -> type:
    from docutils import nodes
    from sphinx.transforms.post_transforms import SphinxPostTransform

    class InlineFigures(SphinxPostTransform):
        """Replace images drawn by cells as SVG with the drawing itself."""

        default_priority = 190  # before Sphinx picks image candidates and before ids are final
        formats = ("html",)

        def run(self, **_: Any) -> None:
            for image in list(self.document.findall(nodes.image)):
                path = Path(self.env.srcdir) / image["uri"]
                drawn_here = Path(self.app.outdir).parent / "jupyter_execute"
                if path.suffix != ".svg" or drawn_here not in path.resolve().parents:
                    continue
                drawing = inline_figure(path.read_text(encoding="utf-8"), image.get("alt", ""))
                image.replace_self(nodes.raw("", drawing, format="html"))

    return InlineFigures


def _readable_runs_transform() -> type:
    from docutils import nodes
    from sphinx.addnodes import pending_xref
    from sphinx.transforms.post_transforms import SphinxPostTransform

    words = {
        "Document": "Page",
        "Modified": "Ran on",
        "Run Time (s)": "Seconds",
        "Status": "Every check held",
        "✅": "yes",
        "❌": "no",
    }

    class ReadableRuns(SphinxPostTransform):
        """Name the pages in the table that `nb-exec-table` writes by their titles."""

        default_priority = 9  # after myst-nb has written the table (8), before links (10)
        formats = ("html",)

        def run(self, **_: Any) -> None:
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
                        word = words.get(paragraph.astext())
                        if word:
                            paragraph.children = [nodes.Text(word)]

    return ReadableRuns


def inline_figure(svg: str, alt: str) -> str:
    """Turn a Matplotlib SVG file into an `svg` element that follows the page's theme.

    `alt` becomes the accessible name.  Identifiers get a prefix made from the drawing, so that
    two figures of one page do not share any.
    """
    prefix = "figure-" + hashlib.sha256(svg.encode()).hexdigest()[:8] + "-"
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"\s*<metadata>.*?</metadata>", "", svg, flags=re.S)
    # Matplotlib's style sheet would style the whole page; its rules go on the element instead.
    svg = re.sub(r"<style[^>]*>.*?</style>", "", svg, flags=re.S)
    svg = re.sub(r'\bid="', f'id="{prefix}', svg)
    svg = svg.replace('href="#', f'href="#{prefix}').replace("url(#", f"url(#{prefix}")
    for colour, variable in FIGURE_COLOURS.items():
        svg = re.sub(colour, f"var({variable})", svg, flags=re.I)
    width, height = re.findall(r'(?:width|height)="([\d.]+)pt"', svg.split(">", 1)[0])[:2]
    box = re.search(r'viewBox="[^"]+"', svg)
    view = box.group(0) if box else f'viewBox="0 0 {width} {height}"'
    label = alt.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    head = (
        f'<svg class="course-figure" role="img" aria-label="{label}" {view} '
        f'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'style="width: {float(width) * 4 / 3:.0f}px">'
    )
    return head + svg.split(">", 1)[1]


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
    # The front page is chapters/index; a reader opens index.html.  The copy differs only in its
    # links, which start one folder higher.
    page = Path(app.outdir) / f"{app.config.root_doc}.html"
    front = Path(app.outdir) / "index.html"
    if exception is None and page.is_file() and page != front:
        folder = posixpath.dirname(app.config.root_doc)
        front.write_text(move_page(page.read_text(encoding="utf-8"), folder, ""), encoding="utf-8")


def move_page(html: str, old: str, new: str) -> str:
    """Rewrite the relative links of a page that moves from folder `old` to folder `new`."""

    def relink(match: re.Match[str]) -> str:
        before, link, after = match.groups()
        if not link or link.startswith(("#", "/", "data:")) or re.match(r"[a-z]+:", link):
            return match.group(0)
        path, sharp, rest = link.partition("#")
        path, query, arguments = path.partition("?")
        moved = posixpath.relpath(posixpath.join(old, path), new or ".")
        return before + moved + query + arguments + sharp + rest + after

    html = re.sub(r'(<[^>]*?\s(?:href|src|action)=")([^"]*)(")', relink, html)
    root = posixpath.relpath(".", new or ".") + "/"
    return re.sub(r'data-content_root="[^"]*"', f'data-content_root="{root}"', html)


if __name__ == "__main__":
    raise SystemExit(main())
