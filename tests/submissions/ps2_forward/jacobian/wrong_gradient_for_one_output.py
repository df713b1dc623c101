"""hint: not-a-matrix

One output gives a vector.
"""


def jacobian(f, x):
    J = np.stack([jvp(f, x, e)[1] for e in np.eye(len(x))], axis=1)
    return J[0] if len(J) == 1 else J
