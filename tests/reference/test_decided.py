# ruff: noqa: E731 (functions of one line are written as such)
"""What happens where mathematics or NumPy leave a choice, each decision with its test."""

import math
import subprocess
import sys
import warnings
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from derivative_checks import assert_agree

from autograder import reference as ad
from autograder.reference import NoRuleError, grad, jvp, vjp
from autograder.reference.values import SMALL

X = np.array([0.3, -1.2, 0.8])


# ---------------------------------------------------------------- inputs and outputs


@pytest.mark.parametrize("x", [3, True, np.arange(3), np.array([True])])
def test_integer_and_boolean_inputs_are_refused_with_the_remedy(x: Any) -> None:
    for call in (lambda: grad(np.sum)(x), lambda: vjp(np.sum, x), lambda: jvp(np.sum, (x,), (x,))):
        with pytest.raises(TypeError, match=r"write 3\.0 for 3|x\.astype\(float\)"):
            call()


def test_whole_tangents_and_cotangents_are_numbers() -> None:
    assert jvp(lambda x: x / 2, (3.0,), (1,))[1] == 0.5
    assert vjp(lambda x: x / 2, 3.0)[1](1)[0] == 0.5


def test_complex_inputs_and_functions_are_refused() -> None:
    with pytest.raises(TypeError, match="real and the imaginary part"):
        grad(lambda z: np.sum(z))(X + 1j)
    with pytest.raises(NoRuleError, match=r"numpy\.fft\.fft has no differentiation rule"):
        grad(lambda x: np.sum(np.abs(np.fft.fft(x))))(X)


@pytest.mark.parametrize("x", ["a", None, np.array([1.0], object), np.matrix([[1.0]])])
def test_other_inputs_are_refused(x: Any) -> None:
    if x is None:
        assert grad(lambda x: 1.0)(x) is None
        return
    with pytest.raises(TypeError, match="only real floating-point numbers"):
        grad(np.sum)(x)


def test_single_precision_stays_single() -> None:
    x = X.astype(np.float32)
    assert grad(lambda x: np.sum(np.log10(np.exp(x) + 2.0)))(x).dtype == np.float32


def test_a_result_that_does_not_depend_on_the_input_has_derivative_zero() -> None:
    np.testing.assert_array_equal(grad(lambda x: 7.0)(X), np.zeros(3))
    assert jvp(lambda x: 7.0, (X,), (X,)) == (7.0, 0.0)
    np.testing.assert_array_equal(ad.jacobian(lambda x: np.ones(2))(X), np.zeros((2, 3)))
    np.testing.assert_array_equal(ad.hessian(lambda x: np.sum(x))(X), np.zeros((3, 3)))
    assert grad(lambda x: np.floor(x) + np.sign(x) + np.round(x))(1.3) == 0.0


def test_grad_refuses_results_that_are_not_one_real_number() -> None:
    for f in (lambda x: x, lambda x: 7, lambda x: x > 0, lambda x: (np.sum(x), x), lambda x: x[:1]):
        with pytest.raises(TypeError, match="use jacobian or vjp"):
            grad(f)(X)


def test_empty_arrays() -> None:
    empty = np.zeros((0, 3))
    assert grad(np.sum)(empty).shape == (0, 3)
    assert grad(lambda x: np.sum(x @ X) + np.prod(x))(empty).shape == (0, 3)
    assert ad.jacobian(lambda x: np.sin(x))(np.zeros(0)).shape == (0, 0)
    assert vjp(lambda x, y: np.concatenate([x, y]), empty, np.ones((1, 3)))[1](np.ones((1, 3)))[
        0
    ].shape == (0, 3)


# ---------------------------------------------------------------- kinks and infinite slopes


def same_as_jax(f: Any, x: Any) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        ours = grad(lambda x: np.sum(f(np, x)))(x)
        forward = jvp(lambda x: np.sum(f(np, x)), (x,), (np.ones_like(x),))[1]
    theirs = jax.jit(jax.grad(lambda x: jnp.sum(f(jnp, x))))(x)
    np.testing.assert_allclose(ours, theirs, rtol=1e-12)
    np.testing.assert_allclose(forward, np.sum(theirs), rtol=1e-12)


