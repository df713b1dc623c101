"""What does Sphinx need to know beyond its configuration, so that every build gives the same book?

``_config.yml`` names this module among its extensions. With it

- formulas are set as MathML, in the type that comes with the book: no page needs a script for them;
- the front page has a map of the course;
- the search knows Russian words in any ending;
- a chapter ends with a link to its notebook;
- chapters are numbered by their file, figures and exercises by their page;
- figures drawn by Matplotlib stand in the page itself, so that their colours follow its theme;
- the front page is written to ``index.html``, with its links made relative to that place;
- cells run in the book's language, and their results are kept for as long as the code that they
  import and the files that they read stay the same.
"""

from __future__ import annotations

import os
import posixpath
import re
import shutil
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

from autograder.book.build import MADE_FROM, code_digest, pages
from autograder.book.course_map import CourseMap, DrawMap, MapNode
from autograder.book.execution import execute_ahead
from autograder.book.figures import inline_figure
from autograder.book.notebooks import OfferNotebook, write_notebooks
from autograder.book.numbering import number_by_page
from autograder.book.search import EnglishAndRussian
from autograder.book.typesetting import characters_of, displayed, mathml, packages, type_sheet
from autograder.checks.hints import LANGUAGE

logger = logging.getLogger(__name__)


def setup(app: Any) -> dict[str, Any]:
    """Register with Sphinx."""
    number_by_page()
    app.add_config_value(MADE_FROM, [], "env", list)
    app.add_config_value("book_code_digest", "", "env", str)
    app.connect("config-inited", _configure)
    app.add_config_value("math_macros", {}, "env", dict)
    app.add_html_math_renderer("mathml", (_formula, None), (_displayed_formula, None))
    app.add_css_file("type.css", priority=100)
    app.add_post_transform(SetFormulas)
    app.add_post_transform(InlineFigures)
    app.add_post_transform(ReadableRuns)
    app.add_node(MapNode)
    app.add_directive("course-map", CourseMap)
    app.add_post_transform(DrawMap)
    app.add_search_language(EnglishAndRussian)
    app.add_post_transform(OfferNotebook)
    app.connect("build-finished", write_notebooks)
    app.connect("env-before-read-docs", execute_ahead)
    app.connect("build-finished", _write_type)
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
    config.html_math_renderer = "mathml"
    os.environ.update(_kernel_environment(build_folder, config.language))
    # The source folder may be a project's root. Only the table of contents says what is a page, so
    # that no README, notebook or gradebook is taken for one, nor makes Sphinx read all pages again.
    config.external_toc_exclude_missing = False
    named = pages(source)
    config.include_patterns = sorted([*named, *(f"{page}.*" for page in named)])
    config.exclude_patterns = sorted({*config.exclude_patterns, "_build", ".*", "**/.*"})


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


# --------------------------------------------------------------------------- formulas and type


class SetFormulas(SphinxPostTransform):
    """Set all formulas of a page, in one go."""

    default_priority = 900  # after links and numbers of equations
    formats = ("html",)

    def run(self, **_: Any) -> None:
        """Do it in one page."""
        found = [
            node for kind in (nodes.math, nodes.math_block) for node in self.document.findall(kind)
        ]
        formulas = [
            (displayed(node.astext()), True)
            if isinstance(node, nodes.math_block)
            else (node.astext(), False)
            for node in found
        ]
        folder = packages(Path(self.app.outdir).parent)
        for node, result in zip(
            found, mathml(formulas, self.config.math_macros, folder), strict=True
        ):
            if isinstance(result, ValueError):
                logger.warning("a formula cannot be set: %s", result, location=node)
            else:
                node["mathml"] = result


def _formula(self: Any, node: Any) -> None:
    if "mathml" not in node:  # of a heading that stands in a table of contents, too
        folder = packages(Path(self.builder.outdir).parent)
        (result,) = mathml([(node.astext(), False)], self.config.math_macros, folder)
        # Its own page warns of what cannot be set.
        node["mathml"] = "" if isinstance(result, ValueError) else result
    self.body.append(f'<span class="math">{node["mathml"]}</span>')
    raise nodes.SkipNode


def _displayed_formula(self: Any, node: Any) -> None:
    self.body.append(self.starttag(node, "div", CLASS="math"))
    self.body.append(node.get("mathml", ""))
    if node["number"]:
        number = get_node_equation_number(self, node)
        self.body.append(f'<span class="eqno">({number})')
        self.add_permalink_ref(node, "Link to this equation")
        self.body.append("</span>")
    self.body.append("</div>")
    raise nodes.SkipNode


def _write_type(app: Any, exception: Exception | None) -> None:
    if exception is not None or app.builder.name != "html":
        return
    pages = (path.read_text(encoding="utf-8") for path in Path(app.outdir).rglob("*.html"))
    formulas = "".join(formula for page in pages for formula in re.findall("<math.*?</math>", page))
    sheet = type_sheet(characters_of(formulas), packages(Path(app.outdir).parent))
    (Path(app.outdir) / "_static" / "type.css").write_text(sheet, encoding="utf-8")


