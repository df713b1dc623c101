"""No attack gains a mark, changes a classmate's, tells a secret, or leaves anything behind.

`tests/submissions/attacks/` holds them. All are handed in to one class and graded as an
instructor grades, and then the gradebook, the pages, the files and the processes are looked at.
"""

import os
import re
from unittest.mock import patch

import nbformat
import pytest
from corpus import (
    CLASSMATES,
    POINTS,
    SET,
    Page,
    digests,
    formgrader_page,
    grade_class,
    inputs,
    numbers_shown,
    read,
    secrets,
    strangers,
    traces,
)

from autograder.books.course import Course
from autograder.classroom.grade import grade

ATTACKS = read("attacks")
BY_CHANCE = 6


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    with patch.dict(os.environ):
        return grade_class(tmp_path_factory.mktemp("attacked") / "course", ATTACKS)


@pytest.fixture(scope="module")
def secret(graded):
    return secrets(graded.root)


@pytest.fixture(scope="module")
def hidden_only():
    return inputs(hidden=True) - inputs(hidden=False)


def test_there_are_sixty_attacks_and_each_says_what_stops_it():
    assert len(ATTACKS) >= 60
    assert [a.name for a in ATTACKS if not re.search(r"\bStopped by: ", a.path.read_text())] == []


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda a: a.name)
def test_attack_gets_what_its_honest_part_is_worth(graded, attack):
    outcome = graded.outcomes[attack.name]
    assert outcome.marks == attack.marks, f"{outcome}\n{graded.scores.get(attack.name)}"
    assert (outcome.problem is None) == (attack.marks is not None), outcome.problem


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda a: a.name)
def test_gradebook_holds_the_marks_of_each_solved_exercise_and_no_others(graded, attack):
    found = graded.scores.get(attack.name, {})
    if attack.marks is None:
        assert sum(found.values()) == 0
    elif attack.marks == sum(POINTS[name] for name in attack.solved):
        assert found == {n: p if n in attack.solved else 0 for n, p in POINTS.items()}
    else:
        assert sum(found.values()) == attack.marks


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda a: a.name)
def test_nothing_secret_is_told(graded, secret, attack):
    told, own = graded.told(attack.name), graded.submitted(attack.name)
    found = {what: text for text, what in secret.items() if text in told and text not in own}
    assert found == {}


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda a: a.name)
def test_hidden_inputs_are_not_told(graded, hidden_only, attack):
    # One or two numbers of two digits may come up by chance.
    assert len(hidden_only & numbers_shown(graded, attack.name)) < BY_CHANCE


def test_hidden_inputs_would_be_seen(hidden_only):
    assert len(hidden_only) > 20 * BY_CHANCE


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda a: a.name)
def test_feedback_holds_nothing_that_acts(graded, attack):
    page = graded.page(attack.name)
    assert bool(page) == (attack.marks is not None)
    assert Page(page).found == []
    for text in attack.absent:
        assert text not in re.sub(r"<pre class=\"code\"[^>]*>.*?</pre>", "", page, flags=re.DOTALL)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda a: a.name)
def test_outputs_in_the_notebook_hold_no_forged_report_and_nothing_huge(graded, attack):
    text = graded.notebook(attack.name)
    assert len(text) < 40 * 2**20
    if not text:
        return
    notebook = nbformat.reads(text, as_version=4)
    nbformat.validate(notebook)
    for cell in notebook.cells:
        reports = [o for o in cell.get("outputs", []) if "report+json" in str(o.get("data", {}))]
        assert not reports or cell.metadata.nbgrader.get("grade"), cell.source


@pytest.mark.parametrize("attack", [a for a in ATTACKS if a.absent], ids=lambda a: a.name)
def test_nothing_acts_where_the_instructor_marks_by_hand(graded, attack):
    page = Page(formgrader_page(graded, attack.name))
    assert "alert(1)" not in page.scripts
    acting = [found for found in page.found if "alert(1)" in found or "192.0.2.1" in found]
    assert acting == []
    assert not {"<iframe>", "<object>", "<embed>", "<base>", "srcdoc"} & set(page.found)


@pytest.mark.parametrize("attack", [a for a in ATTACKS if a.told], ids=lambda a: a.name)
def test_the_instructor_is_told(graded, attack):
    for text in attack.told:
        assert text in graded.said(attack.name)


@pytest.mark.parametrize("student", CLASSMATES)
def test_classmates_keep_their_marks(graded, student):
    wanted = {n: p if n in CLASSMATES[student] else 0 for n, p in POINTS.items()}
    assert graded.scores[student] == wanted
    assert graded.outcomes[student].problem is None
    assert graded.outcomes[student].repairs == []
    assert "marks" in graded.page(student)


def test_everybody_was_graded_or_named(graded):
    assert set(graded.outcomes) == set(CLASSMATES) | {a.name for a in ATTACKS}


def test_the_gradebook_has_the_set_as_it_was_released(graded):
    with Course.at(graded.root).gradebook() as gradebook:
        assert [a.name for a in gradebook.assignments] == [SET]
        cells = gradebook.find_notebook(SET, SET).grade_cells
        assert {c.name: c.max_score for c in cells} == {f"{n}-check": p for n, p in POINTS.items()}


def test_no_file_of_the_course_was_changed_added_or_removed(graded):
    assert graded.files_after == graded.files_before


def test_nothing_is_left_behind(graded):
    assert graded.processes == []
    assert strangers() == []
    assert traces(graded.root) == []


def test_only_notebooks_and_pages_were_written_and_no_link_was_followed(graded, secret):
    for step in ("autograded", "feedback"):
        for path in (graded.root / step).rglob("*"):
            assert not path.is_symlink(), path
            if path.is_file() and path.suffix not in (".ipynb", ".html"):
                data = path.read_bytes().decode(errors="replace")
                assert [what for text, what in secret.items() if text in data] == [], path


def test_grading_again_changes_nothing(graded):
    before = digests(graded.root)
    with patch.dict(os.environ):
        again = grade(graded.root, SET, tell=lambda line: None)
    assert {o.student for o in again if not o.unchanged} == {
        a.name for a in ATTACKS if a.marks is None
    }
    assert digests(graded.root) == before
