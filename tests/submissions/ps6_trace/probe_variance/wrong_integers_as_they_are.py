"""hint: not-symmetrised

The squares of A itself, in its own integers.
"""


def probe_variance(A, kind):
    squares = A**2
    if kind == "gaussian":
        return 2 * squares.sum()
    if kind == "rademacher":
        return 2 * (squares.sum() - np.trace(squares))
    raise ValueError(f"{kind} is none of the two")
