"""JAX's own way of flattening a nest of arrays."""

from jax.flatten_util import ravel_pytree


def get_params(model):
    return ravel_pytree(model)[0]
