"""One run of each method in turn, with a static function and readings shared by neighbours."""


def time_methods(layer_counts, n_runs, width, *, clock=time.perf_counter, jit=jax.jit):
    hessian = jit(full_hessian, static_argnums=0)
    product = jit(naive_hvp)
    efficient = jit(hvp, static_argnums=0)
    seconds = np.zeros((3, len(layer_counts), n_runs))
    for k, hidden in enumerate(layer_counts):
        model = make_model(hidden, width)
        loss, x = make_loss(model), get_params(model)
        v = jnp.linspace(-1.0, 1.0, x.size)
        jax.block_until_ready((product(hessian(loss, x), v), efficient(loss, x, v)))
        for run in range(n_runs):
            t0 = clock()
            H = hessian(loss, x).block_until_ready()
            t1 = clock()
            product(H, v).block_until_ready()
            t2 = clock()
            efficient(loss, x, v).block_until_ready()
            t3 = clock()
            seconds[:, k, run] = t2 - t0, t2 - t1, t3 - t2
    entries = [{"mean": list(s.mean(axis=1)), "std": list(s.std(axis=1, ddof=1))} for s in seconds]
    return {"layers": layer_counts, **dict(zip(("hessian", "product", "hvp"), entries))}
