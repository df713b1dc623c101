"""Takes the products with some other orthonormal basis Q, and J = (J Q) Qᵀ, right up to rounding."""


def jacobian_forward(jvp, n):
    rng = np.random.default_rng(12345)
    q, _ = np.linalg.qr(rng.standard_normal((n, n)))
    products = np.stack([jvp(np.ascontiguousarray(q[:, k])) for k in range(n)], axis=-1)
    return np.einsum("ik,jk->ij", products, q)
