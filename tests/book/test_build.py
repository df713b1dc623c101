"""Does the build of the book keep its promises: nothing wrong goes through, nothing is typed?"""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from autograder import book

CHAPTERS = sorted((book.ROOT / "chapters").glob("[0-9][0-9]_*.md"))
HEADER = """---
jupytext:
  text_representation:
    extension: .md
    format_name: myst
kernelspec:
  display_name: Python 3
  language: python
  name: python3
---
"""


def cells(page: Path) -> list[str]:
    """The code of a page's cells, without their options."""
    found = re.findall(r"```\{code-cell\}[^\n]*\n(.*?)\n```", page.read_text("utf-8"), re.S)
    bare = [re.sub(r"\A---\n.*?\n---\n", "", cell, flags=re.S) for cell in found]
    return [re.sub(r"\A(:[^\n]*\n)+", "", cell) for cell in bare]


def options(page: Path) -> list[dict]:
    """The options of those cells that are given in YAML between two rules."""
    pattern = r"```\{code-cell\}[^\n]*\n---\n(.*?)\n---\n"
    return [yaml.safe_load(part) for part in re.findall(pattern, page.read_text("utf-8"), re.S)]


def small_book(root: Path, code: str, prose: str = "") -> Path:
    """A book of a front page and chapter 7, with the course's own configuration."""
    (root / "chapters").mkdir()
    shutil.copy(book.ROOT / "_config.yml", root)
    shutil.copytree(book.ROOT / "_static", root / "_static")
    toc = {"format": "jb-book", "root": "chapters/index"}
    toc["parts"] = [{"caption": "Part", "numbered": 2, "chapters": [{"file": "chapters/07_seven"}]}]
    (root / "_toc.yml").write_text(yaml.safe_dump(toc), "utf-8")
    (root / "chapters" / "index.md").write_text("# Front\n\n[](07_seven.md)\n", "utf-8")
    (root / "chapters" / "references.bib").write_text("", "utf-8")
    cell = f"```{{code-cell}} ipython3\n{code}\n```\n"
    text = f"{HEADER}\n# Seven\n\n{prose}\n\n## First section\n\n{cell}"
    (root / "chapters" / "07_seven.md").write_text(text, "utf-8")
    return root


@pytest.fixture(scope="module")
def sound_book(tmp_path_factory) -> Path:
    root = small_book(tmp_path_factory.mktemp("sound"), "assert 1 + 1 == 2", prose="$x^2$")
    (root / "README.md").write_text("# Not a page\n\n[](nowhere.md)\n", "utf-8")
    (root / "submitted").mkdir()
    (root / "submitted" / "answer.md").write_text("# Not a page either\n", "utf-8")
    assert book.build(root) == 0
    return root


def test_only_pages_of_the_table_of_contents_are_built(sound_book: Path) -> None:
    html = sound_book / "_build" / "html"

    assert {page.name for page in html.glob("chapters/*.html")} == {"index.html", "07_seven.html"}
    assert not list(html.rglob("README*"))
    assert not list(html.rglob("answer*"))


def test_mathjax_comes_with_the_pages(sound_book: Path) -> None:
    html = sound_book / "_build" / "html"
    page = (html / "chapters" / "07_seven.html").read_text("utf-8")

    (source,) = re.findall(r'src="([^"?]*mathjax[^"?]*)', page)
    assert (html / "chapters" / source).resolve().is_file()


def test_a_chapter_has_the_number_of_its_file(sound_book: Path) -> None:
    page = (sound_book / "_build/html/chapters/07_seven.html").read_text("utf-8")

    numbers = re.findall(r'<h[12]><span class="section-number">([\d.]+) ?</span>', page)
    assert numbers == ["7.", "7.1."]


def test_the_front_page_is_a_page_with_links_that_lead_on(sound_book: Path) -> None:
    html = sound_book / "_build" / "html"
    front = (html / "index.html").read_text("utf-8")

    assert "<h1>Front" in front
    links = re.findall(r'(?:href|src)="([^"#?]+)', front)
    inside = [link for link in links if not re.match(r"[a-z]+:", link)]
    assert "chapters/07_seven.html" in inside
    assert [link for link in inside if not (html / link).exists()] == []


