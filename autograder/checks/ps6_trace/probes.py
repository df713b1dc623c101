"""How far may an estimate of a trace be from the trace, and what is known of its probes?

The probes of a right answer have independent standard normal entries, independent signs, or are
uniform on the sphere of radius √n. For each of these kinds the logarithm K(λ) of the moment
generating function of vᵀSv − tr S is known or bounded:

- normal: −½ Σ log(1 − 2λ s_i) − λ tr S, with the eigenvalues s_i of S;
- signs: from all 2ⁿ vectors, for a small n;
- sphere: at most that of normal probes for S − (tr S/n) I, which has the same vᵀSv − tr S there.
  (For normal g = r u with |u| = √n is E r² = 1, and r is independent of u, so E exp(λ r² uᵀSu) is
  at least E exp(λ uᵀSu), by Jensen.)

By Chernoff the mean of m of them is t or more with a probability of at most exp(−m(λt − K(λ))), for
each λ > 0. So `bound` returns a distance that a right estimate passes with a probability of at most
`RATE`: about 7 standard errors, and some more where m is small. (The 5 standard errors of a normal
variable would be passed once in 2 million times, and more often by a quadratic form, whose tails
are heavier; a check makes some hundred such comparisons.)
"""

from __future__ import annotations

import itertools
from functools import cache
from typing import Any

import numpy as np

from autograder.checks import Counted
from autograder.checks.compare import Difference
from autograder.isolation.beside import numbers, plain

# How often a right answer fails one comparison, at most.
RATE = 1e-10
# More than the entries of all signs' vectors that are made for a K(λ).
SMALL = 12


class Products(Counted):
    """v ↦ A v, which keeps the vectors that it is asked about."""

    def __init__(self, A: np.ndarray) -> None:
        super().__init__(lambda v: A @ v, (len(A),))
        self.A = A
        self.asked: list[np.ndarray] = []

    def __deepcopy__(self, memo: Any) -> Products:
        return Products(self.A)

    def __call__(self, *arguments: Any) -> Any:
        """Return A v."""
        arguments = tuple(map(plain, arguments))
        value = super().__call__(*arguments)
        self.asked.append(numbers(arguments[0], self.shape))
        return value


def symmetric(A: np.ndarray) -> np.ndarray:
    """Return the symmetric part, to which vᵀAv belongs."""
    return (A + A.T) / 2.0


@cache
def all_signs(n: int) -> np.ndarray:
    """Return all vectors of n signs, as rows."""
    return np.array(list(itertools.product([-1.0, 1.0], repeat=n)))


