"""Do the cells of a chapter show what was computed, and of a set what its checks and source say?"""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import pytest
import test_build as chapters

import autograder.checks
from autograder.book import build as book
from autograder.book.cells import beside, html_table, points_table, problem_set, signature, table
from autograder.drawing import Figure
from autograder.errors import SourceError

SETS = sorted((book.ROOT / "chapters").glob("ps*.md"))

CHECKS = {
    "__init__.py": """\
from autograder.checks.fake_set.twice import check as twice
from autograder.checks.fake_set.pair import check as pair

EXERCISES = (twice, pair)
BY_PERSON = {"measured": 2, "explained": 1.5}
""",
    "twice.py": """\
from autograder.checks import Exercise


def right(x):
    return 2 * x


check = Exercise(__name__, right)
check.part("small numbers", 1)(lambda draw: [(1.0,)])
check.part("large ones", 0.5)(lambda draw: [(1e9,)])
""",
    "twice.en.md": """# Two times $x$

Write `twice`, without a `+`.

See: [Chapter 1, sums & twice](chapters/01_sums.html#twice)
""",
    "twice.ru.md": "# Дважды $x$\n\nНапишите `twice`.\n\n## small numbers\nмалые числа\n",
    "pair.py": """\
from autograder.checks import Exercise


class Pair:
    pass


check = Exercise(__name__, Pair, answer="Pair")
check.part("it is there", 2)(lambda draw: [()])
""",
    "pair.en.md": "# A pair\n\nComplete the class.\n",
}
SOURCE = """\
---
kernelspec:
  display_name: Python 3
  language: python
  name: python3
---

# A set

{points}

## {twice}

{task}

```{code-cell}
:id: twice

def twice(x):
    \"\"\"Return two times x.

    x: a number.
    \"\"\"
    ### BEGIN SOLUTION
    return x * 2  # secret
    ### END SOLUTION
```

## {pair}

{task}

```{code-cell}
:id: pair

### BEGIN SOLUTION
def secret_helper():
    return 1
### END SOLUTION

class Pair:
    \"\"\"Two numbers.\"\"\"

    def __init__(self, a, b=0.0):
        self.a, self.b = a, b

    def first(self):
        ### BEGIN SOLUTION
        return self.a  # secret
        ### END SOLUTION
```

## {measured explained} The experiment (a small one)

```{code-cell}
:id: measured

### BEGIN SOLUTION
secret = 1
### END SOLUTION
```

+++ {"id": "explained"}

A secret explanation.
"""


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course with one set of two exercises, and two answers that a person marks."""
    checks = tmp_path / "checks" / "fake_set"
    checks.mkdir(parents=True)
    for name, text in CHECKS.items():
        (checks / name).write_text(text, "utf-8")
    (tmp_path / "solutions").mkdir()
    (tmp_path / "solutions" / "fake_set.md").write_text(SOURCE, "utf-8")
    places = [*autograder.checks.__path__, str(tmp_path / "checks")]
    monkeypatch.setattr(autograder.checks, "__path__", places)
    yield tmp_path
    for name in [name for name in sys.modules if "fake_set" in name]:
        del sys.modules[name]
    vars(autograder.checks).pop("fake_set", None)


def test_a_page_says_what_the_checks_of_a_set_say(course: Path) -> None:
    said = problem_set("fake_set", course).data

    overview, *tasks = said.split("\n(fake_set-")
    read = '<br><a class="reference internal" href="chapters/01_sums.html#twice">'
    read += "Chapter 1, sums &amp; twice</a>"
    assert f"| 1 | [Two times $x$](fake_set-twice) `twice`{read} | 1.5 |" in overview
    assert "| 2 | [A pair](fake_set-pair) `pair` | 2 |" in overview
    assert "| 3 | [The experiment (a small one)](fake_set-measured) | 3.5 |" in overview
    assert "a person gives 3.5** | **7** |" in overview

    twice, pair, experiment = tasks
    assert points_table("fake_set", course).data == overview.strip()
    assert twice.startswith("twice)=\n### 1. Two times $x$ (1.5 points)\n\nWrite `twice`, without")
    assert "- small numbers (1)\n- large ones (0.5)" in twice
    assert pair.startswith("pair)=\n### 2. A pair (2 points)\n\nComplete the class.")
    assert experiment == (
        "measured)=\n### 3. The experiment (a small one) (3.5 points, given by a person)\n\n"
        "- measured (2)\n- explained (1.5)"
    )


def test_a_page_shows_signatures_and_docstrings_and_no_solution(course: Path) -> None:
    said = problem_set("fake_set", course).data

    function, classes = re.findall(r"```python\n(.*?)\n```", said, re.S)
    assert function == 'def twice(x):\n    """Return two times x.\n\n    x: a number.\n    """'
    head = "    def __init__(self, a, b=0.0):\n        ..."
    assert classes == f'class Pair:\n    """Two numbers."""\n\n{head}'
    assert "secret" not in said


def test_an_answer_that_is_all_solution_shows_nothing() -> None:
    assert signature("def helper():\n    return 1") == ""
    assert signature("### BEGIN SOLUTION\ndef helper():\n    return 1\n### END SOLUTION") == ""


def test_a_chapter_in_any_folder_of_a_course_finds_its_set(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chapter = course / "ru" / "chapters"
    chapter.mkdir(parents=True)
    assert 'href="../../chapters/01_sums.html#twice"' in problem_set("fake_set", chapter).data

    monkeypatch.chdir(chapter)
    monkeypatch.setenv("AUTOGRADER_LANGUAGE", "ru")

    said = problem_set("fake_set").data

    assert "[Дважды $x$](fake_set-twice)" in said
    assert "Напишите `twice`." in said
    assert "- малые числа (1)" in said


def test_a_set_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"solutions/ps99\.md"):
        problem_set("ps99", tmp_path)


@pytest.mark.parametrize("page", SETS, ids=lambda path: path.stem)
def test_the_page_of_a_set_types_nothing_that_its_checks_say(page: Path) -> None:
    calls = [
        node
        for cell in chapters.cells(page)
        for node in ast.walk(ast.parse(cell))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "problem_set"
    ]
    (call,) = calls
    assert ast.literal_eval(call.args[0]) == page.stem

    text = page.read_text("utf-8")
    assert not re.search(r"\d+ points?\b", text), "points are typed"
    for part in problem_set(page.stem, page.parent).data.split("### ")[1:]:
        _, _, task = part.partition("\n\n")
        task = task.partition("\n\n")[0].strip()
        assert not task or task not in text, "a task is typed"


def test_a_table_shows_numbers_rounded_and_on_the_right() -> None:
    shown = table(["name", "value"], [["$x$", 1 / 3], ["y", 20.0]], digits=3).data

    assert shown.splitlines() == [
        "| name | value |",
        "| :--- | ---: |",
        "| $x$ | 0.333 |",
        "| y | 20 |",
    ]


def test_a_figure_stands_beside_a_table() -> None:
    shown = beside(Figure("<svg/>"), html_table(["node", "value"], [["x", 1 / 3]])).data

    assert shown.startswith('<div class="beside"><div><svg/></div><div><table')
    assert '<tr><th scope="row">x</th><td>0.33333</td></tr>' in shown
