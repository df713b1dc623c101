"""Does the search find what a reader calls a thing, and show where it stands?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from autograder.book import build as book
from autograder.book.search import EnglishAndRussian

if TYPE_CHECKING:
    from visits import Visit

pytestmark = pytest.mark.browser

GLOSSARY = (book.ROOT / "chapters" / "glossary.md").read_text(encoding="utf-8")
RUSSIAN = sorted(set(re.findall("[а-яё]+", GLOSSARY.lower())))


def search(visit: Visit, words: str) -> str:
    """Search as a reader does; return what the page shows, with all excerpts there."""
    page = visit.page
    page.goto(f"{visit.address}/search.html?q={quote(words)}", wait_until="networkidle")
    page.locator("#search-results .search li .context").first.wait_for()
    return page.locator("#search-results").inner_text()


@pytest.mark.parametrize(
    "words",
    [
        "обратный режим",
        "обратного режима",
        "режимом",
        "сопряжённых переменных",
        "сопряженная переменная",
        "якобиана",
        "дуальными числами",
        "вычислительных графов",
        "автоматическому дифференцированию",
    ],
)
def test_a_russian_term_is_found_in_any_ending(visit: Visit, words: str) -> None:
    assert "Glossary" in search(visit, words)


@pytest.mark.parametrize("words", ["backpropagation", "checkpointing", "tangent", "autograd"])
def test_an_excerpt_is_text_and_no_source(visit: Visit, words: str) -> None:
    shown = search(visit, words)

    assert words in shown.lower()
    assert not re.search(r"\\[a-z]+|\$|\{\w+\}`", shown)


def test_the_page_stems_words_as_the_index_does(visit: Visit) -> None:
    page = visit.open("search")
    words = [*RUSSIAN, *(word[:-1] + end for word in RUSSIAN for end in ("ого", "ами", "ую", "е"))]
    words += ["derivatives", "graphs", "running", "tangent"]
    index = EnglishAndRussian({})

    assert len(RUSSIAN) > 50
    stems = page.evaluate(
        "all => { const s = new Stemmer(); return all.map((w) => s.stemWord(w)); }", words
    )
    assert dict(zip(words, stems, strict=True)) == {word: index.stem(word) for word in words}
