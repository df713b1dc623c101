"""hint: v-not-constant

⟨∇f(x), x⟩, in which both factors vary.
"""


def hvp(f, x, v):
    return jax.grad(lambda x: jax.grad(f)(x) @ x)(x)
