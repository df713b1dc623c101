"""What a check promises to students: marks in parts, a measured hint, nothing given away."""

import json
import sys
import warnings

import numpy as np
import pytest

from autograder.checks import REPORT_MIME, Case, Counted, Exercise
from autograder.checks.compare import Difference, alike, difference
from autograder.checks.exercise import OPEN_SEED, SEED_VARIABLE
from autograder.checks.hints import common
from autograder.errors import CheckError
from autograder.isolation.beside import Opaque

NAME = "test_framework"


def double_it(x):
    return 2 * x


def made(**settings):
    """Return a check of `double`, with two parts and three mistakes."""
    check = Exercise(__name__, double_it, answer="double", **settings)

    @check.part("value", 1)
    def _(draw):
        for _ in draw.times(2, 6):
            yield (draw.normal(3),)

    @check.part("shape", 2)
    def _(draw):
        yield (draw.normal(2, 3),)

    @check.mistake
    def not_doubled(x):
        return x

    @check.mistake
    def squared(x):
        return x**2

    @check.mistake
    def recursion(x):
        return recursion(x)

    return check


def run(answer, hidden=False, seed=1, **names):
    return made().run({"double": answer, **names}, seed=seed, hidden=hidden)


def test_right_answer_gets_all_and_no_hint():
    report = run(lambda x: 2 * x)
    assert report.marks == report.points == 3
    assert report.hints == []


def test_marks_are_given_part_by_part():
    report = run(lambda x: 2 * x if x.ndim == 1 else x)
    assert [part.marks for part in report.parts] == [1, 0]
    assert report.hints == ["not-doubled"]


@pytest.mark.parametrize(
    ("answer", "hint"),
    [
        (lambda x: x, "not-doubled"),
        (lambda x: x**2, "squared"),
        (lambda x: None, "returned-nothing"),
        (lambda x: "2x", "wrong-type"),
        (lambda x: 2 * x[:1], "wrong-shape"),
        (lambda x: x * np.nan, "not-finite"),
        (lambda x: 2 * x + 0.1, "wrong-value"),
        (lambda x: 2 * x * (1 + 1e-6), "nearly-right"),
        (lambda x: x.undefined, "raised"),
        (lambda x: np.multiply(x, 2, out=x), "arguments-changed"),
        (lambda x: object(), "wrong-type"),
    ],
)
def test_a_mistake_gets_its_hint(answer, hint):
    for hidden in (False, True):
        report = run(answer, hidden)
        assert report.marks == 0
        assert list(report.parts[0].hints) == [hint]


def test_an_exception_that_a_mistake_raises_is_that_mistake():
    def endless(x):
        return endless(x)

    assert run(endless).hints == ["recursion"]


def test_a_mistake_is_named_only_where_it_explains_every_failed_case():
    calls = []

    def sometimes(x):
        calls.append(1)
        return x if len(calls) % 2 else x + 1

    report = run(sometimes)
    assert list(report.parts[0].hints) == ["wrong-value"]
    assert list(report.parts[1].hints) == ["not-doubled"]


def test_two_mistakes_that_explain_all_failed_cases_together_are_both_named():
    calls = []

    def both(x):
        calls.append(1)
        return x if len(calls) % 2 else x**2

    assert list(run(both).parts[0].hints) == ["not-doubled", "squared"]


def test_of_two_mistakes_that_explain_what_failed_the_one_that_spares_what_passed_is_named():
    check = Exercise(__name__, double_it, answer="double")

    @check.part("numbers", 1)
    def _(draw):
        yield (draw.uniform(1, 2),)

    @check.part("arrays", 1)
    def _(draw):
        yield (draw.normal(3),)

    @check.mistake
    def not_doubled(x):
        return x

    @check.mistake
    def shape_only(x):
        return x if np.ndim(x) else 2 * x

    report = check.run({"double": shape_only}, seed=1)
    assert report.hints == ["shape-only"]
    assert check.run({"double": not_doubled}, seed=1).hints == ["not-doubled"]


