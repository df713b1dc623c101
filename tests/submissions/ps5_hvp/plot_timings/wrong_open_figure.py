"""hint: old-figure

Into whatever Axes there is.
"""


def plot_timings(table):
    ax = plt.gca()
    for method in ("hessian", "product", "hvp"):
        t = table[method]
        ax.errorbar(table["layers"], t["mean"], yerr=t["std"], label=method)
    ax.set_xlabel("hidden layers")
    ax.set_ylabel("time, s")
    ax.legend()
    return ax
