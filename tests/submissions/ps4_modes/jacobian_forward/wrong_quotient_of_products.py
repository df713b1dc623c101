"""hint: asked-twice

A central difference of the product, which is a derivative already.
"""


def jacobian_forward(jvp, n):
    h = 0.5
    return np.stack([(jvp(h * e) - jvp(-h * e)) / (2 * h) for e in np.eye(n)], axis=1)