def shapes(right, *mistakes):
    """Return a check with two parts, one of long arrays and one of short ones, and mistakes."""
    check = Exercise(__name__, right, answer="double")

    @check.part("long", 1)
    def _(draw):
        yield (draw.normal(4),)
        yield (draw.normal(5),)

    @check.part("short", 1)
    def _(draw):
        yield (draw.normal(2),)
        yield (draw.normal(3),)

    for name, program in mistakes:
        check.mistake(name)(program)
    return check


def test_of_a_mistakes_spellings_the_one_that_explains_is_held_to_what_passed():
    def wrong_where_long(x):
        return x if len(x) > 3 else 2 * x

    check = shapes(
        double_it,
        ("not-doubled", lambda x: x),  # wrong in the second part too, where the answer is right
        ("not-doubled", lambda x: 3 * x if len(x) > 3 else 2 * x),  # explains nothing
        ("shape-only", wrong_where_long),
    )
    assert check.run({"double": wrong_where_long}, seed=1).hints == ["shape-only"]


def test_that_both_stop_with_an_error_does_not_make_a_pair_of_mistakes():
    def stopped(x):
        raise ValueError

    check = shapes(
        double_it,
        ("not-doubled", lambda x: x if len(x) == 4 else 2 * x),
        ("recursion", lambda x: stopped(x) if len(x) == 5 else 2 * x),
    )

    def answer(x):
        return x if len(x) == 4 else stopped(x) if len(x) == 5 else 2 * x

    assert check.run({"double": answer}, seed=1).hints == ["raised"]


def test_beside_a_named_mistake_nobody_says_that_it_is_none_of_the_usual_ones():
    report = run(lambda x: x if x.ndim == 1 else x + 1)
    assert report.hints == ["not-doubled", "wrong-value"]
    assert report.parts[1].hints["wrong-value"] == common("wrong-value-too")
    assert run(lambda x: x + 1).parts[1].hints["wrong-value"] == common("wrong-value")


def test_what_is_not_finite_gets_the_parts_own_hint():
    check = Exercise(__name__, double_it, answer="double")
    check.part("large", 1, otherwise="squared")(lambda draw: [(draw.normal(2),)])
    assert check.run({"double": lambda x: x * np.inf}, seed=1).hints == ["squared"]


def test_a_stub_gets_one_plain_finding():
    def stub(x):
        raise NotImplementedError(NAME)

    report = run(stub)
    assert report.marks == 0
    assert report.hints == ["not-solved"]
    assert not report.started


def test_an_answer_that_is_not_there_says_run_the_cells_above():
    report = made().run({}, seed=1)
    assert report.marks == 0
    assert report.hints == ["no-answer"]
    assert "Run the cells above" in report.to_text()


def test_exit_in_an_answer_costs_its_part_only():
    def leaving(x):
        if x.ndim == 1:
            raise SystemExit(0)
        return 2 * x

    assert [part.marks for part in run(leaving).parts] == [0, 2]


@pytest.mark.parametrize("convert", [np.float32, list, np.ndarray.tolist])
def test_what_holds_the_numbers_of_an_array_is_one(convert):
    assert run(lambda x: convert(2 * x)).parts[0].passed


def test_single_precision_is_refused_where_double_is_asked_and_says_so():
    report = made(double=True).run({"double": lambda x: np.float32(2 * x)}, seed=1)
    assert report.marks == 0
    assert report.hints == ["single-precision"]


def test_single_precision_is_not_taken_for_a_mistake_that_is_right_to_some_digits():
    check = made(double=True)

    @check.mistake("squared")
    def nearly(x):
        return 2 * x * (1 + 1e-7)

    assert check.run({"double": nearly}, seed=1).hints == ["squared"]
    report = check.run({"double": lambda x: np.float32(2 * x)}, seed=1)
    assert report.hints == ["single-precision"]


def test_complex_numbers_are_not_taken_for_real_ones():
    assert run(lambda x: 2 * x + 0j).hints == ["wrong-type"]


