"""The page of the class in a browser asks for nothing, fits a phone, sorts, prints, can be read."""

from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from class_of_known_answers import CLASS, known_class

from autograder.classroom.class_page import write_class_page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def pages(released_course, tmp_path_factory):
    root = known_class(released_course, tmp_path_factory.mktemp("known") / "course")
    made = {}
    for name, sets, anonymous in (
        ("set", ["tiny"], False),
        ("term", ["tiny", "tiny"], False),
        ("anonymous", ["tiny"], True),
    ):
        made[name] = root / f"{name}.html"
        write_class_page(root, sets, made[name], anonymous=anonymous)
    return made


@contextmanager
def opened(browser, file, width=1280, theme="light", **options):
    """Open a page of the disk, and hold that it asks for nothing and complains of nothing."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=theme, **options
    )
    page = context.new_page()
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(file.as_uri())
    yield page
    assert asked == [file.as_uri()]
    assert said == []
    context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("name", ["set", "term", "anonymous"])
def test_it_fits_and_can_be_read_by_everybody(browser, pages, name, width, theme):
    with opened(browser, pages[name], width, theme) as page:
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.title()
        found = [
            (violation["id"], node["html"])
            for violation in Axe().run(page).response["violations"]
            if violation["impact"] in ("serious", "critical")
            for node in violation["nodes"]
        ]
        assert found == []


def rows(page):
    return page.locator("#s1 table.heat tbody tr th").all_inner_texts()


def test_a_column_sorts_the_rows_and_the_field_finds_a_student(browser, pages):
    with opened(browser, pages["set"]) as page:
        before = rows(page)
        total = page.get_by_role("button", name="total")
        total.click()
        assert rows(page)[0] != "anna@uni.example Hanna Petrova"
        total.click()
        assert rows(page)[0].startswith("anna@uni.example")
        assert page.locator("th[aria-sort=descending]").inner_text() == "total"
        assert sorted(rows(page)) == sorted(before)


def test_without_a_script_all_is_there(browser, pages):
    with opened(browser, pages["set"], java_script_enabled=False) as page:
        assert len(rows(page)) == len(CLASS)
        page.locator("summary", has_text="Who").last.click()
        page.locator("article").first.locator("summary", has_text="answers").click()
        assert page.locator("article pre").first.is_visible()


def test_who_made_a_mistake_leads_to_the_row(browser, pages):
    with opened(browser, pages["set"]) as page:
        article = page.locator("article").first
        article.locator("summary", has_text="Who").click()
        article.get_by_role("link", name="student-05").last.click()
        assert page.locator("tr:target th").inner_text().startswith("student-05")


def test_it_prints_black_on_white(browser, pages):
    with opened(browser, pages["set"], theme="dark") as page:
        page.emulate_media(media="print")
        colours = page.evaluate(
            """() => [...document.querySelectorAll('body, td, th, p, h3, code, pre span')].map(e =>
               [getComputedStyle(e).color, getComputedStyle(e).backgroundColor])"""
        )
        assert {ink for ink, _ in colours} == {"rgb(0, 0, 0)"}
        assert {paper for _, paper in colours} <= {"rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}
        assert page.locator("#s1 .scroll").first.evaluate("e => e.scrollWidth <= e.clientWidth + 1")
