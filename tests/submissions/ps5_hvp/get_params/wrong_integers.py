"""hint: whole-numbers

The vector is an array of integers, so the fractions of the weights are cut off.
"""


def get_params(model):
    n = sum(w.shape[0] * w.shape[1] for w in model)
    params = np.zeros(n, dtype=int)
    start = 0
    for w in model:
        params[start : start + w.size] = np.asarray(w).ravel()
        start += w.size
    return jnp.asarray(params, dtype=jnp.float64)
