"""Right: in each round the three methods are measured in another order."""

import random


def time_methods(layer_counts, n_runs, width, *, clock=time.perf_counter, jit=jax.jit):
    table = {m: {"mean": [], "std": []} for m in ("hessian", "product", "hvp")}
    dice = random.Random(3)
    for layers in layer_counts:
        model = make_model(layers, width)
        loss = make_loss(model)
        params = get_params(model)
        v = jnp.ones_like(params)
        whole = jit(lambda x, v: naive_hvp(full_hessian(loss, x), v))
        alone = jit(naive_hvp)
        efficient = jit(lambda x, v: hvp(loss, x, v))
        hessian = jax.block_until_ready(jit(lambda x: full_hessian(loss, x))(params))
        calls = {
            "hessian": lambda: whole(params, v),
            "product": lambda: alone(hessian, v),
            "hvp": lambda: efficient(params, v),
        }
        for call in calls.values():
            jax.block_until_ready(call())
        times = {m: [] for m in calls}
        for _ in range(n_runs):
            order = list(calls)
            dice.shuffle(order)
            for m in order:
                start = clock()
                jax.block_until_ready(calls[m]())
                times[m].append(clock() - start)
        for m in calls:
            table[m]["mean"].append(float(np.mean(times[m])))
            table[m]["std"].append(float(np.std(times[m])))
    return {"layers": list(layer_counts), **table}
