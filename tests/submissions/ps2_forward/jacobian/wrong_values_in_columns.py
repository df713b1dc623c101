"""hint: values-taken

The columns are made of the values.
"""


def jacobian(f, x):
    return np.column_stack([jvp(f, x, e)[0] for e in np.eye(len(x))])