@pytest.mark.parametrize(
    "f",
    [
        lambda np, x: np.maximum(x, 0.0),
        lambda np, x: np.minimum(0.0, x),
        lambda np, x: np.max(x),
        lambda np, x: np.min(x * x),
        lambda np, x: np.sqrt(x),
        lambda np, x: x**0,
        lambda np, x: x**1,
        lambda np, x: x**2.0,
        lambda np, x: x**0.5,
        lambda np, x: 0.0**x,
        lambda np, x: np.where(x > 0, x * x, 3.0 * x),
        lambda np, x: np.arctan2(x, 1.0),
        lambda np, x: np.sinc(x),
        lambda np, x: np.prod(x),
    ],
)
def test_at_zero_the_conventions_are_those_of_jax(f: Any) -> None:
    same_as_jax(f, np.zeros(2))


def test_abs_has_slope_zero_at_zero() -> None:
    # As max(x, −x) has, whose two slopes are shared; torch too, while JAX 0.10 takes 1.
    assert grad(np.abs)(0.0) == 0.0
    assert grad(lambda x: np.maximum(x, -x))(0.0) == 0.0


def test_power_with_a_traced_exponent_at_zero() -> None:
    assert grad(lambda y: 0.0**y)(2.0) == 0.0
    assert grad(lambda x: x**2.0)(0.0) == 0.0
    assert grad(grad(lambda x: x**2.0))(0.0) == 2.0
    assert grad(lambda x: x**0.0)(0.0) == 0.0


def test_ties_of_extrema_are_shared() -> None:
    x = np.array([1.0, 3.0, 3.0])
    np.testing.assert_array_equal(grad(np.max)(x), [0.0, 0.5, 0.5])
    assert grad(lambda x: np.maximum(x, 3.0))(3.0) == 0.5
    np.testing.assert_array_equal(grad(lambda x: np.sum(np.clip(x, 1.0, 2.0)))(x), [0.5, 0.0, 0.0])


def test_a_dead_branch_with_an_infinite_slope_gives_nan_as_in_jax() -> None:
    # 0 · ∞: the remedy is to make the argument harmless before the branch is computed.
    f = lambda np, x: np.sum(np.where(x > 0, np.sqrt(x), 0.0))
    x = np.array([0.0, 4.0])
    with pytest.warns(RuntimeWarning):
        ours = grad(lambda x: f(np, x))(x)
    np.testing.assert_array_equal(ours, [np.nan, 0.25])
    np.testing.assert_array_equal(jax.grad(lambda x: f(jnp, x))(x), [np.nan, 0.25])
    safe = lambda x: np.where(x > 0, np.sqrt(np.where(x > 0, x, 1.0)), 0.0)
    np.testing.assert_array_equal(ad.elementwise_grad(safe)(np.array([0.0, 4.0])), [0.0, 0.25])


# ---------------------------------------------------------------- what would cut the derivative


@pytest.mark.parametrize(
    "f",
    [
        lambda x: math.sin(x[0]),
        lambda x: float(x[0]),
        lambda x: int(x[0]),
        lambda x: x[0].item(),
        lambda x: np.array([x, x]),
        lambda x: np.asarray(x),
        lambda x: np.float64(x[0]),
        lambda x: np.zeros(3).__setitem__(0, x[0]),
        lambda x: np.add(x, x, out=np.zeros(3)),
        lambda x: np.sum(x, out=np.zeros(())),
        lambda x: np.fft.fft(x),
        lambda x: np.quantile(x, 0.3),
        lambda x: np.sum(x, where=x > 0),
        lambda x: np.sin(x, where=x > 0),
        lambda x: np.multiply.at(x, [0], 2.0),
        lambda x: np.linalg.eig(np.diag(x)),
    ],
)
def test_what_would_cut_the_derivative_raises(f: Any) -> None:
    for transform in (lambda: grad(lambda x: np.sum(f(x)))(X), lambda: jvp(f, (X,), (X,))):
        with pytest.raises((NoRuleError, TypeError, ValueError)):
            transform()


def test_the_error_names_the_function_and_says_what_to_do() -> None:
    with pytest.raises(NoRuleError, match=r"numpy\.quantile has no differentiation rule.*declare"):
        grad(lambda x: np.quantile(x, 0.3))(X)
    with pytest.raises(NoRuleError, match=r"rule of numpy\.sum does not cover the option where="):
        grad(lambda x: np.sum(x, where=x > 0))(X)


