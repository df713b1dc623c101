"""The Lanczos process, right and in other ways: what is taken off, and where does it end?"""

from __future__ import annotations

import numpy as np

# A rest below this part of ‖A q_j‖ is rounding: in the cases here it is above 2e-10 or below 1e-13.
ROUNDING = 1e-10


def process(matvec, v, k, start=lambda v: v / np.linalg.norm(v), passes=2, alpha_of=None, end=True):
    """Return (alpha, beta) of the Lanczos process.

    start: what is made of v. passes: how often a new vector is made orthogonal to all earlier ones;
    0 is the recurrence of three terms. end: whether it ends where nothing new is left.
    """
    Q, alpha, beta = [start(np.asarray(v, dtype=float))], [], []
    while True:
        w = matvec(Q[-1])
        size = np.linalg.norm(w)
        alpha.append(Q[-1] @ w)
        w = w - alpha[-1] * Q[-1] - (beta[-1] * Q[-2] if beta else 0.0)
        for _ in range(passes):
            w = w - np.array(Q).T @ (np.array(Q) @ w)
        if len(alpha) == k or (end and np.linalg.norm(w) <= ROUNDING * size):
            return np.array(alpha), np.array(beta)
        beta.append(np.linalg.norm(w))
        with np.errstate(all="ignore"):
            Q.append(w / beta[-1])


def stepwise(next_vector, start=lambda v: v / np.linalg.norm(v)):
    """Return a Lanczos process where `next_vector(Q, w, alpha, beta)` makes β q from w = A q."""

    def wrong(matvec, v, k):
        Q, alpha, beta = [start(np.asarray(v, dtype=float))], [], []
        while True:
            w = matvec(Q[-1])
            size = np.linalg.norm(w)
            alpha.append(Q[-1] @ w)
            w = next_vector(np.array(Q), w, alpha, beta)
            if len(alpha) == k or np.linalg.norm(w) <= ROUNDING * size:
                return np.array(alpha), np.array(beta)
            beta.append(np.linalg.norm(w))
            Q.append(w / beta[-1])

    return wrong


def left(Q, w, passes=2):
    """Return what of w is orthogonal to the rows of Q."""
    for _ in range(passes):
        w = w - Q.T @ (Q @ w)
    return w


def one_by_one(Q, w, passes=2):
    """Return the same, where one part is taken off after the other."""
    for q in (*Q,) * passes:
        w = w - (q @ w) * q
    return w


def ended_by(length, ends=np.less_equal):
    """Return a process that ends by another length: of those of all products, alpha, beta and v.

    ends: whether it does, of the rest and of `ROUNDING` times that length.
    """

    def wrong(matvec, v, k):
        Q, alpha, beta, sizes = [v / np.linalg.norm(v)], [], [], []
        while True:
            w = matvec(Q[-1])
            sizes.append(np.linalg.norm(w))
            alpha.append(Q[-1] @ w)
            w = left(np.array(Q), w)
            end = ROUNDING * length(sizes, alpha, beta, np.linalg.norm(v))
            if len(alpha) == k or ends(np.linalg.norm(w), end):
                return np.array(alpha), np.array(beta)
            beta.append(np.linalg.norm(w))
            with np.errstate(all="ignore"):
                Q.append(w / beta[-1])

    return wrong


def unscaled(matvec, v, k):
    """Return (alpha, beta) of vectors that keep their lengths."""
    Q, alpha, beta = [v / np.linalg.norm(v)], [], []
    while True:
        w = matvec(Q[-1])
        size = np.linalg.norm(w)
        alpha.append(Q[-1] @ w)
        w = one_by_one(np.array(Q), w)
        if len(alpha) == k or np.linalg.norm(w) <= ROUNDING * size:
            return np.array(alpha), np.array(beta)
        beta.append(np.linalg.norm(w))
        Q.append(w)


def small(matvec, v, k, threshold):
    """Return (alpha, beta), ended where the rest is below a fixed number."""
    Q, alpha, beta = [v / np.linalg.norm(v)], [], []
    while True:
        w = matvec(Q[-1])
        alpha.append(Q[-1] @ w)
        w = left(np.array(Q), w)
        if len(alpha) == k or np.linalg.norm(w) < threshold:
            return np.array(alpha), np.array(beta)
        beta.append(np.linalg.norm(w))
        Q.append(w / beta[-1])


def by_pythagoras(matvec, v, k):
    """Return (alpha, beta), where β_j² is ‖A q_j‖² less α_j² and β_{j−1}²."""
    Q, alpha, beta = [v / np.linalg.norm(v)], [], []
    while True:
        w = matvec(Q[-1])
        size = np.linalg.norm(w) or 1.0
        alpha.append(Q[-1] @ w)
        rest = 1.0 - (alpha[-1] / size) ** 2 - ((beta[-1] if beta else 0.0) / size) ** 2
        if len(alpha) == k or rest <= ROUNDING**2:
            return np.array(alpha), np.array(beta)
        beta.append(size * np.sqrt(rest))
        w = left(np.array(Q), w)
        Q.append(w / np.linalg.norm(w))
