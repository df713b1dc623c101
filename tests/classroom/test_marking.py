"""Who marks a written answer sees the model answer beside it, and nobody else sees it."""

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


def test_formgrader_shows_the_model_answer_below_the_answer(exporter):
    page = shown(exporter, dict(FORMGRADER))
    assert "Model answer, and what the marks are given for." in page
    assert "is classical scaling" in " ".join(page.split())


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
