"""What the checks of ps2_forward promise beyond the known answers."""

import numpy as np
import pytest

from autograder.checks.ps2_forward import DEEPEST, Map, Watched, WatchedMap, point_of
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


@pytest.mark.parametrize("x", [0.7, -1.3])
def test_the_taylor_polynomial_has_the_derivatives_of_the_function(x):
    f = Watched("x * exp(-x)")
    written_out = lambda x: x * np.exp(-x)  # noqa: E731
    c = f.coefficients(point_of(Dual(Dual(x, 1.0), 1.0)))
    assert c == pytest.approx(
        [written_out(x), grad(written_out)(x), grad(grad(written_out))(x) / 2], rel=1e-13
    )


def test_calls_with_numbers_are_counted_and_answered():
    f, g = Watched("x**3 - 2 * x"), WatchedMap(Map(np.eye(2)))
    assert f(2.0) == 4.0
    assert g([1.0, 2.0]) == pytest.approx([1 + np.sin(1.0), 2 + np.sin(2.0)])
    assert g(1.0, 2.0) == g([1.0, 2.0])
    assert (len(f.inputs), len(g.inputs), g.unpacked) == (1, 3, True)