def test_a_warning_costs_nothing_and_is_told(capsys):
    def warning(x):
        warnings.warn("careful", RuntimeWarning, stacklevel=1)
        return 2 * x

    report = run(warning)
    assert report.marks == 3
    assert "careful" in report.to_text()
    assert capsys.readouterr().err == "", "nbgrader takes all marks from a cell with stderr"
    assert "careful" not in run(warning, hidden=True).to_text()


def test_prints_pass_on_open_inputs_and_are_dropped_on_hidden_ones(capsys):
    def printing(x):
        print("x is", x)
        return 2 * x

    run(printing)
    assert "x is" in capsys.readouterr().out
    run(printing, hidden=True)
    assert capsys.readouterr().out == ""


SPEAKERS = {
    "an exception's text": lambda x: int(f"input {x.tolist()}"),
    "an exception's class": lambda x: (_ for _ in ()).throw(
        type(f"Seen{abs(x.flat[0]):.6f}".replace(".", "_"), (Exception,), {})()
    ),
    "a known exception": lambda x: (_ for _ in ()).throw(
        (KeyError if x.flat[0] > 0 else OSError)()
    ),
    "a wrong value": lambda x: 3 * x,
    "an error's size": lambda x: 2 * x * (1 + abs(x.flat[0])),
    "a shape": lambda x: np.zeros((0, 3141)),
    "a class": lambda x: type(f"Seen{x.size}", (), {})(),
    "a known type": lambda x: {} if x.flat[0] > 0 else 1j,
    "a warning's text": lambda x: warnings.warn(f"input {x.tolist()}", stacklevel=1) or 2 * x,
    "a warning's class": lambda x: (
        warnings.warn("w", UserWarning if x.flat[0] > 0 else FutureWarning, stacklevel=1) or 2 * x
    ),
    "which cases fail": lambda x: 2 * x if x.flat[0] > 0 else 0 * x,
}


@pytest.mark.parametrize("answer", SPEAKERS.values(), ids=SPEAKERS.keys())
def test_on_hidden_inputs_the_answer_has_no_words(answer):
    """Of the words of a report with other inputs only what passed, and the hints, may change."""

    def words(seed):
        report = run(answer, hidden=True, seed=seed)
        shown = [report.to_text(), report.to_html(), json.dumps(report.to_json())]
        return report.hints, [p.passed for p in report.parts], shown

    found = [words(seed) for seed in range(1, 30)]
    for hints, passed, shown in found:
        alike = [s for h, p, s in found if (h, p) == (hints, passed)]
        assert all(other == shown for other in alike)
        for word in ("Seen", "input [", "3141", "KeyError", "FutureWarning", "dict", "complex"):
            assert word not in "".join(shown), word


def test_on_open_inputs_the_numbers_are_told():
    report = run(lambda x: 3 * x)
    (failure, *_) = report.parts[1].failures
    assert failure.got.shape == failure.want.shape == (2, 3)
    assert run(lambda x: 3 * x, hidden=True).parts[1].failures[0].got is None


def test_a_name_chosen_by_the_answer_is_not_repeated_on_open_inputs_either():
    def naming(x):
        raise type(f"Seen{abs(x.flat[0]):.6f}".replace(".", "_"), (Exception,), {})

    report = run(naming)
    assert report.hints == ["raised"]
    assert "Seen" not in report.to_text() + report.to_html()


def test_the_same_seed_draws_the_same_inputs_and_another_seed_others():
    def inputs(seed, hidden):
        return [case.arguments[0] for case in made()._plan(seed, hidden)[0]]

    assert np.array_equal(inputs(1, False)[0], inputs(1, False)[0])
    assert not np.array_equal(inputs(1, False)[0], inputs(2, False)[0])
    assert len(inputs(1, True)) > len(inputs(1, False))


def test_an_answer_cannot_change_what_it_is_judged_by():
    kept = []

    def greedy(x):
        kept.append(x)
        for other in kept:
            other[...] = 0.0
        return np.zeros_like(x)

    assert run(greedy).marks == 0
    kept.clear()
    check = made()
    check.run({"double": greedy}, seed=1)
    assert check.run({"double": lambda x: 2 * x}, seed=1).marks == 3


