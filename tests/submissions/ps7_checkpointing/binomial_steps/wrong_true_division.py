"""hint: not-exact

A division into floating point.
"""


def binomial_steps(snapshots, repeats):
    f = math.factorial
    return round(f(snapshots + repeats) / f(snapshots) / f(repeats))
