"""Compiled ahead of time; Hessian and product as two programs."""


def time_methods(layer_counts, n_runs, width, *, clock=time.perf_counter, jit=jax.jit):
    rows = {"hessian": [], "product": [], "hvp": []}
    for hidden in layer_counts:
        model = make_model(hidden, width)
        loss, x = make_loss(model), get_params(model)
        v = jnp.asarray(np.random.default_rng(1).standard_normal(x.size))
        hessian = jit(lambda x: full_hessian(loss, x)).lower(x).compile()
        H = hessian(x).block_until_ready()
        product = jit(naive_hvp).lower(H, v).compile()
        efficient = jit(lambda x, v: hvp(loss, x, v)).lower(x, v).compile()

        def measure(run):
            readings = []
            for _ in range(n_runs):
                before = clock()
                run()
                readings.append(clock() - before)
            return readings

        rows["hessian"].append(measure(lambda: product(hessian(x), v).block_until_ready()))
        rows["product"].append(measure(lambda: product(H, v).block_until_ready()))
        rows["hvp"].append(measure(lambda: efficient(x, v).block_until_ready()))
    table = {"layers": np.array(layer_counts)}
    for method, times in rows.items():
        table[method] = {"mean": np.mean(times, axis=1), "std": np.std(times, axis=1)}
    return table