def test_hidden_without_the_secret_seed_says_how_to_grade(monkeypatch):
    monkeypatch.delenv(SEED_VARIABLE, raising=False)
    with pytest.raises(RuntimeError, match="autograder grade"):
        made().hidden()


def test_a_check_finds_its_answer_in_the_cell_that_calls_it(monkeypatch, capsys):
    monkeypatch.setenv(SEED_VARIABLE, "99")
    names = {"check": made(), "double": double_it}
    exec("open_marks = check()\nhidden_marks = check.hidden()", names)
    assert names["open_marks"] == names["hidden_marks"] == 3
    seen = [c.arguments[0] for c in names["check"]._plan(99, True)[0]]
    opened = [c.arguments[0] for c in names["check"]._plan(OPEN_SEED, False)[0]]
    assert not any(np.array_equal(a, b) for a in seen for b in opened)


def test_marks_read_as_a_number_and_carry_the_report(capsys):
    names = {"check": made(), "double": lambda x: x}
    exec("marks = check()", names)
    assert float(repr(names["marks"])) == 0.0
    assert REPORT_MIME in names["marks"].report._repr_mimebundle_()


def test_validator_is_told_on_stderr(monkeypatch, capsys):
    monkeypatch.setenv("NBGRADER_VALIDATING", "1")
    exec("check()", {"check": made(), "double": lambda x: x})
    assert "Multiply by 2" in capsys.readouterr().err
    exec("check()", {"check": made(), "double": double_it})
    assert capsys.readouterr().err == ""


def test_a_hint_without_words_is_an_error_of_the_check():
    check = made()
    check.mistake("unnamed")(lambda x: 5 * x)
    with pytest.raises(KeyError, match="unnamed"):
        check.run({"double": lambda x: 5 * x}, seed=1)


def test_a_right_program_that_fails_is_an_error_of_the_check():
    check = Exercise(__name__, lambda x: 1 / 0)
    check.part("value", 1)(lambda draw: [(1.0,)])
    with pytest.raises(CheckError, match="ZeroDivisionError"):
        check.run({NAME: lambda x: x}, seed=1)


def test_a_part_that_runs_no_case_wins_nothing():
    check = made()
    check.part("forgotten", 1)(lambda draw: [])
    assert check.run({"double": double_it}, seed=1).marks == 3


def test_html_escapes_what_comes_from_an_answer():
    def hostile(x):
        raise ValueError("<script>alert(1)</script>")

    assert "<script>" not in run(hostile).to_html()


# ------------------------------------------------------------------ counted calls, earlier answers


def slopes():
    """Return a check of a forward difference of f, which may call f twice."""
    check = Exercise(__name__, lambda f, x: f(x + 1) - f(x))

    @check.part("value", 1)
    def _(draw):
        yield Counted(lambda x: x**2), draw.uniform(1, 2)

    @check.part("two evaluations", 1, calls=True)
    def _(draw):
        yield Counted(lambda x: x**2), draw.uniform(1, 2)

    return check


def test_evaluations_are_counted_and_more_than_needed_cost_the_part():
    report = slopes().run({NAME: lambda f, x: f(x + 1) - (f(x) + f(x)) / 2}, seed=1)
    assert [part.marks for part in report.parts] == [1, 0]
    assert report.hints == ["too-many-evaluations"]
    assert "3 evaluations where 2 are enough" in report.to_text()


def test_floats_that_go_into_integers_are_what_the_hint_names():
    def in_place(x):
        total = np.zeros(x.shape, int)
        total += 2 * x
        return total

    report = run(in_place)
    assert report.marks == 0
    assert report.hints == ["into-integers"]


@pytest.mark.parametrize("hidden", [False, True])
def test_a_function_that_is_called_without_end_is_what_the_hint_names(hidden, monkeypatch):
    monkeypatch.setattr("autograder.isolation.beside.MOST_CALLS", 100)

    def waits(f, x):
        while f(x) >= 0:
            x = x / 2

    report = slopes().run({NAME: waits}, seed=1, hidden=hidden)
    assert report.marks == 0
    assert report.hints == ["too-many-calls"]
    assert "without end" in report.to_text()


