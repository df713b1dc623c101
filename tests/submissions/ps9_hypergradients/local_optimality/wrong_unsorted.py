"""hint: not-the-smallest

The first one that eig returns.
"""


def local_optimality(alphas, x0):
    a = jnp.asarray(alphas, float)
    H = np.array(jax.hessian(unrolled_loss)(a, x0))
    return np.linalg.norm(hypergradient(a, x0)), np.linalg.eig(H).eigenvalues[0]
