# ruff: noqa: E731 (functions of one line are written as such)
"""The two modes: nesting, shared values, long chains, and nothing left behind."""

import threading
import weakref
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from autograder.reference import grad, hvp, jacobian, jvp, linearize, trace, value_and_grad, vjp

E = np.e


def running_example(w1: float, w2: float) -> float:
    v2 = w2 * np.log(w1)
    return v2 + np.sqrt(v2)


def derivative_forward(f: Callable[..., float]) -> Callable[..., float]:
    return lambda x: jvp(f, (x,), (1.0,))[1]


DERIVATIVES = {"forward": derivative_forward, "reverse": grad}


@pytest.mark.parametrize("outer", DERIVATIVES)
@pytest.mark.parametrize("inner", DERIVATIVES)
def test_perturbations_of_two_levels_are_not_confused(outer: str, inner: str) -> None:
    # d/dx [x · d/dy (x + y)] = 1, not 2 (Siskind & Pearlmutter 2008).
    d_outer, d_inner = DERIVATIVES[outer], DERIVATIVES[inner]
    assert d_outer(lambda x: x * d_inner(lambda y: x + y)(1.0))(5.0) == 1.0
    assert d_outer(lambda x: x * d_inner(lambda y: x * y * y)(x))(3.0) == 6 * 9.0


@pytest.mark.parametrize("first", DERIVATIVES)
@pytest.mark.parametrize("second", DERIVATIVES)
@pytest.mark.parametrize("third", DERIVATIVES)
def test_three_levels_in_any_mix(first: str, second: str, third: str) -> None:
    third_derivative = DERIVATIVES[first](DERIVATIVES[second](DERIVATIVES[third](np.sin)))
    assert third_derivative(0.7) == pytest.approx(-np.cos(0.7), rel=1e-14)


def test_six_levels() -> None:
    f = lambda x: x**7
    for _ in range(3):
        f = derivative_forward(grad(f))
    assert f(2.0) == pytest.approx(5040 * 2.0)


def test_running_example_in_both_modes() -> None:
    value, (dw1, dw2) = value_and_grad(running_example, (0, 1))(E, 3.0)
    slope = 1 + 0.5 / np.sqrt(3.0)
    assert value == pytest.approx(3 + np.sqrt(3.0))
    assert (dw1, dw2) == pytest.approx((3 / E * slope, slope))
    assert jvp(running_example, (E, 3.0), (1.0, 0.0))[1] == pytest.approx(3 / E * slope)
    assert jvp(running_example, (E, 3.0), (0.0, 1.0))[1] == pytest.approx(slope)


def test_a_node_used_twice_by_one_operation_receives_both_contributions() -> None:
    assert grad(lambda x: x * x)(3.0) == 6.0
    assert grad(lambda x: x * x * x)(3.0) == 27.0
    assert trace(lambda x: x * x, 3.0).nodes[-1].parents == (0, 0)


def test_a_diamond_is_passed_once_and_only_when_complete() -> None:
    def diamond(x: float) -> float:
        a = np.sin(x)
        b = a * 2.0
        c = a * b + a
        return b * c + a

    h = 1e-6
    central = (diamond(0.5 + h) - diamond(0.5 - h)) / (2 * h)
    assert grad(diamond)(0.5) == pytest.approx(central, rel=1e-8)


def test_deep_sharing_costs_no_more_than_the_operations() -> None:
    # Walking every path of 60 diamonds would take 2**60 steps.
    def doubling(x: float) -> float:
        for _ in range(60):
            x = 0.5 * x + 0.5 * x
        return x

    assert grad(doubling)(1.0) == 1.0


@pytest.mark.parametrize("length", [100_000, 1_000_000])
def test_a_long_chain_needs_no_recursion(length: int) -> None:
    def chain(x: float) -> float:
        for _ in range(length):
            x = x + 1.0
        return x

    assert value_and_grad(chain)(0.0) == (length, 1.0)
    if length < 1_000_000:
        assert derivative_forward(chain)(0.0) == 1.0
        assert hvp(chain, 0.0, 1.0) == 0.0


def test_adjoints_are_those_of_the_call() -> None:
    _, pull = vjp(lambda x: x * x, np.array([1.0, 2.0]))
    first = pull(np.array([1.0, 1.0]))[0]
    second = pull(np.array([1.0, 1.0]))[0]
    np.testing.assert_array_equal(first, [2.0, 4.0])
    np.testing.assert_array_equal(second, [2.0, 4.0])


def test_a_seed_scales_the_adjoints() -> None:
    pull = vjp(lambda x, y: x * y, 3.0, 5.0)[1]
    assert pull(2.0) == (10.0, 6.0)
    assert pull(0.0) == (0.0, 0.0)


