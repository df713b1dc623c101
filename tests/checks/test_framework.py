"""What a check promises to students: marks in parts, a measured hint, nothing given away."""

import json
import warnings

import numpy as np
import pytest

from autograder.checks import REPORT_MIME, exercise
from autograder.checks.exercise import OPEN_SEED, SEED_VARIABLE
from autograder.checks.outcome import Outcome
from autograder.checks.remembered import MOST, remembered
from autograder.checks.trial import COMMON_HINTS, CheckError, difference

HINTS = {
    "not-doubled": "The value is `x` itself. Multiply by 2.",
    "squared": "This is `x**2`.",
    "recursion": "Use a loop.",
}


@exercise({"value": 1, "shape": 2}, HINTS)
def double(t, answer):
    """Return 2·x."""
    with t.part("value"):
        for _ in t.draws(2, 6):
            x = t.normal(3)
            t.compare(
                "x of 3",
                answer,
                x,
                want=2 * x,
                mistakes={
                    "not-doubled": x,
                    "squared": lambda x=x: x**2,
                    "recursion": RecursionError,
                },
            )
    with t.part("shape"):
        x = t.normal(2, 3)
        t.compare("x 2×3", answer, x, want=2 * x, mistakes={"not-doubled": x})


def run(answer, hidden=False, seed=1):
    return double.run(answer, seed=seed, hidden=hidden)


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
        (lambda x: x.undefined, "raised"),
        (lambda x: np.multiply(x, 2, out=x), "arguments-changed"),
    ],
)
def test_a_mistake_gets_its_hint(answer, hint):
    report = run(answer)
    assert report.marks == 0
    assert report.parts[0].hint == hint


def test_an_exception_class_is_a_predicted_mistake():
    def endless(x):
        return endless(x)

    assert run(endless).parts[0].hint == "recursion"


def test_a_stub_gets_one_plain_finding():
    def stub(x):
        raise NotImplementedError("double")

    report = run(stub)
    assert report.marks == 0
    assert report.hints == ["not-solved"]
    assert [len(part.failures) for part in report.parts] == [1, 1]


def test_exit_in_an_answer_costs_its_part_only():
    def leaving(x):
        if x.ndim == 1:
            raise SystemExit(0)
        return 2 * x

    assert [part.marks for part in run(leaving).parts] == [0, 2]


@pytest.mark.parametrize("convert", [np.float32, list, np.ndarray.tolist])
def test_what_converts_to_an_array_is_an_array(convert):
    assert run(lambda x: convert(2 * x)).parts[0].passed


def test_complex_numbers_are_not_taken_for_real_ones():
    assert run(lambda x: 2 * x + 0j).hints == ["wrong-type"]


def test_a_warning_costs_nothing_and_is_told(capsys):
    def warning(x):
        warnings.warn("careful", RuntimeWarning, stacklevel=1)
        return 2 * x

    marks = double(warning)
    assert marks == 3
    out, err = capsys.readouterr()
    assert "careful" in out
    assert err == "", "nbgrader takes all marks from a cell that writes to stderr"


def test_prints_pass_on_open_inputs_and_are_dropped_on_hidden_ones(capsys):
    def printing(x):
        print("x is", x)
        return 2 * x

    run(printing)
    assert "x is" in capsys.readouterr().out
    run(printing, hidden=True)
    assert capsys.readouterr().out == ""


def test_hidden_report_shows_no_input_and_no_result():
    seen = []

    def curious(x):
        seen.append(x.copy())
        raise ValueError(f"input {x.tolist()}")

    for answer in (curious, lambda x: 3 * x):
        report = run(answer, hidden=True)
        shown = report.to_text() + report.to_html() + json.dumps(report.to_json())
        for x in seen:
            for value in [*x.ravel(), *(2 * x).ravel()]:
                assert f"{value:.4f}"[:6] not in shown


def test_a_name_chosen_by_the_answer_is_not_repeated():
    def naming(x):
        raise type(f"Seen{abs(x[0]):.6f}".replace(".", "_"), (Exception,), {})

    for hidden in (False, True):
        report = run(naming, hidden)
        assert report.hints == ["raised"]
        assert "Seen" not in report.to_text() + report.to_html()


def test_a_shape_chosen_by_the_answer_is_not_told_on_hidden_inputs():
    def shaping(x):
        return np.zeros((0, 3141))

    assert "3141" in run(shaping).to_text()
    assert run(shaping).hints == run(shaping, hidden=True).hints == ["wrong-shape"]
    assert "3141" not in run(shaping, hidden=True).to_text()


def test_a_number_where_several_are_asked_is_a_finding():
    message, hint = difference(np.array(1.0), (1.0, 2.0), 1e-9)
    assert hint == "wrong-type"
    assert "2 values" in message


def test_relative_error_is_too_coarse_to_give_the_value_away():
    message, _ = difference(1.0, 1.2345678, 1e-9)
    assert message == "relative error 0.2"


