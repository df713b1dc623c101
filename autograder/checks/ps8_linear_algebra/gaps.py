"""How may F_ij = 1/(s_j² − s_i²), F_ii = 0, be made of the singular values, right or wrong?"""

from __future__ import annotations

import numpy as np


def gaps(s):
    """Return F_ij = 1/(s_j² − s_i²), with zeros on the diagonal."""
    D = s[np.newaxis, :] ** 2 - s[:, np.newaxis] ** 2
    return np.where(np.eye(len(s)) > 0, 0.0, 1 / np.where(D == 0, 1.0, D))


def eye(s):
    return np.eye(len(s))


def with_differences(difference):
    """F with another difference of the singular values in the denominator."""
    return lambda s: np.where(eye(s) > 0, 0.0, 1 / (difference(s[None], s[:, None]) + eye(s)))


def plain_gaps(s):
    return np.where(eye(s) > 0, 0.0, 1 / (s[None] ** 2 - s[:, None] ** 2 + eye(s)))


def with_squares(s):
    return s[None] ** 2 - s[:, None] ** 2


def with_factors(s):
    return (s[None] - s[:, None]) * (s[None] + s[:, None])


def bounded(small):
    """Return programs for F with a number added to its denominators, or 0 where they are below it.

    The first of them has the number added, and the denominators in factors.
    """

    def added(squares):
        return lambda s: np.where(eye(s) > 0, 0.0, 1 / (squares(s) + small))

    def cut(squares):
        return lambda s: np.where(np.abs(squares(s)) < small, 0.0, 1 / (squares(s) + eye(s)))

    programs = [added(with_factors), added(with_squares)]
    if small < 1e-7:  # below all denominators of ordinary size
        programs += [cut(with_factors), cut(with_squares)]
    return programs


def kept_below(bound):
    """Return a program for F with 0 in the place of what is larger than a bound."""
    return lambda s: gaps(s) * (np.abs(gaps(s)) < bound)


def damped(small):
    """Return a program for F with D/(D² + small) in the place of 1/D."""
    return lambda s: gaps(s) / (1 + small * gaps(s) ** 2)


BOUNDED = (
    *(kept_below(10.0**power) for power in (1, 2, 3, 4, 5)),
    *(damped(10.0**-power) for power in (2, 4, 6, 8, 10, 12)),
    lambda s: np.clip(gaps(s), -100.0, 100.0),
    lambda s: gaps(s) * ~np.isclose(s[None], s[:, None]),
)
