"""Who marks in formgrader sees formulas, findings and guide, offline, and nothing acts there."""

import json
from pathlib import Path

import nbformat
import nbgrader
import pytest
from nbconvert.exporters import HTMLExporter
from traitlets.config import Config

from autograder.classroom.configure import configure
from autograder.submission.cells import find_cell

pytestmark = pytest.mark.browser

PROJECT = Path(__file__).parents[2]
FORMGRADER = Path(nbgrader.__file__).parent / "server_extensions" / "formgrader"
HOST = "http://formgrader.example"
SET = "ps1_zero_order"
ANSWER = r"""With $\bar d_{ij} = \lVert x_i - x_j\rVert_2$ the gradient is

$$\frac{\partial L}{\partial x_i} = \sum_{j \ne i} \begin{pmatrix} a & b \end{pmatrix}$$

<script>document.title = "acted"</script><img src=x onerror="document.title='acted'">
<img src="http://elsewhere.example/x.png"> <div style="position:fixed;top:0">over all</div>"""
OUTPUT = "<script>document.title = 'acted'</script><svg onload=\"document.title='acted'\"></svg>"


@pytest.fixture(scope="module")
def html():
    config = Config()
    configure(config, PROJECT)
    config.HTMLExporter.template_name = "formgrade"
    notebook = nbformat.read(PROJECT / "exercises" / SET / f"{SET}.ipynb", as_version=4)
    find_cell(notebook, "pca").source = ANSWER
    find_cell(notebook, "stress").outputs = [
        nbformat.v4.new_output("display_data", {kind: OUTPUT})
        for kind in ("text/html", "image/svg+xml", "text/markdown", "application/javascript")
    ]
    resources = {
        "assignment_id": SET,
        "notebook_id": SET,
        "submission_id": "one",
        "index": 0,
        "total": 1,
        "base_url": "",
        "student": "<img src=x onerror=\"document.title='acted'\">",
        "last_name": "",
        "first_name": "",
        "notebook_path": "x",
    }
    return HTMLExporter(config=config).from_notebook_node(notebook, resources=resources)[0]


@pytest.fixture
def shown(browser, html):
    """Return the page, what it asked of others, and what it complained of."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    outside, said, written = [], [], []

    def answer(route, request):
        path = request.url.removeprefix(HOST).partition("?")[0]
        if not request.url.startswith(HOST):
            outside.append(request.url)
            route.abort()
        elif path == "/formgrader/submissions/one/":
            route.fulfill(body=html, content_type="text/html; charset=utf-8")
        elif path.startswith("/formgrader/static/"):
            route.fulfill(path=FORMGRADER / "static" / path.removeprefix("/formgrader/static/"))
        elif path.endswith("/api/grades"):
            grade = {"id": "g", "name": "pca", "auto_score": 0, "manual_score": None}
            more = {"max_score": 3, "extra_credit": None, "needs_manual_grade": True}
            route.fulfill(body=json.dumps([{**grade, **more}]), content_type="application/json")
        elif request.method == "PUT":
            written.append(request.post_data_json)
            route.fulfill(body=request.post_data, content_type="application/json")
        else:
            route.fulfill(body="[]", content_type="application/json")

    context.route("**/*", answer)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{HOST}/formgrader/submissions/one/")
    page.wait_for_selector(".guide")
    yield page, outside, said, written
    context.close()


def test_it_asks_nobody_and_nothing_acts(shown):
    page, outside, said, _ = shown
    page.wait_for_timeout(300)
    assert outside == []
    assert said == []
    assert page.title() == SET


def test_formulas_are_set_and_the_guide_is_beside_the_answer(shown):
    page, *_ = shown
    answer = page.locator(".cell", has=page.locator("textarea#pca-comment"))
    guide = page.locator(".guide")
    assert answer.locator("math").count() == 2
    assert guide.locator("math").count() > 10
    first, second = answer.bounding_box(), guide.bounding_box()
    assert first["x"] + first["width"] <= second["x"]
    assert abs(first["y"] - second["y"]) < 5


def test_a_mark_can_be_given(shown):
    page, _, said, written = shown
    page.locator("input#pca").fill("2.5")
    page.locator("input#pca").press("Tab")
    page.wait_for_timeout(300)
    assert [float(grade["manual_score"]) for grade in written] == [2.5]
    assert said == []
