"""Do the summary, the problems and the homework keep their promises, and every page its head?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from test_build import cells

from autograder.book import build as book

PAGES = {page: book.ROOT / f"{page}.md" for page in book.pages()}
SUMMARY, PROBLEMS, HOMEWORK = (
    book.ROOT / "chapters" / f"{name}.md" for name in ("summary", "problems", "homework")
)


def description(path: Path) -> str:
    """What search engines are told of a page."""
    head = re.match(r"\A---\n(.*?)\n---\n", path.read_text("utf-8"), re.S)
    assert head, f"{path} has no head"
    return str(yaml.safe_load(head[1])["myst"]["html_meta"]["description"])


@pytest.mark.parametrize("page", PAGES)
def test_every_page_has_a_description_of_one_sentence(page: str) -> None:
    said = description(PAGES[page])

    assert 50 <= len(said) <= 200
    assert said.endswith(".")
    assert "\n" not in said
    assert '"' not in said


def test_descriptions_differ() -> None:
    assert len({description(path) for path in PAGES.values()}) == len(PAGES)


def test_each_definition_of_the_summary_is_explained_tested_and_run() -> None:
    sections = SUMMARY.read_text("utf-8").split("\n## ")[1:-1]

    assert len(sections) == 5
    for section in sections:
        assert re.search(r"\{prf:(definition|theorem)\}", section)
        assert re.search(r"\]\(\d\d_\w+\.md#", section), "no link to a chapter's section"
        tests = re.findall(r"`(tests/[\w/]+\.py)`", section)
        assert tests
        assert all((book.ROOT / test).is_file() for test in tests)
        assert re.search(r'code_prompt_show: "Run it', section)


def test_the_table_of_rules_names_every_chapter_that_has_one() -> None:
    table = SUMMARY.read_text("utf-8").split("\n## Rules and costs\n")[1]
    named = {int(number) for number in re.findall(r"\[(\d+)\]\(\d\d_", table)}

    # Chapter 3 has no rule but the graph, and chapter 8 compares what the others found.
    assert named == set(range(1, 17)) - {3, 8}


def test_each_problem_has_a_folded_answer_and_a_check() -> None:
    text = PROBLEMS.read_text("utf-8")
    problems = re.findall(r"`{3,}\{exercise\} [^\n]+\n:label: (prob-\S+)", text)
    answers = re.findall(r"`{3,}\{solution\} (\S+)\n:class: dropdown", text)
    checks = [cell for cell in cells(PROBLEMS) if "agree(" in cell or "compare(" in cell]

    assert len(problems) >= 3 + 2 * 5
    assert answers == problems
    assert len(checks) == len(problems)
    for part in text.split("{solution}")[1:]:
        assert part.count('code_prompt_show: "Check of the answer"') == 1


def test_the_homework_types_no_points() -> None:
    text = HOMEWORK.read_text("utf-8")

    assert [re.findall(r'"(ps\w+)"', cell) for cell in cells(HOMEWORK)] == [
        ["ps5_hvp"],
        ["ps9_hypergradients"],
    ]
    assert not re.search(r"\d+ points?|points?: \d", text)
    for asked in ("The task.", "What is given.", "What to hand in.", "How it is graded."):
        assert text.count(f"**{asked}**") == 2
