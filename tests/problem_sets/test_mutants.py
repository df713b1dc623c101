"""What is changed in a solution, one place at a time, and that a check rejects it.

`make mutants` runs them all; here are a sample, and the list of those that may survive.
"""

import tomllib

import pytest
from mutants import KINDS, LIST, ROOT, Worker, cell_mutants, faults, listed
from mutants import Count as Counted
from mutation import BEGIN, END, mutants

from autograder.checks import exercises
from autograder.problem_sets.source import problem_sets

LISTED = tomllib.loads(LIST.read_text(encoding="utf-8"))
ALL = [(name, exercise.name) for name in problem_sets(ROOT) for exercise in exercises(name)]


def changes(line):
    """Return what stands in the place of a line of a function of A, b and n."""
    source = f"def f(A, b, n=1):\n    {line}"
    return {m.name.rpartition(" → ")[2] for m in mutants(source) if "def f" not in m.name}


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("return A - b", ["return A + b", "return b - A", "return A", "return b"]),
        ("return A.T @ b", ["return A @ b", "return A.T @ b.T", "return b @ A.T", "return A.T"]),
        ("return -A[n]", ["return A[n]", "return -A[n + 1]", "return -A[n - 1]"]),
        ("return b[1:n]", ["return b[:n]", "return b[1:]", "return b[2:n]", "return b[1:n - 1]"]),
        (
            "return b.sum(axis=0)",
            ["return b.sum()", "return b.sum(axis=1)", "return b.mean(axis=0)"],
        ),
        ("return f(A, b)", ["return f(b, A)", "return f(A)", "return f(b, b)"]),
        ("return A, b", ["return (b, A)"]),
        ("return A if n < 2 else b", ["return b if n < 2 else A", "return A if n <= 2 else b"]),
        ("return not A and b", ["return not A or b", "return A and b", "return not A", "return b"]),
        ("return sum(range(n))", ["return sum(range(n + 1))", "return sum(range(n - 1))"]),
        ("return reversed(b)", ["return b"]),
        ("n += A", ["n = A", "n -= A", "pass"]),
        ("for a in b: print(a)", ["for a in list(b)[1:]:", "for a in list(b)[:-1]:"]),
        ("while A: break", ["continue"]),
        ("return [a for a in b if a]", ["return [a for a in b]"]),
    ],
)
def test_a_mutant_differs_in_one_place(line, wanted):
    assert not set(wanted) - changes(line)


def test_defaults_are_changed_and_what_is_given_is_not():
    source = f"y = 2\n\ndef f(x, n=1):\n    x = x + 5\n    {BEGIN}\n    return x\n    {END}\n"
    texts = [m.source for m in mutants(source)]
    assert all("y = 2" in text and "x = x + 5" in text for text in texts)
    assert {"def f(x, n=0):", "def f(x, n=2):"} == {
        line for text in texts for line in text.splitlines() if "def" in line and "n=1" not in line
    }
    assert any("return n" in text for text in texts)


@pytest.mark.parametrize(("problem_set", "exercise"), ALL)
def test_each_mutant_has_a_name_and_a_text_of_its_own(problem_set, exercise):
    found = cell_mutants(problem_set, exercise)
    assert len({m.name for m in found}) == len({m.source for m in found}) == len(found) > 0


def test_a_listed_survivor_is_a_mutant_and_has_a_reason():
    assert {(s, e) for s, entries in LISTED.items() for e in entries} <= {*ALL}
    for problem_set, entries in LISTED.items():
        for exercise, groups in entries.items():
            assert all(group["kind"] in KINDS and group["why"] for group in groups)
            names = [name for group in groups for name in group["mutants"]]
            assert len(set(names)) == len(names)
            assert not {*names} - {m.name for m in cell_mutants(problem_set, exercise)}


def test_an_unlisted_survivor_and_a_listed_one_that_does_not_survive_are_faults():
    name, *others = listed("ps1_zero_order", "descend")
    count = Counted("ps1_zero_order", "descend", survivors=[*others, "new"])
    assert list(faults(count)) == [
        "survives: ps1_zero_order new",
        f"listed, but no survivor: ps1_zero_order {name}",
    ]


@pytest.mark.parametrize(
    ("problem_set", "exercise", "every"),
    [("ps1_zero_order", "stress_gradient", 4), ("ps8_linear_algebra", "solve_vjp", 4)],
)
def test_a_sample_of_mutants_is_killed(problem_set, exercise, every):
    worker = Worker(problem_set, exercise)
    may = listed(problem_set, exercise)
    for mutant in cell_mutants(problem_set, exercise)[::every]:
        assert mutant.name in may or (worker.run(mutant.source) or [True])[0], mutant.name
    worker.end()


def test_a_mutant_without_end_is_killed_and_the_next_one_is_run():
    worker = Worker("ps3_reverse", "vjp_sum")
    worker.bound = 1.0
    assert worker.run("while True: pass") is None
    assert worker.run("def vjp_sum(g, x, axis, keepdims):\n    return g") is not None
    worker.end()
