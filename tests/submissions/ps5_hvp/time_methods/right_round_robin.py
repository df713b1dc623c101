"""The methods take turns: one run of each, n_runs times; times are collected in one NumPy array."""


def time_methods(layer_counts, n_runs, width, *, clock=time.perf_counter, jit=jax.jit):
    names = ("hessian", "product", "hvp")
    seconds = np.empty((len(names), len(layer_counts), n_runs))
    for column, hidden in enumerate(layer_counts):
        model = make_model(hidden, width)
        loss, x = make_loss(model), get_params(model)
        v = jax.random.normal(jax.random.key(hidden), x.shape, x.dtype)
        hessian_of = jit(lambda p: full_hessian(loss, p))
        times_v = jit(naive_hvp)
        direct = jit(lambda p, u: hvp(loss, p, u))
        H = jax.block_until_ready(hessian_of(x))

        def start(name):
            if name == "hessian":
                return times_v(hessian_of(x), v)
            return times_v(H, v) if name == "product" else direct(x, v)

        for _ in range(2):  # compile, and once more to warm the caches
            for name in names:
                jax.block_until_ready(start(name))
        for run in range(n_runs):
            for row, name in enumerate(names):
                t = -clock()
                jax.block_until_ready(start(name))
                t += clock()
                seconds[row, column, run] = t

    table = {"layers": [int(k) for k in layer_counts]}
    for row, name in enumerate(names):
        table[name] = {
            "mean": seconds[row].mean(axis=1).tolist(),
            "std": seconds[row].std(axis=1).tolist(),
        }
    return table
