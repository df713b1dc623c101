"""What are the derivatives of eigenvalues and singular values, and of vectors where values repeat?

Matrices are the last two axes, all others are a batch.  The formulas divide by gaps between values.
Where values repeat, vectors are not determined, but a loss may be determined all the same: the
trace of exp(A), an entry of exp(A), a projector.  So repeated values are split by εδ, with an
infinitesimal ε > 0 and numbers δ that are all different; a gap is then εδ_j − εδ_i, and `Limit`
computes with what is infinitely large and infinitely small.  A derivative that remains infinite
depends on the choice of the vectors, and raises an error that names the values.
"""

from typing import Any, NamedTuple

import numpy as np

from autograder.reference.arrays import Several
from autograder.reference.core import RULES, Primitive, Trace, Tracer, bare, derived
from autograder.reference.modes import Forward, of, push


def cubic(factor: float) -> Any:
    """Scalar operations of a factorisation: about factor·m·n·min(m, n) (Golub & Van Loan 2013)."""
    return lambda y, A, *_, **__: int(factor * np.size(A) * min(A.shape[-2:]))


def several(result: Any, primitive: Primitive, *operands: Any, **options: Any) -> Any:
    """The results of a primitive that has several, in NumPy's named tuple."""
    out = primitive(*operands, **options)
    return result(*(out[k] for k in range(len(result._fields))))


# ---------------------------------------------------------------- where values repeat


class Order(NamedTuple):
    """What belongs to x = minus/ε + value + plus·ε besides the value; None is zero.

    `minus` is taken for zero where it is small beside `peak`, the largest number that it was added
    up from.  `cause` says which values repeat.
    """

    plus: Any
    minus: Any
    peak: float
    cause: str


def largest(x: Any) -> float:
    """The largest absolute value."""
    return float(np.max(np.abs(x), initial=0.0))


class Limit(Trace):
    """The limit ε → 0.  It lies outside all other traces, so that every derivative is a limit."""

    __slots__ = ()

    def __init__(self) -> None:
        self.number = -1

    def record(self, primitive: Any, values: Any, marks: Any, keywords: Any, out: Any) -> Any:
        """Expand one operation in powers of ε."""
        known = [mark for mark in marks if mark is not None]
        plus = [mark and mark.plus for mark in marks]
        minus = [mark and mark.minus for mark in marks]
        peak, cause = max(mark.peak for mark in known), known[0].cause
        if primitive is RECIPROCAL and values[1].any():
            return self.reciprocal(values[0], values[1], plus[0], cause)
        infinite = [x for x in minus if x is not None]
        if isinstance(out, Several) and (infinite or Tracer in map(type, out)):
            raise self.error(cause, "a factorisation of what is computed from them")
        up, down = push(primitive, values, plus, keywords, out), None
        if infinite:
            down, cross = self.change(primitive, values, minus, plus, keywords)
            if primitive.flops is np.size and len(infinite) == 1:  # scaled, not added up
                ones = [None if x is None else np.ones_like(x) for x in minus]
                peak *= largest(push(primitive, values, ones, keywords, out))
            down = None if down is None or largest(down) <= 1e-10 * peak else down
            if np.any(self.change(primitive, values, minus, minus, keywords)[1]):
                down = np.full(out.shape, np.nan)  # of order 1/ε²
            out = out if cross is None else out + cross
        return Tracer(self, out, Order(up, down, peak, cause))

    @staticmethod
    def change(primitive: Any, values: Any, tangents: Any, steps: Any, keywords: Any) -> Any:
        """The tangent of an operation, and how it changes when the operands move by the steps."""
        trace, pairs = Forward(), zip(values, steps, strict=True)
        moved = [x if step is None else Tracer(trace, x, step) for x, step in pairs]
        tangent = push(primitive, moved, tangents, keywords, primitive(*moved, **keywords))
        return (tangent.value, tangent.mark) if of(tangent, trace) else (tangent, None)

    def reciprocal(self, d: Any, small: Any, step: Any, cause: str) -> Any:
        """1/d; where d is small it is step·ε, and 1/d is infinitely large."""
        if step is None or np.any(small & (step == 0.0)):
            raise self.error(cause, "this derivative")
        y = np.where(small, 0.0, 1.0 / np.where(small, 1.0, d))
        minus = np.where(small, 1.0 / np.where(small, step, 1.0), 0.0)
        return Tracer(self, y, Order(-y * y * step, minus, largest(minus), cause))

    def settle(self, x: Tracer) -> Any:
        """The value, unless something infinitely large stands beside it."""
        if x.mark.minus is not None:
            raise self.error(x.mark.cause, "this derivative")
        return x.value

    @staticmethod
    def error(cause: str, what: str) -> np.linalg.LinAlgError:
        """What to tell where there is no limit."""
        return np.linalg.LinAlgError(
            f"{cause}: their vectors are not determined, and {what} depends on which are taken; "
            "compute what does not depend on them, or perturb the matrix"
        )


