"""hint: first-run-not-awaited

The warm-up is started but not awaited, so its work still runs during the first timed run.
"""


def time_methods(layer_counts, n_runs, width, *, clock=time.perf_counter, jit=jax.jit):
    names = ["hessian", "product", "hvp"]
    table = {"layers": list(layer_counts)} | {n: {"mean": [], "std": []} for n in names}
    for hidden in layer_counts:
        model = make_model(hidden, width)
        loss = make_loss(model)
        x = get_params(model)
        v = jnp.ones_like(x)
        H = jit(lambda x: full_hessian(loss, x))(x).block_until_ready()
        functions = [
            (jit(lambda x, v: naive_hvp(full_hessian(loss, x), v)), x),
            (jit(naive_hvp), H),
            (jit(lambda x, v: hvp(loss, x, v)), x),
        ]
        for name, (f, first) in zip(names, functions):
            f(first, v)  # compile
            times = []
            for _ in range(n_runs):
                start = clock()
                f(first, v).block_until_ready()
                times.append(clock() - start)
            table[name]["mean"].append(float(np.mean(times)))
            table[name]["std"].append(float(np.std(times)))
    return table
