"""hint: arguments-changed

x is shifted in place and shifted back with rounding.
"""


def jacobian(f, x):
    J = np.stack([jvp(f, x, e)[1] for e in np.eye(len(x))], axis=1)
    x *= 1.5
    return J
