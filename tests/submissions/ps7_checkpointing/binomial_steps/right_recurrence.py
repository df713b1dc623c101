"""The recurrence in a table."""


def binomial_steps(snapshots, repeats):
    beta = [r + 1 for r in range(repeats + 1)]
    for s in range(2, snapshots + 1):
        for r in range(1, repeats + 1):
            beta[r] += beta[r - 1]
    return beta[repeats]
