"""What findings promise: the reason first, what came and what is right, readable everywhere."""

import re
from html import unescape
from html.parser import HTMLParser

import numpy as np
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.utils import determine_grade

from autograder.checks.compare import difference, may_be_said
from autograder.checks.hints import common, titled
from autograder.checks.markup import BOOK
from autograder.checks.parts import Failure, Part
from autograder.checks.progress import Overview, Row
from autograder.checks.report import Report
from autograder.feedback.harmless import Harmless
from autograder.isolation.beside import TEXT

HINT = "A node that is used twice receives two contributions; `=` keeps the last one."
LINKED = "Contributions add up: see [Chapter 5, fan-out adds](05_reverse.html#fan-out-adds)."


def case(got, want, says="`x = 3`"):
    found = difference(got, want)
    return Failure(says, found.message, found.got, found.want)


def failed(title, *failures, points=1.0, **hints):
    named = {name.replace("_", "-"): text for name, text in hints.items()}
    return Part(title, points, len(failures), list(failures), named)


def report(*parts, hidden=False, notes=()):
    return Report("backward", hidden, list(parts), list(notes))


NUMBER = case(75.0, 25.0)
PASSED = [Part("the first", 1, 4), Part("the `second`", 2, 4)]


def words_of(html):
    """Return the words that a page shows, without markup and line ends."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def shown(made):
    """Return the words of both forms; what holds for a person holds in either."""
    return [" ".join(made.to_text().split()), words_of(made.to_html())]


def test_the_hint_comes_first_then_what_failed_and_what_passed_in_one_line():
    made = report(PASSED[0], failed("twice", NUMBER, over_written=HINT), PASSED[1])
    for words in shown(made):
        places = [words.index(w) for w in ("Over written", "receives two", "twice (0/1)", "got 75")]
        assert places == sorted(places)
        assert words.replace("`", "").index("the first; the second (3/3)") > places[-1]
        assert "over-written" not in words


def test_a_title_is_made_of_the_hints_name_or_stands_at_the_start_of_its_text():
    assert titled("nearly-right", "Text.") == ("Nearly right", "Text.")
    assert titled("g-as-ones", "Text.") == ("g as ones", "Text.")
    assert titled("g-as-ones", "**Ones for `g`.** Text.") == ("Ones for `g`", "Text.")
    made = report(failed("twice", NUMBER, lost="**The last use only.** Add."))
    assert made.to_json()["parts"][0]["titles"] == ["The last use only"]
    assert all("**" not in words for words in shown(made))


@pytest.mark.parametrize(("cases", "says"), [(3, ""), (4, "1 more case"), (5, "2 more cases")])
def test_cases_beyond_three_are_counted(cases, says):
    for words in shown(report(failed("twice", *[NUMBER] * cases, lost=HINT))):
        assert words.count("got 75") == 3
        assert re.findall(r"\d more cases?", words) == ([says] if says else [])


def test_a_part_that_failed_for_the_same_reason_says_so():
    other = case(2.0, 7.0)
    for words in shown(report(failed("a", NUMBER, lost=HINT), failed("b", other, lost=HINT))):
        assert words.count("receives two") == 1
        assert "as above" in words
        assert "expected 7" not in words


def test_of_a_generic_hint_each_part_shows_its_own_case():
    text = common("wrong-value")
    other = case(2.0, 7.0)
    parts = [
        failed(title, one, wrong_value=text)
        for title, one in zip("ab", [NUMBER, other], strict=True)
    ]
    for words in shown(report(*parts)):
        assert "as above" not in words
        assert "expected 7" in words
    again = failed("c", Failure("x", "raised `KeyError`: 1"), raised=common("raised"))
    for words in shown(report(again, again)):
        assert words.count("KeyError") == 1


# ------------------------------------------------------------------------------ values


@pytest.mark.parametrize(
    ("got", "want", "says"),
    [
        (75.0, 25.0, "got 75, expected 25"),
        (-25.0, 25.0, "got -25, expected 25: it is −1 times the right value"),
        (0.0, 25.0, "got 0, expected 25"),
        (3.0, 0.0, "got 3, expected 0"),
        (np.array([[3.0]]), np.array([[4.0]]), "got 3, expected 4"),
        (float("nan"), 0.5, "got nan, expected 0.5"),
        (25.0000001, 25.0, "got 25.0000001, expected 25"),
    ],
)
def test_a_number_is_shown_beside_the_right_one(got, want, says):
    for words in shown(report(failed("value", case(got, want), lost=HINT))):
        assert f"x = 3`: {says}" in words or f"x = 3 : {says}" in words
        assert "relative error" not in words


def picture(made):
    """Return the picture in the text and the one in HTML, as rows of True for what is right."""
    lines = [line.split() for line in made.to_text().splitlines() if set(line) <= set(" ✓✗")]
    rows = re.findall(r"<tr.*?</tr>", made.to_html())
    html = [re.findall(r"[✓✗]</td>", row) for row in rows]
    return [[sign[0] == "✓" for sign in row] for row in [*filter(None, lines)]], [
        [sign[0] == "✓" for sign in row] for row in html
    ]


RNG = np.random.default_rng(3)
J = RNG.normal(size=(4, 4))


def test_a_transposed_jacobian_is_seen_at_a_glance():
    text, html = picture(report(failed("J", case(J.T, J), lost=HINT)))
    assert text == html == np.eye(4, dtype=bool).tolist()


def test_a_missing_diagonal_is_seen_at_a_glance():
    text, html = picture(report(failed("J", case(J * (1 - np.eye(4)), J), lost=HINT)))
    assert text == html == (~np.eye(4, dtype=bool)).tolist()


def test_a_vector_is_a_row_with_its_numbers_on_demand():
    want = np.arange(1.0, 13.0)
    made = report(failed("v", case(np.where(want == 3, 0.125, want), want), lost=HINT))
    text, html = picture(made)
    assert text == html == [(want != 3).tolist()]
    details = re.search(r"(?s)<details>(.*)</details>", made.to_html())[1]
    assert "0.125" in details
    assert 'title="[2]: got 0.125, expected 3"' in made.to_html()


def test_what_is_too_large_for_a_picture_is_said_in_words():
    large = RNG.normal(size=(13, 13))
    deep = RNG.normal(size=(2, 3, 4))
    lost = deep.copy()
    lost[:, 1] = 0
    one = deep.copy()
    one[1, 2, 0] = deep[0, 0, 1] = 7.0
    for got, want, says in [
        (large * (1 - np.eye(13)), large, "13 of 169 entries are wrong, those on the diagonal"),
        (large * np.eye(13), large, "156 of 169 entries are wrong, all but those on the diagonal"),
        (lost, np.where(lost, lost, deep), "8 of 24 entries are wrong, all at [:, 1, :]"),
        (one, deep, "2 of 24 entries are wrong, the first at [0, 0, 1]: got"),
        (large + 1, large, "all 169 entries are wrong, relative error"),
    ]:
        made = report(failed("large", case(got, want), lost=HINT))
        assert picture(made) == ([], [])
        assert all(says in words for words in shown(made))


def test_hidden_inputs_show_neither_numbers_nor_pictures():
    hidden = Failure("`x` of shape (4, 4)", "not the right value")
    made = report(failed("J", hidden, lost=HINT), *PASSED, hidden=True)
    for words in shown(made):
        assert not {"got", "expected", "numbers"} & set(words.split())
    assert picture(made) == ([], [])
    assert "<table" not in made.to_html()


# ------------------------------------------------------------------------------ no answer


def test_an_exercise_that_is_not_started_is_one_quiet_line():
    stub = Failure("x", "not solved yet")
    parts = [failed(str(i), stub, not_solved=common("not-solved")) for i in range(6)]
    made = report(*parts)
    assert made.to_text() == "backward: not started, 0 of 6 marks"
    assert words_of(made.to_html()) == made.to_text()
    assert "opacity" in made.to_html()


def test_a_check_before_its_answer_says_what_to_run():
    missing = Failure("this cell", "`Node` is not defined")
    parts = [failed(str(i), missing, no_answer=common("no-answer")) for i in range(3)]
    text = report(*parts).to_text()
    assert text == "backward, 0 of 3 marks. Run the cells above first: `Node` is not defined."
    assert words_of(report(*parts).to_html()) == text.replace("`Node`", "Node")


# ------------------------------------------------------------------------------ errors


def test_an_error_keeps_its_line_ends():
    text = "traced array\nThe error occurred while tracing\n  <f> at line 1"
    made = report(failed("v", Failure("x", f"raised `E`: {text}"), raised=common("raised")))
    assert "traced array\nThe error occurred while tracing\n  &lt;f&gt; at line 1" in made.to_html()
    assert "<f>" not in made.to_html()
    lines = [line.strip() for line in made.to_text().splitlines()]
    assert lines[lines.index("traced array") + 1] == "The error occurred while tracing"


def test_an_error_that_was_cut_is_not_cut_in_a_word():
    text = ("somewhere " * 80)[: TEXT - 3] + "abc"
    made = report(failed("v", Failure("x", f"raised `E`: {text}"), raised=common("raised")))
    for words in shown(made):
        assert "somewhere …" in words
        assert "abc" not in words


def test_errors_of_jax_have_a_name():
    errors = pytest.importorskip("jax").errors
    named = [n for n in dir(errors) if isinstance(getattr(errors, n), type) and "Error" in n]
    assert len(named) > 5
    assert [n for n in [*named, "XlaRuntimeError"] if not may_be_said(n)] == []


def test_what_an_answer_wrote_is_no_markup():
    hostile = "<b>x</b> [y](z.html) **w** \"'"
    made = report(failed("v", Failure(hostile, hostile), lost=HINT), notes=[hostile])
    assert "<b>" not in made.to_html()
    assert "<a " not in made.to_html()


# ------------------------------------------------------------------------------ the book


def link(made):
    found = re.search(r'<a href="([^"]*)"[^>]*>([^<]*)</a>', made.to_html())
    return found and found.groups()


def test_a_hint_links_to_the_paragraph_of_the_book(tmp_path, monkeypatch):
    made = report(failed("twice", NUMBER, lost=LINKED))
    graded = report(failed("twice", NUMBER, lost=LINKED), hidden=True)
    monkeypatch.delenv(BOOK, raising=False)
    folder = tmp_path / "exercises" / "ps3_reverse"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    assert link(made) is None
    assert all("see Chapter 5, fan-out adds." in words for words in shown(made))
    (tmp_path / "_build" / "html").mkdir(parents=True)
    (tmp_path / "_build" / "html" / "05_reverse.html").touch()
    place = "05_reverse.html#fan-out-adds"
    assert link(made) == (f"../../_build/html/{place}", "Chapter 5, fan-out adds")
    assert link(graded) is None, "the grader's own paths help nobody"
    monkeypatch.setenv(BOOK, "https://book.example/autodiff/")
    for one in (made, graded):
        assert link(one) == (f"https://book.example/autodiff/{place}", "Chapter 5, fan-out adds")
    assert f"adds (https://book.example/autodiff/{place})." in shown(made)[0]


# ------------------------------------------------------------------------------ readable everywhere

MANY = report(
    failed("J", case(J.T, J), case(J + 1, J), points=2, lost=HINT + LINKED),
    failed("again", case(J.T, J), lost=HINT + LINKED),
    failed("v", *[NUMBER] * 5, wrong_value=common("wrong-value")),
    failed("e", Failure("x", "raised `ValueError`: two\nlines"), raised=common("raised")),
    *PASSED,
    notes=["your code gave the warning `RuntimeWarning`: divide by zero; it costs no marks."],
)
ROWS = [
    Row("unbroadcast", 3, 3),
    Row("backward", 2, 5, "Overwritten, shared array, " + "many other things, " * 6),
    Row("a_long_name_of_an_exercise", 0.25, 10, "Wrong value"),
    Row("grad", 0, 2, "not started", started=False),
    Row("pca", None, 3, "your instructor gives these", started=False),
]
FORMS = [
    MANY,
    report(*PASSED),
    report(failed("J", NUMBER, lost=HINT), *PASSED, hidden=True),
    report(failed("a", Failure("x", "not solved yet"), not_solved=common("not-solved"))),
    report(failed("a", Failure("x", "`y` is not defined"), no_answer=common("no-answer"))),
    Overview(ROWS),
]
LIGHT, DARK = ("#ffffff", "#f7f7f7"), ("#111111", "#1e1e1e")


def rgba(text):
    """Return a colour as three numbers from 0 to 1, and its opacity."""
    if text.startswith("#"):
        return [int(text[i : i + 2], 16) / 255 for i in (1, 3, 5)], 1.0
    *colour, alpha = map(float, re.findall(r"[\d.]+", text))
    return [c / 255 for c in colour], alpha


def mixed(below, above, alpha):
    return [b + alpha * (a - b) for a, b in zip(above, below, strict=True)]


def contrast(one, other):
    """WCAG 2.2, relative luminance and contrast ratio."""

    def luminance(colour):
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


class Colours(HTMLParser):
    """Collects, for a page of that colour, the contrast of each text and of each edge."""

    def __init__(self, page):
        super().__init__()
        background = rgba(page)[0]
        ink = mixed(background, [0.0] * 3 if page in LIGHT else [1.0] * 3, 0.87)
        # What is painted below, the colour of text, and the opacities above with their backdrops.
        self.stack = [(background, ink, ())]
        self.texts, self.edges = {}, {}

    def handle_starttag(self, tag, attributes):
        style = dict(p.split(":", 1) for p in dict(attributes).get("style", "").split(";") if p)
        background, ink, veils = self.stack[-1]
        if "opacity" in style:
            veils = (*veils, (float(style["opacity"]), background))
        if "border-left" in style:
            colour, alpha = rgba(style["border-left"].split()[-1])
            self.edges[style["border-left"]] = contrast(
                mixed(background, colour, alpha), background
            )
        if (below := style.get("background-color", "transparent")) != "transparent":
            colour, alpha = rgba(below)
            background = mixed(background, colour, alpha)
        if style.get("color", "inherit") != "inherit":
            ink = rgba(style["color"])[0]
        if tag not in ("br", "wbr"):
            self.stack.append((background, ink, veils))

    def handle_endtag(self, tag):
        self.stack.pop()

    def handle_data(self, data):
        background, ink, veils = self.stack[-1]
        for opacity, backdrop in reversed(veils):
            ink = mixed(backdrop, ink, opacity)
            background = mixed(backdrop, background, opacity)
        self.texts[data] = contrast(ink, background)


@pytest.mark.parametrize("page", [*LIGHT, *DARK])
@pytest.mark.parametrize("made", FORMS, ids=range(len(FORMS)))
def test_text_has_contrast_in_light_and_dark_themes(made, page):
    colours = Colours(page)
    colours.feed(made.to_html())
    assert len(colours.stack) == 1, "every tag is closed"
    assert {t: c for t, c in colours.texts.items() if c < 4.5} == {}
    assert {e: c for e, c in colours.edges.items() if c < 3 and "#" in e} == {}


@pytest.mark.parametrize("made", FORMS, ids=range(len(FORMS)))
def test_a_terminal_needs_80_columns(made):
    assert max(map(len, made.to_text().splitlines())) <= 80


@pytest.mark.parametrize("made", FORMS[:5], ids=range(5))
def test_what_our_feedback_keeps_of_the_look_can_be_read(made):
    kept = Harmless().html(made.to_html())
    assert words_of(kept) == words_of(made.to_html())
    for style in re.findall(r'style="([^"]*)"', kept):
        assert ("color:#ffffff" in style) <= ("background-color" in style), style


def test_all_that_is_seen_in_colour_is_also_said_by_a_sign():
    unstyled = re.sub(r' style="[^"]*"', "", MANY.to_html())
    assert "✗" in unstyled
    assert "✓" in unstyled
    assert words_of(unstyled) == words_of(MANY.to_html())


# ------------------------------------------------------------------------------ the value of a cell

CELL = """
from autograder.checks import Marks, Report
from autograder.checks.parts import Part
%precision 0
Marks(Report("value", False, [Part("a", 0.75, 1), Part("b", 2, 0)]))
"""


def test_nbgrader_reads_the_marks_of_a_result_that_shows_nothing(tmp_path):
    cell = new_code_cell(CELL)
    cell.metadata["nbgrader"] = {"grade": True, "solution": False, "points": 3, "grade_id": "c"}
    resources = {"metadata": {"path": str(tmp_path)}}
    NotebookClient(new_notebook(cells=[cell]), resources=resources).execute()
    (result,) = [o for o in cell.outputs if o.output_type == "execute_result"]
    assert determine_grade(cell) == (0.75, 3)
    assert result.data["text/plain"] == "0.75"
    seen = re.sub(r"<style>.*</style>", "", result.data["text/html"])
    assert words_of(seen) == ""
