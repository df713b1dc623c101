"""hint: wrong-shape

The loop ends one column early.
"""


def jacobian(f, x):
    return np.stack([jvp(f, x, e)[1] for e in np.eye(len(x))[: max(1, len(x) - 1)]], axis=1)
