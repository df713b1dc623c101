"""hint: work-begun-before

For each run of the product a new Hessian is begun just before the clock is read and not waited
for, so that the time of the product holds the rest of it.
"""

import time

import jax
import jax.numpy as jnp
import numpy as np


def time_methods(layer_counts, n_runs, width, *, clock=time.perf_counter, jit=jax.jit):
    methods = ["hessian", "product", "hvp"]
    times = {m: [] for m in methods}
    for layers in layer_counts:
        model = make_model(layers, width)
        loss = make_loss(model)
        x = get_params(model)
        v = jnp.ones_like(x)
        hess = jit(lambda x: full_hessian(loss, x))
        prod = jit(naive_hvp)
        fast = jit(lambda x, v: hvp(loss, x, v))
        # warm up
        prod(hess(x), v).block_until_ready()
        fast(x, v).block_until_ready()

        t_hessian, t_product, t_hvp = [], [], []
        for _ in range(n_runs):
            t = clock()
            y = prod(hess(x), v)
            y.block_until_ready()
            t_hessian.append(clock() - t)

            H = hess(x)  # is there already
            t = clock()
            y = prod(H, v)
            y.block_until_ready()
            t_product.append(clock() - t)

            t = clock()
            y = fast(x, v)
            y.block_until_ready()
            t_hvp.append(clock() - t)
        for m, ts in zip(methods, (t_hessian, t_product, t_hvp)):
            times[m].append(ts)
    out = {"layers": list(layer_counts)}
    for m in methods:
        out[m] = {
            "mean": [float(np.mean(ts)) for ts in times[m]],
            "std": [float(np.std(ts)) for ts in times[m]],
        }
    return out