LIMIT = Limit()


def close(w: Any, others: Any) -> Any:
    """Where w_j − others_i is rounding, beside the largest w: (..., n, n)."""
    n, eps = w.shape[-1], np.finfo(w.dtype).eps
    top = np.max(np.abs(w), axis=-1, initial=0.0)[..., None, None]
    return np.abs(w[..., None, :] - others[..., :, None]) <= max(n, 8) * eps * top


def repeats(w: Any) -> Any:
    """Which pairs of values are equal but for rounding: (..., n, n), False on the diagonal."""
    w = bare(w)
    return close(w, w) & ~np.eye(w.shape[-1], dtype=bool)


def split(w: Any, pairs: Any, what: str) -> tuple[Any, Any]:
    """The values w, and a turn of their vectors: w + εδ and a rotation where pairs of w repeat.

    Vectors of values that repeat are turned into others as good.  At NumPy's own ones, columns of
    the identity perhaps, a loss that depends on them might by chance have slope 0.
    """
    n = w.shape[-1]
    if not pairs.any():
        return w, None
    *batch, i, j = map(int, np.argwhere(pairs)[0])
    cause = f"{what}s {i} and {j} are both {w[(*batch, i)]:.6g}" if i < j else f"{what} {i} is 0"
    k, eye = np.arange(1, n + 1, dtype=w.dtype), np.eye(n, dtype=w.dtype)
    skew = np.where(pairs, np.sin(k - k[:, None]), w.dtype.type(0))
    turn = np.linalg.solve(eye + skew, eye - skew)  # orthogonal: Cayley's transform
    return Tracer(LIMIT, w, Order(np.broadcast_to(k, w.shape), None, 0.0, cause)), turn


RECIPROCAL = Primitive(  # of d; `small` says where d is 0 but for rounding
    lambda d, small: 1.0 / np.where(small, 1.0, d),
    [lambda t, y, d, small: -y * y * t],
    [lambda g, y, d, small: -y * y * g],
    np.size,
)


def table(d: Any, small: Any) -> Any:
    """1/d_ij off the diagonal, and 0 on it."""
    eye = np.eye(d.shape[-1])
    return RECIPROCAL(d * (1.0 - eye) + eye, small) * (1.0 - eye)


def gaps(w: Any) -> Any:
    """F_ij = 1/(w_j − w_i) off the diagonal, and 0 on it."""
    return table(w[..., None, :] - w[..., :, None], repeats(w))


# ---------------------------------------------------------------- symmetric matrices


def reading(A: Any, UPLO: str = "L") -> Any:
    """W with W∘A + (W∘A)ᵀ = the symmetric matrix that NumPy reads in A.

    NumPy reads one triangle.  Where A is symmetric, W = ½ takes both, as JAX does.
    """
    A, n = bare(A), A.shape[-1]
    near = 8 * np.finfo(A.dtype).eps * np.max(np.abs(A), axis=(-2, -1), keepdims=True, initial=0.0)
    both = np.all(np.abs(A - A.mT) <= near, axis=(-2, -1), keepdims=True)
    one = (np.tril if UPLO.upper() == "L" else np.triu)(np.ones((n, n))) - np.eye(n) / 2
    return np.where(both, 0.5, one)


def eigh_jvp(t: Any, out: Any, A: Any, UPLO: str, vectors: bool) -> Any:
    """A = V diag(w) Vᵀ: ẇ = diag(VᵀȦV), V̇ = V(F ∘ VᵀȦV) (Giles 2008)."""
    (w, V), half = out, reading(A, UPLO) * t
    C = V.mT @ (half + half.mT) @ V
    return Several((np.diagonal(C, 0, -2, -1), V @ (gaps(w) * C)))


def eigh_vjp(g: Any, out: Any, A: Any, UPLO: str, vectors: bool) -> Any:
    """Ā = V(diag(w̄) + F ∘ VᵀV̄)Vᵀ (Giles 2008), put where A is read."""
    (w, V), (w_bar, V_bar) = out, g
    M: Any = 0.0
    M = M if w_bar is None else M + w_bar[..., None] * np.eye(w.shape[-1])
    M = M if V_bar is None else M + gaps(w) * (V.mT @ V_bar)
    S = V @ M @ V.mT
    return reading(A, UPLO) * (S + S.mT)


def eigh_split(A: Any, UPLO: Any, vectors: bool) -> Several:
    """NumPy's values and vectors, where values repeat split and turned."""
    w, V = np.linalg.eigh(A, UPLO)
    w, turn = split(w, repeats(w), "eigenvalue")
    return Several((w, V if turn is None or not vectors else V @ turn))


