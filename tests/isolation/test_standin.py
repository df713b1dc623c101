"""A stand-in behaves as the student's object would: the same values, operators, errors, changes."""

import warnings
from copy import deepcopy

import numpy as np
import pytest

from autograder.isolation import faults
from autograder.isolation.inside import each_inside, inside, reply_inside
from autograder.isolation.standin import Link, StandIn

DUAL = """
class Dual:
    def __init__(self, value, tangent=0.0):
        self.value, self.tangent = value, tangent
    def __add__(self, other):
        other = other if isinstance(other, Dual) else Dual(other)
        return Dual(self.value + other.value, self.tangent + other.tangent)
    __radd__ = __add__
    def __rsub__(self, other): return Dual(other - self.value, -self.tangent)
    def __mul__(self, other):
        other = other if isinstance(other, Dual) else Dual(other)
        return Dual(self.value * other.value,
                    self.tangent * other.value + self.value * other.tangent)
    __rmul__ = __mul__
    def __neg__(self): return Dual(-self.value, -self.tangent)
    def __abs__(self): return self if self.value > 0 else -self
    def __pow__(self, n): return Dual(self.value**n, n * self.value**(n - 1) * self.tangent)
    def __eq__(self, other): return self.value == getattr(other, "value", other)
    def __lt__(self, other): return self.value < getattr(other, "value", other)
def derivative(f, x): return f(Dual(x, 1.0)).tangent
"""

NODE = """
class Node:
    def __init__(self, value, parents=(), vjps=()):
        self.value, self.parents, self.vjps = value, parents, vjps
def order(output):
    found, waiting = [], [output]
    while waiting:
        node = waiting.pop()
        found.append(node)
        waiting += node.parents
    return found
def backward(output, seed=1.0):
    adjoints = {output: seed}
    for node in order(output):
        for parent, vjp in zip(node.parents, node.vjps):
            adjoints[parent] = adjoints.get(parent, 0.0) + vjp(adjoints[node])
    return adjoints
"""


@pytest.mark.parametrize(
    "value",
    [None, True, 3, 2**70, 1.5, "text", [1, [2.0]], (1, (2,)), {"a": 1, (1, 2): [3]}, {1, 2}, 1j],
    ids=repr,
)
def test_plain_values_come_back_as_they_are(notebook, value):
    got = notebook(f"def f(): return {value!r}")["f"]()
    assert got == value
    assert type(got) is type(value)


def test_a_float_is_a_float_and_an_array_an_array(notebook):
    names = notebook("import numpy as np\ndef f(x): return np.sum(x)\ndef g(x): return x * 2")
    assert isinstance(names["f"](np.ones(3)), float)
    got = names["g"](np.arange(6.0).reshape(2, 3))
    assert type(got) is np.ndarray
    np.testing.assert_array_equal(got, 2 * np.arange(6.0).reshape(2, 3))
    assert names["g"](np.ones(2, np.float32)).dtype == np.float32
    assert names["g"](True) == 2


def test_operators_are_those_that_the_class_has(notebook):
    Dual = notebook(DUAL)["Dual"]
    x, y = Dual(3.0, 1.0), Dual(-2.0, 0.5)
    for got, value, tangent in [
        (x + y, 1.0, 1.5),
        (2 + x, 5.0, 1.0),
        (2 - x, -1.0, -1.0),
        (x * y, -6.0, -0.5),
        (-x, -3.0, -1.0),
        (abs(y), 2.0, -0.5),
        (x**2, 9.0, 6.0),
    ]:
        assert (got.value, got.tangent) == (value, tangent)
    assert x == Dual(3.0)
    assert x != 4.0
    assert y < x
    assert x > y
    with pytest.raises(TypeError, match="unsupported operand"):
        x - 1.0
    with pytest.raises(TypeError):
        len(x)
    assert not hasattr(x, "__len__")
    assert not hasattr(x, "missing")
    assert isinstance(x, Dual)
    assert not isinstance(3.0, Dual)
    assert type(x).__name__ == "Dual"


def test_attributes_can_be_set(notebook):
    x = notebook(DUAL)["Dual"](1.0)
    x.value = 5.0
    assert x.value == 5.0


def test_functions_of_the_test_are_called_here_and_counted(notebook):
    seen = []

    def f(x):
        seen.append(x)
        return x * x + 3

    names = notebook(DUAL)
    assert names["derivative"](f, 2.0) == 4.0
    assert len(seen) == 1
    assert isinstance(seen[0], StandIn)