def normal_log(S: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Return K(λ) for normal probes, at each λ of x, less than 1/(2 max|s_i|)."""
    s = np.linalg.eigvalsh(S)
    return -0.5 * np.log1p(-2.0 * np.outer(x, s)).sum(axis=1) - x * s.sum()


def signs_log(S: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Return K(λ) for probes of signs, at each λ of x."""
    v = all_signs(len(S))
    q = np.unique(np.round(((v @ S) * v).sum(axis=1) - np.trace(S), 12), return_counts=True)
    return np.log(np.exp(np.outer(x, q[0])) @ (q[1] / len(v)))


def chernoff(logs: Any, steps: np.ndarray, probes: int) -> float:
    """Return the distance passed with probability `RATE` at most; logs: λ ↦ K(λ), at ±steps."""
    needed = np.log(2.0 / RATE) / probes
    return max(float(np.min((logs(sign * steps) + needed) / steps)) for sign in (1.0, -1.0))


def bound(S: np.ndarray, probes: int) -> float:
    """Return how far a right estimate of tr S may be from it; S: symmetric, n ≤ `SMALL`."""
    n = len(S)
    largest = float(np.max(np.abs(np.linalg.eigvalsh(S))))
    if largest == 0.0:
        return 0.0
    S = S / largest
    steps = np.geomspace(1e-4, 0.499, 80)
    centred = S - np.trace(S) / n * np.eye(n)
    room = max(1.0, float(np.max(np.abs(np.linalg.eigvalsh(centred)))))
    kinds = [
        chernoff(lambda x: normal_log(S, x), steps, probes),
        chernoff(lambda x: normal_log(centred, x), steps / room, probes),
        chernoff(lambda x: signs_log(S, x), steps, probes),
    ]
    return largest * max(kinds)


def blocks_bound(a: np.ndarray, b: np.ndarray, d: np.ndarray, probes: int) -> float:
    """Return `bound` for a matrix with 2 × 2 blocks (a b; b d), however many.

    Each block is a term of its own: for signs K(λ) = Σ log cosh 2λb. For the sphere S − (tr S/n) I
    has blocks too.
    """
    mean = np.sum(a + d) / (2.0 * len(a))

    def eigenvalues(a: np.ndarray, d: np.ndarray) -> np.ndarray:
        root = np.hypot((a - d) / 2.0, b)
        return np.concatenate([(a + d) / 2.0 + root, (a + d) / 2.0 - root])

    kinds = []
    for s in (eigenvalues(a, d), eigenvalues(a - mean, d - mean)):
        steps = np.geomspace(1e-6, 0.499, 40) / np.max(np.abs(s))
        kinds.append(chernoff(lambda x: sum_logs(s, x), steps, probes))
        log_cosh = [
            np.logaddexp(2.0 * x * b, -2.0 * x * b).sum() - len(b) * np.log(2) for x in steps
        ]
        kinds.append(chernoff(lambda x: np.array(log_cosh), steps, probes))
    return max(kinds)


def sum_logs(s: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Return K(λ) for normal probes from many eigenvalues."""
    return np.array([-0.5 * np.log1p(-2.0 * one * s).sum() - one * s.sum() for one in x])


def deviations(S: np.ndarray) -> list[float]:
    """Return the standard deviations of vᵀSv: for normal probes, the sphere's, and signs'."""
    n, whole = len(S), float(np.sum(S * S))
    centred = max(whole - float(np.trace(S)) ** 2 / n, 0.0)
    rest = max(whole - float(np.sum(np.diag(S) ** 2)), 0.0)
    return [float(np.sqrt(2.0 * v)) for v in (whole, centred * n / (n + 2.0), rest)]


def error_rate(S: np.ndarray, probes: int, factor: float) -> float:
    """Bound the probability that the sample deviation s of m probes is off by more than a factor.

    For x = vᵀSv − tr S with deviation σ and κ = E x⁴/σ⁴, and any B and d:
    P(s > factor σ) ≤ P(|x| > B once) + exp(−t²/2 / (m κσ⁴ + B²t/3)), t = (factor² − 1)(m − 1)σ²
    (Bernstein, for the squares of x where |x| ≤ B); P(s < σ/factor) ≤ P(|mean of x| > d) +
    exp(−t²/(2 m κσ⁴)), t = mσ² − (m − 1)σ²/factor² − m d² (squares are not negative: Maurer 2003).
    """
    n, m = len(S), probes
    centred = S - np.trace(S) / n * np.eye(n)
    q = ((all_signs(n) @ S) * all_signs(n)).sum(axis=1) - np.trace(S)
    found = []
    for sigma, matrix, logs in zip(
        deviations(S), (S, centred, S), (normal_log, normal_log, signs_log)
    ):
        # For the sphere the fourth moment is at most that of normal probes.
        fourth = 12.0 * float(np.sum(matrix * matrix)) ** 2 + 48.0 * float(
            np.sum((matrix @ matrix) ** 2)
        )
        if logs is signs_log:
            fourth = float(np.mean(q**4))
        steps = np.geomspace(1e-3, 0.499, 60) / np.max(np.abs(np.linalg.eigvalsh(matrix)))
        K = [logs(matrix, sign * steps) for sign in (1.0, -1.0)]
        above = np.inf
        for B in np.linspace(5.0, 60.0, 56) * sigma:
            once = sum(m * float(np.exp(np.min(k - steps * B))) for k in K)
            t = (factor**2 - 1.0) * (m - 1) * sigma**2
            above = min(above, once + np.exp(-(t**2) / 2 / (m * fourth + B**2 * t / 3)))
        below = np.inf
        for d in np.linspace(0.05, 0.9, 86) * sigma:
            mean = sum(float(np.exp(m * np.min(k - steps * d))) for k in K)
            t = m * sigma**2 - (m - 1) * sigma**2 / factor**2 - m * d**2
            if t > 0:
                below = min(below, mean + np.exp(-(t**2) / (2.0 * m * fourth)))
        found.append(above + below)
    return float(max(found))


@cache
def simple_bounds(n: int, probes: int) -> tuple[float, float, float, float]:
    """Return the bounds for the matrices I/n, e_i e_iᵀ, (e_i e_jᵀ + e_j e_iᵀ)/2 and 11ᵀ/n."""
    e = np.zeros((n, n))
    e[0, 0] = 1.0
    pair = np.zeros((n, n))
    pair[0, 1] = pair[1, 0] = 0.5
    simple = (np.eye(n) / n, e, pair, np.ones((n, n)) / n)
    identity, one, two, ones = (bound(S, probes) for S in simple)
    return identity, one, two, ones


def off(V: np.ndarray) -> Difference | None:
    """Say what is wrong with probes, the rows of V.

    Their mean is 0: for each of the three kinds the sum of all N = m·n entries, over √N, has the
    tails of a standard normal number, P(|z| > t) ≤ 2 exp(−t²/2). Their second moments are those
    of the identity: the mean of vᵀSv is near tr S for S = I/n, e_i e_iᵀ, e_i e_jᵀ and 11ᵀ/n.
    """
    probes, n = V.shape
    identity, one, two, ones = simple_bounds(n, probes)
    M = V.T @ V / probes
    away = np.abs(M - np.eye(n))
    between = away[~np.eye(n, dtype=bool)]
    if (
        abs(np.trace(M) / n - 1.0) <= identity
        and np.max(np.diag(away)) <= one
        and np.max(between, initial=0.0) <= two
        and abs(M.sum() / n - 1.0) <= ones
        and abs(V.sum()) <= np.sqrt(2.0 * np.log(2.0 / RATE) * V.size)
    ):
        return None
    return Difference("the mean of v vᵀ over the probes is not near I, or that of v not 0", kind(V))


def kind(V: np.ndarray) -> str:
    """Return the hint for probes of which something is wrong."""
    values, lengths = set(np.unique(V)), np.linalg.norm(V, axis=1)
    n = V.shape[1]
    if one_entry(V):
        return "unit-vectors"
    if n > 1 and np.all(V == V[:, :1]):
        return "one-number-for-all"
    if reused(V):
        return "one-probe-reused"
    if values <= {0.0, 1.0}:
        return "zero-one-probes"
    if values <= {-1.0, 0.0, 1.0} and 0.0 in values:
        return "zeros-among-them"
    if np.allclose(lengths, lengths[0], rtol=1e-9):
        if np.allclose(lengths, 1.0, rtol=1e-9):
            return "normalised-without-n"
        return "mean-not-zero" if np.allclose(lengths**2, n) else "scaled-probes"
    if np.max(np.abs(V)) <= 1.0:
        return "uniform-probes"
    sizes = np.mean(V**2)
    if abs(np.mean(V)) > 0.2 * np.sqrt(sizes):
        return "mean-not-zero"
    return "scaled-probes"


def one_entry(V: np.ndarray) -> bool:
    """Whether each probe is a multiple of a unit vector."""
    return bool(V.shape[1] > 1 and np.all(np.count_nonzero(V, axis=1) == 1))


def reused(V: np.ndarray) -> bool:
    """Whether a probe comes twice, with the same or the opposite sign.

    Of m vectors of n signs two are alike with a probability of at most m²/2ⁿ: n should be large.
    """
    turned = V * np.where(V[:, :1] < 0.0, -1.0, 1.0)
    return len(np.unique(turned, axis=0)) < len(V)


def orthogonal(V: np.ndarray) -> bool:
    """Whether most probes are orthogonal to the one before, as columns of a QR factorisation are.

    Two vectors of n signs are orthogonal with a probability of at most √(2/πn), so that 20 of 29
    neighbours are, for n = 60, with one below 1e-12. For normal numbers it is 0.
    """
    lengths = np.linalg.norm(V, axis=1)
    products = np.abs(np.sum(V[1:] * V[:-1], axis=1))
    small = products <= 1e-9 * lengths[1:] * lengths[:-1]
    return len(V) >= 20 and bool(small.sum() > 2 * (len(V) - 1) / 3)


def same_randomness(results: list[Any], moved: bool) -> Difference | None:
    """Say what is wrong with the source of randomness.

    results: two of one generator, one of a new generator with its seed, one of another seed.
    """
    first, second, anew, other = results
    if np.array_equal(first, second):
        if np.array_equal(first, other):
            return Difference("each call and each seed gives the same", "fixed-seed")
        return Difference("a second call with the same `rng` gives the same", "rng-made-anew")
    if not np.array_equal(first, anew):
        return Difference("two generators of one seed give different results", "other-generator")
    if np.array_equal(first, other):
        return Difference("generators of two seeds give the same", "fixed-seed")
    if moved:
        return Difference("a generator that is not `rng` was used, or seeded", "global-state")
    return None
