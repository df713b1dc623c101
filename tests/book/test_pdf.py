"""Is the printed book whole: every page, formula and answer, each link with a place to go to?"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from test_build import small_book

from autograder.book import build as book
from autograder.book.pdf import document, pdf

pytestmark = pytest.mark.browser

PROSE = r"""
A formula, $x^2$, a link [forward](#another-section) and one [back](index.md), and one out: <https://jax.dev>.

```{exercise}
:label: sum
Why?
```

```{solution} sum
:class: dropdown
Because of the folded answer.
```

## Another section

The front page has a section of this name, too.
"""


@pytest.fixture(scope="module")
def printed(tmp_path_factory) -> Path:
    root = small_book(tmp_path_factory.mktemp("printed"), "1 + 1", PROSE)
    front = "# Front\n\n[](07_seven.md#another-section)\n\n## Another section\n"
    (root / "chapters" / "index.md").write_text(front, "utf-8")
    assert book.build(root) == 0
    return root


def test_each_place_has_one_name_and_each_link_a_place(printed: Path) -> None:
    whole = document(printed)
    places = re.findall(r'\sid="([^"]+)"', whole)
    links = re.findall(r'<a [^>]*href="([^"]*)"', whole)

    assert [name for name, times in Counter(places).items() if times > 1] == []
    assert {"index--another-section", "07_seven--another-section"} <= set(places)
    assert {link for link in links if link.startswith("#")} > {
        "#index",
        "#07_seven--another-section",
    }
    assert {link[1:] for link in links if link.startswith("#")} <= set(places)
    assert {link for link in links if not link.startswith("#")} == {"https://jax.dev"}


def test_what_is_folded_stands_open_and_nothing_asks_to_be_pressed(printed: Path) -> None:
    whole = document(printed)

    assert "Because of the folded answer." in whole
    assert not re.search(r"<(script|button|form)\b", whole)
    assert not re.search(r"<details(?![^>]*open)", whole)
    assert whole.count("<math>") == 1


def test_the_file_is_tagged_and_has_bookmarks_and_a_language(printed: Path) -> None:
    data = pdf(printed).read_bytes()

    for part in (b"/StructTreeRoot", b"/Outlines", b"/Lang (en)", b"/Title (Another section)"):
        assert part in data, part


def test_a_book_that_is_not_built_is_not_printed(tmp_path: Path) -> None:
    root = small_book(tmp_path, "pass")

    with pytest.raises(book.BookError, match="make book"):
        pdf(root)