EighResult: Any = type(np.linalg.eigh(np.eye(1)))
EIGH = Primitive(eigh_split, [eigh_jvp], [eigh_vjp], cubic(9), "eigh")
RULES[np.linalg.eigh] = lambda a, UPLO="L": several(EighResult, EIGH, a, UPLO=UPLO, vectors=True)
RULES[np.linalg.eigvalsh] = lambda a, UPLO="L": EIGH(a, UPLO=UPLO, vectors=False)[0]

# ---------------------------------------------------------------- singular values


def svd_tables(s: Any) -> tuple[Any, Any]:
    """1/(s_j − s_i) and 1/(s_j + s_i) off the diagonals, and 0 on them."""
    return gaps(s), table(s[..., None, :] + s[..., :, None], vanishing(s, diagonal=False))


def vanishing(s: Any, diagonal: bool) -> Any:
    """Which s_j + s_i are 0 but for rounding."""
    s = bare(s)
    return close(s, -s) & (diagonal | ~np.eye(s.shape[-1], dtype=bool))


def inverse(s: Any) -> Any:
    """1/s, as a row."""
    zeros = np.diagonal(vanishing(s, diagonal=True), 0, -2, -1)
    return RECIPROCAL(s, zeros)[..., None, :]


def svd_jvp(t: Any, out: Any, A: Any, vectors: bool) -> Any:
    """A = U diag(s) Vᵀ: with C = UᵀȦV, ṡ = diag(C), U̇ = U(X + Y), V̇ = V(X − Y) (Townsend 2016).

    Here 1/(s_j² − s_i²) is in partial fractions: squares of s would overflow.  Where A is not
    square U̇ or V̇ has a part outside the space of U or V, too.
    """
    U, s, Vh = out
    V, C = Vh.mT, U.mT @ t @ Vh.mT
    differences, sums = svd_tables(s)
    X, Y = differences * (C + C.mT) / 2, sums * (C - C.mT) / 2
    dU, dV = U @ (X + Y), V @ (X - Y)
    if A.shape[-2] > A.shape[-1]:
        dU = dU + (t @ V - U @ C) * inverse(s)
    if A.shape[-2] < A.shape[-1]:
        dV = dV + (t.mT @ U - V @ C.mT) * inverse(s)
    return Several((dU, np.diagonal(C, 0, -2, -1), dV.mT))


def svd_vjp(g: Any, out: Any, A: Any, vectors: bool) -> Any:
    """The transpose of `svd_jvp`; a result that the loss does not use has adjoint None."""
    (U, s, Vh), (U_bar, s_bar, Vh_bar) = out, g
    C_bar: Any = 0.0
    outside: Any = 0.0
    if s_bar is not None:
        C_bar = C_bar + s_bar[..., None] * np.eye(s.shape[-1])
    P = None if U_bar is None else U.mT @ U_bar
    Q = None if Vh_bar is None else Vh @ Vh_bar.mT
    if P is not None and A.shape[-2] > A.shape[-1]:
        outside = outside + ((U_bar - U @ P) * inverse(s)) @ Vh
    if Q is not None and A.shape[-2] < A.shape[-1]:
        outside = outside + U @ ((Vh_bar.mT - Vh.mT @ Q) * inverse(s)).mT
    if P is not None or Q is not None:
        P, Q = (np.zeros(A.shape[:-2] + 2 * s.shape[-1:]) if Z is None else Z for Z in (P, Q))
        differences, sums = svd_tables(s)
        X, Y = differences * (P + Q), sums * (P - Q)
        C_bar = C_bar + (X + X.mT + Y - Y.mT) / 2
    return outside + U @ C_bar @ Vh


def svd_split(A: Any, vectors: bool) -> Several:
    """NumPy's thin SVD; where values repeat, or vanish and are divided by, split and turned."""
    U, s, Vh = np.linalg.svd(A, full_matrices=False)
    pairs = repeats(s) | vanishing(s, diagonal=A.shape[-2] != A.shape[-1])
    s, turn = split(s, pairs, "singular value")
    return Several((U, s, Vh) if turn is None or not vectors else (U @ turn, s, turn.mT @ Vh))


SVD = Primitive(svd_split, [svd_jvp], [svd_vjp], cubic(14), "svd")
SVDResult: Any = type(np.linalg.svd(np.eye(1)))


@derived(np.linalg.svd)
def svd(a: Any, full_matrices: bool = True, compute_uv: bool = True) -> Any:
    """Thin SVD; the additional columns of full matrices are arbitrary and have no derivative."""
    if compute_uv and full_matrices and a.shape[-1] != a.shape[-2]:
        raise NotImplementedError(
            "the additional columns of svd's full matrices are not determined by the matrix and "
            "have no derivative; use np.linalg.svd(a, full_matrices=False)"
        )
    return several(SVDResult, SVD, a, vectors=True) if compute_uv else SVD(a, vectors=False)[1]


RULES[np.linalg.svdvals] = lambda x: np.linalg.svd(x, compute_uv=False)
