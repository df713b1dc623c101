"""Hessian and product are two programs, timed together; a function for each thing that is done."""


def models(layer_counts, width):
    return [make_model(hidden, width) for hidden in layer_counts]


def programs(loss, x, jit):
    v = jnp.ones_like(x)
    hess = jit(lambda x: full_hessian(loss, x))
    product = jit(naive_hvp)
    efficient = jit(lambda x, v: hvp(loss, x, v))
    return {
        "hessian": (lambda x, v: product(hess(x), v), (x, v)),
        "product": (product, (hess(x).block_until_ready(), v)),
        "hvp": (efficient, (x, v)),
    }


def run(f, args, clock):
    start = clock()
    f(*args).block_until_ready()
    return clock() - start


def timed(f, args, n_runs, clock):
    f(*args).block_until_ready()
    return [run(f, args, clock) for _ in range(n_runs)]


def described(seconds):
    return {"mean": np.mean(seconds), "std": np.std(seconds)}


def time_methods(layer_counts, n_runs, width, *, clock=time.perf_counter, jit=jax.jit):
    table = {"layers": list(layer_counts)}
    table |= {method: {"mean": [], "std": []} for method in ("hessian", "product", "hvp")}
    for model in models(layer_counts, width):
        for method, (f, args) in programs(make_loss(model), get_params(model), jit).items():
            for name, number in described(timed(f, args, n_runs, clock)).items():
                table[method][name].append(number)
    return table
