"""hint: no-error-bars

Lines only.
"""


def plot_timings(table):
    fig, ax = plt.subplots()
    for method in ("hessian", "product", "hvp"):
        t = table[method]
        ax.plot(table["layers"], t["mean"], label=method)
    ax.set(xscale="log", yscale="log")
    ax.set_xlabel("hidden layers")
    ax.set_ylabel("time, s")
    ax.legend()
    return ax
