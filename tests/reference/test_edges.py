# ruff: noqa: E731 (functions of one line are written as such)
"""Derivatives are right where values repeat, vanish or are extreme, or they are refused by name."""

import itertools
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from derivative_checks import COMPOSITIONS
from scipy.linalg import expm, expm_frechet

from autograder import reference as ad

RNG = np.random.default_rng(5)
INF = np.inf
RING = 2.0 * np.eye(6) - np.roll(np.eye(6), 1, 0) - np.roll(np.eye(6), -1, 0)
WEIGHTS, DIRECTION = RNG.normal(size=(2, 6, 6))
SYMMETRIC = WEIGHTS + WEIGHTS.T
T = DIRECTION + DIRECTION.T


def richardson(f: Callable[..., Any], x: Any, t: Any, h: float = 2e-3) -> Any:
    """The derivative of f along t, by differences whose error falls with h⁶."""
    d = lambda k: (f(x + k * h * t) - f(x - k * h * t)) / (2 * k * h)
    return (15 * d(1) - 6 * d(2) + d(3)) / 10


def slopes(f: Callable[..., Any], x: Any, t: Any) -> list[float]:
    """The derivative of f along t in both modes: forward, replayed, reverse."""
    whole = lambda g: float(np.sum(np.asarray(g) * t))
    forward = ad.jvp(f, (x,), (t,))[1]
    return [float(forward), float(ad.linearize(f, x)[1](t)), whole(ad.grad(f)(x))]


def agree(f: Callable[..., Any], x: Any, t: Any, right: float, rtol: float = 1e-12) -> None:
    scale = max(1.0, abs(right))
    np.testing.assert_allclose(slopes(f, x, t), right, rtol=rtol, atol=rtol * scale)


def products(f: Callable[..., Any], x: Any, t: Any, right: Any, rtol: float = 1e-9) -> None:
    for mode in COMPOSITIONS:
        np.testing.assert_allclose(
            ad.hvp(f, x, t, mode), right, rtol=rtol, atol=rtol * np.max(np.abs(right)), err_msg=mode
        )


# ---------------------------------------------------------------- spectra that repeat


def heat(A: Any) -> Any:
    w, V = np.linalg.eigh(A)
    return (V * np.exp(-0.7 * w)) @ V.T


@pytest.mark.parametrize("A", [RING, 2.0 * np.eye(6), np.zeros((6, 6)), -1e3 * np.eye(6)])
@pytest.mark.parametrize("kind", ["entries", "trace"])
def test_functions_of_matrices_with_repeated_eigenvalues(A: np.ndarray, kind: str) -> None:
    A = A / max(1.0, np.max(np.abs(A)))
    C = SYMMETRIC if kind == "entries" else np.eye(6)
    right = -0.7 * np.sum(expm_frechet(-0.7 * A, C)[1] * T)
    agree(lambda A: np.sum(C * heat(A)), A, T, right)


def test_all_entries_of_the_heat_kernel_in_both_modes() -> None:
    right = -0.7 * expm_frechet(-0.7 * RING, T)[1]
    for mode in ("forward", "reverse"):
        whole = ad.jacobian(heat, mode=mode)(RING)
        np.testing.assert_allclose(np.tensordot(whole, T), right, atol=1e-13)


def test_a_batch_in_which_one_spectrum_repeats() -> None:
    A = np.stack([RING, np.diag(np.arange(6.0)), np.eye(6)])
    f = lambda A: np.sum(
        SYMMETRIC * np.einsum("bij,bj,bkj->ik", *(lambda w, V: (V, w**3, V))(*np.linalg.eigh(A)))
    )
    right = [a @ a @ SYMMETRIC + a @ SYMMETRIC @ a + SYMMETRIC @ a @ a for a in A]
    np.testing.assert_allclose(ad.grad(f)(A), right, atol=1e-11)


