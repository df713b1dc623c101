"""hint: signs-lost

The decomposition takes for granted that no eigenvalue is negative: singular values have lost the
signs.
"""


def naive_hvp(hessian, v):
    U, s, _ = jnp.linalg.svd(hessian, hermitian=True)
    return U @ (s * (U.T @ v))
