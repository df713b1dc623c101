"""hint: step-size-refused

Asserts that each step is one that shortens x.
"""


def unrolled_loss(alphas, x0):
    alphas, x = np.asarray(alphas), np.asarray(x0, dtype=float)
    assert np.all(0 <= alphas) and np.all(alphas <= 1), "no descent"
    for a in alphas:
        x = x - a * x
    return x @ x / 2