@pytest.mark.parametrize("A", [RING, np.eye(6)])
def test_sums_over_eigenvalues_that_repeat_have_second_derivatives(A: np.ndarray) -> None:
    f = lambda A: np.sum(np.exp(np.linalg.eigvalsh(A)))
    agree(f, A, T, np.sum(expm(A) * T))
    products(f, A, T, expm_frechet(A, T)[1], 1e-12)


def test_projectors_on_spaces_of_repeated_eigenvalues() -> None:
    def f(A: Any) -> Any:
        V = np.linalg.eigh(A)[1][:, 1:3]
        return np.sum(SYMMETRIC * (V @ V.T))

    agree(f, RING, T, richardson(f, RING, T), 1e-9)


def test_the_polar_factor_where_singular_values_repeat() -> None:
    Q, P = np.linalg.qr(RNG.normal(size=(2, 4, 4)))[0]
    A, C, t = Q @ np.diag([2.0, 2.0, 1.0, 1.0]) @ P, *RNG.normal(size=(2, 4, 4))

    def f(A: Any) -> Any:
        U, _, Vh = np.linalg.svd(A)
        return np.sum(C * (U @ Vh))

    agree(f, A, t, richardson(f, A, t), 1e-9)


def test_a_tall_matrix_of_low_rank_given_back_by_its_factors() -> None:
    A, C, t = np.outer(np.arange(1.0, 6.0), [1.0, 2.0, 3.0]), *RNG.normal(size=(2, 5, 3))

    def f(A: Any) -> Any:
        U, s, Vh = np.linalg.svd(A, full_matrices=False)
        return np.sum(C * ((U * s**3) @ Vh))

    agree(f, A, t, richardson(lambda A: np.sum(C * (A @ A.T @ A)), A, t), 1e-9)


@pytest.mark.parametrize(
    "f",
    [
        lambda A: np.linalg.eigh(A)[1][0, 0],
        lambda A: np.sum(np.linalg.eigh(A)[1] ** 3),
        lambda A: np.sum(np.linalg.svd(A)[0][:, 0] ** 3),
        lambda A: np.linalg.svd(A)[2][1, 1],
        lambda A: np.linalg.eigh(A)[1][0, 0] ** 2 * 1e-9,
    ],
)
@pytest.mark.parametrize("A", [np.eye(3), np.zeros((3, 3)), np.eye(3) + 1e-16])
def test_what_depends_on_the_choice_of_vectors_is_refused_by_name(f: Any, A: np.ndarray) -> None:
    t = np.arange(9.0).reshape(3, 3)
    for call in (lambda: ad.grad(f)(A), lambda: ad.jvp(f, (A,), (t + t.T,))):
        with pytest.raises(np.linalg.LinAlgError, match=r"values 0 and 1 are both .* not determi"):
            call()


def test_second_derivatives_of_vectors_that_repeat_are_refused_by_name() -> None:
    with pytest.raises(np.linalg.LinAlgError, match="eigenvalues 1 and 2 are both 1"):
        ad.hvp(lambda A: np.sum(SYMMETRIC * heat(A)), RING, T)


def test_simple_eigenvalues_beside_repeated_ones_keep_their_vectors() -> None:
    f = lambda A: np.sum(np.linalg.eigh(A)[1][:, 0] ** 4)
    agree(f, RING, T, richardson(f, RING, T, 1e-3), 1e-9)


def test_eigenvalues_that_are_nearly_equal_are_as_good_as_their_gap() -> None:
    for gap, error in ((1e-3, 1e-11), (1e-6, 1e-8), (1e-9, 1e-5)):
        A = np.diag([1.0, 1.0 + gap, 2.0])
        C, t = SYMMETRIC[:3, :3], T[:3, :3]
        right = -0.7 * np.sum(expm_frechet(-0.7 * A, C)[1] * t)
        agree(lambda A, C=C: np.sum(C * heat(A)), A, t, right, error)


