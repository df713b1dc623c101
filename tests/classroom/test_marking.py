"""Who marks a written answer sees the model answer beside it, as it looks, and nobody else does."""

import re
from pathlib import Path

import nbformat
import pytest
from nbconvert.exporters import HTMLExporter
from traitlets.config import Config

from autograder.classroom.configure import configure
from autograder.classroom.marking import TITLE, MarkingGuide, guides
from autograder.problem_sets.source import problem_sets, read_source

PROJECT = Path(__file__).parents[2]
ABOUT = {"assignment_id": "ps1_zero_order", "submission_id": "x", "index": 0, "total": 1}
FORMGRADER = ABOUT | {
    "notebook_id": "ps1_zero_order",
    "base_url": "",
    "student": "student-01",
    "last_name": "",
    "first_name": "",
    "notebook_path": "",
}


@pytest.fixture(scope="module")
def exporter():
    config = Config()
    configure(config, PROJECT)
    config.HTMLExporter.template_name = "formgrade"
    return HTMLExporter(config=config)


def shown(exporter, resources):
    notebook = nbformat.read(
        PROJECT / "exercises" / "ps1_zero_order" / "ps1_zero_order.ipynb", as_version=4
    )
    return exporter.from_notebook_node(notebook, resources=resources)[0]


def test_formgrader_shows_the_model_answer_beside_the_answer(exporter):
    page = shown(exporter, dict(FORMGRADER))
    assert "Model answer, and what the marks are given for." in page
    assert "is classical scaling" in " ".join(page.split())


def marked(cells, **about):
    """Return formgrader's page of a notebook of these cells."""
    config = Config()
    configure(config, PROJECT)
    config.HTMLExporter.template_name = "formgrade"
    notebook = nbformat.v4.new_notebook(cells=cells)
    resources = FORMGRADER | about
    return HTMLExporter(config=config).from_notebook_node(notebook, resources=resources)[0]


def output(**data):
    cell = nbformat.v4.new_code_cell("1")
    bundle = {f"{kind.replace('_', '/')}": text for kind, text in data.items()}
    cell.outputs = [nbformat.v4.new_output("display_data", bundle)]
    return cell


def test_formgraders_page_asks_for_nothing_outside(exporter):
    page = shown(exporter, dict(FORMGRADER))
    asked = re.findall(r"""(?:src|href)=["']?([^"'\s>]+)|url\(["']?([^"')]+)""", page)
    outside = [a or b for a, b in asked if re.match(r"(?:[a-z]+:)?//", a or b)]
    assert outside == []
    # nbgrader's script would stop without it, and no mark could be given.
    assert "window.MathJax = {Hub:" in page


def test_formulas_are_set_in_tasks_answers_and_guides(exporter):
    page = shown(exporter, dict(FORMGRADER))
    guide = page[page.index("<aside") :].partition("</aside>")[0]
    assert 'class="guide' in guide
    assert "<math" in guide
    assert page.count("<math") > 20
    assert "<math>" in marked([output(text_markdown="$x^2$")])


def test_the_findings_keep_their_looks():
    from autograder.checks import exercises

    check = next(e for e in exercises("ps1_zero_order") if e.name == "stress")
    html = check.run({"stress": lambda W, D: 0.0}, seed=1, hidden=True).to_html()
    page = marked([output(text_html=html)])
    for style in ("border-left:4px solid #cf222e", "background-color:#cf222e"):
        assert style in html
        assert style in page.replace(": ", ":")


ACTING = (
    "<b>bold</b><script>alert(1)</script><img src=x onerror=alert(1)><a href='javascript:1'>x</a>"
)


@pytest.mark.parametrize("kind", ["text_html", "text_markdown", "image_svg+xml"])
def test_nothing_of_a_submission_acts_in_formgrader(kind):
    page = marked([output(**{kind: ACTING}), nbformat.v4.new_markdown_cell(ACTING)])
    assert "alert(1)" not in page
    assert "javascript:1" not in page


def test_a_name_or_metadata_that_means_harm_only_shows_itself():
    cell = nbformat.v4.new_markdown_cell("full marks", metadata={"autograder_guide": True})
    page = marked([cell], student="<img src=x onerror=alert(1)>", notebook_path='"><b>')
    assert "<img src=x" not in page
    assert '"><b>' not in page
    assert "<aside" not in page


def test_without_formgrader_there_is_no_guide():
    source = read_source(PROJECT, "ps1_zero_order")
    notebook, _ = MarkingGuide(root=str(PROJECT)).preprocess(source, {"nbgrader": {}})
    assert not any(TITLE in cell.source for cell in notebook.cells)


@pytest.mark.parametrize("name", problem_sets(PROJECT))
def test_every_answer_that_a_person_marks_has_a_guide_that_students_do_not_get(name):
    released = (PROJECT / "exercises" / name / f"{name}.ipynb").read_text(encoding="utf-8")
    by_person = [
        cell.metadata.nbgrader.grade_id
        for cell in nbformat.reads(released, as_version=4).cells
        if cell.metadata.get("nbgrader", {}).get("grade") and cell.metadata.nbgrader.get("solution")
    ]
    found = guides(PROJECT, name)
    assert list(found) == by_person
    for text in found.values():
        assert len(text) > 200
        longest = max(text.splitlines(), key=len)
        assert longest not in released


def test_a_set_without_a_source_has_no_guides(tmp_path):
    assert guides(tmp_path, "nothing") == {}
