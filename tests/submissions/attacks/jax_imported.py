"""Use an AD library in a set that is by hand.

Stopped by: the worker of such a set has no AD library.

where: answer derivative
"""

import jax

jax.config.update("jax_enable_x64", True)


def derivative(f, x):
    return float(jax.grad(lambda w: f(w) * 1.0)(float(x)))
