"""A projector onto what is left, with JAX arrays."""


def lanczos(matvec, v, k):
    q = jnp.asarray(v, dtype=float)
    q = q / jnp.linalg.norm(q)
    Q, P = [q], jnp.eye(len(q)) - jnp.outer(q, q)
    alpha, beta = [], []
    while True:
        w = jnp.asarray(matvec(np.asarray(Q[-1])))
        alpha.append(w @ Q[-1])
        rest = P @ (P @ w)
        length = jnp.linalg.norm(rest)
        if len(alpha) == k or length <= 1e-10 * jnp.linalg.norm(w):
            return jnp.array(alpha), jnp.array(beta)
        beta.append(length)
        Q.append(rest / length)
        P = P - jnp.outer(Q[-1], Q[-1])