@pytest.mark.parametrize("f", [lambda A: np.linalg.eigvalsh(A)[-1], lambda A: np.linalg.norm(A, 2)])
def test_the_largest_value_has_a_subgradient_where_it_repeats(f: Any) -> None:
    gradient = ad.grad(f)(np.eye(3))
    assert np.trace(gradient) == pytest.approx(1.0)  # a mean of vvᵀ, v of length 1
    assert np.all(np.linalg.eigvalsh(gradient) > -1e-15)
    assert ad.jvp(f, (np.eye(3),), (T[:3, :3],))[1] == pytest.approx(np.sum(gradient * T[:3, :3]))


# ---------------------------------------------------------------- determinants


def minors(A: np.ndarray) -> np.ndarray:
    """The cofactors of A, by exact arithmetic."""
    n = len(A)
    exact = [[Fraction(float(a)) for a in row] for row in A]
    found = np.zeros((n, n))
    for i, j in np.ndindex(n, n):
        rows = [[a for k, a in enumerate(row) if k != j] for m, row in enumerate(exact) if m != i]
        found[i, j] = float((-1) ** (i + j) * leibniz(rows))
    return found


def leibniz(rows: list[list[Fraction]]) -> Fraction:
    """A determinant as the sum over permutations."""
    total = Fraction(0)
    for p in itertools.permutations(range(len(rows))):
        sign = (-1) ** sum(a > b for a, b in itertools.combinations(p, 2))
        product = Fraction(sign)
        for row, k in zip(rows, p, strict=True):
            product *= row[k]
        total += product
    return total


SINGULAR = [
    np.outer([1.0, 2.0, 3.0], [4.0, 5.0, 6.0]),
    np.arange(9.0).reshape(3, 3),
    np.diag([1.0, 2.0, 0.0]),
    np.zeros((3, 3)),
    np.ones((1, 1)) * 0.0,
    np.eye(4) - 1.0,
]


@pytest.mark.parametrize("A", SINGULAR)
def test_the_gradient_of_det_is_the_adjugate_where_it_is_singular_too(A: np.ndarray) -> None:
    t = RNG.normal(size=A.shape)
    np.testing.assert_allclose(ad.grad(np.linalg.det)(A), minors(A), atol=1e-12)
    agree(np.linalg.det, A, t, np.sum(minors(A) * t))
    # The cofactors are polynomials of degree at most 3 here, so that differences are exact.
    right = richardson(minors, A, t, 0.5)
    products(np.linalg.det, A, t, right, 1e-11) if np.any(right) else None


@pytest.mark.parametrize("c", [1e200, 1e-200])
def test_det_and_slogdet_at_extreme_scales(c: float) -> None:
    with np.errstate(over="ignore", under="ignore"):
        np.testing.assert_allclose(ad.grad(np.linalg.det)(c * np.eye(2)), c * np.eye(2))
    slope = ad.grad(lambda A: np.linalg.slogdet(A)[1])(c * np.eye(2))
    np.testing.assert_allclose(slope * c, np.eye(2))


# ---------------------------------------------------------------- triangles

LOPSIDED = RNG.normal(size=(3, 3)) + np.diag([6.0, 12.0, 18.0])


@pytest.mark.parametrize(
    "f",
    [
        lambda A: np.linalg.eigvalsh(A) @ [1.0, 2.0, 3.0],
        lambda A: np.linalg.eigvalsh(A, "U") @ [1.0, 2.0, 3.0],
        lambda A: np.linalg.eigh(A)[1][:, 0] ** 2 @ [1.0, 2.0, 3.0],
        lambda A: np.linalg.eigh(A, UPLO="U")[1][:, 0] ** 2 @ [1.0, 2.0, 3.0],
        lambda A: np.sum(np.linalg.cholesky(A) ** 3),
        lambda A: np.sum(np.linalg.cholesky(A, upper=True) ** 3),
    ],
)
def test_matrices_that_are_not_symmetric_get_the_slope_of_the_triangle_that_is_read(f: Any) -> None:
    for i, j in np.ndindex(3, 3):
        t = np.zeros((3, 3))
        t[i, j] = 1.0
        agree(f, LOPSIDED, t, richardson(f, LOPSIDED, t), 1e-9)
    value = ad.vjp(f, LOPSIDED)[0]
    assert value == pytest.approx(f(LOPSIDED), rel=1e-15)
    t = RNG.normal(size=(3, 3))
    gradient = lambda A: ad.grad(f)(A)
    products(f, LOPSIDED, t, richardson(gradient, LOPSIDED, t), 1e-8)


