"""hint: not-a-matrix

Axes of length 1 are dropped.
"""


def jacobian(f, x):
    return np.stack([jvp(f, x, e)[1] for e in np.eye(len(x))], axis=1).squeeze()
