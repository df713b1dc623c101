"""What the checks of ps2_forward promise beyond the known answers."""

from typing import ClassVar

import numpy as np
import pytest

from autograder.checks.ps2_forward import DEEPEST, Map, Point, Watched, WatchedMap, point_of
from autograder.reference import grad, jacobian


class Dual:
    def __init__(self, value, tangent=0.0):
        self.value, self.tangent = value, tangent


def test_a_dual_that_holds_itself_does_not_hold_up_the_check():
    x = Dual(1.0)
    x.value = x
    assert point_of(x).levels == DEEPEST


def test_the_maps_have_the_jacobian_of_what_they_compute():
    f = Map(np.array([[0.3, -1.2], [2.0, 0.7], [1.0, 1.0]]), held=(1,))
    x = np.array([0.4, -0.9])

    def written_out(x):
        y = f.A @ x
        return (np.sin(y) + y) * np.array([1.0, 0.0, 1.0]) + np.array([0.0, 2.0, 0.0])

    np.testing.assert_allclose(f(x), written_out(x), rtol=1e-14)
    np.testing.assert_allclose(f.jacobian(x), jacobian(written_out)(x), rtol=1e-13)


def derivatives(left, right, added):
    """The value and the derivatives at 0 of left · right + added, polynomials."""
    return (np.polynomial.Polynomial(left) * np.polynomial.Polynomial(right)).coef + added


@pytest.mark.parametrize("x", [0.7, -1.3])
def test_the_taylor_polynomial_has_the_derivatives_of_the_function(x):
    f = Watched("x * exp(-x)", np.random.default_rng(3))
    written_out = lambda x: x * np.exp(-x)  # noqa: E731
    pieces = f.pieces(point_of(Dual(Dual(x, 1.0), 1.0)))
    assert derivatives(*pieces) == pytest.approx(
        [written_out(x), grad(written_out)(x), grad(grad(written_out))(x) / 2], rel=1e-13
    )


class Recorder:
    """A Dual that keeps every number that it is combined with; it calls itself by its value."""

    seen: ClassVar[list[float]] = []

    def __init__(self, value, tangent):
        self.value, self.tangent = value, tangent

    def combined(self, other, value, tangent):
        if isinstance(other, float):
            self.seen.append(other)
        return Recorder(value, tangent)

    def __sub__(self, other):
        return self.combined(other, self.value - other, self.tangent)

    def __add__(self, other):
        value, tangent = getattr(other, "value", other), getattr(other, "tangent", 0.0)
        return self.combined(other, self.value + value, self.tangent + tangent)

    def __mul__(self, other):
        return self.combined(other, self.value * other, self.tangent * other)

    __radd__, __rmul__ = __add__, __mul__


def numbers_in(value):
    if isinstance(value, float):
        return [value]
    return (
        [x for item in value for x in numbers_in(item)] if isinstance(value, list | tuple) else []
    )


def is_among(number, numbers):
    return bool(np.isclose(np.abs(number), np.abs(numbers), rtol=1e-9).any())


@pytest.mark.parametrize("seed", range(5))
def test_no_number_that_an_answer_can_see_is_the_derivative(seed):
    Recorder.seen.clear()
    f, x = Watched("sin(2 * x) + x", np.random.default_rng(seed)), 0.8
    slope = 2 * np.cos(2 * x) + 1
    assert f(Recorder(x, 1.0)).tangent == pytest.approx(slope, rel=1e-13)
    seen = [*Recorder.seen, *numbers_in(f.pieces(Point(x, 1))), *numbers_in(f.pieces(Point(x, 2)))]
    assert len(Recorder.seen) > 4
    assert not is_among(slope, seen)
    products = np.outer(seen, seen)
    assert not is_among(slope, products)


@pytest.mark.parametrize("shape", [(1, 1), (3, 2), (2, 4), (1, 3), (3, 1)])
def test_no_number_that_an_answer_can_see_is_an_entry_of_the_jacobian(shape):
    Recorder.seen.clear()
    rng = np.random.default_rng(4)
    f, x = WatchedMap(Map(rng.standard_normal(shape)), rng), rng.standard_normal(shape[1])
    J = f.f.jacobian(x)
    for j in range(shape[1]):
        y = f([Recorder(float(a), float(i == j)) for i, a in enumerate(x)])
        np.testing.assert_allclose([z.tangent for z in y], J[:, j], rtol=1e-12)
        np.testing.assert_allclose([z.value for z in y], f.f(x), rtol=1e-12)
    seen = [*Recorder.seen, *numbers_in(f._pieces([Point(a, 1) for a in x]))]
    assert not any(is_among(slope, seen) for slope in J.flat)


def test_where_only_some_inputs_are_duals_the_others_stand_still():
    rng = np.random.default_rng(5)
    f, x = WatchedMap(Map(rng.standard_normal((2, 3)), held=(1,)), rng), rng.standard_normal(3)
    y, held = f([x[0], Recorder(float(x[1]), 1.0), x[2]])
    assert y.tangent == pytest.approx(f.f.jacobian(x)[0, 1], rel=1e-12)
    assert held == 2.0


@pytest.mark.parametrize("step", [1.0, 1e300, 1e-30j, np.array([0.0, 1.0])])
def test_a_step_that_is_no_dual_gets_no_further(step):
    class Forged(Recorder):
        def __sub__(self, other):
            return step

    f = Watched("x * exp(-x)", np.random.default_rng(0))
    with pytest.raises(TypeError):
        f(Forged(0.5, 1.0))
    g = WatchedMap(Map(np.eye(2)), np.random.default_rng(0))
    with pytest.raises(TypeError):
        g([Forged(0.5, 1.0), Forged(0.5, 0.0)])


def test_a_dual_that_moves_from_its_place_gets_no_further():
    class Forged(Recorder):
        def __sub__(self, other):
            return Forged(1.0, 0.0)

    with pytest.raises(ValueError, match="wrong value"):
        Watched("x * exp(-x)", np.random.default_rng(0))(Forged(0.5, 1.0))


def test_calls_with_numbers_are_counted_and_answered():
    rng = np.random.default_rng(0)
    f, g = Watched("x**3 - 2 * x", rng), WatchedMap(Map(np.eye(2)), rng)
    assert f(2.0) == 4.0
    assert g([1.0, 2.0]) == pytest.approx([1 + np.sin(1.0), 2 + np.sin(2.0)])
    assert g(1.0, 2.0) == g([1.0, 2.0])
    assert (len(f.inputs), len(g.inputs), g.unpacked) == (1, 3, True)
