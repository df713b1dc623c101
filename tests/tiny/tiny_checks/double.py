"""Twice a number or an array."""

from autograder.checks import Exercise


def right(x):
    return 2 * x


check = Exercise(__name__, right)


@check.part("numbers", 1)
def _(draw):
    for _ in draw.times(2, 4):
        yield (draw.uniform(1, 2),)


@check.part("arrays", 2)
def _(draw):
    for _ in draw.times(2, 4):
        yield (draw.normal(3),)


@check.mistake
def one_term(x):
    return x
