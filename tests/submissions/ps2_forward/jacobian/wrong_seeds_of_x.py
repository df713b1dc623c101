"""hint: seed-not-one

Input j is seeded with its value.
"""


def jacobian(f, x):
    return np.column_stack([jvp(f, x, e * np.asarray(x))[1] for e in np.eye(len(x))])
