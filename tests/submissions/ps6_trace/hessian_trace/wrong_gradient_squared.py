"""hint: squared-gradient

(v·∇f)² is the product with ∇f ∇fᵀ, and takes two evaluations for each probe.
"""


def hessian_trace(f, x, probes, rng):
    x = jnp.asarray(x)

    def matvec(v):
        slope = jax.jvp(f, (x,), (jnp.reshape(v, x.shape),))[1]
        return np.ravel(jax.grad(f)(x)) * float(slope)

    return hutchinson(matvec, x.size, probes, rng)
