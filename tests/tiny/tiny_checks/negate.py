"""The negative of an array."""

import numpy as np

from autograder.checks import Exercise


def right(x):
    return -x


check = Exercise(__name__, right)


@check.part("value", 2)
def _(draw):
    yield (draw.normal(2, 3),)


@check.mistake
def sign(x):
    return np.abs(x)
