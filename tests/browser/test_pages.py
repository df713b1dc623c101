"""Is every page of the book complete, offline, readable on a phone and to everybody?"""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from visits import Visit, visiting

from autograder.book import build as book
from autograder.book.notebooks import without_neighbours
from autograder.problem_sets.source import problem_sets

pytestmark = pytest.mark.browser

PAGES = ["index", *book.pages(), "search", "genindex"]


@dataclass
class Shown:
    """A page in the light theme, as it came to a wide screen, and how many bytes that took."""

    document: str
    visit: Visit
    page: Page
    transferred: int


@pytest.fixture(scope="module", params=PAGES)
def shown(request: pytest.FixtureRequest, browser: Browser, server: str) -> Iterator[Shown]:
    """Each page of the book, loaded once for all that is asked of it."""
    sizes: list[int] = []
    with visiting(browser, server) as visit:
        visit.page.on("response", lambda response: sizes.append(len(response.body())))
        page = visit.open(request.param)
        page.wait_for_load_state("networkidle")
        yield Shown(request.param, visit, page, sum(sizes))


def test_a_page_loads_without_error_and_asks_nobody_else(shown: Shown) -> None:
    made_by_sphinx = shown.document in ("search", "genindex")

    assert shown.visit.refused == [], "the page asked for something outside the book"
    assert shown.visit.complaints == [], "the browser's console reports errors"
    assert shown.page.locator("article h1").count() == 1 or made_by_sphinx
    assert shown.page.title()
    assert shown.page.locator("head meta[name=description]").count() == (not made_by_sphinx)


def test_mathematics_is_typeset(shown: Shown) -> None:
    formulas = shown.page.locator(".math").count()

    assert shown.page.locator(".math > math").count() == formulas
    if re.search(r"/\d\d_", shown.document):
        assert formulas > 20
    # No formula is drawn in another face than the book's.
    assert shown.page.evaluate("document.fonts.check('16px \"STIX Two Math\"')")


def test_a_page_is_light(shown: Shown) -> None:
    assert 10_000 < shown.transferred <= 1_500_000


@pytest.mark.parametrize(
    ("width", "height"), [(360, 780), (320, 256)], ids=["a phone", "a screen at 400 %"]
)
def test_a_narrow_page_never_scrolls_sideways(shown: Shown, width: int, height: int) -> None:
    wide = shown.page.viewport_size
    shown.page.set_viewport_size({"width": width, "height": height})
    too_wide = shown.page.evaluate(
        """() => {
            const closed = [...document.querySelectorAll("details:not([open])")];
            closed.forEach((one) => { one.open = true; });
            const page = document.documentElement;
            const found = page.scrollWidth - page.clientWidth;
            closed.forEach((one) => { one.open = false; });
            return found;
        }"""
    )
    shown.page.set_viewport_size(wide)

    assert too_wide == 0


@pytest.mark.parametrize("width", [360, 1280])
def test_no_number_stands_on_its_formula(shown: Shown, width: int) -> None:
    wide = shown.page.viewport_size
    shown.page.set_viewport_size({"width": width, "height": 780})
    hidden = shown.page.locator("div.math .eqno").evaluate_all(
        """all => all.filter((number) => {
            const its = number.getBoundingClientRect();
            return [...number.parentElement.querySelectorAll("mi, mo, mn, mtext")].some((sign) => {
                const one = sign.getBoundingClientRect();
                return one.left < its.right - 1 && its.left < one.right - 1
                    && one.top < its.bottom - 1 && its.top < one.bottom - 1;
            });
        }).map(number => number.textContent)"""
    )
    shown.page.set_viewport_size(wide)

    assert hidden == []


def test_every_place_of_a_page_has_a_name_of_its_own(shown: Shown) -> None:
    names = shown.page.locator("[id]").evaluate_all("all => all.map(one => one.id)")

    assert [name for name, times in Counter(names).items() if times > 1] == []


def test_every_picture_has_a_text(shown: Shown) -> None:
    silent = shown.page.evaluate(
        """() => [...document.querySelectorAll('img')]
            .filter(img => !(img.getAttribute('alt') ?? '').trim())
            .map(img => img.src)"""
    )
    assert silent == []

    unnamed = shown.page.evaluate(
        """() => [...document.querySelectorAll('svg[role=img]')]
            .filter(svg => !svg.getAttribute('aria-hidden'))
            .filter(svg => !(svg.getAttribute('aria-label') ?? '').trim()
                && !svg.getAttribute('aria-labelledby') && !svg.querySelector('title'))
            .map(svg => svg.outerHTML.slice(0, 200))"""
    )
    assert unnamed == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious(shown: Shown, theme: str) -> None:
    # Another theme has other colours and nothing else.
    rules = {} if theme == "light" else {"runOnly": ["color-contrast"]}
    shown.page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)
    # A formula's many elements have no roles, and `test_formulas_can_be_read` sees their colours.
    where = {"exclude": [["math"]]}
    found = Axe().run(shown.page, where, {"resultTypes": ["violations"], **rules})
    shown.page.evaluate("document.documentElement.dataset.theme = 'light'")

    serious = [
        f"{finding['id']} ({finding['impact']}): {node['html'][:200]}"
        for finding in found.response["violations"]
        if finding["impact"] in ("serious", "critical")
        for node in finding["nodes"]
    ]
    assert serious == []