def test_what_is_counted_may_have_a_word_of_its_own_and_each_count_matters():
    def calls(f, first, second):
        return lambda a, b: [f(x) for f, n in ((a, first), (b, second)) for x in range(n)][-1]

    check = Exercise(__name__, calls(0, 2, 2))

    @check.part("few activations", 1, calls="activations")
    def _(draw):
        yield Counted(lambda x: x**2), Counted(lambda x: x**2)

    # More of the second and fewer of the first is more, too.
    report = check.run({NAME: calls(0, 1, 2)}, seed=1)
    assert report.marks == 1
    report = check.run({NAME: lambda a, b: [a(1.0), b(3.0), b(0.0), b(1.0)][-1]}, seed=1)
    assert report.marks == 0
    assert report.hints == ["too-many-activations"]
    assert "1 and 3 activations where 2 and 2 are enough" in report.to_text()


def test_few_evaluations_of_a_wrong_value_win_nothing():
    report = slopes().run({NAME: lambda f, x: 0.0}, seed=1)
    assert report.marks == 0
    assert "counts only where the value is right" in report.to_text()


def earlier_right(x):
    return x + 1


def with_earlier(**settings):
    check = Exercise(__name__, lambda x: 2 * (x + 1), **settings)
    check.part("value", 1)(lambda draw: [(draw.uniform(1, 2),)])
    return check


CELL = "def earlier(x):\n    return {}\n\ndef test_framework(x):\n    return 2 * earlier(x)"


@pytest.mark.parametrize("earlier", ["x", "1 / 0", "undefined", "raise_('earlier')", "[]"], ids=str)
def test_a_right_answer_loses_nothing_by_an_earlier_one(earlier):
    names = {}
    exec(CELL.format(earlier), names)
    report = with_earlier(earlier={"earlier": earlier_right}).run(names, seed=1)
    assert report.marks == 1, report.to_text()
    assert any("earlier" in note for note in report.notes)
    assert names["earlier"].__name__ == "earlier", "the student's own is back"


def test_a_wrong_answer_still_loses_with_a_right_earlier_one():
    names = {}
    exec(CELL.format("x + 1").replace("2 *", "3 *"), names)
    assert with_earlier(earlier={"earlier": earlier_right}).run(names, seed=1).marks == 0


def test_an_earlier_object_that_must_be_used_is_blamed():
    def right(x):
        return 2 * earlier(x)  # noqa: F821  (a name of the notebook)

    sys.modules[__name__].earlier = earlier_right
    check = Exercise(__name__, right, built_on=("earlier",))
    check.part("value", 1)(lambda draw: [(draw.uniform(1, 2),)])
    # What a right answer gives over the wrong earlier one.
    check.mistake("squared")(lambda x: 2 * x)
    names = {}
    exec(CELL.format("x"), names)
    assert check.run(names, seed=1).hints == ["earlier-answer"]
    exec(CELL.format("x + 1").replace("2 *", "3 *"), names)
    assert check.run(names, seed=1).hints == ["wrong-value"]


def test_what_is_wrong_beside_an_earlier_object_that_is_blamed_gets_its_own_hint():
    def right(x):
        return 2 * earlier(x)  # noqa: F821  (a name of the notebook)

    sys.modules[__name__].earlier = earlier_right
    check = Exercise(__name__, right, built_on=("earlier",))
    check.part("value", 1)(lambda draw: [(1.5,), (-1.5,)])
    check.mistake("not-doubled")(lambda x: earlier(abs(x)))  # noqa: F821
    names = {"earlier": lambda x: x + 3 if x > 0 else x + 1}
    names[NAME] = lambda x: 2 * names["earlier"](x) if x > 0 else earlier_right(-x)
    report = check.run(names, seed=1)
    assert report.marks == 0
    assert report.hints == ["not-doubled"]


