"""Writes every matrix into its place of an array of zeros with indices counted from the end."""


def get_params(model):
    n = sum(int(np.prod(w.shape)) for w in model)
    vector = jnp.zeros(n)
    end = n
    for w in reversed(model):
        begin = end - w.shape[0] * w.shape[1]
        vector = vector.at[begin:end].set(jnp.einsum("ij->ij", jnp.asarray(w)).flatten())
        end = begin
    return vector
