"""hint: size-asked-first

A product only to learn m.
"""


def jacobian_forward(jvp, n):
    m = len(jvp(np.zeros(n)))
    J = np.zeros((m, n))
    for j in range(n):
        J[:, j] = jvp(np.eye(n)[j])
    return J
