"""Factorials."""


def binomial_steps(snapshots, repeats):
    f = math.factorial
    return f(snapshots + repeats) // (f(snapshots) * f(repeats))