def test_an_array_that_a_function_of_the_test_hands_on_stays_the_same_array(notebook):
    names = notebook(
        "import numpy as np\ndef f(same):\n    a = np.zeros(2); b = same(a); b += 1; return a"
    )
    assert names["f"](lambda a: a).tolist() == [1, 1]
    assert names["f"](lambda a: a.copy()).tolist() == [0, 0]


class Pair(tuple):
    reads = 0

    def __iter__(self):
        self.reads += 1
        return super().__iter__()


def test_a_container_of_the_test_s_own_class_can_be_read_like_its_kind(notebook):
    names = notebook("def f(p): return [*p], p[0], len(p), p.index(4.0), p.count(3.0), 4.0 in p")
    pair = Pair((3.0, 4.0))
    assert names["f"](pair) == ([3.0, 4.0], 3.0, 2, 1, 1, True)
    assert pair.reads == 1


class Counted:
    def __init__(self):
        self.calls = 0

    def __call__(self, x, *, scale=1.0):
        self.calls += 1
        return scale * x


def test_objects_of_the_test_keep_their_state_here(notebook):
    f = Counted()
    names = notebook("def twice(f, x): return f(f(x), scale=2.0)")
    assert names["twice"](f, 1.5) == 3.0
    assert f.calls == 2


def test_dicts_and_lists_of_objects_have_the_objects_themselves(notebook):
    names = notebook(NODE)
    Node = names["Node"]
    a = Node(2.0)
    b = Node(3.0, (a, a), (lambda g: 2 * g, lambda g: 5 * g))
    assert [n is m for n, m in zip(names["order"](b), [b, a, a], strict=True)] == [True] * 3
    adjoints = names["backward"](b, 10.0)
    assert adjoints == {b: 10.0, a: 70.0}
    assert b.parents == (a, a)
    assert a in adjoints


def test_what_the_worker_gives_back_of_ours_is_ours(notebook):
    def f(x):
        return x

    Node = notebook(NODE)["Node"]
    assert Node(1.0, (), (f,)).vjps == (f,)


def test_a_changed_argument_is_changed_here_too(notebook):
    names = notebook(
        "def inplace(a, b): a += 1; return b\ndef items(l): l[0] = 5.0; l.append(1)\n"
        "def inner(l): l[1] *= 2\ndef same(a): return a + 1"
    )
    a, b = np.arange(3.0), np.ones(2)
    names["inplace"](a, b)
    assert a.tolist() == [1, 2, 3]
    assert b.tolist() == [1, 1]
    given = [1.0, 2.0]
    names["items"](given)
    assert given == [5.0, 2.0, 1]
    weights = [np.ones(2), np.ones(2)]
    kept = weights[1]
    names["inner"](weights)
    assert kept.tolist() == [2, 2]
    assert weights[1] is kept
    names["same"](b)
    assert b.tolist() == [1, 1]


def test_a_generator_goes_in_and_comes_out_advanced(notebook):
    names = notebook("def draw(rng, n): return rng.standard_normal(n)")
    rng, twin = np.random.default_rng(3), np.random.default_rng(3)
    for _ in range(2):
        np.testing.assert_array_equal(names["draw"](rng, 4), twin.standard_normal(4))


class OwnError(Exception):
    pass


@pytest.mark.parametrize(
    ("raised", "expected"),
    [
        ("NotImplementedError('f')", NotImplementedError),
        ("ZeroDivisionError('by zero')", ZeroDivisionError),
        ("KeyError('k')", KeyError),
        ("np.linalg.LinAlgError('singular')", np.linalg.LinAlgError),
        ("Mine('own')", faults.StudentError),
        ("MineToo('own')", ValueError),
        ("UnicodeDecodeError('utf-8', b'', 0, 1, 'x')", faults.StudentError),
    ],
)
def test_exceptions_come_back_by_their_names(notebook, raised, expected):
    names = notebook(
        "import numpy as np\nclass Mine(Exception): pass\nclass MineToo(ValueError): pass\n"
        f"def f(): raise {raised}"
    )
    with pytest.raises(expected) as caught:
        names["f"]()
    if raised.startswith("Mine"):
        assert type(caught.value).__name__ == raised.partition("(")[0]
        assert isinstance(caught.value, faults.StudentError)


