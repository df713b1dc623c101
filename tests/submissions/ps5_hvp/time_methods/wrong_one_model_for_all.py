"""hint: wrong-model

The model has the first number of layers each time.
"""


def time_methods(layer_counts, n_runs, width, *, clock=time.perf_counter, jit=jax.jit):
    table = {"layers": list(layer_counts)}
    table |= {method: {"mean": [], "std": []} for method in ("hessian", "product", "hvp")}
    for hidden in layer_counts:
        model = make_model(layer_counts[0], width)
        loss, x = make_loss(model), get_params(model)
        v = jnp.ones_like(x)
        hess = jit(lambda x: full_hessian(loss, x))
        whole = lambda x, v: product(hess(x), v)
        product = jit(naive_hvp)
        efficient = jit(lambda x, v: hvp(loss, x, v))
        H = jit(lambda x: full_hessian(loss, x))(x).block_until_ready()
        for method, f, args in (
            ("hessian", whole, (x, v)),
            ("product", product, (H, v)),
            ("hvp", efficient, (x, v)),
        ):
            f(*args).block_until_ready()
            seconds = []
            for _ in range(n_runs):
                start = clock()
                f(*args).block_until_ready()
                seconds.append(clock() - start)
            table[method]["mean"].append(np.mean(seconds))
            table[method]["std"].append(np.std(seconds))
    return table
