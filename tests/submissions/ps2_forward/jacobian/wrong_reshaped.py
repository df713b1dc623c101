"""hint: transposed

The columns are stacked as rows, then forced into the asked shape.
"""


def jacobian(f, x):
    columns = np.array([jvp(f, x, e)[1] for e in np.eye(len(x))])
    return columns.reshape(-1, len(x))
