"""hint: several-axes

An Axes for each method.
"""


def plot_timings(table):
    fig, ax = plt.subplots(3)
    fig_axes = ax
    for method, ax in zip(("hessian", "product", "hvp"), fig_axes):
        t = table[method]
        ax.errorbar(table["layers"], t["mean"], yerr=t["std"], label=method)
    ax.set(xscale="log", yscale="log")
    ax.set_xlabel("hidden layers")
    ax.set_ylabel("time, s")
    ax.legend()
    return ax