def test_a_judge_says_what_is_wrong_where_several_values_are_right():
    def judge(got, want, x):
        return None if got in (x, -x) else Difference("neither", "squared")

    check = Exercise(__name__, lambda x: x, judge=judge)
    check.part("value", 1)(lambda draw: [Case((draw.uniform(1, 2),), "a number")])
    assert check.run({NAME: lambda x: -x}, seed=1).marks == 1
    assert check.run({NAME: lambda x: 2 * x}, seed=1).hints == ["squared"]


# ------------------------------------------------------------------ comparing


@pytest.mark.parametrize(
    ("got", "want", "hint"),
    [
        (np.array(1.0), (1.0, 2.0), "wrong-type"),
        ([1.0], (1.0, 2.0), "wrong-shape"),
        (1.2, 1.0, "wrong-value"),
        (1.0 + 1e-6, 1.0, "nearly-right"),
        (np.nan, 1.0, "not-finite"),
        (2.0, 0.0, "wrong-value"),
        ("x", 1.0, "wrong-type"),
        (["x"], np.ones(1), "wrong-type"),
        ([1.0, [2.0]], np.ones(2), "wrong-shape"),
        ([[1.0], [2.0]], np.ones(2), "wrong-shape"),
        (10**400, 1.0, "wrong-shape"),
        (1j, 1.0, "wrong-type"),
        (Opaque("Dual"), 1.0, "wrong-type"),
        (np.ones(3), np.ones(2), "wrong-shape"),
        (1, True, "wrong-value"),
        (None, True, "wrong-value"),
        ("b", "a", "wrong-value"),
        (2.0, 1.5, "whole-numbers"),
        (1e200, 1.5e200 + 0.5, "wrong-value"),
        (1e200, 1e-3, "wrong-value"),
    ],
    ids=repr,
)
def test_a_wrong_value_is_seen_and_named(got, want, hint):
    found = difference(got, want)
    assert found is not None
    assert found.hint == hint


@pytest.mark.parametrize(
    ("got", "want"),
    [
        (1.0, 1.0),
        (1, 1.0),
        (np.inf, np.inf),
        (np.nan, np.nan),
        ([1, 2], np.array([1.0, 2.0])),
        ((1.0, [2.0]), [1.0, np.array([2.0])]),
        (np.array([1.0, 2.0]), (1.0, 2.0)),
        (np.array(True), True),
        (True, True),
        ("a", "a"),
        (np.float32(0.1), 0.1),
    ],
    ids=repr,
)
def test_a_right_value_is_right_in_any_form(got, want):
    got = np.asarray(got) if isinstance(got, np.generic) else got
    assert difference(got, want) is None


def test_relative_error_is_told_to_one_digit():
    assert difference(1.0, 1.2345678).message.startswith("relative error 0.2")


@pytest.mark.parametrize(
    ("got", "said"),
    [
        (lambda A: -A, "−1 times"),
        (lambda A: 2 * A, "2 times"),
        (lambda A: A.T, "transpose"),
        (lambda A: A * [[1, -1], [1, 1]], "signs"),
        (lambda A: np.add(A, [[0, 1], [0, 0]]), "1 of 4 entries"),
        (lambda A: 0 * A, "it is 0"),
        (lambda A: A[::-1], "opposite order"),
        (lambda A: 0.3 * A, "all the same multiple"),
    ],
)
def test_what_is_plain_to_see_is_said(got, said):
    A = np.array([[1.0, 2.0], [3.5, 4.0]])
    assert said in difference(got(A), A).message


def test_of_tiny_numbers_0_and_the_opposite_are_not_alike():
    tiny = np.array([1e-200, 3e-200])
    assert alike(0 * tiny, 0.5 * tiny)
    assert not alike(0 * tiny, 0.5 * tiny, tiny)
    assert not alike((0 * tiny, 1.0), (0.5 * tiny, 1.0), (tiny, 2.0))
    assert alike(np.array([1e-16, 1.0]), np.array([0.0, 1.0]), np.ones(2))
    assert "−1" not in difference(tiny[::-1], tiny).message
    assert "2 times" in difference(2 * tiny, tiny).message


def test_texts_of_common_hints_are_sentences():
    for name in ("not-solved", "raised", "no-answer", "single-precision", "earlier-answer"):
        assert common(name).endswith((".", "?")), name