def test_a_long_message_is_cut(notebook):
    with pytest.raises(ValueError, match=r"^x+$") as caught:
        notebook("def f(): raise ValueError('x' * 10**6)")["f"]()
    assert len(str(caught.value)) <= faults.MESSAGE


def test_an_exception_of_the_test_passes_through_and_is_itself(notebook):
    def f(x):
        raise OwnError("mine")

    names = notebook(
        "def call(f): return f(1.0)\n"
        "def catch(f):\n    try: f(1.0)\n    except Exception: return 'caught'"
    )
    with pytest.raises(OwnError, match="mine"):
        names["call"](f)
    assert names["catch"](f) == "caught"


def test_a_student_can_catch_the_test_s_error_by_its_class(notebook):
    names = notebook("def f(g):\n    try: g()\n    except ZeroDivisionError: return 'right'")
    assert names["f"](lambda: 1 / 0) == "right"


def test_warnings_come_back_as_warnings(notebook):
    names = notebook("import numpy as np\ndef f(x): return np.log(x)")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        names["f"](-1.0)
    assert [w.category for w in caught] == [RuntimeWarning]
    assert "invalid value" in str(caught[0].message)


def test_named_tuples_and_iterators_can_be_read_as_sequences(notebook):
    names = notebook(
        "from collections import namedtuple, defaultdict\nP = namedtuple('P', 'value tangent')\n"
        "def f(): return P(1.0, 2.0)\ndef g(): return (i * i for i in range(4))\n"
        "def d():\n    d = defaultdict(float); d['a'] += 1; return d"
    )
    got = names["f"]()
    assert (got.value, got[1], len(got), list(got)) == (1.0, 2.0, 2, [1.0, 2.0])
    assert list(names["g"]()) == [0, 1, 4, 9]
    assert names["d"]() == {"a": 1.0}


def test_numpy_treats_a_stand_in_as_it_would_the_object(notebook):
    Dual = notebook(DUAL)["Dual"]
    row = np.array([1.0, 2.0]) * Dual(3.0, 1.0)
    assert row.dtype == object
    assert [d.value for d in row] == [3.0, 6.0]
    with pytest.raises(TypeError):
        np.array(Dual(1.0), dtype=np.float64)


def test_an_object_array_of_duals_crosses_both_ways(notebook):
    names = notebook(DUAL + "\ndef f(x): return x * 2")
    got = names["f"](np.array([names["Dual"](1.0, 1.0), names["Dual"](2.0)], dtype=object))
    assert [d.value for d in got] == [2.0, 4.0]


def test_copies_of_stand_ins_are_the_stand_ins(notebook):
    x = notebook(DUAL)["Dual"](1.0)
    assert deepcopy([x])[0] is x


def test_what_cannot_be_sent_is_the_test_author_s_error(notebook):
    names = notebook("def f(x): return x")
    with pytest.raises(TypeError, match="cannot be sent"):
        names["f"](object())
    assert names["f"](1.0) == 1.0


SHORT, REVERSED = 3, -1


def build_chain(Node, n=SHORT):
    nodes = [Node(1.0)]
    while len(nodes) < n:
        nodes.append(Node(1.0, (nodes[-1],), (REVERSED.__neg__,)))
    return nodes


def places_in_chain(order, Node, n):
    nodes = build_chain(Node, n)
    index = {node: i for i, node in enumerate(nodes)}
    return np.array([index.get(node, -1) for node in order(nodes[-1])])


@pytest.mark.parametrize("n", [1, 20_000])
def test_code_of_the_test_runs_beside_the_student_s(notebook, n):
    names = notebook(NODE)
    nodes = inside(build_chain, names["Node"], n)
    assert len(nodes) == n
    got = names["order"](nodes[-1])
    assert all(a is b for a, b in zip(got, reversed(nodes), strict=True))
    assert len(inside(build_chain, names["Node"])) == SHORT
    places = inside(places_in_chain, names["order"], names["Node"], n)
    np.testing.assert_array_equal(places, np.arange(n)[::-1])


def test_the_same_code_runs_here_where_nothing_is_isolated():
    class Node:
        def __init__(self, value, parents=(), vjps=()):
            self.parents = parents

    nodes = inside(build_chain, Node, 5)
    assert nodes[-1].parents == (nodes[-2],)


