"""hint: curve-missing

The deviations in the place of the means.
"""


def plot_timings(table):
    fig, ax = plt.subplots()
    for method in ("hessian", "product", "hvp"):
        t = table[method]
        ax.errorbar(table["layers"], t["std"], label=method)
    ax.set(xscale="log", yscale="log")
    ax.set_xlabel("hidden layers")
    ax.set_ylabel("time, s")
    ax.legend()
    return ax
