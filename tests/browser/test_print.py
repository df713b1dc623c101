"""What does a chapter look like on paper, whatever the theme on the screen?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from visits import Visit

pytestmark = pytest.mark.browser

INK = """() => {
    const seen = (one) => one.getClientRects().length && getComputedStyle(one).color;
    const texts = [...document.querySelectorAll('article :is(p, h1, h2, li, figcaption, td)')];
    return [...new Set(texts.map(seen).filter(Boolean))];
}"""


@pytest.mark.parametrize("visit", [{"theme": "light"}, {"theme": "dark"}], indirect=True)
def test_a_chapter_is_printed_dark_on_white_with_its_number(visit: Visit) -> None:
    page = visit.open("chapters/05_reverse")
    theme = page.locator("html").get_attribute("data-theme")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")

    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    for colour in page.evaluate(INK):
        red, green, blue = map(float, colour[4:-1].split(",")[:3])
        assert 0.2126 * red + 0.7152 * green + 0.0722 * blue < 130, colour
    assert page.locator("h1:visible").inner_text().startswith("5.")
    assert page.locator("button:visible, input:visible, nav:visible, header:visible").count() == 0
    answers = page.locator(".admonition.dropdown .admonition-title + *")
    assert answers.count() > 0
    assert answers.locator("visible=true").count() == answers.count(), "an answer is folded"

    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    assert page.locator("html").get_attribute("data-theme") == theme