def test_in_place_changes_of_traced_arrays_raise() -> None:
    def assign(x: Any) -> Any:
        x[0] = 1.0
        return np.sum(x)

    def add(x: Any) -> Any:
        x += 1.0
        return np.sum(x)

    def fill(x: Any) -> Any:
        y = np.zeros(3)
        y += x
        return np.sum(y)

    for f in (assign, add, fill):
        with pytest.raises(NoRuleError):
            grad(f)(X)


def test_numbers_may_be_accumulated() -> None:
    def f(x: Any) -> Any:
        total = 0.0
        for element in x:
            total += element**2
        return total

    np.testing.assert_allclose(grad(f)(X), 2 * X)


def test_control_flow_sees_values() -> None:
    f = lambda x: x * x if x > 1.0 else -x
    assert (grad(f)(2.0), grad(f)(0.5)) == (4.0, -1.0)
    assert grad(lambda x: x * len(f"{x:.3f}"))(2.0) == 5.0


@pytest.mark.parametrize("inner", [grad, lambda f: lambda y: jvp(f, (y,), (1.0,))[1]])
def test_a_value_kept_from_a_derivative_inside_is_refused_as_a_result(inner: Any) -> None:
    def f(x: Any) -> Any:
        kept = []
        inner(lambda y: kept.append(x * y) or y)(3.0)
        return x * kept[0]

    for transform in (
        lambda: grad(f)(2.0),
        lambda: jvp(f, (2.0,), (1.0,)),
        lambda: vjp(f, 2.0),
        lambda: ad.linearize(f, 2.0),
        lambda: grad(grad(f))(2.0),
        lambda: ad.jacobian(lambda x: {"kept": np.array([f(x), x])})(2.0),
        lambda: ad.trace(f, 2.0),
    ):
        with pytest.raises(NoRuleError, match=r"kept from a derivative inside .* has ended"):
            transform()
    assert grad(lambda x: x * ad.stop_gradient(f(x)))(2.0) == 12.0


# ---------------------------------------------------------------- what is not seen
# The documentation of `value_and_grad`, `jvp` and `vjp` and the page about the module name these.


@pytest.mark.parametrize("n", [SMALL, SMALL + 1])
def test_a_large_constant_that_is_changed_in_place_makes_reverse_mode_wrong(n: int) -> None:
    def f(x: Any) -> Any:
        weights = np.full(n, 3.0)
        total = np.sum(weights * x)
        weights[:] = 0.0
        return total

    x = np.ones(n)
    reverse = [grad(f)(x), vjp(f, x)[1](1.0)[0], ad.jacobian(f, mode="reverse")(x)]
    for gradient in reverse:
        np.testing.assert_array_equal(gradient, np.full(n, 3.0 if n == SMALL else 0.0))
    assert jvp(f, (x,), (x,)) == (3.0 * n, 3.0 * n)


def test_an_argument_that_is_changed_in_place_under_another_name_makes_grad_wrong() -> None:
    def f(y: Any) -> Any:
        total = np.sum(y * y)
        x[:] = 0.0
        return total

    for transform, right in (
        (lambda: vjp(f, x)[1](1.0)[0], True),
        (lambda: ad.linearize(f, x)[1](X) * X / np.sum(X * X), True),
        (lambda: grad(f)(x), False),
        (lambda: ad.jacobian(f)(x), False),
    ):
        x = X.copy()
        np.testing.assert_allclose(transform(), 2 * X if right else 0 * X)


def test_a_number_read_from_a_text_is_a_constant() -> None:
    f = lambda x: float(f"{x:.3f}") * x
    assert grad(f)(2.0) == 2.0
    assert jvp(f, (2.0,), (1.0,)) == (4.0, 2.0)


def test_a_tracer_kept_from_a_derivative_that_has_ended_is_a_constant_to_later_ones() -> None:
    kept: list[Any] = []
    grad(lambda y: kept.append(y * y) or y)(3.0)
    value, slope = ad.value_and_grad(lambda x: x * x * kept[0])(2.0)
    assert ad.stop_gradient([value, slope]) == [36.0, 36.0]


def test_a_question_about_the_type_of_a_value_is_answered_no() -> None:
    for asks in (
        lambda x: isinstance(x, float),
        lambda x: isinstance(x, np.ndarray),
        lambda x: np.isscalar(x),
    ):
        f = lambda x, asks=asks: x * x if asks(x) else 0 * x
        assert grad(f)(2.0) == 0.0
        assert jvp(f, (2.0,), (1.0,)) == (0.0, 0.0)


