"""hint: gradient-only

⟨∇f(x), v⟩ differentiated with respect to v.
"""


def hvp(f, x, v):
    return jax.grad(lambda v: jax.grad(f)(x) @ v)(v)
