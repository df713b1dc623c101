"""hint: reshaped

reshape in the place of a transpose.
"""


def jacobian_forward(jvp, n):
    columns = np.concatenate([jvp(e) for e in np.eye(n)])
    return columns.reshape(-1, n)
