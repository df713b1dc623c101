"""hint: arguments-changed

The matrices are taken out of the caller's list.
"""


def get_params(model):
    vectors = []
    while model:
        vectors.append(model.pop(0).ravel())
    return jnp.concatenate(vectors)
