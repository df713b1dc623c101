"""Is every page of the book complete, offline, readable on a phone and to everybody?"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest
from axe_playwright_python.sync_playwright import Axe

from autograder.book import build as book
from autograder.problem_sets.source import problem_sets

if TYPE_CHECKING:
    from conftest import Visit

pytestmark = pytest.mark.browser

PAGES = ["index", *book.pages(), "search", "genindex"]
THEMES = [{"theme": "light"}, {"theme": "dark"}]
every_page = pytest.mark.parametrize("document", PAGES)


@every_page
def test_a_page_loads_without_error_and_asks_nobody_else(visit: Visit, document: str) -> None:
    page = visit.open(document)
    page.wait_for_load_state("networkidle")

    assert visit.refused == [], "the page asked for something outside the book"
    assert visit.complaints == [], "the browser's console reports errors"
    assert page.locator("article h1").count() == 1 or document in ("search", "genindex")
    assert page.title()


@every_page
def test_mathematics_is_typeset(visit: Visit, document: str) -> None:
    page = visit.open(document)

    formulas = page.locator(".math").count()
    assert page.locator(".math > math").count() == formulas
    if re.search(r"/\d\d_", document):
        assert formulas > 20
    # No formula is drawn in another face than the book's.
    assert page.evaluate("document.fonts.check('16px \"STIX Two Math\"')")


@every_page
def test_a_page_is_light_and_is_read_without_scripts(visit: Visit, document: str) -> None:
    sizes = []
    visit.page.on("response", lambda response: sizes.append(len(response.body())))
    visit.open(document).wait_for_load_state("networkidle")

    assert sum(sizes) <= 1_500_000


@every_page
@pytest.mark.parametrize("visit", [{"width": 360, "height": 780}], indirect=True)
def test_a_phone_never_scrolls_sideways(visit: Visit, document: str) -> None:
    page = visit.open(document)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")

    too_wide = page.evaluate(
        """() => {
            const limit = document.documentElement.clientWidth;
            return document.documentElement.scrollWidth - limit;
        }"""
    )
    assert too_wide == 0


@every_page
def test_every_place_of_a_page_has_a_name_of_its_own(visit: Visit, document: str) -> None:
    names = visit.open(document).locator("[id]").evaluate_all("all => all.map(one => one.id)")

    assert [name for name, times in Counter(names).items() if times > 1] == []


@every_page
def test_every_picture_has_a_text(visit: Visit, document: str) -> None:
    page = visit.open(document)

    silent = page.evaluate(
        """() => [...document.querySelectorAll('img')]
            .filter(img => !(img.getAttribute('alt') ?? '').trim())
            .map(img => img.src)"""
    )
    assert silent == []

    unnamed = page.evaluate(
        """() => [...document.querySelectorAll('svg[role=img]')]
            .filter(svg => !svg.getAttribute('aria-hidden'))
            .filter(svg => !(svg.getAttribute('aria-label') ?? '').trim()
                && !svg.getAttribute('aria-labelledby') && !svg.querySelector('title'))
            .map(svg => svg.outerHTML.slice(0, 200))"""
    )
    assert unnamed == []


@every_page
@pytest.mark.parametrize("visit", THEMES, ids=["light", "dark"], indirect=True)
def test_axe_finds_nothing_serious(visit: Visit, document: str) -> None:
    page = visit.open(document)

    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    serious = [
        f"{finding['id']} ({finding['impact']}): {node['html'][:200]}"
        for finding in found
        if finding["impact"] in ("serious", "critical")
        for node in finding["nodes"]
    ]
    assert serious == []


@pytest.mark.parametrize("name", problem_sets(book.ROOT))
def test_the_download_is_the_notebook_of_the_set(visit: Visit, name: str) -> None:
    page = visit.open(f"chapters/{name}")
    link = page.locator("a.download").get_attribute("href")
    assert link is not None

    answer = page.request.get(urljoin(page.url, link))
    assert answer.status == 200
    given = Path(book.ROOT / "exercises" / name / f"{name}.ipynb").read_text(encoding="utf-8")
    assert json.loads(answer.text()) == json.loads(given)


def test_every_link_inside_the_book_leads_somewhere(visit: Visit) -> None:
    known: dict[str, set[str]] = {}

    def targets(address: str) -> set[str]:
        if address not in known:
            visit.page.goto(address)
            ids = visit.page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
            known[address] = set(ids)
        return known[address]

    broken = []
    for document in PAGES:
        page = visit.open(document)
        links = set(page.evaluate("[...document.querySelectorAll('a[href]')].map(a => a.href)"))
        for link in sorted(links):
            address, _, anchor = link.partition("#")
            if not address.startswith(visit.address):
                continue
            if address.endswith(".html"):
                if anchor and anchor not in targets(address):
                    broken.append(f"{document}: {link}")
            elif page.request.get(address).status != 200:
                broken.append(f"{document}: {link}")
    assert broken == []


@pytest.mark.parametrize("visit", THEMES, ids=["light", "dark"], indirect=True)
def test_figures_take_the_colours_of_the_theme(visit: Visit) -> None:
    page = visit.open("chapters/03_graphs")

    text, ground = page.evaluate(
        """() => {
            const figure = document.querySelector('svg.course-figure');
            const ink = figure.querySelector('[style*="--figure-ink"]');
            const style = getComputedStyle(ink);
            const colour = style.fill === 'none' ? style.stroke : style.fill;
            return [colour, getComputedStyle(document.body).backgroundColor];
        }"""
    )
    brightness = [
        sum(int(part) for part in colour[4:-1].split(",")[:3]) for colour in (text, ground)
    ]
    assert abs(brightness[0] - brightness[1]) > 450, f"text {text} on {ground}"


@pytest.mark.parametrize("visit", [{"javascript": False}], indirect=True)
def test_a_chapter_can_be_read_without_javascript(visit: Visit) -> None:
    page = visit.page
    page.goto(f"{visit.address}/chapters/05_reverse.html")

    assert page.get_by_role("heading", name="Why a topological order").is_visible()
    assert page.get_by_text("all intermediate values wait for the backward pass").is_visible()


def test_the_answers_are_folded_and_open_by_keyboard(visit: Visit) -> None:
    page = visit.open("chapters/03_graphs")
    answer = page.locator(".solution.dropdown").first
    text = answer.get_by_text("form a chain and keep their order")

    assert not text.is_visible()
    answer.locator("button").focus()
    page.keyboard.press("Enter")
    text.wait_for(state="visible")
