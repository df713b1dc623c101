"""The gradient of ⟨∇f(x), v⟩."""


def hvp(f, x, v):
    return jax.grad(lambda x: jnp.vdot(jax.grad(f)(x), v))(x)
