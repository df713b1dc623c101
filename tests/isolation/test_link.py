"""A call is one hop: arguments go in, plain values come out, and nothing of ours is changed."""

import numpy as np
import pytest

from autograder.errors import CheckError
from autograder.isolation.beside import Counted, Opaque, Outcome, fed, plain, run_case, unfed
from autograder.isolation.session import Session

VALUES = [None, True, 3, 2**70, 1.5, "text", [1, [2.0]], (1, (2,)), {"a": 1, "b": [3]}, 1j]


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_plain_values_come_back_as_they_are(notebook, value):
    got = notebook(f"def f(): return {value!r}")["f"]()
    assert got == value
    assert type(got) is type(value)


def test_numpys_numbers_become_pythons_and_arrays_stay_arrays(notebook):
    names = notebook("import numpy as np\ndef f(x): return np.sum(x)\ndef g(x): return x * 2")
    assert type(names["f"](np.ones(3))) is float
    got = names["g"](np.arange(6.0).reshape(2, 3))
    assert type(got) is np.ndarray
    np.testing.assert_array_equal(got, 2 * np.arange(6.0).reshape(2, 3))
    assert names["g"](np.ones(2, np.float32)).dtype == np.float32


def test_a_test_of_another_course_calls_plain_functions(notebook):
    names = notebook(
        "import numpy as np\nscale = 3.0\n"
        "def f(x): return 2 * x\n"
        "def integrate(g, a, b): return (g(a) + g(b)) * (b - a) / 2\n"
        "def bad(x): raise ValueError('no')\n"
    )
    test = (
        "assert f(scale) == 6.0\n"
        "assert np.allclose(f(np.ones(3)), 2)\n"
        "assert integrate(lambda x: x**2, 0, 2) == 4\n"
        "try:\n    bad(1)\nexcept ValueError as error:\n    said = str(error)\n"
    )
    exec(test, names)
    assert names["said"] == "no"


@pytest.mark.parametrize(
    "test",
    ["Thing().x", "make()", "Thing.x", "f(x=1)", "len(thing)"],
)
def test_a_test_that_needs_an_object_of_the_notebook_is_refused_with_words(notebook, test):
    names = notebook(
        "class Thing:\n    x = 1\nthing = Thing()\ndef make(): return Thing()\ndef f(x): return x"
    )
    with pytest.raises(TypeError) as caught:
        eval(test, names)
    assert "stays in the sandbox" in str(caught.value) or "has no len" in str(caught.value)


def run(session, source, cases, *, beside=None, names=("f",), answers=0, sources=None):
    assert session.run_cell(source).status == "ok"
    session.mark("test")
    with session.exercise("test") as notebook:
        return notebook.run_cases(beside, list(names), answers, cases, sources or {})


def test_an_exception_ends_its_own_case_only(session):
    outcomes = run(session, "def f(x): return 1 / x", [[1.0], [0.0], [2.0]])
    assert [o.value for o in outcomes] == [1.0, None, 0.5]
    assert outcomes[1].raised.names[:2] == ("ZeroDivisionError", "ArithmeticError")


def test_a_changed_argument_is_noticed_and_ours_stays_as_it_was(session):
    x, y = np.ones(3), [1.0]
    source = "def f(x, y):\n    x += 1\n    y.append(2)\n    return 0.0"
    (outcome,) = run(session, source, [[x, y]])
    assert outcome.changed
    assert x.tolist() == [1, 1, 1]
    assert y == [1.0]


def test_a_counted_function_runs_here_and_knows_its_calls(session):
    seen = []
    f = Counted(lambda x: seen.append(x.copy()) or x.sum(), (2,))
    source = "def f(g, x):\n    return g(x) + g(2 * x)"
    first, second = run(session, source, [[f, np.ones(2)], [f, np.zeros(2)]])
    assert (first.value, first.calls, second.calls) == (6.0, (2,), (2,))
    assert len(seen) == 4
    assert f.calls == 0, "each case has a function of its own"


@pytest.mark.parametrize("given", ["x[:1]", "x * 1j", "'text'", "[x, x]", "None", "10**400"])
def test_a_counted_function_takes_what_it_says_and_nothing_else(session, given):
    f = Counted(lambda x: x.sum(), (2,))
    (outcome,) = run(session, f"def f(g, x): return g({given})", [[f, np.ones(2)]])
    assert outcome.raised.names[0] in ("TypeError", "ValueError", "OverflowError")


def test_warnings_come_along_and_prints_do_not(session, capsys):
    source = (
        "import warnings\ndef f(x):\n    print('seen', x)\n    warnings.warn('w')\n    return x"
    )
    (outcome,) = run(session, source, [[31.0]])
    assert outcome.warned == [("UserWarning", "w")]
    assert "seen" not in capsys.readouterr().out


