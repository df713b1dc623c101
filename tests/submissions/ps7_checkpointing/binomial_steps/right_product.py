"""A product that is divided as it grows."""


def binomial_steps(snapshots, repeats):
    result = 1
    for k in range(1, snapshots + 1):
        result = result * (repeats + k) // k
    return result
