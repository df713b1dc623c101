"""With the sum written out."""


def naive_hvp(hessian, v):
    return jnp.einsum("ij,j->i", hessian, v)
