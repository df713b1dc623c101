"""Where a hint sends its reader, there is that place in the book."""

import re
from pathlib import Path

import pytest
from docutils.nodes import make_id

from autograder.checks import exercises
from autograder.problem_sets.source import problem_sets

ROOT = Path(__file__).parents[2]
LINK = re.compile(r"\]\((chapters/\w+)\.html#([\w-]+)\)")
FOUND = sorted(
    {
        found
        for name in problem_sets(ROOT)
        for exercise in exercises(name)
        for text in [*exercise.words.sections.values(), exercise.words.see]
        for found in LINK.findall(text)
    }
)


def places(page):
    """Return the anchors of a chapter's headings, as docutils makes them."""
    text = (ROOT / f"{page}.md").read_text(encoding="utf-8")
    headings = re.findall(
        r"^#{1,3} (.+)$", re.sub(r"^```.*?^```", "", text, flags=re.M | re.S), re.M
    )
    return {make_id(heading.replace("`", "")) for heading in headings}


def test_hints_link_to_the_book():
    assert len(FOUND) >= 8


@pytest.mark.parametrize(("page", "place"), FOUND)
def test_the_place_is_there(page, place):
    assert place in places(page)


@pytest.mark.parametrize("name", problem_sets(ROOT))
def test_every_exercise_has_a_place(name):
    assert [one.name for one in exercises(name) if not LINK.search(one.words.see)] == []


@pytest.mark.parametrize("name", ["ps2_forward", "ps3_reverse"])
def test_every_mistake_of_a_set_with_chapters_has_a_place(name):
    for exercise in exercises(name):
        for hint, _ in exercise.mistakes:
            assert LINK.search(exercise.words[hint]), (exercise.name, hint)
