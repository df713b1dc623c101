"""What is the derivative of each function of linear algebra?

Matrices are the last two axes, all others are a batch.  Functions that read one triangle of a
matrix (cholesky, eigh) have adjoints in that triangle; where the matrix is symmetric their adjoints
are symmetric, too.  Eigenvalues and singular values are in `spectra`, norms in `norms`.
"""

from typing import Any

import numpy as np

from autograder.reference.arrays import Several
from autograder.reference.core import RULES, Primitive, constant, derived, general
from autograder.reference.spectra import cubic, reading, several

# ---------------------------------------------------------------- systems and determinants

SOLVE = Primitive(
    np.linalg.solve,
    [lambda t, x, A, B: -np.linalg.solve(A, t @ x), lambda t, x, A, B: np.linalg.solve(A, t)],
    # Giles 2008: B̄ = A⁻ᵀX̄, Ā = −B̄Xᵀ.
    [
        lambda g, x, A, B: -np.linalg.solve(A.mT, g) @ x.mT,
        lambda g, x, A, B: np.linalg.solve(A.mT, g),
    ],
    lambda x, A, B: 2 * np.size(A) * A.shape[-1] // 3 + 2 * np.size(x) * A.shape[-1],
)


@derived(np.linalg.solve)
def solve(a: Any, b: Any) -> Any:
    """A⁻¹b; a single b of one axis is one column."""
    return SOLVE(a, b) if np.ndim(b) > 1 else SOLVE(a, np.reshape(b, (-1, 1)))[..., 0]


general(
    np.linalg.inv,  # Giles 2008
    [lambda t, y, A: -y @ t @ y],
    [lambda g, y, A: -y.mT @ g @ y.mT],
    cubic(2),
)


def products_of_others(s: Any) -> Any:
    """For each entry along the last axis the product of all others, without a division."""
    ones = np.ones((*s.shape[:-1], 1))
    before = np.cumprod(np.concatenate([ones, s[..., :-1]], -1), -1)
    after = np.cumprod(np.concatenate([ones, s[..., :0:-1]], -1), -1)
    return before * after[..., ::-1]


def cofactors(A: Any) -> Any:
    """adj(A)ᵀ = ∂det(A)/∂A, also where A is singular: A = U diag(s) Vᵀ has det(UV) U adj(s) Vᵀ."""
    U, s, Vh = np.linalg.svd(A, full_matrices=False)
    sign = np.linalg.det(U) * np.linalg.det(Vh)
    return sign[..., None, None] * ((U * products_of_others(s)[..., None, :]) @ Vh)


def cofactors_rule(t: Any, y: Any, A: Any) -> Any:
    """The derivative of the cofactors, which is its own transpose: det(A) differentiated twice.

    At a diagonal s it is diag(P diag(T)) − P ∘ Tᵀ, where P_ij is the product of all s but two.
    """
    U, s, Vh = np.linalg.svd(A, full_matrices=False)
    eye = np.eye(A.shape[-1])
    P = products_of_others(np.where(eye == 1.0, 1.0, s[..., None, :])) * (1.0 - eye)
    T = U.mT @ t @ Vh.mT
    on = P @ np.diagonal(T, 0, -2, -1)[..., None] * eye
    sign = np.linalg.det(U) * np.linalg.det(Vh)
    return sign[..., None, None] * (U @ (on - P * T.mT) @ Vh)


COFACTORS = Primitive(cofactors, [cofactors_rule], [cofactors_rule], cubic(14))
general(
    np.linalg.det,
    [lambda t, y, A: np.sum(COFACTORS(A) * t, axis=(-2, -1))],
    [lambda g, y, A: g[..., None, None] * COFACTORS(A)],
    cubic(2 / 3),
)
LOGDET = Primitive(
    lambda A: np.linalg.slogdet(A)[1],
    [lambda t, y, A: np.sum(np.linalg.inv(A).mT * t, axis=(-2, -1))],
    [lambda g, y, A: g[..., None, None] * np.linalg.inv(A).mT],
    cubic(2 / 3),
    "logdet",
)
SIGN = Primitive(lambda A: np.linalg.slogdet(A)[0], (), (), name="sign_of_det")
SlogdetResult: Any = type(np.linalg.slogdet(np.eye(1)))
RULES[np.linalg.slogdet] = lambda a: SlogdetResult(SIGN(a), LOGDET(a))
constant(np.linalg.matrix_rank)


