"""At which points, and of which two functions, are second derivatives asked?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from autograder.checks import Draw

# The sizes of a network: no two neighbours equal, and small, for JAX compiles every new size.
SIZES = (2, 3, 2)
# Far out GELU is straight: a large slope beside curvatures of 1, where differences lose digits.
FAR_OUT = 1e5


def parameters(sizes: tuple[int, ...]) -> int:
    """Return how many parameters a network of these sizes has."""
    return sum(m * n for m, n in pairwise(sizes))


def at_the_network(draw: Draw) -> Iterator[tuple[tuple[int, ...], np.ndarray]]:
    """Draw points of a network: its sizes, and its parameters."""
    for _ in draw.times(1, 2):
        x = draw.normal(parameters(SIZES))
        x[0] += FAR_OUT * draw.uniform(0.5, 1.0)
        yield SIZES, x


def in_the_valley(draw: Draw) -> Iterator[tuple[None, np.ndarray]]:
    """Draw points of the rippled valley."""
    for _ in draw.times(1, 2):
        yield None, draw.normal(7)
