"""hint: single-precision

Single precision, by column_stack.
"""


def jacobian(f, x):
    return np.column_stack([np.asarray(jvp(f, x, e)[1], dtype=np.float32) for e in np.eye(len(x))])
