"""What must the two exercises of the tiny set satisfy?"""

import numpy as np

from autograder.checks import Trial, exercise


@exercise(parts={"numbers": 1, "arrays": 2}, hints={"one-term": "The product rule has two terms."})
def double(t: Trial, double) -> None:
    with t.part("numbers"):
        for _ in t.draws(2, 4):
            x = t.uniform(1, 2)
            t.compare("a number", double, x, want=2 * x, mistakes={"one-term": x})
    with t.part("arrays"):
        for _ in t.draws(2, 4):
            x = t.normal(3)
            t.compare("shape (3,)", double, x, want=2 * x, mistakes={"one-term": x})


@exercise(parts={"value": 2}, hints={"sign": "The sign is wrong."})
def negate(t: Trial, negate) -> None:
    with t.part("value"):
        x = t.normal(2, 3)
        t.compare("shape (2, 3)", negate, x, want=-x, mistakes={"sign": np.abs(x)})