# --------------------------------------------------------------------------- what cells showed


UNDESCRIBED = (
    "a figure drawn by a cell has no text for who cannot see it; "
    "give it as `alt` under `mystnb: image:` in the cell's options"
)


class InlineFigures(SphinxPostTransform):
    """Replace images drawn by cells as SVG with the drawing itself."""

    default_priority = 190  # before Sphinx picks image candidates and before ids are final
    formats = ("html",)

    def run(self, **_: Any) -> None:
        """Do it in one page."""
        for image in list(self.document.findall(nodes.image)):
            path = Path(self.env.srcdir) / image["uri"]
            drawn_here = Path(self.app.outdir).parent / "jupyter_execute"
            if drawn_here not in path.resolve().parents:
                continue
            if not image.get("alt"):
                logger.warning("%s", UNDESCRIBED, location=image)
            if path.suffix != ".svg":
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
    # Every theorem, exercise and answer of a page has the same.
    (' id="proof-content"', ""),
    (' id="exercise-content"', ""),
    (' id="solution-content"', ""),
    ('<div class="proof admonition" id="proof">', '<div class="proof admonition">'),
    # The words of the bar say what is folded; this would be read in their place.
    ('<summary aria-label="Toggle hidden content">', "<summary>"),
)
# The button that folds an answer has no words; those of the answer's title name it.
TOGGLE_NAME = (
    'aria-label="Toggle hidden content"',
    'aria-label="${item.querySelector(".admonition-title").textContent.trim()'
    '.replaceAll(\'"\', "&quot;")}"',
)
# What only the page of the search needs stands in all of them.
SEARCH_SCRIPTS = re.compile(
    r'\s*<script src="[^"]*(?:searchtools|language_data|searchindex)\.js[^"]*"[^>]*></script>'
)


def _correct_pages(app: Any, exception: Exception | None) -> None:
    if exception is not None or app.builder.name != "html":
        return
    library = (Path(app.outdir) / "_static" / "scripts" / "fontawesome.js").read_text("utf-8")
    for path in Path(app.outdir).rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        corrected = once(with_icons(page, library))
        for found, better in PAGE_CORRECTIONS:
            corrected = corrected.replace(found, better)
        if path.name != "search.html":
            corrected = SEARCH_SCRIPTS.sub("", corrected)
        if corrected != page:
            path.write_text(corrected, encoding="utf-8")
    toggles = Path(app.outdir) / "_static" / "togglebutton.js"
    if toggles.is_file():
        script = toggles.read_text(encoding="utf-8")
        toggles.write_text(script.replace(*TOGGLE_NAME), encoding="utf-8")


def once(page: str) -> str:
    """Keep one of the style sheets, and one of the scripts, that each figure of a page brings.

    Of equal style sheets the first stays, of equal scripts the last: it finds all figures there.
    Scripts lose their indentation.
    """
    seen: set[str] = set()

    def first(match: re.Match[str]) -> str:
        again = match[0] in seen
        seen.add(match[0])
        return "" if again else match[0]

    def last(match: re.Match[str]) -> str:
        again = page.find(match[0], match.end()) >= 0
        return "" if again else re.sub(r"\n +", "\n", match[0])

    page = re.sub(r"<style>.*?</style>", first, page, flags=re.DOTALL)
    return re.sub(r"<script>.*?</script>", last, page, flags=re.DOTALL)


def with_icons(page: str, library: str) -> str:
    """Put the theme's few icons into a page, in place of the script that holds 1,900 of them.

    library: the script of Font Awesome, from which their outlines come.
    """

    def drawn(match: re.Match[str]) -> str:
        name, attributes = match["name"], " ".join(match["rest"].split())
        found = re.search(rf'[{{,]"?{name}"?:\[(\d+),(\d+),\[[^\]]*\],"\w+","([^"]+)"\]', library)
        if found is None:
            return match[0]
        width, height, outline = found.groups()
        classes = " ".join(match["classes"].split())
        return (
            f'<svg class="svg-inline--fa {classes}" {attributes} aria-hidden="true" '
            f'viewBox="0 0 {width} {height}"><path fill="currentColor" d="{outline}"/></svg>'
        )

    icon = (
        r'<(?P<tag>i|span) class="(?P<classes>[^"]*\bfa-solid\s+fa-(?P<name>[a-z-]+)[^"]*)"'
        r"(?P<rest>[^>]*)></(?P=tag)>"
    )
    page = re.sub(icon, drawn, page)
    script = r"\s*<script[^>]*fontawesome\.js[^>]*></script>"
    return page if re.search(icon, page) else re.sub(script, "", page)


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