# ---------------------------------------------------------------- least squares


def exact_adjoints(A: np.ndarray, b: np.ndarray, c: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Ā and b̄ of ⟨c, lstsq(A, b)⟩ from the normal equations, in rational numbers."""
    m, n = A.shape
    F = [[Fraction(float(a)) for a in row] for row in A]
    bs, cs = [Fraction(float(y)) for y in b], [Fraction(float(y)) for y in c]
    rows = [
        [sum(F[k][i] * F[k][j] for k in range(m)) for j in range(n)]
        + [sum(F[k][i] * bs[k] for k in range(m)), cs[i]]
        for i in range(n)
    ]
    for i in range(n):
        rows[i] = [value / rows[i][i] for value in rows[i]]
        for j in range(n):
            if j != i:
                rows[j] = [u - rows[j][i] * v for u, v in zip(rows[j], rows[i], strict=True)]
    x, dual = [row[n] for row in rows], [row[n + 1] for row in rows]
    r = [bs[k] - sum(F[k][i] * x[i] for i in range(n)) for k in range(m)]
    mu = [sum(F[k][i] * dual[i] for i in range(n)) for k in range(m)]
    A_bar = [[float(r[k] * dual[i] - mu[k] * x[i]) for i in range(n)] for k in range(m)]
    return np.array(A_bar), np.array([float(y) for y in mu])


@pytest.mark.parametrize("degree", [3, 9, 12])
def test_fits_of_polynomials_are_differentiated_as_well_as_by_jax(degree: int) -> None:
    x = np.linspace(0.0, 1.0, 30)
    A, b = np.vander(x, degree + 1), np.sin(3 * x) + 0.1 * np.cos(20 * x)
    c = RNG.normal(size=degree + 1)
    right = exact_adjoints(A, b, c)
    ours = ad.grad(lambda A, b: c @ np.linalg.lstsq(A, b)[0], (0, 1))(A, b)
    theirs = jax.grad(lambda A, b: c @ jnp.linalg.lstsq(A, b)[0], (0, 1))(A, b)
    error = lambda some: [
        np.max(np.abs(a - e)) / np.max(np.abs(e)) for a, e in zip(some, right, strict=True)
    ]
    for our, their in zip(error(ours), error(theirs), strict=True):
        assert our < 3.0 * their + 1e-14
    by_pinv = ad.grad(lambda A: c @ (np.linalg.pinv(A) @ b))(A)
    assert error([by_pinv, right[1]])[0] < 1e-7


@pytest.mark.parametrize("shape", [(5, 3), (3, 5), (4, 4)])
def test_least_squares_and_pseudo_inverses_to_second_order(shape: tuple[int, int]) -> None:
    A, t = RNG.normal(size=(2, *shape))
    B = RNG.normal(size=(shape[0], 2))
    solved = lambda A: np.sum(np.linalg.lstsq(A, B)[0] ** 3)
    inverted = lambda A: np.sum(np.linalg.pinv(A) ** 3)
    for f in (solved, inverted):
        agree(f, A, t, richardson(f, A, t), 1e-6)
        products(f, A, t, richardson(ad.grad(f), A, t), 1e-6)


def test_least_squares_refuses_batches_and_ranks_by_name() -> None:
    with pytest.raises(np.linalg.LinAlgError, match="must be two-dimensional"):
        ad.grad(lambda A: np.sum(np.linalg.lstsq(A, np.ones(3))[0]))(np.ones((2, 3, 3)))
    with pytest.raises(np.linalg.LinAlgError, match="has not full rank"):
        ad.grad(lambda A: np.sum(np.linalg.lstsq(A, np.ones(3))[0]))(np.ones((3, 2)))


# ---------------------------------------------------------------- scales

GENERAL, DEFINITE = np.array([[2.0, 0.3], [0.4, 1.0]]), np.array([[2.0, 0.3], [0.3, 1.0]])
B = np.array([1.0, 2.0])
# Functions of (A, c) that a scaling of A by c leaves as they are.
SCALED = {
    "svd": lambda A, c: np.sum(np.linalg.svd(A)[0][:, 0] ** 2 * B),
    "svd right": lambda A, c: np.linalg.svd(A)[2][0, 0] * np.linalg.svd(A)[0][0, 0],
    "svdvals": lambda A, c: np.linalg.svdvals(A) @ B / c,
    "eigh": lambda A, c: np.sum(np.linalg.eigh(A)[1][:, 0] ** 4),
    "eigvalsh": lambda A, c: np.linalg.eigvalsh(A) @ B / c,
    "solve": lambda A, c: np.sum(np.linalg.solve(A, B * c) ** 2),
    "inv": lambda A, c: np.sum(c * np.linalg.inv(A) ** 1.0),
    "qr": lambda A, c: np.sum(np.linalg.qr(A)[0] ** 3) + np.sum(np.linalg.qr(A)[1] / c),
    "cholesky": lambda A, c: np.sum(np.linalg.cholesky(A) / np.sqrt(c) * DEFINITE),
    "pinv": lambda A, c: np.sum(c * np.linalg.pinv(A)),
    "lstsq": lambda A, c: np.sum(np.linalg.lstsq(A, B * c)[0] ** 2),
    "norm": lambda A, c: np.linalg.norm(A) / c,
    "norm axis": lambda A, c: np.linalg.norm(A, axis=0) @ B / c,
    "norm keepdims": lambda A, c: np.sum(np.linalg.norm(A, axis=1, keepdims=True) * A / c**2),
    "norm 2": lambda A, c: np.linalg.norm(A, 2) / c,
    "norm nuc": lambda A, c: np.linalg.norm(A, "nuc") / c,
    "vector_norm": lambda A, c: np.linalg.vector_norm(A) / c,
}


@pytest.mark.parametrize("c", [1e-200, 1e-150, 1e150, 1e200])
@pytest.mark.parametrize("name", SCALED)
def test_no_scale_is_too_small_or_too_large(name: str, c: float) -> None:
    f = SCALED[name]
    if name == "norm keepdims":
        f = lambda A, c: np.sum(np.linalg.norm(A, axis=1, keepdims=True) / c * (A / c))
    A, t = (DEFINITE if name in ("eigh", "eigvalsh", "cholesky") else GENERAL), np.ones((2, 2))
    right = ad.jvp(lambda A: f(A, 1.0), (A,), (t,))[1]
    assert right == pytest.approx(richardson(lambda A: f(A, 1.0), A, t), rel=1e-9)
    np.testing.assert_allclose(slopes(lambda A: f(A, c), c * A, c * t), right, rtol=1e-13)


# ---------------------------------------------------------------- qr, powers, norms


def test_qr_of_dependent_columns_is_refused_by_name() -> None:
    A = np.array([[1.0, 2.0, 1.0], [2.0, 4.0, 0.0], [3.0, 6.0, 1.0]])
    for call in (ad.grad(lambda A: np.sum(np.linalg.qr(A)[1])), ad.jacobian(np.linalg.qr)):
        with pytest.raises(np.linalg.LinAlgError, match="column 1 of a matrix of shape"):
            call(A)
    tiny = np.diag([1.0, 1e-200])  # a small column is no combination of the others
    assert ad.grad(lambda A: np.linalg.qr(A)[1][1, 1])(tiny)[1, 1] == pytest.approx(1.0, rel=1e-15)


@pytest.mark.parametrize(
    "f",
    [
        lambda x: np.linalg.norm(x, 3),
        lambda x: np.linalg.norm(x[0], 3),
        lambda x: np.linalg.norm(x, "nuc"),
        lambda x: np.linalg.norm(x, "large", (0, 1)),
        lambda x: np.linalg.norm(x[0, 0], "fro"),
        lambda x: np.linalg.norm(x, axis=(0, 1, 2)),
        lambda x: np.linalg.norm(x, axis=7),
        lambda x: np.linalg.norm(x, 2, (0, 0)),
        lambda x: np.linalg.matrix_power(x[0], 2),
        lambda x: np.linalg.matrix_power(x[0, 0], 2),
        lambda x: np.linalg.matrix_power(x[0, :2, :2], 0.5),
    ],
)
def test_what_numpy_refuses_is_refused_with_numpys_words(f: Any) -> None:
    x = np.ones((2, 2, 3))
    with pytest.raises((ValueError, TypeError)) as numpys:
        f(x)
    for call in (lambda: ad.grad(lambda x: np.sum(f(x)))(x), lambda: ad.jvp(f, (x,), (x,))):
        with pytest.raises(type(numpys.value)) as ours:
            call()
        assert str(ours.value) == str(numpys.value)


def test_a_vector_norm_of_several_axes_is_no_matrix_norm() -> None:
    f = lambda A: np.linalg.vector_norm(A, axis=(0, 1))
    value, gradient = ad.value_and_grad(f)(np.eye(2))
    assert value == pytest.approx(np.sqrt(2.0))
    np.testing.assert_allclose(gradient, np.eye(2) / np.sqrt(2.0))


def test_the_square_of_a_norm_has_slope_zero_at_zero() -> None:
    zero, t = np.zeros(3), np.array([1.0, 2.0, -1.0])
    agree(lambda x: np.linalg.norm(x) ** 2, zero, t, 0.0)
    rows = np.array([[0.0, 0.0], [1.0, 2.0]])
    gradient = ad.grad(lambda x: np.sum(np.linalg.norm(x, axis=1) ** 2))(rows)
    np.testing.assert_allclose(gradient, 2 * rows)
    # The norm itself has a slope in each direction, but no gradient.
    assert np.all(np.isnan(ad.grad(np.linalg.norm)(zero)))
    assert ad.jvp(np.linalg.norm, (zero,), (t,))[1] == pytest.approx(np.sqrt(6.0))
    assert np.all(np.isnan(ad.hvp(lambda x: np.linalg.norm(x) ** 2, zero, t)))


# ---------------------------------------------------------------- minus infinity


@pytest.mark.parametrize(
    ("x", "right"),
    [
        ([-INF, -INF], [0.0, 0.0]),
        ([-INF, 1.0], [0.0, 1.0]),
        ([1e308, 1e308], [0.5, 0.5]),
        ([-1e308, -1e308], [0.5, 0.5]),
        ([1e16, 1e16 + 2.0], [0.11920292202211755, 0.8807970779778824]),
        ([800.0, -800.0], [1.0, 0.0]),
    ],
)
def test_logarithms_of_sums_at_extremes(x: Any, right: Any) -> None:
    right, x, t = np.array(right), np.array(x), np.array([1.0, 2.0])
    curved = (np.diag(right) - np.outer(right, right)) @ t
    for f in (ad.logsumexp, lambda x: np.logaddexp(x[0], x[1])):
        np.testing.assert_allclose(ad.grad(f)(x), right, rtol=1e-14)
        agree(f, x, t, right @ t)
        for mode in COMPOSITIONS:
            np.testing.assert_allclose(ad.hvp(f, x, t, mode), curved, atol=1e-14)
    np.testing.assert_allclose(ad.softmax(x), right, rtol=1e-14)
    np.testing.assert_allclose(ad.jacobian(ad.softmax)(x) @ t, curved, atol=1e-14)


def test_a_hidden_markov_model_with_forbidden_moves() -> None:
    seen = [0, 2, 1]

    def loss(np: Any, logsumexp: Any, moves: Any, emissions: Any) -> Any:
        alpha = emissions[:, seen[0]]
        for k in seen[1:]:
            alpha = logsumexp(alpha[:, None] + moves, 0) + emissions[:, k]
        return logsumexp(alpha, 0)

    with np.errstate(divide="ignore"):
        moves = np.log([[0.0, 1.0, 0.0], [0.0, 0.5, 0.5], [0.0, 0.0, 1.0]])  # no way back to 0
        emissions = np.log([[0.5, 0.3, 0.2], [0.1, 0.0, 0.9], [0.2, 0.3, 0.5]])
    ours = ad.grad(lambda *p: loss(np, ad.logsumexp, *p), (0, 1))(moves, emissions)
    assert all(np.all(np.isfinite(g)) for g in ours)
    finite = [np.maximum(p, -1e5) for p in (moves, emissions)]
    theirs = jax.grad(lambda *p: loss(jnp, jax.nn.logsumexp, *p), (0, 1))(*finite)
    for our, their in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(our, their, atol=1e-12)


# ---------------------------------------------------------------- elementwise functions


@pytest.mark.parametrize(
    ("f", "x", "first", "second"),
    [
        (np.tanh, 19.0, 1.2556531168192116e-16, -2.5113062336384233e-16),
        (np.tanh, -7.5, 4 * np.exp(-15.0) / (1 + np.exp(-15.0)) ** 2, None),
        (np.tanh, 800.0, 0.0, 0.0),
        (np.expm1, -50.0, np.exp(-50.0), np.exp(-50.0)),
        (np.arcsinh, 1e200, 1e-200, 0.0),
        (np.arccosh, 1e200, 1e-200, 0.0),
        (lambda x: np.arctan2(x, 4e200), 3e200, 1.6e-201, 0.0),
        (lambda x: np.arctan2(4e200, x), 3e200, -1.6e-201, 0.0),
        (lambda x: np.arctan2(x, 4e-200), 3e-200, 1.6e199, None),
        (np.cbrt, 0.0, INF, None),
        (np.cbrt, -8.0, 1 / 12, 1 / 144),
        (lambda y: np.heaviside(0.0, y), 0.5, 1.0, 0.0),
        (lambda y: np.heaviside(2.0, y), 0.5, 0.0, 0.0),
    ],
)
def test_elementwise_functions_at_extremes(f: Any, x: float, first: float, second: Any) -> None:
    with np.errstate(divide="ignore", under="ignore"):
        np.testing.assert_allclose(slopes(f, x, 1.0), first, rtol=1e-14)
        np.testing.assert_allclose(ad.grad(lambda x: np.sum(f(x)))(np.full(2, x)), first, 1e-14)
        if second is not None:
            for mode in COMPOSITIONS:
                assert ad.hvp(f, x, 1.0, mode) == pytest.approx(second, rel=1e-13, abs=1e-300)


@pytest.mark.parametrize(
    ("f", "right"),
    [
        (np.std, 0.0),
        (np.var, 0.0),
        (np.mean, 1.0),
        (np.prod, 1.0),
        (ad.logsumexp, 1.0),
        (lambda x: ad.softmax(x)[0], 0.0),
        (np.linalg.norm, 1.0),
        (lambda x: np.std(x, keepdims=True)[0], 0.0),
        (lambda x: np.linalg.det(x[None]), 1.0),
        (lambda x: np.linalg.inv(x[None])[0, 0], -0.25),
        (lambda x: np.linalg.eigvalsh(x[None])[0], 1.0),
        (lambda x: np.linalg.svdvals(x[None])[0], 1.0),
        (lambda x: np.linalg.qr(x[None])[1][0, 0], 1.0),
        (lambda x: np.linalg.cholesky(x[None])[0, 0], 0.5 / np.sqrt(2.0)),
        (lambda x: np.linalg.pinv(x[None])[0, 0], -0.25),
        (lambda x: np.linalg.lstsq(x[None], np.ones(1))[0][0], -0.25),
    ],
)
def test_functions_of_one_element(f: Any, right: float) -> None:
    agree(f, np.array([2.0]), np.array([1.0]), right)
