"""hint: divided-by-zero

The Hessian goes through the root of a norm.
"""


def local_optimality(alphas, x0):
    a, x0 = jnp.asarray(alphas, dtype=float), jnp.asarray(x0, dtype=float)
    L = lambda a: 0.5 * jnp.linalg.norm(jnp.prod(1 - a) * x0) ** 2
    return jnp.linalg.norm(hypergradient(a, x0)), jnp.linalg.eigvalsh(jax.hessian(L)(a))[0]