def test_arguments_and_seeds_are_never_changed_and_results_are_never_shared() -> None:
    x, g = np.arange(3.0), np.ones(3)
    _, pull = vjp(lambda a, b: (a + b, a), x, x)
    bars = pull((g, g))
    tangents = linearize(lambda a: (a, a), x)[1](g)
    for array in (*bars, *tangents):
        array += 100.0
    np.testing.assert_array_equal(x, np.arange(3.0))
    np.testing.assert_array_equal(g, np.ones(3))
    np.testing.assert_array_equal(bars[0], [102.0] * 3)
    np.testing.assert_array_equal(bars[1], [101.0] * 3)


def test_a_gradient_can_be_changed_in_place() -> None:
    gradient = grad(np.sum)(np.ones(3))
    gradient *= 0.5
    np.testing.assert_array_equal(gradient, [0.5] * 3)


def test_an_exception_leaves_nothing_behind() -> None:
    def fails(x: float) -> float:
        grad(lambda y: x * y)(2.0)
        raise RuntimeError("stop")

    before = grad(lambda x: x * grad(lambda y: x + y)(1.0))(5.0)
    for _ in range(3):
        with pytest.raises(RuntimeError, match="stop"):
            grad(lambda x: x * grad(fails)(x))(1.0)
    assert grad(lambda x: x * grad(lambda y: x + y)(1.0))(5.0) == before == 1.0


def test_the_values_of_an_evaluation_are_freed_without_the_cycle_collector() -> None:
    kept = []

    def f(x: np.ndarray) -> np.ndarray:
        y = np.sin(x)
        kept.append(weakref.ref(y.value))
        return np.sum(y * y)

    grad(f)(np.ones(5))
    jvp(f, (np.ones(5),), (np.ones(5),))
    assert [reference() for reference in kept] == [None, None]


def test_a_generator_between_two_calls_keeps_its_own_level() -> None:
    def steps(x: float) -> Iterator[float]:
        for k in range(3):
            x = x * grad(lambda y: x * y + k * y)(1.0)
            yield x

    one, other = grad(lambda x: interleave(steps(x), steps(2.0 * x)))(1.5), None
    h = 1e-6
    plain = lambda x: interleave(steps(x), steps(2.0 * x))
    other = (plain(1.5 + h) - plain(1.5 - h)) / (2 * h)
    assert one == pytest.approx(other, rel=1e-7)


def interleave(first: Iterator[float], second: Iterator[float]) -> float:
    return sum(a * b for a, b in zip(first, second, strict=True))


def test_threads_differentiate_at_once() -> None:
    results: dict[int, list[float]] = {}
    start = threading.Barrier(4)

    def work(k: int) -> None:
        start.wait()
        f = lambda x: x * grad(lambda y: np.sin(x * y) + k * y)(1.0)
        results[k] = [grad(f)(0.1 * i) for i in range(100)]

    threads = [threading.Thread(target=work, args=(k,)) for k in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    xs = 0.1 * np.arange(100)
    for k in range(4):
        expected = 2 * xs * np.cos(xs) - xs**2 * np.sin(xs) + k
        np.testing.assert_allclose(results[k], expected, rtol=1e-12, atol=1e-12)


def test_a_function_may_be_differentiated_inside_a_thread_that_it_starts() -> None:
    def f(x: float) -> float:
        box: list[float] = []
        inner = lambda: box.append(grad(lambda y: x * y * y)(2.0))
        thread = threading.Thread(target=inner)
        thread.start()
        thread.join()
        return box[0] * x

    assert grad(f)(3.0) == 24.0


def test_a_pullback_called_under_another_trace_is_differentiated() -> None:
    pull = vjp(lambda x: np.sin(x), 0.3)[1]
    assert grad(lambda g: pull(g * g)[0])(2.0) == pytest.approx(4.0 * np.cos(0.3))


def test_jacobian_modes_agree_and_evaluate_the_function_once() -> None:
    calls = []

    def f(x: np.ndarray) -> np.ndarray:
        calls.append(1)
        return np.stack([x[0] * x[1], np.sin(x[2]), x[0], np.sum(x)])

    x = np.array([1.0, 2.0, 3.0])
    matrices = [jacobian(f, mode=mode)(x) for mode in ("forward", "reverse", "auto")]
    assert len(calls) == 3
    expected = [[2.0, 1.0, 0.0], [0.0, 0.0, np.cos(3.0)], [1.0, 0.0, 0.0], [1.0, 1.0, 1.0]]
    for matrix in matrices:
        np.testing.assert_allclose(matrix, expected, rtol=1e-14)