CONTRASTS = """() => {
    const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
    const light = (colour) => {
        const [r, g, b] = numbers(colour).map((c) => {
            const part = c / 255;
            return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = (element) => {
        for (let at = element; at; at = at.parentElement) {
            const colour = getComputedStyle(at).backgroundColor;
            if ((numbers(colour)[3] ?? 1) === 1) return colour;
        }
        return "rgb(255, 255, 255)";
    };
    const found = {};
    for (const sign of document.querySelectorAll("math :is(mi, mn, mo, mtext)")) {
        const pair = [getComputedStyle(sign).color, ground(sign)];
        const [dark, bright] = pair.map(light).sort((a, b) => a - b);
        found[pair] = (bright + 0.05) / (dark + 0.05);
    }
    return found;
}"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_formulas_can_be_read(shown: Shown, theme: str) -> None:
    shown.page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)
    contrasts = shown.page.evaluate(CONTRASTS)
    shown.page.evaluate("document.documentElement.dataset.theme = 'light'")

    assert {pair: c for pair, c in contrasts.items() if c < 4.5} == {}
    assert contrasts or "/" not in shown.document or shown.page.locator("math").count() == 0


@pytest.mark.parametrize("name", problem_sets(book.ROOT))
def test_the_download_is_the_notebook_of_the_set(visit: Visit, name: str) -> None:
    page = visit.open(f"chapters/{name}")
    link = page.locator("a.download").get_attribute("href")
    assert link is not None

    answer = page.request.get(urljoin(page.url, link))
    assert answer.status == 200
    given = Path(book.ROOT / "exercises" / name / f"{name}.ipynb").read_text(encoding="utf-8")
    assert json.loads(answer.text()) == json.loads(without_neighbours(given))
    assert "_build/html" not in answer.text()


def test_every_link_inside_the_book_leads_somewhere(built_book: Path) -> None:
    scripts = re.compile("<script.*?</script>", re.S)
    pages = [built_book / f"{document}.html" for document in PAGES]
    texts = {page: scripts.sub("", page.read_text("utf-8")) for page in pages}
    places = {page: set(re.findall(r'\sid="([^"]+)"', text)) for page, text in texts.items()}

    broken = []
    for page, text in texts.items():
        for link in re.findall(r'\s(?:href|src)="([^"]*)"', text):
            if re.match(r"[a-z]+:", link):
                continue
            file, _, place = unquote(html.unescape(link)).partition("#")
            target = (page.parent / file.partition("?")[0]).resolve() if file else page
            if not target.is_file() or (place and place not in places.get(target, {place})):
                broken.append(f"{page.name}: {link}")
    assert broken == []


@pytest.mark.parametrize("visit", [{"theme": "light"}, {"theme": "dark"}], indirect=True)
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


def test_outputs_have_no_ground_of_their_own_in_the_dark(visit: Visit) -> None:
    page = visit.open("chapters/04_forward")
    page.evaluate("document.documentElement.dataset.theme = 'dark'")

    grounds = page.evaluate(
        "[...document.querySelectorAll('.output.text_html')]"
        ".map(output => getComputedStyle(output).backgroundColor)"
    )
    assert grounds
    assert set(grounds) == {"rgba(0, 0, 0, 0)"}


@pytest.mark.parametrize("visit", [{"javascript": False}], indirect=True)
def test_a_chapter_can_be_read_without_javascript(visit: Visit) -> None:
    page = visit.page
    page.goto(f"{visit.address}/chapters/05_reverse.html")

    assert page.get_by_role("heading", name="Why a topological order").is_visible()
    answers = page.locator(".solution.dropdown p")
    assert answers.count() > 4
    assert answers.locator("visible=true").count() == answers.count()
    assert page.locator(".ad-stepper table").first.is_visible()


def test_what_is_folded_is_called_by_the_words_that_are_seen(visit: Visit) -> None:
    page = visit.open("chapters/03_graphs")

    bars = page.locator("details.hide > summary")
    assert "Check by trying all orders" in bars.all_inner_texts()
    assert page.locator("summary[aria-label]").count() == 0

    answers = page.locator(".solution.dropdown")
    titles = [text.strip() for text in answers.locator(".admonition-title").all_inner_texts()]
    assert titles[0] == "Solution to Exercise 3.1"
    for answer, title in zip(answers.all(), titles, strict=True):
        assert answer.get_by_role("button", name=title, exact=True).count() == 1


def test_the_answers_are_folded_and_open_by_keyboard(visit: Visit) -> None:
    page = visit.open("chapters/03_graphs")
    answer = page.locator(".solution.dropdown").first
    text = answer.get_by_text("form a chain and keep their order")

    assert not text.is_visible()
    answer.locator("button").focus()
    page.keyboard.press("Enter")
    text.wait_for(state="visible")
