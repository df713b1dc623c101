"""Reverse mode over the gradient, and an array of two numbers."""


def local_optimality(alphas, x0):
    a = jnp.asarray(alphas, dtype=float)
    H = jax.jacrev(lambda a: hypergradient(a, x0))(a)
    return np.array([np.linalg.norm(hypergradient(a, x0)), np.linalg.eigh(np.array(H))[0].min()])
