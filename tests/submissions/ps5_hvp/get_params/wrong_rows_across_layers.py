"""hint: rows-of-all-in-turn

The first rows of all matrices come first, then the second rows, but the matrices have to come one
after the other.
"""


def get_params(model):
    most = max(w.shape[0] for w in model)
    rows = [w[i] for i in range(most) for w in model if i < w.shape[0]]
    return jnp.concatenate(rows)