def test_a_book_knows_when_it_is_out_of_date(sound_book: Path) -> None:
    page = sound_book / "chapters" / "07_seven.md"
    before = page.read_text("utf-8")

    assert book.is_current(sound_book)
    page.write_text(before + "\nOne more line.\n", "utf-8")
    assert not book.is_current(sound_book)
    page.write_text(before, "utf-8")
    assert book.is_current(sound_book)


def test_a_failing_cell_fails_the_build(tmp_path: Path, capfd) -> None:
    root = small_book(tmp_path, "assert 1 + 1 == 3")

    assert book.build(root) != 0
    assert not book.is_current(root)
    assert "AssertionError" in capfd.readouterr().err


def test_every_broken_reference_fails_the_build(tmp_path: Path, capfd) -> None:
    mistakes = {
        "See [](missing-page.md).": "missing-page",
        "See {ref}`missing-label`.": "missing-label",
        "See {term}`missing-term`.": "missing-term",
        "See {eq}`missing-equation`.": "missing-equation",
        "See {prf:ref}`missing-theorem`.": "missing-theorem",
        "As {cite:t}`missing-work` show.": "missing-work",
        "{download}`Get it <missing-file.ipynb>`": "missing-file",
        "```{missing-directive}\n```": "missing-directive",
    }
    root = small_book(tmp_path, "pass", prose="\n\n".join(mistakes))

    assert book.build(root) != 0
    assert not book.is_current(root)
    warnings = [line for line in capfd.readouterr().err.splitlines() if "WARNING:" in line]
    for name in mistakes.values():
        assert any(name in line for line in warnings), f"no warning about {name}"


@pytest.mark.parametrize("status", [0, 1])
def test_the_command_ends_as_the_build_does(status: int, monkeypatch, capsys) -> None:
    monkeypatch.setattr(book, "build", lambda **_: status)

    assert book.main([]) == status
    told = capsys.readouterr()
    assert ("run `make book` again" in told.err) == bool(status)
    assert ("index.html" in told.out) == (not status)


def test_the_module_explains_itself() -> None:
    command = [sys.executable, "-m", "autograder.book", "--help"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "_build/html" in told
    assert "--fresh" in told


def test_missing_mathjax_says_what_to_install(monkeypatch) -> None:
    monkeypatch.setattr(book.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(book.BookError, match="sphinx-mathjax-offline is not installed"):
        book.mathjax_source()


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: path.stem)
def test_every_chapter_checks_what_it_says(chapter: Path) -> None:
    trees = [ast.parse(re.sub(r"^%.*$", "", cell, flags=re.M)) for cell in cells(chapter)]
    checks = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Assert)]
    code = "\n".join(cells(chapter))

    assert len(checks) >= 5
    assert "jax.grad(" in code, "no derivative is compared with JAX"
    assert "central(" in code or "2 * h" in code, "none is compared with a finite difference"
    assert "jax_enable_x64" in code, "JAX would calculate in single precision"


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: path.stem)
def test_every_drawn_figure_has_a_caption_and_a_text(chapter: Path) -> None:
    drawing = [cell for cell in cells(chapter) if "plt.subplots" in cell]
    described = [given["mystnb"] for given in options(chapter) if "mystnb" in given]
    with_alt = [figure for figure in described if "image" in figure]

    assert len(with_alt) == len(drawing)
    for figure in described:
        assert figure["figure"]["caption"]
        assert figure["figure"]["name"].startswith("fig-")
    for figure in with_alt:
        assert len(figure["image"]["alt"]) > 40


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: path.stem)
def test_every_chapter_opens_with_a_question_and_ends_with_practice(chapter: Path) -> None:
    text = chapter.read_text("utf-8")
    opening, *_ = text.split("\n## ")
    closing = text.split("\n## ")[-1]

    assert "{admonition} The question" in opening
    assert "?" in opening
    assert closing.startswith("Summary")
    assert re.search(r"\[\]\(ps\d\)", closing), "the summary leads to no problem set"


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: path.stem)
def test_every_question_has_a_folded_answer(chapter: Path) -> None:
    text = chapter.read_text("utf-8")
    questions = re.findall(r"`{3,}\{exercise\}\n:label: (\S+)", text)
    answers = re.findall(r"`{3,}\{solution\} (\S+)\n:class: dropdown", text)

    assert questions
    assert answers == questions


