"""What is the derivative of each function of linear algebra?

Matrices are the last two axes, all others are a batch.  Functions that read one triangle of a
matrix (cholesky, eigh) have adjoints in that triangle; where the matrix is symmetric their adjoints
are symmetric, too.  Eigenvalues and singular values are in `spectra`, norms in `norms`.
"""

import functools
from typing import Any

import numpy as np

from autograder.reference.arrays import Several, numpys
from autograder.reference.core import RULES, Primitive, bare, constant, derived, general
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
    """adj(A)ᵀ = ∂det(A)/∂A, which is det(A) A⁻ᵀ, or near singular matrices made of their SVD."""
    try:
        y, X = np.linalg.det(A), np.linalg.inv(A)
        if np.all(np.isfinite(y) & (y != 0.0)) and np.max(np.abs(X)) * np.max(np.abs(A)) < 1e4:
            return y[..., None, None] * X.mT
    except (np.linalg.LinAlgError, ValueError):  # singular, or empty
        pass
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
    empty = np.empty(a.shape if a.ndim < 2 else (0, *a.shape[-2:]))
    np.linalg.matrix_power(empty, n)  # NumPy says what it refuses
    if n < 0:
        return matrix_power(np.linalg.inv(a), -n)
    if n == 0:
        return np.broadcast_to(np.eye(a.shape[-1]), a.shape)
    half = matrix_power(a @ a, n // 2) if n > 1 else None
    return half if n % 2 == 0 else a if half is None else half @ a


@derived(np.linalg.multi_dot)
def multi_dot(arrays: Any) -> Any:
    """One product after the other, of two arrays or of vectors around matrices."""
    dimensions = [np.ndim(x) for x in arrays]
    ends = {dimensions[0], dimensions[-1]} <= {1, 2}
    if len(arrays) != 2 and (len(arrays) < 2 or not ends or {*dimensions[1:-1]} != {2}):
        return np.linalg.multi_dot([*map(bare, arrays)])
    return functools.reduce(np.dot, arrays)


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
    if a.ndim < 2 or mode not in ("reduced", "r", "complete", "raw"):
        return numpys(np.linalg.qr, a, mode)
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


def least_squares(A: Any, B: Any, rcond: Any) -> Any:
    """The least-squares solution of least norm, of a matrix of full rank."""
    x, _, rank, _ = np.linalg.lstsq(A, B, rcond)
    full_rank(A, rank)
    return x


def pseudo_inverse(A: Any, rcond: Any) -> Any:
    """The pseudo-inverse of a matrix of full rank."""
    s = np.linalg.svdvals(A)
    full_rank(A, np.sum(s > np.asarray(rcond)[..., None] * s[..., :1], axis=-1))
    return np.linalg.pinv(A, rcond)


class Orthogonal:
    """A = QR, or Aᵀ = QR where A is wide: the maps A⁺, A⁺ᵀ, (AᵀA)⁺ or (AAᵀ)⁺, and I − QQᵀ.

    The triangle is solved with, so that the condition of A is not squared.
    """

    def __init__(self, A: Any) -> None:
        self.tall = A.shape[-2] >= A.shape[-1]
        self.Q, self.R = np.linalg.qr(A if self.tall else A.mT)

    def pinv(self, y: Any, transposed: bool = False) -> Any:
        """A⁺y, or A⁺ᵀy."""
        if self.tall == transposed:
            return self.Q @ np.linalg.solve(self.R.mT, y)
        return np.linalg.solve(self.R, self.Q.mT @ y)

    def normal(self, y: Any) -> Any:
        """(AᵀA)⁺y, of a wide matrix (AAᵀ)⁺y."""
        return np.linalg.solve(self.R, np.linalg.solve(self.R.mT, y))

    def rest(self, y: Any) -> Any:
        """The part of y outside the columns of A, of a wide matrix outside its rows."""
        return y - self.Q @ (self.Q.mT @ y)


def lstsq_jvp(t: Any, x: Any, A: Any, B: Any, rcond: Any) -> Any:
    """ẋ = −A⁺Ȧx + (AᵀA)⁺Ȧᵀ(I − AA⁺)B + (I − A⁺A)Ȧᵀ(AAᵀ)⁺B (Golub & Pereyra 1973)."""
    by = Orthogonal(A)
    second = by.normal(t.mT @ by.rest(B)) if by.tall else by.rest(t.mT @ by.normal(B))
    return second - by.pinv(t @ x)


def lstsq_vjp(g: Any, x: Any, A: Any, B: Any, rcond: Any) -> Any:
    """The transpose of `lstsq_jvp`: Ā = rλᵀ − μxᵀ, where r is the residual and μ = A⁺ᵀx̄."""
    by = Orthogonal(A)
    first = by.rest(B) @ by.normal(g).mT if by.tall else by.normal(B) @ by.rest(g).mT
    return first - by.pinv(g, transposed=True) @ x.mT


LSTSQ = Primitive(
    least_squares,
    [lstsq_jvp, lambda t, x, A, B, rcond: Orthogonal(A).pinv(t)],
    [lstsq_vjp, lambda g, x, A, B, rcond: Orthogonal(A).pinv(g, transposed=True)],
    cubic(14),
    "lstsq",
)
PINV = Primitive(  # the least-squares solution for B = I
    pseudo_inverse,
    [lambda t, P, A, rcond: lstsq_jvp(t, P, A, np.eye(A.shape[-2]), rcond)],
    [lambda g, P, A, rcond: lstsq_vjp(g, P, A, np.eye(A.shape[-2]), rcond)],
    cubic(14),
    "pinv",
)


def magnitude(a: Any) -> float:
    """A power of 2 near the largest entry, where squares of entries would overflow or vanish."""
    top = float(np.max(np.abs(bare(a)), initial=0.0))
    return 1.0 if 1e-70 < top < 1e70 or not 0.0 < top < np.inf else 2.0 ** np.frexp(top)[1]


@derived(np.linalg.pinv)
def pinv(a: Any, rcond: Any = None, *, rtol: Any = 1e-15) -> Any:
    """The pseudo-inverse."""
    c = magnitude(a)
    P = PINV(a if c == 1.0 else a / c, rcond=rtol if rcond is None else rcond)
    return P if c == 1.0 else P / c


@derived(np.linalg.lstsq)
def lstsq(a: Any, b: Any, rcond: Any = None) -> Any:
    """The least-squares solution of least norm, residuals, rank and singular values."""
    c = magnitude(a)
    x = LSTSQ(a / c if c != 1.0 else a, b if np.ndim(b) != 1 else b[:, None], rcond=rcond) / c
    x = x if np.ndim(b) != 1 else x[:, 0]
    m, n = np.shape(a)
    r = a @ x - b
    residuals = np.sum(r * r, axis=0, keepdims=r.ndim == 1) if m > n else np.zeros(0)
    return x, residuals, np.int32(min(m, n)), np.linalg.svdvals(a)