def test_an_object_comes_as_the_name_of_its_class(session):
    (outcome,) = run(session, "class Thing: pass\ndef f(): return [Thing(), 1]", [[]])
    assert outcome.value == [Opaque("Thing"), 1]


def test_a_right_program_stands_in_for_an_earlier_one_and_leaves_again(session):
    source = "def g(x): raise NotImplementedError('g')\ndef f(x): return g(x) + 1"
    right = {"g": "def right(x):\n    return 2 * x"}
    (outcome,) = run(session, source, [[3.0]], sources=right)
    assert outcome.value == 7.0
    with session.exercise("test") as notebook:
        (outcome,) = notebook.run_cases(None, ["f"], 0, [[3.0]], {})
    assert outcome.raised.names[0] == "NotImplementedError"


@pytest.mark.parametrize(
    "source",
    [
        "seen = []\ndef g(x): seen.append(x); return len(seen)\ndef f(x): return g(x)",
        "def f(x, seen=[]): seen.append(x); return len(seen)",
        "n = 0\ndef g(x):\n    global n\n    n += 1\n    return n\ndef f(x): return g(x)",
        "last = None\ndef f(x):\n    global last\n    last = (last or 0) + 1\n    return last",
    ],
)
def test_a_case_can_be_run_without_what_earlier_calls_left(session, source):
    assert session.run_cell(source).status == "ok"
    session.mark("test")
    with session.exercise("test") as notebook:
        for cases, anew, values in (2, False, [1, 2]), (1, True, [1]), (1, False, [3]):
            outcomes = notebook.run_cases(None, ["f"], 0, [[1.0]] * cases, {}, anew=anew)
            assert [outcome.value for outcome in outcomes] == values


def test_an_argument_of_another_shape_is_changed():
    def f(x):
        x.shape = (1, 3)

    assert run_case(None, f, (), [np.zeros(3)]).changed


def test_after_a_death_a_right_program_gets_a_new_worker(session):
    source = "import os\ndef g(x): os._exit(0)\ndef f(x): return g(x) + 1"
    assert session.run_cell(source).status == "ok"
    session.mark("test")
    with session.exercise("test") as notebook:
        assert notebook.run_cases(None, ["f"], 0, [[1.0]], {})[0].fault == "ended-python"
        assert notebook.run_cases(None, ["f"], 0, [[1.0]], {})[0].fault == "ended-python"
        right = {"g": "def right(x):\n    return 2 * x"}
        assert notebook.run_cases(None, ["f"], 0, [[1.0]], right)[0].value == 3.0


def test_several_names_come_as_a_dict_and_further_ones_behind(session):
    from autograder.checks.ps3_reverse import beside

    source = (
        "import numpy as np\nclass Node:\n    def __init__(self, value, parents=(), vjps=()):\n"
    )
    source += "        self.value, self.parents = np.asarray(value), parents\ndef f(n): return [n]"
    graph = [((), [], ())]
    (outcome,) = run(session, source, [[graph]], beside=beside.order, names=("f", "Node"))
    assert outcome.raised is None
    assert outcome.value.tolist() == [0]


def test_a_driver_that_is_not_in_the_sandbox_is_the_authors_mistake(session):
    with pytest.raises(CheckError, match="beside"):
        run(session, "def f(x): return x", [[1.0]], beside=lambda f, x: f(x))


def test_a_builtin_is_never_the_notebooks(server, limits):
    with Session(server, limits) as session:
        session.run_cell("def abs(x): return 0\ndef isinstance(*_): return True")
        session.mark("test")
        with session.exercise("test") as names:
            assert eval("abs(-1.0)", names) == 1.0
            assert not eval("isinstance(1, str)", names)


# ------------------------------------------------------------------ the same, in one process


def test_a_case_runs_the_same_in_one_process():
    def double(x):
        x += 1
        return 2 * x

    x = np.ones(2)
    outcome = run_case(None, double, (), [x])
    assert outcome == Outcome(outcome.value, None, True, [], None)
    assert outcome.value.tolist() == [4, 4]
    assert x.tolist() == [1, 1]


def test_names_are_as_before_after_a_program_stood_in():
    names = {"f": 1}
    before = fed(names, {"f": "def right(x):\n    return x", "g": "def right(x):\n    return f(x)"})
    assert names["g"](5) == 5
    unfed(names, before)
    names.pop("__builtins__", None)
    assert names == {"f": 1}


def test_what_is_nested_without_end_is_cut():
    endless = []
    endless.append(endless)
    assert "Opaque" in repr(plain(endless))
    held = np.empty((), dtype=object)
    held[()] = held
    assert "Opaque" in repr(plain(held))
