"""hint: not-a-matrix

An axis of length 1 is dropped.
"""


def jacobian_forward(jvp, n):
    return np.squeeze(np.array([jvp(e) for e in np.eye(n)]).T)