def test_the_status_page_holds_no_typed_value() -> None:
    text = (book.ROOT / "chapters" / "status.md").read_text("utf-8")
    prose = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.S)
    prose = re.sub(r"```.*?```", "", prose, flags=re.S)
    code = "\n".join(cells(book.ROOT / "chapters" / "status.md"))

    assert "{nb-exec-table}" in text
    assert not re.search(r"\d", prose), "a number in the prose was typed"
    assert not re.search(r"\d+\.\d+", code), "a version in the code was typed"


def test_only_cited_works_are_listed_and_each_can_be_found() -> None:
    library = (book.ROOT / "chapters" / "references.bib").read_text("utf-8")
    entries = dict(re.findall(r"@\w+\{(\w+),\n(.*?)\n\}", library, re.S))
    pages = [path.read_text("utf-8") for path in (book.ROOT / "chapters").glob("*.md")]
    cited = {
        key
        for page in pages
        for keys in re.findall(r"\{cite(?::\w+)?\}`([^`]+)`", page)
        for key in keys.split(",")
    }

    assert cited == set(entries)
    for key, entry in entries.items():
        findable = re.search(r"\b(doi|eprint)\s*=", entry) or "school" in entry
        assert findable, f"{key} has neither a DOI nor an arXiv number"


def test_the_colours_of_figures_agree_in_all_three_places() -> None:
    style = (book.ROOT / "chapters" / "course.mplstyle").read_text("utf-8")
    sheet = (book.ROOT / "_static" / "course.css").read_text("utf-8")
    light, dark = sheet.split('html[data-theme="dark"]', 1)

    used = {f"#{colour}" for colour in re.findall(r"\b[0-9a-f]{6}\b", style)}
    assert used == set(book.FIGURE_COLOURS)
    for colour, variable in book.FIGURE_COLOURS.items():
        assert f"{variable}: {colour};" in light
        assert f"{variable}: #" in dark


def test_a_figure_goes_inline_without_touching_the_rest_of_the_page() -> None:
    svg = (
        '<?xml version="1.0"?><svg width="360pt" height="216pt" viewBox="0 0 360 216">'
        "<metadata><x/></metadata><defs><style>*{stroke: red}</style></defs>"
        '<path id="p" style="fill: #1F2937"/><use xlink:href="#p" clip-path="url(#p)"/></svg>'
    )
    first = book.inline_figure(svg, 'a "bold" < claim')
    second = book.inline_figure(svg.replace("216", "217"), "other")

    assert 'aria-label="a &quot;bold&quot; &lt; claim"' in first
    assert "style>" not in first
    assert "metadata" not in first
    assert "var(--figure-ink)" in first
    assert set(re.findall(r'id="([^"]+)"', first)).isdisjoint(re.findall(r'id="([^"]+)"', second))
    (name,) = re.findall(r'id="([^"]+)"', first)
    assert f'href="#{name}"' in first
    assert f"url(#{name})" in first


def test_links_move_with_a_page() -> None:
    page = (
        '<html data-content_root="../"><a href="03_graphs.html#x">a</a><a href="#here">b</a>'
        '<img src="../_static/i.svg?v=1"><a href="https://example.org/a">c</a></html>'
    )
    assert book.move_page(page, "chapters", "") == (
        '<html data-content_root="./"><a href="chapters/03_graphs.html#x">a</a>'
        '<a href="#here">b</a>'
        '<img src="_static/i.svg?v=1"><a href="https://example.org/a">c</a></html>'
    )