def test_what_is_no_number_in_a_result_has_the_tangent_zero() -> None:
    f = lambda x: (x * x, lambda: x * x)
    assert jvp(f, (2.0,), (1.0,))[1] == (4.0, 0.0)
    assert vjp(f, 2.0)[1]((0.0, 1.0)) == (0.0,)
    assert ad.linearize(f, 2.0)[1](1.0) == (4.0, 0.0)
    for transform in (grad, ad.jacobian):
        with pytest.raises(TypeError):
            transform(lambda x: lambda: x)(2.0)


def test_the_documentation_names_what_is_not_seen_and_the_limit_of_a_small_constant() -> None:
    for function, said in (
        (ad.value_and_grad, f"constant of more than {SMALL} entries"),
        (ad.value_and_grad, "an argument that f can reach under another name"),
        (ad.value_and_grad, "a number that f reads from a text"),
        (ad.value_and_grad, "a tracer that was kept from a derivative that has ended"),
        (ad.value_and_grad, "a question about the type"),
        (ad.vjp, f"large arrays that f used, of more than {SMALL} entries, must not be changed"),
        (ad.vjp, "What is no number in the result, such as a function, gives zeros"),
        (ad.jvp, "no number in the result, such as a function, has the tangent 0"),
    ):
        assert said in " ".join((function.__doc__ or "").split())


def test_a_traced_number_answers_most_questions_as_a_float_does() -> None:
    def f(x: Any) -> Any:
        asked = np.ndim(x), np.shape(x), np.iterable(x), x.dtype
        assert asked == (0, (), False, np.dtype(float))
        assert hasattr(x, "__len__")
        assert not isinstance(x, float | np.ndarray)
        return x

    assert grad(f)(2.0) == 1.0
    assert not hasattr(2.0, "__len__")


# ---------------------------------------------------------------- linear algebra


def rotation(angle: float) -> np.ndarray:
    return np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])


REPEATED = rotation(0.3) @ np.diag([2.0, 2.0]) @ rotation(1.1).T


@pytest.mark.parametrize("A", [REPEATED, np.zeros((2, 2)), np.diag([3.0, 0.0])])
def test_losses_of_singular_values_alone_are_finite(A: np.ndarray) -> None:
    gradient = grad(lambda A: np.sum(np.linalg.svd(A, compute_uv=False)))(A)
    U, _, Vh = np.linalg.svd(A)
    np.testing.assert_allclose(gradient, U @ Vh, atol=1e-14)


def test_a_loss_of_singular_vectors_at_repeated_values_is_refused() -> None:
    def loss(A: Any) -> Any:
        U, s, _ = np.linalg.svd(A)
        return np.sum(U[:, 0] ** 3) + s[0]

    with pytest.raises(np.linalg.LinAlgError, match="singular values 0 and 1 are both 1"):
        grad(loss)(np.eye(2))


def test_losses_of_eigenvalues_alone_are_finite_where_they_repeat_and_of_vectors_refused() -> None:
    ours = grad(lambda A: np.sum(np.linalg.eigvalsh(A)))(np.eye(3))
    np.testing.assert_allclose(ours, np.eye(3), atol=1e-15)
    with pytest.raises(np.linalg.LinAlgError, match="eigenvalues 0 and 1 are both 1"):
        grad(lambda A: np.sum(np.linalg.eigh(A)[1] ** 3))(np.eye(3))


def test_full_matrices_raise_unless_square() -> None:
    with pytest.raises(NotImplementedError, match="full_matrices=False"):
        grad(lambda A: np.sum(np.linalg.svd(A)[1]))(np.ones((3, 2)))
    assert grad(lambda A: np.linalg.svd(A)[1][0])(np.diag([3.0, 1.0])).shape == (2, 2)


def test_symmetric_functions_have_symmetric_adjoints() -> None:
    A = np.array([[2.0, 0.3], [0.3, 1.0]])
    for f in (lambda A: np.linalg.cholesky(A)[1, 0], lambda A: np.linalg.eigh(A)[0][0]):
        gradient = grad(f)(A)
        np.testing.assert_allclose(gradient, gradient.T, rtol=1e-14)
        h = 1e-6 * np.array([[0.0, 1.0], [1.0, 0.0]])
        central = (f(A + h) - f(A - h)) / 2e-6
        assert np.sum(gradient * h) / 1e-6 == pytest.approx(central, rel=1e-8)


