"""What is the derivative of each function of linear algebra?

Matrices are the last two axes, all others are a batch.  Functions that read one triangle of a
symmetric matrix (cholesky, eigh) are differentiated as functions of (A + Aᵀ)/2: their adjoints are
symmetric.  Losses of eigenvectors or singular vectors have no derivative where values repeat and
give nan; losses of the values alone keep theirs, because an unused result's adjoint is None.
"""

from typing import Any

import numpy as np

from autograder.reference.arrays import Several
from autograder.reference.core import RULES, Primitive, constant, derived, general

EPS = float(np.finfo(float).eps)


def cubic(factor: float) -> Any:
    """Scalar operations of a factorisation: about factor·m·n·min(m, n) (Golub & Van Loan 2013)."""
    return lambda y, A, *_, **__: int(factor * np.size(A) * min(A.shape[-2:]))


def symmetric(A: Any) -> Any:
    """The symmetric part of a matrix."""
    return (A + A.mT) / 2


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
general(
    np.linalg.det,  # Giles 2008
    [lambda t, y, A: y * np.sum(np.linalg.inv(A).mT * t, axis=(-2, -1))],
    [lambda g, y, A: (g * y)[..., None, None] * np.linalg.inv(A).mT],
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


def several(result: Any, primitive: Primitive, *operands: Any) -> Any:
    """The results of a primitive that has several, in NumPy's named tuple."""
    out = primitive(*operands)
    return result(*(out[k] for k in range(len(result._fields))))


def halved(X: Any) -> Any:
    """The lower triangle with half of the diagonal: Φ of Murray 2016."""
    return np.tril(X) - X * np.eye(X.shape[-1]) / 2


CHOLESKY = Primitive(
    np.linalg.cholesky,  # Murray 2016
    [lambda t, L, A: L @ halved(np.linalg.solve(L, np.linalg.solve(L, symmetric(t)).mT))],
    [
        lambda g, L, A: symmetric(
            np.linalg.solve(L.mT, np.linalg.solve(L.mT, halved(L.mT @ g).mT).mT)
        )
    ],
    cubic(1 / 3),
)
RULES[np.linalg.cholesky] = lambda a, *, upper=False: CHOLESKY(a).mT if upper else CHOLESKY(a)


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


QR = Primitive(lambda A: Several(np.linalg.qr(A)), [qr_jvp], [qr_vjp], cubic(2), "qr")
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


def gaps(w: Any) -> Any:
    """F_ij = 1/(w_j − w_i) off the diagonal and 0 on it; infinite where values repeat."""
    eye = np.eye(w.shape[-1])
    with np.errstate(divide="ignore", invalid="ignore"):
        return (1.0 - eye) / (w[..., None, :] - w[..., :, None] + eye)


def eigh_jvp(t: Any, out: Any, A: Any, UPLO: str) -> Any:
    """A = V diag(w) Vᵀ: ẇ = diag(VᵀȦV), V̇ = V(F ∘ VᵀȦV) (Giles 2008)."""
    w, V = out
    C = V.mT @ symmetric(t) @ V
    return Several((np.diagonal(C, 0, -2, -1), V @ times(gaps(w), C)))


def eigh_vjp(g: Any, out: Any, A: Any, UPLO: str) -> Any:
    """Ā = V(diag(w̄) + F ∘ VᵀV̄)Vᵀ (Giles 2008), made symmetric."""
    (w, V), (w_bar, V_bar) = out, g
    M = 0.0
    M = M if w_bar is None else M + w_bar[..., None] * np.eye(w.shape[-1])
    M = M if V_bar is None else M + times(gaps(w), V.mT @ V_bar)
    return symmetric(V @ M @ V.mT)


def times(F: Any, X: Any) -> Any:
    """F ∘ X without a warning where ∞ meets 0: the nan is the message."""
    with np.errstate(invalid="ignore"):
        return F * X


EighResult: Any = type(np.linalg.eigh(np.eye(1)))
EIGH = Primitive(
    lambda A, UPLO: Several(np.linalg.eigh(A, UPLO)), [eigh_jvp], [eigh_vjp], cubic(9), "eigh"
)
RULES[np.linalg.eigh] = lambda a, UPLO="L": several(EighResult, EIGH, a, UPLO)
RULES[np.linalg.eigvalsh] = lambda a, UPLO="L": np.linalg.eigh(a, UPLO)[0]


def svd_jvp(t: Any, out: Any, A: Any) -> Any:
    """A = U diag(s) Vᵀ (Townsend 2016; F and the projectors as in chapter 15)."""
    U, s, Vh = out
    V, row, F = Vh.mT, s[..., None, :], gaps(s * s)
    C = U.mT @ t @ V
    dU = U @ times(F, C * row + (C * row).mT)
    dV = V @ times(F, row.mT * C + (row.mT * C).mT)
    if A.shape[-2] > A.shape[-1]:
        dU = dU + (t @ V - U @ C) / row
    if A.shape[-2] < A.shape[-1]:
        dV = dV + (t.mT @ U - V @ C.mT) / row
    return Several((dU, np.diagonal(C, 0, -2, -1), dV.mT))


def svd_vjp(g: Any, out: Any, A: Any) -> Any:
    """The transpose of `svd_jvp`; a result that the loss does not use has adjoint None."""
    (U, s, Vh), (U_bar, s_bar, Vh_bar) = out, g
    row, F = s[..., None, :], gaps(s * s)
    M: Any = 0.0
    total: Any = 0.0
    if s_bar is not None:
        M = M + s_bar[..., None] * np.eye(s.shape[-1])
    if U_bar is not None:
        C = U.mT @ U_bar
        M = M + times(F, C - C.mT) * row
        if A.shape[-2] > A.shape[-1]:
            total = total + ((U_bar - U @ C) / row) @ Vh
    if Vh_bar is not None:
        C = Vh @ Vh_bar.mT
        M = M + row.mT * times(F, C - C.mT)
        if A.shape[-2] < A.shape[-1]:
            total = total + U @ ((Vh_bar - C.mT @ Vh) / row.mT)
    return total + U @ M @ Vh


SVD = Primitive(lambda A: Several(np.linalg.svd(A, False)), [svd_jvp], [svd_vjp], cubic(14), "svd")
SVDResult: Any = type(np.linalg.svd(np.eye(1)))


@derived(np.linalg.svd)
def svd(a: Any, full_matrices: bool = True, compute_uv: bool = True) -> Any:
    """Thin SVD; the additional columns of full matrices are arbitrary and have no derivative."""
    if compute_uv and full_matrices and a.shape[-1] != a.shape[-2]:
        raise NotImplementedError(
            "the additional columns of svd's full matrices are not determined by the matrix and "
            "have no derivative; use np.linalg.svd(a, full_matrices=False)"
        )
    out = several(SVDResult, SVD, a)
    return out if compute_uv else out.S


RULES[np.linalg.svdvals] = lambda x: np.linalg.svd(x, compute_uv=False)

# ---------------------------------------------------------------- pseudo-inverse, least squares


def full_rank_pinv(A: Any, rcond: float) -> Any:
    """The pseudo-inverse, refused where the rank is not full: it jumps there."""
    s = np.linalg.svdvals(A)
    if s.size and np.any(s[..., -1] <= rcond * s[..., 0]):
        raise np.linalg.LinAlgError(
            f"a matrix of shape {A.shape} has not full rank: its pseudo-inverse and least-squares "
            "solution jump when the rank changes and have no derivative; a ridge term has one"
        )
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


@derived(np.linalg.lstsq)
def lstsq(a: Any, b: Any, rcond: float | None = None) -> Any:
    """The least-squares solution of least norm, residuals, rank and singular values."""
    m, n = np.shape(a)
    x = PINV(a, EPS * max(m, n) if rcond is None else rcond) @ b
    r = a @ x - b
    residuals = np.sum(r * r, axis=0, keepdims=r.ndim == 1) if m > n else np.zeros(0)
    return x, residuals, min(m, n), np.linalg.svdvals(a)


# ---------------------------------------------------------------- norms


@derived(np.linalg.norm)
def norm(x: Any, ord: Any = None, axis: Any = None, keepdims: bool = False) -> Any:
    """Norms of vectors and matrices; the Euclidean norm has no derivative (nan) at 0."""
    if axis is None and ord is None:
        axis = tuple(range(x.ndim))
    axes = axis if isinstance(axis, tuple) else tuple(range(x.ndim)) if axis is None else (axis,)
    options: dict[str, Any] = {"axis": axes, "keepdims": keepdims}
    if ord is None or (ord == 2 and len(axes) == 1) or ord == "fro":
        return np.sqrt(np.sum(x * x, **options))
    if len(axes) == 1:
        if ord == 0:
            return np.sum(np.where(x == 0, 0.0, 1.0), **options)
        if ord in (np.inf, -np.inf):
            return (np.max if ord > 0 else np.min)(np.abs(x), **options)
        y = np.abs(x) if ord == 1 else np.abs(x) ** ord
        return np.sum(y, **options) ** (1 / ord) if ord != 1 else np.sum(y, **options)
    if ord in (1, -1, np.inf, -np.inf):
        rows, columns = axes if abs(ord) == 1 else axes[::-1]
        sums = np.sum(np.abs(x), axis=rows, keepdims=True)
        y = (np.max if ord > 0 else np.min)(sums, axis=columns, keepdims=True)
    else:
        s = np.linalg.svdvals(np.moveaxis(x, axes, (-2, -1)))
        y = np.sum(s, axis=-1) if ord == "nuc" else (np.max if ord > 0 else np.min)(s, axis=-1)
        y = np.expand_dims(y, tuple(k % x.ndim for k in axes))
    return y if keepdims else np.squeeze(y, axis=axes)
