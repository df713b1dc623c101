"""With JAX, in the exponent's logarithm."""


def spectral_density(alpha, beta, grid, width):
    T = jnp.diag(jnp.asarray(alpha, float))
    if len(alpha) > 1:
        T = T + jnp.diag(jnp.asarray(beta, float), 1) + jnp.diag(jnp.asarray(beta, float), -1)
    scale = jnp.max(jnp.abs(T))
    scale = jnp.where(scale > 0, scale, 1.0)
    nodes, U = jnp.linalg.eigh(T / scale)
    z = (jnp.asarray(grid, float)[None, :] / width) - (scale / width) * nodes[:, None]
    return jnp.exp(-(z**2) / 2).T @ U[0] ** 2 / width / jnp.sqrt(2 * jnp.pi)
