"""hint: not-traceable

NumPy, row by row: right, but JAX cannot compile it.
"""


def naive_hvp(hessian, v):
    return np.array([np.inner(row, v) for row in np.asarray(hessian)])