@derived(np.linalg.matrix_power)
def matrix_power(a: Any, n: int) -> Any:
    """Aⁿ by repeated squaring."""
    np.linalg.matrix_power(np.empty((0, *a.shape[-2:])), n)  # NumPy says what it refuses
    if n < 0:
        return matrix_power(np.linalg.inv(a), -n)
    if n == 0:
        return np.broadcast_to(np.eye(a.shape[-1]), a.shape)
    half = matrix_power(a @ a, n // 2) if n > 1 else None
    return half if n % 2 == 0 else a if half is None else half @ a


RULES[np.linalg.multi_dot] = lambda arrays: (
    arrays[0] if len(arrays) == 1 else (arrays[0] @ RULES[np.linalg.multi_dot](arrays[1:]))
)

# ---------------------------------------------------------------- factorisations


def halved(X: Any) -> Any:
    """The lower triangle with half of the diagonal: Φ of Murray 2016."""
    return np.tril(X) - X * np.eye(X.shape[-1]) / 2


def cholesky_jvp(t: Any, L: Any, A: Any) -> Any:
    """A = LLᵀ: L̇ = L Φ(L⁻¹ȦL⁻ᵀ) (Murray 2016)."""
    half = reading(A) * t
    return L @ halved(np.linalg.solve(L, np.linalg.solve(L, half + half.mT).mT))


def cholesky_vjp(g: Any, L: Any, A: Any) -> Any:
    """The transpose of `cholesky_jvp`."""
    S = np.linalg.solve(L.mT, np.linalg.solve(L.mT, halved(L.mT @ g).mT).mT)
    return reading(A) * (S + S.mT)


CHOLESKY = Primitive(np.linalg.cholesky, [cholesky_jvp], [cholesky_vjp], cubic(1 / 3))
RULES[np.linalg.cholesky] = lambda a, *, upper=False: CHOLESKY(a.mT).mT if upper else CHOLESKY(a)


def independent_qr(A: Any) -> Several:
    """Q and R, refused where a column depends on those before it."""
    Q, R = np.linalg.qr(A)
    tiny = max(A.shape[-2:]) * np.finfo(A.dtype).eps * np.max(np.abs(R), axis=-2, initial=0.0)
    dependent = np.argwhere(np.abs(np.diagonal(R, 0, -2, -1)) <= tiny)
    if len(dependent):
        raise np.linalg.LinAlgError(
            f"column {dependent[0][-1]} of a matrix of shape {A.shape} is a combination of the "
            "columns before it: its QR factors are not determined and have no derivative"
        )
    return Several((Q, R))


def qr_jvp(t: Any, out: Any, A: Any) -> Any:
    """A = QR, m ≥ n: QᵀȦR⁻¹ is QᵀQ̇, which is skew, plus ṘR⁻¹, which is upper triangular."""
    Q, R = out
    X = np.linalg.solve(R.mT, t.mT).mT
    C = Q.mT @ X
    skew = np.tril(C, -1) - np.tril(C, -1).mT
    return Several((Q @ skew + X - Q @ C, (C - skew) @ R))


def qr_vjp(g: Any, out: Any, A: Any) -> Any:
    """The transpose of `qr_jvp`: Ā = (Q̄ + Q sym-lower(RR̄ᵀ − Q̄ᵀQ)) R⁻ᵀ (Seeger et al. 2017)."""
    (Q, R), (Q_bar, R_bar) = out, g
    M = 0.0
    M = M if R_bar is None else M + R @ R_bar.mT
    M = M if Q_bar is None else M - Q_bar.mT @ Q
    B = Q @ (np.tril(M) + np.tril(M, -1).mT)
    return np.linalg.solve(R, (B if Q_bar is None else Q_bar + B).mT).mT


QR = Primitive(independent_qr, [qr_jvp], [qr_vjp], cubic(2), "qr")
QRResult: Any = type(np.linalg.qr(np.eye(1)))


@derived(np.linalg.qr)
def qr(a: Any, mode: str = "reduced") -> Any:
    """Thin QR; of a wide matrix the first columns give Q, and the others follow."""
    m, n = a.shape[-2:]
    if mode not in ("reduced", "r") and not (mode == "complete" and m <= n):
        raise NotImplementedError(f"qr(mode={mode!r}) of shape {a.shape} has no derivative here")
    out = several(QRResult, QR, a[..., :, :m] if m < n else a)
    if m < n:
        out = QRResult(out.Q, np.concatenate([out.R, out.Q.mT @ a[..., :, m:]], axis=-1))
    return out.R if mode == "r" else out


# ---------------------------------------------------------------- pseudo-inverse, least squares


def full_rank(A: Any, rank: Any) -> None:
    """Refuse a matrix that has not full rank: its pseudo-inverse jumps there."""
    if np.any(rank < min(A.shape[-2:])):
        raise np.linalg.LinAlgError(
            f"a matrix of shape {A.shape} has not full rank: its pseudo-inverse and least-squares "
            "solution jump when the rank changes and have no derivative; a ridge term has one"
        )


def full_rank_pinv(A: Any, rcond: Any) -> Any:
    """The pseudo-inverse of a matrix of full rank."""
    s = np.linalg.svdvals(A)
    full_rank(A, np.sum(s > np.asarray(rcond)[..., None] * s[..., :1], axis=-1))
    return np.linalg.pinv(A, rcond)


def pinv_jvp(t: Any, P: Any, A: Any, rcond: float) -> Any:
    """Ṗ = −PȦP + PPᵀȦᵀ(I − AP) + (I − PA)ȦᵀPᵀP, at constant rank (Golub & Pereyra 1973)."""
    T = t.mT
    return -P @ t @ P + P @ P.mT @ (T - T @ A @ P) + (T - P @ A @ T) @ P.mT @ P


def pinv_vjp(g: Any, P: Any, A: Any, rcond: float) -> Any:
    """The transpose of `pinv_jvp`."""
    left, right = g.mT @ P @ P.mT, P.mT @ P @ g.mT
    return -P.mT @ g @ P.mT + left - A @ P @ left + right - right @ P @ A


PINV = Primitive(full_rank_pinv, [pinv_jvp], [pinv_vjp], cubic(14), "pinv")
RULES[np.linalg.pinv] = lambda a, rcond=None, *, rtol=1e-15: PINV(
    a, rtol if rcond is None else rcond
)


def least_squares(A: Any, B: Any, rcond: Any) -> Any:
    """The least-squares solution of least norm, of a matrix of full rank."""
    x, _, rank, _ = np.linalg.lstsq(A, B, rcond)
    full_rank(A, rank)
    return x


def inverses(A: Any) -> tuple[Any, Any, Any]:
    """The maps y ↦ A⁺y, y ↦ A⁺ᵀy and y ↦ (AᵀA)⁺y or, of a wide A, (AAᵀ)⁺y.

    All are solved with the triangle of a QR factorisation, so that A's condition is not squared.
    """
    tall = A.shape[-2] >= A.shape[-1]
    Q, R = np.linalg.qr(A if tall else A.mT)
    inwards = lambda y: np.linalg.solve(R, Q.mT @ y)  # noqa: E731
    outwards = lambda y: Q @ np.linalg.solve(R.mT, y)  # noqa: E731
    normal = lambda y: np.linalg.solve(R, np.linalg.solve(R.mT, y))  # noqa: E731
    return (inwards, outwards, normal) if tall else (outwards, inwards, normal)


def lstsq_jvp(t: Any, x: Any, A: Any, B: Any, rcond: Any) -> Any:
    """ẋ = −A⁺Ȧx + (AᵀA)⁺Ȧᵀ(B − Ax) + (I − A⁺A)Ȧᵀ(AAᵀ)⁺B (Golub & Pereyra 1973)."""
    pinv, _, normal = inverses(A)
    if A.shape[-2] >= A.shape[-1]:
        return normal(t.mT @ (B - A @ x)) - pinv(t @ x)
    y = t.mT @ normal(B)
    return y - pinv(A @ y + t @ x)


def lstsq_vjp(g: Any, x: Any, A: Any, B: Any, rcond: Any) -> Any:
    """The transpose of `lstsq_jvp`: Ā = rλᵀ − μxᵀ with μ = A⁺ᵀx̄."""
    _, pinv_transposed, normal = inverses(A)
    mu = pinv_transposed(g)
    if A.shape[-2] >= A.shape[-1]:
        return (B - A @ x) @ normal(g).mT - mu @ x.mT
    return normal(B) @ (g - A.mT @ mu).mT - mu @ x.mT


LSTSQ = Primitive(
    least_squares,
    [lstsq_jvp, lambda t, x, A, B, rcond: inverses(A)[0](t)],
    [lstsq_vjp, lambda g, x, A, B, rcond: inverses(A)[1](g)],
    cubic(14),
    "lstsq",
)


@derived(np.linalg.lstsq)
def lstsq(a: Any, b: Any, rcond: Any = None) -> Any:
    """The least-squares solution of least norm, residuals, rank and singular values."""
    x = LSTSQ(a, b, rcond) if np.ndim(b) != 1 else LSTSQ(a, b[:, None], rcond)[:, 0]
    m, n = np.shape(a)
    r = a @ x - b
    residuals = np.sum(r * r, axis=0, keepdims=r.ndim == 1) if m > n else np.zeros(0)
    return x, residuals, min(m, n), np.linalg.svdvals(a)