def test_the_same_seed_draws_the_same_inputs_and_another_seed_others():
    def inputs(seed, hidden):
        seen = []
        double.run(lambda x: seen.append(x), seed=seed, hidden=hidden)
        return seen

    assert np.array_equal(inputs(1, False)[0], inputs(1, False)[0])
    assert not np.array_equal(inputs(1, False)[0], inputs(2, False)[0])
    assert len(inputs(1, True)) > len(inputs(1, False))


def test_hidden_without_the_secret_seed_says_how_to_grade(monkeypatch):
    monkeypatch.delenv(SEED_VARIABLE, raising=False)
    with pytest.raises(RuntimeError, match="autograder grade"):
        double.hidden(lambda x: 2 * x)


def test_hidden_draws_from_the_secret_seed(monkeypatch, capsys):
    seen = []
    monkeypatch.setenv(SEED_VARIABLE, "99")
    marks = double.hidden(lambda x: (seen.append(x), 2 * x)[1])
    assert marks == 3
    opened = []
    double.run(lambda x: opened.append(x), seed=OPEN_SEED)
    assert not any(np.array_equal(a, b) for a in seen for b in opened if a.shape == b.shape)


def test_marks_read_as_a_number_and_carry_the_report(capsys):
    marks = double(lambda x: x)
    assert float(repr(marks)) == 0.0
    assert REPORT_MIME in marks.report._repr_mimebundle_()


def test_validator_is_told_on_stderr(monkeypatch, capsys):
    monkeypatch.setenv("NBGRADER_VALIDATING", "1")
    double(lambda x: x)
    assert "not-doubled" in capsys.readouterr().err
    double(lambda x: 2 * x)
    assert capsys.readouterr().err == ""


def test_a_hint_without_a_text_is_an_error_of_the_check():
    @exercise({"value": 1}, {})
    def broken(t, answer):
        with t.part("value"):
            t.compare("x", answer, want=1.0, mistakes={"unnamed": 2.0})

    with pytest.raises(CheckError, match="unnamed"):
        broken.run(lambda: 2.0, seed=1)


def test_a_part_that_runs_no_case_wins_nothing():
    @exercise({"first": 1, "forgotten": 1}, {})
    def partial(t, answer):
        with t.part("first"):
            t.compare("x", answer, want=1.0)

    assert partial.run(lambda: 1.0, seed=1).marks == 1


def test_html_escapes_what_comes_from_an_answer():
    def hostile(x):
        raise ValueError("<script>alert(1)</script>")

    assert "<script>" not in run(hostile).to_html()


def test_texts_of_common_hints_are_sentences():
    for name, text in COMMON_HINTS.items():
        assert text.endswith((".", "?")), name


def test_what_is_right_for_an_input_is_computed_once():
    computed = []

    @remembered
    def double_of(x, shape):
        computed.append(1)
        return 2 * x

    x = np.arange(3.0)
    assert double_of(x, (3,)) is double_of(x.copy(), (3,))
    assert len(computed) == 1
    x[0] = 1.0
    assert double_of(x, (3,)).tolist() == [2.0, 2.0, 4.0]
    for different in (x.astype(int), x[:, np.newaxis], [1.0, 1.0, 2.0], (1.0, 1.0, 2.0)):
        double_of(np.asarray(different) if isinstance(different, np.ndarray) else different, (3,))
    assert len(computed) == 6
    for n in range(MOST):
        double_of(n, ())
    double_of(x, (3,))
    assert len(computed) == 7 + MOST


def test_mistakes_are_worked_out_for_a_failed_case_only():
    asked = []

    def mistakes():
        asked.append(1)
        return {"squared": 9.0, "recursion": RecursionError}

    def raises():
        raise RecursionError

    @exercise({"value": 1}, HINTS)
    def triple(t, answer):
        with t.part("value"):
            t.compare("3", answer, want=6.0, mistakes=mistakes)

    for answer, hints in ((lambda: 6.0, []), (lambda: 9.0, ["squared"]), (raises, ["recursion"])):
        assert triple.run(answer, seed=1).hints == hints
    assert len(asked) == 2


def test_an_outcome_that_changed_its_argument_says_so():
    @exercise({"value": 1}, HINTS)
    def kept(t, changed):
        with t.part("value"):
            t.compare("x", Outcome(1.0, None, [], changed), want=1.0)

    assert kept.run(False, seed=1).marks == 1
    assert kept.run(True, seed=1).hints == ["arguments-changed"]


@pytest.mark.parametrize(
    ("got", "want"),
    [
        *((1.0, 1.0), (1.1, 1.0), (1.0 + 1e-6, 1.0), (np.nan, 1.0), (np.inf, 1.0), (2.0, 0.0)),
        *((0.0, 0.0), (np.nan, np.nan), (np.inf, np.inf), (1.0, np.inf), (-2.5, 2.5)),
    ],
)
def test_a_number_is_judged_as_an_array_of_one(got, want):
    alone = difference(got, want, 1e-9, 1e-12)
    assert alone == difference(np.array(got), np.array(want), 1e-9, 1e-12)
    assert alone == difference(np.float64(got), np.float64(want), 1e-9, 1e-12)