def test_eigh_of_either_triangle() -> None:
    A = np.array([[2.0, 0.3], [0.3, 1.0]])
    lower, upper = (grad(lambda A: np.linalg.eigh(A, UPLO)[0][0])(A) for UPLO in "LU")
    np.testing.assert_allclose(lower, upper)


@pytest.mark.parametrize("f", [lambda A: np.linalg.lstsq(A, np.ones(3))[0], np.linalg.pinv])
def test_a_change_of_rank_raises(f: Any) -> None:
    A = np.array([[1.0, 2.0], [2.0, 4.0], [3.0, 6.0]])
    with pytest.raises(np.linalg.LinAlgError, match="has not full rank"):
        grad(lambda A: np.sum(f(A)))(A)


def test_lstsq_returns_all_four_results() -> None:
    A, b = np.array([[1.0, 2.0], [0.5, -1.0], [1.0, 1.0]]), np.array([1.0, 2.0, -1.0])
    value = vjp(lambda A: np.linalg.lstsq(A, b), A + 0.0)
    _, residuals, rank, s = value[0]
    expected = np.linalg.lstsq(A, b)
    assert rank == expected[2]
    np.testing.assert_allclose(residuals, expected[1], rtol=1e-12)
    np.testing.assert_allclose(s, expected[3], rtol=1e-12)


def test_a_singular_matrix_has_no_inverse_but_a_determinant_with_a_gradient() -> None:
    with pytest.raises(np.linalg.LinAlgError):
        grad(lambda A: np.sum(np.linalg.inv(A)))(np.ones((2, 2)))
    np.testing.assert_allclose(grad(np.linalg.det)(np.ones((2, 2))), [[1.0, -1.0], [-1.0, 1.0]])


def test_qr_of_a_wide_matrix() -> None:
    A = np.array([[2.0, 0.3, 1.0], [0.4, 1.0, -1.0]])
    f = lambda A: np.sum(np.linalg.qr(A)[1] ** 3) + np.sum(np.linalg.qr(A).Q[0] ** 3)
    t = np.array([[0.2, 1.0, -0.3], [0.5, 0.1, 0.9]])
    central = (f(A + 1e-6 * t) - f(A - 1e-6 * t)) / 2e-6
    assert jvp(f, (A,), (t,))[1] == pytest.approx(central, rel=1e-8)
    assert np.sum(grad(f)(A) * t) == pytest.approx(central, rel=1e-8)


# ---------------------------------------------------------------- functions of the module


def test_logsumexp_and_softmax_do_not_overflow_and_agree_with_jax() -> None:
    x = np.array([[1000.0, 1001.0, -1000.0], [0.1, 0.2, 0.3]])
    for axis in (0, -1):
        ours = vjp(lambda x: (ad.logsumexp(x, axis), ad.softmax(x, axis)), x)
        g = tuple(np.cos(np.arange(float(y.size))).reshape(y.shape) for y in ours[0])

        @jax.jit
        def theirs(x: Any, g: Any) -> Any:
            both = lambda x: (jax.nn.logsumexp(x, axis), jax.nn.softmax(x, axis))
            values, pull = jax.vjp(both, x)
            return values, pull(g)

        values, bars = theirs(x, g)
        assert_agree(ours[0], values, "value")
        assert_agree(ours[1](g), bars, "vjp")
    assert_agree(ad.logsumexp(x, 1, keepdims=True), jax.nn.logsumexp(x, 1, keepdims=True), "keep")
    whole = lambda x: ad.logsumexp(x)
    assert_agree(ad.hessian(whole)(X), jax.jit(jax.hessian(jax.nn.logsumexp))(X), "hessian")


def test_the_module_needs_nothing_but_numpy() -> None:
    program = (
        "import sys, numpy; before = set(sys.modules); import autograder.reference; "
        "print(sorted({m.split('.')[0] for m in set(sys.modules) - before}))"
    )
    out = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    foreign = set(eval(out.stdout)) - {"autograder"} - set(sys.stdlib_module_names)
    assert foreign == set()
