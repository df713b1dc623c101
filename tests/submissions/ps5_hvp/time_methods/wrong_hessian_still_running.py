"""hint: no-wait

The Hessian for `product` is not awaited, and the warm-up uses another matrix, so the first timed
product waits for the Hessian.
"""


def time_methods(layer_counts, n_runs, width, *, clock=time.perf_counter, jit=jax.jit):
    table = {"layers": list(layer_counts)}
    for name in ("hessian", "product", "hvp"):
        table[name] = {"mean": [], "std": []}

    def record(name, f, *args):
        times = []
        for _ in range(n_runs):
            start = clock()
            f(*args).block_until_ready()
            times.append(clock() - start)
        table[name]["mean"].append(float(np.mean(times)))
        table[name]["std"].append(float(np.std(times)))

    for hidden in layer_counts:
        model = make_model(hidden, width)
        loss = make_loss(model)
        x = get_params(model)
        v = jnp.ones_like(x)
        hess = jit(lambda x: full_hessian(loss, x))
        prod = jit(naive_hvp)
        free = jit(lambda x, v: hvp(loss, x, v))
        # compile everything
        hess(x).block_until_ready()
        prod(jnp.zeros((x.size, x.size)), v).block_until_ready()
        free(x, v).block_until_ready()

        record("hessian", lambda x, v: prod(hess(x), v), x, v)
        H = hess(x)
        record("product", prod, H, v)
        record("hvp", free, x, v)
    return table
