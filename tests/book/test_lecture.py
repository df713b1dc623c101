"""Is every topic of the lecture and the seminar where the contributors' guide says that it is?"""

from __future__ import annotations

import re

import pytest

from autograder.book import build as book

GUIDE = (book.ROOT / "CONTRIBUTING.md").read_text("utf-8")
TABLE = GUIDE.split("\n## The lecture, the seminar, and where they went\n")[1].split("\n## ")[0]
ROWS = re.findall(r"^\| (.+) \| (\w+) \| (.+) \|$", TABLE, re.M)[1:]


def places(page: str) -> set[str]:
    """The headings and, between backticks, the labels of a chapter (its number) or of a page."""
    name = f"{int(page):02}_*.md" if page.isdigit() else f"{page}.md"
    (path,) = (book.ROOT / "chapters").glob(name)
    text = path.read_text("utf-8")
    labels = re.findall(r"^(?::label:|    name:) ([\w-]+)$", text, re.M)
    without_code = re.sub(r"^(`{3,})\{code-cell\}.*?^\1$", "", text, flags=re.M | re.S)
    headings = re.findall(r"^#{2,3} (.+)$", without_code, re.M)
    return {*headings, *(f"`{label}`" for label in labels)}


@pytest.mark.parametrize(("topic", "page", "where"), ROWS)
def test_a_topic_is_in_its_place(topic: str, page: str, where: str) -> None:
    assert set(where.split("; ")) - places(page) == set(), topic


def test_every_chapter_has_a_topic() -> None:
    chapters = {int(path.stem[:2]) for path in (book.ROOT / "chapters").glob("[0-9][0-9]_*.md")}

    assert chapters <= {int(page) for _, page, _ in ROWS if page.isdigit()}
    assert len(ROWS) > 60
