"""hint: single-precision

The parameters are rounded to float32, but all arrays of this set are float64.
"""


def get_params(model):
    flat = [np.asarray(w, dtype=np.float32).ravel() for w in model]
    return jnp.array(np.concatenate(flat))