def test_only_functions_of_a_module_run_inside(notebook):
    notebook("")
    with pytest.raises(TypeError, match="cannot run inside"):
        inside(lambda: 1)


ROOTS = """
import numpy as np, warnings
def root(a):
    if a[0] < 0: raise ValueError("negative")
    if a[0] == 0: warnings.warn("zero")
    if a[0] == 1: a += 1
    return float(np.sqrt(a[0]))
"""


def twice_root(factor, f, a):
    return factor * f(a)


def check_many_calls(root):
    """Four calls in one message: the second raises, the third warns, the last changes its array."""
    arrays = [np.full(1, x) for x in (4.0, -1.0, 0.0, 1.0)]
    right, wrong, warned, changed = each_inside(twice_root, [(root, a) for a in arrays], 2)
    assert right() == 4.0
    with pytest.raises(ValueError, match="negative"):
        wrong()
    with pytest.warns(UserWarning, match="zero"):
        assert warned() == 0.0
    assert [o.changed for o in (right, wrong, warned, changed)] == [False, False, False, True]
    assert arrays[-1].tolist() == [2.0]


def test_each_of_many_calls_in_one_message_ends_for_itself(notebook, requests):
    root = notebook(ROOTS)["root"]
    requests.clear()
    check_many_calls(root)
    assert requests == ["define", "each"]


def test_many_calls_end_the_same_where_nothing_is_isolated():
    names = {}
    exec(ROOTS, names)
    check_many_calls(names["root"])


@pytest.fixture
def requests(monkeypatch):
    """Return a list that receives what the worker is asked for."""
    asked = []
    ask = Link.request

    def noted(self, what, *arguments):
        asked.append(what)
        return ask(self, what, *arguments)

    monkeypatch.setattr(Link, "request", noted)
    return asked


@pytest.mark.parametrize(
    "told", [None, [], [(False, 1.0, [])] * 2, [1.0], [(0, 1.0, [])], [(True, 1.0, [])]], ids=repr
)
def test_a_forged_list_of_outcomes_is_a_fault(notebook, monkeypatch, told):
    names = notebook("def f(a): return a")
    f = names["f"]
    monkeypatch.setattr(Link, "request", lambda self, what, *_: told)
    with pytest.raises(faults.MalformedAnswer):
        each_inside(twice_root, [(f, 1.0)], 2)
    monkeypatch.undo()
    with pytest.raises(faults.MalformedAnswer):
        f(1.0)


def squared_plus(x, c):
    return x * x + c


def test_a_reply_is_computed_beside_the_answer_and_the_call_counted_here(notebook, requests):
    calls = []

    def f(x):
        calls.append(x.value)
        return reply_inside(squared_plus, x, 3)

    derivative = notebook(DUAL)["derivative"]
    requests.clear()
    assert derivative(f, 2.0) == 4.0
    assert calls == [2.0]
    assert requests == ["operation", "define"]
    assert derivative(lambda x: squared_plus(x, 3), 5.0) == derivative(f, 5.0) == 10.0


def test_a_reply_here_is_the_value_itself():
    assert reply_inside(squared_plus, 2, 3) == 7


def test_attributes_come_along_with_objects_and_with_those_in_them(notebook, requests):
    names = notebook(
        DUAL + "def make(): return [Dual(i, Dual(i + 1.0, 2.0)) for i in range(3)]\n"
        "def change(x): x.value = 7.0"
    )
    made = names["make"]()
    requests.clear()
    assert [x.value for x in made] == [0, 1, 2]
    assert [x.tangent.value for x in made] == [1.0, 2.0, 3.0]
    assert requests == []
    names["change"](made[1])
    assert made[1].value == 7.0


def test_an_object_that_holds_itself_crosses(notebook):
    names = notebook(
        DUAL + "def own():\n    x = Dual(1.0); x.value = x; return x\n"
        "def long():\n    x = Dual(1.0)\n    for _ in range(1000): x = Dual(x)\n    return [x, x]"
    )
    x = names["own"]()
    assert x.value is x
    y, same = names["long"]()
    assert y is same
    assert y.value.value.value is not y


def test_an_object_of_an_earlier_exercise_is_refused(session):
    session.run_cell(DUAL)
    session.mark("a")
    session.mark("b")
    with session.exercise("a") as names:
        old = names["Dual"](1.0)
    with session.exercise("b") as names, pytest.raises(faults.WorkerEnded, match="earlier"):
        names["Dual"](1.0) + old
